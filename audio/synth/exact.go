package synth

import "math"

// The functions here stand in for those of package math, which differ in the last bit from one processor to another. A
// product that is added to something is converted to its own type first, here and all over the package: that forbids
// the compiler to fuse the two into one rounding, so that the same seed gives the same bytes everywhere.

// sinTurns is the sine of an angle in turns.
func sinTurns(t float64) float64 {
	t = float64(t) - math.Floor(float64(t)+0.5) // -0.5 to 0.5
	switch {
	case t > 0.25:
		t = 0.5 - t
	case t < -0.25:
		t = -0.5 - t
	}
	x := t * (2 * math.Pi)
	s := x * x
	r := 0.0
	for _, c := range sineTerms {
		r = float64(s*(1-r)) * c
	}
	return float64(x * (1 - r))
}

// sineTerms are the ratios of the terms of the sine's series, from the last.
var sineTerms = [...]float64{
	1. / (17 * 16), 1. / (15 * 14), 1. / (13 * 12), 1. / (11 * 10), 1. / (9 * 8), 1. / (7 * 6), 1. / (5 * 4), 1. / (3 * 2),
}

// exp2 is 2 to the power x, for x from -1000 to 1000.
func exp2(x float64) float64 {
	n := math.Floor(x)
	y := (x - n) * math.Ln2
	r := 1.0
	for k := 18; k >= 1; k-- {
		r = 1 + float64(r*y)/float64(k)
	}
	return math.Ldexp(r, int(n))
}

// log2 is the logarithm to base 2 of x > 0.
func log2(x float64) float64 {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = float64(m*2), e-1
	}
	s := (m - 1) / (m + 1)
	q := s * s
	r := 0.0
	for k := 29; k >= 1; k -= 2 {
		r = float64(r*q) + 1/float64(k)
	}
	return float64(e) + float64(float64(2*s)*float64(r*math.Log2E))
}

// pow is x to the power y, for x > 0.
func pow(x, y float64) float64 { return exp2(y * log2(x)) }

// decibels is the factor of amplitude for a level in decibels.
func decibels(db float64) float64 { return exp2(db * (math.Log2E * math.Ln10 / 20)) }

// chance draws numbers that depend on nothing but what they are for.
type chance uint64

// chanceOf mixes a seed with the numbers that tell one pipe from another.
func chanceOf(seed uint64, of ...int) chance {
	c := chance(seed)
	for _, n := range of {
		c ^= chance(uint64(n) + 0x9e3779b97f4a7c15)
		c.next()
	}
	return c
}

func (c *chance) next() uint64 {
	*c += 0x9e3779b97f4a7c15
	z := uint64(*c)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	z ^= z >> 31
	return z
}

// unit is evenly spread from 0 to 1.
func (c *chance) unit() float64 { return float64(float64(c.next()>>11) / (1 << 53)) }

// spread is between -1 and 1, and more often near 0.
func (c *chance) spread() float64 { return c.unit() + c.unit() - 1 }
