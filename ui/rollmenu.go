package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"voluntary/sequencer"
	"voluntary/ui/lane"
	"voluntary/ui/roll"
)

// rollMenu shows what can be done with the selected notes, or at a place without any.
func (w *Window) rollMenu(at fyne.Position, place roll.Place) {
	var items []*fyne.MenuItem
	group := func(more []*fyne.MenuItem) {
		if len(items) > 0 && len(more) > 0 {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		items = append(items, more...)
	}
	tick := w.grid.Down(w.session.Piece().Meters(), place.Tick)
	if place.Mark.ID != 0 {
		tick = place.Mark.At
		group(w.flagItems(place.Mark))
	}
	switch {
	case place.OnRuler:
		group(w.barItems(place.Tick))
	case len(w.marked().Notes()) > 0:
		group(w.noteItems(place.Tick))
		group(w.markedItems())
	}
	group(w.placeItems(at, tick))
	w.popUp(at, items)
}

// noteItems change the selected notes: the tools that are used most, and menus of the others. The grid is that of a place.
func (w *Window) noteItems(at sequencer.Tick) []*fyne.MenuItem {
	items := []*fyne.MenuItem{opens("Play on", w.routeItems())}
	for _, id := range []string{"notes.quantise", "notes.legato", "notes.mute"} {
		items = append(items, w.action(id).item(w.run))
	}
	marked, step := w.marked(), w.grid.Step(w.session.Piece().Meters(), at)
	var moves []*fyne.MenuItem
	for _, e := range []struct {
		label string
		edit  sequencer.Edit
	}{
		{"Shorten by the grid", sequencer.LengthenNotes(marked, -step, sequencer.PPQ/16)},
		{"Lengthen by the grid", sequencer.LengthenNotes(marked, step, sequencer.PPQ/16)},
		{"An octave up", sequencer.MoveNotes(marked, 0, 12)},
		{"An octave down", sequencer.MoveNotes(marked, 0, -12)},
	} {
		moves = append(moves, fyne.NewMenuItem(e.label, func() { w.apply(e.label, "", e.edit) }))
	}
	return append(items, opens("Move or lengthen", moves),
		opens("More for these notes", w.toolItems("Notes")), opens("More for their parts", w.toolItems("Parts")))
}

// toolItems are those of one of the menus within Tools, as they stand there.
func (w *Window) toolItems(in string) (items []*fyne.MenuItem) {
	for _, a := range w.actions {
		if a.Menu == "Tools" && a.In == in && !a.Hidden {
			items = append(items, a.item(w.run))
		}
	}
	return items
}

// opens is an item that opens a menu.
func opens(label string, items []*fyne.MenuItem) *fyne.MenuItem {
	i := fyne.NewMenuItem(label, nil)
	i.ChildMenu = fyne.NewMenu("", items...)
	return i
}

// markedItems take the selected notes to the clipboard and elsewhere.
func (w *Window) markedItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, id := range []string{"edit.cut", "edit.copy", "edit.duplicate", "edit.delete", "play.loopmarked"} {
		items = append(items, w.action(id).item(w.run))
	}
	return items
}

// barsAt are the bars that are meant by a place on the ruler: those of the slice in the lane or of the loop if the place is in it, else
// its own.
func (w *Window) barsAt(at sequencer.Tick) (first, last int) {
	meters := w.session.Piece().Meters()
	from, to := meters.BarAt(at)
	if x, y, ok := w.lane.Slice(); ok && x <= at && at < y {
		from, to = x, y
	} else if l := w.engine.Status().Loop; l.On && l.From <= at && at < l.To {
		from, to = l.From, l.To
	}
	return meters.Position(from).Bar, meters.Position(to - 1).Bar
}

// barItems work on the bars at a place of the ruler: all parts, with the registration, tempo, meters and marks.
func (w *Window) barItems(at sequencer.Tick) []*fyne.MenuItem {
	a := w.session.Piece()
	first, last := w.barsAt(at)
	from, to := sequencer.BarSpan(a, first, last)
	name, many := fmt.Sprintf("bar %d", first), "a bar"
	if last > first {
		name, many = fmt.Sprintf("bars %d to %d", first, last), fmt.Sprintf("%d bars", last-first+1)
	}
	var items []*fyne.MenuItem
	add := func(label string, do func()) { items = append(items, fyne.NewMenuItem(label, do)) }
	edit := func(label string, e sequencer.Edit) { add(label, func() { w.apply(label, "", e) }) }
	add("Copy "+name, func() { w.keep(sequencer.CopySpan(a, from, to)) })
	cut := "Cut " + name
	add(cut+", what follows moves up", func() {
		w.keep(sequencer.CopySpan(a, from, to))
		w.apply(cut, "", sequencer.DeleteSpan(from, to))
	})
	if !w.clip.Empty() {
		add(fmt.Sprintf("Paste before bar %d, what follows moves on", first), func() {
			w.adding("Paste", sequencer.PasteInserting(w.clip, from))
		})
	}
	edit(fmt.Sprintf("Insert %s before bar %d", many, first), sequencer.InsertBars(first, last-first+1))
	add("Repeat "+name+"…", func() { w.repeatTheBars(first, last) })
	edit("Delete "+name, sequencer.DeleteSpan(from, to))
	items = append(items, fyne.NewMenuItemSeparator())
	loop := w.engine.Status().Loop
	if !loop.On || loop.From != from || loop.To != to {
		add("Loop "+name, func() { w.engine.Loop(from, to, true) })
	}
	if loop.On {
		add("No loop", func() { w.loop(false) })
	}
	return items
}

// placeItems are what can be done at a tick, whatever lies there. at is where the menu is.
func (w *Window) placeItems(at fyne.Position, tick sequencer.Tick) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	add := func(label string, do func()) { items = append(items, fyne.NewMenuItem(label, do)) }
	where := w.session.Piece().Meters().Position(tick)
	if !w.clip.Empty() {
		add(fmt.Sprintf("Paste at %v", where), func() { w.paste(tick) })
	}
	add(fmt.Sprintf("Play from %v", where), func() { w.playThen(func() { w.engine.PlayFrom(tick) }) })
	add(fmt.Sprintf("Registration at %v…", where), func() { w.laneMenu(at, tick, lane.Hit{Row: -1}) })
	add(fmt.Sprintf("Tempo from %v…", where), func() { w.editTempo(tick) })
	return append(items, opens(fmt.Sprintf("Mark %v as", where), w.markItems(tick)))
}
