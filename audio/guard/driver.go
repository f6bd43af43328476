package guard

import (
	"errors"
	"time"

	"voluntary/audio/guard/wire"
)

// The names of the MIDI systems.
const (
	systemALSA    = "ALSA"
	systemJACK    = "JACK"
	systemCore    = "CoreMIDI"
	systemWindows = "Windows"
	systemRaw     = "raw"
)

// errAbsent is wrapped when a MIDI system is not on this machine: that is a note to the list, not a failure.
var errAbsent = errors.New("not on this machine")

// driver is one MIDI system. Its methods are called from one goroutine, and not from the one that sends.
type driver interface {
	system() string
	list() (inputs, outputs []string, err error) // full names
	has(full string, output bool) bool           // is asked every second while music plays: it makes no garbage, or hardly any
	open(full string) (outlet, error)
	virtual(name string) (outlet, error)
	listen(full string, e *ear) (inlet, error)
	virtualIn(name string, e *ear) (inlet, error)
	leave() // the process ends; every outlet is closed
}

// outlet is a port that is open. send, cancel, done and pause are called from the sending goroutine alone; close from
// the drivers' goroutine, when nothing is sent any more.
type outlet interface {
	// send gives whole MIDI messages to the organ, to leave at an instant. Tracked outlets give them a ticket each, from
	// first up to next.
	send(at time.Duration, class wire.Class, b []byte) (first, next int64, err error)
	close()
}

// inlet is an input that is open. What comes goes to its ear, from a thread of the driver; after close nothing comes.
type inlet interface {
	close()
}

// tracked is an outlet that takes messages ahead of their time and can take them back.
type tracked interface {
	keep(gap time.Duration)            // the least distance between two messages for controls
	delay() time.Duration              // how much after its instant a message leaves, always the same
	early() time.Duration              // how long before its instant a message wants to be sent
	slack() time.Duration              // how long after its instant a message is still in time
	cancel(ticket int64) bool          // false: it is too late, the message leaves
	done() int64                       // all tickets below have left or were cancelled
	leaves(ticket int64) time.Duration // when a message that was just sent will leave
	wander() time.Duration             // how much later than its delay says a message leaves now; negative: earlier
	pause()                            // what comes next has nothing to do with what came before
	together(bool)                     // others play too, which keep to the clock
}

// joining is an outlet or inlet of ours that other programs are connected to.
type joining interface {
	joined() (all []string, ok bool) // full names; ok is false where nobody can know
	join(to []string)                // those of them that are there
}

// watched is an outlet or inlet that can tell that its system has gone.
type watched interface {
	alive() bool
}

// heeded is an outlet that can tell without sending anything whether somebody takes what it sends.
type heeded interface {
	heeded() bool
}
