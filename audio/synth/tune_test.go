package synth_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"voluntary/registration"
)

// band is the power between two frequencies, in decibels.
func band(x []float64, from, to float64) float64 {
	sum := 0.0
	for f := from; f < to; f += 2 {
		a := amplitude(x[:rate/2], f)
		sum += a * a
	}
	return 10 * math.Log10(sum+1e-15)
}

// What the built-in organ is for: to choose stops by.
func TestWhatAnOrganistListensForIsHeard(t *testing.T) {
	parish, cathedral := shipped(t, "parish"), shipped(t, "cathedral")
	hear := func(c *registration.Console, division string, keys []uint8, ids ...string) []float64 {
		return play(t, c, exact).draw(ids...).press(division, keys...).settled()
	}
	// The Open and the Stopped Diapason: one has the octave in it, the other is hollow.
	open := hear(parish, "great", []uint8{60}, "great.open-diapason-8")
	stopped := hear(parish, "great", []uint8{60}, "great.stopped-diapason-8")
	octave := func(x []float64) float64 {
		return decibels(amplitude(x, 2*hertz(60, 8)) / amplitude(x, hertz(60, 8)))
	}
	assert.Greater(t, octave(open)-octave(stopped), 20.0)
	assert.InDelta(t, decibels(rms(open)), decibels(rms(stopped)), 3, "and both carry")

	// Whether the 2' is too much: it is plain above the chorus, and does not double the sound.
	chord := []uint8{55, 60, 64, 67}
	chorus := hear(parish, "great", chord, "great.open-diapason-8", "great.principal-4")
	with := hear(parish, "great", chord, "great.open-diapason-8", "great.principal-4", "great.fifteenth-2")
	assert.Greater(t, band(with, 2000, 4000)-band(chorus, 2000, 4000), 4.0, "brighter")
	assert.Less(t, decibels(rms(with)/rms(chorus)), 3.0, "not much louder")

	// Whether the Oboe carries the tune over a chord of the Stopped Diapason.
	tune := hear(cathedral, "swell", []uint8{72}, "swell.hautboy-8")
	under := hear(parish, "great", []uint8{48, 55, 60, 64}, "great.stopped-diapason-8")
	lone := hear(parish, "great", []uint8{72}, "great.stopped-diapason-8")
	assert.Greater(t, band(tune, 900, 2500)-band(under, 900, 2500), 8.0, "where the ear listens")
	assert.Greater(t, band(tune, 900, 2500)-band(lone, 900, 2500), 6.0, "more than a flute would")
}
