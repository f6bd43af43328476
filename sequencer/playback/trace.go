package playback

import (
	"slices"
	"sync"
	"time"

	"voluntary/sequencer"
)

// Sent is an event as an output was sent it.
type Sent struct {
	Due   time.Time // when it is to act
	At    time.Time // when it was sent
	Event sequencer.Event
}

// Acts is when the event acts: when it is due, or at once when it came late.
func (s Sent) Acts() time.Time {
	if s.At.After(s.Due) {
		return s.At
	}
	return s.Due
}

// Trace is an output that keeps what it is sent, for tests and for looking at. It forgets at a flush as a sounding
// output would. Sent may be called from any goroutine. The zero value has no name and no lead.
type Trace struct {
	Called string        // its name
	Asks   time.Duration // its lead
	mu     sync.Mutex
	sent   []Sent
	closed bool
}

// Name is what it is called.
func (t *Trace) Name() string { return t.Called }

// Lead is what it asks for.
func (t *Trace) Lead() time.Duration { return t.Asks }

// Send keeps the event.
func (t *Trace) Send(due time.Time, e sequencer.Event) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sent = append(t.sent, Sent{due, time.Now(), e})
	return nil
}

// Flush drops what does not act by now.
func (t *Trace) Flush() {
	now := time.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sent = slices.DeleteFunc(t.sent, func(s Sent) bool { return s.Acts().After(now) })
}

// Close ends the trace. What was sent can still be read.
func (t *Trace) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	return nil
}

// Sent lists what was sent and not flushed, in the order in which it acts.
func (t *Trace) Sent() []Sent {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := slices.Clone(t.sent)
	slices.SortStableFunc(out, func(a, b Sent) int { return a.Acts().Compare(b.Acts()) })
	return out
}

// Closed tells whether the trace was closed.
func (t *Trace) Closed() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.closed
}
