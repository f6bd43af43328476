package dialect

import (
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/board"
)

// Findings says in sentences what a person should know before a console speaks to its organ: what may harm it, what it would
// misunderstand, what cannot be reached, over MIDI or on the jamb. It is empty when every message means one thing and
// everything is reached.
func Findings(c *registration.Console) []string {
	found := slices.Concat(c.Cautions(), Clashes(c))
	for i, d := range c.Divisions {
		if c.Dialect.Divisions[i].Channel == 0 {
			found = append(found, d.Name+" has no channel: its keys are silent over MIDI.")
		}
	}
	if silent := len(c.Unsaid()); silent > 0 {
		found = append(found, fmt.Sprintf("%d of %d stops and couplers are not said over MIDI: they move on the built-in organ only.", silent, len(c.Controls)))
	}
	return append(found, board.Hidden(c)...)
}

// Clashes finds what the dialect says in a way that the organ must take for something else as well: two controls with
// the same message, a control on a key. Each is a sentence.
func Clashes(c *registration.Console) []string {
	e, d := NewEncoder(c), NewDecoder(c)
	rest := c.Initial()
	for i := range c.Enclosures {
		rest = rest.WithShoe(registration.EnclosureID(i), 1) // so that a move to either end shows
	}
	e.Assume(rest)
	var out []string
	// hear says wire to the organ at rest and complains of what it does besides want.
	hear := func(name string, wire []byte, want Heard) {
		d.state = rest
		heard := slices.DeleteFunc(d.Hear(nil, wire), func(h Heard) bool { return h.Kind == Changed })
		for _, change := range registration.Diff(rest, d.state) { // a bank passes through other combinations on its way
			heard = append(heard, Heard{Kind: Changed, Change: change})
		}
		i := slices.IndexFunc(heard, func(h Heard) bool { return h != want })
		if i >= 0 {
			out = append(out, fmt.Sprintf("%s is also heard as %s (%s)", name, heard[i].describe(c), Hex(wire)))
		}
	}
	for i := range c.Controls {
		change := registration.Change{Kind: registration.Draw, Control: registration.ControlID(i)}
		hear(c.Controls[i].ID, e.AppendChange(nil, change), Heard{Kind: Changed, Change: change})
		d.Hear(nil, e.AppendChange(nil, registration.Change{Kind: registration.Retire, Control: change.Control}))
	}
	for i, x := range c.Enclosures {
		change := registration.Change{Kind: registration.Express, Enclosure: registration.EnclosureID(i), Value: 127}
		if wire := e.AppendChange(nil, change); len(wire) > 0 {
			hear("the shoe "+x.ID, wire, Heard{Kind: Changed, Change: change})
		}
	}
	for i, v := range c.Divisions {
		for key := v.Lowest; key <= v.Highest; key++ {
			before := len(out)
			wire := e.AppendKey(nil, registration.DivisionID(i), key, 100, true)
			if len(wire) == 0 {
				break
			}
			want := Heard{Kind: KeyDown, Division: registration.DivisionID(i), Key: key, Velocity: wire[len(wire)-1]}
			if hear(fmt.Sprintf("key %d of %s", key, v.ID), wire, want); len(out) > before {
				break // one key speaks for the division
			}
		}
	}
	return out
}

func (h Heard) describe(c *registration.Console) string {
	switch {
	case h.Kind != Changed:
		return fmt.Sprintf("key %d of %s", h.Key, c.Divisions[h.Division].ID)
	case h.Change.Kind == registration.Express:
		return "the shoe " + c.Enclosures[h.Change.Enclosure].ID
	}
	return c.Controls[h.Change.Control].ID
}

// Hex writes bytes as the makers' manuals do: "F0 31 2F 6C 00 F7".
func Hex(b []byte) string { return strings.ToUpper(fmt.Sprintf("% x", b)) }
