package guard

import (
	"errors"
	"math"
	"time"

	"voluntary/audio/guard/wire"
	"voluntary/audio/instant"
)

// port is one open port in the guard. The sending goroutine owns it.
type port struct {
	name   string
	outlet outlet
	ahead  tracked // the outlet, when it takes messages ahead of their time
	line   *wire.Line
	flying []flight // given to ahead, fate unknown; oldest first
	landed int      // of flying, how many are settled
	sent   int64    // the ticket after the last

	number   uint8  // by which the program knows it
	withheld uint64 // keys that the organ's limits have withheld, as the program knows it

	report *reporter // of the controls that have left where a gap is kept
	told   *reporter // of what is sent, nil while nobody wants to know
	news   uint32    // number of the last message that was told

	closing bool
	request uint32
	until   time.Duration // when closing waits no longer
}

// flight is a message on its way: tickets first up to next.
type flight struct {
	first, next int64
	due, at     time.Duration // when it was due, and leaves
	class       wire.Class
	id          uint32
	told        uint32 // its number where it was told, else 0
	n           uint8
	b           [3]byte // of key messages; others cannot sound
}

func newPort(name string, o outlet, plan wire.Plan) *port {
	p := &port{name: name, outlet: o, line: wire.NewLine(plan, capacity)}
	if a, ok := o.(tracked); ok {
		p.ahead = a
		p.flying = make([]flight, 0, capacity)
		a.keep(plan.Gap)
	}
	// What a predecessor said last, and when, is not known: the gap is kept from now on.
	p.line.Resume(instant.Now())
	return p
}

// nextInstant is when the next message is to be sent.
func (p *port) nextInstant() time.Duration {
	until := time.Duration(math.MaxInt64)
	if t, ok := p.line.When(); ok {
		until = t - p.early()
	}
	if p.closing {
		until = min(until, instant.Now()+time.Millisecond)
	}
	return until
}

// delay is how much after it is due everything leaves.
func (p *port) delay() time.Duration {
	if p.ahead != nil {
		return p.ahead.delay()
	}
	return 0
}

func (p *port) early() time.Duration {
	if p.ahead != nil {
		return p.ahead.early()
	}
	return 0
}

// sendDue sends what may leave now.
func (p *port) sendDue(n *counts) error {
	if w, ok := p.outlet.(watched); ok && !w.alive() {
		return errGone
	}
	p.land()
	for {
		t, ok := p.line.When()
		if !ok {
			return nil
		}
		present := instant.Now()
		if t > present+p.early() {
			return nil
		}
		at := max(t, present)
		if p.ahead != nil {
			// Its frame is still free for a moment after the instant, and then that is where it belongs.
			at = max(t, present-p.ahead.slack())
		}
		m := p.line.Pop(at)
		if m == nil {
			continue // withheld
		}
		if late := min(at, present) - t; late > lateAt && m.Class != wire.Control {
			n.late++
			n.latest = max(n.latest, late)
		}
		n.sent++
		if err := p.send(at, m); err != nil {
			return err
		}
	}
}

var errGone = errors.New("its MIDI system has gone")

func (p *port) send(at time.Duration, m *wire.Message) error {
	first, next, err := p.outlet.send(at, m.Class, m.Bytes())
	if err != nil {
		return err
	}
	if m.Class == wire.Control && p.report != nil && p.line.Plan().Gap > 0 {
		p.report.gone(p.number, at, m.ID)
	}
	if p.ahead == nil {
		p.line.Left(m.Class, m.Due, at, m.Bytes())
		p.tell(at, m.Bytes())
		return nil
	}
	p.sent = next
	f := flight{first: first, next: next, due: m.Due, at: at, class: m.Class, id: m.ID}
	if p.told != nil && next > first {
		f.told = p.tell(p.ahead.leaves(first), m.Bytes())
	}
	f.n = uint8(copy(f.b[:], m.Bytes()))
	p.flying = append(p.flying, f)
	return nil
}

// land settles what has left.
func (p *port) land() {
	if p.ahead == nil || p.landed == len(p.flying) {
		return
	}
	done := p.ahead.done()
	for p.landed < len(p.flying) && p.flying[p.landed].next <= done {
		p.settle(&p.flying[p.landed])
		p.landed++
	}
	if p.landed == len(p.flying) || len(p.flying) == cap(p.flying) {
		p.flying = p.flying[:copy(p.flying, p.flying[p.landed:])]
		p.landed = 0
	}
}

func (p *port) settle(f *flight) { p.line.Left(f.class, f.due, f.at, f.b[:f.n]) }

