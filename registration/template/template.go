package template

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
)

// ErrNotFound is wrapped when no template has the name that was asked for.
var ErrNotFound = errors.New("no such template")

// Template is what is known of a make. It is not to be written to.
type Template struct {
	Name  string   // "johannus"
	Title string   // for people: "Johannus and Makin"
	About string   // how the make says its stops, in sentences
	Next  []string // what is left to do at the organ, in sentences
	doc   *document
}

// List lists the templates: any organ first, then the makes by name.
func List() []*Template {
	var out []*Template
	for _, name := range names() {
		t, err := open(name)
		if err != nil {
			panic(err) // they come with the program and are tested
		}
		if name == usual {
			out = slices.Insert(out, 0, t)
		} else {
			out = append(out, t)
		}
	}
	return out
}

// Find gives the template of a name. The error for an unknown one wraps [ErrNotFound] and lists those there are.
func Find(name string) (*Template, error) {
	if all := names(); !slices.Contains(all, name) {
		return nil, fmt.Errorf("%w: %q (there are %s)", ErrNotFound, name, strings.Join(all, ", "))
	}
	return open(name)
}

func open(name string) (*Template, error) {
	d, err := read(name)
	if err != nil {
		return nil, err
	}
	return &Template{Name: d.Name, Title: d.Title, About: d.About, Next: d.Next, doc: d}, nil
}

// Manuals lists how many manuals the make's organs have, the usual number first.
func (t *Template) Manuals() []int {
	var out []int
	for _, p := range t.doc.Plans {
		out = append(out, t.doc.manuals(p))
	}
	return out
}

func (d *document) manuals(p plan) (n int) {
	for _, at := range p.Divisions {
		if v, err := d.division(at.Division); err == nil && !v.Pedal {
			n++
		}
	}
	return n
}

// plan finds the plan with so many manuals; 0 is the usual one.
func (d *document) plan(manuals int) (plan, error) {
	var have []string
	for _, p := range d.Plans {
		n := d.manuals(p)
		if manuals == 0 || n == manuals {
			return p, nil
		}
		have = append(have, strconv.Itoa(n))
	}
	return plan{}, fmt.Errorf("the template %s has no plan of %d manuals (there are plans of %s)", d.Name, manuals, strings.Join(have, ", "))
}

// Console makes a new console with this title; its name is made from it. manuals is one of [Template.Manuals], or 0 for the
// usual number.
func (t *Template) Console(title string, manuals int) (*registration.Console, error) {
	p, err := t.doc.plan(manuals)
	if err != nil {
		return nil, err
	}
	b := draft.New(title)
	ids := make(map[string]registration.DivisionID)
	for _, at := range p.Divisions {
		v, err := t.doc.division(at.Division)
		if err != nil {
			return nil, err
		}
		ids[v.ID] = b.AddDivision(v.Name, v.Lowest, v.Highest, v.Pedal)
	}
	for _, at := range p.Divisions {
		v, err := t.doc.division(at.Division)
		if err != nil {
			return nil, err
		}
		v.add(b, ids)
	}
	c, err := b.Finish()
	if err != nil {
		return nil, fmt.Errorf("the template %s: %w", t.Name, err)
	}
	c, _, err = t.speak(c, p)
	return c, err
}

// add adds the controls of a division.
func (v *division) add(b *draft.Draft, ids map[string]registration.DivisionID) {
	var none registration.ControlCode
	id := ids[v.ID]
	for _, name := range v.Stops {
		b.AddControl(b.StopNamed(id, name), none)
	}
	for _, k := range v.Couplers {
		if to, ok := ids[k.To]; ok {
			b.AddControl(registration.Control{Kind: registration.Coupler, Division: id, Name: k.Name, To: to, Shift: k.Shift}, none)
		}
	}
	if v.Tremulant != "" {
		b.AddControl(registration.Control{Kind: registration.Tremulant, Division: id, Name: v.Tremulant}, none)
	}
	if o := v.Others; o != nil {
		for n := o.First; n <= o.Last; n++ {
			name := strings.ReplaceAll(o.Name, "#", strconv.Itoa(n))
			b.AddControl(registration.Control{Kind: registration.Other, Division: id, Name: name}, none)
		}
	}
	if v.Enclosed {
		b.AddEnclosure(v.Name, []registration.DivisionID{id}, registration.EnclosureCode{})
	}
}
