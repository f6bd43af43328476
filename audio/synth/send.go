package synth

import (
	"math"

	"voluntary/sequencer"
)

// Send lets an event be heard at a frame, counted from the first that was rendered. Events at one frame act in the order
// in which they were sent; one that comes less than [Organ.Delay] before its frame acts at once and is counted in [Counts]. When too many wait the
// event is refused with [ErrFull] and counted.
func (o *Organ) Send(frame int64, e sequencer.Event) error { return o.ring.send(frame-lookahead, e) }

// Flush forgets every event that was sent before, would be heard at frame from or later, and has not acted.
func (o *Organ) Flush(from int64) { o.ring.flush(from - lookahead) }

// Panic flushes everything and releases every key. The registration stays.
func (o *Organ) Panic() {
	o.ring.flush(math.MinInt64)
	o.panicked.Store(true)
}

// Position is the frame that is rendered next. Any goroutine may ask.
func (o *Organ) Position() int64 { return o.position.Load() }

// Counts is what has happened so far to the events that were sent, and what sounds now.
type Counts struct {
	Late    uint64 // heard after their frame
	Refused uint64 // not taken, for want of room
	Pipes   int    // that speak now
	Limited uint64 // frames that the last guard has made softer
}

// Counts may be called from any goroutine.
func (o *Organ) Counts() Counts {
	return Counts{Late: o.late.Load(), Refused: o.ring.refused.Load(), Pipes: int(o.sounding.Load()), Limited: o.limited.Load()}
}
