package choose

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"voluntary/ui/theme"
)

// Size of the list in units.
const (
	Width     = 420
	rowHeight = 24
	mostRows  = 18
)

// Box is a list that is open. Everything belongs to Fyne's goroutine.
type Box struct {
	ask     func() []Item
	rows    []row
	marked  int // index in rows, -1 for none
	filter  *filter
	list    *widget.List
	nothing *widget.Label
	popUp   *widget.PopUp
	content fyne.CanvasObject
}

// row is an item or, when head is set, a heading.
type row struct {
	head string
	item Item
}

// Show opens a list at a place of a canvas, moved so that it lies within it. title says what the choice is about.
func Show(c fyne.Canvas, at fyne.Position, title string, items func() []Item) *Box {
	b := New(title, items)
	b.popUp = widget.NewPopUp(b.content, c)
	room := c.Size()
	size := b.content.MinSize()
	want := float32(min(len(b.rows), mostRows))*(rowHeight+fynetheme.Padding()) + size.Height - rowHeight
	size = fyne.NewSize(Width, min(max(want, 120), room.Height-24))
	at.X = max(min(at.X, room.Width-size.Width-8), 4)
	at.Y = max(min(at.Y, room.Height-size.Height-8), 4)
	b.popUp.ShowAtPosition(at)
	b.popUp.Resize(size)
	b.list.ScrollToTop() // it had no height when it was filled
	c.Focus(b.filter)
	return b
}

// New makes a list without showing it.
func New(title string, items func() []Item) *Box {
	b := &Box{ask: items}
	b.filter = &filter{box: b}
	b.filter.ExtendBaseWidget(b.filter)
	b.filter.PlaceHolder = "Type to search"
	b.filter.OnChanged = func(string) { b.fill(true) }
	b.nothing = widget.NewLabel("Nothing here is called that.")
	b.list = widget.NewList(func() int { return len(b.rows) }, newFace, func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < len(b.rows) {
			o.(*face).show(&b.rows[i], i == b.marked)
		}
	})
	b.list.HideSeparators = true
	b.list.OnSelected = func(i widget.ListItemID) {
		b.list.UnselectAll()
		if i < len(b.rows) && b.rows[i].head == "" {
			b.marked = i
			b.do(shifted())
		}
	}
	head := widget.NewLabelWithStyle(title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	head.Truncation = fyne.TextTruncateEllipsis
	foot := canvas.NewText("Return does it · Shift+Return stays here", theme.Current().TextSoft)
	foot.TextSize = 11
	b.content = container.NewBorder(container.NewVBox(head, b.filter), container.NewPadded(foot), nil, nil,
		container.NewStack(b.list, b.nothing))
	b.fill(true)
	return b
}

// fill asks for the items and shows those that match; first marks the first of them, otherwise the mark stays in place.
func (b *Box) fill(first bool) {
	b.rows = b.rows[:0]
	group := ""
	for _, it := range Match(b.ask(), b.filter.Text) {
		if it.Group != group {
			group = it.Group
			b.rows = append(b.rows, row{head: group})
		}
		b.rows = append(b.rows, row{item: it})
	}
	if first {
		b.marked = -1
		b.step(1)
		if i := meant(b.rows, b.filter.Text); i >= 0 {
			b.marked = i
		}
	}
	b.marked = min(b.marked, len(b.rows)-1)
	if len(b.rows) == 0 {
		b.nothing.Show()
	} else {
		b.nothing.Hide()
	}
	b.list.Refresh()
	if first {
		b.list.ScrollToTop()
		if b.marked > 0 {
			b.list.ScrollTo(b.marked)
		}
	}
}

// step moves the mark to the next item up or down, if there is one.
func (b *Box) step(by int) bool {
	for i := b.marked + by; i >= 0 && i < len(b.rows); i += by {
		if b.rows[i].head == "" {
			b.marked = i
			return true
		}
	}
	return false
}

func (b *Box) move(by, times int) {
	for range times {
		if !b.step(by) {
			break
		}
	}
	if b.marked >= 0 {
		at := b.marked
		if at > 0 && b.rows[at-1].head != "" {
			b.list.ScrollTo(at - 1)
		}
		b.list.ScrollTo(at)
	}
	b.list.Refresh()
}

// do does what is marked; the list goes away unless it is to stay.
func (b *Box) do(stay bool) {
	if b.marked < 0 || b.marked >= len(b.rows) || b.rows[b.marked].head != "" {
		return
	}
	act := b.rows[b.marked].item.Do
	if !stay {
		b.Hide()
	}
	if act != nil {
		act()
	}
	if stay {
		b.fill(false)
		if b.popUp != nil {
			b.popUp.Canvas.Focus(b.filter)
		}
	}
}

// Hide closes the list.
func (b *Box) Hide() {
	if b.popUp != nil {
		b.popUp.Hide()
	}
}

