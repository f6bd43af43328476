package synth

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"voluntary/registration"
	"voluntary/registration/stopname"
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

// nominal are the whole feet, and halves, by which builders call fifths.
var nominal = map[float64]float64{12: 32. / 3, 6: 16. / 3, 3: 8. / 3, 1.5: 4. / 3, 0.75: 2. / 3}

// harmonicOf is the number of the partial of an 8-foot pipe on which a rank of the given feet stands: 3 for 2 2/3, and for
// 3, which is an old way to say the same. Feet are written to a few places, pipes are tuned pure: the nearest eighth is
// meant.
func harmonicOf(feet float64) float64 {
	if meant, ok := nominal[feet]; ok {
		feet = meant
	}
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
func ranksOf(k *registration.Control, v *voicing, pedal bool) []rank {
	feet := k.Ranks
	name := stopname.Read(k.Name, pedal)
	for _, text := range []string{k.Name, k.Construction} {
		if len(feet) == 0 {
			feet = intervals(text, pedal)
		}
	}
	if len(feet) == 0 {
		switch compound := v == &cornet || v == &chorus; {
		case compound && len(name.Ranks) > 0:
			feet = name.Ranks
		case v == &cornet:
			feet = []float64{8, 4, 8. / 3, 2, 8. / 5}
		case v == &chorus:
			feet = []float64{4. / 3, 1, 2. / 3}
		case k.Pitch > 0:
			feet = []float64{k.Pitch}
		case name.Feet > 0:
			feet = []float64{name.Feet}
		default:
			feet = []float64{8}
		}
	}
	var ranks []rank
	for _, f := range feet {
		ranks = append(ranks, rank{harmonic: harmonicOf(f)})
	}
	if v.beat != 0 && len(ranks) == 1 {
		beat := v.beat
		if k.Rate > 0 {
			beat = math.Copysign(k.Rate, beat)
		}
		ranks = append(ranks, rank{harmonic: ranks[0].harmonic, beat: beat})
	}
	return ranks
}

// written is a composition as it stands on drawknobs and in specifications: "19.22.26", "12-15-19".
var written = regexp.MustCompile(`\d{1,2}(?:\s*[.·,-]\s*\d{1,2})+`)

// intervals reads the composition of a mixture that is named by its intervals from the unison: 8 is the octave, 12 the
// twelfth, 17 the seventeenth. The unison is 8 feet, in the pedal 16. It gives feet, none when there is no such thing.
func intervals(text string, pedal bool) []float64 {
	unison := 8.0
	if pedal {
		unison = 16
	}
	for _, found := range written.FindAllString(text, -1) {
		var feet []float64
		before := 0
		for field := range strings.FieldsFuncSeq(found, func(r rune) bool { return r < '0' || r > '9' }) {
			n, _ := strconv.Atoi(field)
			// Only steps that pipes are made for: octave, none, third, fifth, seventh.
			step, ok := map[int]float64{0: 1, 1: 9. / 8, 2: 5. / 4, 4: 3. / 2, 6: 7. / 4}[(n-1)%7]
			if n <= before || n > 43 || !ok {
				feet = nil
				break
			}
			before = n
			feet = append(feet, unison/(step*exp2(float64((n-1)/7))))
		}
		if len(feet) >= 2 && before >= 12 { // "2-4" are numbers of ranks
			return feet
		}
	}
	return nil
}

// breaks says whether the ranks of a stop break back in the treble.
func breaks(v *voicing) bool {
	return v == &chorus
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
