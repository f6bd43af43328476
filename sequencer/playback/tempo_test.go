package playback

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/sequencer"
)

func TestTempoGlidesOverABar(t *testing.T) {
	// A bar is two seconds as written; it glides from 100 to 104 percent in four steps in the middle of its quarters.
	onStage(t, func(w *score) {
		for i := range sequencer.Tick(12) {
			w.note(great, 60, i*beat, i*beat+480)
		}
	}, func(s *stage) {
		s.e.Glide(true)
		s.e.Tempo(150) // at rest: at once
		synctest.Wait()
		assert.Equal(t, 150, s.e.Status().Percent)
		s.e.Tempo(WrittenTempo)
		s.e.Play()
		synctest.Wait()
		s.log()
		s.e.Tempo(104)
		synctest.Wait()
		assert.Equal(t, 100, s.e.Status().Percent)
		assert.Equal(t, 104, s.e.Status().Tempo)
		assert.True(t, s.e.Status().Glide)
		s.wait(1100 * time.Millisecond)
		assert.Equal(t, 102, s.e.Status().Percent)
		s.wait(400 * time.Millisecond)
		// 0.25 s at 100, 0.5 at 101, 0.5 at 102, ...
		assert.Equal(t, "0.250 -60, 0.498 +60, 0.745 -60, 0.990 +60, 1.235 -60, 1.478 +60", s.log())
		s.wait(300 * time.Millisecond)
		assert.Equal(t, 104, s.e.Status().Percent)
		s.e.Tempo(WrittenTempo)
		synctest.Wait()
		s.e.Pause()
		synctest.Wait()
		assert.Equal(t, WrittenTempo, s.e.Status().Percent, "a pause ends the glide")
	})
}

func TestTapsBecomeATempo(t *testing.T) {
	start := time.Now()
	for _, test := range []struct {
		about string
		taps  []time.Duration // in milliseconds
		want  int
		ok    bool
	}{
		{"no tap", nil, 0, false},
		{"one tap", []time.Duration{0}, 0, false},
		{"as written", []time.Duration{0, 500}, 100, true},
		{"four taps", []time.Duration{0, 400, 800, 1200}, 125, true},
		{"one slip does not count", []time.Duration{0, 500, 1000, 1300, 2000, 2500, 3000}, 100, true},
		{"a pause begins anew", []time.Duration{0, 1000, 2000, 5001, 5401}, 125, true},
		{"only a pause", []time.Duration{0, 3001}, 0, false},
		{"a long gap begins anew", []time.Duration{0, 300, 600, 1600, 2100}, 100, true},
		{"only the last count", []time.Duration{0, 900, 1800, 2100, 2400, 2700, 3000, 3300, 3600, 3900, 4200, 4500}, 167, true},
		{"too slow", []time.Duration{0, 2000}, SlowestTempo, true},
		{"too quick", []time.Duration{0, 10}, FastestTempo, true},
		{"twice at once", []time.Duration{0, 0, 500, 500}, 100, true},
	} {
		var taps Taps
		for _, at := range test.taps {
			taps.Tap(start.Add(at * time.Millisecond))
		}
		percent, ok := taps.Percent(500 * time.Millisecond)
		assert.Equal(t, test.ok, ok, test.about)
		assert.Equal(t, test.want, percent, test.about)
	}
	var taps Taps
	taps.Tap(start)
	taps.Tap(start.Add(time.Second))
	_, ok := taps.Percent(0)
	assert.False(t, ok)
}

func TestBeatIsWhatPeopleTap(t *testing.T) {
	w := newScore(t, testConsole(t))
	w.piece.Meters = []sequencer.Meter{{At: 0, Num: 3, Den: 4}, {At: 3 * beat, Num: 6, Den: 8}, {At: 6 * beat, Num: 3, Den: 8}, {At: 9 * beat, Num: 2, Den: 2}}
	w.piece.Tempo = []sequencer.Tempo{{At: 0, PerQuarter: time.Second}, {At: 9 * beat, PerQuarter: 300 * time.Millisecond}}
	p := w.compile()
	assert.Equal(t, time.Second, BeatAt(p, beat))
	assert.Equal(t, 1500*time.Millisecond, BeatAt(p, 4*beat))
	assert.Equal(t, 500*time.Millisecond, BeatAt(p, 7*beat))
	assert.Equal(t, 600*time.Millisecond, BeatAt(p, 10*beat))
	assert.Equal(t, 500*time.Millisecond, BeatAt(nil, 0))
}
