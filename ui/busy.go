package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// soon is how long something may take before a person is told that it goes on.
const soon = 200 * time.Millisecond

// busyNote tells that something takes its time, and lets it be given up.
type busyNote struct {
	w       *Window
	timer   *time.Timer
	box     *box
	ended   bool
	givenUp bool
}

// busy begins to wait for something; the dialog comes when it is not done soon.
func (w *Window) busy(text string) *busyNote {
	b := &busyNote{w: w}
	b.timer = time.AfterFunc(soon, func() {
		w.post(func() {
			if !b.ended && !w.closing {
				b.open(text)
			}
		})
	})
	return b
}

func (b *busyNote) open(text string) {
	bar := widget.NewProgressBarInfinite()
	d := dialog.NewCustom(text, "Cancel", container.NewGridWrap(fyne.NewSize(320, 24), bar), b.w.win)
	d.SetOnClosed(func() {
		bar.Stop()
		b.givenUp = !b.ended
	})
	b.box = b.w.show(d, nothing)
}

// done ends the waiting and reports whether it was given up.
func (b *busyNote) done() (givenUp bool) {
	b.timer.Stop()
	b.ended = true
	if b.box != nil && !b.givenUp {
		b.box.Hide()
	}
	return b.givenUp
}
