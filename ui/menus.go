package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	"voluntary/ui/lane"
	"voluntary/ui/roll"
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

// rollMenu shows what can be done with the selected notes, or at a place without any.
func (w *Window) rollMenu(at fyne.Position, place roll.Place) {
	var items []*fyne.MenuItem
	marked := w.session.Editor().Selection()
	add := func(label string, do func()) { items = append(items, fyne.NewMenuItem(label, do)) }
	if notes := len(marked.Notes()); notes > 0 && !place.OnRuler {
		routes := fyne.NewMenuItem("Play on", nil)
		routes.ChildMenu = fyne.NewMenu("", w.routeItems()...)
		items = append(items, routes, fyne.NewMenuItemSeparator())
		edit := func(label string, e sequencer.Edit) { add(label, func() { w.apply(label, "", e) }) }
		step := w.grid.Step(w.session.Piece().Meters(), place.Tick)
		edit("Shorten by the grid", sequencer.LengthenNotes(marked, -step, sequencer.PPQ/16))
		edit("Lengthen by the grid", sequencer.LengthenNotes(marked, step, sequencer.PPQ/16))
		edit("An octave up", sequencer.MoveNotes(marked, 0, 12))
		edit("An octave down", sequencer.MoveNotes(marked, 0, -12))
		items = append(items, fyne.NewMenuItemSeparator())
		for _, id := range []string{"edit.cut", "edit.copy", "edit.duplicate"} {
			add(w.action(id).label(), func() { w.do(id) })
		}
		edit("Delete", sequencer.DeleteNotes(marked))
		items = append(items, fyne.NewMenuItemSeparator())
		add("Loop the selection", func() { w.do("play.loopmarked") })
	}
	tick := w.grid.Down(w.session.Piece().Meters(), place.Tick)
	if place.Mark.ID != 0 {
		tick = place.Mark.At
		items = append(items, append(w.flagItems(place.Mark), fyne.NewMenuItemSeparator())...)
	}
	where := w.session.Piece().Meters().Position(tick)
	if !w.clip.Empty() {
		add(fmt.Sprintf("Paste at %v", where), func() { w.paste(tick) })
	}
	add(fmt.Sprintf("Play from %v", where), func() { w.playThen(func() { w.engine.PlayFrom(tick) }) })
	add(fmt.Sprintf("Registration at %v…", where), func() { w.laneMenu(at, tick, lane.Hit{Row: -1}) })
	add(fmt.Sprintf("Tempo from %v…", where), func() { w.editTempo(tick) })
	if place.OnRuler {
		from, to := w.session.Piece().Meters().BarAt(place.Tick)
		add("Loop this bar", func() { w.engine.Loop(from, to, true) })
		if w.engine.Status().Loop.On {
			add("No loop", func() { w.loop(false) })
		}
	}
	mark := fyne.NewMenuItem(fmt.Sprintf("Mark %v as", where), nil)
	mark.ChildMenu = fyne.NewMenu("", w.markItems(tick)...)
	items = append(items, mark)
	w.popUp(at, items)
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
