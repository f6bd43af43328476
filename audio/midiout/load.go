package midiout

import (
	"sync"
	"time"
)

// slot is the stretch of time over which the load of a wire is taken.
const slot = 250 * time.Millisecond

// load is how much of what a wire carries is used, in slots of time. It may be asked from any goroutine.
type load struct {
	capacity int // bytes a slot
	born     time.Time

	mu    sync.Mutex
	bytes map[int64]int // by slot since born: the present one, the one before and those to come
	most  int           // of a slot that has passed
}

func newLoad(bitsPerSecond int) *load {
	return &load{capacity: max(bitsPerSecond*int(slot/time.Millisecond)/10_000, 1), born: time.Now(), bytes: map[int64]int{}}
}

func (l *load) slotOf(t time.Time) int64 { return int64(t.Sub(l.born) / slot) }

// put counts bytes that are due at a time.
func (l *load) put(due time.Time, n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.slotOf(time.Now())
	l.pass(now)
	l.bytes[max(l.slotOf(due), now)] += n
}

// pass settles the slots that are over, but for the last.
func (l *load) pass(now int64) {
	for s, n := range l.bytes {
		if s < now {
			l.most = max(l.most, n)
		}
		if s < now-1 {
			delete(l.bytes, s)
		}
	}
}

// flush forgets what is to come.
func (l *load) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.slotOf(time.Now())
	for s := range l.bytes {
		if s > now {
			delete(l.bytes, s)
		}
	}
}

// Load is how much of its organ's wire the output has used in the last quarter of a second, and at the most in any since it
// was opened: 1 is all that the wire carries. A wire of no stated rate is taken for a MIDI cable. It may be called from any
// goroutine.
func (o *Output) Load() (now, most float64) {
	l := o.load
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.slotOf(time.Now())
	l.pass(s)
	return float64(l.bytes[s-1]) / float64(l.capacity), float64(l.most) / float64(l.capacity)
}
