package traffic

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/sequencer"
)

const (
	// spread is how much earlier than its travel a change may leave so that many fit in before what they belong to.
	spread = time.Second
	// lateKey and lateControl are the least delays that are worth a word. A chord of ten keys takes 10 ms on a MIDI cable,
	// and nobody hears it as broken.
	lateKey     = 15 * time.Millisecond
	lateControl = 20 * time.Millisecond
)

// Traffic is what a performance puts on the wire.
type Traffic struct {
	places   []Place
	console  *registration.Console
	starts   []time.Duration // of messages on the wire, in order
	occupied []time.Duration // the wire before each of them, and after the last
}

// Place is a place where the wire does not carry what is asked for. Messages that are late because they come behind one
// another are one place, and so are those that belong to one tick.
type Place struct {
	At          sequencer.Tick // of the first message that is late
	Position    sequencer.Position
	Time        time.Duration // the same in the performance
	Keys        int           // keys that are late, by 15 ms or more
	LateKey     time.Duration // how late the latest of them is
	Controls    int           // controls that are late, by 20 ms or more
	LateControl time.Duration
}

// message is one message, or several that may not be parted.
type message struct {
	at      time.Duration // in the performance
	due     time.Duration // when the organ should have it
	leaves  time.Duration // when it is handed to the wire at the earliest
	length  time.Duration // on the wire
	control bool
}

// Of foretells the traffic of a performance. nil has none.
func Of(p *sequencer.Performance) *Traffic {
	if p == nil {
		return &Traffic{occupied: []time.Duration{0}}
	}
	t := &Traffic{console: p.Console()}
	messages := said(p)
	pace(messages, &p.Console().Dialect)
	slices.SortStableFunc(messages, func(a, b message) int { return cmp.Or(cmp.Compare(a.leaves, b.leaves), cmp.Compare(a.due, b.due)) })
	t.carry(messages, p)
	return t
}

// said lists the messages of a performance in its order.
func said(p *sequencer.Performance) []message {
	c := p.Console()
	encoder := dialect.NewEncoder(c)
	encoder.Assume(c.Initial())
	buf := encoder.AppendOpening(nil)
	out := make([]message, 0, len(p.Events()))
	for _, e := range p.Events() {
		m := message{at: e.At, due: e.At}
		switch e.Kind {
		case sequencer.KeyUp, sequencer.KeyDown:
			buf = encoder.AppendKey(buf[:0], e.Division, e.Key, e.Velocity, e.Kind == sequencer.KeyDown)
			m.due -= c.Mechanics.Divisions[e.Division].SpeakingDelay
		case sequencer.Change:
			buf = encoder.AppendChange(buf[:0], e.Change)
			m.due -= c.Mechanics.Divisions[c.Controls[e.Change.Control].Division].SpeakingDelay + c.Dialect.Travel
			m.control = true
		default:
			buf = encoder.AppendChange(buf[:0], e.Change)
		}
		if e.At == 0 && e.Kind != sequencer.KeyDown {
			continue
		}
		m.leaves = m.due
		for piece := range dialect.Messages(buf) {
			m.length = time.Duration(len(piece)) * 10 * time.Second / time.Duration(c.Mechanics.BitsPerSecond())
			out = append(out, m)
		}
	}
	return out
}

// pace lets controls leave so early that they keep their gap and are still in time, as far as they may.
func pace(messages []message, d *registration.Dialect) {
	if d.Gap == 0 {
		return
	}
	next := time.Duration(-1)
	for i := len(messages) - 1; i >= 0; i-- { // the latest that leaves room for those behind
		m := &messages[i]
		if !m.control {
			continue
		}
		if next >= 0 {
			m.leaves = min(m.leaves, next-d.Gap)
		}
		m.leaves = max(m.leaves, m.due-spread)
		next = max(m.leaves, 0)
	}
	last := time.Duration(-1)
	for i := range messages { // and never closer than the gap
		m := &messages[i]
		if !m.control {
			continue
		}
		if last >= 0 {
			m.leaves = max(m.leaves, last+d.Gap)
		}
		last = max(m.leaves, 0)
	}
}

// carry sends the messages one after the other.
func (t *Traffic) carry(messages []message, p *sequencer.Performance) {
	free, busy := time.Duration(0), time.Duration(0)
	var here *Place
	for _, m := range messages {
		start := max(m.leaves, free)
		if start > free {
			here = nil // the wire has been idle
		}
		t.starts = append(t.starts, start)
		t.occupied = append(t.occupied, busy)
		free, busy = start+m.length, busy+m.length
		late := start - max(m.due, 0)
		least := lateKey
		if m.control {
			least = lateControl
		}
		if late < least {
			continue
		}
		tick := p.Tempo().TickAt(m.at)
		if n := len(t.places); n > 0 && t.places[n-1].At == tick {
			here = &t.places[n-1]
		}
		if here == nil {
			t.places = append(t.places, Place{At: tick, Position: p.Meters().Position(tick), Time: m.at})
			here = &t.places[len(t.places)-1]
		}
		if m.control {
			here.Controls++
			here.LateControl = max(here.LateControl, late)
		} else {
			here.Keys++
			here.LateKey = max(here.LateKey, late)
		}
	}
	t.occupied = append(t.occupied, busy)
}

// Places lists where messages are late, in the order in which they go out. Read only.
func (t *Traffic) Places() []Place { return t.places }

// Busy is the share of a span of the performance in which the wire is occupied, by the messages that begin in it: 0 idle, 1
// all that it carries, at most 1.
func (t *Traffic) Busy(from, to time.Duration) float64 {
	if to <= from {
		return 0
	}
	i := sort.Search(len(t.starts), func(i int) bool { return t.starts[i] >= from })
	j := sort.Search(len(t.starts), func(i int) bool { return t.starts[i] >= to })
	return min(float64(t.occupied[j]-t.occupied[i])/float64(to-from), 1)
}
