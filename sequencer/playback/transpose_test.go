package playback

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestTransposingMovesTheKeysThatAreDown(t *testing.T) {
	onStage(t, func(w *score) {
		w.note(great, 60, 0, 4*beat).note(great, 62, beat, 2*beat).note(pedal, 36, 0, 4*beat)
	}, func(s *stage) {
		s.log()
		s.e.Play()
		s.wait(200 * time.Millisecond)
		s.e.Transpose(-2)
		s.wait(400 * time.Millisecond)
		assert.Equal(t, -2, s.e.Status().Transpose)
		assert.Equal(t, "0.000 +60, 0.000 +36, 0.200 -60, 0.200 -36, 0.200 +58, 0.500 +60", s.log(), "the pedal has no key 34")
		s.e.Transpose(-100)
		synctest.Wait()
		assert.Equal(t, -6, s.e.Status().Transpose)
		assert.Equal(t, "0.600 -58, 0.600 -60, 0.600 +54, 0.600 +56", s.log())
		s.e.Transpose(0)
		assert.Equal(t, "0.600 -54, 0.600 -56, 0.600 +60, 0.600 +62, 0.600 +36", s.log())
	})
}

func TestKeysPressedByHandAreNotTransposed(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, 4*beat) }, func(s *stage) {
		s.log()
		s.e.Transpose(2)
		s.e.Play()
		s.wait(100 * time.Millisecond)
		s.e.Press(great, 60, 90)
		s.e.Press(great, 62, 90)
		s.e.Release(great, 62)
		s.e.Release(great, 60)
		assert.Equal(t, "0.000 +62, 0.100 +60, 0.100 -60", s.log())
	})
}

func TestStrokesBeyondTheCompassAreCounted(t *testing.T) {
	p := newScore(t, testConsole(t)).note(pedal, 37, beat, 2*beat).note(pedal, 38, 0, beat).note(great, 96, 2*beat, 3*beat).compile()
	n, first := BeyondCompass(p, -2)
	assert.Equal(t, 1, n)
	assert.Equal(t, beat, first)
	n, first = BeyondCompass(p, 1)
	assert.Equal(t, 1, n)
	assert.Equal(t, 2*beat, first)
	n, _ = BeyondCompass(p, -12)
	assert.Equal(t, 2, n, "six semitones at the most")
	n, _ = BeyondCompass(nil, 3)
	assert.Zero(t, n)
}
