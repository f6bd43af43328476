package ui

import (
	"context"
	"io"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// Builtin is the name that Devices give the built-in organ.
const Builtin = "Built-in organ"

// Virtual is the name of the port of our own that other programs can connect to.
const Virtual = "Voluntary"

// VirtualInput is the name of the port of our own that other programs can send to. It is not [Virtual]: JACK lets a
// program have a name once.
const VirtualInput = "Voluntary in"

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

// Watcher is for Devices that release every key within half a second when the engine is stuck: alive tells whether it works.
type Watcher interface{ Watch(alive func() bool) }

// Silencer is for Devices that can silence everything past the engine, at once and from any goroutine.
type Silencer interface{ Panic() }

// Waker is for Devices that can keep the machine from sleeping and its screen from going blank. It returns at once.
type Waker interface{ KeepAwake(on bool) }

// Opener is for Devices that can open another window of the program, with a piece, or with a new one for "". It is a
// program of its own: it asks for itself when it is quit, and what happens to one does not touch the other.
type Opener interface{ OpenWindow(path string) error }

// Neighbours is for Devices that know of the other windows of the program.
type Neighbours interface {
	// QuitOthers tells the other windows to quit. Each asks about its own piece first.
	QuitOthers() error
	// OnQuit has a function called, on any goroutine, when another window says that all are to quit.
	OnQuit(asked func())
}

// Printer is for Devices that can put a file on paper. An error is a sentence for people.
type Printer interface {
	// CanPrint reports whether there is a command that prints.
	CanPrint() bool
	// Print hands a PDF to the system's printer. It does not wait for the paper.
	Print(ctx context.Context, path, title string) error
}

// Exporter is for Devices that can write what a piece sounds like, or what its organ is sent, to a file. The file is
// replaced as a whole, or left alone when ctx is done before. An error is a sentence for people.
type Exporter interface {
	ExportMIDI(ctx context.Context, path string, a *sequencer.Arrangement) error
	// ExportSound calls progress now and then, on the goroutine of the caller, with how much is done, 0 to 1. It gives the
	// paths of all that it has written.
	ExportSound(ctx context.Context, path string, a *sequencer.Arrangement, file SoundFile, progress func(share float64)) ([]string, error)
}

// Heard is one whole MIDI message that came in: with its status byte, without active sensing; System Exclusive from F0 to
// F7.
type Heard struct {
	At    time.Time // when it came; monotonic
	Bytes []byte    // may be kept, must not be written to
}

// Listener is for Devices that can hear. Names are as for outputs: a port's name, "virtual:NAME" for a port of our own that
// others send to, "raw:PATH" for a device file.
type Listener interface {
	// Inputs lists what can be listened to. A note says why the list may be short, "" when all is well.
	Inputs(ctx context.Context) (ports []Port, note string)
	// Listen calls hear with each message of an input, in order, until the closer is closed. state is called with "" when
	// the input is open and with a sentence when it is not there or has gone: it is looked for until then. Both are called
	// on goroutines of the device and must not block; use [fyne.Do] to touch widgets. Closing may block for a moment, and
	// afterwards nothing is called any more.
	Listen(name string, hear func(Heard), state func(trouble string)) (io.Closer, error)
}

// Wire is for Devices that can tell what really leaves the MIDI ports.
type Wire interface {
	// OnSent calls sent with what leaves an output, under the name it was opened by and at the instant at which it leaves,
	// until stop is called. One message may be several that belong together. sent is called on a goroutine of the devices
	// and must not block.
	OnSent(sent func(name string, m Heard)) (stop func())
	// Account tells how the guard of the ports fares.
	Account() Account
}

// Account is what the guard of the MIDI ports has done.
type Account struct {
	Restarts int           // how often it died and was started again
	Sent     uint64        // messages
	Late     uint64        // of these, more than 10 ms
	Latest   time.Duration // the worst of them
	Behind   time.Duration // how much later than due messages leave now, where a server of JACK has lost time
	Refused  uint64        // messages for which there was no room
	Missed   uint64        // messages that came in and for which there was no room
}

// Organ is an organ of GrandOrgue on this machine.
type Organ struct {
	Title string // what the organ is called
	Path  string // of its file
}

// Previewer is for Devices that can play on GrandOrgue with nothing set up there.
type Previewer interface {
	// Organs lists the organs that are found, by title.
	Organs(ctx context.Context) []Organ
	// ReadOrgan makes a console of an organ of GrandOrgue.
	ReadOrgan(ctx context.Context, path string) (*registration.Console, error)
	// WriteSettings writes a file that binds every manual, stop and shoe of an organ in GrandOrgue to the numbers of its console: MIDI
	// settings when it ends in .yaml, else settings of the organ. It gives the name under which GrandOrgue itself keeps the latter.
	WriteSettings(ctx context.Context, organ, path string) (name string, err error)
	// Running tells by which port a GrandOrgue is played that somebody else has started; "" when none is to be seen.
	Running(ctx context.Context) (port string)
	// Preview starts GrandOrgue with the organ in a file, or with running plays on the one that runs and has it loaded, and
	// gives the name by which Open opens it, and its console. It may take minutes: stage is called, on the goroutine of the
	// caller, with a few words for what is waited for. It is given up when ctx is done. An error is a sentence for people.
	Preview(ctx context.Context, path string, running bool, stage func(words string)) (port string, c *registration.Console, err error)
	// EndPreview ends that GrandOrgue, if it was started by Preview; the outputs to it must be closed before.
	EndPreview() error
}
