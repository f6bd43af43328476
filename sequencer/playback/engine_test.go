package playback

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
)

// stage is an engine with one output in a bubble of false time.
type stage struct {
	*testing.T
	e     *Engine
	o     *Trace
	c     *registration.Console
	began time.Time
}

// onStage runs a test with an engine that has a piece and an output; the first beat takes half a second.
func onStage(t *testing.T, piece func(*score), play func(*stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &stage{T: t, e: New(), o: &Trace{Called: "organ"}, c: testConsole(t), began: time.Now()}
		defer func() { require.NoError(t, s.e.Close()) }()
		w := newScore(t, s.c)
		piece(w)
		s.e.SetPerformance(w.compile())
		s.e.AddOutput(s.o, nil)
		synctest.Wait()
		play(s)
	})
}

// wait lets time pass and everything settle.
func (s *stage) wait(d time.Duration) {
	s.Helper()
	time.Sleep(d)
	synctest.Wait()
}

// log writes what the output has done since the last log: "0.500 +60" is key 60 pressed half a second after the test
// began.
func (s *stage) log() string {
	synctest.Wait()
	var b strings.Builder
	for _, x := range s.o.Sent() {
		if x.Acts().After(time.Now()) {
			break
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%.3f ", x.Acts().Sub(s.began).Seconds())
		switch e := x.Event; e.Kind {
		case sequencer.KeyDown:
			fmt.Fprintf(&b, "+%d", e.Key)
		case sequencer.KeyUp:
			fmt.Fprintf(&b, "-%d", e.Key)
		case sequencer.Expression:
			fmt.Fprintf(&b, "shoe %d", e.Change.Value)
		case sequencer.Change:
			b.WriteString(map[bool]string{true: "draw ", false: "retire "}[e.Change.Kind == registration.Draw] + controlIDs[e.Change.Control])
		}
	}
	s.o.mu.Lock()
	s.o.sent = slices.DeleteFunc(s.o.sent, func(x Sent) bool { return !x.Acts().After(time.Now()) })
	s.o.mu.Unlock()
	return b.String()
}

func TestNewOutputIsToldEverything(t *testing.T) {
	onStage(t, func(w *score) { w.draw(0, flute).note(great, 60, 0, beat) }, func(s *stage) {
		assert.Equal(t, "0.000 retire great.diapason, 0.000 retire swell.oboe, 0.000 retire great.mixture, "+
			"0.000 retire pedal.bourdon, 0.000 retire swell-to-great, 0.000 draw great.flute, 0.000 shoe 100", s.log())
		s.e.Restore()
		assert.Equal(t, "0.000 retire great.diapason, 0.000 retire swell.oboe, 0.000 retire great.mixture, "+
			"0.000 retire pedal.bourdon, 0.000 retire swell-to-great, 0.000 draw great.flute, 0.000 shoe 100", s.log())
	})
}

func TestPieceIsPlayedExactlyAndStopsByItself(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(0, flute).note(great, 60, 0, beat).note(great, 62, beat, 2*beat).draw(beat, mixture)
	}, func(s *stage) {
		s.log()
		s.e.Play()
		s.wait(200 * time.Millisecond)
		assert.Equal(t, Playing, s.e.Status().Transport)
		assert.Equal(t, 200*time.Millisecond, s.e.Status().PositionAt(time.Now()))
		assert.InDelta(t, 384, s.e.Status().TickAt(time.Now()), 1e-6)
		s.wait(5 * time.Second)
		assert.Equal(t, "0.000 +60, 0.500 -60, 0.500 draw great.mixture, 0.500 +62, 1.000 -62", s.log())
		status := s.e.Status()
		assert.Equal(t, Stopped, status.Transport)
		assert.True(t, status.Ended)
		assert.Equal(t, time.Second, status.PositionAt(time.Now()))
		assert.Equal(t, []registration.ControlID{flute, mixture}, status.Registration.Drawn())

		s.e.Play() // begins anew
		s.wait(2 * time.Second)
		assert.Equal(t, "5.200 retire great.mixture, 5.200 +60, 5.700 -60, 5.700 draw great.mixture, 5.700 +62, 6.200 -62", s.log())
	})
}

