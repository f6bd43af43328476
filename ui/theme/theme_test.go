package theme

import (
	"fmt"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	base "fyne.io/fyne/v2/theme"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/ui/tint"
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
				assert.GreaterOrEqual(t, tint.Contrast(text, back), 4.5, "%s on %v", name, back)
			}
		}
		assert.GreaterOrEqual(t, tint.Contrast(p.KeyText, p.KeyWhite), 4.5)
		for _, face := range []color.NRGBA{p.Knob, p.KnobDrawn} {
			assert.GreaterOrEqual(t, tint.Contrast(p.KnobText, face), 4.5)
		}
		for i := range tint.Hues {
			c := tint.Hue(i, dark)
			assert.GreaterOrEqual(t, tint.Contrast(Ink(c), c), 4.5, "letter on %v", c)
		}
	})
}

func TestWhatIsDrawnCanBeSeen(t *testing.T) {
	variants(t, func(t *testing.T, dark bool, p *Palette) {
		for _, back := range []color.NRGBA{p.RowWhite, p.RowBlack, p.Outside} {
			for i := range tint.Hues {
				c := tint.Hue(i, dark)
				assert.GreaterOrEqual(t, tint.Contrast(c, back), 3.0, "division colour %d on %v", i, back)
			}
			for name, c := range map[string]color.NRGBA{
				"unrouted": p.Unrouted, "marked": p.Marked, "hover": p.Hover, "band": p.Band, "playhead": p.Playhead, "loop": p.Loop,
				"mark": p.Mark, "expression": p.Expression, "scene": p.Scene,
			} {
				min := 3.0
				if name == "unrouted" && back == p.Outside {
					min = 2.8 // an unrouted note has no compass, so that it never lies outside one
				}
				assert.GreaterOrEqual(t, tint.Contrast(c, back), min, "%s on %v", name, back)
			}
		}
	})
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
