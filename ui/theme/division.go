package theme

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
	green:  {rgb(0x86ebb0), rgb(0x0f7358)},
	blue:   {rgb(0x4a86f7), rgb(0x2561d4)},
	purple: {rgb(0x9a7ac4), rgb(0x5b1587)},
	orange: {rgb(0xffb227), rgb(0xb57400)},
	red:    {rgb(0xe0563a), rgb(0x8a0f08)},
	cyan:   {rgb(0xc0f7fb), rgb(0x0d86a5)},
	yellow: {rgb(0xf2e380), rgb(0x8c6000)},
	pink:   {rgb(0xdb6390), rgb(0xcf2691)},
	brown:  {rgb(0xc4a070), rgb(0x96764a)},
	slate:  {rgb(0x7fb4c4), rgb(0x324d55)},
}

// HueNames lists the colours that a row can be given, by their number.
func HueNames() []string {
	return []string{
		green: "Green", blue: "Blue", purple: "Purple", orange: "Orange", red: "Red",
		cyan: "Cyan", yellow: "Yellow", pink: "Pink", brown: "Brown", slate: "Slate",
	}
}

// Hue is a colour by its number in [HueNames]; a number out of range is that of a note that no division plays.
func Hue(i int, dark bool) color.NRGBA {
	if i < 0 || i >= len(hues) {
		return Of(dark).Unrouted
	}
	if dark {
		return hues[i].dark
	}
	return hues[i].light
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

// DivisionColor is the colour of a division's notes and controls. A division that the console does not have is grey.
func DivisionColor(c *registration.Console, d registration.DivisionID, dark bool) color.NRGBA {
	if c == nil || int(d) >= len(c.Divisions) {
		return Of(dark).Unrouted
	}
	h := hues[divisionHues(c)[d]]
	if dark {
		return h.dark
	}
	return h.light
}

// DivisionLetter is a letter or two that stand for a division among the others of its console: "S", "G", "P", "Po".
func DivisionLetter(c *registration.Console, d registration.DivisionID) string {
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

// DivisionPattern is the pattern of a division. It goes with the colour: Great plain, Swell a line above, Pedal a line
// below.
func DivisionPattern(c *registration.Console, d registration.DivisionID) Pattern {
	if c == nil || int(d) >= len(c.Divisions) {
		return Plain
	}
	return [...]Pattern{
		green: Top, blue: Plain, purple: Bottom, orange: Middle, red: Dots,
		cyan: Dashes, yellow: Stripes, pink: Edges, brown: Bars, slate: Checks,
	}[divisionHues(c)[d]]
}
