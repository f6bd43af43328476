package playback

import (
	"math"
	"slices"
	"time"

	"voluntary/sequencer"
)

const (
	// mostTaps is how many taps count.
	mostTaps = 9
	// tapPause without a tap begins anew.
	tapPause = 3 * time.Second
)

// Taps turns beats tapped by hand into a tempo. The zero value is ready. It belongs to one goroutine.
type Taps struct{ at []time.Time }

// Tap adds a beat. After 3 s without one, or after a beat three times as long as those before, it begins anew; only the
// last nine count.
func (t *Taps) Tap(now time.Time) {
	if n := len(t.at); n > 0 {
		pause := now.Sub(t.at[n-1])
		switch {
		case pause <= 0:
			return
		case pause > tapPause, n > 1 && pause > 3*t.at[n-1].Sub(t.at[0])/time.Duration(n-1):
			t.at = t.at[:0]
		}
	}
	if len(t.at) == mostTaps {
		t.at = append(t.at[:0], t.at[1:]...)
	}
	t.at = append(t.at, now)
}

// Beat is the length of a beat as it was tapped: the median, so that one slip does not count. It needs two taps.
func (t *Taps) Beat() (time.Duration, bool) {
	if len(t.at) < 2 {
		return 0, false
	}
	beats := make([]time.Duration, len(t.at)-1)
	for i := range beats {
		beats[i] = t.at[i+1].Sub(t.at[i])
	}
	slices.Sort(beats)
	n := len(beats)
	return (beats[(n-1)/2] + beats[n/2]) / 2, true
}

// Percent is the tempo that was tapped, in percent of a written beat ([BeatAt]), within [SlowestTempo] and
// [FastestTempo]. It needs two taps.
func (t *Taps) Percent(written time.Duration) (int, bool) {
	beat, ok := t.Beat()
	if !ok || written <= 0 {
		return 0, false
	}
	percent := math.Round(100 * float64(written) / float64(beat))
	return int(min(max(percent, SlowestTempo), FastestTempo)), true
}

// BeatAt is the written length of the beat that people tap at a place: that of the meter, three of them in 6/8, 9/8 and
// 12/8 and their like.
func BeatAt(p *sequencer.Performance, at sequencer.Tick) time.Duration {
	meter := metersOf(p).At(at)
	beat := meter.BeatTicks()
	if meter.Den >= 8 && meter.Num > 3 && meter.Num%3 == 0 {
		beat *= 3
	}
	return time.Duration(math.Round(float64(tempoOf(p).At(at).PerQuarter) * float64(beat) / sequencer.PPQ))
}
