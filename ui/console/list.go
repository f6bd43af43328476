package console

import (
	"image/color"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

const rowHeight = 24

// Row is one line of a list.
type Row struct {
	ID    string
	Cells []string
	Tint  color.Color // of a dot before the first cell; nil: none
}

// Column is one column of a list.
type Column struct {
	Title string
	Width float32 // share of the room
}

// List shows rows, of which several can be marked. It is mute.
type List struct {
	widget.BaseWidget

	OnMarked func()           // another set is marked
	OnDo     func()           // Return
	OnRemove func()           // Delete
	OnShift  func(by int)     // Alt+Up, Alt+Down
	OnRune   func(r rune)     // a letter, where it means something; else it finds a row
	OnSort   func(column int) // a head was pressed
	OnKey    touch.Keys       // a key that means nothing here
	Keys     map[fyne.KeyName]func()

	columns []Column
	rows    []Row
	marked  []string // ids, the first marked first
	at      int      // the row that the keys start from
	from    int      // the other end of a span
	heads   []*touch.Button
	list    *rows
	box     *fyne.Container
	empty   *widget.Label
	typed   string
	typedAt time.Time
}

// NewList makes a list with these columns; nothing is what it says without rows.
func NewList(columns []Column, nothing string) *List {
	l := &List{columns: columns, at: 0}
	l.list = newRows(l)
	heads := container.New(&cells{l.columns, 30})
	for i, c := range columns {
		h := touch.NewButton(c.Title, nil, func() {
			if l.OnSort != nil {
				l.OnSort(i)
			}
		})
		h.Importance, h.Alignment = widget.LowImportance, widget.ButtonAlignLeading
		h.OnKey = func(e *fyne.KeyEvent) { l.OnKey.Pass(e) }
		l.heads = append(l.heads, h)
		heads.Add(h)
	}
	l.empty = widget.NewLabel(nothing)
	l.empty.Wrapping = fyne.TextWrapWord
	l.box = container.NewBorder(heads, nil, nil, nil, container.NewStack(l.list, l.empty))
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *List) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.box) }

// Set shows rows. Marks of rows that are gone are gone.
func (l *List) Set(rows []Row) {
	l.rows = rows
	l.marked = slices.DeleteFunc(l.marked, func(id string) bool { return l.find(id) < 0 })
	l.at = max(min(l.at, len(rows)-1), 0)
	l.from = max(min(l.from, len(rows)-1), 0)
	if len(l.marked) == 0 && len(rows) > 0 {
		l.marked = []string{rows[l.at].ID}
		l.from = l.at
	} else if n := len(l.marked); n == 1 {
		l.at = l.find(l.marked[0])
		l.from = l.at
	}
	if len(rows) == 0 {
		l.empty.Show()
	} else {
		l.empty.Hide()
	}
	l.list.Refresh()
}

// Marked lists the ids that are marked, the first marked first.
func (l *List) Marked() []string { return l.marked }

// Mark marks rows; those that are not there are passed over.
func (l *List) Mark(ids ...string) {
	l.marked = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return l.find(id) < 0 })
	if n := len(l.marked); n > 0 {
		l.at = l.find(l.marked[n-1])
		l.from = l.find(l.marked[0])
		l.list.ScrollTo(l.at)
	}
	l.changed()
}

// MarkAll marks every row.
func (l *List) MarkAll() {
	var ids []string
	for _, r := range l.rows {
		ids = append(ids, r.ID)
	}
	l.marked = ids
	l.changed()
}

func (l *List) find(id string) int {
	return slices.IndexFunc(l.rows, func(r Row) bool { return r.ID == id })
}

func (l *List) changed() {
	l.list.Refresh()
	if l.OnMarked != nil {
		l.OnMarked()
	}
}

// press marks a row as the mouse does: alone, with Ctrl besides the others, with Shift up to it.
func (l *List) press(i int, ctrl, shift bool) {
	if i < 0 || i >= len(l.rows) {
		return
	}
	id := l.rows[i].ID
	switch {
	case shift:
		l.span(i)
		return
	case ctrl && slices.Contains(l.marked, id):
		l.marked = slices.DeleteFunc(slices.Clone(l.marked), func(v string) bool { return v == id })
	case ctrl:
		l.marked = append(slices.Clone(l.marked), id)
	default:
		l.marked = []string{id}
	}
	l.at, l.from = i, i
	l.changed()
}