// Labels lists what is offered now, headings in brackets.
func (b *Box) Labels() []string {
	var out []string
	for _, r := range b.rows {
		if r.head != "" {
			out = append(out, "["+r.head+"]")
		} else {
			out = append(out, r.item.Label)
		}
	}
	return out
}

func shifted() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// filter is the line that is typed in.
type filter struct {
	widget.Entry
	box *Box
}

// TypedKey moves in the list; everything else is text.
func (f *filter) TypedKey(e *fyne.KeyEvent) {
	const page = 8
	switch e.Name {
	case fyne.KeyEscape:
		f.box.Hide()
	case fyne.KeyDown:
		f.box.move(1, 1)
	case fyne.KeyUp:
		f.box.move(-1, 1)
	case fyne.KeyPageDown:
		f.box.move(1, page)
	case fyne.KeyPageUp:
		f.box.move(-1, page)
	case fyne.KeyReturn, fyne.KeyEnter:
		f.box.do(shifted())
	default:
		f.Entry.TypedKey(e)
	}
}

// face draws a row.
type face struct {
	widget.BaseWidget
	back  *canvas.Rectangle
	dot   *canvas.Circle
	tick  *widget.Icon
	label *canvas.Text
	note  *canvas.Text
	words string // of the label, which shows as much of them as there is room for
	head  bool
}

func newFace() fyne.CanvasObject {
	f := &face{
		back: canvas.NewRectangle(color.Transparent), dot: canvas.NewCircle(color.Transparent),
		tick: widget.NewIcon(fynetheme.ConfirmIcon()), label: canvas.NewText("", color.Black), note: canvas.NewText("", color.Black),
	}
	f.back.CornerRadius = 4
	f.note.TextSize = 11
	f.ExtendBaseWidget(f)
	return f
}

func (f *face) show(r *row, marked bool) {
	c := theme.Current()
	f.back.FillColor = color.Transparent
	if marked {
		f.back.FillColor = theme.Alpha(c.Accent, 0x48)
	}
	f.head = r.head != ""
	f.dot.FillColor, f.dot.StrokeWidth = color.Transparent, 0
	f.tick.Hide()
	if f.head {
		f.words, f.label.Color, f.label.TextSize, f.label.TextStyle.Bold = r.head, c.TextSoft, 11, true
		f.note.Text = ""
	} else {
		it := &r.item
		f.words, f.label.Color, f.label.TextSize, f.label.TextStyle.Bold = it.Label, c.Text, 13, it.On
		f.note.Text, f.note.Color = it.Note, c.TextSoft
		if it.Faint {
			f.label.Color = c.TextSoft
		}
		if it.Tint != nil {
			f.dot.StrokeColor, f.dot.StrokeWidth = it.Tint, 1.5
			if it.On {
				f.dot.FillColor = it.Tint
			}
		}
		if it.On {
			f.tick.Show()
		}
	}
	f.place(f.Size())
	f.Refresh()
}

func (f *face) place(size fyne.Size) {
	f.back.Resize(size)
	x := float32(46)
	if f.head {
		x = 8
	}
	f.dot.Resize(fyne.NewSquareSize(10))
	f.dot.Move(fyne.NewPos(10, (size.Height-10)/2))
	f.tick.Resize(fyne.NewSquareSize(16))
	f.tick.Move(fyne.NewPos(25, (size.Height-16)/2))
	note := f.note.MinSize()
	f.note.Resize(note)
	f.note.Move(fyne.NewPos(size.Width-note.Width-8, (size.Height-note.Height)/2))
	room := size.Width - x - 8
	if f.note.Text != "" {
		room -= note.Width + 8
	}
	f.fit(room)
	h := f.label.MinSize().Height
	f.label.Resize(fyne.NewSize(room, h))
	f.label.Move(fyne.NewPos(x, (size.Height-h)/2))
}

// fit shows as much of the label's words as have room.
func (f *face) fit(room float32) {
	f.label.Text = f.words
	if room <= 0 {
		return // it has no size yet
	}
	for words := []rune(f.words); len(words) > 1 && f.label.MinSize().Width > room; f.label.Text = strings.TrimSpace(string(words)) + "…" {
		words = words[:len(words)-1]
	}
}

// CreateRenderer implements fyne.Widget.
func (f *face) CreateRenderer() fyne.WidgetRenderer { return &faceRenderer{f} }

type faceRenderer struct{ f *face }

func (r *faceRenderer) Layout(s fyne.Size) { r.f.place(s) }
func (r *faceRenderer) MinSize() fyne.Size { return fyne.NewSize(120, rowHeight) }
func (r *faceRenderer) Refresh()           { canvas.Refresh(r.f) }
func (r *faceRenderer) Destroy()           {}
func (r *faceRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.f.back, r.f.dot, r.f.tick, r.f.label, r.f.note}
}
