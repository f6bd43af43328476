package edit

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
)

// division finds a division of a draft.
func division(d *draft.Draft, id string) (registration.DivisionID, error) {
	for i := range d.Divisions {
		if d.Divisions[i].ID == id {
			return registration.DivisionID(i), nil
		}
	}
	return 0, fmt.Errorf("there is no division %q", id)
}

// AddDivision adds a keyboard of the usual compass, on the first channel that no other has.
func AddDivision(name string, pedal bool) Edit {
	return func(d *draft.Draft) error {
		if len(d.Divisions) >= registration.MaxDivisions {
			return fmt.Errorf("a console has at most %d divisions", registration.MaxDivisions)
		}
		name := strings.TrimSpace(name)
		if name == "" {
			return errors.New("a division needs a name")
		}
		highest := uint8(96)
		if pedal {
			highest = 67
		}
		id := d.AddDivision(name, 36, highest, pedal)
		taken := map[uint8]bool{}
		for _, v := range d.Dialect.Divisions {
			taken[v.Channel] = true
		}
		for _, k := range d.Dialect.Controls {
			taken[k.Channel] = true
		}
		code := &d.Dialect.Divisions[id]
		if len(d.Divisions) > 1 { // as its neighbour is said
			near := d.Dialect.Divisions[0]
			code.Velocity, code.OffAs9n = near.Velocity, near.OffAs9n
		}
		for channel := uint8(1); channel <= 16; channel++ {
			if !taken[channel] {
				code.Channel = channel
				break
			}
		}
		return nil
	}
}

// SetDivision changes what a division is.
func SetDivision(id string, change func(*registration.Division)) Edit {
	return func(d *draft.Draft) error {
		at, err := division(d, id)
		if err != nil {
			return err
		}
		v := d.Divisions[at]
		change(&v)
		v.ID = id
		if v.Lowest > v.Highest {
			return fmt.Errorf("the compass of %s ends before it begins", v.Name)
		}
		d.Divisions[at] = v
		return nil
	}
}

// SetDivisionCode changes how a division's keys are said.
func SetDivisionCode(id string, change func(*registration.DivisionCode)) Edit {
	return func(d *draft.Draft) error {
		at, err := division(d, id)
		if err == nil {
			change(&d.Dialect.Divisions[at])
		}
		return err
	}
}

// SetDivisionMechanics changes a division's own limits in time.
func SetDivisionMechanics(id string, change func(*registration.DivisionMechanics)) Edit {
	return func(d *draft.Draft) error {
		at, err := division(d, id)
		if err == nil {
			change(&d.Mechanics.Divisions[at])
		}
		return err
	}
}

// RemoveDivision takes a division out with its stops, what couples to it, and its place in the swell boxes; a box that is left
// empty goes too.
func RemoveDivision(id string) Edit {
	return func(d *draft.Draft) error {
		at, err := division(d, id)
		if err != nil {
			return err
		}
		if len(d.Divisions) == 1 {
			return errors.New("a console needs a division: add another one first")
		}
		var gone []string
		for _, k := range d.Controls {
			if k.Division == at || k.Kind == registration.Coupler && k.To == at {
				gone = append(gone, k.ID)
			}
		}
		if err := RemoveControls(gone)(d); err != nil {
			return err
		}
		var empty []string
		for i := range d.Enclosures {
			e := &d.Enclosures[i]
			had := len(e.Divisions)
			e.Divisions = slices.DeleteFunc(e.Divisions, func(v registration.DivisionID) bool { return v == at })
			if had > 0 && len(e.Divisions) == 0 {
				empty = append(empty, e.ID)
			}
		}
		for _, box := range empty {
			if err := RemoveEnclosure(box)(d); err != nil {
				return err
			}
		}
		order := make([]registration.DivisionID, 0, len(d.Divisions)-1)
		for i := range d.Divisions {
			if registration.DivisionID(i) != at {
				order = append(order, registration.DivisionID(i))
			}
		}
		reorder(d, order)
		d.Jamb.Left = slices.DeleteFunc(d.Jamb.Left, func(v string) bool { return v == id })
		return nil
	}
}

// MoveDivision moves a division up (-1) or down (1) in the order of the console.
func MoveDivision(id string, by int) Edit {
	return func(d *draft.Draft) error {
		at, err := division(d, id)
		if err != nil {
			return err
		}
		to := int(at) + by
		if to < 0 || to >= len(d.Divisions) {
			return fmt.Errorf("%s is at the end already", d.Divisions[at].Name)
		}
		order := make([]registration.DivisionID, len(d.Divisions))
		for i := range order {
			order[i] = registration.DivisionID(i)
		}
		order = slices.Delete(order, int(at), int(at)+1)
		reorder(d, slices.Insert(order, to, at))
		return nil
	}
}

// reorder puts the divisions into an order; what is not in it goes, and nothing may name it any more.
func reorder(d *draft.Draft, order []registration.DivisionID) {
	var divisions []registration.Division
	var codes []registration.DivisionCode
	var mechanics [registration.MaxDivisions]registration.DivisionMechanics
	to := make(map[registration.DivisionID]registration.DivisionID, len(order))
	for i, from := range order {
		divisions = append(divisions, d.Divisions[from])
		codes = append(codes, d.Dialect.Divisions[from])
		mechanics[i] = d.Mechanics.Divisions[from]
		to[from] = registration.DivisionID(i)
	}
	d.Divisions, d.Dialect.Divisions, d.Mechanics.Divisions = divisions, codes, mechanics
	for i := range d.Controls {
		k := &d.Controls[i]
		k.Division = to[k.Division]
		k.To = to[k.To]
	}
	for i := range d.Enclosures {
		for j, v := range d.Enclosures[i].Divisions {
			d.Enclosures[i].Divisions[j] = to[v]
		}
	}
}
