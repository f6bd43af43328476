package template

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"voluntary/registration"
)

// Speak gives a console the dialect of this make in place of its own, and the make's limits in time: channels by the
// divisions' names, or else in their order; codes by the make's rules. Notes say in sentences what could not be numbered.
func (t *Template) Speak(c *registration.Console) (out *registration.Console, notes []string, err error) {
	manuals := 0
	for _, d := range c.Divisions {
		if !d.Pedal {
			manuals++
		}
	}
	p, err := t.doc.plan(manuals)
	if err != nil {
		p = t.doc.Plans[0]
		for _, q := range t.doc.Plans { // the next larger one, else the largest
			if n := t.doc.manuals(q); n > t.doc.manuals(p) && t.doc.manuals(p) < manuals {
				p = q
			}
		}
	}
	return t.speak(c, p)
}

func (t *Template) speak(c *registration.Console, p plan) (*registration.Console, []string, error) {
	s := &speaker{doc: t.doc, console: *c, places: t.doc.settle(c, p)}
	s.dialect()
	s.number()
	out, err := registration.NewConsole(s.console)
	if err != nil {
		return nil, nil, fmt.Errorf("the template %s: %w", t.Name, err)
	}
	return out, s.notes(), nil
}

// settle finds the place of each division in the plan: by id, by name, and the rest in order, feet apart from hands.
func (d *document) settle(c *registration.Console, p plan) []*place {
	out := make([]*place, len(c.Divisions))
	taken := make([]bool, len(p.Divisions))
	match := func(fits func(registration.Division, *division) bool) {
		for i, v := range c.Divisions {
			for k := range p.Divisions {
				at, err := d.division(p.Divisions[k].Division)
				if out[i] == nil && !taken[k] && err == nil && fits(v, at) {
					out[i], taken[k] = &p.Divisions[k], true
				}
			}
		}
	}
	match(func(v registration.Division, at *division) bool { return v.ID == at.ID })
	match(func(v registration.Division, at *division) bool { return strings.EqualFold(v.Name, at.Name) })
	match(func(v registration.Division, at *division) bool { return v.Pedal == at.Pedal })
	return out
}

// speaker makes one dialect.
type speaker struct {
	doc     *document
	console registration.Console
	places  []*place // per division; nil: the make has no channel for it
}

func (s *speaker) dialect() {
	d, c := s.doc, &s.console
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	c.Dialect = registration.Dialect{
		Name: d.Dialect, Cancel: d.Cancel, Gap: ms(d.Gap),
		Divisions:  make([]registration.DivisionCode, len(c.Divisions)),
		Controls:   make([]registration.ControlCode, len(c.Controls)),
		Enclosures: make([]registration.EnclosureCode, len(c.Enclosures)),
	}
	c.Mechanics.LeastGap = ms(d.Mechanics.LeastGap)
	c.Mechanics.RepeatGap = max(c.Mechanics.RepeatGap, ms(d.Mechanics.RepeatGap))
	c.Mechanics.ShortestNote = max(c.Mechanics.ShortestNote, ms(d.Mechanics.ShortestNote))
	for _, b := range d.Bitmaps {
		c.Dialect.Bitmaps = append(c.Dialect.Bitmaps, registration.Bitmap(b))
	}
	for _, b := range d.Banks {
		c.Dialect.Banks = append(c.Dialect.Banks, registration.Bank(b))
	}
	for i, at := range s.places {
		if at != nil {
			c.Dialect.Divisions[i] = registration.DivisionCode{
				Channel: at.Channel, Velocity: d.Velocity, OffAs9n: d.OffAs9n, Element: at.Element,
			}
		}
	}
}

// count is a rule at work, over all divisions or in one.
type count struct {
	rule     int
	division registration.DivisionID // of a rule that counts anew in each
}

// number gives every control and every shoe its code.
func (s *speaker) number() {
	next := make(map[count]int)       // what is counted next, less First
	parameters := make(map[uint8]int) // of the elements of a set-up header: the next number on each channel
	for i := range s.console.Controls {
		k := &s.console.Controls[i]
		for n := range s.doc.Codes {
			r := &s.doc.Codes[n]
			if !s.fits(r, k) || r.Learn != "" {
				continue
			}
			at := count{rule: n}
			if r.Each {
				at.division = k.Division
			}
			code, ok := s.code(r, k, next[at], parameters)
			if !ok {
				continue
			}
			next[at]++
			s.console.Dialect.Controls[i] = code
			break
		}
	}
	for i, e := range s.console.Enclosures {
		s.console.Dialect.Enclosures[i] = s.shoe(i, e, parameters)
	}
}

