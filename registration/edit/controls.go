package edit

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
	"voluntary/registration/stopname"
)

// picked marks the controls of a draft that have one of these ids. It is an error when one is not there.
func picked(d *draft.Draft, ids []string) (map[registration.ControlID]bool, error) {
	out := make(map[registration.ControlID]bool, len(ids))
	for _, id := range ids {
		i := slices.IndexFunc(d.Controls, func(k registration.Control) bool { return k.ID == id })
		if i < 0 {
			return nil, fmt.Errorf("there is no control %q", id)
		}
		out[registration.ControlID(i)] = true
	}
	return out, nil
}

// Names splits what a person has typed or pasted into names: lines, or what stands between semicolons.
func Names(text string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' || r == ';' || r == '\t' }) {
		if name := strings.Join(strings.Fields(part), " "); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// Read tells what a name of a division's control means: a stop with the pitch and family that the dictionary knows, or a
// coupler, tremulant or bell. A coupler that does not say which division it plays besides plays the first other one.
func Read(d *draft.Draft, at registration.DivisionID, name string) registration.Control {
	folded := stopname.Fold(name)
	for _, word := range []string{"tremulant", "tremolo", "tremblant"} {
		if strings.Contains(folded, stopname.Fold(word)) {
			return registration.Control{Kind: registration.Tremulant, Division: at, Name: name}
		}
	}
	if c, ok := stopname.ReadCoupler(name); ok {
		k := registration.Control{Kind: registration.Coupler, Division: at, Name: name, To: at, Shift: c.Shift, UnisonOff: c.UnisonOff}
		if c.UnisonOff || c.Also == "" && c.Shift != 0 {
			return k
		}
		if to, ok := called(d, c.Also); ok {
			k.To = to
		} else if c.Shift == 0 && len(d.Divisions) > 1 {
			k.To = (at + 1) % registration.DivisionID(len(d.Divisions))
		}
		if played, ok := called(d, c.Played); ok {
			k.Division = played
		}
		return k
	}
	k := d.StopNamed(at, name)
	if s := stopname.Read(name, d.Divisions[at].Pedal); s.Sort != nil && s.Family == registration.NoFamily {
		k = registration.Control{Kind: registration.Other, Division: at, Name: name}
	}
	return k
}

// called finds the division that a coupler's name means: by its name, or by the first letters of it.
func called(d *draft.Draft, name string) (registration.DivisionID, bool) {
	text := strings.ToLower(strings.Trim(name, ". "))
	if text == "" {
		return 0, false
	}
	for i, v := range d.Divisions {
		if strings.EqualFold(v.Name, name) || v.ID == text {
			return registration.DivisionID(i), true
		}
	}
	short := map[string]string{"gt": "great", "sw": "swell", "ch": "choir", "so": "solo", "ped": "pedal", "p": "pedal", "hw": "hauptwerk", "go": "grand orgue"}
	if long, ok := short[text]; ok {
		text = long
	}
	for i, v := range d.Divisions {
		if strings.HasPrefix(strings.ToLower(v.Name), text) {
			return registration.DivisionID(i), true
		}
	}
	return 0, false
}

// AddNamed adds controls by what is engraved on them, behind the last of their division.
func AddNamed(id string, names []string) Edit {
	return func(d *draft.Draft) error {
		at, err := division(d, id)
		if err != nil {
			return err
		}
		if len(names) == 0 {
			return errors.New("type the name of a stop, with its pitch: Open Diapason 8")
		}
		for _, name := range names {
			add(d, Read(d, at, name))
		}
		return nil
	}
}

// add adds a control behind the last of its division, with the code that follows.
func add(d *draft.Draft, k registration.Control) registration.ControlID {
	code := NextCode(d, k.Division, k.Kind)
	last := d.AddControl(k, code)
	at := registration.ControlID(0)
	for i := range d.Controls[:last] {
		if d.Controls[i].Division <= k.Division {
			at = registration.ControlID(i + 1)
		}
	}
	shift(d, last, at)
	return at
}

// shift moves one control to another place.
func shift(d *draft.Draft, from, to registration.ControlID) {
	k, code := d.Controls[from], d.Dialect.Controls[from]
	d.Controls = slices.Insert(slices.Delete(d.Controls, int(from), int(from)+1), int(to), k)
	d.Dialect.Controls = slices.Insert(slices.Delete(d.Dialect.Controls, int(from), int(from)+1), int(to), code)
}

// RemoveControls takes controls out, also out of the scenes and the drawn jamb.
func RemoveControls(ids []string) Edit {
	return func(d *draft.Draft) error {
		gone, err := picked(d, ids)
		if err != nil {
			return err
		}
		var controls []registration.Control
		var codes []registration.ControlCode
		for i := range d.Controls {
			if !gone[registration.ControlID(i)] {
				controls = append(controls, d.Controls[i])
				codes = append(codes, d.Dialect.Controls[i])
			}
		}
		d.Controls, d.Dialect.Controls = controls, codes
		out := func(id string) bool { return slices.Contains(ids, id) }
		for i := range d.Scenes {
			d.Scenes[i].On = slices.DeleteFunc(d.Scenes[i].On, out)
			d.Scenes[i].Off = slices.DeleteFunc(d.Scenes[i].Off, out)
		}
		d.Jamb.Pieces = slices.DeleteFunc(d.Jamb.Pieces, func(p registration.Piece) bool { return p.Kind == registration.Knob && out(p.Of) })
		return nil
	}
}

// SetControls changes several controls. Their ids stay.
func SetControls(ids []string, change func(*registration.Control)) Edit {
	return func(d *draft.Draft) error {
		marked, err := picked(d, ids)
		if err != nil {
			return err
		}
		for i := range d.Controls {
			if marked[registration.ControlID(i)] {
				k := &d.Controls[i]
				id := k.ID
				if k.Kind != registration.Coupler { // should it become one, it plays its own division until it is told another
					k.To = k.Division
				}
				change(k)
				k.ID = id
				settle(k)
			}
		}
		return nil
	}
}

// settle takes from a control what its kind does not have.
func settle(k *registration.Control) {
	if k.Kind != registration.Coupler {
		k.To, k.Shift, k.UnisonOff = 0, 0, false
	}
	if k.UnisonOff {
		k.To, k.Shift = k.Division, 0
	}
	if k.Kind != registration.Stop {
		k.Pitch, k.Family, k.Construction, k.Ranks, k.Strength, k.Speech = 0, registration.NoFamily, "", nil, 0, ""
	}
	if k.Kind != registration.Tremulant && k.Kind != registration.Stop {
		k.Rate, k.Depth = 0, 0
	}
}

// SetCodes changes how several controls are said.
func SetCodes(ids []string, change func(*registration.ControlCode)) Edit {
	return func(d *draft.Draft) error {
		marked, err := picked(d, ids)
		for i := range d.Dialect.Controls {
			if marked[registration.ControlID(i)] {
				change(&d.Dialect.Controls[i])
			}
		}
		return err
	}
}

// Rename gives a control another text id; scenes and the drawn jamb follow.
func Rename(id, to string) Edit {
	return func(d *draft.Draft) error {
		marked, err := picked(d, []string{id})
		if err != nil {
			return err
		}
		for i := range marked {
			d.Controls[i].ID = to
		}
		follow := func(list []string) {
			for i := range list {
				if list[i] == id {
					list[i] = to
				}
			}
		}
		for i := range d.Scenes {
			follow(d.Scenes[i].On)
			follow(d.Scenes[i].Off)
		}
		for i := range d.Jamb.Pieces {
			if p := &d.Jamb.Pieces[i]; p.Kind == registration.Knob && p.Of == id {
				p.Of = to
			}
		}
		return nil
	}
}

// MoveControls moves controls up (-1) or down (1) in the order of the console, all by one place.
func MoveControls(ids []string, by int) Edit {
	return func(d *draft.Draft) error {
		marked, err := picked(d, ids)
		if err != nil {
			return err
		}
		n := len(d.Controls)
		order := make([]int, 0, n)
		for i := range d.Controls {
			if by > 0 {
				i = n - 1 - i
			}
			order = append(order, i)
		}
		for at := range order {
			if at == 0 || !marked[registration.ControlID(order[at])] || marked[registration.ControlID(order[at-1])] {
				continue
			}
			order[at-1], order[at] = order[at], order[at-1]
		}
		if by > 0 {
			slices.Reverse(order)
		}
		arrange(d, order)
		return nil
	}
}

// ByName is the order of the names of controls.
func ByName(a, b *registration.Control) int {
	return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
}

// ByFeet is the order of their pitches, from the lowest up.
func ByFeet(a, b *registration.Control) int { return cmp.Compare(b.Pitch, a.Pitch) }

// ByFamily is the order of the families of stops; couplers and what else there is come after them.
func ByFamily(a, b *registration.Control) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Family, b.Family))
}