func TestPlayFromTheMiddleSetsTheStopsFirstAndPressesHeldKeys(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(0, flute).draw(beat, diapason).note(pedal, 40, 0, 4*beat).note(great, 60, 2*beat, 3*beat)
	}, func(s *stage) {
		s.log()
		s.e.PlayFrom(2 * beat)
		s.wait(700 * time.Millisecond)
		assert.Equal(t, "0.000 draw great.diapason, 0.000 +60, 0.000 +40, 0.500 -60", s.log())
		s.e.Stop()
		assert.Equal(t, "0.700 -40", s.log())
		assert.Equal(t, time.Second, s.e.Status().Position, "back to where playing began")

		s.e.ChaseKeys(false)
		s.e.Play()
		s.wait(700 * time.Millisecond)
		assert.Equal(t, "0.700 +60, 1.200 -60", s.log())
		s.e.Stop()
		s.e.Stop()
		assert.Equal(t, "1.400 retire great.diapason", s.log(), "a second stop goes to the beginning")
	})
}

func TestJumpWaitsForTheLongestLead(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(beat, flute).note(great, 60, beat, 2*beat).note(great, 62, 2*beat, 3*beat)
	}, func(s *stage) {
		slow := &Trace{Called: "slow", Asks: 300 * time.Millisecond}
		s.e.AddOutput(slow, nil)
		s.log()
		s.e.PlayFrom(beat)
		synctest.Wait()
		assert.Equal(t, s.began.Add(300*time.Millisecond), s.e.Status().Instant)
		assert.Equal(t, 500*time.Millisecond, s.e.Status().PositionAt(time.Now()))
		s.wait(time.Second)
		assert.Equal(t, "0.300 draw great.flute, 0.300 +60, 0.800 -60, 0.800 +62", s.log())
		for _, x := range slow.Sent() {
			if x.Event.Kind == sequencer.KeyDown {
				assert.GreaterOrEqual(t, x.Due.Sub(x.At), 300*time.Millisecond)
			}
		}
	})
}

func TestPauseKeepsPlaceAndStops(t *testing.T) {
	onStage(t, func(w *score) { w.draw(0, flute).draw(2*beat, oboe).note(great, 60, 0, 2*beat) }, func(s *stage) {
		s.log()
		s.e.Play()
		s.wait(300 * time.Millisecond)
		s.e.Pause()
		s.wait(time.Second)
		assert.Equal(t, Paused, s.e.Status().Transport)
		assert.Equal(t, 300*time.Millisecond, s.e.Status().PositionAt(time.Now()))
		s.e.Play()
		s.wait(time.Second)
		assert.Equal(t, "0.000 +60, 0.300 -60, 1.300 +60, 2.000 -60, 2.000 draw swell.oboe", s.log())
	})
}

func TestLoopWrapsWithoutAGap(t *testing.T) {
	onStage(t, func(w *score) {
		w.note(pedal, 40, 0, 4*beat).note(great, 60, beat, 3*beat).draw(beat, flute).draw(2*beat-100, mixture)
	}, func(s *stage) {
		s.log()
		s.e.Tempo(150)
		s.e.Loop(beat, 2*beat, true)
		s.e.PlayFrom(beat)
		s.wait(900 * time.Millisecond)
		assert.Equal(t, "0.000 draw great.flute, 0.000 +60, 0.000 +40, 0.299 draw great.mixture, "+
			"0.333 -60, 0.333 retire great.mixture, 0.333 +60, 0.632 draw great.mixture, "+
			"0.667 -60, 0.667 retire great.mixture, 0.667 +60", s.log())
		assert.Less(t, s.e.Status().PositionAt(time.Now().Add(20*time.Second)), time.Second, "the playhead wraps too")
	})
}

func TestLoopsDoNotDrift(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, 100) }, func(s *stage) {
		s.e.Tempo(77)
		s.e.Loop(0, 1000, true) // a pass takes 676,406,926.4 ns and a bit
		s.e.Play()
		s.wait(time.Hour)
		written := sequencer.TempoMap{}.TimeAt(1000)
		for _, x := range s.o.Sent() {
			if x.Event.Kind != sequencer.KeyDown {
				continue
			}
			passed := x.Due.Sub(s.began)
			pass := (int64(passed)*77/100 + int64(written)/2) / int64(written)
			assert.Equal(t, time.Duration((pass*int64(written)*100+76)/77), passed)
		}
		s.e.Stop()
	})
}

