package sequencer

import (
	"fmt"
	"math"
	"slices"
)

// Ramp is a passage that leads evenly from one tempo to another, in quarters a minute, as [RampTempo] writes it. In the
// map it is many points; it is found again by how they stand.
type Ramp struct {
	From, To    Tick
	First, Last float64
}

// At is the tempo that the ramp has at a tick within it.
func (r Ramp) At(tick Tick) float64 {
	return r.First + (r.Last-r.First)*float64(tick-r.From)/float64(max(r.To-r.From, 1))
}

// tempoGrain is what a tempo may be off by when its quarter was rounded to a microsecond, as MIDI files do.
func tempoGrain(bpm float64) float64 { return bpm * bpm * 1.2e-8 }

// Ramps finds the passages that lead evenly, in order.
func (m TempoMap) Ramps() []Ramp {
	points := m.Points()
	var out []Ramp
	for i := 0; i+2 < len(points); {
		r, next, _ := rampFrom(points, i)
		if next == 0 {
			i++
			continue
		}
		out = append(out, r)
		i = next
	}
	return out
}

// rampFrom finds the ramp that begins with point i. next is the point that it leads to, 0 when there is none; own tells
// that this point is the ramp's last tempo, and not another one that is set there.
func rampFrom(points []Tempo, i int) (r Ramp, next int, own bool) {
	step := points[i+1].At - points[i].At
	if step < PPQ/4 {
		return r, 0, false
	}
	bpm := func(k int) float64 { return points[k].BPM() }
	grain := tempoGrain(bpm(i))
	lowest, highest := math.Inf(-1), math.Inf(1) // what the change with each step can be
	j := i
	for j+1 < len(points) && points[j+1].At-points[j].At == step {
		off := grain + tempoGrain(bpm(j+1))
		d, n := bpm(j+1)-bpm(i), float64(j+1-i)
		lo, hi := max(lowest, (d-off)/n), min(highest, (d+off)/n)
		if lo > hi {
			break
		}
		lowest, highest = lo, hi
		j++
	}
	change := (lowest + highest) / 2
	if j == i || j+1 >= len(points) || points[j+1].At-points[j].At > step || math.Abs(change) <= 4*grain {
		return r, 0, false
	}
	r = Ramp{From: points[i].At, First: bpm(i) - change/2}
	upTo := func(k int) (last float64) {
		r.To = points[k].At
		return r.First + change*float64(r.To-r.From)/float64(step)
	}
	// A last step that is cut short has the last tempo already.
	if j+2 < len(points) && points[j+1].At-points[j].At == step && points[j+2].At-points[j+1].At < step/2 &&
		math.Abs(bpm(j+1)-upTo(j+2)) <= math.Abs(change)/8+2*tempoGrain(bpm(j+1)) {
		j++
	}
	r.Last = upTo(j + 1)
	own = math.Abs(bpm(j+1)-r.Last) <= math.Abs(change)/8+2*tempoGrain(bpm(j+1))
	if step != rampStep(r.From, r.To) || !own && j-i < 2 {
		return r, 0, false
	}
	r.First, r.Last = math.Round(r.First*1e4)/1e4, math.Round(r.Last*1e4)/1e4
	return r, j + 1, own
}

// MoveRamp makes a ramp reach from and to other places and tempos. What is set where it ends goes along with its end.
func MoveRamp(r, to Ramp) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		rest, end, own, err := withoutRamp(a, r)
		if err != nil {
			return nil, err
		}
		if to == r {
			return a, nil
		}
		b, err := a.WithTempo(rest)
		if err != nil {
			return nil, err
		}
		if b, err = RampTempo(max(to.From, 0), to.To, to.First, to.Last)(b); err != nil || own {
			return b, err
		}
		return b.WithTempo(putTempo(slices.Clone(b.tempo.Points()), min(to.To, MaxTick), end.PerQuarter))
	}
}

// RemoveRamp takes a ramp out: what was the tempo before holds, unless another is set where it ended.
func RemoveRamp(r Ramp) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		rest, end, own, err := withoutRamp(a, r)
		if err != nil {
			return nil, err
		}
		if !own {
			rest = putTempo(rest, end.At, end.PerQuarter)
		}
		return a.WithTempo(rest)
	}
}

// withoutRamp lists the points less those of a ramp and the one that it leads to. A ramp at the start of the piece leaves
// its first tempo there.
func withoutRamp(a *Arrangement, r Ramp) (rest []Tempo, end Tempo, own bool, err error) {
	points := a.tempo.Points()
	i, found := slices.BinarySearchFunc(points, r.From, func(t Tempo, at Tick) int { return int(t.At - at) })
	next := 0
	if found && i+2 < len(points) {
		var is Ramp
		if is, next, own = rampFrom(points, i); is.To != r.To {
			next = 0
		}
	}
	if next == 0 {
		return nil, end, false, fmt.Errorf("no tempo is led from %v to %v", a.meters.Position(r.From), a.meters.Position(r.To))
	}
	rest = slices.Clone(points[:i])
	if r.From == 0 {
		rest = append(rest, Tempo{0, QuarterAt(r.First)})
	}
	return append(rest, points[next+1:]...), points[next], own, nil
}
