package playback

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
)

// rememberer hides that a trace can forget.
type rememberer struct{ Output }

// brittle is a trace that can be lost.
type brittle struct {
	Trace
	lost *atomic.Bool
}

var errLost = errors.New("the cable is out")

func (b *brittle) Send(due time.Time, e sequencer.Event) error {
	if b.lost.Load() {
		return errLost
	}
	return b.Trace.Send(due, e)
}

// hasty is an output that acts ahead of time by its lead, as a drawknob under way does, and cannot take that back. It
// takes a repetition as no news.
type hasty struct{ Trace }

func (h *hasty) Send(due time.Time, e sequencer.Event) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sent = append(h.sent, Sent{due.Add(-h.Asks), time.Now(), e})
	return nil
}

// tour does random things to an engine and its model alike.
type tour struct {
	t       *testing.T
	r       *rand.Rand
	e       *Engine
	m       *model
	console *registration.Console
	lead    time.Duration
	always  bool  // there is a performance
	slow    bool  // an output cannot forget: when playing starts is asked of the status
	last    int   // what kind of deed was the last
	trim    int64 // a change of tempo that the model has yet to make; 0: none

	meanwhile func(from, to time.Time) // is told of time that passes while it does
	did       []string
}

// awaitTrim waits until a change of tempo suits the outputs, and lets the model make it then.
func (u *tour) awaitTrim() {
	from := time.Now()
	for u.e.Status().trim {
		<-u.e.Changed()
	}
	if u.meanwhile != nil && time.Now().After(from) {
		u.m.elapse(from)
		u.meanwhile(from, time.Now())
	}
	u.trimmed()
}

// trimmed lets the model make a change of tempo.
func (u *tour) trimmed() {
	if u.trim != 0 {
		u.m.elapse(time.Now())
		u.m.tempo(u.trim)
		u.trim = 0
	}
}

// deed does one random thing. The performance is changed by edit alone.
func (u *tour) deed() {
	tick := sequencer.Tick(u.r.IntN(52)) * beat / 4
	if u.r.IntN(3) == 0 {
		tick += sequencer.Tick(u.r.IntN(300))
	}
	control := registration.ControlID(u.r.IntN(6))
	division, key := registration.DivisionID(u.r.IntN(3)), uint8(40+u.r.IntN(5))
	say := func(format string, args ...any) { u.did = append(u.did, fmt.Sprintf(format, args...)) }
	n := u.r.IntN(34)
	// Of two commands of a kind in a row the mailbox drops the first.
	kinds := [...]int{0, 0, 0, 3, 3, 3, 6, -1, 8, 8, 8, 11, 11, 13, -1, -1, -1, -1, -1, -1, 20, 13, 20, -1, -1, 25, 25, 25, 28, 29, 29, 29, 32, -1}
	if n == len(kinds)-1 || kinds[n] >= 0 && kinds[n] == u.last {
		return // nothing this time
	}
	u.last = kinds[n]
	u.trimmed() // what comes after a change of tempo finds it made
	switch n {
	case 0, 1, 2:
		say("play")
		u.e.Play()
		u.m.play(u.lead)
	case 3, 4:
		say("play from %d", tick)
		u.e.PlayFrom(tick)
		u.m.playFrom(tick, 0, u.lead)
	case 5:
		to := tick + sequencer.Tick(u.r.IntN(int(4*beat)))
		say("play passage %d %d", tick, to)
		u.e.PlayPassage(tick, to)
		u.m.playFrom(tick, max(to, 1), u.lead)
	case 6:
		say("pause")
		u.e.Pause()
		u.m.pause()
	case 7:
		say("stop")
		u.e.Stop()
		u.m.stop()
	case 8, 9, 10:
		say("seek %d", tick)
		u.e.Seek(tick)
		u.m.seek(tick, u.lead)
	case 11, 12:
		l := Loop{tick, tick + sequencer.Tick(u.r.IntN(int(4*beat))), u.r.IntN(4) > 0}
		say("loop %v", l)
		u.e.Loop(l.From, l.To, l.On)
		u.m.setLoop(l)
	case 13, 21:
		percent := 50 + u.r.IntN(151)
		say("tempo %d", percent)
		u.e.Tempo(percent)
		u.trim = int64(percent)
	case 14, 15, 16:
		c := drawing(control, u.r.IntN(2) == 0)
		if u.r.IntN(4) == 0 {
			c = registration.Change{Kind: registration.Express, Value: uint8(u.r.IntN(128))}
		}
		say("move %v", c)
		u.e.Move(c)
		u.m.move(c)
	case 17:
		say("press %d %d", division, key)
		u.e.Press(division, key, 90)
		u.m.handKeys[[2]uint8{uint8(division), key}] = true
	case 18, 19:
		say("release %d %d", division, key)
		u.e.Release(division, key)
		delete(u.m.handKeys, [2]uint8{uint8(division), key})
	case 20, 22:
		switch u.r.IntN(7) {
		case 4, 5:
			by := u.r.IntN(13) - 6
			if u.r.IntN(3) == 0 {
				by *= 100
			}
			say("transpose %d", by)
			u.e.Transpose(by)
			u.m.shift = min(max(by, -6), 6)
		case 6:
			u.m.gliding = !u.m.gliding
			say("glide %v", u.m.gliding)
			u.e.Glide(u.m.gliding)
		case 0:
			say("panic")
			u.e.Panic()
			u.m.panic()
		case 1:
			say("restore")
			u.e.Restore()
			clear(u.m.byHand)
			u.m.unveil()
		case 2:
			say("back to lane")
			u.e.BackToLane()
			clear(u.m.byHand)
			u.m.unveil()
		default:
			on := u.r.IntN(2) == 0
			say("chase keys %v", on)
			u.e.ChaseKeys(on)
			u.m.strike = on
		}
	case 23, 24:
		say("go on")
		u.e.GoOn()
		u.m.goOn(u.lead)
	case 25, 26:
		length := time.Duration(u.r.IntN(4000)) * time.Millisecond
		say("fade %v", length)
		u.e.FadeOut(length)
		u.m.fadeOut(length)
	case 27:
		say("cancel fade")
		u.e.CancelFade()
		u.m.unveil()
	case 28:
		pass, release := u.m.pass, u.m.release
		if u.r.IntN(2) == 0 {
			pass = !pass
			u.e.WaitAtMarks(!pass)
		} else {
			release = !release
			u.e.HoldAtMarks(!release)
		}
		say("pass %v release %v", pass, release)
		u.m.alterWaits(pass, release)
	case 29, 30, 31:
		keys := []Stroke{{division, key, 90}, {division, key + 2, 90}}
		say("listen %d %v", tick, keys)
		u.e.Listen(tick, keys)
		u.m.listen(tick, keys)
	case 32:
		say("hush")
		u.e.Hush()
		u.m.listen(0, nil)
	default:
	}
	u.m.mark()
}