// SortControls puts the controls of each division into the order that compare asks for; controls that are equal keep theirs.
func SortControls(compare func(a, b *registration.Control) int) Edit {
	return func(d *draft.Draft) error {
		order := make([]int, len(d.Controls))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int {
			x, y := &d.Controls[a], &d.Controls[b]
			return cmp.Or(cmp.Compare(x.Division, y.Division), cmp.Compare(x.Kind, y.Kind), compare(x, y))
		})
		arrange(d, order)
		return nil
	}
}

// arrange puts the controls into an order of their present places.
func arrange(d *draft.Draft, order []int) {
	controls := make([]registration.Control, len(order))
	codes := make([]registration.ControlCode, len(order))
	for i, from := range order {
		controls[i], codes[i] = d.Controls[from], d.Dialect.Controls[from]
	}
	d.Controls, d.Dialect.Controls = controls, codes
}

// CopyControls adds controls like these to the same divisions, each with the code that follows.
func CopyControls(ids []string) Edit {
	return func(d *draft.Draft) error {
		if _, err := picked(d, ids); err != nil {
			return err
		}
		var copies []registration.Control
		for _, k := range d.Controls {
			if slices.Contains(ids, k.ID) {
				k.Ranks = slices.Clone(k.Ranks)
				copies = append(copies, k)
			}
		}
		for _, k := range copies {
			add(d, k)
		}
		return nil
	}
}
