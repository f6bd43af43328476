package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// altKey closes the menu that Fyne opens when Alt is let go: it takes Alt for a key to the menu unless another key was
// pressed meanwhile, and does not count the mouse. After a drag that Alt set free of the grid the menu is not meant.
type altKey struct {
	w     *Window
	held  func() bool // whether Alt is down now
	watch bool        // it is waited for to be let go
}

func newAltKey(w *Window) *altKey {
	return &altKey{w: w, held: func() bool {
		d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
		return ok && d.CurrentKeyModifiers()&fyne.KeyModifierAlt != 0
	}}
}

// altLook is how often it is looked whether Alt is still down.
const altLook = 30 * time.Millisecond

// dragged is told of each step of a drag.
func (k *altKey) dragged() {
	if k.watch || !k.held() {
		return
	}
	k.watch = true
	k.w.running.Go(func() {
		t := time.NewTicker(altLook)
		defer t.Stop()
		up, over := make(chan struct{}), false
		for {
			select {
			case <-k.w.ctx.Done():
				return
			case <-up:
				return
			case <-t.C:
				k.w.post(func() {
					if !over && !k.held() {
						k.watch, over = false, true
						close(up)
						k.w.win.SetMainMenu(k.w.win.MainMenu())
					}
				})
			}
		}
	})
}