// begin sets a first performance: an output without a console is told nothing at first.
func (u *tour) begin() {
	p := randomScore(u.t, u.r, u.console)
	u.e.SetPerformance(p)
	u.m.setPerformance(p)
	u.m.gliding = u.r.IntN(2) == 0
	u.e.Glide(u.m.gliding)
	synctest.Wait()
}

func (u *tour) edit() {
	var p *sequencer.Performance
	if u.r.IntN(8) > 0 || u.always {
		p = randomScore(u.t, u.r, u.console)
	}
	u.did = append(u.did, fmt.Sprintf("edit %v", p != nil))
	u.e.SetPerformance(p)
	u.m.setPerformance(p)
	u.m.mark()
}

// act does a few things at one instant and waits until they are done.
func (u *tour) act() {
	u.m.elapse(time.Now())
	u.did = append(u.did, fmt.Sprintf("-- %s: %v of %v", time.Now().Format("05.000000000"), u.m.pos, u.m.end()))
	if u.r.IntN(6) == 0 {
		u.edit()
		u.m.elapse(time.Now())
	}
	deeds := 1 + u.r.IntN(3)
	if u.slow {
		deeds = 1 // only the status can tell when it will start
	}
	u.last = -1
	for range deeds {
		u.deed()
		if !u.slow {
			u.m.elapse(time.Now())
		}
	}
	synctest.Wait()
	u.awaitTrim()
	if u.slow && u.m.starting {
		u.m.startAt = u.e.Status().Instant
	}
	u.m.elapse(time.Now())
	s := u.e.Status()
	if u.m.playing {
		require.Equal(u.t, Playing, s.Transport, u.did)
	} else {
		require.Equal(u.t, map[bool]Transport{true: Paused, false: Stopped}[u.m.paused], s.Transport, u.did)
	}
	if !u.m.starting {
		require.InDelta(u.t, u.m.pos, s.PositionAt(time.Now()), 1, u.did)
	}
	require.Equal(u.t, u.m.waiting, s.Waiting, u.did)
	require.Equal(u.t, u.m.fade != nil, s.Fading, u.did)
	require.EqualValues(u.t, u.m.percent, s.Percent, u.did)
	require.Equal(u.t, u.m.shift, s.Transpose, u.did)
	if n := len(u.m.line); n > 0 {
		require.Equal(u.t, u.m.line[n-1].state, s.Registration, u.did)
	}
}

