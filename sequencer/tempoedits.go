package sequencer

import (
	"fmt"
	"math"
	"slices"
	"time"
)

const (
	fastest = float64(time.Minute) / float64(FastestQuarter) // quarters a minute
	slowest = float64(time.Minute) / float64(SlowestQuarter)
)

func checkTempo(bpm float64) error {
	if !(bpm >= slowest && bpm <= fastest) {
		return fmt.Errorf("%v quarters a minute is no tempo (%v to %v)", bpm, slowest, fastest)
	}
	return nil
}

// putTempo returns the points with one at a tick, in place of what is there.
func putTempo(points []Tempo, at Tick, quarter time.Duration) []Tempo {
	i, found := slices.BinarySearchFunc(points, at, func(t Tempo, at Tick) int { return int(t.At - at) })
	if found {
		points[i].PerQuarter = quarter
		return points
	}
	return slices.Insert(points, i, Tempo{at, quarter})
}

// SetTempo sets the tempo from a tick on, up to the next point, in quarters a minute.
func SetTempo(at Tick, bpm float64) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if err := checkTempo(bpm); err != nil {
			return nil, err
		}
		at, quarter := min(max(at, 0), MaxTick), QuarterAt(bpm)
		if now := a.tempo.At(at); now.At == at && now.PerQuarter == quarter {
			return a, nil
		}
		return a.WithTempo(putTempo(slices.Clone(a.tempo.Points()), at, quarter))
	}
}

// EraseTempo takes out the points from from up to to: what was the tempo before holds. The point at tick 0 stays.
func EraseTempo(from, to Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		points := slices.DeleteFunc(slices.Clone(a.tempo.Points()), func(t Tempo) bool { return t.At > 0 && t.At >= from && t.At < to })
		if len(points) == len(a.tempo.Points()) {
			return a, nil
		}
		return a.WithTempo(points)
	}
}

// MoveTempo moves a point of tempo to another tick. The first one, at tick 0, stays.
func MoveTempo(from, to Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		t := a.tempo.At(from)
		switch {
		case t.At != from:
			return nil, fmt.Errorf("no tempo is set at %v", a.meters.Position(from))
		case from == 0:
			return nil, fmt.Errorf("the tempo that the piece begins with cannot be moved")
		case from == to:
			return a, nil
		}
		points := slices.DeleteFunc(slices.Clone(a.tempo.Points()), func(t Tempo) bool { return t.At == from })
		return a.WithTempo(putTempo(points, min(max(to, 1), MaxTick), t.PerQuarter))
	}
}

// rampSteps bounds the points of a ramp; up to there it has one each sixteenth.
const rampSteps = 512

func rampStep(from, to Tick) Tick { return max(PPQ/4, (to-from+rampSteps-1)/rampSteps) }

// RampTempo leads evenly from one tempo to another over a span, in quarters a minute, and stays there. Points in the
// span are replaced.
func RampTempo(from, to Tick, first, last float64) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		from, to, err := bounded(from, to)
		if err != nil {
			return nil, err
		}
		for _, bpm := range []float64{first, last} {
			if err := checkTempo(bpm); err != nil {
				return nil, err
			}
		}
		var points []Tempo
		for _, t := range a.tempo.Points() {
			if t.At < from {
				points = append(points, t)
			}
		}
		step := rampStep(from, to)
		for at := from; at < to; at += step {
			// Each step has the tempo of its middle, so that the whole takes as long as an even ramp does.
			middle := min((float64(at-from)+float64(step)/2)/float64(to-from), 1)
			points = append(points, Tempo{at, QuarterAt(first + (last-first)*middle)})
		}
		points = append(points, Tempo{to, QuarterAt(last)})
		for _, t := range a.tempo.Points() {
			if t.At > to {
				points = append(points, t)
			}
		}
		return a.WithTempo(points)
	}
}

// ScaleTempo plays a span at so many percent of its tempo, 100 being as it is. What follows keeps its tempo.
func ScaleTempo(from, to Tick, percent float64) Edit {
	if !(percent >= 1 && percent <= 10_000) {
		return refuse("a passage cannot have %v percent of its tempo (1 to 10000)", percent)
	}
	return stretchTime(from, to, func(quarter time.Duration) time.Duration {
		return time.Duration(math.Round(float64(quarter) * 100 / percent))
	})
}

// Fermata holds what sounds from from up to to so many times as long, more than 1 and up to 16. What follows keeps its
// tempo.
func Fermata(from, to Tick, times float64) Edit {
	if !(times > 1 && times <= 16) {
		return refuse("a fermata cannot be %v times as long (more than 1, up to 16)", times)
	}
	return stretchTime(from, to, func(quarter time.Duration) time.Duration {
		return time.Duration(math.Round(float64(quarter) * times))
	})
}

// stretchTime changes the tempo of a span point by point, bounded as tempos are.
func stretchTime(from, to Tick, change func(time.Duration) time.Duration) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		from, to, err := bounded(from, to)
		if err != nil {
			return nil, err
		}
		points := slices.Clone(a.tempo.Points())
		points = putTempo(points, to, a.tempo.At(to).PerQuarter)
		points = putTempo(points, from, a.tempo.At(from).PerQuarter)
		for i := range points {
			if t := &points[i]; t.At >= from && t.At < to {
				t.PerQuarter = min(max(change(t.PerQuarter), FastestQuarter), SlowestQuarter)
			}
		}
		return a.WithTempo(points)
	}
}

// breathTicks is the time before a place where the keys come up for a breath.
const breathTicks = PPQ / 8

// Breath lets all keys up before a tick for as long as said, up to 5 s: the notes that end there end a little earlier,
// and the music stands still meanwhile. A note that is held on across the place is not touched.
func Breath(at Tick, pause time.Duration) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		switch {
		case pause <= 0 || pause > 5*time.Second:
			return nil, fmt.Errorf("a breath cannot last %v (more than 0, up to 5s)", pause)
		case at <= breathTicks || at > MaxTick:
			return nil, fmt.Errorf("there is no room for a breath before %v", a.meters.Position(at))
		}
		from := at - breathTicks
		b, err := a.WithEachNotes(func(_ *Part, notes []Note) []Note {
			for i := range notes {
				if n := &notes[i]; n.Start < from && n.End > from && n.End <= at {
					n.End = from
				}
			}
			return notes
		})
		if err != nil {
			return nil, err
		}
		length := a.tempo.TimeAt(at) - a.tempo.TimeAt(from) + pause
		return stretchTime(from, at, func(time.Duration) time.Duration { return length * PPQ / breathTicks })(b)
	}
}
