package playback

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/sequencer"
)

// The stroke of the first note is taken back at the last moment, and may have left; the same key is due again at once.
func TestAKeyThatMayBeDownIsReleasedBeforeItIsPressed(t *testing.T) {
	for name, place := range map[string]struct {
		to  sequencer.Tick
		log string
	}{
		"10 ms before it is pressed":               {6*beat - beat/50, "0.995 -60, 1.005 +60"},
		"10 ms before it is released, so held now": {7*beat - beat/50, "0.995 -60, 0.995 +60, 1.005 -60"},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(w *score) {
				w.draw(0, flute).note(great, 60, 2*beat, 3*beat).note(great, 60, 6*beat, 7*beat)
			}, func(s *stage) {
				s.log()
				s.e.Play()
				s.wait(995 * time.Millisecond)
				assert.Empty(t, s.log())
				s.e.Seek(place.to)
				s.wait(100 * time.Millisecond)
				assert.Equal(t, place.log, s.log())
			})
		})
	}
}
