package synth

import "math"

// middleC is the speaking frequency at which voicings are stated.
const middleC = 261.6

// maxPartials bounds the work for a pipe in the bass.
const maxPartials = 96

// voicing is how the pipes of a rank sound. A rank is not one waveform transposed: the partials are computed for each
// pipe, and trebles have fewer than basses. Figures hold for a pipe that speaks middle C; "an octave" below is an octave
// of speaking frequency, whatever the key.
type voicing struct {
	name string

	level float64 // root mean square of one pipe, in decibels of full scale

	// Partial k lies slope*(k-1)^curve decibels under the first; slope grows by the factor 2^trend with each octave.
	slope, curve, trend float64
	even                float64   // decibels by which an even partial lies under its lower odd neighbour; 0: not stopped
	first               float64   // decibels added to the first partial
	formants            []formant // resonances that stay where they are while the pitch moves

	attack, release float64 // milliseconds to speak and to fall silent
	chiff           float64 // decibels of the puff of wind at the start against the tone; 0: none
	chiffPartial    uint32  // the partial around which it lies

	beat float64 // of a celeste: how many beats a second its second rank makes; negative is flat
}

type formant struct{ hertz, octaves, gain float64 }

// The voicings.
var (
	principal = voicing{
		name: "principal", level: -33, slope: 5.4, curve: 0.82, trend: 0.35,
		attack: 42, release: 55, chiff: -27, chiffPartial: 2,
	}
	openWood = voicing{
		name: "open wood", level: -32, slope: 6.5, curve: 0.82, trend: 0.3,
		attack: 48, release: 60, chiff: -27, chiffPartial: 2,
	}
	dulciana = voicing{
		name: "dulciana", level: -39, slope: 6.0, curve: 0.84, trend: 0.32,
		attack: 55, release: 60, chiff: -34, chiffPartial: 2,
	}
	quint = voicing{
		name: "quint", level: -37, slope: 5.0, curve: 0.82, trend: 0.35,
		attack: 36, release: 50, chiff: -28, chiffPartial: 2,
	}
	chorus = voicing{
		name: "chorus mixture", level: -36, slope: 5.2, curve: 0.82, trend: 0.3,
		attack: 30, release: 45,
	}

	openFlute = voicing{
		name: "open flute", level: -33, slope: 9.5, curve: 0.75, trend: 0.12,
		attack: 40, release: 55, chiff: -25, chiffPartial: 2,
	}
	harmonicFlute = voicing{
		name: "harmonic flute", level: -33, slope: 7.5, curve: 0.85, trend: 0.15,
		attack: 48, release: 60, chiff: -25, chiffPartial: 3,
	}
	stopped = voicing{
		name: "stopped flute", level: -33, slope: 11.5, curve: 0.75, trend: 0.15, even: -31,
		attack: 44, release: 50, chiff: -22, chiffPartial: 3,
	}
	bourdon = voicing{
		name: "bourdon", level: -34, slope: 12.5, curve: 0.75, trend: 0.15, even: -31,
		attack: 48, release: 55, chiff: -25, chiffPartial: 3,
	}
	chimney = voicing{
		name: "chimney flute", level: -33, slope: 8.5, curve: 0.8, trend: 0.15, even: -27, formants: []formant{{1600, 0.7, 5}},
		attack: 40, release: 50, chiff: -22, chiffPartial: 3,
	}
	quintadena = voicing{
		name: "quintadena", level: -36, slope: 3.6, curve: 0.95, trend: 0.3, even: -27,
		attack: 55, release: 55, chiff: -24, chiffPartial: 3,
	}
	fluteQuint = voicing{
		name: "flute mutation", level: -38, slope: 9.0, curve: 0.78, trend: 0.15,
		attack: 36, release: 50, chiff: -27, chiffPartial: 2,
	}
	stoppedQuint = voicing{
		name: "stopped mutation", level: -38, slope: 11, curve: 0.75, trend: 0.15, even: -31,
		attack: 38, release: 50, chiff: -25, chiffPartial: 3,
	}
	cornet = voicing{
		name: "cornet", level: -37, slope: 6.5, curve: 0.8, trend: 0.2,
		attack: 32, release: 50,
	}

	gamba = voicing{
		name: "gamba", level: -37, slope: 1.9, curve: 0.95, trend: 0.45, first: -5,
		attack: 80, release: 60, chiff: -36, chiffPartial: 2,
	}
	salicional = voicing{
		name: "salicional", level: -38, slope: 2.7, curve: 0.95, trend: 0.42, first: -2.5,
		attack: 70, release: 60, chiff: -36, chiffPartial: 2,
	}
	celeste = voicing{
		name: "celeste", level: -40, slope: 2.5, curve: 0.95, trend: 0.42, first: -3, beat: 2,
		attack: 75, release: 60,
	}
	undaMaris = voicing{
		name: "unda maris", level: -40, slope: 6, curve: 0.82, trend: 0.3, beat: -1.6,
		attack: 60, release: 60,
	}

	trumpet = voicing{
		name: "trumpet", level: -28, slope: 1.3, curve: 0.95, trend: 0.55, first: -3,
		attack: 28, release: 40,
	}
	horn = voicing{
		name: "horn", level: -29, slope: 2.3, curve: 0.95, trend: 0.5, first: -1,
		attack: 34, release: 45,
	}
	tuba = voicing{
		name: "tuba", level: -23, slope: 1.05, curve: 0.95, trend: 0.5, first: -2,
		attack: 30, release: 45,
	}
	oboe = voicing{
		name: "oboe", level: -34, slope: 2.2, curve: 0.95, trend: 0.4, first: -5, formants: []formant{{1150, 0.8, 10}},
		attack: 32, release: 40,
	}
	clarinet = voicing{
		name: "clarinet", level: -34, slope: 1.9, curve: 0.95, trend: 0.4, even: -13, formants: []formant{{900, 1, 4}},
		attack: 32, release: 40,
	}
	voxHumana = voicing{
		name: "vox humana", level: -37, slope: 2.4, curve: 0.95, trend: 0.3, first: -3,
		formants: []formant{{650, 0.5, 10}, {1800, 0.5, 9}},
		attack:   26, release: 35,
	}
)

