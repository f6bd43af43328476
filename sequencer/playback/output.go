package playback

import (
	"context"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Output is one thing that can sound: the built-in organ, a MIDI port, a trace. Called from one goroutine at a time.
type Output interface {
	// Name is what people call it. It never changes, and no two outputs of an engine share one.
	Name() string

	// Lead is how long before sounding it wants events, beyond the horizon that the engine keeps anyway: the travel of
	// a drawknob, a buffer. It may change.
	Lead() time.Duration

	// Send tells the output to do e at a time on the monotonic clock; a time that has passed means at once. It returns
	// at once. Of events due together the one sent first acts first. They come in order of due, but for what is done by
	// hand, which is due now and overtakes what waits; an output that is no Flusher gets all in order.
	//
	// An error means that the output is lost: it is closed and not used again.
	Send(due time.Time, e sequencer.Event) error

	// Close releases every key that sounds and gives back the device.
	Close() error
}

// Flusher is an Output that can forget what it has been sent and is not due yet. What is due by now still acts, even
// where the output has not come round to it.
//
// An output that acts ahead of time (within its lead) may have begun what is flushed. The engine takes that into
// account and may then say a thing twice: the output takes a repetition as no news.
type Flusher interface{ Flush() }

// Forgetter is a Flusher that leaves out what is no news to its organ. Forget is a Flush after which it says everything in
// full again: [Engine.Restore] calls it.
type Forgetter interface{ Forget() }

// Toggler is an Output that may have controls of which one can only ask for the opposite, with no message that cancels them.
// It moves none of them while it is Blind: nobody has told how they stand. [Engine.Cancelled] has it told that none is drawn.
type Toggler interface {
	Toggles() bool // it has such controls
	Blind() bool   // and does not know how they stand
	Cancelled()    // they are off now, and what was sent and is not due is forgotten
}

// Sentinel is an Output that finds out by itself that it is lost, also while it is sent nothing. OnLost sets what it calls
// then, on any goroutine; Err says why, and is nil before.
type Sentinel interface {
	OnLost(f func())
	Err() error
}

// Leader is an Output whose divisions do not speak at once. LeadOf is how long before its sounding everything of a
// division is to be done: the engine takes it from the due time of the division's keys and controls, so that a slow pedal
// and a quick Great sound together. Shoes have none. It comes on top of Lead and may change, which counts from the next
// jump, edit or stop on. A Leader says all about its keys with that: it never presses or releases one before it is due,
// whatever its Lead, which is then a matter of its controls. An output that sounds by itself, as the built-in organ does,
// is no Leader, and a Leader has to be a Flusher.
//
// What a Leader is sent comes in order of due, but at a jump, an edit or a stop: then across divisions with different leads
// in any order.
type Leader interface {
	LeadOf(d registration.DivisionID) time.Duration
}

// Delayed is a Flusher at which everything acts so much after it is due, always the same: a period of JACK. The engine has all
// of it due so much earlier.
type Delayed interface{ Delay() time.Duration }

// Companion is an Output that plays otherwise when others play too: by itself it may keep a rhythm on a clock of its own, with
// others it stays close to the common one.
type Companion interface{ Together(others bool) }

// Settler is an Output whose organ may need longer for a registration than its lead: a wire that is slow, a console that
// must not be told two things at once. Settles is when all stops stand as they were told; late: not all of them when it was
// due. A jump then waits until they do, so that nothing is played with the stops of another place.
type Settler interface {
	Settles() (at time.Time, late bool)
}

// Panicker is an Output that can silence its organ whatever is known of it. It also forgets everything sent before. The
// engine releases every key of the compass of an output that has no Panic.
type Panicker interface{ Panic() error }

// Reopen makes an output anew after it has failed. It may take its time, and gives up when ctx is done.
type Reopen func(ctx context.Context) (Output, error)
