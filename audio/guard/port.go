package guard

import (
	"encoding/binary"
	"fmt"
	"sync"
	"time"

	"voluntary/audio/guard/wire"
)

// Port is an open port, seen from the program. Its methods may be called from any goroutine; messages of one goroutine
// keep their order.
type Port struct {
	guard  *Guard
	wish   string // what was asked for
	plan   wire.Plan
	number uint8

	mu     sync.Mutex
	name   string
	open   bool
	closed bool
	kid    *kid // that opened it; when it dies the port is of no more use
	lost   error
	mirror mirror
	frame  []byte
}

// Name is the name to keep: given to [Guard.Open] again it means the same port tomorrow.
func (p *Port) Name() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.name
}

// Send hands over one message, or a few that belong together, to leave when it is due. b is copied. It never waits.
//
// When the port was closed or lost the error is [ErrClosed] or [ErrLost], and [ErrRestarted] from the moment when the
// guard process has died.
func (p *Port) Send(class wire.Class, due time.Time, b []byte) error {
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
	at := instant(due)
	f := appendFrame(p.frame[:0], sendFrame, p.number)
	f = append(f, byte(class))
	f = appendTime(f, at)
	f = append(f, b...)
	p.frame = endFrame(f, 0)
	if class == wire.Key {
		p.mirror.note(b, at)
	}
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
// pressing was due about t may be down or not: release it.
func (p *Port) Flush(t time.Time) { p.command(flushFrame, instant(t)) }

// Release forgets what waits and releases what sounds.
func (p *Port) Release() { p.command(releaseFrame, 0) }

// Panic forgets what waits and releases every key of every channel that carries keys, known to sound or not.
func (p *Port) Panic() { p.command(panicFrame, 0) }

func (p *Port) command(kind uint8, t time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
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

// giveBack closes the port in the guard and frees its number.
func (p *Port) giveBack() {
	g := p.guard
	g.mu.Lock()
	there := g.kid != nil
	g.mu.Unlock()
	if !there {
		return // reopen frees it
	}
	_, _ = g.ask(g.ctx, order{kind: closeFrame, port: p.number})
	g.free(p)
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

// mirror is what may sound on a port for all that the program knows, so that a new guard can be told what the old one
// left on. It errs on the side of releasing.
type mirror struct {
	down [16][128]int64 // 0: up; maxDown: pressed; else the instant at which its release is due
	used uint16
}

const (
	maxDown  = 1<<63 - 1
	lateness = int64(time.Second) // a release may leave this late
)

func (m *mirror) note(b []byte, due time.Duration) {
	for len(b) > 0 {
		var one []byte
		if one, b = wire.Cut(b); len(one) == 0 {
			return
		}
		c, key := one[0]&15, byte(0)
		if len(one) == 3 {
			key = one[1]
		}
		switch {
		case one[0]>>4 == 9 && one[2] > 0:
			m.down[c][key] = maxDown
			m.used |= 1 << c
		case one[0]>>4 == 9 || one[0]>>4 == 8:
			if m.down[c][key] != 0 {
				m.down[c][key] = max(int64(due)+lateness, 1)
			}
		}
	}
}

// left is what may still sound at an instant.
func (m *mirror) left(at time.Duration) wire.Keys {
	k := wire.Keys{Used: m.used}
	for c := range m.down {
		for key, until := range m.down[c] {
			if until == maxDown || until > int64(at) {
				k.Down[c][key>>6] |= 1 << (key & 63)
			}
		}
	}
	return k
}

// greeting is the hello to a new guard.
func greeting() []byte {
	b := append(appendFrame(nil, helloFrame, everyPort), magic...)
	b = binary.LittleEndian.AppendUint16(b, protocol)
	return endFrame(appendTime(appendTime(b, now()), heartStops), 0)
}