// pass lets some time go by: a few nanoseconds, a part of the horizon, or seconds.
func (u *tour) pass() {
	d := time.Duration(u.r.Int64N(int64([]time.Duration{
		3, time.Millisecond, 30 * time.Millisecond, 200 * time.Millisecond, time.Second, 3 * time.Second,
	}[u.r.IntN(6)])))
	u.did = append(u.did, d.String())
	time.Sleep(d)
	synctest.Wait()
}

func silent(t *testing.T, line timeline) {
	t.Helper()
	if n := len(line); n > 0 {
		require.Zero(t, line[n-1].keys, "keys are left on")
	}
}

// heard folds what an output was sent, and checks that no key is struck while it is on.
func (u *tour) heard(sent []Sent) timeline {
	u.t.Helper()
	var line timeline
	var now moment
	for _, s := range sent {
		now.at = s.Acts()
		e := s.Event
		bit := uint64(1) << (e.Key & 63)
		switch e.Kind {
		case sequencer.KeyDown:
			require.Zero(u.t, now.keys[e.Division][e.Key>>6]&bit, "key %d of division %d is struck while it is on at %v\n%v", e.Key, e.Division, s.Acts(), u.did)
			now.keys[e.Division][e.Key>>6] |= bit
		case sequencer.KeyUp:
			now.keys[e.Division][e.Key>>6] &^= bit
		default:
			now.state.Apply(e.Change)
		}
		line.add(now)
	}
	return line
}

// equal compares what was heard with what should have been, from an instant on.
func (u *tour) equal(name string, got timeline, since time.Time) {
	u.t.Helper()
	got, want := got.from(since), u.m.line.from(since)
	for i := range min(len(got), len(want)) {
		require.Equal(u.t, want[i].at.Sub(u.m.line[0].at), got[i].at.Sub(u.m.line[0].at), "%s: moment %d of %d\n%v", name, i, len(want), u.did)
		require.Equal(u.t, want[i].keys, got[i].keys, "%s: keys at %v\n%v", name, want[i].at, u.did)
		require.Equal(u.t, want[i].state.Drawn(), got[i].state.Drawn(), "%s: drawn at %v\n%v", name, want[i].at, u.did)
		require.Equal(u.t, want[i].state, got[i].state, "%s: state at %v\n%v", name, want[i].at, u.did)
	}
	require.Len(u.t, got, len(want), "%s\n%v", name, u.did)
}

// inBubble runs a test in false time; go test -run NAME/SEED runs one alone.
func inBubble(t *testing.T, seed uint64, f func(*testing.T)) {
	t.Run(fmt.Sprint(seed), func(t *testing.T) { synctest.Test(t, f) })
}

func rounds(t *testing.T) uint64 {
	if testing.Short() {
		return 20
	}
	return 150
}

// Whatever is done, an output that can forget has at every instant exactly what the performance and the hands say.
func TestOutputsHaveAlwaysWhatTheyShould(t *testing.T) {
	for seed := range rounds(t) {
		inBubble(t, seed, func(t *testing.T) {
			u := &tour{t: t, r: rand.New(rand.NewPCG(seed, 1)), e: New(), console: testConsole(t), m: newModel(time.Now())}
			u.lead = []time.Duration{0, 0, 7 * time.Millisecond, 300 * time.Millisecond}[u.r.IntN(4)]
			here := &Trace{Called: "here", Asks: u.lead}
			prompt := &Trace{Called: "prompt"}
			u.begin()
			u.e.AddOutput(here, nil)
			u.e.AddOutput(prompt, nil)
			u.m.mark()
			began := time.Now()
			synctest.Wait()

			var lost atomic.Bool
			opened := []*brittle{{Trace: Trace{Called: "brittle"}, lost: &lost}}
			u.e.AddOutput(opened[0], func(context.Context) (Output, error) {
				if lost.Load() {
					return nil, errLost
				}
				b := &brittle{Trace: Trace{Called: "brittle"}, lost: &lost}
				opened = append(opened, b)
				return b, nil
			})
			for range 40 {
				if u.r.IntN(12) == 0 {
					lost.Store(!lost.Load())
					u.did = append(u.did, fmt.Sprint("lost ", lost.Load()))
				}
				u.act()
				u.pass()
			}
			u.m.elapse(time.Now())
			now := time.Now()
			back := u.e.Status().Outputs[2].Fault == ""
			u.m.rest()
			clear(u.m.handKeys)
			u.m.mark()
			require.NoError(t, u.e.Close())
			require.Equal(t, now, time.Now(), "closing takes no time")
			for _, o := range []*Trace{here, prompt} {
				line := u.heard(o.Sent())
				u.equal(o.Called, line, began)
				silent(t, line)
				require.True(t, o.Closed())
			}
			for i, b := range opened {
				line := u.heard(b.Sent())
				require.True(t, b.Closed())
				if i == len(opened)-1 && back && !lost.Load() && len(line) > 0 {
					u.equal("brittle", line, line[0].at)
					silent(t, line)
				}
			}
		})
	}
}

