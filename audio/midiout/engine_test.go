//go:build unix

package midiout_test

import (
	"context"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard"
	"voluntary/audio/midiout"
	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

const beat = sequencer.Tick(sequencer.PPQ) // half a second

// performance is four bars of quavers over a held pedal, with stops moving in between.
func performance(t *testing.T, c *registration.Console) *sequencer.Performance {
	t.Helper()
	p := sequencer.Piece{Console: c, Parts: []sequencer.Part{
		{Name: "Great", Routing: []sequencer.Routing{{Division: "great"}}},
		{Name: "Pedal", Routing: []sequencer.Routing{{Division: "pedal"}}},
	}}
	for i := range sequencer.Tick(32) {
		key := uint8(60 + i*5%17)
		p.Parts[0].Notes = append(p.Parts[0].Notes, sequencer.Note{Start: i * beat / 2, End: i*beat/2 + beat/3, Key: key, Velocity: 80})
	}
	p.Parts[1].Notes = []sequencer.Note{{Start: beat, End: 16 * beat, Key: 36, Velocity: 80}}
	p.Lane = []sequencer.LaneEvent{
		{Draw: []string{"great.principal-8", "pedal.subbass-16"}},
		{At: 3 * beat, Draw: []string{"great.octave-4"}, Expression: []sequencer.Shoe{{Enclosure: "swell", Value: 40}}},
		{At: 6 * beat, Retire: []string{"great.octave-4"}, Draw: []string{"pedal.great"}},
		{At: 9 * beat, Retire: []string{"pedal.great", "great.principal-8"}, Draw: []string{"great.octave-4"}},
	}
	a, err := sequencer.New(p)
	require.NoError(t, err)
	perf, _ := sequencer.Compile(a, nil)
	return perf
}

// Whatever is done while playing, and when the guard is killed in the midst of it, the organ ends up with the
// registration that the engine shows and no key down.
func TestAnEngineAndAnOrganAgreeWhateverHappens(t *testing.T) {
	for name, d := range dialects() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var m registration.Mechanics
			m.Divisions[0].SpeakingDelay = 30 * ms
			c := consoleWith(t, d, m)
			o := newOrgan(t, c)
			g := start(t)
			reopen := func(ctx context.Context) (playback.Output, error) {
				return midiout.Open(ctx, g, "raw:"+o.path, c)
			}
			out, err := reopen(t.Context())
			require.NoError(t, err)
			e := playback.New()
			e.AddOutput(out, reopen)
			e.SetPerformance(performance(t, c))
			r := rand.New(rand.NewPCG(5, 6))
			e.PlayFrom(0)
			for i := range 14 {
				time.Sleep(time.Duration(20+r.IntN(180)) * ms)
				switch r.IntN(6) {
				case 0:
					e.Pause()
				case 1:
					e.PlayFrom(sequencer.Tick(r.IntN(16)) * beat)
				case 2:
					e.Seek(sequencer.Tick(r.IntN(16)) * beat / 2)
				case 3:
					e.Move(registration.Change{Kind: registration.Draw, Control: registration.ControlID(r.IntN(4))})
				case 4:
					e.Press(0, 70, 90)
					time.Sleep(10 * ms)
					e.Release(0, 70)
				case 5:
					e.Panic()
				}
				if i == 7 {
					require.NoError(t, syscall.Kill(g.Pid(), syscall.SIGKILL))
				}
				e.Play()
			}
			e.Stop()
			require.Eventually(t, func() bool {
				does, s := o.sounding(), e.Status()
				return s.Transport == playback.Stopped && s.Outputs[0].Fault == "" && does.State == s.Registration && o.Keys() == 0
			}, 20*time.Second, 10*ms)
			assert.Equal(t, uint64(1), e.Status().Outputs[0].Reopens, "the guard was killed once")
			assert.Equal(t, 1, g.Status().Restarts)
			e.Press(1, 40, 90)
			require.Eventually(t, func() bool { return o.Down(1, 40) }, 5*time.Second, ms)
			require.NoError(t, e.Close())
			require.Eventually(t, func() bool { return o.Keys() == 0 }, 5*time.Second, ms, "no key is left")
		})
	}
}

// A port that goes is told of and opened again when it is back; then the organ is told everything anew.
func TestAnOrganThatGoesAndComesBackIsToldEverything(t *testing.T) {
	for _, name := range []string{"parameters", "toggles", "a bitmap"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := console(t, dialects()[name])
			o := newOrgan(t, c)
			g := start(t)
			reopen := func(ctx context.Context) (playback.Output, error) { return midiout.Open(ctx, g, "raw:"+o.path, c) }
			out, err := reopen(t.Context())
			require.NoError(t, err)
			e := playback.New()
			e.AddOutput(out, reopen)
			e.SetPerformance(performance(t, c))
			e.PlayFrom(beat)
			require.Eventually(t, func() bool { return o.Down(1, 36) && o.On(2) }, 10*time.Second, ms)
			pid := g.Pid()

			o.unplug()
			require.Eventually(t, func() bool { all := e.Status().Outputs; return len(all) > 0 && all[0].Fault != "" }, 10*time.Second, ms)
			e.Pause()
			o.plug(t)
			require.Eventually(t, func() bool { return e.Status().Outputs[0].Fault == "" }, 20*time.Second, ms)
			require.Eventually(t, func() bool { return o.sounding().State == e.Status().Registration && o.Keys() == 0 }, 10*time.Second, ms)
			e.Play()
			require.Eventually(t, func() bool { return o.Down(1, 36) }, 10*time.Second, ms, "the held key is pressed again")
			assert.Equal(t, pid, g.Pid(), "the guard lives")
			require.NoError(t, e.Close())
			require.Eventually(t, func() bool { return o.Keys() == 0 }, 5*time.Second, ms)
		})
	}
}

// An organ whose stops are toggled and that nothing cancels plays its keys, and moves its stops from a person's word on.
func TestAnEngineMovesTogglesFromAPersonsWordOn(t *testing.T) {
	t.Parallel()
	d := dialects()["toggles"]
	d.Cancel = ""
	c := console(t, d)
	o := newOrgan(t, c)
	out, err := midiout.Open(t.Context(), start(t), "raw:"+o.path, c)
	require.NoError(t, err)
	e := playback.New()
	e.AddOutput(out, nil)
	e.SetPerformance(performance(t, c))
	e.PlayFrom(beat)
	require.Eventually(t, func() bool { return o.Down(1, 36) }, 10*time.Second, ms)
	assert.True(t, e.Status().Outputs[0].Blind)
	assert.Equal(t, registration.State{}, o.sounding().State.WithShoe(0, 0), "no stop has moved")
	e.Cancelled()
	require.Eventually(t, func() bool {
		s := e.Status()
		return !s.Outputs[0].Blind && s.Outputs[0].Toggles && o.sounding().State == s.Registration
	}, 10*time.Second, ms)
	require.NoError(t, e.Close())
}

func TestAnEngineHasNoOtherUseForAClosedGuard(t *testing.T) {
	c := console(t, dialects()["parameters"])
	o := newOrgan(t, c)
	g := start(t)
	out, err := midiout.Open(t.Context(), g, "raw:"+o.path, c)
	require.NoError(t, err)
	require.NoError(t, g.Close())
	assert.ErrorIs(t, out.Send(time.Now(), keyAt(0, sequencer.KeyDown, 60)), guard.ErrClosed)
	assert.NoError(t, out.Close())
}
