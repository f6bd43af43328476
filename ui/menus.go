package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
)

// popUp shows a menu so that it lies within the window.
func (w *Window) popUp(at fyne.Position, items []*fyne.MenuItem) {
	if len(items) == 0 {
		return
	}
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), w.win.Canvas())
	size, room := menu.MinSize(), w.win.Canvas().Size()
	at.X = max(min(at.X, room.Width-size.Width-4), 0)
	at.Y = max(min(at.Y, room.Height-size.Height-4), 0)
	menu.ShowAtPosition(at)
}

// routeItems gives the selected notes to a division.
func (w *Window) routeItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	c := w.session.Console()
	for _, d := range c.Divisions {
		items = append(items, fyne.NewMenuItem(d.Name, func() {
			w.apply("Play on "+d.Name, "", sequencer.RouteNotes(w.session.Editor().Selection(), d.ID))
		}))
	}
	return append(items, fyne.NewMenuItem("No division (silent)", func() {
		w.apply("Play on no division", "", sequencer.RouteNotes(w.session.Editor().Selection(), ""))
	}))
}

// markItems sets a mark at a tick, or changes what is there.
func (w *Window) markItems(at sequencer.Tick) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, k := range markKinds {
		items = append(items, fyne.NewMenuItem(k.label+"…", func() { w.nameMark(at, k.kind, k.label) }))
	}
	for _, m := range w.session.Piece().Marks() {
		if m.At == at {
			items = append(append(items, fyne.NewMenuItemSeparator()), w.flagItems(m)...)
		}
	}
	return items
}

// flagItems change a mark.
func (w *Window) flagItems(m sequencer.Mark) []*fyne.MenuItem {
	name := "“" + m.Name + "”"
	if m.Name == "" {
		name = "the " + strings.ToLower(kindLabel(m.Kind))
	}
	kinds := fyne.NewMenuItem("Make it a", nil)
	kinds.ChildMenu = fyne.NewMenu("")
	for _, k := range markKinds {
		item := fyne.NewMenuItem(k.label, func() {
			label := m.Name
			if label == "" && k.kind != sequencer.Wait { // they need a name
				label = k.label
			}
			w.apply("Make "+name+" a "+strings.ToLower(k.label), "", sequencer.RenameMark(m.ID, k.kind, label))
		})
		item.Checked = k.kind == m.Kind
		kinds.ChildMenu.Items = append(kinds.ChildMenu.Items, item)
	}
	return []*fyne.MenuItem{
		fyne.NewMenuItem("Change "+name+"…", func() { w.editMark(m) }),
		kinds,
		fyne.NewMenuItem("Move "+name+" to the playhead", func() {
			w.apply("Move the mark "+m.Name, "", sequencer.MoveMark(m.ID, w.here()))
		}),
		fyne.NewMenuItem("Remove "+name, func() { w.apply("Remove the mark "+m.Name, "", sequencer.RemoveMark(m.ID)) }),
	}
}

// consoleItems chooses the organ of the piece.
func (w *Window) consoleItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, e := range consolefile.List() {
		item := fyne.NewMenuItem(e.Name+": "+e.Title, func() {
			c, err := consolefile.Find(e.Name)
			if err != nil {
				w.fail("The organ cannot be used", err)
				return
			}
			w.useConsole(c)
		})
		item.Checked = e.Name == w.session.Console().Name
		items = append(items, item)
	}
	return items
}
