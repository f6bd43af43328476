package lane

import (
	"math"
	"slices"

	"voluntary/sequencer"
)

// tempoBounds is what the tempo row reaches from and to, in quarters a minute: what the piece has and room about it.
func tempoBounds(m sequencer.TempoMap) (slowest, fastest float64) {
	slowest, fastest = math.Inf(1), 0
	for _, p := range m.Points() {
		slowest, fastest = min(slowest, p.BPM()), max(fastest, p.BPM())
	}
	return slowest * 0.7, fastest * 1.3
}

// BPMAt is the tempo at a height inside the tempo row, in whole quarters a minute unless fine is asked for.
func (l *Layout) BPMAt(r Row, y float32, fine bool) float64 {
	// Tempos are heard by their ratio, so the row goes by that.
	return roundBPM(l.slowest*math.Pow(l.fastest/l.slowest, r.part(y)), fine)
}

// YOfBPM is the height of a tempo inside the tempo row.
func (l *Layout) YOfBPM(r Row, bpm float64) float32 {
	return r.height(min(max(math.Log(bpm/l.slowest)/math.Log(l.fastest/l.slowest), 0), 1))
}

// temposOf lists the tempos of a row: a ramp counts once, by its start, with the points that it is made of.
func (l *Layout) temposOf(row int) []Hit {
	var out []Hit
	ramps := l.Ramps
	for _, t := range l.Tempo.Points() {
		for len(ramps) > 0 && t.At > ramps[0].To {
			ramps = ramps[1:]
		}
		if len(ramps) > 0 && t.At >= ramps[0].From {
			r := ramps[0]
			if t.At == r.From {
				out = append(out, Hit{Row: row, Part: RampStart, Ramp: r})
			}
			if t.At < r.To || l.ownEnd(r, t) {
				continue
			}
			if len(ramps) > 1 && ramps[1].From == t.At {
				out = append(out, Hit{Row: row, Part: RampStart, Ramp: ramps[1]})
				continue
			}
		}
		out = append(out, Hit{Row: row, Part: Tempo, Tempo: t})
	}
	return out
}

// ownEnd reports whether a tempo is the last of a ramp, and not another one that is set at its end.
func (l *Layout) ownEnd(r sequencer.Ramp, t sequencer.Tempo) bool {
	return math.Abs(t.BPM()-r.Last) < 0.02
}

// moveTempo moves a point of tempo and gives it another value. The first of a piece stays at the start; a ramp that leads
// to the point goes along with its end.
func moveTempo(from, to sequencer.Tick, bpm float64) sequencer.Edit {
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		if from == 0 {
			to = 0
		}
		b, err := a, error(nil)
		if from != to {
			if r, ok := rampTo(a, from); ok {
				end := r
				end.To = max(to, r.From+shortestRamp)
				b, err = sequencer.MoveRamp(r, end)(a)
				to = end.To
			} else {
				b, err = sequencer.MoveTempo(from, to)(a)
			}
		}
		if err != nil {
			return nil, err
		}
		return sequencer.SetTempo(max(to, min(from, 1)), bpm)(b)
	}
}

// shortestRamp is what is left of a ramp at the least.
const shortestRamp = sequencer.PPQ / 2

func rampTo(a *sequencer.Arrangement, at sequencer.Tick) (sequencer.Ramp, bool) {
	ramps := a.Tempo().Ramps()
	i := slices.IndexFunc(ramps, func(r sequencer.Ramp) bool { return r.To == at })
	if i < 0 {
		return sequencer.Ramp{}, false
	}
	return ramps[i], true
}

// rampTempo leads from the tempo that holds at one tick to another at a second one.
func rampTempo(from, to sequencer.Tick, bpm float64) sequencer.Edit {
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		if from <= to {
			return sequencer.RampTempo(from, to, a.Tempo().At(from).BPM(), bpm)(a)
		}
		return sequencer.RampTempo(to, from, bpm, a.Tempo().At(from).BPM())(a)
	}
}

// stepRamp moves one end of a ramp, or all of it. The tempo changes once the pointer has left the height where it was
// put down, by the ratio of the heights.
func (d *drag) stepRamp(to sequencer.Tick, y float32, fine bool) (string, sequencer.Edit, bool) {
	r := d.hit.Ramp
	ratio := 1.0
	if dy := y - d.y; dy > steady || dy < -steady {
		ratio = d.layout.BPMAt(d.row, y, true) / d.layout.BPMAt(d.row, d.y, true)
	}
	tempo := func(bpm float64) float64 {
		if ratio == 1 {
			return bpm
		}
		return roundBPM(bpm*ratio, fine)
	}
	label := "Move where a ramp of the tempo "
	switch d.hit.Part {
	case RampStart:
		label += "begins"
		r.From, r.First = min(max(to, 0), r.To-shortestRamp), tempo(r.First)
	case RampEnd:
		label += "ends"
		r.To, r.Last = max(to, r.From+shortestRamp), tempo(r.Last)
	default:
		label = "Move a ramp of the tempo"
		by := max(to-d.from, -r.From)
		r = sequencer.Ramp{From: r.From + by, To: r.To + by, First: tempo(r.First), Last: tempo(r.Last)}
	}
	d.lands.Ramp = r
	return label, sequencer.MoveRamp(d.hit.Ramp, r), r != d.hit.Ramp
}

// steady is how far up or down the pointer may stray before a drag in time changes a tempo, too.
const steady = 4

// roundBPM is a tempo in whole quarters a minute, or finer, within what can be.
func roundBPM(bpm float64, fine bool) float64 {
	step := 1.0
	if fine {
		step = 0.1
	}
	low, high := float64(60e9)/float64(sequencer.SlowestQuarter), float64(60e9)/float64(sequencer.FastestQuarter)
	return min(max(math.Round(bpm/step)*step, low), high)
}
