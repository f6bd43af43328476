package ui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"voluntary/sequencer"
	"voluntary/ui/touch"
)

// orderRow is one order of the lane in words.
type orderRow struct {
	order sequencer.Order
	cells [5]string // place, what is done, division, name, value
	text  string    // all that it is found by, in small letters
}

var orderColumns = [...]struct {
	title string
	width float32
}{{"Place", 110}, {"What", 110}, {"Division", 130}, {"Name", 300}, {"Value", 130}}

// orderRows puts every order of the lane into words.
func orderRows(a *sequencer.Arrangement) []orderRow {
	c := a.Console()
	r := sequencer.NewRegistrar(a, c)
	var out []orderRow
	for _, o := range sequencer.Orders(a) {
		row := orderRow{order: o}
		row.cells[0] = a.Meters().Position(o.At).String()
		row.cells[3] = o.ID
		switch o.Kind {
		case sequencer.RecallOrder:
			row.cells[1] = "Recall scene"
		case sequencer.ShoeOrder:
			row.cells[1] = "Move shoe"
			if o.Line {
				row.cells[1] = "Lead shoe"
			}
			row.cells[4] = fmt.Sprintf("%d of 127", o.Value)
			if e, ok := c.Enclosure(o.ID); ok {
				row.cells[3] = c.Enclosures[e].Name
				if in := c.Enclosures[e].Divisions; len(in) == 1 {
					row.cells[2] = c.Divisions[in[0]].Name
				}
			}
		default:
			row.cells[1] = "Draw"
			if o.Kind == sequencer.RetireOrder {
				row.cells[1] = "Retire"
			}
			if k, _, ok := r.Control(o.ID); ok {
				row.cells[2], row.cells[3] = c.Divisions[c.Controls[k].Division].Name, c.Controls[k].Label()
			} else {
				row.cells[4] = "not on this organ"
			}
		}
		row.text = strings.ToLower(strings.Join(row.cells[:], " ") + " " + o.ID)
		out = append(out, row)
	}
	return out
}

// orderTable is the list of everything that the lane does. It keeps what it shows up to date with the piece.
type orderTable struct {
	widget.Table
	w      *Window
	rows   []orderRow // that are shown
	all    []orderRow
	query  string
	by     int // column that it is sorted by
	down   bool
	chosen int // index in rows, -1 for none
	note   *widget.Label
	search *touch.Entry
	box    *box // that it stands in
}

// renewOrders brings an open table up to date with the piece.
func (w *Window) renewOrders() {
	if t := w.orders; t != nil {
		if slices.Contains(w.boxes, t.box) {
			t.renew()
		} else {
			w.orders = nil
		}
	}
}

// newOrderTable lists the orders of the window's piece.
func newOrderTable(w *Window) *orderTable {
	t := &orderTable{w: w, chosen: -1, note: widget.NewLabel(""), search: w.entry("")}
	t.note.Truncation = fyne.TextTruncateEllipsis
	t.Length = func() (int, int) { return len(t.rows), len(orderColumns) }
	t.CreateCell = func() fyne.CanvasObject {
		l := widget.NewLabel("")
		l.Truncation = fyne.TextTruncateEllipsis
		return l
	}
	t.UpdateCell = func(id widget.TableCellID, o fyne.CanvasObject) {
		l := o.(*widget.Label)
		l.TextStyle.Bold = id.Row == t.chosen
		l.SetText(t.rows[id.Row].cells[id.Col])
	}
	t.ShowHeaderRow = true
	t.CreateHeader = func() fyne.CanvasObject {
		b := w.button("", nil)
		b.Alignment, b.Importance = widget.ButtonAlignLeading, widget.LowImportance
		return b
	}
	t.UpdateHeader = func(id widget.TableCellID, o fyne.CanvasObject) {
		b := o.(*touch.Button)
		b.Text, b.Icon = orderColumns[id.Col].title, nil
		b.IconPlacement = widget.ButtonIconTrailingText
		if id.Col == t.by {
			b.Icon = fynetheme.MenuDropDownIcon()
			if t.down {
				b.Icon = fynetheme.MenuDropUpIcon()
			}
		}
		b.OnTapped = func() { t.sortBy(id.Col) }
		b.Refresh()
	}
	t.OnSelected = func(id widget.TableCellID) {
		t.chosen = id.Row
		t.Refresh()
	}
	t.ExtendBaseWidget(t)
	for i, c := range orderColumns {
		t.SetColumnWidth(i, c.width)
	}
	t.renew()
	return t
}

