package ui

import (
	"fmt"

	"fyne.io/fyne/v2"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/choose"
	"voluntary/ui/lane"
	"voluntary/ui/theme"
)

// laneActions are how the lane is looked at.
func (w *Window) laneActions() []*Action {
	const m = "View"
	return []*Action{
		{ID: "view.all", Menu: m, Label: "All stops in the lane", Key: fyne.KeyL, Mod: ctrl, Checked: w.lane.ShowsAll, Do: func() {
			w.lane.ShowAll(!w.lane.ShowsAll())
			w.refreshMenu()
		}},
		{ID: "view.time", Menu: m, Label: "Tempo, meters and marks in the lane", Key: fyne.KeyG, Mod: ctrlShift, Checked: w.lane.ShowsTime, Do: func() {
			w.showTime(!w.lane.ShowsTime())
		}},
		{ID: "view.fold", Menu: m, Label: "Fold the divisions of the lane", Checked: w.lane.FoldsAny, Do: func() {
			w.lane.FoldAll(!w.lane.FoldsAny())
		}},
		{ID: "view.snap", Menu: m, Label: "The lane snaps to", Sub: w.snappingItems},
	}
}

// showTime shows the rows of time in the lane, or hides them.
func (w *Window) showTime(on bool) {
	w.app.Preferences().SetBool(prefTime, on)
	w.lane.ShowTime(on)
	if on && w.lane.Size().Height < w.lane.PreferredHeight() {
		w.fitLane()
	}
	w.refreshMenu()
}

// fitLane gives the lane the height that its rows ask for.
func (w *Window) fitLane() {
	w.split.SetOffset(float64(w.lane.PreferredHeight() / max(w.split.Size().Height, 590)))
}

func (w *Window) snappingItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, s := range lane.Snappings() {
		item := fyne.NewMenuItem(s.Label(), func() {
			w.app.Preferences().SetString(prefSnapping, s.String())
			w.lane.SetSnapping(s)
			w.refreshMenu()
		})
		item.Checked = w.lane.Snapping() == s
		items = append(items, item)
	}
	return items
}

// restoreLane brings back how the lane was looked at.
func (w *Window) restoreLane() {
	w.lane.ShowTime(w.app.Preferences().Bool(prefTime))
	if s, err := lane.ParseSnapping(w.app.Preferences().String(prefSnapping)); err == nil {
		w.lane.SetSnapping(s)
	}
}

// useSetting gives the lane the order, folds and colours of an organ's rows. They are a person's, not the piece's.
func (w *Window) useSetting(c *registration.Console) {
	if c.Name != w.rowsOf {
		w.rowsOf = c.Name
		w.lane.SetSetting(lane.ParseSetting(w.app.Preferences().String(prefRows + c.Name)))
	}
}

func (w *Window) keepSetting(s lane.Setting) {
	w.app.Preferences().SetString(prefRows+w.rowsOf, s.String())
	w.refreshMenu()
}

// sliced is called when another slice of time is selected in the lane: notes are no longer selected then.
func (w *Window) sliced() {
	if _, _, ok := w.lane.Slice(); ok && !w.marked().Empty() {
		w.mark(sequencer.Selection{})
	}
	w.refreshMenu()
}

// laneMenu shows what can be done at a place of the lane, found by typing.
func (w *Window) laneMenu(at fyne.Position, tick sequencer.Tick, hit lane.Hit) {
	where := w.session.Piece().Meters().Position(tick)
	title := fmt.Sprintf("Registration at %v", where)
	switch hit.Part {
	case lane.Mark, lane.Meter, lane.Tempo, lane.RampStart, lane.RampEnd, lane.RampBody:
		title = fmt.Sprintf("At %v", where)
	}
	choose.Show(w.win.Canvas(), at, title, func() []choose.Item {
		return w.laneItems(tick, hit)
	})
}

// laneItems lists what can be done at a tick. hit is what lay under the pointer when the list was opened; once the lane
// has changed it no longer counts.
func (w *Window) laneItems(tick sequencer.Tick, hit lane.Hit) []choose.Item {
	a := w.session.Piece()
	l := w.lane.Layout()
	if !l.Has(hit) {
		hit = lane.Hit{Row: -1}
	}
	dark := theme.Dark()
	items, slice := w.copiedItems(tick), w.sliceItems()
	if from, to, ok := w.lane.Slice(); ok && tick >= from && tick <= to {
		items, slice = append(items, slice...), nil
	}
	time := w.timeItems(tick)
	if hit.Row >= 0 && l.Rows[hit.Row].Kind <= lane.TempoRow {
		items, time = append(items, time...), nil
	}
	here := 0
	if it, ok := w.changeItem(hit); ok {
		items = append([]choose.Item{it}, items...)
		here = 1
	}
	for _, c := range lane.Choices(a, l, tick, hit) {
		it := choose.Item{Group: c.Group, Label: c.Label, Words: c.Words, Note: c.Note, On: c.On, Do: func() { w.applyHeard(c.Step, c.Edit) }}
		if c.Divided {
			it.Tint = theme.DivisionColor(a.Console(), c.Division, dark)
		}
		if c.Group == "Here" { // before everything else
			items = append(items[:here], append([]choose.Item{it}, items[here:]...)...)
			here++
			continue
		}
		items = append(items, it)
	}
	items = append(items, choose.Item{Group: "Scenes", Label: "Keep what is drawn here as a scene…", Do: func() {
		w.askScene(l.Picture.StateAt(tick, a.Console().Initial()))
	}})
	items = append(append(items, w.asItems(tick)...), slice...)
	items = append(items, time...)
	return append(items, w.rowItems(hit)...)
}

