package transfer

import (
	"fmt"
	"math"
	"strings"

	"voluntary/registration"
	"voluntary/registration/stopname"
)

// Points of unlikeness. A stop further away than near does not stand in for another.
const (
	near       = 5.5
	impossible = 1000
)

// pipe is a stop with what its name tells.
type pipe struct {
	*registration.Control
	id     registration.ControlID
	folded string
	sort   *stopname.Sort
	build  string
	ranks  []float64
}

func pipesOf(c *registration.Console) []pipe {
	out := make([]pipe, len(c.Controls))
	for i := range c.Controls {
		k := &c.Controls[i]
		p := pipe{Control: k, id: registration.ControlID(i), folded: stopname.Fold(k.Name), build: k.Construction, ranks: k.Ranks}
		if k.Kind == registration.Stop {
			s := stopname.Read(k.Name, c.Divisions[k.Division].Pedal)
			p.sort = s.Sort
			if p.build == "" {
				p.build = s.Construction
			}
			if p.ranks == nil && s.Family == k.Family {
				p.ranks = s.Ranks
			}
		}
		out[i] = p
	}
	return out
}

// sounds tells whether the stop has pipes in ranks; a bell has none.
func (p *pipe) sounds() bool {
	return p.Family != registration.NoFamily || p.Pitch > 0
}

// families are the points between two families, in alphabetical order.
var families = map[[2]registration.Family]float64{
	{registration.Flute, registration.Principal}:   3,
	{registration.Flute, registration.String}:      3,
	{registration.Principal, registration.String}:  3,
	{registration.Flute, registration.Reed}:        8,
	{registration.Principal, registration.Reed}:    7,
	{registration.Reed, registration.String}:       7,
	{registration.Mixture, registration.Principal}: 7,
	{registration.Mixture, registration.Reed}:      6,
	{registration.Mixture, registration.Mutation}:  5,
}

// unlike is how far stop b is from being stop a, in points; 0 is the same.
func unlike(a, b *pipe) float64 {
	if !a.sounds() || !b.sounds() {
		switch {
		case a.sounds() || b.sounds():
			return impossible
		case a.ID == b.ID && a.folded == b.folded:
			return 0
		case a.folded == b.folded:
			return 0.05
		}
		return impossible
	}
	points := pitchPoints(a, b) + familyPoints(a, b) + buildPoints(a.build, b.build)
	if a.sort != b.sort {
		points += 0.8
	}
	points += min(math.Abs(a.Loudness()-b.Loudness())/5, 3)
	if a.folded != b.folded {
		points += 0.4
	}
	if a.ID != b.ID {
		points += 0.05
	}
	return points
}

func pitchPoints(a, b *pipe) float64 {
	if a.Pitch <= 0 || b.Pitch <= 0 {
		switch {
		case a.Family == registration.Mixture && b.Family == registration.Mixture:
			points := 0.3 * math.Abs(float64(len(a.ranks)-len(b.ranks)))
			if len(a.ranks) > 0 && len(b.ranks) > 0 {
				points += 0.5 * math.Abs(math.Log2(a.ranks[0]/b.ranks[0]))
			}
			return min(points, 3)
		case a.Family == registration.Mixture && b.Pitch <= 2.7 || b.Family == registration.Mixture && a.Pitch <= 2.7:
			return 0 // the family says what is to be said
		case a.Pitch == b.Pitch:
			return 0
		}
		return impossible
	}
	octaves := math.Abs(math.Log2(a.Pitch / b.Pitch))
	whole := math.Round(octaves)
	if math.Abs(octaves-whole) > 0.03 {
		if a.Family == registration.Mutation && b.Family == registration.Mutation {
			return 5 + octaves
		}
		return impossible
	}
	return 4.2 * whole
}

func familyPoints(a, b *pipe) float64 {
	x, y := a.Family, b.Family
	switch {
	case x == y:
		return 0
	case x == registration.NoFamily || y == registration.NoFamily:
		return 2.5
	case x > y:
		x, y = y, x
	}
	if p, ok := families[[2]registration.Family{x, y}]; ok {
		return p
	}
	return impossible
}

func buildPoints(a, b string) float64 {
	beats := func(s string) bool { return s == "celeste" }
	short := func(s string) bool { return s == "cylindrical" || s == "short" }
	solo := func(s string) bool { return s == "cornet" }
	closed := func(s string) bool { return s == "stopped" || s == "chimney" || s == "quintadena" }
	switch {
	case a == b:
		return 0
	case beats(a) != beats(b):
		return 4.2
	case solo(a) != solo(b):
		return 3
	case short(a) != short(b):
		return 2
	case closed(a) != closed(b):
		return 1
	}
	return 0.4
}

// difference says in words how b is unlike a: "an octave higher, a flute, softer".
func difference(a, b *pipe) string {
	var words []string
	if a.Pitch > 0 && b.Pitch > 0 {
		switch octaves := math.Log2(a.Pitch / b.Pitch); {
		case math.Abs(octaves) < 0.03:
		case math.Abs(math.Abs(octaves)-1) < 0.03 && octaves > 0:
			words = append(words, "an octave higher")
		case math.Abs(math.Abs(octaves)-1) < 0.03:
			words = append(words, "an octave lower")
		default:
			words = append(words, registration.FeetText(b.Pitch)+" feet instead of "+registration.FeetText(a.Pitch))
		}
	}
	if a.Family != b.Family && b.Family != registration.NoFamily {
		words = append(words, fmt.Sprintf("a %s instead of a %s", b.Family, familyName(a.Family)))
	}
	if a.build == "celeste" != (b.build == "celeste") {
		words = append(words, map[bool]string{true: "beating", false: "not beating"}[b.build == "celeste"])
	}
	switch d := b.Loudness() - a.Loudness(); {
	case d > 2:
		words = append(words, "louder")
	case d < -2:
		words = append(words, "softer")
	}
	if len(words) == 0 {
		return "the same pitch and family"
	}
	return strings.Join(words, ", ")
}

func familyName(f registration.Family) string {
	if f == registration.NoFamily {
		return "stop of unknown family"
	}
	return string(f)
}
