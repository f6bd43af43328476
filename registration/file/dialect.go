package file

import (
	"errors"
	"fmt"

	"voluntary/registration"
)

func (d *dialect) UnmarshalJSON(data []byte) error {
	type plain dialect
	if err := strict(data, (*plain)(d)); err != nil {
		return fmt.Errorf("dialect: %w", err)
	}
	return nil
}

// dialect resolves the text ids.
func (d *dialect) dialect(c *registration.Console) (out registration.Dialect, err error) {
	out = registration.Dialect{
		Name:       d.Name,
		Cancel:     d.Cancel,
		Panic:      d.Panic,
		Organ:      d.Organ,
		Divisions:  make([]registration.DivisionCode, len(c.Divisions)),
		Controls:   make([]registration.ControlCode, len(c.Controls)),
		Enclosures: make([]registration.EnclosureCode, len(c.Enclosures)),
	}
	if out.Gap, err = d.Gap.duration("gap_ms"); err != nil {
		return out, err
	}
	if out.Travel, err = d.Travel.duration("travel_ms"); err != nil {
		return out, err
	}
	for _, b := range d.Bitmaps {
		out.Bitmaps = append(out.Bitmaps, registration.Bitmap(b))
	}
	for _, b := range d.Banks {
		out.Banks = append(out.Banks, registration.Bank(b))
	}
	err = place(d.Divisions, out.Divisions, c.Division, func(v divisionCode) (string, registration.DivisionCode) {
		return v.Division, registration.DivisionCode{Channel: v.Channel, Velocity: v.Velocity, OffAs9n: v.OffAs9n, Element: v.Element}
	})
	if err != nil {
		return out, err
	}
	if err = place(d.Controls, out.Controls, c.Control, controlCode.code); err != nil {
		return out, err
	}
	return out, place(d.Enclosures, out.Enclosures, c.Enclosure, func(v enclosureCode) (string, registration.EnclosureCode) {
		return v.Enclosure, registration.EnclosureCode{
			Kind: v.Kind, Channel: v.Channel, Controller: v.Controller, Number: v.Number, Closed: v.Closed, Open: v.Open, Element: v.Element,
		}
	})
}

func (v controlCode) code() (string, registration.ControlCode) {
	return v.Control, registration.ControlCode{
		Kind: v.Kind, Channel: v.Channel, Number: value(v.Number), On: v.On, Off: v.Off, Index: value(v.Index), Group: v.Group,
		OffAs9n: v.OffAs9n, OnSysEx: v.OnSysEx, OffSysEx: v.OffSysEx, Part: v.Part, Element: v.Element,
	}
}

func value(p *uint16) uint16 {
	if p == nil {
		return 0
	}
	return *p
}

// place puts each code where its text id stands in the console.
func place[T, Code any, ID registration.DivisionID | registration.ControlID | registration.EnclosureID](
	from list[T], to []Code, find func(string) (ID, bool), code func(T) (string, Code),
) error {
	done := make(map[ID]bool, len(from))
	for i, entry := range from {
		id, value := code(entry)
		at, ok := find(id)
		if !ok {
			return from.fault(i, fmt.Errorf("the console has no %s %q", noun[T](), id))
		}
		if done[at] {
			return from.fault(i, errors.New("is said a second time"))
		}
		done[at] = true
		to[at] = value
	}
	return nil
}

// dialectOf leaves out what is not said over MIDI.
func dialectOf(c *registration.Console) *dialect {
	d := &c.Dialect
	out := &dialect{Name: d.Name, Gap: millisecondsOf(d.Gap), Travel: millisecondsOf(d.Travel), Cancel: d.Cancel, Panic: d.Panic, Organ: d.Organ}
	said := d.Name != "" || d.Gap != 0 || d.Travel != 0 || d.Cancel != "" || d.Panic != "" || d.Organ != "" || d.Bitmaps != nil || d.Banks != nil
	for i, v := range d.Divisions {
		if v != (registration.DivisionCode{}) {
			out.Divisions = append(out.Divisions, divisionCode{c.Divisions[i].ID, v.Channel, v.Velocity, v.OffAs9n, v.Element})
			said = true
		}
	}
	for _, b := range d.Bitmaps {
		out.Bitmaps = append(out.Bitmaps, bitmap(b))
	}
	for _, b := range d.Banks {
		out.Banks = append(out.Banks, bank(b))
	}
	for i, v := range d.Controls {
		if v.Kind != registration.Unsaid {
			out.Controls = append(out.Controls, controlCodeOf(c.Controls[i].ID, v))
			said = true
		}
	}
	for i, v := range d.Enclosures {
		if v != (registration.EnclosureCode{}) {
			out.Enclosures = append(out.Enclosures, enclosureCode{
				c.Enclosures[i].ID, v.Kind, v.Channel, v.Controller, v.Number, v.Closed, v.Open, v.Element,
			})
			said = true
		}
	}
	if !said {
		return nil
	}
	return out
}

func controlCodeOf(id string, v registration.ControlCode) controlCode {
	out := controlCode{
		Control: id, Kind: v.Kind, Channel: v.Channel, On: v.On, Off: v.Off, Group: v.Group, OffAs9n: v.OffAs9n,
		OnSysEx: v.OnSysEx, OffSysEx: v.OffSysEx, Part: v.Part, Element: v.Element,
	}
	hasNumber, hasIndex := v.Kind.Fields()
	if hasNumber || v.Number != 0 {
		out.Number = &v.Number
	}
	if hasIndex || v.Index != 0 {
		out.Index = &v.Index
	}
	return out
}
