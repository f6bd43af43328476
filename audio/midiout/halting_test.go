//go:build unix

package midiout_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"voluntary/audio/guard/wire"
	"voluntary/audio/midiout"
	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// halting is a port of a guard on a machine that stands still now and then: what the guard is told comes late, and the
// program is kept from telling it.
type halting struct {
	*ideal
	r      *rand.Rand
	frames []frame
	keys   map[[2]byte]bool
	read   int
	twice  []string
}

// frame is a word on its way to the guard.
type frame struct {
	at time.Time
	do func()
}

func (p *halting) halt() {
	if p.r.IntN(80) == 0 {
		time.Sleep(time.Duration(p.r.Int64N(int64(400 * ms))))
	}
}

// say has the guard do something, a moment later or much later, but not before what it was told before.
func (p *halting) say(do func()) {
	p.halt()
	p.come(time.Now())
	at := time.Now().Add(time.Duration(p.r.Int64N(int64(ms))))
	if p.r.IntN(40) == 0 {
		at = at.Add(time.Duration(p.r.Int64N(int64(150 * ms))))
	}
	if n := len(p.frames); n > 0 && at.Before(p.frames[n-1].at) {
		at = p.frames[n-1].at
	}
	p.frames = append(p.frames, frame{at, do})
	p.halt()
}

// come is what the guard has done by an instant.
func (p *halting) come(now time.Time) {
	for len(p.frames) > 0 && !p.frames[0].at.After(now) {
		f := p.frames[0]
		p.frames = p.frames[1:]
		if p.r.IntN(20) > 0 { // else it hears of it before it comes to what was due
			p.leave(f.at)
		}
		f.do()
	}
	p.leave(now)
	p.listen()
	if p.r.IntN(6) == 0 {
		p.still = now.Sub(p.origin) + time.Duration(p.r.Int64N(int64(100*ms)))
	}
}

// listen follows the keys by what has left.
func (p *halting) listen() {
	for ; p.read < len(p.left); p.read++ {
		m := p.left[p.read]
		if b := m.Bytes; len(b) == 3 && b[0]&0xE0 == 0x80 {
			key, on := [2]byte{b[0] & 15, b[1]}, b[0]&0x10 != 0 && b[2] != 0
			if on && p.keys[key] {
				p.twice = append(p.twice, fmt.Sprintf("%v: % x", m.At, b))
			}
			p.keys[key] = on
		}
	}
}

func (p *halting) Send(class wire.Class, due time.Time, b []byte) error {
	b = append([]byte(nil), b...)
	p.say(func() { _ = p.line.Put(class, due.Sub(p.origin), b) })
	return nil
}

// Flush does as the guard's port does.
func (p *halting) Flush(t time.Time) []uint32 {
	at := t.Sub(p.origin)
	p.say(func() {
		pressed := p.line.Later(at)
		p.line.Flush(at, func(uint32) bool { return false })
		_ = p.line.Release(&pressed, at)
	})
	return nil
}

// Panic releases every key, whatever is known of it.
func (p *halting) Panic() {
	p.say(func() {
		p.listen()
		p.line.Panic(nil, time.Since(p.origin))
		clear(p.keys)
	})
}

// halted is an output whose engine is kept from its work wherever it asks something of it.
type halted struct {
	*midiout.Output
	p *halting
}

func (o *halted) Lead() time.Duration {
	o.p.halt()
	defer o.p.halt()
	return o.Output.Lead()
}

func (o *halted) LeadOf(d registration.DivisionID) time.Duration {
	o.p.halt()
	defer o.p.halt()
	return o.Output.LeadOf(d)
}

func (o *halted) Settles() (time.Time, bool) {
	o.p.halt()
	defer o.p.halt()
	return o.Output.Settles()
}

func (o *halted) Send(due time.Time, e sequencer.Event) error {
	o.p.halt()
	defer o.p.halt()
	return o.Output.Send(due, e)
}

func (o *halted) Flush() {
	o.p.halt()
	defer o.p.halt()
	o.Output.Flush()
}

// Jumps on a machine that stands still now and then strike no key that is down, and leave none.
func TestNoJumpStrikesAKeyThatIsDownOnAMachineThatHalts(t *testing.T) {
	for seed := range uint64(60) {
		synctest.Test(t, func(t *testing.T) {
			c := consoleWith(t, dialects()["parameters"], registration.Mechanics{RepeatGap: 60 * ms})
			r := rand.New(rand.NewPCG(seed, 4))
			p := &halting{ideal: newIdeal(midiout.PlanOf(c)), r: rand.New(rand.NewPCG(seed, 5)), keys: map[[2]byte]bool{}}
			out, err := midiout.New(p, c)
			require.NoError(t, err)
			e := playback.New()
			defer func() { _ = e.Close() }()
			piece := sequencer.Piece{Console: c, Parts: []sequencer.Part{{Name: "Great", Routing: []sequencer.Routing{{Division: "great"}}}}}
			for key := range uint8(3) {
				for at := sequencer.Tick(0); at < 60*beat; {
					end := at + beat/20 + sequencer.Tick(r.Int64N(int64(beat)))
					piece.Parts[0].Notes = append(piece.Parts[0].Notes, sequencer.Note{Start: at, End: end, Key: 60 + key, Velocity: 80})
					at = end + sequencer.Tick(r.Int64N(2))*sequencer.Tick(r.Int64N(int64(beat/4)))
				}
			}
			piece.Lane = []sequencer.LaneEvent{{Draw: []string{"great.principal-8"}}}
			a, err := sequencer.New(piece)
			require.NoError(t, err)
			perf, _ := sequencer.Compile(a, nil)
			e.SetPerformance(perf)
			e.AddOutput(&halted{out, p}, nil)
			e.Loop(0, 60*beat, true)
			e.PlayFrom(0)
			for jump := range 200 {
				time.Sleep(time.Duration(r.Int64N(int64(700 * ms))))
				e.Seek(sequencer.Tick(r.Int64N(int64(60 * beat))))
				synctest.Wait()
				require.Empty(t, p.twice, "seed %d, jump %d", seed, jump)
			}
			e.Stop()
			time.Sleep(time.Minute)
			require.NoError(t, e.Close())
			time.Sleep(time.Second)
			p.come(time.Now())
			require.Empty(t, p.twice)
			for key, down := range p.keys {
				require.False(t, down, "%v is left on", key)
			}
		})
	}
}
