package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// aside is a window beside the main one, to look at while playing. There is one of each kind. Escape closes it; the other
// plain keys do what they do in the main window.
type aside struct {
	w      *Window
	win    fyne.Window
	closed chan struct{}
	end    []func()

	renamed  func() // nil: nothing is to be done when keys are called in another way
	panicked func() // nil: nothing of this window sounds
}

// showAside opens the window of a kind, or brings it to the front.
func (w *Window) showAside(kind, title string, size fyne.Size, fill func(a *aside) fyne.CanvasObject) {
	if a := w.asides[kind]; a != nil {
		a.win.RequestFocus()
		return
	}
	a := &aside{w: w, win: w.app.NewWindow("Voluntary: " + title), closed: make(chan struct{})}
	w.asides[kind] = a
	a.win.SetContent(container.NewPadded(fill(a)))
	a.win.Resize(size)
	a.win.Canvas().SetOnTypedKey(a.key)
	a.win.SetOnClosed(func() {
		if w.asides[kind] == a {
			delete(w.asides, kind)
			a.finish()
		}
	})
	a.win.Show()
	w.listenFirst(a.win)
}

// key takes a key that means nothing where the focus is.
func (a *aside) key(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		a.win.Close()
		return
	}
	if x := withKey(a.w.actions, e.Name); x != nil {
		a.w.run(x)
	}
}

// onClose does something when the window closes.
func (a *aside) onClose(f func()) { a.end = append(a.end, f) }

func (a *aside) finish() {
	close(a.closed)
	for _, f := range a.end {
		f()
	}
}

// every does something on Fyne's goroutine again and again while the window is open, and at once.
func (a *aside) every(pause time.Duration, do func()) {
	do()
	a.w.running.Go(func() {
		tick := time.NewTicker(pause)
		defer tick.Stop()
		for {
			select {
			case <-a.closed:
				return
			case <-a.w.ctx.Done():
				return
			case <-tick.C:
			}
			a.w.post(func() {
				select {
				case <-a.closed:
				default:
					if !a.w.closing {
						do()
					}
				}
			})
		}
	})
}

// closeAsides ends what the windows beside have begun. Fyne's loop has ended.
func (w *Window) closeAsides() {
	for kind, a := range w.asides {
		delete(w.asides, kind)
		a.finish()
	}
}

// columns lays things out beside each other at these widths. A width of 0 gets what is left.
type columns []float32

// row makes a row of labels for columns that cut what is too long.
func (c columns) row() *fyne.Container {
	row := container.New(c)
	for range c {
		l := widget.NewLabel("")
		l.Truncation = fyne.TextTruncateEllipsis
		row.Add(l)
	}
	return row
}

// fill writes texts into a row.
func fillRow(row fyne.CanvasObject, texts ...string) {
	for i, o := range row.(*fyne.Container).Objects {
		if l := o.(*widget.Label); i < len(texts) && l.Text != texts[i] {
			l.SetText(texts[i])
		}
	}
}

// MinSize implements fyne.Layout.
func (c columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for i, o := range objects {
		s.Width += max(c[i], 60)
		s.Height = max(s.Height, o.MinSize().Height)
	}
	return s
}

// Layout implements fyne.Layout.
func (c columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, open := size.Width, 0
	for _, width := range c {
		if left -= width; width == 0 {
			open++
		}
	}
	x := float32(0)
	for i, o := range objects {
		width := c[i]
		if width == 0 {
			width = max(left/float32(open), 60)
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(width, size.Height))
		x += width
	}
}
