package guard

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"voluntary/audio/guard/wire"
	"voluntary/audio/instant"
)

// Port is an open port, seen from the program. Its methods may be called from any goroutine; messages of one goroutine
// keep their order.
type Port struct {
	guard  *Guard
	wish   string // what was asked for
	plan   wire.Plan
	number uint8
	orphan bool // closed while there was no guard process, of the Guard's lock

	withheld atomic.Uint64
	mourn    atomic.Pointer[func()]

	mu      sync.Mutex
	name    string
	open    bool
	delay   time.Duration
	closed  bool
	kid     *kid // that opened it; when it dies the port is of no more use
	lost    error
	mirror  mirror
	account account
	frame   []byte
}

// Name is the name to keep: given to [Guard.Open] again it means the same port tomorrow.
func (p *Port) Name() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.name
}

// Asked is the name by which it was opened.
func (p *Port) Asked() string { return p.wish }

// Delay is how much after it is due everything leaves, always the same: JACK is handed a message a period before its frame.
func (p *Port) Delay() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.delay
}

// Withheld is how many keys were not pressed because as many were down as the organ bears ([wire.Limits]), a quarter of a
// second ago.
func (p *Port) Withheld() uint64 { return p.withheld.Load() }

// OnLost sets what is called when the port is lost, on a goroutine of the guard, or at once where it is lost already; not
// when it is closed, nor when the guard process has died, of which [Options] tells.
func (p *Port) OnLost(f func()) {
	p.mourn.Store(&f)
	if errors.Is(p.Err(), ErrLost) {
		f()
	}
}

// Err is why nothing can be sent, as [Port.Send] has it, nil while it can.
func (p *Port) Err() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.trouble()
}