// spectrum fills amps with the amplitudes of the partials of a pipe that speaks hertz, partial 1 first, and returns how
// many there are. None lies above limit. level is the loudness at middle C, as in voicing. vary scales what makes one pipe
// differ from the next, 0 for nothing.
func (v *voicing) spectrum(amps *[maxPartials]float64, hertz, limit, level, vary float64, luck *chance) int {
	octave := log2(hertz / middleC)
	slope := v.slope * exp2(v.trend*octave)
	var db [maxPartials + 1]float64
	n := 0
	strongest := math.Inf(-1)
	for k := 1; k <= maxPartials; k++ {
		h := hertz * float64(k)
		if k > 1 && h > limit {
			break
		}
		n = k
		if k > 1 {
			db[k] = -float64(slope * pow(float64(k-1), v.curve))
		}
		for _, f := range v.formants {
			away := log2(h/f.hertz) / f.octaves
			db[k] += float64(f.gain * exp2(-float64(away*away)))
		}
		if h > 6000 { // pipes have little to say up there
			db[k] -= float64(7 * log2(h/6000))
		}
		strongest = max(strongest, db[k])
	}
	db[1] += v.first
	if v.even != 0 {
		for k := 2; k <= n; k += 2 {
			low := db[k-1]
			if k < n {
				low = min(low, db[k+1])
			}
			db[k] = low + v.even
		}
	}
	power := 0.0
	last := 1
	for k := 1; k <= n; k++ {
		unlike := min(2.5, 0.5+float64(0.25*float64(k)))
		d := db[k] + float64(float64(vary*luck.spread())*unlike)
		if d < strongest-72 {
			amps[k-1] = 0
			continue
		}
		last = k
		a := decibels(d)
		amps[k-1] = a
		power += float64(a * a)
	}
	// The ear is dull in the bass and sharp in the treble: equal loudness wants less of the high pipe.
	level += float64(vary * 0.7 * luck.spread())
	if octave > 0 {
		level -= float64(2 * octave)
	} else {
		level += min(4, -float64(1.2*octave))
	}
	scale := decibels(level) / math.Sqrt(power/2)
	for k := range last {
		amps[k] *= scale
	}
	return last
}

// speech is how long a pipe that speaks hertz takes to speak and to fall silent, in milliseconds: big pipes are slow.
func (v *voicing) speech(hertz float64) (attack, release float64) {
	octave := log2(hertz / middleC)
	return min(max(v.attack*exp2(-float64(0.45*octave)), 6), 280), min(max(v.release*exp2(-float64(0.4*octave)), 15), 220)
}
