package sequencer

import (
	"errors"
	"fmt"
	"time"
)

// MaxTaps bounds the taps of one tapping along.
const MaxTaps = 100_000

// Beats lists so many beats of the piece's meters from a tick on, the first at the tick itself; when it lies between two
// beats the next one is the beat that follows.
func Beats(m MeterMap, from Tick, count int) []Tick {
	out := make([]Tick, 0, min(max(count, 0), MaxTaps))
	at := min(max(from, 0), MaxTick)
	for range min(max(count, 0), MaxTaps) {
		out = append(out, at)
		bar, end := m.BarAt(at)
		beat := m.At(at).BeatTicks()
		next := bar + ((at-bar)/beat+1)*beat
		if end > bar {
			next = min(next, end)
		}
		at = min(max(next, at+1), MaxTick)
	}
	return out
}

// TapTempo gives each beat from a tick on the tempo at which it was tapped: taps are the moments of one beat after
// another, the first that of the tick itself. What follows the last one keeps its tempo.
func TapTempo(from Tick, taps []time.Duration) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if len(taps) < 2 {
			return nil, errors.New("a tempo is tapped with two taps or more, one for each beat")
		}
		if len(taps) > MaxTaps {
			return nil, fmt.Errorf("that are %d taps, and at most %d are taken", len(taps), MaxTaps)
		}
		beats := Beats(a.meters, from, len(taps))
		first, last := beats[0], beats[len(beats)-1]
		after := a.tempo.At(last).PerQuarter
		var points []Tempo
		for _, t := range a.tempo.Points() {
			if t.At < first {
				points = append(points, t)
			}
		}
		for i := range len(beats) - 1 {
			took, ticks := taps[i+1]-taps[i], beats[i+1]-beats[i]
			if took <= 0 {
				return nil, fmt.Errorf("tap %d does not come after the one before it", i+2)
			}
			if ticks <= 0 {
				break // the end of all time
			}
			quarter := min(max(time.Duration(int64(took)*PPQ/int64(ticks)), FastestQuarter), SlowestQuarter)
			points = append(points, Tempo{beats[i], quarter})
		}
		points = append(points, Tempo{last, after})
		for _, t := range a.tempo.Points() {
			if t.At > last {
				points = append(points, t)
			}
		}
		return a.WithTempo(points)
	}
}
