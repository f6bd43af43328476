//go:build unix

package midiout_test

import (
	"fmt"
	"iter"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard/wire"
	"voluntary/audio/midiout"
	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// ideal is a port of a guard that is never late: each message leaves when its line lets it.
type ideal struct {
	mu     sync.Mutex // the engine's goroutine and the test's see each other's work
	line   *wire.Line
	origin time.Time
	number uint32
	delay  time.Duration
	still  time.Duration   // it sends nothing before
	begun  map[uint32]bool // controls of which something has left
	left   []midiout.Message
}

func newIdeal(p wire.Plan) *ideal {
	return &ideal{line: wire.NewLine(p, 0), origin: time.Now(), begun: map[uint32]bool{}}
}

// leave lets leave what may by an instant, and gives the instant.
func (p *ideal) leave(now time.Time) time.Duration {
	by := now.Sub(p.origin)
	for {
		at, ok := p.line.When()
		at = max(at, p.still)
		if !ok || at > by {
			return by
		}
		m := p.line.Pop(at)
		if m == nil {
			continue
		}
		p.begun[m.ID] = true
		p.line.Left(m.Class, m.Due, at, m.Bytes())
		for rest := m.Bytes(); len(rest) > 0; {
			var one []byte
			one, rest = wire.Cut(rest)
			p.left = append(p.left, midiout.Message{At: at, Bytes: slices.Clone(one)})
		}
	}
}

func (p *ideal) Name() string         { return "ideal" }
func (p *ideal) Close() error         { return nil }
func (p *ideal) Delay() time.Duration { return p.delay }
func (p *ideal) Together(bool)        {}

func (p *ideal) Panic() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.line.Panic(nil, p.leave(time.Now()))
}

func (p *ideal) Send(class wire.Class, due time.Time, b []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.leave(time.Now())
	return p.line.Put(class, due.Sub(p.origin), b)
}

func (p *ideal) SendControl(due time.Time, pieces iter.Seq[[]byte]) (uint32, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.leave(time.Now())
	p.number++
	for b := range pieces {
		if err := p.line.PutNumbered(p.number, wire.Control, due.Sub(p.origin), b); err != nil {
			return 0, err
		}
	}
	return p.number, nil
}

func (p *ideal) Flush(t time.Time) []uint32  { return p.forget(t, p.line.Flush) }
func (p *ideal) Recall(t time.Time) []uint32 { return p.forget(t, p.line.Recall) }

func (p *ideal) forget(t time.Time, how func(time.Duration, func(uint32) bool)) (gone []uint32) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.leave(time.Now())
	at := t.Sub(p.origin)
	for id, due := range p.line.Controls {
		if due > at && !p.begun[id] {
			gone = append(gone, id)
		}
	}
	slices.Sort(gone)
	gone = slices.Compact(gone)
	how(at, func(id uint32) bool { return slices.Contains(gone, id) })
	return gone
}

func (p *ideal) Withdraw(number uint32) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.leave(time.Now())
	if p.begun[number] {
		return false
	}
	p.line.Drop(func(id uint32) bool { return id == number })
	return true
}

func (p *ideal) Settles() (time.Time, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at, late := p.line.Settles(p.leave(time.Now()))
	return p.origin.Add(at), late
}

// past is what has left by now.
func (p *ideal) past() []midiout.Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.leave(time.Now())
	return slices.Clone(p.left)
}

// texts is what has left by now, from an instant on, in times from another.
func (p *ideal) texts(since, origin time.Time) (out []string) {
	synctest.Wait()
	for _, m := range p.past() {
		if at := p.origin.Add(m.At); !at.Before(since) {
			out = append(out, fmt.Sprintf("%v % x", at.Sub(origin), m.Bytes))
		}
	}
	return out
}

// onIdeal is an engine with an organ in a bubble of false time.
func onIdeal(t *testing.T, c *registration.Console, delay time.Duration, test func(e *playback.Engine, p *ideal)) {
	synctest.Test(t, func(t *testing.T) {
		p := newIdeal(midiout.PlanOf(c))
		p.delay = delay
		out, err := midiout.New(p, c)
		require.NoError(t, err)
		e := playback.New()
		defer func() { require.NoError(t, e.Close()) }()
		e.SetPerformance(performance(t, c))
		e.AddOutput(out, nil)
		synctest.Wait()
		test(e, p)
	})
}

func slowPedal(delay time.Duration) (m registration.Mechanics) {
	m.Divisions[1].SpeakingDelay = delay
	return m
}

// What an engine sends to an organ with a slow pedal is, message for message and to the nanosecond, what Stream says.
func TestWithASlowPedalTheEngineSendsWhatTheStreamSays(t *testing.T) {
	for name, d := range dialects() {
		t.Run(name, func(t *testing.T) {
			c := consoleWith(t, d, slowPedal(120*ms))
			for _, delay := range []time.Duration{0, 10 * ms} { // at which the port lets everything leave
				onIdeal(t, c, delay, func(e *playback.Engine, p *ideal) {
					perf := performance(t, c)
					time.Sleep(5 * time.Second) // the organ is told how it stands
					began := time.Now()
					e.PlayFrom(0)
					synctest.Wait()
					origin := e.Status().Instant.Add(-delay)
					time.Sleep(20 * time.Second)
					synctest.Wait()
					require.True(t, e.Status().Ended)
					all, err := midiout.Stream(c, append(midiout.Opening(c, c.Initial()), perf.Events()...))
					require.NoError(t, err)
					want := texts(all)
					got := p.texts(began, origin)
					require.Equal(t, want[len(want)-len(got):], got)
					require.Greater(t, len(got), 64)
				})
			}
		})
	}
}

