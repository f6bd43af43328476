package playback

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/registration"
)

func TestControlMovedByHandHoldsUntilTheLaneChangesIt(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(0, flute).draw(beat, oboe).retire(2*beat, flute).draw(3*beat, flute).note(great, 60, 0, 4*beat)
	}, func(s *stage) {
		s.log()
		s.e.Play()
		s.wait(200 * time.Millisecond)
		s.e.Move(drawing(flute, false))
		s.e.Move(drawing(mixture, true))
		s.e.Move(registration.Change{Kind: registration.Express, Value: 20})
		synctest.Wait()
		assert.Equal(t, []registration.ControlID{mixture}, drawn(s.e.Status().Registration))
		assert.Equal(t, []registration.ControlID{flute, mixture}, drawn(s.e.Status().ByHand))
		s.wait(1500 * time.Millisecond)
		assert.Equal(t, "0.000 +60, 0.200 retire great.flute, 0.200 draw great.mixture, 0.200 shoe 20, "+
			"0.500 draw swell.oboe, 1.500 draw great.flute", s.log())
		assert.Equal(t, []registration.ControlID{mixture}, drawn(s.e.Status().ByHand))
		s.e.BackToLane()
		assert.Equal(t, "1.700 retire great.mixture, 1.700 shoe 100", s.log())
	})
}

func drawn(s registration.State) []registration.ControlID { return s.Drawn() }

func TestMoveJustBeforeTheLaneChangesTheSameStop(t *testing.T) {
	onStage(t, func(w *score) { w.draw(beat, flute).note(great, 60, 0, 4*beat) }, func(s *stage) {
		s.log()
		s.e.Play()
		s.wait(450 * time.Millisecond) // the draw has been handed over
		s.e.Move(drawing(flute, true))
		s.wait(20 * time.Millisecond)
		s.e.Move(drawing(flute, false))
		s.wait(500 * time.Millisecond)
		assert.Equal(t, "0.000 +60, 0.450 draw great.flute, 0.470 retire great.flute, 0.500 draw great.flute", s.log())
	})
}

func TestStoppedEngineMovesStopsAndSoundsKeys(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, beat) }, func(s *stage) {
		s.log()
		s.e.Move(drawing(flute, true))
		s.e.Press(great, 72, 0)
		s.wait(50 * time.Millisecond)
		s.e.Release(great, 72)
		s.e.Press(16, 1, 1)
		s.e.Release(0, 128)
		s.e.Move(registration.Change{Kind: registration.Draw, Control: registration.MaxControls})
		assert.Equal(t, "0.000 draw great.flute, 0.000 +72, 0.050 -72", s.log())
		s.e.Play()
		assert.Equal(t, []registration.ControlID{flute}, drawn(s.e.Status().Registration), "play changes nothing that is drawn")
	})
}

func TestKeyHeldByHandAndByThePiece(t *testing.T) {
	onStage(t, func(w *score) {
		w.note(great, 60, beat, 2*beat).note(great, 60, 3*beat, 4*beat).note(great, 62, 0, 6*beat)
	}, func(s *stage) {
		s.log()
		s.e.Play()
		s.wait(100 * time.Millisecond)
		s.e.Press(great, 60, 100)
		s.wait(1500 * time.Millisecond) // inside the second note
		s.e.Release(great, 60)
		s.wait(time.Second)
		assert.Equal(t, "0.000 +62, 0.100 +60, 2.000 -60", s.log())
	})
}
