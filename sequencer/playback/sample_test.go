package playback

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/registration"
)

func TestListeningAtAPlaceTakesItsRegistration(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(0, flute).retire(4*beat, flute).draw(4*beat, oboe).note(great, 60, 0, 8*beat)
	}, func(s *stage) {
		s.log()
		s.e.Listen(5*beat, []Stroke{{great, 64, 80}, {great, 67, 80}, {31, 1, 1}, {great, 200, 1}})
		assert.Equal(t, "0.000 retire great.flute, 0.000 draw swell.oboe, 0.000 +64, 0.000 +67", s.log(), "stops first")
		assert.Equal(t, []registration.ControlID{oboe}, drawn(s.e.Status().Registration))
		s.wait(100 * time.Millisecond)
		s.e.Listen(6*beat, []Stroke{{great, 67, 80}})
		assert.Equal(t, "0.100 -64", s.log(), "the next chord; what is held in both stays down")
		s.e.Hush()
		assert.Equal(t, "0.100 -67, 0.100 retire swell.oboe, 0.100 draw great.flute", s.log(), "back to the playhead")
		s.e.Hush()
		assert.Empty(t, s.log())
	})
}

func TestListeningWhileItPlaysLeavesTheStopsAlone(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(0, flute).retire(4*beat, flute).note(great, 60, 0, 8*beat)
	}, func(s *stage) {
		s.log()
		s.e.Play()
		s.wait(100 * time.Millisecond)
		s.e.Listen(5*beat, []Stroke{{great, 64, 80}, {great, 60, 80}})
		s.wait(100 * time.Millisecond)
		s.e.Hush()
		assert.Equal(t, "0.000 +60, 0.100 +64, 0.200 -64", s.log(), "what the piece holds stays down")
	})
}

func TestPlayingOnEndsListening(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(0, flute).retire(4*beat, flute).draw(4*beat, oboe).note(great, 60, 0, 8*beat)
	}, func(s *stage) {
		s.log()
		s.e.Listen(5*beat, []Stroke{{great, 64, 80}})
		s.log()
		s.e.Play()
		s.wait(100 * time.Millisecond)
		assert.Equal(t, "0.000 retire swell.oboe, 0.000 draw great.flute, 0.000 +60", s.log())
		s.e.Pause()
		assert.Equal(t, "0.100 -60", s.log(), "the registration is that of the playhead")
		s.e.Hush()
		assert.Equal(t, "0.100 -64", s.log())
		s.e.Listen(5*beat, []Stroke{{great, 64, 80}})
		s.log()
		s.e.Panic()
		s.log()
		assert.Equal(t, []registration.ControlID{flute}, drawn(s.e.Status().Registration))
	})
}
