package tint

import (
	"image/color"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"voluntary/registration"
)

// The matrices of Machado, Oliveira and Fernandes (2009) for full protanopia, deuteranopia and tritanopia, on linear RGB.
var eyes = map[string][9]float64{
	"normal":       {1, 0, 0, 0, 1, 0, 0, 0, 1},
	"protanopia":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
	"deuteranopia": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
	"tritanopia":   {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
}

// seen is a colour in CIE Lab as an eye sees it.
func seen(c color.NRGBA, m [9]float64) [3]float64 {
	in := [3]float64{linear(c.R), linear(c.G), linear(c.B)}
	var l [3]float64
	for i := range l {
		l[i] = min(max(m[3*i]*in[0]+m[3*i+1]*in[1]+m[3*i+2]*in[2], 0), 1)
	}
	f := func(t float64) float64 {
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	x := f((0.4124*l[0] + 0.3576*l[1] + 0.1805*l[2]) / 0.95047)
	y := f(0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2])
	z := f((0.0193*l[0] + 0.1192*l[1] + 0.9505*l[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func TestDivisionColoursStayApartForEveryEye(t *testing.T) {
	for _, dark := range []bool{false, true} {
		for name, m := range eyes {
			for i := range hues {
				for j := range i {
					a, b := hues[i].light, hues[j].light
					if dark {
						a, b = hues[i].dark, hues[j].dark
					}
					x, y := seen(a, m), seen(b, m)
					d := math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2]))
					least := 11.0
					if i <= red { // those that nearly every organ has
						least = 17
					}
					assert.GreaterOrEqual(t, d, least, "colours %d and %d in %s", j, i, name)
				}
			}
		}
	}
}

func console(names ...string) *registration.Console {
	c := &registration.Console{}
	for _, n := range names {
		c.Divisions = append(c.Divisions, registration.Division{ID: n, Name: n, Lowest: 36, Highest: 96})
	}
	return c
}

func TestDivisionsHaveTheColoursOfTradition(t *testing.T) {
	for _, dark := range []bool{false, true} {
		is := func(h int, c *registration.Console, d registration.DivisionID) {
			t.Helper()
			want := hues[h].light
			if dark {
				want = hues[h].dark
			}
			got, ok := Division(c, d, dark)
			assert.True(t, ok)
			assert.Equal(t, want, got)
		}
		english := console("Great", "Swell", "Choir", "Solo", "Pedal")
		for i, h := range []int{blue, green, orange, red, purple} {
			is(h, english, registration.DivisionID(i))
		}
		french := console("Grand Orgue", "Récit expressif", "Positif", "Pédale", "Bombarde")
		for i, h := range []int{blue, green, orange, purple, yellow} {
			is(h, french, registration.DivisionID(i))
		}
		german := console("Hauptwerk", "Schwellwerk", "Rückpositiv", "Pedal", "Brustwerk")
		for i, h := range []int{blue, green, orange, purple, pink} {
			is(h, german, registration.DivisionID(i))
		}
		_, ok := Division(english, 9, dark)
		assert.False(t, ok)
		_, ok = Division(nil, 0, dark)
		assert.False(t, ok)
	}
}

func TestEveryDivisionOfALargeConsoleHasItsOwnSigns(t *testing.T) {
	c := console("Pedal", "Pedal Echo", "Great", "Grand Choeur", "Swell", "Swell II", "Choir", "Solo", "Echo", "Etherial")
	colours, letters, patterns := map[color.NRGBA]bool{}, map[string]bool{}, map[Pattern]bool{}
	for i := range c.Divisions {
		d := registration.DivisionID(i)
		col, _ := Division(c, d, true)
		colours[col] = true
		letters[Letter(c, d)] = true
		patterns[PatternOf(c, d)] = true
	}
	assert.Len(t, colours, 10)
	assert.Len(t, letters, 10)
	assert.Len(t, patterns, 10)
	assert.Equal(t, "Pe", Letter(c, 1))
	assert.Equal(t, Top, PatternOf(c, 4))

	var many []string
	for range registration.MaxDivisions {
		many = append(many, "x")
	}
	full := console(many...)
	seen := map[string]bool{}
	for i := range full.Divisions {
		Division(full, registration.DivisionID(i), false)
		seen[Letter(full, registration.DivisionID(i))] = true
	}
	assert.Len(t, seen, registration.MaxDivisions)
	assert.Empty(t, Letter(full, 99))
}