// fits reports whether a control is one that a rule speaks of.
func (s *speaker) fits(r *rule, k *registration.Control) bool {
	called := func(d registration.DivisionID, id string) bool {
		return s.places[d] != nil && s.places[d].Division == id
	}
	return (r.Division == "" || called(k.Division, r.Division)) &&
		(len(r.Kinds) == 0 || slices.Contains(r.Kinds, k.Kind)) &&
		(r.To == "" || k.Kind == registration.Coupler && k.Shift == 0 && called(k.To, r.To))
}

// code makes the nth code of a rule. It is not ok when the rule's numbers are used up or it wants what is not there.
func (s *speaker) code(r *rule, k *registration.Control, n int, parameters map[uint8]int) (c registration.ControlCode, ok bool) {
	value := int(r.First) + n
	last := int(r.Last)
	if last == 0 {
		last = farthest(r.Kind)
	}
	at := s.places[k.Division]
	c = registration.ControlCode{Kind: r.Kind, Channel: r.Channel, Number: r.Number, Group: r.Group, Part: r.Part}
	if c.Channel == 0 && r.Kind != registration.SysExPair && r.Kind != registration.SysExBitmap && r.Kind != registration.RelativeBank {
		if at == nil {
			return c, false
		}
		c.Channel = at.Channel
	}
	byNumber, byIndex := r.Kind.Fields()
	switch {
	case r.Kind == registration.GOSetup:
		if at == nil || at.Element == "" && strings.Contains(r.Element, "{}") {
			return c, false
		}
		c.Element = strings.NewReplacer("{}", at.Element, "#", fmt.Sprint(value)).Replace(r.Element)
		value = parameters[c.Channel]
		parameters[c.Channel]++
		c.Number = uint16(value)
	case r.Kind == registration.SysExPair:
		if n > 0 && !strings.Contains(r.OnSysEx, "#") {
			return c, false
		}
		c.OnSysEx = strings.ReplaceAll(r.OnSysEx, "#", fmt.Sprintf("%02X", value&127))
		c.OffSysEx = strings.ReplaceAll(r.OffSysEx, "#", fmt.Sprintf("%02X", value&127))
	case byIndex:
		c.Index = uint16(value)
	case byNumber:
		c.Number = uint16(value)
	}
	return c, value <= last
}

// farthest is the last number that a kind of code counts to.
func farthest(k registration.CodeKind) int {
	switch k {
	case registration.NRPN, registration.GOSetup:
		return 16383
	case registration.CCTwoStep:
		return 31
	case registration.CC:
		return 119
	}
	return 127
}

func (s *speaker) shoe(i int, e registration.Enclosure, parameters map[uint8]int) registration.EnclosureCode {
	h := s.doc.Shoe
	out := registration.EnclosureCode{Kind: h.Kind, Channel: h.Channel, Controller: h.Controller, Closed: h.Closed, Open: h.Open}
	switch {
	case h.Kind == registration.Unsaid:
		return registration.EnclosureCode{}
	case h.Kind == registration.GOSetup:
		out.Element = strings.ReplaceAll(h.Element, "#", fmt.Sprint(i))
		out.Number = uint16(parameters[h.Channel])
		parameters[h.Channel]++
	}
	if h.Kind == registration.CC {
		out.Kind = registration.Unsaid // which is the same, and shorter in a file
	}
	if out.Channel == 0 {
		if len(e.Divisions) == 0 || s.places[e.Divisions[0]] == nil {
			return registration.EnclosureCode{}
		}
		out.Channel = s.places[e.Divisions[0]].Channel
	}
	return out
}

// notes says what has no channel and no code.
func (s *speaker) notes() (out []string) {
	for i, at := range s.places {
		if at == nil {
			out = append(out, fmt.Sprintf("%s has no channel: give it the one on which the organ plays it.", s.console.Divisions[i].Name))
		}
	}
	if silent := len(s.console.Unsaid()); silent > 0 {
		out = append(out, fmt.Sprintf("%d of %d stops and couplers cannot be moved yet: learn them from the organ, or give them their numbers.",
			silent, len(s.console.Controls)))
	}
	return out
}

// Missing says in a sentence which controls of a console have no numbers, so that they have to be learnt from the organ; "" when
// all have.
func Missing(c *registration.Console) string {
	var places []string
	for d := range c.Divisions {
		without, all := 0, 0
		for i := range c.Controls {
			if int(c.Controls[i].Division) == d {
				all++
				if c.Dialect.Controls[i].Kind == registration.Unsaid {
					without++
				}
			}
		}
		switch {
		case without == 0:
		case without == all:
			places = append(places, fmt.Sprintf("all %d of the %s", all, c.Divisions[d].Name))
		default:
			places = append(places, fmt.Sprintf("%d of the %d of the %s", without, all, c.Divisions[d].Name))
		}
	}
	if len(places) == 0 {
		return ""
	}
	return "No numbers are known for these stops and couplers: " + strings.Join(places, ", ") + ". They are to be learnt from the organ (Organ > Learn from the organ)."
}
