package touch

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// left is what the keyboard left last, so that an entry knows whether it comes from elsewhere or only its window, or a
// menu over it, has gone. It is used on Fyne's goroutine alone.
var left fyne.Focusable

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() {
	left = b
	b.Button.FocusLost()
}

// FocusLost implements fyne.Focusable.
func (c *Check) FocusLost() {
	left = c
	c.Check.FocusLost()
}

// FocusLost implements fyne.Focusable.
func (s *Slider) FocusLost() {
	left = s
	s.Slider.FocusLost()
}

// FocusLost implements fyne.Focusable.
func (s *Select) FocusLost() {
	left = s
	s.Select.FocusLost()
}

// FocusLost implements fyne.Focusable.
func (l *List) FocusLost() {
	left = l
	l.List.FocusLost()
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	left = e
	e.Entry.FocusLost()
}

// FocusGained implements fyne.Focusable. One line of text that the keyboard comes to is selected, so that what is typed
// takes its place; where it is pressed, the cursor goes where it was pressed.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if !e.pressed && !e.MultiLine && left != fyne.Focusable(e) {
		e.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// MouseDown implements desktop.Mouseable.
func (e *Entry) MouseDown(m *desktop.MouseEvent) {
	e.pressed = true
	e.Entry.MouseDown(m)
	e.pressed = false
}

// SetText puts another text in place of what stood there, of which nothing is selected: Fyne would leave off in the midst
// of selecting, and let each letter that is typed take the place of the one before.
func (e *Entry) SetText(text string) {
	if e.SelectedText() != "" {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	e.Entry.SetText(text)
}
