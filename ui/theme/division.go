package theme

import (
	"image/color"

	"voluntary/registration"
	"voluntary/ui/tint"
)

// Pattern is how a division's notes and bars are marked besides their colour.
type Pattern = tint.Pattern

// The patterns.
const (
	Plain   = tint.Plain
	Top     = tint.Top
	Bottom  = tint.Bottom
	Middle  = tint.Middle
	Dots    = tint.Dots
	Dashes  = tint.Dashes
	Stripes = tint.Stripes
	Edges   = tint.Edges
	Bars    = tint.Bars
	Checks  = tint.Checks
)

// DivisionColor is the colour of a division's notes and controls. A division that the console does not have is grey.
func DivisionColor(c *registration.Console, d registration.DivisionID, dark bool) color.NRGBA {
	if col, ok := tint.Division(c, d, dark); ok {
		return col
	}
	return Of(dark).Unrouted
}

// DivisionLetter is a letter or two that stand for a division among the others of its console: "S", "G", "P", "Po".
func DivisionLetter(c *registration.Console, d registration.DivisionID) string {
	return tint.Letter(c, d)
}

// DivisionPattern is the pattern of a division. It goes with the colour: Great plain, Swell a line above, Pedal a line
// below.
func DivisionPattern(c *registration.Console, d registration.DivisionID) Pattern {
	return tint.PatternOf(c, d)
}

// Ink is what text on a colour is written with: black or white, whichever is read better.
func Ink(on color.NRGBA) color.NRGBA { return tint.Ink(on) }

// Mix is a colour on the way from a to b, 0 being a and 1 being b, alpha included.
func Mix(a, b color.NRGBA, t float64) color.NRGBA { return tint.Mix(a, b, t) }

// Alpha is a colour with another opacity, 0 to 255.
func Alpha(c color.NRGBA, a uint8) color.NRGBA { return tint.Alpha(c, a) }

// HueNames lists the colours that a row can be given, by their number.
func HueNames() []string { return tint.Names() }

// Hue is a colour by its number in [HueNames]; a number out of range is that of a note that no division plays.
func Hue(i int, dark bool) color.NRGBA {
	if i < 0 || i >= tint.Hues {
		return Of(dark).Unrouted
	}
	return tint.Hue(i, dark)
}