// renew takes the orders of the piece as it is now.
func (t *orderTable) renew() {
	t.all = orderRows(t.w.session.Piece())
	t.fill()
}

// sortBy sorts by a column, the other way round when it is sorted by it already.
func (t *orderTable) sortBy(column int) {
	t.down = column == t.by && !t.down
	t.by = column
	t.fill()
}

// find shows the orders in which every word of a query is found.
func (t *orderTable) find(query string) {
	t.query = strings.ToLower(query)
	t.fill()
}

func (t *orderTable) fill() {
	var kept sequencer.Order
	had := t.chosen >= 0 && t.chosen < len(t.rows)
	if had {
		kept = t.rows[t.chosen].order
	}
	words := strings.Fields(t.query)
	t.rows = t.rows[:0]
	for _, r := range t.all {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(r.text, w) }) {
			t.rows = append(t.rows, r)
		}
	}
	slices.SortStableFunc(t.rows, func(a, b orderRow) int {
		way := 1
		if t.down {
			way = -1
		}
		switch t.by {
		case 0:
			return way * cmp.Compare(a.order.At, b.order.At)
		case 4:
			return way * cmp.Or(cmp.Compare(a.order.Value, b.order.Value), cmp.Compare(a.cells[4], b.cells[4]))
		}
		return way * cmp.Compare(a.cells[t.by], b.cells[t.by])
	})
	switch n := len(t.rows); {
	case len(t.all) == 0:
		t.note.SetText("The lane is empty.")
	case n == len(t.all):
		t.note.SetText(fmt.Sprintf("%s. Return changes one, G goes to its place, Del removes it; 1 to %d sort.", sequencer.Count(n, "order"), len(orderColumns)))
	default:
		t.note.SetText(sequencer.Figures(n) + " of " + sequencer.Count(len(t.all), "order") + ".")
	}
	t.choose(slices.IndexFunc(t.rows, func(r orderRow) bool { return had && r.order == kept }))
}

// choose marks a row and brings it into sight; -1 marks none.
func (t *orderTable) choose(row int) {
	t.chosen = min(row, len(t.rows)-1)
	if t.chosen < 0 {
		t.UnselectAll()
	} else {
		t.Select(widget.TableCellID{Row: t.chosen})
	}
	t.Refresh()
}

// focus gives the table the keyboard.
func (t *orderTable) focus() { t.w.win.Canvas().Focus(t) }

// FocusGained implements fyne.Focusable: a line is chosen for the keys to start from.
func (t *orderTable) FocusGained() {
	t.Table.FocusGained()
	if t.chosen < 0 {
		t.choose(0)
	}
}

// TypedKey implements fyne.Focusable.
func (t *orderTable) TypedKey(e *fyne.KeyEvent) {
	const page = 10
	if n := slices.Index(columnKeys, e.Name); n >= 0 {
		t.sortBy(n)
		return
	}
	switch e.Name {
	case fyne.KeyUp:
		if t.chosen <= 0 {
			t.w.win.Canvas().Focus(t.search)
			return
		}
		t.choose(t.chosen - 1)
	case fyne.KeyDown:
		t.choose(t.chosen + 1)
	case fyne.KeyPageUp:
		t.choose(max(t.chosen-page, 0))
	case fyne.KeyPageDown:
		t.choose(t.chosen + page)
	case fyne.KeyHome:
		t.choose(0)
	case fyne.KeyEnd:
		t.choose(len(t.rows) - 1)
	case fyne.KeyDelete, fyne.KeyBackspace:
		t.remove()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF2: // no letter: it would be typed into the form
		t.change()
	case fyne.KeyG:
		t.goThere()
	default:
		t.w.typedKey(e)
	}
}

