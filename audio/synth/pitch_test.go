package synth_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/synth"
	"voluntary/registration"
)

// alone is a console with one control of c and nothing else but the keys, if any are named: it is quickly built.
func alone(t testing.TB, c *registration.Console, control string, keys ...uint8) *registration.Console {
	t.Helper()
	k, ok := c.Control(control)
	require.True(t, ok, control)
	divisions := slices.Clone(c.Divisions)
	if len(keys) > 0 {
		for i := range divisions {
			divisions[i].Lowest, divisions[i].Highest = slices.Min(keys), slices.Max(keys)
		}
	}
	one, err := registration.NewConsole(registration.Console{
		Name: "alone", Divisions: divisions, Controls: c.Controls[k : k+1 : k+1],
	})
	require.NoError(t, err)
	return one
}

// Every stop of the two consoles, every key (three of seven, when the race detector makes it slow), each stop in another temperament than the one before and at another pitch.
func TestEveryStopSpeaksAtItsPitch(t *testing.T) {
	names := synth.TemperamentNames()
	stops := 0
	for _, name := range []string{"parish", "cathedral"} {
		c := shipped(t, name)
		for i := range c.Controls {
			k := &c.Controls[i]
			if k.Kind != registration.Stop || k.Pitch == 0 || k.Construction == "celeste" { // celestes beat
				continue
			}
			opts := exact
			opts.Pitch = []float64{440, 392, 415, 466}[stops%4]
			opts.Temperament, _ = synth.TemperamentOf(names[stops%len(names)])
			stops++
			d := c.Divisions[k.Division]
			p := play(t, alone(t, c, k.ID), opts).draw(k.ID)
			const apart = 7 // what dies away disturbs the next the less
			for n := range apart {
				if raced && n%3 > 0 {
					continue
				}
				for key := d.Lowest + uint8(n); key <= d.Highest; key += apart {
					note := float64(key) - 69 + (opts.Temperament[key%12]-opts.Temperament[9])/100
					want := opts.Pitch * math.Pow(2, note/12) * math.Round(8/k.Pitch*8) / 8
					p.press(d.ID, key).hear(0.025 + 8/want)
					x := mono(p.hear(0.04 + 10/want))
					p.release(d.ID, key)
					got := hertzNear(x, want)
					assert.InDelta(t, 0, cents(got, want), 0.5, "%s of %s, key %d: %.3f Hz instead of %.3f", k.ID, name, key, got, want)
					assert.Greater(t, decibels(rms(x)), -60.0, "%s key %d", k.ID, key)
				}
			}
		}
	}
	assert.Greater(t, stops, 70)
}

func TestPipesAreOnlyALittleOutOfTune(t *testing.T) {
	c := alone(t, chamber(t), "great.principal-8", 40, 90)
	apart := 0.0
	for key := uint8(40); key < 90; key += 7 {
		x := play(t, c, synth.Options{Room: synth.NoRoom, Seed: 7}).draw("great.principal-8").press("great", key).settled()
		off := cents(hertzNear(x, hertz(int(key), 8)), hertz(int(key), 8))
		assert.InDelta(t, 0, off, 2.5, "key %d", key)
		apart = max(apart, math.Abs(off))
	}
	assert.Greater(t, apart, 0.2, "no two pipes are alike")
}

func TestPitchAndTemperament(t *testing.T) {
	c := alone(t, chamber(t), "great.flute-4")
	opts := exact
	opts.Pitch = 415
	// Quarter-comma meantone, as far as this test needs it: c 10.3 cents high, e 3.4 low, a 0.
	opts.Temperament = [12]float64{0: 10.3, 4: -3.4}
	for key, off := range map[uint8]float64{60: 10.3, 64: -3.4, 69: 0, 72: 10.3} {
		want := hertz(int(key), 4) * 415 / 440 * math.Pow(2, off/1200)
		x := play(t, c, opts).draw("great.flute-4").press("great", key).settled()
		assert.InDelta(t, 0, cents(hertzNear(x, want), want), 0.1, "key %d", key)
	}
}

func TestOtherRatesKeepThePitch(t *testing.T) {
	c := alone(t, chamber(t), "great.principal-8")
	for _, r := range []int{22050, 44100, 96000} {
		opts := exact
		opts.Rate = r
		p := play(t, c, opts).draw("great.principal-8").press("great", 69)
		x := p.settled()
		// The measuring tools count in the usual rate.
		want := 440. * rate / float64(r)
		assert.InDelta(t, 0, cents(hertzNear(x, want), want), 0.1, "%d frames a second", r)
	}
}

func TestFamiliesHaveTheirSpectra(t *testing.T) {
	c := chamber(t)
	spectrum := func(id, division string, key uint8) []float64 {
		x := play(t, alone(t, c, id, key), exact).draw(id).press(division, key).settled()
		var amps []float64
		for h := hertz(int(key), 8); h < 18000 && len(amps) < 40; h += hertz(int(key), 8) {
			amps = append(amps, amplitude(x, h))
		}
		return amps
	}
	centroid := func(amps []float64) float64 {
		sum, weight := 0.0, 0.0
		for i, a := range amps {
			sum += float64(i+1) * a * a
			weight += a * a
		}
		return sum / weight
	}
	for _, key := range []uint8{36, 48, 60, 72, 84} {
		t.Run(fmt.Sprint("key ", key), func(t *testing.T) {
			stopped := spectrum("great.stopped-8", "great", key)
			for k := 1; k < min(len(stopped), 7); k += 2 { // even partials 2, 4, 6
				assert.Less(t, decibels(stopped[k]), decibels(stopped[k-1])-25, "partial %d under %d", k+1, k)
				if k+1 < len(stopped) && stopped[k+1] > 1e-6 {
					assert.Less(t, decibels(stopped[k]), decibels(stopped[k+1])-25, "partial %d under %d", k+1, k+2)
				}
			}
			flute := centroid(stopped)
			principal := centroid(spectrum("great.principal-8", "great", key))
			str := centroid(spectrum("swell.gamba-8", "swell", key))
			reed := centroid(spectrum("swell.trumpet-8", "swell", key))
			assert.Less(t, flute, principal)
			assert.Less(t, principal, str)
			assert.Less(t, str, reed)
		})
	}
	bass, treble := centroid(spectrum("great.principal-8", "great", 40)), centroid(spectrum("great.principal-8", "great", 88))
	assert.Greater(t, bass, 1.5*treble, "a rank is not one waveform transposed")
}

