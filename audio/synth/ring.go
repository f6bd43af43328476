package synth

import (
	"errors"
	"sync/atomic"

	"voluntary/sequencer"
)

// ErrFull says that an event was refused because too many are waiting to act.
var ErrFull = errors.New("the built-in organ has too many events waiting (is the sound device running?)")

// ringSize is how many events may wait. A reconcile of the largest console takes some 3,000.
const ringSize = 8192

// timed is an event and the frame at which it acts. seq counts what was sent.
type timed struct {
	frame int64
	seq   uint64
	event sequencer.Event
}

// flush makes void what was sent before number seq and would act at frame from or later.
type flush struct {
	seq    uint64
	from   int64
	before *flush
}

func (f *flush) hits(t *timed) bool {
	for ; f != nil; f = f.before {
		if t.seq < f.seq && t.frame >= f.from {
			return true
		}
	}
	return false
}

// ring leads events from one goroutine to another without a lock. What it holds includes the agenda at its other end.
type ring struct {
	slots   [ringSize]timed
	put     atomic.Uint64         // events put in, written by the producer
	done    atomic.Uint64         // events that have acted or are void, written by the consumer
	flushes atomic.Pointer[flush] // not yet heeded by the consumer
	refused atomic.Uint64
}

// send is for the producer.
func (r *ring) send(frame int64, e sequencer.Event) error {
	n := r.put.Load()
	if n-r.done.Load() >= ringSize {
		r.refused.Add(1)
		return ErrFull
	}
	r.slots[n%ringSize] = timed{frame: frame, seq: n, event: e}
	r.put.Store(n + 1)
	return nil
}

// flush is for the producer.
func (r *ring) flush(from int64) {
	f := &flush{seq: r.put.Load(), from: from}
	for {
		f.before = r.flushes.Load()
		if r.flushes.CompareAndSwap(f.before, f) {
			return
		}
	}
}

// agenda is what the consumer has taken out of the ring and has yet to do: a heap by frame, then by number.
type agenda struct {
	ring   *ring
	taken  uint64
	events []timed // in a buffer that holds all the ring does
}

func newAgenda(r *ring) agenda { return agenda{ring: r, events: make([]timed, 0, ringSize)} }

// take moves what was sent into the agenda, and drops what was flushed.
func (a *agenda) take() {
	// The flush first: what is sent after it is looked at has a higher number than it minds.
	f := a.ring.flushes.Swap(nil)
	for end := a.ring.put.Load(); a.taken < end; a.taken++ {
		a.events = append(a.events, a.ring.slots[a.taken%ringSize])
		a.rise(len(a.events) - 1)
	}
	if f == nil {
		return
	}
	kept := a.events[:0]
	for i := range a.events {
		if !f.hits(&a.events[i]) {
			kept = append(kept, a.events[i])
		}
	}
	a.ring.done.Add(uint64(len(a.events) - len(kept)))
	a.events = kept
	for i := len(kept)/2 - 1; i >= 0; i-- {
		a.sink(i)
	}
}

// next is the frame of the first event.
func (a *agenda) next() (frame int64, ok bool) {
	if len(a.events) == 0 {
		return 0, false
	}
	return a.events[0].frame, true
}

// pop takes the first event out. There must be one.
func (a *agenda) pop() sequencer.Event {
	e := a.events[0].event
	last := len(a.events) - 1
	a.events[0] = a.events[last]
	a.events = a.events[:last]
	a.sink(0)
	a.ring.done.Add(1)
	return e
}

func (a *agenda) before(i, j int) bool {
	s, t := &a.events[i], &a.events[j]
	return s.frame < t.frame || s.frame == t.frame && s.seq < t.seq
}

func (a *agenda) rise(i int) {
	for i > 0 && a.before(i, (i-1)/2) {
		a.events[i], a.events[(i-1)/2] = a.events[(i-1)/2], a.events[i]
		i = (i - 1) / 2
	}
}

func (a *agenda) sink(i int) {
	for {
		child := 2*i + 1
		if child >= len(a.events) {
			return
		}
		if child+1 < len(a.events) && a.before(child+1, child) {
			child++
		}
		if !a.before(child, i) {
			return
		}
		a.events[i], a.events[child] = a.events[child], a.events[i]
		i = child
	}
}
