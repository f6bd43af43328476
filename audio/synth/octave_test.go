package synth_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"voluntary/audio/synth"
)

// An octave coupler adds pipes of the very rank that sounds already, whose partials fall on those of the lower pipes. Two
// pipes of an organ are never quite in tune and stand at some phase or other: what they share beats slowly, and over many
// keys their powers add. Two samples of one waveform would be locked, louder here and gone there.
func TestAnOctaveCouplerNeitherCancelsNorLocks(t *testing.T) {
	for _, id := range []string{"swell.flute-8", "swell.gamba-8", "swell.trumpet-8"} {
		n, sum, worst, best, moved := 0, 0.0, 0.0, 0.0, 0
		for seed := range uint64(2) {
			opts := synth.Options{Room: synth.NoRoom, Seed: seed}
			for key := uint8(48); key <= 72; key += 2 {
				c := alone(t, chamber(t), id, key, key+12)
				levels := func(pressed ...uint8) (loud [4][4]float64) {
					p := play(t, c, opts).draw(id).press("swell", pressed...)
					p.hear(0.4)
					for when := range loud { // over four seconds
						x := mono(p.hear(0.25))
						for k := range loud[when] { // the partials that both have
							loud[when][k] = amplitude(x, hertz(int(key)+12, 8)*float64(k+1))
						}
						p.hear(0.75)
					}
					return loud
				}
				low, high := levels(key), levels(key+12)
				both := levels(key, key+12) // as the coupler has it: TestACouplerAddsExactlyTheCoupledPipes
				for k := range both[0] {
					apart, together, from, to := 0.0, 0.0, math.Inf(1), 0.0
					for when := range both {
						apart += low[when][k]*low[when][k] + high[when][k]*high[when][k]
						together += both[when][k] * both[when][k]
						from, to = min(from, both[when][k]), max(to, both[when][k])
					}
					if apart < 1e-9 || math.Sqrt(low[0][k]/max(high[0][k], 1e-9)) < 0.1 {
						continue // one of them has hardly any of this partial
					}
					d := 10 * math.Log10(together/apart)
					n, sum = n+1, sum+together/apart
					worst, best = min(worst, d), max(best, d)
					if to > 1.05*from {
						moved++
					}
				}
			}
		}
		mean := 10 * math.Log10(sum/float64(n))
		t.Logf("%s: over %d partials that two pipes share the level is %+.2f dB of what independent pipes give, %.1f to %+.1f; %d beat", id, n, mean, worst, best, moved)
		assert.InDelta(t, 0, mean, 1, "%s: the powers add", id)
		assert.Greater(t, worst, -18.0, "%s: nothing is cancelled for good", id)
		assert.Greater(t, moved, n/2, "%s: what is shared beats", id)
	}
}
