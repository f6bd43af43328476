package edit

import (
	"fmt"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
)

// Parts says what is taken from another console.
type Parts struct {
	Divisions []string // text ids there: each with its stops, couplers, tremulants and swell box
	Scenes    bool     // those that this console can recall something of
	Times     bool     // mechanics, gap and travel
	Jamb      bool
}

// CopyFrom takes parts of another console. A division that is there already, by id, gets the controls that it does not have. A
// coupler to a division that is not there is left out.
func CopyFrom(c *registration.Console, parts Parts) Edit {
	return func(d *draft.Draft) error {
		from := make([]registration.DivisionID, 0, len(parts.Divisions))
		to := make(map[registration.DivisionID]registration.DivisionID)
		for i, v := range d.Divisions {
			if at, ok := c.Division(v.ID); ok {
				to[at] = registration.DivisionID(i)
			}
		}
		for _, id := range parts.Divisions {
			at, ok := c.Division(id)
			if !ok {
				return fmt.Errorf("%s has no division %q", c.Name, id)
			}
			from = append(from, at)
			if _, have := to[at]; have {
				continue
			}
			v := c.Divisions[at]
			if err := AddDivision(v.Name, v.Pedal)(d); err != nil {
				return err
			}
			mine := &d.Divisions[len(d.Divisions)-1]
			mine.Lowest, mine.Highest = v.Lowest, v.Highest
			to[at] = registration.DivisionID(len(d.Divisions) - 1)
		}
		for _, at := range from {
			copyControls(d, c, at, to)
			copyEnclosure(d, c, at, to[at])
		}
		if parts.Scenes {
			copyScenes(d, c)
		}
		if parts.Times {
			m := c.Mechanics
			m.Divisions = d.Mechanics.Divisions
			d.Mechanics, d.Dialect.Gap, d.Dialect.Travel = m, c.Dialect.Gap, c.Dialect.Travel
		}
		if parts.Jamb {
			d.Jamb = draft.Of(c).Jamb
		}
		return nil
	}
}

func copyControls(d *draft.Draft, c *registration.Console, at registration.DivisionID, to map[registration.DivisionID]registration.DivisionID) {
	have := make(map[string]bool)
	for _, k := range d.Controls {
		if k.Division == to[at] {
			have[strings.ToLower(k.Label())] = true
		}
	}
	for _, id := range c.ControlsOf(at) {
		k := draft.Of(c).Controls[id]
		if have[strings.ToLower(k.Label())] {
			continue
		}
		k.Division = to[at]
		if k.Kind == registration.Coupler {
			there, ok := to[k.To]
			if !ok {
				continue
			}
			k.To = there
		}
		add(d, k)
	}
}

func copyEnclosure(d *draft.Draft, c *registration.Console, at, to registration.DivisionID) {
	box, ok := c.EnclosureOf(at)
	if !ok {
		return
	}
	for _, e := range d.Enclosures {
		for _, v := range e.Divisions {
			if v == to {
				return
			}
		}
	}
	_ = AddEnclosure(c.Enclosures[box].Name, d.Divisions[to].ID)(d) // a full console goes without
}

// copyScenes takes scenes of other names that say something of this console's controls.
func copyScenes(d *draft.Draft, c *registration.Console) {
	known := make(map[string]bool)
	for _, k := range d.Controls {
		known[k.ID] = true
	}
	for i := range c.Scenes {
		s := draft.Of(c).Scenes[i]
		s.On, s.Off = kept(s.On, known), kept(s.Off, known)
		for id := range s.Shoes {
			if _, err := enclosure(d, id); err != nil {
				delete(s.Shoes, id)
			}
		}
		if _, _, err := scene(d, s.Name); err != nil && len(s.On)+len(s.Off)+len(s.Shoes) > 0 {
			d.Scenes = append(d.Scenes, s)
		}
	}
}

func kept(ids []string, known map[string]bool) (out []string) {
	for _, id := range ids {
		if known[id] {
			out = append(out, id)
		}
	}
	return out
}
