package edit

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
)

func enclosure(d *draft.Draft, id string) (int, error) {
	i := slices.IndexFunc(d.Enclosures, func(e registration.Enclosure) bool { return e.ID == id })
	if i < 0 {
		return 0, fmt.Errorf("there is no enclosure %q", id)
	}
	return i, nil
}

// AddEnclosure adds a swell box with a division in it. Its shoe is said as the others are, on the division's channel.
func AddEnclosure(name, in string) Edit {
	return func(d *draft.Draft) error {
		at, err := division(d, in)
		if err != nil {
			return err
		}
		if len(d.Enclosures) >= registration.MaxEnclosures {
			return fmt.Errorf("a console has at most %d enclosures", registration.MaxEnclosures)
		}
		if name = strings.TrimSpace(name); name == "" {
			name = d.Divisions[at].Name
		}
		code := registration.EnclosureCode{Channel: d.Dialect.Divisions[at].Channel, Controller: 11}
		for _, other := range d.Dialect.Enclosures {
			if other.Channel != 0 && (other.Kind == registration.Unsaid || other.Kind == registration.CC) {
				code.Controller, code.Closed, code.Open = other.Controller, other.Closed, other.Open
			}
		}
		if code.Channel == 0 {
			code = registration.EnclosureCode{}
		}
		d.AddEnclosure(name, []registration.DivisionID{at}, code)
		return nil
	}
}

// SetEnclosure changes what an enclosure is.
func SetEnclosure(id string, change func(*registration.Enclosure)) Edit {
	return func(d *draft.Draft) error {
		i, err := enclosure(d, id)
		if err != nil {
			return err
		}
		change(&d.Enclosures[i])
		d.Enclosures[i].ID = id
		return nil
	}
}

// Enclose puts a division into an enclosure, or takes it out.
func Enclose(id, in string, inside bool) Edit {
	return func(d *draft.Draft) error {
		i, err := enclosure(d, id)
		if err != nil {
			return err
		}
		at, err := division(d, in)
		if err != nil {
			return err
		}
		e := &d.Enclosures[i]
		e.Divisions = slices.DeleteFunc(e.Divisions, func(v registration.DivisionID) bool { return v == at })
		if inside {
			e.Divisions = append(e.Divisions, at)
			slices.Sort(e.Divisions)
		}
		return nil
	}
}

// SetInside says which divisions stand in an enclosure.
func SetInside(id string, in []string) Edit {
	return func(d *draft.Draft) error {
		i, err := enclosure(d, id)
		if err != nil {
			return err
		}
		if len(in) == 0 {
			return errors.New("a swell box has a division inside")
		}
		d.Enclosures[i].Divisions = nil
		for _, one := range in {
			if err := Enclose(id, one, true)(d); err != nil {
				return err
			}
		}
		return nil
	}
}

// SetShoeKind lets a shoe be said by another kind of message.
func SetShoeKind(id string, kind registration.CodeKind) Edit {
	return SetEnclosureCode(id, func(k *registration.EnclosureCode) {
		if k.Kind == kind {
			return
		}
		k.Kind, k.Element = kind, ""
		if kind == registration.GOSetup {
			k.Element = "E0"
		}
	})
}

// SetEnclosureCode changes how a shoe is said.
func SetEnclosureCode(id string, change func(*registration.EnclosureCode)) Edit {
	return func(d *draft.Draft) error {
		i, err := enclosure(d, id)
		if err == nil {
			change(&d.Dialect.Enclosures[i])
		}
		return err
	}
}

// RemoveEnclosure takes an enclosure out, also out of the scenes and the drawn jamb.
func RemoveEnclosure(id string) Edit {
	return func(d *draft.Draft) error {
		i, err := enclosure(d, id)
		if err != nil {
			return err
		}
		d.Enclosures = slices.Delete(d.Enclosures, i, i+1)
		d.Dialect.Enclosures = slices.Delete(d.Dialect.Enclosures, i, i+1)
		for k := range d.Scenes {
			delete(d.Scenes[k].Shoes, id)
		}
		d.Jamb.Pieces = slices.DeleteFunc(d.Jamb.Pieces, func(p registration.Piece) bool { return p.Kind == registration.Shoe && p.Of == id })
		return nil
	}
}
