package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/ui/touch"
)

// box is a dialog that is open. Escape closes it, Return does what its main button does.
type box struct {
	dialog.Dialog
	ok       func() // nil: Return closes it too
	onClosed func() // nil: nothing more is to be done
}

// show opens a dialog.
func (w *Window) show(d dialog.Dialog, ok func()) *box {
	b := &box{Dialog: d, ok: ok}
	d.SetOnClosed(func() {
		if i := slices.Index(w.boxes, b); i >= 0 {
			w.boxes = slices.Delete(w.boxes, i, i+1)
		}
		if b.onClosed != nil {
			b.onClosed()
		}
	})
	w.boxes = append(w.boxes, b)
	d.Show()
	return b
}

// showUntil opens a dialog and calls closed when it is put away.
func (w *Window) showUntil(d dialog.Dialog, closed func()) {
	b := w.show(d, nothing)
	d.SetOnClosed(func() {
		closed()
		for i, o := range w.boxes {
			if o == b {
				w.boxes = append(w.boxes[:i], w.boxes[i+1:]...)
				return
			}
		}
	})
}

// boxKey gives a key to the topmost dialog and reports whether one is open.
func (w *Window) boxKey(key fyne.KeyName) bool {
	n := len(w.boxes)
	if n == 0 {
		return false
	}
	top := w.boxes[n-1]
	switch key {
	case fyne.KeyEscape:
		top.Hide()
	case fyne.KeyReturn, fyne.KeyEnter:
		if top.ok != nil {
			top.ok()
		} else {
			top.Hide()
		}
	default:
		if a := withKey(in(w.actions, w.scope()), key); a != nil && a.Always {
			w.run(a)
		}
	}
	return true
}

// question is a dialog with Cancel and a main button. The main button does not close it by itself, so that an answer may
// be refused.
type question struct {
	*box
	cancel, ok *touch.Button
}

// ask shows content under a title with Cancel and a main button; okay is done on the main button and Return. Further
// buttons stand between.
func (w *Window) ask(title, okLabel string, content fyne.CanvasObject, okay func(), more ...fyne.CanvasObject) *question {
	d := dialog.NewCustomWithoutButtons(title, content, w.win)
	q := &question{}
	q.cancel = w.button("Cancel", func() { d.Hide() })
	q.ok = w.button(okLabel, okay)
	q.ok.Importance = widget.HighImportance
	row := append([]fyne.CanvasObject{layout.NewSpacer(), q.cancel}, more...)
	d.SetButtons([]fyne.CanvasObject{container.NewHBox(append(row, q.ok)...)})
	q.box = w.show(d, okay)
	return q
}

// button is a button in a dialog: Return presses it when it has the focus, and Escape closes the dialog.
func (w *Window) button(label string, do func()) *touch.Button {
	b := touch.NewButton(label, nil, do)
	b.OnKey = w.typedKey
	return b
}

// entry is a line of text in a dialog; Return there is the main button.
func (w *Window) entry(text string) *touch.Entry {
	e := touch.NewEntry(text)
	e.OnKey = w.typedKey
	e.OnSubmitted = func(string) { w.boxKey(fyne.KeyReturn) }
	return e
}

// askText asks for one line of text.
func (w *Window) askText(title, label, text string, then func(string)) {
	entry := w.entry(text)
	var q *question
	q = w.ask(title, "OK", container.New(layout.NewFormLayout(), widget.NewLabel(label), entry), func() {
		q.Hide()
		then(strings.TrimSpace(entry.Text))
	})
	q.Resize(fyne.NewSize(380, 150))
	w.focus(entry)
}

// focus gives an entry the keyboard with its text selected.
func (w *Window) focus(e *touch.Entry) {
	w.win.Canvas().Focus(e)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
}
