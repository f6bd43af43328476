package ui

import (
	"fyne.io/fyne/v2"

	"voluntary/sequencer"
	"voluntary/ui/choose"
)

// clipActions are the actions of the clipboard, in the Edit menu.
func (w *Window) clipActions() []*Action {
	const m = "Edit"
	marked := func() bool { return !w.marked().Empty() }
	full := func() bool { return !w.clip.Empty() }
	return []*Action{
		{ID: "edit.history", Menu: m, Label: "History…", Key: fyne.KeyH, Mod: ctrl, Do: w.showHistory},
		{ID: "edit.cut", Menu: m, Label: "Cut", Key: fyne.KeyX, Mod: ctrl, Gap: true, Enabled: w.copyable, Needs: "select notes, a loop or a slice first", Do: w.cutMarked},
		{ID: "edit.copy", Menu: m, Label: "Copy", Key: fyne.KeyC, Mod: ctrl, Enabled: w.copyable, Needs: "select notes, a loop or a slice first", Do: w.copyMarked},
		{ID: "edit.paste", Menu: m, Label: "Paste at the playhead", Key: fyne.KeyV, Mod: ctrl, Enabled: full, Needs: needsClip, Do: func() { w.paste(w.here()) }},
		{ID: "edit.pasteroom", Menu: m, Label: "Paste and move on what follows", Key: fyne.KeyV, Mod: ctrlShift, Enabled: full, Needs: needsClip, Do: func() {
			w.adding("Paste", sequencer.PasteInserting(w.clip, w.here()))
		}},
		{ID: "edit.duplicate", Menu: m, Label: "Duplicate", Key: fyne.KeyD, Mod: ctrl, Needs: "select notes or a slice first", Enabled: func() bool { _, _, sliced := w.lane.Slice(); return sliced || marked() }, Do: w.duplicate},
	}
}

// selectActions widen the selection.
func (w *Window) selectActions() []*Action {
	const m, in = "Edit", "Select more"
	marked := func() bool { return !w.marked().Empty() }
	more := func(choose func(*sequencer.Arrangement, sequencer.Selection) sequencer.Selection) func() {
		return func() {
			w.mark(choose(w.session.Piece(), w.marked()))
			w.alert(sequencer.Count(len(w.marked().Notes()), "note")+" selected.", false)
		}
	}
	return []*Action{
		{ID: "select.pitch", Menu: m, In: in, Label: "All of the same key", Enabled: marked, Needs: needsNotes, Do: more(sequencer.SamePitch)},
		{ID: "select.voice", Menu: m, In: in, Label: "All of the same voice", Key: fyne.KeyA, Mod: ctrlShift, Enabled: marked, Needs: needsNotes, Do: more(sequencer.SameVoice)},
		{ID: "select.part", Menu: m, In: in, Label: "All of the same part", Enabled: marked, Needs: needsNotes, Do: more(sequencer.SamePart)},
		{ID: "select.division", Menu: m, In: in, Label: "All that the same division plays", Enabled: marked, Needs: needsNotes, Do: more(sequencer.SameDivision)},
		{ID: "select.muted", Menu: m, In: in, Label: "All muted notes", Do: more(func(a *sequencer.Arrangement, _ sequencer.Selection) sequencer.Selection {
			return sequencer.MutedNotes(a)
		})},
		{ID: "select.loop", Menu: m, In: in, Label: "Everything in the loop", Do: more(func(a *sequencer.Arrangement, s sequencer.Selection) sequencer.Selection {
			if l := w.engine.Status().Loop; l.To > l.From {
				return sequencer.InSpan(a, l.From, l.To)
			}
			return s
		})},
	}
}

