package playback

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
)

// toggler is an organ that moves nothing until it is told that it is cancelled.
type toggler struct {
	Trace
	told int
}

func (o *toggler) Toggles() bool { return true }
func (o *toggler) Blind() bool   { return o.told == 0 }
func (o *toggler) Cancelled()    { o.told++ }

// draws counts the controls that an output was asked to draw.
func draws(o *toggler) (n int) {
	for _, s := range o.Sent() {
		if s.Event.Kind == sequencer.Change && s.Event.Change.Kind == registration.Draw {
			n++
		}
	}
	return n
}

func TestAnOrganThatIsSaidToBeCancelledIsToldTheWholeRegistration(t *testing.T) {
	onStage(t, func(w *score) { w.draw(0, flute).note(great, 60, 0, beat) }, func(s *stage) {
		out := &toggler{Trace: Trace{Called: "toggles"}}
		s.e.AddOutput(out, nil)
		s.e.Seek(0)
		synctest.Wait()
		status := s.e.Status().Outputs
		last := status[len(status)-1]
		assert.True(t, last.Toggles)
		assert.True(t, last.Blind)
		before, others := draws(out), len(s.e.Status().Outputs)
		s.e.Cancelled()
		synctest.Wait()
		assert.Equal(t, 1, out.told)
		assert.Equal(t, before+1, draws(out), "the flute, once more")
		status = s.e.Status().Outputs
		require.Len(t, status, others)
		assert.False(t, status[len(status)-1].Blind)
		assert.True(t, status[len(status)-1].Toggles)
		for _, o := range status[:len(status)-1] {
			assert.False(t, o.Toggles, "other outputs are not asked about")
		}
		s.e.Restore()
		synctest.Wait()
		assert.Equal(t, 1, out.told, "to restore is not to cancel")
	})
}

func TestAnOrganThatComesBackIsSaidToBeBlind(t *testing.T) {
	onStage(t, func(w *score) { w.draw(0, flute) }, func(s *stage) {
		e := &Engine{alerts: make(alerts, alertRoom), lines: []*line{{name: "organ", out: &toggler{Trace: Trace{Called: "organ"}}}}}
		e.welcome("organ")
		x := <-e.alerts
		assert.Contains(t, x.Message, "organ is back. Its stops stay as they are")
	})
}