// An output that cannot forget comes after: once nothing has been done for the length of the horizon and its lead, it
// has what it should.
func TestOutputsThatCannotForgetFollow(t *testing.T) {
	for seed := range rounds(t) {
		inBubble(t, seed, func(t *testing.T) {
			u := &tour{t: t, r: rand.New(rand.NewPCG(seed, 2)), e: New(), console: testConsole(t), m: newModel(time.Now()), slow: true}
			u.lead = []time.Duration{0, 80 * time.Millisecond}[u.r.IntN(2)]
			late := &Trace{Called: "late", Asks: u.lead}
			quick := &Trace{Called: "quick"}
			u.begin()
			u.e.AddOutput(rememberer{late}, nil)
			u.e.AddOutput(quick, nil)
			u.m.mark()
			began := time.Now()
			synctest.Wait()
			for range 30 {
				u.act()
				u.pass()
				time.Sleep(horizon + u.lead) // nothing is done meanwhile
				synctest.Wait()
				u.m.elapse(time.Now())
				if u.m.starting {
					continue
				}
				want := u.m.line.from(time.Now())
				var sent []Sent
				for _, s := range late.Sent() {
					if !s.Acts().After(time.Now()) {
						sent = append(sent, s)
					}
				}
				got := u.heard(sent).from(time.Now())
				require.Equal(t, want, got, u.did)
			}
			u.m.rest()
			clear(u.m.handKeys)
			u.m.mark()
			require.NoError(t, u.e.Close())
			silent(t, u.heard(late.Sent()))
			u.equal("quick", u.heard(quick.Sent()), began)
		})
	}
}

// An output that acts ahead of time is put right after it has been told otherwise.
func TestHastyOutputsArePutRight(t *testing.T) {
	for seed := range rounds(t) {
		synctest.Test(t, func(t *testing.T) {
			u := &tour{t: t, r: rand.New(rand.NewPCG(seed, 3)), e: New(), console: testConsole(t), m: newModel(time.Now())}
			u.lead = 40 * time.Millisecond
			early := &hasty{Trace{Called: "hasty", Asks: u.lead}}
			u.begin()
			u.e.AddOutput(early, nil)
			synctest.Wait()
			check := func() {
				u.m.elapse(time.Now())
				u.m.mark()
				var now moment
				for _, s := range early.Sent() {
					if s.Due.Add(u.lead).After(time.Now()) {
						continue
					}
					bit := uint64(1) << (s.Event.Key & 63)
					switch e := s.Event; e.Kind {
					case sequencer.KeyDown:
						now.keys[e.Division][e.Key>>6] |= bit
					case sequencer.KeyUp:
						now.keys[e.Division][e.Key>>6] &^= bit
					default:
						now.state.Apply(e.Change)
					}
				}
				want := u.m.line[len(u.m.line)-1]
				require.Equal(t, want.keys, now.keys, u.did)
				require.Equal(t, want.state.Drawn(), now.state.Drawn(), u.did)
				require.Equal(t, want.state, now.state, u.did)
			}
			for range 30 {
				for range 1 + u.r.IntN(4) {
					u.act()
					u.pass()
				}
				time.Sleep(horizon + u.lead)
				synctest.Wait()
				u.m.elapse(time.Now())
				if !u.m.starting {
					check()
				}
			}
			require.NoError(t, u.e.Close())
			u.m.rest()
			clear(u.m.handKeys)
			for _, k := range u.heldBy(&early.Trace) {
				require.Fail(t, "a key is left on", "%v %v", k, u.did)
			}
		})
	}
}

// heldBy lists the keys that are down after all that an output was sent.
func (u *tour) heldBy(o *Trace) []sequencer.HeldKey {
	var s sequencer.Sounding
	for _, x := range o.Sent() {
		s.Apply(x.Event)
	}
	var out []sequencer.HeldKey
	for k := range s.Held {
		out = append(out, k)
	}
	return out
}