// columnKeys sort by a column.
var columnKeys = []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5}

func (t *orderTable) order() (sequencer.Order, bool) {
	if t.chosen < 0 || t.chosen >= len(t.rows) {
		t.note.SetText("Choose a line first.")
		return sequencer.Order{}, false
	}
	return t.rows[t.chosen].order, true
}

// goThere brings the place of the chosen order into sight, and puts the table away.
func (t *orderTable) goThere() {
	if o, ok := t.order(); ok {
		t.w.engine.Seek(o.At)
		t.w.setAxis(t.w.axis.Centre(o.At))
		t.box.Hide()
	}
}

// remove takes the chosen order out of the lane.
func (t *orderTable) remove() {
	o, ok := t.order()
	if !ok {
		return
	}
	row := t.chosen
	if err := t.w.try("Remove from the lane", sequencer.RemoveOrders([]sequencer.Order{o})); err != nil {
		t.note.SetText(sentence(err))
		return
	}
	t.renew()
	t.choose(row)
}

// change asks for another place, and of a shoe for another value.
func (t *orderTable) change() {
	o, ok := t.order()
	if !ok {
		return
	}
	row := t.rows[t.chosen]
	m := t.w.session.Piece().Meters()
	where := m.Position(o.At)
	f := form{
		title:   fmt.Sprintf("%s %s", row.cells[1], row.cells[3]),
		numbers: []number{{"Bar", float64(where.Bar), 1, mostBars, true}, {"Beat", where.Beat, 1, 255, false}},
	}
	if o.Kind == sequencer.ShoeOrder {
		f.numbers = append(f.numbers, number{"Open, from 0 to 127", float64(o.Value), 0, 127, true})
		f.check, f.checked = "Led there in a line", o.Line
	}
	t.w.askForm(f, func(got answers) error {
		to := sequencer.Position{Bar: int(got.numbers[0]), Beat: got.numbers[1]}
		at, value := o.At, o.Value
		if to.String() != where.String() { // as it was written; the tick may be finer
			at = m.Tick(to)
		}
		if o.Kind == sequencer.ShoeOrder {
			value = uint8(got.numbers[2])
		}
		if err := t.w.try("Change in the lane", sequencer.ChangeOrder(o, at, value, got.checked)); err != nil {
			return err
		}
		t.renew()
		t.choose(slices.IndexFunc(t.rows, func(r orderRow) bool { return r.order.At == at && r.order.Kind == o.Kind && r.order.ID == o.ID }))
		return nil
	})
}

// showOrders opens the table. Down in the line that searches, Return there and Tab go to the orders.
func (w *Window) showOrders() *orderTable {
	t := newOrderTable(w)
	t.search.SetPlaceHolder("Search: bar, stop, division…")
	t.search.OnChanged = t.find
	t.search.OnDown = t.focus
	t.search.OnSubmitted = func(string) { t.focus() }
	change := w.button("Change… (Return)", t.change)
	change.Importance = widget.HighImportance
	buttons := container.NewHBox(
		w.button("Remove (Del)", t.remove), w.button("Go there (G)", t.goThere), layout.NewSpacer(),
		w.button("Close", func() { t.box.Hide() }), change)
	content := container.New(layout.NewBorderLayout(t.search, t.note, nil, nil), t.search, t, t.note) // in the order of Tab
	d := dialog.NewCustomWithoutButtons("Everything that the lane does", content, w.win)
	d.SetButtons([]fyne.CanvasObject{buttons})
	size := w.win.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width-60, 900), min(size.Height-60, 600)))
	t.box, w.orders = w.show(d, t.change), t
	w.win.Canvas().Focus(t.search)
	return t
}
