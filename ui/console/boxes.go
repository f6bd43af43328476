package console

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/edit"
	"voluntary/ui/theme"
)

// boxesPage is the swell boxes with their shoes.
type boxesPage struct {
	table[registration.EnclosureID]
	in divisionChoice
}

func newBoxesPage(e *Editor) *boxesPage {
	p := &boxesPage{table: table[registration.EnclosureID]{e: e, find: (*registration.Console).Enclosure}, in: newDivisionChoice(e, nil)}
	p.build(tableParts{
		columns: []Column{{"Swell box", 3}, {"Divisions inside", 3}, {"Shoe said as", 2.5}},
		empty:   "No swell boxes. Choose a division below and add one.",
		hint:    "Name of a new box; empty: that of the division",
		fields:  p.fields(), share: 0.5,
		fill: p.fill, remove: p.remove, commit: p.commit, before: p.in.sized(),
	})
	return p
}

func (p *boxesPage) title() string { return "Swell boxes" }

func (p *boxesPage) fields() []*field {
	c := p.e.Console
	code := func(high float64, set func(*registration.EnclosureCode, int)) func(string, string) (edit.Edit, error) {
		return func(id, s string) (edit.Edit, error) {
			v, err := number(s, 0, high, true)
			return edit.SetEnclosureCode(id, func(k *registration.EnclosureCode) { set(k, int(v)) }), err
		}
	}
	of := func(x registration.EnclosureID) *registration.EnclosureCode { return &c().Dialect.Enclosures[x] }
	number14 := func(x registration.EnclosureID) bool {
		k := of(x).Kind
		return k == registration.NRPN || k == registration.GOSetup
	}
	kinds := []string{"controller", "NRPN", "GrandOrgue set-up header"}
	said := p.field("Shoe said as", "", func(x registration.EnclosureID) string {
		switch of(x).Kind {
		case registration.NRPN:
			return kinds[1]
		case registration.GOSetup:
			return kinds[2]
		}
		return kinds[0]
	}, func(id, s string) (edit.Edit, error) {
		return edit.SetShoeKind(id, map[string]registration.CodeKind{kinds[1]: registration.NRPN, kinds[2]: registration.GOSetup}[s]), nil
	})
	said.options = func() []string { return kinds }
	controller := p.field("Controller", "7 or 11 as a rule", func(x registration.EnclosureID) string { return fmt.Sprint(of(x).Controller) }, code(119, func(k *registration.EnclosureCode, v int) { k.Controller = uint8(v) }))
	parameter := p.field("Number", "Of the NRPN", func(x registration.EnclosureID) string { return fmt.Sprint(of(x).Number) }, code(16383, func(k *registration.EnclosureCode, v int) { k.Number = uint16(v) }))
	every := func(is bool) func() bool {
		return func() bool {
			m := p.marked()
			return len(m) > 0 && !slices.ContainsFunc(m, func(x registration.EnclosureID) bool { return number14(x) != is })
		}
	}
	controller.shown, parameter.shown = every(false), every(true)
	element := p.field("Element", "E0, E1 ...", func(x registration.EnclosureID) string { return of(x).Element }, func(id, s string) (edit.Edit, error) {
		return edit.SetEnclosureCode(id, func(k *registration.EnclosureCode) { k.Element = s }), nil
	})
	element.shown = func() bool {
		m := p.marked()
		return len(m) > 0 && !slices.ContainsFunc(m, func(x registration.EnclosureID) bool { return of(x).Kind != registration.GOSetup })
	}
	return []*field{
		p.field("Name", "", func(x registration.EnclosureID) string { return c().Enclosures[x].Name }, func(id, s string) (edit.Edit, error) {
			return edit.SetEnclosure(id, func(e *registration.Enclosure) { e.Name = s }), nil
		}),
		p.field("Divisions inside", "Names with semicolons between them", func(x registration.EnclosureID) string { return strings.Join(p.inside(x), "; ") }, p.enclose),
		p.field("At rest", "Where the shoe stands at first: 0 closed, 127 open", func(x registration.EnclosureID) string { return fmt.Sprint(c().Enclosures[x].Initial) }, func(id, s string) (edit.Edit, error) {
			v, err := number(s, 0, 127, true)
			return edit.SetEnclosure(id, func(e *registration.Enclosure) { e.Initial = uint8(v) }), err
		}),
		said,
		p.field("Channel", "1 to 16; 0: not over MIDI", func(x registration.EnclosureID) string { return fmt.Sprint(of(x).Channel) }, code(16, func(k *registration.EnclosureCode, v int) { k.Channel = uint8(v) })),
		controller, parameter, element,
		p.field("Value when closed", "Closed and open both 0 stand for 0 and 127", func(x registration.EnclosureID) string { return fmt.Sprint(of(x).Closed) }, code(127, func(k *registration.EnclosureCode, v int) { k.Closed = uint8(v) })),
		p.field("Value when open", "", func(x registration.EnclosureID) string { return fmt.Sprint(of(x).Open) }, code(127, func(k *registration.EnclosureCode, v int) { k.Open = uint8(v) })),
	}
}

func (p *boxesPage) inside(x registration.EnclosureID) []string {
	var out []string
	for _, d := range p.e.Console().Enclosures[x].Divisions {
		out = append(out, p.e.Console().Divisions[d].Name)
	}
	return out
}

// enclose reads names of divisions.
func (p *boxesPage) enclose(id, text string) (edit.Edit, error) {
	var in []string
	for _, name := range edit.Names(strings.ReplaceAll(text, ",", ";")) {
		at := slices.IndexFunc(p.e.Console().Divisions, func(d registration.Division) bool { return strings.EqualFold(d.Name, name) || d.ID == name })
		if at < 0 {
			return nil, fmt.Errorf("there is no division %s", name)
		}
		in = append(in, p.e.Console().Divisions[at].ID)
	}
	return edit.SetInside(id, in), nil
}

func (p *boxesPage) show() {
	c := p.e.Console()
	var rows []Row
	for i, x := range c.Enclosures {
		said := cmp.Or(c.Dialect.Enclosures[i].Words(), unsaid)
		r := Row{ID: x.ID, Cells: []string{x.Name, strings.Join(p.inside(registration.EnclosureID(i)), ", "), said}}
		if len(x.Divisions) > 0 {
			r.Tint = theme.DivisionColor(c, x.Divisions[0], theme.Dark())
		}
		rows = append(rows, r)
	}
	p.list.Set(rows)
	p.in.show(c)
	p.fill()
}

func (p *boxesPage) fill() {
	title := "Nothing is marked"
	if m := p.marked(); len(m) == 1 {
		title = p.e.Console().Enclosures[m[0]].Name
	} else if len(m) > 1 {
		title = fmt.Sprintf("%d swell boxes", len(m))
	}
	p.form.Fill(title)
}

func (p *boxesPage) commit() {
	c := p.e.Console()
	if at := p.in.SelectedIndex(); at >= 0 && at < len(c.Divisions) && p.e.do("Add a swell box", "", edit.AddEnclosure(p.name.Text, c.Divisions[at].ID)) {
		c = p.e.Console()
		p.list.Mark(c.Enclosures[len(c.Enclosures)-1].ID)
		p.name.SetText("")
	}
}

func (p *boxesPage) remove() {
	for _, id := range slices.Clone(p.list.Marked()) {
		p.e.do("Remove a swell box", "", edit.RemoveEnclosure(id))
	}
}
