package playback

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// The stroke of the first note is taken back at the last moment, and may have left; the same key is due again at once.
func TestAKeyThatMayBeDownIsReleasedBeforeItIsPressed(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(0, flute).note(great, 60, 2*beat, 3*beat).note(great, 60, 6*beat, 7*beat)
	}, func(s *stage) {
		s.log()
		s.e.Play()
		s.wait(995 * time.Millisecond)
		assert.Empty(t, s.log())
		s.e.Seek(6*beat - beat/50) // 10 ms before it
		s.wait(100 * time.Millisecond)
		assert.Equal(t, "0.995 -60, 1.005 +60", s.log())
	})
}

// The same, where the key is held at the new place and is due to be released at once.
func TestAKeyThatMayBeDownIsReleasedBeforeItIsHeldOn(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(0, flute).note(great, 60, 2*beat, 3*beat).note(great, 60, 6*beat, 7*beat)
	}, func(s *stage) {
		s.log()
		s.e.Play()
		s.wait(995 * time.Millisecond)
		assert.Empty(t, s.log())
		s.e.Seek(7*beat - beat/50) // 10 ms before its end
		s.wait(100 * time.Millisecond)
		assert.Equal(t, "0.995 -60, 0.995 +60, 1.005 -60", s.log())
	})
}