func TestCelesteBeats(t *testing.T) {
	c := alone(t, chamber(t), "swell.celeste-8")
	p := play(t, c, exact).draw("swell.celeste-8").press("swell", 60)
	p.hear(1)
	x := mono(p.hear(4))
	// The loudness of the fundamental, 50 times a second; its own slow sine is the beat.
	var loud []float64
	for i := 0; i+1920 <= len(x); i += 960 {
		loud = append(loud, amplitude(x[i:i+1920], hertz(60, 8)))
	}
	best, beat := 0.0, 0.0
	for f := 0.8; f < 6; f += 0.05 {
		var re, im float64
		for i, l := range loud {
			s, cos := math.Sincos(2 * math.Pi * f * float64(i) / 50)
			re += (l - rms(loud)) * cos
			im += (l - rms(loud)) * s
		}
		if a := math.Hypot(re, im); a > best {
			best, beat = a, f
		}
	}
	assert.InDelta(t, 2, beat, 0.15, "beats a second")
}

// A mixture is heard to have its ranks and no other, on both sides of each of its breaks. The tables give the harmonics of
// the key for the octaves from C on.
func TestMixturesHaveJustTheirRanksBreakByBreak(t *testing.T) {
	c := shipped(t, "cathedral")
	for id, octaves := range map[string][][]float64{
		"great.mixture-iv":        {{4, 6, 8, 12}, {4, 6, 8, 12}, {4, 6, 8, 12}, {2, 3, 4, 6}, {1, 1.5, 2, 3}, {1, 1.5, 2, 3}},
		"great.sharp-mixture-iii": {{12, 16, 24}, {12, 16, 24}, {6, 8, 12}, {3, 4, 6}, {1.5, 2, 3}, {1.5, 2, 3}},
		"choir.cymbal-iii":        {{16, 24, 32}, {12, 16, 24}, {6, 8, 12}, {3, 4, 6}, {1.5, 2, 3}, {1.5, 2, 3}},
		"solo.cornet-v":           {{1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}},
		"pedal.mixture-iv":        {{3, 4, 6, 8}, {3, 4, 6, 8}, {3, 4, 6, 8}},
	} {
		k, _ := c.Control(id)
		d := c.Divisions[c.Controls[k].Division]
		p := play(t, alone(t, c, id), exact).draw(id)
		for octave, ranks := range octaves {
			for _, key := range []uint8{uint8(36 + 12*octave), uint8(36 + 12*octave + 11)} {
				if !d.Has(key) {
					continue
				}
				p.press(d.ID, key).hear(0.5)
				x := mono(p.hear(0.25))
				p.release(d.ID, key).hear(0.3)
				f := hertz(int(key), 8)
				loudest := 0.0
				for _, h := range ranks {
					loudest = max(loudest, amplitude(x, h*f))
				}
				belongs := map[float64]bool{}
				for _, h := range ranks {
					assert.Greater(t, decibels(amplitude(x, h*f)/loudest), -20.0, "%s key %d: the rank %g", id, key, h)
					for partial := 1.0; partial*h <= 48; partial++ {
						belongs[partial*h] = true
					}
				}
				power := 0.0
				for n := 0.5; n <= 48 && n*f < 20000; n += 0.5 {
					a := amplitude(x, n*f)
					if !belongs[n] {
						assert.Less(t, decibels(a/loudest), -60.0, "%s key %d: nothing speaks at %g", id, key, n)
						continue
					}
					power += a * a / 2
				}
				assert.InEpsilon(t, math.Sqrt(power), rms(x), 0.04, "%s key %d: and nothing in between", id, key)
			}
		}
	}
}

func TestACelesteBeatsAtTheRateOfItsConsole(t *testing.T) {
	c := alone(t, chamber(t), "swell.celeste-8", 60)
	c.Controls[0].Rate = 3.5
	p := play(t, c, exact).draw("swell.celeste-8").press("swell", 60)
	p.hear(1)
	x := mono(p.hear(8))
	one, other := amplitude(x, hertz(60, 8)), amplitude(x, hertz(60, 8)+3.5)
	assert.InDelta(t, 0, decibels(one/other), 3)
	assert.Less(t, amplitude(x, hertz(60, 8)+2), one/10)
}

func TestSpeechIsThatOfTheConsole(t *testing.T) {
	half := func(speech string) float64 {
		c := alone(t, chamber(t), "great.principal-8", 60)
		c.Controls[0].Speech = speech
		x := mono(play(t, c, exact).draw("great.principal-8").press("great", 60).hear(1))
		full := rms(x[rate/2:])
		at := 0
		for rms(x[at:at+rate/200]) < full/2 {
			at += 12
		}
		return float64(at) / rate
	}
	assert.Less(t, half("quick"), 0.8*half(""))
	assert.Greater(t, half("slow smooth"), 1.3*half(""))
}
