package sequencer

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestARampIsFoundAgain(t *testing.T) {
	for _, r := range []Ramp{
		{bar, 3 * bar, 60, 120},
		{0, 2 * bar, 96.5, 40},
		{7, bar + 333, 200, 30},
		{480, 960, 100, 99}, // two steps
		{0, 4000 * bar, 60, 61},
		{bar, 2 * bar, 5000, 300},
	} {
		a := after(t, timed(t), SetTempo(3*bar, 72), RampTempo(r.From, r.To, r.First, r.Last))
		require.Len(t, a.Tempo().Ramps(), 1, "%v", r)
		got := a.Tempo().Ramps()[0]
		assert.Equal(t, [2]Tick{r.From, r.To}, [2]Tick{got.From, got.To})
		assert.InDelta(t, r.First, got.First, 0.01)
		assert.InDelta(t, r.Last, got.Last, 0.01)
		assert.InDelta(t, (r.First+r.Last)/2, got.At((r.From+r.To)/2), (r.First+r.Last)/1000)

		// As a MIDI file keeps it.
		points := append([]Tempo(nil), a.Tempo().Points()...)
		for i := range points {
			points[i].PerQuarter = points[i].PerQuarter.Round(time.Microsecond)
		}
		if r.First < 1000 {
			require.Len(t, NewTempoMap(points).Ramps(), 1, "in microseconds: %v", r)
			assert.InDelta(t, r.Last, NewTempoMap(points).Ramps()[0].Last, 0.1)
		}
	}
	a := after(t, timed(t), SetTempo(bar, 100), SetTempo(2*bar, 90), SetTempo(3*bar, 80), SetTempo(4*bar, 70))
	assert.Empty(t, a.Tempo().Ramps(), "a tempo for each bar is none")
	a = after(t, timed(t), RampTempo(bar, 2*bar, 60, 120), RampTempo(2*bar, 3*bar, 120, 60), SetTempo(3*bar, 60.5))
	assert.Equal(t, []Ramp{{bar, 2 * bar, 60, 120}, {2 * bar, 3 * bar, 120, 60}}, a.Tempo().Ramps(), "one leads to the next, which leads to another tempo")
}

func TestARampIsMovedAndTakenOut(t *testing.T) {
	a := after(t, timed(t), RampTempo(bar, 2*bar, 60, 30), SetTempo(4*bar, 90))
	r := a.Tempo().Ramps()[0]
	longer := after(t, a, MoveRamp(r, Ramp{bar, 3 * bar, 60, 40}))
	assert.Equal(t, []Ramp{{bar, 3 * bar, 60, 40}}, longer.Tempo().Ramps())
	assert.InDelta(t, 40, longer.Tempo().At(4*bar-1).BPM(), 1e-6, "its last tempo goes on")
	assert.InDelta(t, 90, longer.Tempo().At(4*bar).BPM(), 1e-6)
	later := after(t, a, MoveRamp(r, Ramp{2 * bar, 3 * bar, 60, 30}))
	assert.InDelta(t, 60, later.Tempo().At(2*bar-1).BPM(), 1e-6, "nothing is left where it was")
	assert.Len(t, later.Tempo().Points(), len(a.Tempo().Points()))
	assert.Equal(t, a.Tempo().Points(), after(t, later, MoveRamp(later.Tempo().Ramps()[0], r)).Tempo().Points())
	assert.Same(t, a, after(t, a, MoveRamp(r, r)))

	atempo := after(t, a, SetTempo(2*bar, 60))
	r = atempo.Tempo().Ramps()[0]
	assert.InDelta(t, 30, r.Last, 1e-3)
	moved := after(t, atempo, MoveRamp(r, Ramp{bar, 3 * bar, 60, 30}))
	assert.InDelta(t, 60, moved.Tempo().At(3*bar).BPM(), 1e-6, "a tempo goes along with the end")
	assert.InDelta(t, 31, moved.Tempo().At(3*bar-1).BPM(), 1)

	assert.Equal(t, []Tempo{{0, time.Second}, {4 * bar, QuarterAt(90)}}, after(t, a, RemoveRamp(a.Tempo().Ramps()[0])).Tempo().Points())
	assert.Len(t, after(t, atempo, RemoveRamp(r)).Tempo().Points(), 3)
	first := after(t, timed(t), RampTempo(0, bar, 100, 60))
	assert.Equal(t, []Tempo{{0, QuarterAt(100)}}, after(t, first, RemoveRamp(first.Tempo().Ramps()[0])).Tempo().Points())
	assert.Contains(t, refused(t, timed(t), MoveRamp(r, r)), "no tempo is led from 2:1 to 3:1")
	assert.Contains(t, refused(t, a, MoveRamp(a.Tempo().Ramps()[0], Ramp{bar, bar, 60, 30})), "")
}