func TestEditIsHeardAtOnce(t *testing.T) {
	piece := func(w *score) { w.note(great, 60, 0, 4*beat).note(great, 62, 3*beat, 4*beat).draw(0, flute) }
	onStage(t, piece, func(s *stage) {
		s.log()
		s.e.Play()
		s.wait(600 * time.Millisecond)
		w := newScore(t, s.c)
		w.note(great, 64, 0, 4*beat).note(great, 62, 3*beat, 4*beat).draw(beat, mixture)
		s.e.SetPerformance(w.compile())
		s.wait(2 * time.Second)
		assert.Equal(t, "0.000 +60, 0.600 -60, 0.600 retire great.flute, 0.600 draw great.mixture, 0.600 +64, "+
			"1.500 +62, 2.000 -62, 2.000 -64", s.log())
	})
}

func TestEditOfTheTempoKeepsTheTick(t *testing.T) {
	piece := func(w *score) { w.note(great, 60, 2*beat, 3*beat) }
	onStage(t, piece, func(s *stage) {
		s.e.Loop(0, 3*beat, true)
		s.e.Play()
		s.wait(500 * time.Millisecond)
		s.log()
		w := newScore(t, s.c)
		piece(w)
		w.piece.Tempo = []sequencer.Tempo{{At: 0, PerQuarter: time.Second}}
		s.e.SetPerformance(w.compile())
		s.wait(100 * time.Millisecond)
		assert.InDelta(t, 1056, s.e.Status().TickAt(time.Now()), 1e-6)
		s.wait(2 * time.Second)
		assert.Equal(t, "1.500 +60, 2.500 -60", s.log())
		assert.InDelta(t, 96, s.e.Status().TickAt(time.Now()), 1e-6, "the loop keeps its ticks too")
	})
}

func TestTempoTrimTakesEffectWhereWeAre(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, 2*beat) }, func(s *stage) {
		s.log()
		s.e.Play()
		s.wait(500 * time.Millisecond)
		s.e.Tempo(400)
		synctest.Wait()
		assert.Equal(t, FastestTempo, s.e.Status().Percent)
		s.wait(time.Second)
		assert.Equal(t, "0.000 +60, 0.750 -60", s.log())
	})
}

func TestSeekingInStepsAlwaysSetsTheStops(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(0, flute).draw(beat, oboe).retire(2*beat, flute).note(great, 60, 0, 4*beat)
	}, func(s *stage) {
		s.log()
		for _, step := range []struct {
			to   sequencer.Tick
			want string
		}{
			{3 * beat, "0.000 retire great.flute, 0.000 draw swell.oboe"},
			{2*beat - 1, "0.000 draw great.flute"},
			{beat - 1, "0.000 retire swell.oboe"},
			{0, ""},
		} {
			s.e.Seek(step.to)
			assert.Equal(t, step.want, s.log())
		}
	})
}

func TestPassageStopsAtItsEnd(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, 4*beat).note(great, 62, 2*beat, 3*beat) }, func(s *stage) {
		s.log()
		s.e.PlayPassage(beat, 2*beat)
		s.wait(time.Second)
		assert.Equal(t, "0.000 +60, 0.500 -60", s.log())
		assert.True(t, s.e.Status().Ended)
		assert.Equal(t, time.Second, s.e.Status().Position)
		s.e.Play() // goes on
		s.wait(600 * time.Millisecond)
		assert.Equal(t, "1.000 +60, 1.000 +62, 1.500 -62", s.log())
	})
}

func TestPanicReleasesEverythingAndPauses(t *testing.T) {
	onStage(t, func(w *score) { w.draw(0, flute).note(great, 60, 0, 4*beat) }, func(s *stage) {
		s.log()
		s.e.Press(pedal, 40, 80)
		s.e.Play()
		s.wait(100 * time.Millisecond)
		s.log()
		s.e.Panic()
		got := s.log()
		assert.Equal(t, 61+61+32, strings.Count(got, " -"), "every key of the compass is released")
		assert.True(t, strings.HasSuffix(got, "0.100 draw great.flute, 0.100 shoe 100"), "and the registration sent anew")
		assert.Equal(t, Paused, s.e.Status().Transport)
	})
}

// loud is an output that knows how to panic.
type loud struct {
	Trace
	panics int
}

func (l *loud) Panic() error { l.panics++; return nil }

