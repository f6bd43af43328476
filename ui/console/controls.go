package console

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/registration/draft"
	"voluntary/registration/edit"
	"voluntary/ui/theme"
)

// controlsPage is the stops, couplers and tremulants.
type controlsPage struct {
	table[registration.ControlID]
	in    divisionChoice
	means *widget.Label

	by   int // column that the list is sorted by, -1: the console's order
	down bool
}

const (
	byDivision = iota
	byName
	byFeet
	byFamily
	byCode
)

func newControlsPage(e *Editor) *controlsPage {
	p := &controlsPage{table: table[registration.ControlID]{e: e, find: (*registration.Console).Control}, means: widget.NewLabel(""), by: -1}
	p.in = newDivisionChoice(e, func(string) { p.read() })
	p.means.Truncation = fyne.TextTruncateEllipsis
	p.build(tableParts{
		columns: []Column{{"Division", 2}, {"Name", 4.2}, {"Feet", 1.3}, {"Family", 2.2}, {"Said as", 3.3}},
		empty:   "No stops yet. Type one below: Open Diapason 8, or several with semicolons between them.",
		hint:    "Open Diapason 8; Principal 4; Mixture IV; Swell to Great; Tremulant",
		fields:  slices.Concat(p.meaning(), p.saying()), share: 0.62,
		fill: p.fill, remove: p.remove, commit: p.commit, move: p.move, before: p.in.sized(), below: p.means,
	})
	p.list.OnSort = p.sort
	p.name.OnChanged = func(string) { p.read() }
	return p
}

func (p *controlsPage) title() string { return "Stops and couplers" }

func familyText(k *registration.Control) string {
	switch {
	case k.Kind != registration.Stop:
		return k.Kind.String()
	case k.Family == registration.NoFamily:
		return "?"
	}
	return string(k.Family)
}

func (p *controlsPage) show() {
	c := p.e.Console()
	order := make([]int, len(c.Controls))
	for i := range order {
		order[i] = i
	}
	if p.by >= 0 {
		slices.SortStableFunc(order, func(a, b int) int {
			n := p.compare(&c.Controls[a], &c.Controls[b], &c.Dialect.Controls[a], &c.Dialect.Controls[b])
			if p.down {
				n = -n
			}
			return n
		})
	}
	rows := make([]Row, 0, len(order))
	for _, i := range order {
		k := &c.Controls[i]
		feet := ""
		if k.Pitch > 0 {
			feet = registration.FeetText(k.Pitch)
		} else if len(k.Ranks) > 0 {
			feet = fmt.Sprintf("%d ranks", len(k.Ranks))
		}
		rows = append(rows, Row{
			ID: k.ID, Tint: theme.DivisionColor(c, k.Division, theme.Dark()),
			Cells: []string{c.Divisions[k.Division].Name, k.Name, feet, familyText(k), codeText(&c.Dialect.Controls[i])},
		})
	}
	p.list.Set(rows)
	p.in.show(c)
	p.fill()
	p.read()
}

func (p *controlsPage) compare(a, b *registration.Control, x, y *registration.ControlCode) int {
	switch p.by {
	case byDivision:
		return cmp.Compare(a.Division, b.Division)
	case byName:
		return edit.ByName(a, b)
	case byFeet:
		return edit.ByFeet(a, b)
	case byFamily:
		return edit.ByFamily(a, b)
	}
	return cmp.Or(strings.Compare(string(x.Kind), string(y.Kind)), cmp.Compare(x.Channel, y.Channel), cmp.Compare(x.Number, y.Number), cmp.Compare(x.Index, y.Index))
}

// sort shows the list by a column, then the other way round, then in the console's own order.
func (p *controlsPage) sort(column int) {
	switch {
	case p.by != column:
		p.by, p.down = column, false
	case !p.down:
		p.down = true
	default:
		p.by = -1
	}
	text := "In the console's own order"
	if p.by >= 0 {
		text = "Shown by " + strings.ToLower(p.list.columns[column].Title) + ": press once more for the other way round. Keep this order makes it the console's own"
	}
	p.e.say(text, false)
	p.show()
}

