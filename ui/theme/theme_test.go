package theme

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func variants(t *testing.T, f func(t *testing.T, dark bool, p *Palette)) {
	for _, dark := range []bool{false, true} {
		t.Run(fmt.Sprintf("dark=%v", dark), func(t *testing.T) { f(t, dark, Of(dark)) })
	}
}

func TestWordsCanBeRead(t *testing.T) {
	variants(t, func(t *testing.T, dark bool, p *Palette) {
		for _, back := range []color.NRGBA{p.Back, p.Panel, p.Raised, p.RowWhite, p.RowBlack} {
			for name, text := range map[string]color.NRGBA{
				"text": p.Text, "soft": p.TextSoft, "accent": p.Accent, "alarm": p.Alarm, "warning": p.Warning, "good": p.Good,
			} {
				assert.GreaterOrEqual(t, Contrast(text, back), 4.5, "%s on %v", name, back)
			}
		}
		assert.GreaterOrEqual(t, Contrast(p.KeyText, p.KeyWhite), 4.5)
		for _, face := range []color.NRGBA{p.Knob, p.KnobDrawn} {
			assert.GreaterOrEqual(t, Contrast(p.KnobText, face), 4.5)
		}
		for _, h := range hues {
			c := h.light
			if dark {
				c = h.dark
			}
			assert.GreaterOrEqual(t, Contrast(Ink(c), c), 4.5, "letter on %v", c)
		}
	})
}

func TestWhatIsDrawnCanBeSeen(t *testing.T) {
	variants(t, func(t *testing.T, dark bool, p *Palette) {
		for _, back := range []color.NRGBA{p.RowWhite, p.RowBlack, p.Outside} {
			for i, h := range hues {
				c := h.light
				if dark {
					c = h.dark
				}
				assert.GreaterOrEqual(t, Contrast(c, back), 3.0, "division colour %d on %v", i, back)
			}
			for name, c := range map[string]color.NRGBA{
				"unrouted": p.Unrouted, "marked": p.Marked, "hover": p.Hover, "band": p.Band, "playhead": p.Playhead, "loop": p.Loop,
				"mark": p.Mark, "expression": p.Expression, "scene": p.Scene,
			} {
				min := 3.0
				if name == "unrouted" && back == p.Outside {
					min = 2.8 // an unrouted note has no compass, so that it never lies outside one
				}
				assert.GreaterOrEqual(t, Contrast(c, back), min, "%s on %v", name, back)
			}
		}
	})
}

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
	variants(t, func(t *testing.T, dark bool, p *Palette) {
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
	})
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
			assert.Equal(t, want, DivisionColor(c, d, dark))
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
		assert.Equal(t, Of(dark).Unrouted, DivisionColor(english, 9, dark))
		assert.Equal(t, Of(dark).Unrouted, DivisionColor(nil, 0, dark))
	}
}

func TestEveryDivisionOfALargeConsoleHasItsOwnSigns(t *testing.T) {
	c := console("Pedal", "Pedal Echo", "Great", "Grand Choeur", "Swell", "Swell II", "Choir", "Solo", "Echo", "Etherial")
	colours, letters, patterns := map[color.NRGBA]bool{}, map[string]bool{}, map[Pattern]bool{}
	for i := range c.Divisions {
		d := registration.DivisionID(i)
		colours[DivisionColor(c, d, true)] = true
		letters[DivisionLetter(c, d)] = true
		patterns[DivisionPattern(c, d)] = true
	}
	assert.Len(t, colours, 10)
	assert.Len(t, letters, 10)
	assert.Len(t, patterns, 10)
	assert.Equal(t, "Pe", DivisionLetter(c, 1))
	assert.Equal(t, Top, DivisionPattern(c, 4))

	var many []string
	for range registration.MaxDivisions {
		many = append(many, "x")
	}
	full := console(many...)
	seen := map[string]bool{}
	for i := range full.Divisions {
		DivisionColor(full, registration.DivisionID(i), false)
		seen[DivisionLetter(full, registration.DivisionID(i))] = true
	}
	assert.Len(t, seen, registration.MaxDivisions)
	assert.Empty(t, DivisionLetter(full, 99))
}

func TestThemeFollowsTheLook(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(New(AlwaysDark))
	assert.True(t, Dark())
	assert.Same(t, &darkPalette, Current())
	app.Settings().SetTheme(New(AlwaysLight))
	assert.False(t, Dark())
	assert.Equal(t, color.Color(lightPalette.Back), base.Color(base.ColorNameBackground))

	th := New(FollowSystem)
	assert.Equal(t, ink{darkPalette.Text}, th.Color(base.ColorNameForeground, base.VariantDark))
	assert.Equal(t, ink{lightPalette.Text}, th.Color(base.ColorNameForeground, base.VariantLight))
	_, _, _, alpha := th.Color(base.ColorNameForeground, base.VariantDark).RGBA()
	assert.GreaterOrEqual(t, uint8(uint32(float32(alpha)*0.95)), uint8(0xf0), "as Fyne's menu reckons the colour of keys")
	assert.EqualValues(t, 0xff, alpha>>8)
	for _, v := range []fyne.ThemeVariant{base.VariantDark, base.VariantLight} {
		for _, name := range []fyne.ThemeColorName{base.ColorNameBackground, base.ColorNameDisabledButton, base.ColorNameFocus, "unknown"} {
			require.NotNil(t, th.Color(name, v))
		}
	}
	assert.Positive(t, th.Size(base.SizeNameText))
	assert.Positive(t, th.Size(base.SizeNamePadding))
}
