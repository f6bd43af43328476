package lane

import (
	"math"

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
	bpm := l.slowest * math.Pow(l.fastest/l.slowest, r.part(y))
	step := 1.0
	if fine {
		step = 0.1
	}
	low, high := float64(60e9)/float64(sequencer.SlowestQuarter), float64(60e9)/float64(sequencer.FastestQuarter)
	return min(max(math.Round(bpm/step)*step, low), high)
}

// YOfBPM is the height of a tempo inside the tempo row.
func (l *Layout) YOfBPM(r Row, bpm float64) float32 {
	return r.height(min(max(math.Log(bpm/l.slowest)/math.Log(l.fastest/l.slowest), 0), 1))
}

// moveTempo moves a point of tempo and gives it another value. The first of a piece stays at the start.
func moveTempo(from, to sequencer.Tick, bpm float64) sequencer.Edit {
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		if from == 0 {
			to = 0
		}
		b, err := sequencer.MoveTempo(from, to)(a)
		if from == to {
			b, err = a, nil
		}
		if err != nil {
			return nil, err
		}
		return sequencer.SetTempo(max(to, min(from, 1)), bpm)(b)
	}
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