// span marks from where the last mark began to a row.
func (l *List) span(to int) {
	l.at = to
	var ids []string
	step := 1
	if to < l.from {
		step = -1
	}
	for i := l.from; i != to+step; i += step {
		ids = append(ids, l.rows[i].ID)
	}
	l.marked = ids
	l.list.ScrollTo(to)
	l.changed()
}

func (l *List) step(by int, shift bool) {
	to := max(min(l.at+by, len(l.rows)-1), 0)
	if len(l.rows) == 0 {
		return
	}
	if shift {
		l.span(to)
		return
	}
	l.press(to, false, false)
	l.list.ScrollTo(to)
}

// find a row by the letters typed within a second.
func (l *List) seek(r rune) {
	if time.Since(l.typedAt) > time.Second {
		l.typed = ""
	}
	l.typed, l.typedAt = l.typed+strings.ToLower(string(r)), time.Now()
	for n := range l.rows {
		i := (l.at + n) % len(l.rows)
		if n == 0 && len(l.typed) == 1 {
			continue
		}
		for _, cell := range l.rows[i].Cells {
			if strings.HasPrefix(strings.ToLower(cell), l.typed) {
				l.press(i, false, false)
				l.list.ScrollTo(i)
				return
			}
		}
	}
}

// Focus gives the list the keyboard.
func (l *List) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l.list); c != nil {
		c.Focus(l.list)
	}
}

// rows is the part that scrolls and takes the keys.
type rows struct {
	widget.List
	of      *List
	focused bool
	shift   bool
	alt     bool
}

func newRows(of *List) *rows {
	r := &rows{of: of}
	r.Length = func() int { return len(of.rows) }
	r.CreateItem = func() fyne.CanvasObject { return newRow(of) }
	r.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { o.(*row).show(i) }
	r.HideSeparators = true
	r.ExtendBaseWidget(r)
	return r
}

// FocusGained implements fyne.Focusable.
func (r *rows) FocusGained() { r.focused = true; r.Refresh() }

// FocusLost implements fyne.Focusable.
func (r *rows) FocusLost() { r.focused, r.shift, r.alt = false, false, false; r.Refresh() }

// KeyDown implements desktop.Keyable.
func (r *rows) KeyDown(e *fyne.KeyEvent) { r.modifier(e.Name, true) }

// KeyUp implements desktop.Keyable.
func (r *rows) KeyUp(e *fyne.KeyEvent) { r.modifier(e.Name, false) }

func (r *rows) modifier(k fyne.KeyName, down bool) {
	switch k {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight:
		r.shift = down
	case desktop.KeyAltLeft, desktop.KeyAltRight:
		r.alt = down
	}
}

// TypedRune implements fyne.Focusable.
func (r *rows) TypedRune(c rune) {
	if c <= ' ' || r.alt {
		return
	}
	if r.of.OnRune != nil {
		r.of.OnRune(c)
		return
	}
	r.of.seek(c)
}

// TypedKey implements fyne.Focusable.
func (r *rows) TypedKey(e *fyne.KeyEvent) {
	l := r.of
	const page = 10
	by := map[fyne.KeyName]int{
		fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -page, fyne.KeyPageDown: page, fyne.KeyHome: -len(l.rows), fyne.KeyEnd: len(l.rows),
	}[e.Name]
	switch {
	case by != 0 && r.alt:
		if l.OnShift != nil && (by == 1 || by == -1) {
			l.OnShift(by)
		}
	case by != 0:
		l.step(by, r.shift)
	case l.Keys[e.Name] != nil:
		l.Keys[e.Name]()
	case e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter:
		if l.OnDo != nil {
			l.OnDo()
		}
	case e.Name == fyne.KeyDelete:
		if l.OnRemove != nil {
			l.OnRemove()
		}
	default:
		l.OnKey.Pass(e)
	}
}

// TypedShortcut implements fyne.Shortcutable for the keys that mean something in a list alone; a menu takes the others first.
func (r *rows) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		r.of.MarkAll()
	case *desktop.CustomShortcut:
		if s.Modifier == fyne.KeyModifierAlt && r.of.OnShift != nil {
			switch s.KeyName {
			case fyne.KeyUp:
				r.of.OnShift(-1)
			case fyne.KeyDown:
				r.of.OnShift(1)
			}
		}
	}
}

