package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"voluntary/ui/choose"
)

// findCommand lists every action that can be done now, found by typing; behind them those that want something first.
func (w *Window) findCommand() {
	size := w.win.Canvas().Size()
	choose.Show(w.win.Canvas(), fyne.NewPos((size.Width-choose.Width)/2, 60), "Commands", w.commands)
}

// commands lists what can be done now, under the titles of the menus, and then what could be, with what it needs.
func (w *Window) commands() []choose.Item {
	var items, later []choose.Item
	for _, a := range in(w.actions, w.scope()) {
		if a.Hidden || a.ID == "help.find" {
			continue
		}
		if !a.enabled() {
			if a.Needs != "" {
				later = append(later, choose.Item{Group: "Not now: " + a.Needs, Label: a.Label, Words: a.Menu + " " + a.words(), Note: a.KeyText(), Faint: true, Do: func() {
					w.alert(fmt.Sprintf("%s: not now (%s).", strings.TrimSuffix(a.Label, "…"), a.Needs), true)
				}})
			}
			continue
		}
		it := choose.Item{Group: a.Menu, Label: a.full(), Words: a.words(), Note: a.KeyText(), Set: a.Checked != nil, Do: func() {
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
				items = append(items, choose.Item{Group: a.Menu, Label: a.Label + ": " + sub.Label, Words: a.words(), On: sub.Checked, Do: sub.Action})
			}
		}
	}
	slices.SortStableFunc(later, func(a, b choose.Item) int { return strings.Compare(b.Group, a.Group) })
	return append(items, later...)
}
