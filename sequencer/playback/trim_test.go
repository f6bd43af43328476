package playback

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/sequencer"
)

// A slider that is dragged while it plays changes the tempo dozens of times a second. No key is released of which it is not
// known whether it is down: an organ has to wait after a release before the key may go down again.
func TestEveryKeyIsKnownWhileTheTempoIsDragged(t *testing.T) {
	onStage(t, func(w *score) {
		for i := range sequencer.Tick(40) {
			w.note(great, 60+uint8(i%2), i*240, (i+1)*240)
		}
	}, func(s *stage) {
		s.e.Play()
		synctest.Wait()
		for i := range 100 {
			s.e.Tempo(100 + i%31)
			s.wait(27 * time.Millisecond)
			assert.Equal(t, 100+i%31, s.e.Status().Tempo, "what is asked for is shown at once")
		}
		s.e.Stop()
		synctest.Wait()
		var down [128]bool
		struck := 0
		for _, x := range s.o.Sent() {
			if e := x.Event; e.Kind == sequencer.KeyDown || e.Kind == sequencer.KeyUp {
				assert.NotEqual(t, e.Kind == sequencer.KeyDown, down[e.Key], "key %d at %v", e.Key, x.Due.Sub(s.began))
				down[e.Key] = e.Kind == sequencer.KeyDown
				struck++
			}
		}
		assert.Greater(t, struck, 44, "in 2.7 s")
	})
}

func TestATempoThatNeverSuitsIsTakenAllTheSame(t *testing.T) {
	onStage(t, func(w *score) {
		for i := range sequencer.Tick(400) {
			w.note(great, 60+uint8(i%2), i*20, i*20+20)
		}
	}, func(s *stage) {
		s.e.Play()
		s.wait(100 * time.Millisecond)
		s.e.Tempo(120)
		s.wait(longestTrim - 20*time.Millisecond)
		assert.Equal(t, 100, s.e.Status().Percent)
		s.wait(30 * time.Millisecond)
		assert.Equal(t, 120, s.e.Status().Percent)
	})
}