// The Great's key goes down when it is due and the pedal's 120 ms earlier, from the first note on, after a jump into the
// middle of the pedal's note, after an edit and when everything is let go.
func TestASlowPedalAndAQuickGreatSoundTogetherWhateverIsDone(t *testing.T) {
	c := consoleWith(t, dialects()["parameters"], slowPedal(120*ms))
	onIdeal(t, c, 0, func(e *playback.Engine, p *ideal) {
		time.Sleep(time.Second)
		play := func(from sequencer.Tick, span time.Duration) (began, origin time.Time) {
			began = time.Now()
			e.PlayFrom(from)
			synctest.Wait()
			origin = e.Status().Instant
			time.Sleep(origin.Sub(began) + span)
			return began, origin
		}
		began, origin := play(beat, 400*ms)
		got := p.texts(began, origin)
		assert.Contains(t, got, "-120ms 91 24 50")
		assert.Contains(t, got, "0s 90 46 50")
		assert.Equal(t, 120*ms, origin.Sub(began), "a jump waits as long as the pedal needs")

		began, origin = play(5*beat, 100*ms)
		got = p.texts(began, origin)
		assert.Contains(t, got, "0s 90 4c 50")
		for _, said := range got {
			assert.NotContains(t, said, "91 24", "the pedal is held on through the jump")
		}
		paused := time.Now()
		e.Pause()
		time.Sleep(50 * ms)
		assert.Contains(t, p.texts(paused, paused), "0s 91 24 00")

		began, origin = play(7*beat, 100*ms)
		got = p.texts(began, origin)
		assert.Contains(t, got, "-120ms 91 24 50", "the pedal is held here")
		assert.Contains(t, got, "0s 90 3e 50")

		edited := time.Now()
		longer, err := sequencer.New(sequencer.Piece{Console: c, Parts: []sequencer.Part{
			{Name: "Great", Routing: []sequencer.Routing{{Division: "great"}}, Notes: []sequencer.Note{{Start: 8 * beat, End: 9 * beat, Key: 72, Velocity: 80}}},
			{Name: "Pedal", Routing: []sequencer.Routing{{Division: "pedal"}}, Notes: []sequencer.Note{{Start: 8 * beat, End: 9 * beat, Key: 38, Velocity: 80}}},
		}})
		require.NoError(t, err)
		perf, _ := sequencer.Compile(longer, nil)
		e.SetPerformance(perf)
		time.Sleep(600 * ms)
		got = p.texts(edited, origin)
		assert.Contains(t, got, "380ms 91 26 50")
		assert.Contains(t, got, "500ms 90 48 50")

		stopped := time.Now()
		e.Stop()
		synctest.Wait()
		assert.Subset(t, p.texts(stopped, stopped), []string{"0s 91 26 00", "0s 80 48 00"})
	})
}

// An organ that wants a quarter of a second between two stops is set before the first key goes down, however long that
// takes; a stop less is less to wait for.
func TestPlayingWaitsUntilASlowOrganIsSet(t *testing.T) {
	d := dialects()["a slow and careful organ"]
	d.Gap, d.Travel = 250*ms, 100*ms
	c := consoleWith(t, d, registration.Mechanics{LeastGap: 900 * ms})
	onIdeal(t, c, 0, func(e *playback.Engine, p *ideal) {
		began := time.Now()
		e.PlayFrom(9 * beat) // an octave and a subbass; all four are said, for nothing is known
		synctest.Wait()
		s := e.Status()
		assert.True(t, s.Setting)
		assert.Equal(t, playback.Playing, s.Transport)
		time.Sleep(30 * time.Second)
		synctest.Wait()
		var moved []time.Duration
		first := time.Duration(-1)
		for _, m := range p.past() {
			switch at := m.At - began.Sub(p.origin); {
			case m.Bytes[0] == 0xb9:
				moved = append(moved, at)
			case m.Bytes[0] == 0x90 && first < 0:
				first = at
			}
		}
		require.GreaterOrEqual(t, len(moved), 4)
		for i := range moved[1:] {
			assert.GreaterOrEqual(t, moved[i+1]-moved[i], 900*ms, "never below the maker's least gap")
		}
		last := 0
		for last < len(moved) && moved[last] < first {
			last++
		}
		assert.Equal(t, s.Instant.Sub(began), first)
		assert.Equal(t, moved[last-1]+100*ms, first, "the last knob has travelled, and it goes on at once")
		assert.False(t, e.Status().Setting)
	})
}

// A panic releases every key, then says what the console has for it, and then the whole registration.
func TestAPanicEndsAsTheConsoleSays(t *testing.T) {
	d := dialects()["parameters"]
	d.Panic = "B5 50 00; F0 7D 01 F7"
	onIdeal(t, consoleWith(t, d, registration.Mechanics{}), 0, func(e *playback.Engine, p *ideal) {
		e.PlayFrom(0)
		time.Sleep(1100 * ms)
		at := time.Now()
		e.Panic()
		time.Sleep(time.Second)
		texts := p.texts(at, at)
		require.Greater(t, len(texts), 4)
		assert.Equal(t, []string{"0s b5 50 00", "0s f0 7d 01 f7"}, texts[:2])
		assert.Contains(t, texts[2], " b", "the registration follows")
	})
}
