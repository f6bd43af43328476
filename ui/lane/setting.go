package lane

import (
	"cmp"
	"encoding/json"
	"slices"

	"voluntary/registration"
)

// Setting is how a person likes the rows of one organ: their order, which divisions are folded, and colours. It belongs
// to the organ, not to a piece. The zero value is the console's own order, unfolded, in the colours of the divisions.
type Setting struct {
	Divisions []string       `json:"divisions,omitempty"` // text ids in their order; what is not named comes after
	Rows      []string       `json:"rows,omitempty"`      // text ids of controls and enclosures in their order
	Folded    []string       `json:"folded,omitempty"`    // text ids of divisions
	Colours   map[string]int `json:"colours,omitempty"`   // text id of a control or enclosure to a hue of package theme
}

// ParseSetting reads what String has written. What cannot be read is the zero value.
func ParseSetting(text string) Setting {
	var s Setting
	if json.Unmarshal([]byte(text), &s) != nil {
		return Setting{}
	}
	return s
}

// String is the setting for the program's settings, "" for the zero value.
func (s Setting) String() string {
	if len(s.Divisions)+len(s.Rows)+len(s.Folded)+len(s.Colours) == 0 {
		return ""
	}
	b, err := json.Marshal(s)
	if err != nil {
		return ""
	}
	return string(b)
}

// FoldedOn reports whether a division is folded.
func (s Setting) FoldedOn(division string) bool { return slices.Contains(s.Folded, division) }

// Fold folds a division or unfolds it.
func (s Setting) Fold(division string, fold bool) Setting {
	s.Folded = slices.DeleteFunc(slices.Clone(s.Folded), func(id string) bool { return id == division })
	if fold {
		s.Folded = append(s.Folded, division)
	}
	return s
}

// Colour gives a row a hue of package theme; below 0 is the colour of its division again.
func (s Setting) Colour(id string, hue int) Setting {
	colours := make(map[string]int, len(s.Colours)+1)
	for k, v := range s.Colours {
		colours[k] = v
	}
	if hue < 0 {
		delete(colours, id)
	} else {
		colours[id] = hue
	}
	s.Colours = colours
	return s
}

// inOrder sorts ids as a list has them; what the list lacks comes after, in its old order.
func inOrder[T any](list []T, id func(T) string, wanted []string) {
	if len(wanted) == 0 {
		return
	}
	place := make(map[string]int, len(wanted))
	for i, id := range wanted {
		place[id] = i + 1
	}
	at := func(v T) int {
		if i := place[id(v)]; i > 0 {
			return i
		}
		return len(wanted) + 1
	}
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(at(a), at(b)) })
}

// divisionOrder lists a console's divisions as they are wanted.
func (s Setting) divisionOrder(c *registration.Console) []registration.DivisionID {
	out := make([]registration.DivisionID, len(c.Divisions))
	for i := range out {
		out[i] = registration.DivisionID(i)
	}
	inOrder(out, func(d registration.DivisionID) string { return c.Divisions[d].ID }, s.Divisions)
	return out
}

// moved puts an id before another of a list, or behind it.
func moved(list []string, id, other string, behind bool) []string {
	out := slices.DeleteFunc(slices.Clone(list), func(x string) bool { return x == id })
	i := slices.Index(out, other)
	if i < 0 {
		return list
	}
	if behind {
		i++
	}
	return slices.Insert(out, i, id)
}

// MoveRow moves a row among those of its division, or a division among the divisions, to where another row is. It
// reports whether that is possible.
func (s Setting) MoveRow(l *Layout, row, to int) (Setting, bool) {
	if row < 0 || to < 0 || row >= len(l.Rows) || to >= len(l.Rows) || row == to {
		return s, false
	}
	from, other := l.Rows[row], l.Rows[to]
	c := l.Console
	if !from.divided(c) || !other.divided(c) {
		return s, false
	}
	if from.Kind == HeadRow {
		if from.Division == other.Division {
			return s, false
		}
		var ids []string
		for _, d := range s.divisionOrder(c) {
			ids = append(ids, c.Divisions[d].ID)
		}
		s.Divisions = moved(ids, c.Divisions[from.Division].ID, c.Divisions[other.Division].ID, to > row)
		return s, true
	}
	if from.Division != other.Division || other.Kind == HeadRow {
		return s, false
	}
	var rest []string
	for d := range c.Divisions {
		if d := registration.DivisionID(d); d != from.Division {
			for _, r := range rowsOf(c, d, s) {
				rest = append(rest, r.id(c))
			}
		}
	}
	var mine []string
	for _, r := range rowsOf(c, from.Division, s) {
		mine = append(mine, r.id(c))
	}
	s.Rows = append(rest, moved(mine, from.id(c), other.id(c), to > row)...)
	return s, true
}
