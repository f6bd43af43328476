package playback

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/sequencer"
)

// slowly is an output that takes its time.
type slowly struct {
	Trace
	takes time.Duration
}

func (o *slowly) Send(due time.Time, e sequencer.Event) error {
	if stroke(&e) {
		time.Sleep(o.takes)
	}
	return o.Trace.Send(due, e)
}

func TestAnEngineThatIsKeptFromItsWorkIsNotAlive(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, 4*beat) }, func(s *stage) {
		assert.True(t, s.e.Alive())
		s.wait(time.Hour)
		assert.True(t, s.e.Alive(), "it sleeps")
		s.e.AddOutput(&slowly{Trace{Called: "slow"}, 300 * time.Millisecond}, nil)
		synctest.Wait()
		assert.True(t, s.e.Alive())
		s.e.Play()
		time.Sleep(90 * time.Millisecond)
		assert.True(t, s.e.Alive(), "it may be busy for a moment")
		time.Sleep(100 * time.Millisecond)
		assert.False(t, s.e.Alive())
		s.wait(200 * time.Millisecond)
		assert.True(t, s.e.Alive())
		s.wait(500 * time.Millisecond)
		assert.True(t, s.e.Alive())
		s.e.Pause()
		time.Sleep(150 * time.Millisecond)
		assert.False(t, s.e.Alive())
		s.wait(time.Hour)
		assert.True(t, s.e.Alive())
	})
}

func TestReconcileTellsEverythingAndKeepsTheHand(t *testing.T) {
	onStage(t, func(w *score) { w.draw(0, flute).note(great, 60, 0, 4*beat) }, func(s *stage) {
		s.e.Move(drawing(oboe, true))
		s.e.Play()
		s.wait(200 * time.Millisecond)
		s.log()
		s.e.Reconcile()
		s.wait(0)
		assert.Equal(t, "0.200 retire great.diapason, 0.200 retire great.mixture, 0.200 retire pedal.bourdon, 0.200 retire swell-to-great, "+
			"0.200 draw great.flute, 0.200 draw swell.oboe, 0.200 shoe 100", s.log())
		assert.True(t, s.e.Status().Registration.On(oboe))
	})
}