func (p *controlsPage) keepOrder() {
	if p.by < 0 {
		p.e.say("Press the head of a column first: the list is in the console's own order.", true)
		return
	}
	c := p.e.Console()
	place := func(k *registration.Control) *registration.ControlCode {
		id, _ := c.Control(k.ID)
		return &c.Dialect.Controls[id]
	}
	if p.e.do("Sort the controls", "", edit.SortControls(func(a, b *registration.Control) int {
		n := p.compare(a, b, place(a), place(b))
		if p.down {
			n = -n
		}
		return n
	})) {
		p.by = -1
		p.show()
	}
}

func (p *controlsPage) fill() {
	c := p.e.Console()
	marked := p.marked()
	title := "Nothing is marked"
	switch len(marked) {
	case 0:
	case 1:
		k := &c.Controls[marked[0]]
		title = c.Divisions[k.Division].Name + ": " + k.Label()
	default:
		title = fmt.Sprintf("%d controls: what you change holds for all", len(marked))
	}
	p.form.Fill(title)
}

// read says what the names that are typed mean.
func (p *controlsPage) read() {
	names := edit.Names(p.name.Text)
	at := p.in.SelectedIndex()
	if len(names) == 0 || at < 0 {
		p.means.SetText("Return adds what is typed. The dictionary knows pitch and family of most names.")
		return
	}
	d := draft.Of(p.e.Console())
	var out []string
	for _, name := range names {
		k := edit.Read(d, registration.DivisionID(at), name)
		text := k.Label() + ": "
		switch k.Kind {
		case registration.Stop:
			text += familyText(&k)
			if k.Family == registration.NoFamily {
				text = k.Label() + ": family not known, choose it at the right"
			}
			if len(k.Ranks) > 0 {
				text += fmt.Sprintf(" of %d ranks", len(k.Ranks))
			}
		case registration.Coupler:
			text += "coupler, plays " + d.Divisions[k.To].Name
			if k.Shift != 0 {
				text += fmt.Sprintf(" %+d", k.Shift)
			}
		default:
			text += k.Kind.String()
		}
		out = append(out, text)
	}
	p.means.SetText(strings.Join(out, "  ·  "))
}

func (p *controlsPage) commit() {
	at := p.in.SelectedIndex()
	c := p.e.Console()
	if at < 0 || at >= len(c.Divisions) {
		return
	}
	before := make(map[string]bool, len(c.Controls))
	for _, k := range c.Controls {
		before[k.ID] = true
	}
	names := edit.Names(p.name.Text)
	label := "Add a control"
	if len(names) == 1 {
		label = "Add " + names[0]
	} else if len(names) > 1 {
		label = fmt.Sprintf("Add %d controls", len(names))
	}
	if !p.e.do(label, "", edit.AddNamed(c.Divisions[at].ID, names)) {
		return
	}
	var added []string
	for _, k := range p.e.Console().Controls {
		if !before[k.ID] {
			added = append(added, k.ID)
		}
	}
	p.name.SetText("")
	p.list.Mark(added...)
}

func (p *controlsPage) remove() {
	ids := p.list.Marked()
	if len(ids) == 0 {
		return
	}
	p.e.do(counted("Remove", ids), "", edit.RemoveControls(slices.Clone(ids)))
}

func counted(verb string, ids []string) string {
	if len(ids) == 1 {
		return verb + " a control"
	}
	return fmt.Sprintf("%s %d controls", verb, len(ids))
}

func (p *controlsPage) move(by int) {
	if p.by >= 0 {
		p.e.say("The list is sorted by a column: press its head until it is in the console's own order, then move.", true)
		return
	}
	if ids := p.list.Marked(); len(ids) > 0 {
		p.e.do(counted("Move", ids), "", edit.MoveControls(ids, by))
	}
}

func (p *controlsPage) double() {
	c := p.e.Console()
	var names []string
	for _, k := range p.marked() {
		names = append(names, c.Controls[k].ID)
	}
	if len(names) > 0 {
		p.e.do(counted("Copy", names), "", edit.CopyControls(names))
	}
}

func (p *controlsPage) numberOn() {
	if ids := p.list.Marked(); len(ids) < 2 {
		p.e.say("Mark several controls: the first keeps its number, the others get those that follow.", true)
	} else {
		p.e.do(counted("Number", ids), "", edit.NumberOn(ids))
	}
}
