package tint

import (
	"image/color"
	"strings"
	"unicode/utf8"

	"voluntary/registration"
)

// hue is one colour of the division palette, for the dark and the light variant.
type hue struct{ dark, light color.NRGBA }

// The division colours keep a distance from each other in normal sight and in the three kinds of colour blindness; the
// test says how much. The first five have places of their own, the rest go to whoever comes.
const (
	green = iota
	blue
	purple
	orange
	red
	cyan
	yellow
	pink
	brown
	slate
)

var hues = [...]hue{
	green:  {RGB(0x86ebb0), RGB(0x0f7358)},
	blue:   {RGB(0x4a86f7), RGB(0x2561d4)},
	purple: {RGB(0x9a7ac4), RGB(0x5b1587)},
	orange: {RGB(0xffb227), RGB(0xb57400)},
	red:    {RGB(0xe0563a), RGB(0x8a0f08)},
	cyan:   {RGB(0xc0f7fb), RGB(0x0d86a5)},
	yellow: {RGB(0xf2e380), RGB(0x8c6000)},
	pink:   {RGB(0xdb6390), RGB(0xcf2691)},
	brown:  {RGB(0xc4a070), RGB(0x96764a)},
	slate:  {RGB(0x7fb4c4), RGB(0x324d55)},
}

// roles leads from words in a division's id or name to its colour; the first that fits counts.
var roles = []struct {
	hue   int
	words []string
}{
	{purple, []string{"pedal", "pédale", "pedaal"}},
	{green, []string{"swell", "récit", "recit", "schwell", "recitativo", "expressi"}},
	{red, []string{"solo"}},
	{orange, []string{"choir", "positi", "chaire", "chair ", "rugwerk", "unterwerk", "tergale"}},
	{cyan, []string{"echo", "écho", "fern"}},
	{blue, []string{"great", "grand", "haupt", "hoofd", "grande", "principale"}},
	{yellow, []string{"bombard", "oberwerk", "bovenwerk", "trompet"}},
	{pink, []string{"brust", "borst"}},
}

// divisionHues gives each division of a console a colour of its own. From the eleventh division on colours come again.
func divisionHues(c *registration.Console) []int {
	out := make([]int, len(c.Divisions))
	taken := make([]bool, len(hues))
	for i, d := range c.Divisions {
		out[i] = -1
		text := strings.ToLower(d.ID + " " + d.Name + " ")
		for _, r := range roles {
			fits := r.hue == purple && d.Pedal
			for _, w := range r.words {
				fits = fits || strings.Contains(text, w)
			}
			if fits {
				if !taken[r.hue] {
					out[i], taken[r.hue] = r.hue, true
				}
				break
			}
		}
	}
	next := 0
	for _, h := range []int{cyan, yellow, pink, brown, slate, orange, red, green, blue, purple} {
		if taken[h] {
			continue
		}
		for next < len(out) && out[next] >= 0 {
			next++
		}
		if next == len(out) {
			return out
		}
		out[next], taken[h] = h, true
	}
	for i := range out {
		if out[i] < 0 {
			out[i] = i % len(hues)
		}
	}
	return out
}

// Hues is how many colours of divisions there are before they come again.
const Hues = len(hues)

// Names lists the colours by their number.
func Names() []string {
	return []string{
		green: "Green", blue: "Blue", purple: "Purple", orange: "Orange", red: "Red",
		cyan: "Cyan", yellow: "Yellow", pink: "Pink", brown: "Brown", slate: "Slate",
	}
}

// Hue is colour i of the divisions, on a dark ground or a light one.
func Hue(i int, dark bool) color.NRGBA {
	if dark {
		return hues[i].dark
	}
	return hues[i].light
}

// Division is the colour of a division's notes and controls, on a dark ground or a light one. It is false for a division
// that the console does not have.
func Division(c *registration.Console, d registration.DivisionID, dark bool) (color.NRGBA, bool) {
	if c == nil || int(d) >= len(c.Divisions) {
		return color.NRGBA{}, false
	}
	return Hue(divisionHues(c)[d], dark), true
}

// Letter is a letter or two that stand for a division among the others of its console: "S", "G", "P", "Po".
func Letter(c *registration.Console, d registration.DivisionID) string {
	if c == nil || int(d) >= len(c.Divisions) {
		return ""
	}
	taken := make(map[string]bool)
	for i := 0; ; i++ {
		letter := freeLetter(c.Divisions[i], taken)
		if i == int(d) {
			return letter
		}
		taken[letter] = true
	}
}

func freeLetter(d registration.Division, taken map[string]bool) string {
	name := []rune(strings.TrimSpace(d.Name))
	if len(name) == 0 {
		name = []rune(d.ID + "?")
	}
	first := strings.ToUpper(string(name[0]))
	if !taken[first] {
		return first
	}
	for _, r := range name[1:] {
		if two := first + strings.ToLower(string(r)); r > ' ' && r != utf8.RuneError && !taken[two] {
			return two
		}
	}
	for n := '2'; ; n++ {
		if s := first + string(n); !taken[s] {
			return s
		}
	}
}

// Pattern is how a division's notes and bars are marked besides their colour.
type Pattern uint8

// The patterns, each drawn in the darker or lighter shade of the colour.
const (
	Plain   Pattern = iota
	Top             // a line along the upper edge
	Bottom          // a line along the lower edge
	Middle          // a line along the middle
	Dots            // dots along the middle
	Dashes          // dashes along the upper edge
	Stripes         // slanting stripes
	Edges           // lines along both edges
	Bars            // upright bars
	Checks          // dashes along both edges in turn
)

// PatternOf is the pattern of a division. It goes with the colour: Great plain, Swell a line above, Pedal a line
// below.
func PatternOf(c *registration.Console, d registration.DivisionID) Pattern {
	if c == nil || int(d) >= len(c.Divisions) {
		return Plain
	}
	return [...]Pattern{
		green: Top, blue: Plain, purple: Bottom, orange: Middle, red: Dots,
		cyan: Dashes, yellow: Stripes, pink: Edges, brown: Bars, slate: Checks,
	}[divisionHues(c)[d]]
}
