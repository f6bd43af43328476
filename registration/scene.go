package registration

import (
	"maps"
	"slices"
)

// Scene is a named registration in which each control is on, off or left alone, by text id, so that it can be kept in a
// file and recalled on a console that has changed. Controls that are in neither list are left alone, as are shoes that
// are not named.
type Scene struct {
	Name  string           `json:"name"`
	On    []string         `json:"on,omitempty"`
	Off   []string         `json:"off,omitempty"`
	Shoes map[string]uint8 `json:"shoes,omitempty"` // enclosure text id to 0-127
}

// SceneOf names the whole of a state: every control of the console on or off, every shoe.
func SceneOf(c *Console, name string, s State) Scene {
	sc := Scene{Name: name, Shoes: make(map[string]uint8, len(c.Enclosures))}
	for i := range c.Controls {
		if s.On(ControlID(i)) {
			sc.On = append(sc.On, c.Controls[i].ID)
		} else {
			sc.Off = append(sc.Off, c.Controls[i].ID)
		}
	}
	for i, e := range c.Enclosures {
		sc.Shoes[e.ID] = s.Shoe(EnclosureID(i))
	}
	return sc
}

// Recall returns the state after the scene is recalled on console c, and the text ids that c does not have.
func (sc Scene) Recall(c *Console, s State) (after State, missing []string) {
	set := func(ids []string, on bool) {
		for _, id := range ids {
			if k, ok := c.Control(id); ok {
				s = s.With(k, on)
			} else {
				missing = append(missing, id)
			}
		}
	}
	set(sc.Off, false)
	set(sc.On, true)
	for i, e := range c.Enclosures {
		if v, ok := sc.Shoes[e.ID]; ok {
			s = s.WithShoe(EnclosureID(i), v)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(sc.Shoes)) {
		if _, ok := c.Enclosure(id); !ok {
			missing = append(missing, id)
		}
	}
	return s, missing
}
