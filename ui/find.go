package ui

import (
	"fyne.io/fyne/v2"

	"voluntary/ui/choose"
)

// findCommand lists every action that can be done now, found by typing.
func (w *Window) findCommand() {
	size := w.win.Canvas().Size()
	choose.Show(w.win.Canvas(), fyne.NewPos((size.Width-choose.Width)/2, 60), "Commands", w.commands)
}

// commands lists what can be done now, under the titles of the menus.
func (w *Window) commands() []choose.Item {
	var items []choose.Item
	for _, a := range in(w.actions, w.scope()) {
		if a.Hidden || !a.enabled() || a.ID == "help.find" {
			continue
		}
		it := choose.Item{Group: a.Menu, Label: a.label(), Words: a.Label, Note: a.KeyText(), Do: func() {
			if a.Do != nil && a.enabled() { // also while the list stays open
				a.Do()
			}
		}}
		if a.Checked != nil {
			it.On = a.Checked()
		}
		if a.Sub == nil {
			items = append(items, it)
			continue
		}
		for _, sub := range a.Sub() {
			if sub.Action != nil && !sub.Disabled {
				items = append(items, choose.Item{Group: a.Menu, Label: a.Label + ": " + sub.Label, On: sub.Checked, Do: sub.Action})
			}
		}
	}
	return items
}
