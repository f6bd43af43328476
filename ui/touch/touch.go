package touch

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Keys takes a key that a widget has no use for.
type Keys func(*fyne.KeyEvent)

// Pass gives on a key; without a taker it is lost.
func (k Keys) Pass(e *fyne.KeyEvent) {
	if k != nil {
		k(e)
	}
}

// presses reports whether a key presses what has the focus.
func presses(e *fyne.KeyEvent) bool { return e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter }

// Button is a button that Return presses.
type Button struct {
	widget.Button
	OnKey  Keys
	Hint   string        // what it does, for a line that says what lies under the pointer
	HintOn func() string // nil: nothing; added to the hint when it is told, as for the key that does the same now
	OnHint func(string)  // told the hint while the pointer is on it, "" when it leaves
}

// NewButton makes a button; icon may be nil.
func NewButton(label string, icon fyne.Resource, tapped func()) *Button {
	b := &Button{}
	b.Text, b.Icon, b.OnTapped = label, icon, tapped
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	if presses(e) {
		b.Tapped(nil)
		return
	}
	b.OnKey.Pass(e)
}

// MouseIn implements desktop.Hoverable.
func (b *Button) MouseIn(e *desktop.MouseEvent) {
	b.Button.MouseIn(e)
	text := b.Hint
	if b.HintOn != nil {
		text += b.HintOn()
	}
	b.hint(text)
}

// MouseOut implements desktop.Hoverable.
func (b *Button) MouseOut() {
	b.Button.MouseOut()
	b.hint("")
}

func (b *Button) hint(text string) {
	if b.OnHint != nil {
		b.OnHint(text)
	}
}

// Check is a switch that Return moves.
type Check struct {
	widget.Check
	OnKey Keys
}

// NewCheck makes a switch.
func NewCheck(label string, changed func(bool)) *Check {
	c := &Check{}
	c.Text, c.OnChanged = label, changed
	c.ExtendBaseWidget(c)
	return c
}

// TypedRune implements fyne.Focusable.
func (c *Check) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (c *Check) TypedKey(e *fyne.KeyEvent) {
	if presses(e) && !c.Disabled() {
		c.SetChecked(!c.Checked)
		return
	}
	c.OnKey.Pass(e)
}

// Slider is a slider that the arrows move.
type Slider struct {
	widget.Slider
	OnKey Keys
}

// NewSlider makes a slider of whole numbers.
func NewSlider(from, to float64, changed func(float64)) *Slider {
	s := &Slider{}
	s.Min, s.Max, s.Value, s.Step, s.OnChanged = from, to, from, 1, changed
	s.ExtendBaseWidget(s)
	return s
}

// Dragged implements fyne.Draggable. What is dragged takes the focus, so that the arrows do the rest.
func (s *Slider) Dragged(e *fyne.DragEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil && c.Focused() != s && !s.Disabled() {
		c.Focus(s)
	}
	s.Slider.Dragged(e)
}

// TypedKey implements fyne.Focusable. Up and Down move by ten.
func (s *Slider) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyRight:
		s.Slider.TypedKey(e)
	case fyne.KeyUp:
		s.SetValue(s.Value + 10)
	case fyne.KeyDown:
		s.SetValue(s.Value - 10)
	default:
		s.OnKey.Pass(e)
	}
}

// Select is a choice that Return, Up and Down open and Left and Right change.
type Select struct {
	widget.Select
	OnKey Keys
}

// NewSelect makes a choice.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{}
	s.Options, s.OnChanged = options, changed
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey implements fyne.Focusable.
func (s *Select) TypedKey(e *fyne.KeyEvent) {
	switch {
	case presses(e):
		s.Select.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	case e.Name == fyne.KeyLeft, e.Name == fyne.KeyRight, e.Name == fyne.KeyUp, e.Name == fyne.KeyDown:
		s.Select.TypedKey(e)
	default:
		s.OnKey.Pass(e)
	}
}

// Entry is a line, or with MultiLine several, of text.
type Entry struct {
	widget.Entry
	OnKey  Keys
	OnDown func() // nil: Down is of no use in one line; else it goes to the list that the line searches

	pressed bool // by the mouse at this moment
}

// AcceptsTab implements fyne.Tabbable: Tab goes on to the next thing, in several lines of text too.
func (e *Entry) AcceptsTab() bool { return false }

// NewEntry makes an entry that holds a text.
func NewEntry(text string) *Entry {
	e := &Entry{}
	e.Text = text
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey implements fyne.Focusable.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyDown && e.OnDown != nil {
		e.OnDown()
		return
	}
	if writes(k.Name) {
		e.Entry.TypedKey(k)
		return
	}
	e.OnKey.Pass(k)
}

// List is a list in which Return does what a press does.
type List struct {
	widget.List
	OnKey Keys
}

// NewList makes a list.
func NewList(length func() int, create func() fyne.CanvasObject, update func(widget.ListItemID, fyne.CanvasObject)) *List {
	l := &List{}
	l.Length, l.CreateItem, l.UpdateItem = length, create, update
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey implements fyne.Focusable.
func (l *List) TypedKey(e *fyne.KeyEvent) {
	switch {
	case presses(e):
		l.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	case e.Name == fyne.KeyUp, e.Name == fyne.KeyDown, e.Name == fyne.KeySpace:
		l.List.TypedKey(e)
	default:
		l.OnKey.Pass(e)
	}
}

// writes reports whether a key means something where text is typed.
func writes(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6, fyne.KeyF7, fyne.KeyF8,
		fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		return false
	}
	return true
}
