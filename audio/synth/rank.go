package synth

import (
	"math"
	"strings"

	"voluntary/registration"
)

// stop is the pipes of one drawknob: one or more ranks over the compass of its division.
type stop struct {
	division registration.DivisionID
	lowest   uint8
	keys     int
	ranks    int
	pipes    []pipe // rank by rank
	drawn    bool
}

// harmonicOf is the number of the partial of an 8-foot pipe on which a rank of the given feet stands: 3 for 2 2/3. Feet
// are written to a few places, pipes are tuned pure: the nearest eighth is meant.
func harmonicOf(feet float64) float64 {
	h := 8 / feet
	if e := float64(math.Round(h*8) / 8); e > 0 && math.Abs(e-h) < 0.005*h {
		return e
	}
	return h
}

// rank is one row of pipes before it is built.
type rank struct {
	harmonic float64 // at the lowest key
	beat     float64 // beats a second against its neighbour, as in voicing
}

// ranksOf lists the ranks of a stop at its lowest key.
func ranksOf(k *registration.Control, v *voicing) []rank {
	feet := k.Ranks
	if len(feet) == 0 {
		switch {
		case v == &cornet:
			feet = []float64{8, 4, 8. / 3, 2, 8. / 5}
		case k.Family == registration.Mixture:
			feet = usualMixture(k.Name)
		case k.Pitch > 0:
			feet = []float64{k.Pitch}
		default:
			feet = []float64{8}
		}
	}
	var ranks []rank
	for _, f := range feet {
		ranks = append(ranks, rank{harmonic: harmonicOf(f)})
	}
	if v.beat != 0 && len(ranks) == 1 {
		ranks = append(ranks, rank{harmonic: ranks[0].harmonic, beat: v.beat})
	}
	return ranks
}

// usualMixture is the composition of a mixture of which only the name is known.
func usualMixture(name string) []float64 {
	all := []float64{4. / 3, 1, 2. / 3, 1. / 2, 1. / 3}
	n := 3
	if words := strings.Fields(name); len(words) > 0 {
		for i, roman := range []string{"II", "III", "IV", "V"} {
			if words[len(words)-1] == roman {
				n = i + 2
			}
		}
	}
	return all[:n]
}

// breaks says whether the ranks of a stop break back in the treble.
func breaks(k *registration.Control, v *voicing) bool {
	return k.Family == registration.Mixture && v != &cornet
}

// ceiling is the highest frequency to which the highest rank of a mixture may rise.
const ceiling = 6300

// steps are the places of a mixture's ranks, from high to low: octaves and fifths.
var steps = []float64{64, 48, 32, 24, 16, 12, 8, 6, 4, 3, 2, 1.5, 1}

// composition is the harmonics of a mixture's ranks at a key, for the composition at the lowest key. A mixture breaks at
// the Cs: for the octave that begins there all ranks go down by one place after another, octave to fifth and fifth to
// octave, until the highest stays under the ceiling at the octave's last key. Ranks on other places, the tierce, go down
// by an octave for every two places. None goes below the unison.
func composition(ranks []rank, key, highest uint8) []float64 {
	last := min(int(key)/12*12+11, int(highest))
	hertz := 440 * exp2(float64(last-69)/12)
	out := make([]float64, len(ranks))
	for down := 0; ; down++ {
		top := 0.0
		for i, r := range ranks {
			out[i] = stepDown(r.harmonic, down)
			top = max(top, out[i])
		}
		if top*hertz <= ceiling || down == len(steps) {
			return out
		}
	}
}

func stepDown(harmonic float64, places int) float64 {
	for i, s := range steps {
		if s == harmonic {
			return steps[min(i+places, len(steps)-1)]
		}
	}
	for ; places >= 2 && harmonic >= 2; places -= 2 {
		harmonic /= 2
	}
	return harmonic
}