// cells lays columns out by their shares of the width, after a margin.
type cells struct {
	columns []Column
	height  float32
}

const dotRoom = 20

func (c *cells) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	total := float32(0)
	for _, col := range c.columns {
		total += col.Width
	}
	x := float32(dotRoom)
	for i, o := range objects {
		w := (size.Width - dotRoom) * c.columns[i].Width / total
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w-4, size.Height))
		x += w
	}
}

func (c *cells) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(dotRoom+36*float32(len(c.columns)), c.height)
}

// row draws one row.
type row struct {
	widget.BaseWidget
	of    *List
	i     int
	back  *canvas.Rectangle
	dot   *canvas.Circle
	edge  *canvas.Rectangle
	cells []*widget.Label
	line  *fyne.Container
}

func newRow(of *List) *row {
	r := &row{of: of, back: canvas.NewRectangle(color.Transparent), edge: canvas.NewRectangle(color.Transparent), dot: canvas.NewCircle(color.Transparent)}
	r.line = container.New(&cells{of.columns, rowHeight})
	for range of.columns {
		t := widget.NewLabel("")
		t.Truncation = fyne.TextTruncateEllipsis
		r.cells = append(r.cells, t)
		r.line.Add(t)
	}
	r.ExtendBaseWidget(r)
	return r
}

func (r *row) show(i int) {
	if i >= len(r.of.rows) {
		return
	}
	r.i = i
	data := &r.of.rows[i]
	marked := slices.Contains(r.of.marked, data.ID)
	c := theme.Current()
	r.back.FillColor, r.edge.FillColor = color.Transparent, color.Transparent
	if marked {
		r.back.FillColor = theme.Alpha(c.Accent, 0x30)
		if r.of.list.focused {
			r.back.FillColor = theme.Alpha(c.Accent, 0x58)
		}
		r.edge.FillColor = c.Accent // besides the colour, a bar at the edge
	}
	r.dot.FillColor = color.Transparent
	if data.Tint != nil {
		r.dot.FillColor = data.Tint
	}
	for k, t := range r.cells {
		text := ""
		if k < len(data.Cells) {
			text = data.Cells[k]
		}
		if t.Text != text || t.TextStyle.Bold != marked {
			t.TextStyle.Bold = marked
			t.SetText(text)
		}
	}
	r.Refresh()
}

// MouseDown implements desktop.Mouseable.
func (r *row) MouseDown(e *desktop.MouseEvent) {
	r.of.Focus()
	r.of.press(r.i, e.Modifier&fyne.KeyModifierShortcutDefault != 0, e.Modifier&fyne.KeyModifierShift != 0)
}

// MouseUp implements desktop.Mouseable.
func (r *row) MouseUp(*desktop.MouseEvent) {}

// Tapped keeps the tap from the list below, which would mark the row its own way.
func (r *row) Tapped(*fyne.PointEvent) {}

// DoubleTapped implements fyne.DoubleTappable.
func (r *row) DoubleTapped(*fyne.PointEvent) {
	if r.of.OnDo != nil {
		r.of.OnDo()
	}
}

// CreateRenderer implements fyne.Widget.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return &rowRenderer{r} }

type rowRenderer struct{ r *row }

func (x *rowRenderer) Layout(s fyne.Size) {
	x.r.back.Resize(s)
	x.r.edge.Resize(fyne.NewSize(3, s.Height))
	x.r.dot.Resize(fyne.NewSquareSize(10))
	x.r.dot.Move(fyne.NewPos(8, (s.Height-10)/2))
	h := x.r.cells[0].MinSize().Height
	x.r.line.Move(fyne.NewPos(0, (s.Height-h)/2))
	x.r.line.Resize(fyne.NewSize(s.Width, h))
}
func (x *rowRenderer) MinSize() fyne.Size { return fyne.NewSize(120, rowHeight) }
func (x *rowRenderer) Refresh() {
	canvas.Refresh(x.r.back)
	canvas.Refresh(x.r.edge)
	canvas.Refresh(x.r.dot)
}
func (x *rowRenderer) Destroy() {}
func (x *rowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{x.r.back, x.r.edge, x.r.dot, x.r.line}
}

// spaced is a row of buttons.
func spaced(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewHBoxLayout(), objects...)
}
