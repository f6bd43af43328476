package ui

import (
	"context"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// Builtin is the name that Devices give the built-in organ.
const Builtin = "Built-in organ"

// Virtual is the name of the port of our own that other programs can connect to.
const Virtual = "Voluntary"

// Port is something that an arrangement can be played on.
type Port struct {
	Name    string // unique; what Open takes
	Label   string // for people; "" is Name
	Virtual bool   // a port of our own that others connect to
}

// Devices opens what can sound. The main program implements it over the audio packages; tests have one that records.
// Its methods may block and are never called on Fyne's goroutine. An error is a sentence for people.
type Devices interface {
	// Ports lists what there is besides the built-in organ. A note says why the list may be short, "" when all is well.
	Ports(ctx context.Context) (ports []Port, note string)
	// Open opens a port, or the built-in organ, to speak as the console's dialect says.
	Open(ctx context.Context, name string, c *registration.Console) (playback.Output, error)
}

// Restarter is for Devices whose ports may lose what they were told without failing: f is to be called, on any goroutine,
// when the registration at a port is not known any more.
type Restarter interface{ OnRestart(f func()) }

// Exporter is for Devices that can write what a piece sounds like, or what its organ is sent, to a file. The file is
// replaced as a whole, or left alone when ctx is done before. An error is a sentence for people.
type Exporter interface {
	ExportMIDI(ctx context.Context, path string, a *sequencer.Arrangement) error
	// ExportWAV calls progress now and then, on the goroutine of the caller, with how much is done, 0 to 1.
	ExportWAV(ctx context.Context, path string, a *sequencer.Arrangement, progress func(share float64)) error
}