// Send hands over one message, or a few that belong together, to leave when it is due. b is copied. It never waits.
//
// When the port was closed or lost the error is [ErrClosed] or [ErrLost], and [ErrRestarted] from the moment when the
// guard process has died.
func (p *Port) Send(class wire.Class, due time.Time, b []byte) error {
	if class == wire.Control {
		_, err := p.SendControl(due, slices.Values([][]byte{b}))
		return err
	}
	if err := wire.Check(b); err != nil {
		return err
	}
	if class > wire.Shoe {
		return fmt.Errorf("%w: class %d", wire.ErrMessage, class)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.trouble(); err != nil {
		return err
	}
	at := instant.Of(due)
	if class == wire.Key {
		p.mirror.note(b, at)
	}
	return p.message(class, 0, at, b)
}

// SendControl hands over what draws or retires a control: pieces between which the organ is given the gap of the plan.
// It gives the number by which [Port.Flush] speaks of it, which is more than that of the one before; 0 when there are no
// pieces.
func (p *Port) SendControl(due time.Time, pieces iter.Seq[[]byte]) (number uint32, err error) {
	for b := range pieces {
		if err := wire.Check(b); err != nil {
			return 0, err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.trouble(); err != nil {
		return 0, err
	}
	at := instant.Of(due)
	p.account.follow(instant.Now())
	for b := range pieces {
		id := p.account.put(at, b, number == 0)
		if number == 0 {
			number = id
		}
		if err := p.message(wire.Control, id, at, b); err != nil {
			return 0, err
		}
	}
	return number, nil
}

func (p *Port) message(class wire.Class, id uint32, at time.Duration, b []byte) error {
	f := append(appendFrame(p.frame[:0], sendFrame, p.number), byte(class))
	f = binary.LittleEndian.AppendUint32(f, id)
	f = append(appendTime(f, at), b...)
	p.frame = endFrame(f, 0)
	return p.guard.say(p.kid, p.frame)
}

// trouble tells why nothing can be sent.
func (p *Port) trouble() error {
	switch {
	case p.closed:
		return ErrClosed
	case p.lost != nil:
		return p.lost
	}
	return nil
}

// Flush forgets what is due after t. What was due by then leaves, even where it waits for its gap. Afterwards a key whose
// pressing was due about t may be down or not: release it. One that was pressed later than t before the guard heard of it,
// on a machine that stood still meanwhile, the guard releases.
//
// A control of which a piece has left, or is about to, is not forgotten, and leaves before what is said from now on;
// forgotten lists those that are, by number, ascending.
func (p *Port) Flush(t time.Time) (forgotten []uint32) { return p.forget(flushFrame, t) }

// Recall is Flush for controls alone.
func (p *Port) Recall(t time.Time) (forgotten []uint32) { return p.forget(recallFrame, t) }

func (p *Port) forget(kind uint8, t time.Time) (forgotten []uint32) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.trouble() != nil {
		return nil
	}
	at := instant.Of(t)
	pieces, forgotten := p.account.forget(instant.Now(), at)
	const most = maxOrder/4 - 8
	for {
		f := appendTime(appendFrame(p.frame[:0], kind, p.number), at)
		for _, id := range pieces[:min(len(pieces), most)] {
			f = binary.LittleEndian.AppendUint32(f, id)
		}
		p.frame = endFrame(f, 0)
		_ = p.guard.say(p.kid, p.frame)
		if pieces = pieces[min(len(pieces), most):]; len(pieces) == 0 {
			return forgotten
		}
	}
}

// Withdraw forgets one control, for another message says it too; false: a piece of it has left, or is about to.
func (p *Port) Withdraw(number uint32) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.trouble() != nil {
		return false
	}
	pieces := p.account.withdraw(instant.Now(), number)
	if len(pieces) == 0 {
		return false
	}
	f := appendTime(appendFrame(p.frame[:0], withdrawFrame, p.number), 0)
	for _, id := range pieces {
		f = binary.LittleEndian.AppendUint32(f, id)
	}
	p.frame = endFrame(f, 0)
	return p.guard.say(p.kid, p.frame) == nil
}

// Settles is when all controls that were handed over will have moved, and whether one of them is later than due, as
// [wire.Line.Settles] has it.
func (p *Port) Settles() (at time.Time, late bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	present := instant.Now()
	t, late := p.account.settles(present)
	return instant.Time(t), late
}

func (p *Port) left(id uint32, at time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.account.left(id, at)
}

// Together tells whether other outputs play at the same time. By itself a port of JACK keeps a rhythm to JACK's frames, also
// where those are slow or quick; with others it stays close to the clock, as they do.
func (p *Port) Together(others bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.trouble() != nil {
		return
	}
	_ = p.guard.say(p.kid, endFrame(appendFlag(appendFrame(nil, togetherFrame, p.number), others), 0))
}

// Release forgets what waits and releases what sounds.
func (p *Port) Release() { p.command(releaseFrame, 0) }

// Panic forgets what waits and releases every key of every channel that carries keys, known to sound or not.
func (p *Port) Panic() { p.command(panicFrame, 0) }

func (p *Port) command(kind uint8, t time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.account.clear()
	if p.trouble() == nil {
		_ = p.guard.say(p.kid, endFrame(appendTime(appendFrame(nil, kind, p.number), t), 0))
	}
}

// Close forgets what waits, releases what sounds and closes the port. It returns when that has left, or at once when the
// guard has died: then the next one does the same. Closing again does nothing.
func (p *Port) Close() error {
	p.mu.Lock()
	again := p.closed
	p.closed = true
	p.mu.Unlock()
	if !again {
		p.giveBack()
	}
	return nil
}

// giveBack closes the port in the guard and frees its number. Where the guard has died, or dies meanwhile, its successor
// does: asked a second time it might close another port that has the number by then.
func (p *Port) giveBack() {
	g := p.guard
	g.mu.Lock()
	k := g.kid
	p.orphan = k == nil
	g.mu.Unlock()
	if k == nil {
		return
	}
	if _, err := g.askOnce(g.ctx, k, order{kind: closeFrame, port: p.number}); !errors.Is(err, ErrRestarted) {
		g.free(p)
	}
}

func (g *Guard) free(p *Port) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.ports[p.number] == p {
		g.ports[p.number] = nil
	}
}

// fail marks the port as lost and tells whether that is news.
func (p *Port) fail(text string) (error, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lost != nil || p.closed || !p.open {
		return nil, false
	}
	p.lost = fmt.Errorf("%w: %s", ErrLost, text)
	return p.lost, true
}

// say hands a frame to the guard process that a port was opened in. What does not fit any more is counted.
func (g *Guard) say(to *kid, frame []byte) error {
	g.mu.Lock()
	k := g.kid
	g.mu.Unlock()
	switch {
	case g.ctx.Err() != nil:
		return ErrClosed
	case k == nil || k != to:
		return ErrRestarted
	case !k.say(frame):
		g.refused.Add(1)
	}
	return nil
}

// greeting is the hello to a new guard.
func greeting(heart time.Duration) []byte {
	b := append(appendFrame(nil, helloFrame, everyPort), magic...)
	b = binary.LittleEndian.AppendUint16(b, protocol)
	return endFrame(appendTime(appendTime(b, instant.Now()), heart), 0)
}