func TestPanicIsLeftToAnOutputThatKnowsHow(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, 4*beat) }, func(s *stage) {
		o := &loud{Trace: Trace{Called: "loud"}}
		s.e.AddOutput(o, nil)
		s.e.Play()
		s.wait(100 * time.Millisecond)
		s.e.Panic()
		s.wait(time.Second)
		assert.Equal(t, 1, o.panics)
		for _, x := range o.Sent() {
			assert.NotEqual(t, sequencer.KeyUp, x.Event.Kind)
		}
		s.e.Play()
		s.wait(time.Millisecond)
		sent := o.Sent()
		assert.Equal(t, sequencer.KeyDown, sent[len(sent)-1].Event.Kind)
	})
}

func TestWorksWithNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := New()
		assert.Equal(t, Stopped, e.Status().Transport)
		e.Play()
		synctest.Wait()
		assert.Equal(t, Stopped, e.Status().Transport)
		assert.True(t, e.Status().Ended)
		o := &Trace{Called: "organ"}
		e.AddOutput(o, nil)
		e.Seek(100)
		e.Loop(0, 100, true)
		e.Loop(100, 0, true)
		e.Tempo(0)
		e.Move(drawing(7, true))
		e.Press(0, 60, 64)
		e.Panic()
		e.Restore()
		e.RemoveOutput("nobody")
		synctest.Wait()
		assert.Equal(t, SlowestTempo, e.Status().Percent)
		e.SetPerformance(newScore(t, testConsole(t)).compile())
		e.PlayFrom(0)
		time.Sleep(time.Second)
		synctest.Wait()
		assert.Equal(t, Stopped, e.Status().Transport)
		e.SetPerformance(nil)
		synctest.Wait()
		e.RemoveOutput("organ")
		require.NoError(t, e.Close())
		assert.True(t, o.Closed())
	})
}

func TestSilentPlayMovesThePlayhead(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, 4*beat) }, func(s *stage) {
		s.e.RemoveOutput("organ")
		s.e.Play()
		s.wait(time.Second)
		assert.Equal(t, time.Second, s.e.Status().PositionAt(time.Now()))
		assert.Empty(t, s.e.Status().Outputs)
		assert.True(t, s.o.Closed())
	})
}

func TestOtherConsoleTakesBackTheHandAndTellsEverything(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, beat) }, func(s *stage) {
		s.e.Move(drawing(flute, true))
		s.log()
		other := *testConsole(t)
		other.Name = "another"
		c, err := registration.NewConsole(other)
		require.NoError(t, err)
		s.e.SetPerformance(newScore(t, c).compile())
		assert.Equal(t, 7, strings.Count(s.log(), "0.000"))
		assert.Empty(t, drawn(s.e.Status().Registration))
	})
}

// An organ of which a step of the ladder is kept while it plays must not fall silent.
func TestWhatIsMovedByHandStaysWhenTheOrganIsDescribedAnew(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, beat) }, func(s *stage) {
		s.e.Move(drawing(flute, true))
		s.e.Move(registration.Change{Kind: registration.Express, Enclosure: 0, Value: 44})
		s.log()
		anew := *testConsole(t)
		anew.Controls = append(anew.Controls[:0:0], anew.Controls...)
		anew.Controls[diapason], anew.Controls[flute] = anew.Controls[flute], anew.Controls[diapason]
		c, err := registration.NewConsole(anew)
		require.NoError(t, err)
		s.e.SetPerformance(newScore(t, c).compile())
		s.log()
		now := s.e.Status().Registration
		assert.Equal(t, 1, now.Count())
		there, _ := c.Control("great.flute")
		assert.True(t, now.On(there), "by its name, wherever it stands in the list")
		assert.EqualValues(t, 44, now.Shoe(0))
		s.e.BackToLane()
		s.log()
		now = s.e.Status().Registration
		assert.Zero(t, now.Count())
		assert.EqualValues(t, 100, now.Shoe(0))
	})
}

func TestClosedEngineReleasesAndTakesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, o := New(), &Trace{Called: "organ"}
		e.SetPerformance(newScore(t, testConsole(t)).note(great, 60, 0, 4*beat).compile())
		e.AddOutput(o, nil)
		e.Play()
		time.Sleep(time.Second)
		require.NoError(t, e.Close())
		sent := o.Sent()
		assert.Equal(t, sequencer.KeyUp, sent[len(sent)-1].Event.Kind)
		require.NoError(t, e.Close())
		e.Play()
		late := &Trace{Called: "late"}
		e.AddOutput(late, nil)
		assert.True(t, late.Closed())
		for range e.Changed() {
		}
		for range e.Alerts() {
		}
	})
}