// recall takes back what is on its way and of which drop is true, where it is not too late.
func (p *port) recall(drop func(f *flight) bool) {
	if p.ahead == nil {
		return
	}
	p.land()
	kept := p.landed
	for i := p.landed; i < len(p.flying); i++ {
		if f := &p.flying[i]; !drop(f) || !p.cancelled(f) {
			p.flying[kept] = *f
			kept++
		}
	}
	p.flying = p.flying[:kept]
}

// rest tells the outlet that a new passage begins.
func (p *port) rest() {
	if p.ahead != nil {
		p.ahead.pause()
	}
}

func everything(*flight) bool { return true }

// cancelled takes a flight back. Its last message decides: without it an NRPN does nothing.
func (p *port) cancelled(f *flight) bool {
	ok := p.ahead.cancel(f.next - 1)
	for ticket := f.next - 2; ok && ticket >= f.first; ticket-- {
		p.ahead.cancel(ticket)
	}
	if ok && f.told != 0 && p.told != nil {
		p.told.taken(p.number, f.told)
	}
	return ok
}

// flown tells whether everything given to the outlet has left.
func (p *port) flown() bool { return p.ahead == nil || p.ahead.done() >= p.sent }

// busy tells whether something sounds, waits or is on its way.
func (p *port) busy() bool {
	return p.closing || p.line.Len() > 0 || p.line.Sounds().Count() > 0 || !p.flown()
}

// flush forgets keys and shoes that are due after t, and the controls of which drop is true. On a machine that keeps the word
// of it waiting, keys that were due after t may have been pressed before it came, or cannot be taken back any more: they
// are released.
func (p *port) flush(t time.Duration, drop func(id uint32) bool) {
	p.recall(func(f *flight) bool {
		if f.class == wire.Control {
			return drop(f.id)
		}
		return f.due > t
	})
	p.rest()
	pressed := p.line.Later(t)
	for i := p.landed; i < len(p.flying); i++ {
		if f := &p.flying[i]; f.class == wire.Key && f.due > t {
			pressed.Note(f.b[:f.n])
		}
	}
	p.line.Flush(t, drop)
	for i := p.landed; i < len(p.flying); i++ {
		f := &p.flying[i]
		p.line.Flies(f.class, f.at, f.b[:f.n])
	}
	_ = p.line.Release(&pressed, t) // there is room
}

// drop forgets the controls of which drop is true. Those that stay leave before what comes now.
func (p *port) drop(t time.Duration, drop func(id uint32) bool) {
	p.recall(func(f *flight) bool { return f.class == wire.Control && drop(f.id) })
	p.line.Recall(t, drop)
}

// withdraw forgets the controls of which drop is true.
func (p *port) withdraw(drop func(id uint32) bool) {
	p.recall(func(f *flight) bool { return f.class == wire.Control && drop(f.id) })
	p.line.Drop(drop)
}

// silence takes back everything that it can. The rest leaves, and is to be counted as sounding.
func (p *port) silence() {
	p.recall(everything)
	for i := p.landed; i < len(p.flying); i++ {
		p.settle(&p.flying[i])
	}
	p.flying, p.landed = p.flying[:0], 0
	p.rest()
}

// release forgets what waits and releases what sounds.
func (p *port) release(c *child) {
	p.silence()
	p.utter(c, p.line.Clear(c.scratch[:0], instant.Now()))
}

// panic forgets what waits and silences the organ, whatever is known of it.
func (p *port) panic(c *child) {
	p.silence()
	p.utter(c, p.line.Panic(c.scratch[:0], instant.Now()))
}

// utter sends messages now, each by itself, never to be taken back. A port that fails here is found out by the next
// message.
func (p *port) utter(c *child, b []byte) {
	c.scratch = b[:0]
	at := instant.Now()
	for len(b) > 0 {
		var one []byte
		if one, b = wire.Cut(b); len(one) == 0 {
			return
		}
		first, next, err := p.outlet.send(at, wire.Key, one)
		if err != nil {
			return
		}
		p.sent = next
		if p.ahead != nil && next > first {
			p.tell(p.ahead.leaves(first), one)
		} else {
			p.tell(at, one)
		}
	}
}

// tell tells the program, if it wants to know, that something was sent and leaves at an instant. It gives the number by
// which it can be taken back.
func (p *port) tell(at time.Duration, b []byte) uint32 {
	if p.told == nil {
		return 0
	}
	p.news++
	p.told.sent(p.number, at, p.news, b)
	return p.news
}