// toolActions are what is done to notes, parts, bars, tempo and registration as a whole.
func (w *Window) toolActions() []*Action {
	const m = "Tools"
	marked := func() bool { return !w.marked().Empty() }
	note := func(id, label string, do func()) *Action {
		return &Action{ID: "notes." + id, Menu: m, In: "Notes", Label: label, Enabled: marked, Needs: needsNotes, Do: do}
	}
	part := func(id, label string, do func()) *Action {
		return &Action{ID: "parts." + id, Menu: m, In: "Parts", Label: label, Enabled: marked, Needs: needsNotes, Do: do}
	}
	bars := func(id, label string, do func()) *Action {
		return &Action{ID: "bars." + id, Menu: m, In: "Bars", Label: label, Do: do}
	}
	stops := func(id, label string, do func()) *Action {
		return &Action{ID: "stops." + id, Menu: m, In: "Registration", Label: label, Do: do}
	}
	all := []*Action{
		note("transpose", "Transpose…", w.transposeNotes),
		note("quantise", "Quantise…", w.quantise), note("humanise", "Humanise…", w.humanise),
		note("legato", "Legato…", w.legato), note("staccato", "Staccato…", w.staccato),
		note("gap", "Gap before repeated notes…", w.gapRepeated),
		note("overlaps", "Fix overlaps", w.notes("Fix overlaps", sequencer.FixOverlaps)),
		note("split", "Split at the playhead", func() {
			w.apply("Split notes", "", sequencer.SplitNotes(w.marked(), w.standing()))
		}),
		note("join", "Join", w.notes("Join notes", sequencer.JoinNotes)),
		note("velocity", "Velocity…", w.velocity), note("mute", "Mute", w.muteMarked),

		part("tune", "Double the tune…", func() { w.double(sequencer.Top, "Double the tune") }),
		part("bass", "Double the bass…", func() { w.double(sequencer.Bottom, "Double the bass") }),
		part("route", "Play bars on…", w.routeBars),
		part("splitkey", "Split by key…", w.splitByKey),
		part("splittop", "Split off the top voice", func() {
			w.apply("Split off the top voice", "", w.parts(func(p sequencer.PartID) sequencer.Edit { return sequencer.SplitByVoice(p, sequencer.Top) }))
		}),
		part("splitbottom", "Split off the bottom voice", func() {
			w.apply("Split off the bottom voice", "", w.parts(func(p sequencer.PartID) sequencer.Edit { return sequencer.SplitByVoice(p, sequencer.Bottom) }))
		}),
		part("splithands", "Split the left hand off", func() {
			w.apply("Split the left hand off", "", w.parts(sequencer.SplitHands))
		}),
		part("give", "The selection into another part…", w.giveToPart),
		part("splitmarked", "The selection as a part of its own…", w.splitByHand),

		bars("insert", "Insert bars…", w.insertBars), bars("delete", "Delete bars…", w.deleteBars),
		bars("repeat", "Repeat bars…", w.repeatBars), bars("move", "Move bars…", w.moveBars),
		bars("copy", "Copy bars…", func() { w.copyBars(false) }), bars("clear", "Clear bars…", w.clearBars),

		stops("table", "Everything that the lane does…", func() { w.showOrders() }),
		stops("as", "From the playhead on as at…", func() { w.registerAs(w.here()) }),
		stops("none", "Retire everything at the playhead", func() { w.apply("Retire everything", "", sequencer.RetireAll(w.here())) }),
		stops("copy", "Copy the registration of bars…", func() { w.copyBars(true) }),
		stops("scene", "Scene from the lane at the slice or the playhead…", func() {
			at := w.here()
			if from, _, ok := w.lane.Slice(); ok {
				at = from
			}
			w.askScene(sequencer.StateAt(w.session.Piece(), at))
		}),
		stops("redundant", "Take out what is said twice", func() { w.apply("Take out what is said twice", "", sequencer.RemoveRedundant()) }),
	}
	for id, key := range map[string]struct {
		name fyne.KeyName
		mod  fyne.KeyModifier
	}{
		"notes.mute":     {fyne.KeyM, ctrlShift},
		"notes.quantise": {fyne.KeyU, ctrl}, "notes.split": {fyne.KeyE, ctrl}, "notes.join": {fyne.KeyE, ctrlShift},
		"notes.legato": {fyne.KeyL, ctrlShift}, "notes.transpose": {fyne.KeyT, ctrlShift},
		"bars.insert": {fyne.KeyI, ctrl}, "bars.delete": {fyne.KeyI, ctrlShift}, "bars.repeat": {fyne.KeyB, ctrl}, "bars.copy": {fyne.KeyC, ctrlShift},
		"stops.none": {fyne.Key0, ctrlShift}, "stops.table": {fyne.KeyF, ctrlShift},
	} {
		for _, a := range all {
			if a.ID == id {
				a.Key, a.Mod = key.name, key.mod
			}
			if a.ID == "notes.mute" {
				a.Checked = func() bool { return sequencer.AllMuted(w.session.Piece(), w.marked()) }
			}
		}
	}
	return all
}

// showHistory lists every step; choosing one goes there.
func (w *Window) showHistory() {
	size := w.win.Canvas().Size()
	choose.Show(w.win.Canvas(), fyne.NewPos((size.Width-choose.Width)/2, 60), "History", w.historyItems)
}

// historyItems lists the steps, the newest first, and the start; the one that stands now is on.
func (w *Window) historyItems() []choose.Item {
	labels, done := w.session.Editor().History()
	var items []choose.Item
	for i := len(labels); i >= 0; i-- {
		it := choose.Item{Group: "Done", Label: "Start", On: i == done, Do: func() { w.session.Editor().Jump(i) }}
		if i > 0 {
			it.Label = labels[i-1]
		}
		if i > done {
			it.Group = "Undone"
		}
		items = append(items, it)
	}
	return items
}