// changeItem changes the thing that was hit in words.
func (w *Window) changeItem(hit lane.Hit) (choose.Item, bool) {
	const ramp = "Change this ramp of the tempo…"
	label := map[lane.Part]string{
		lane.Mark: "Change this mark…", lane.Meter: "Change this meter…", lane.Tempo: "Change this tempo…", lane.Point: "Set this point by a number…",
		lane.RampStart: ramp, lane.RampEnd: ramp, lane.RampBody: ramp,
	}[hit.Part]
	return choose.Item{Group: "Here", Label: label, Words: "rename edit", Do: func() { w.openThing(hit, hit.Tick()) }}, label != ""
}

// copiedItems put what was copied from a lane to a place.
func (w *Window) copiedItems(tick sequencer.Tick) []choose.Item {
	if !w.clip.Slice && len(w.clip.Lane) == 0 {
		return nil
	}
	where := w.session.Piece().Meters().Position(tick)
	return []choose.Item{{Group: "Copied", Label: fmt.Sprintf("Paste at %v", where), Do: func() { w.paste(tick) }}}
}

// sliceItems are what can be done with the selected slice of time.
func (w *Window) sliceItems() []choose.Item {
	var items []choose.Item
	if from, to, ok := w.lane.Slice(); ok {
		const g = "The selected slice of time"
		add := func(label, words string, do func()) {
			items = append(items, choose.Item{Group: g, Label: label, Words: words, Do: do})
		}
		add("Copy its registration", "slice", func() { w.keep(sequencer.CopyLane(w.session.Piece(), from, to)) })
		add("Cut its registration", "slice", w.cutMarked)
		add("Clear its registration", "slice delete", func() { w.apply("Clear the registration", "", sequencer.ClearLane(from, to)) })
		add("Keep where it begins as a scene…", "slice save", func() { w.askScene(sequencer.StateAt(w.session.Piece(), from)) })
		add("Retire everything in it", "slice silence general cancel", func() { w.apply("Retire everything in a slice", "", silence(from, to)) })
		add("Repeat its bars…", "slice times", w.repeatBars)
		add("Delete its bars, with the notes…", "slice", w.deleteBars)
	}
	return items
}

// silence retires everything over a span; behind it the registration is what it was there.
func silence(from, to sequencer.Tick) sequencer.Edit {
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		b, err := sequencer.ClearLane(from, to)(a)
		if err != nil {
			return nil, err
		}
		if b, err = sequencer.RetireAll(from)(b); err != nil || to >= a.End() {
			return b, err
		}
		return sequencer.Restate(to, sequencer.StateAt(a, to))(b)
	}
}

// asItems make the registration of a place what it is elsewhere.
func (w *Window) asItems(tick sequencer.Tick) []choose.Item {
	const g = "Everything"
	var items []choose.Item
	a := w.session.Piece()
	as := func(there sequencer.Tick, what string) {
		where := a.Meters().Position(there)
		items = append(items, choose.Item{
			Group: g, Label: fmt.Sprintf("From here on as %s, %v", what, where), Words: "register same",
			Do: func() { w.apply(fmt.Sprintf("Registration as at %v", where), "", sequencer.RegisterAs(tick, there)) },
		})
	}
	if here := w.here(); here != tick {
		as(here, "at the playhead")
	}
	if from, _, ok := w.lane.Slice(); ok && from != tick {
		as(from, "where the slice begins")
	}
	return append(items, choose.Item{Group: g, Label: "From here on as at another bar…", Words: "register same", Do: func() { w.registerAs(tick) }})
}

// rowItems change how a row looks.
func (w *Window) rowItems(hit lane.Hit) []choose.Item {
	l := w.lane.Layout()
	if hit.Row < 0 || l.Rows[hit.Row].Kind < lane.HeadRow {
		return nil
	}
	const g = "This row"
	row := l.Rows[hit.Row]
	var items []choose.Item
	for _, way := range []struct {
		label string
		down  bool
	}{{"Move it up", false}, {"Move it down", true}} {
		if w.lane.CanMove(hit.Row, way.down) {
			items = append(items, choose.Item{Group: g, Label: way.label, Words: "row order", Do: func() { w.lane.MoveRow(hit.Row, way.down) }})
		}
	}
	if int(row.Division) < len(l.Console.Divisions) {
		d := l.Console.Divisions[row.Division]
		label := "Fold the " + d.Name
		if w.lane.Setting().FoldedOn(d.ID) {
			label = "Unfold the " + d.Name
		}
		items = append(items, choose.Item{Group: g, Label: label, Do: func() { w.lane.Fold(row.Division, !w.lane.Setting().FoldedOn(d.ID)) }})
	}
	if row.Kind == lane.HeadRow {
		return items
	}
	now := w.lane.Colour(hit.Row)
	items = append(items, choose.Item{Group: g, Label: "The colour of its division", Words: "row colour", On: now < 0, Do: func() { w.lane.SetColour(hit.Row, -1) }})
	for i, name := range theme.HueNames() {
		items = append(items, choose.Item{
			Group: g, Label: name, Words: "row colour", On: now == i, Tint: theme.Hue(i, theme.Dark()), Do: func() { w.lane.SetColour(hit.Row, i) },
		})
	}
	return items
}

// registerAtPlayhead opens the lane's list for the place of the playhead.
func (w *Window) registerAtPlayhead() {
	tick := w.here()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(w.lane)
	x := leftWidth + min(max(w.axis.X(tick), 0), w.lane.Size().Width-leftWidth-60)
	w.laneMenu(at.AddXY(x, 12), tick, lane.Hit{Row: -1})
}
