package playback

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

// sluggish is a trace of an organ that moves one stop after the other.
type sluggish struct {
	Trace
	each  time.Duration // a stop
	stand time.Time     // when all do
	due   time.Time     // of the last
}

func (o *sluggish) Send(due time.Time, e sequencer.Event) error {
	if e.Kind == sequencer.Change {
		if now := time.Now(); o.stand.Before(now) {
			o.stand = now
		}
		o.stand, o.due = o.stand.Add(o.each), due
	}
	return o.Trace.Send(due, e)
}

func (o *sluggish) Settles() (time.Time, bool) { return o.stand, o.stand.After(o.due) }

func loaded(w *score) {
	w.draw(beat, diapason).draw(beat, flute).draw(beat, mixture).draw(beat, bourdon)
	w.note(great, 60, beat, 8*beat).note(pedal, 40, 0, 12*beat)
}

func TestPlayingWaitsUntilTheOrganIsSet(t *testing.T) {
	onStage(t, loaded, func(s *stage) {
		o := &sluggish{Trace: Trace{Called: "slow organ", Asks: 200 * time.Millisecond}, each: 300 * time.Millisecond}
		s.e.AddOutput(o, nil)
		s.wait(5 * time.Second)
		s.log()
		s.e.PlayFrom(2 * beat)
		s.wait(0)
		st := s.e.Status()
		assert.True(t, st.Setting)
		assert.Equal(t, Playing, st.Transport)
		assert.Equal(t, 1200*time.Millisecond, time.Until(st.Instant), "four stops")
		assert.Equal(t, time.Second, st.PositionAt(time.Now()))
		s.wait(1100 * time.Millisecond)
		assert.Contains(t, s.log(), "draw", "the others have their stops")
		s.wait(200 * time.Millisecond)
		assert.Equal(t, "6.200 +60, 6.200 +40", s.log(), "and wait too")
		assert.False(t, s.e.Status().Setting)
		o.sent = o.sent[len(o.sent)-2:]
		s.o = &o.Trace
		assert.Equal(t, "6.200 +60, 6.200 +40", s.log())
	})
}

func TestNothingIsWaitedForWhereTheStopsAreInTime(t *testing.T) {
	onStage(t, loaded, func(s *stage) {
		o := &sluggish{Trace: Trace{Called: "slow organ", Asks: 2 * time.Second}, each: 300 * time.Millisecond}
		s.e.AddOutput(o, nil)
		s.wait(5 * time.Second)
		s.e.PlayFrom(2 * beat)
		s.wait(0)
		assert.False(t, s.e.Status().Setting)
		assert.Equal(t, 2*time.Second, time.Until(s.e.Status().Instant))
	})
}

func TestWhatIsDrawnByHandMeanwhileIsWaitedForToo(t *testing.T) {
	onStage(t, loaded, func(s *stage) {
		o := &sluggish{Trace: Trace{Called: "slow organ", Asks: 200 * time.Millisecond}, each: 300 * time.Millisecond}
		s.e.AddOutput(o, nil)
		s.wait(5 * time.Second)
		s.e.PlayFrom(2 * beat)
		s.wait(600 * time.Millisecond)
		s.e.Move(drawing(oboe, true))
		s.wait(0)
		assert.Equal(t, 900*time.Millisecond, time.Until(s.e.Status().Instant))
		s.e.Pause()
		s.wait(0)
		assert.False(t, s.e.Status().Setting)
		assert.Equal(t, Paused, s.e.Status().Transport)
		assert.True(t, s.e.Status().Registration.On(oboe), "it holds")
		assert.True(t, s.e.Status().Registration.On(mixture), "paused where it was to begin")
		assert.Equal(t, time.Second, s.e.Status().Position)
	})
}

func TestTheStopsAreSetBeforeGoingOnFromAWaitPoint(t *testing.T) {
	onStage(t, func(w *score) {
		loaded(w)
		w.wait(6 * beat)
		w.draw(6*beat, oboe)
		w.note(great, 62, 6*beat, 8*beat)
	}, func(s *stage) {
		o := &sluggish{Trace: Trace{Called: "slow organ", Asks: 200 * time.Millisecond}, each: 300 * time.Millisecond}
		s.e.AddOutput(o, nil)
		s.wait(5 * time.Second)
		s.e.PlayFrom(2 * beat)
		s.wait(5 * time.Second)
		require.True(t, s.e.Status().Waiting)
		s.log()
		s.e.GoOn()
		s.wait(0)
		assert.Equal(t, 300*time.Millisecond, time.Until(s.e.Status().Instant))
		s.wait(time.Second)
		assert.Equal(t, "10.200 draw swell.oboe, 10.300 +62", s.log(), "held keys stay down meanwhile")
	})
}

// Whatever is done with an organ that needs its time, nothing is struck twice nor left on, at any output.
func TestOutputsBesideASluggishOneFollow(t *testing.T) {
	for seed := range rounds(t) {
		inBubble(t, seed, func(t *testing.T) {
			u := &tour{t: t, r: rand.New(rand.NewPCG(seed, 9)), e: New(), console: testConsole(t), m: newModel(time.Now()), slow: true}
			o := &sluggish{Trace: Trace{Called: "slow organ", Asks: 200 * time.Millisecond}, each: time.Duration(u.r.IntN(300)) * time.Millisecond}
			prompt := &Trace{Called: "prompt"}
			u.begin()
			u.e.AddOutput(prompt, nil)
			u.e.AddOutput(o, nil)
			for range 40 {
				u.deed()
				if u.r.IntN(5) == 0 {
					u.e.SetPerformance(randomScore(t, u.r, u.console))
				}
				u.pass()
			}
			u.e.Stop()
			time.Sleep(time.Minute)
			synctest.Wait()
			state := u.e.Status().Registration
			for _, sent := range [][]Sent{prompt.Sent(), o.Sent()} {
				line := u.heard(sent)
				require.Equal(t, state, line[len(line)-1].state)
			}
			require.NoError(t, u.e.Close())
			silent(t, u.heard(prompt.Sent()))
			silent(t, u.heard(o.Sent()))
		})
	}
}
