package playback

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// verse is a piece that waits before its third beat: a chord whose upper key is let go early and struck again, over a
// held pedal key, and a stop for what follows.
func verse(w *score) {
	w.draw(0, flute).draw(2*beat, mixture).wait(2*beat).
		note(great, 60, 0, 2*beat-100).note(great, 64, 0, 2*beat).note(great, 67, 0, beat).note(pedal, 40, 0, 4*beat).
		note(great, 60, 2*beat, 4*beat)
}

func TestPlayingWaitsWithTheChordHeld(t *testing.T) {
	onStage(t, func(w *score) {
		c := *w.piece.Console
		c.Mechanics.RepeatGap = 60 * time.Millisecond
		console, err := registration.NewConsole(c)
		require.NoError(t, err)
		w.piece.Console = console
		verse(w)
	}, func(s *stage) {
		s.log()
		s.e.Play()
		s.wait(5 * time.Second)
		assert.Equal(t, "0.000 +60, 0.000 +64, 0.000 +67, 0.000 +40, 0.500 -67", s.log())
		status := s.e.Status()
		assert.Equal(t, Playing, status.Transport)
		assert.True(t, status.Waiting)
		assert.Equal(t, "go", status.WaitPoint.Name)
		assert.Equal(t, time.Second, status.PositionAt(time.Now()))
		s.e.GoOn()
		s.e.GoOn()
		s.wait(500 * time.Millisecond)
		assert.Equal(t, "5.000 -60, 5.000 -64, 5.060 draw great.mixture, 5.060 +60", s.log(), "the pedal is held on, and the action has its time")
		assert.False(t, s.e.Status().Waiting)
		assert.Equal(t, 1440*time.Millisecond, s.e.Status().PositionAt(time.Now()))
	})
}

func TestPlayingWaitsWithTheKeysReleasedAndTheStopsReady(t *testing.T) {
	onStage(t, verse, func(s *stage) {
		s.log()
		s.e.HoldAtMarks(false)
		s.e.Play()
		s.wait(3 * time.Second)
		assert.Equal(t, "0.000 +60, 0.000 +64, 0.000 +67, 0.000 +40, 0.500 -67, 0.948 -60, 1.000 -64, 1.000 -40, "+
			"1.000 draw great.mixture", s.log())
		assert.False(t, s.e.Status().HoldAtMarks)
		s.e.Move(drawing(mixture, false)) // in the pause, for what follows
		s.e.Play()                        // goes on as well
		s.wait(100 * time.Millisecond)
		assert.Equal(t, "3.000 retire great.mixture, 3.000 +60, 3.000 +40", s.log())
	})
}

func TestWaitPointsCanBePassed(t *testing.T) {
	onStage(t, verse, func(s *stage) {
		s.log()
		s.e.WaitAtMarks(false)
		s.e.Play()
		s.wait(1500 * time.Millisecond)
		assert.Equal(t, "0.000 +60, 0.000 +64, 0.000 +67, 0.000 +40, 0.500 -67, 0.948 -60, 1.000 -64, 1.000 draw great.mixture, 1.000 +60", s.log())
		s.e.WaitAtMarks(true)
		s.e.PlayFrom(2 * beat) // from the wait point on
		s.wait(1500 * time.Millisecond)
		assert.True(t, s.e.Status().Ended)
	})
}

func TestSwitchingOffTheWaitLetsGoOfWhatIsHeldForIt(t *testing.T) {
	onStage(t, verse, func(s *stage) {
		s.e.Play()
		s.wait(970 * time.Millisecond)
		s.log()
		s.e.WaitAtMarks(false)
		assert.Equal(t, "0.970 -60", s.log())
	})
}

func TestPauseStopAndEditWhileWaiting(t *testing.T) {
	onStage(t, verse, func(s *stage) {
		waiting := func() {
			s.e.PlayFrom(beat)
			s.wait(time.Second)
			require.True(t, s.e.Status().Waiting)
			s.log()
		}
		waiting()
		w := newScore(t, s.c)
		verse(w)
		w.piece.Parts[great].Notes = w.piece.Parts[great].Notes[1:]
		w.note(great, 72, 2*beat, 4*beat)
		s.e.SetPerformance(w.compile())
		assert.Empty(t, s.log(), "the chord is held on over an edit")
		s.e.Transpose(1)
		assert.Equal(t, "1.000 -60, 1.000 -64, 1.000 -40, 1.000 +61, 1.000 +65, 1.000 +41", s.log())
		s.e.Transpose(0)
		s.log()
		s.e.GoOn()
		assert.Equal(t, "1.000 -64, 1.000 draw great.mixture, 1.000 +72", s.log()[:46])
		waiting()
		s.e.Pause()
		assert.Equal(t, "2.000 -64, 2.000 -40", s.log())
		assert.False(t, s.e.Status().Waiting)
		s.e.Play()
		s.wait(100 * time.Millisecond)
		assert.Equal(t, "2.000 draw great.mixture, 2.000 +60, 2.000 +72, 2.000 +40", s.log())
		waiting()
		s.e.Stop()
		synctest.Wait()
		assert.Equal(t, 500*time.Millisecond, s.e.Status().Position)
		waiting()
		s.e.SetPerformance(nil)
		s.e.GoOn()
		synctest.Wait()
		assert.False(t, s.e.Status().Waiting)
	})
}

func TestWaitPointInALoopAndAtItsEnd(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, beat).wait(beat).note(great, 62, beat, 2*beat).wait(2 * beat) }, func(s *stage) {
		s.e.Loop(0, 2*beat, true)
		s.e.Play()
		for range 3 {
			s.wait(600 * time.Millisecond)
			require.True(t, s.e.Status().Waiting)
			require.Equal(t, beat, s.e.Status().WaitPoint.At)
			assert.Equal(t, 500*time.Millisecond, s.e.Status().PositionAt(time.Now()))
			s.e.GoOn()
			s.wait(500 * time.Millisecond)
		}
	})
}
