package draft

import (
	"maps"
	"slices"

	"voluntary/registration"
)

// Of opens a console again: everything in the draft is a copy and may be changed. Ids that are in use are not given twice.
func Of(c *registration.Console) *Draft {
	d := &Draft{ids: make(map[string]bool), boxes: make(map[string]bool)}
	d.Console = *c
	d.Divisions, d.Controls = slices.Clone(c.Divisions), slices.Clone(c.Controls)
	d.Enclosures, d.Scenes = slices.Clone(c.Enclosures), slices.Clone(c.Scenes)
	d.Jamb.Left, d.Jamb.Pieces = slices.Clone(c.Jamb.Left), slices.Clone(c.Jamb.Pieces)
	for i := range d.Controls {
		d.Controls[i].Ranks = slices.Clone(d.Controls[i].Ranks)
		d.ids[d.Controls[i].ID] = true
	}
	for _, v := range d.Divisions {
		d.ids[v.ID] = true
	}
	for i := range d.Enclosures {
		d.Enclosures[i].Divisions = slices.Clone(d.Enclosures[i].Divisions)
		d.boxes[d.Enclosures[i].ID] = true
	}
	for i := range d.Scenes {
		s := &d.Scenes[i]
		s.On, s.Off, s.Shoes = slices.Clone(s.On), slices.Clone(s.Off), maps.Clone(s.Shoes)
	}
	d.Dialect.Divisions = slices.Clone(c.Dialect.Divisions)
	d.Dialect.Controls = slices.Clone(c.Dialect.Controls)
	d.Dialect.Enclosures = slices.Clone(c.Dialect.Enclosures)
	d.Dialect.Bitmaps, d.Dialect.Banks = slices.Clone(c.Dialect.Bitmaps), slices.Clone(c.Dialect.Banks)
	return d
}
