package ui

import (
	"fyne.io/fyne/v2"

	"voluntary/sequencer"
	"voluntary/sequencer/playback"
	"voluntary/ui/roll"
)

// table is every action of the window, in the order of its menus.
func (w *Window) table() []*Action {
	var all []*Action
	for _, part := range [][]*Action{
		w.fileActions(), w.editActions(), w.viewActions(), w.seeActions(), w.pieceActions(),
		w.toolSwitches(), w.toolActions(), w.entryActions(), w.timeActions(), w.learnActions(), w.previewActions(),
		w.playActions(), w.hearActions(), w.wireActions(), w.ladderActions(),
		w.helpActions(),
	} {
		all = append(all, part...)
	}
	all = append(all, w.consoleActions()...)
	for _, a := range all {
		if a.Always || a.Menu == "Help" || a.ID == "file.quit" || a.ID == "file.quitall" {
			a.Scope = forBoth
		}
	}
	return all
}

const (
	ctrl      = fyne.KeyModifierShortcutDefault
	ctrlShift = fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift
)

func nothing() {}

func (w *Window) fileActions() []*Action {
	const m = "File"
	return []*Action{
		{ID: "file.new", Menu: m, Label: "New", Key: fyne.KeyN, Mod: ctrl, Do: func() { w.settle(w.newPiece) }},
		{ID: "file.open", Menu: m, Label: "Open or import…", Key: fyne.KeyO, Mod: ctrl, Do: func() { w.settle(w.browse) }},
		{ID: "file.window", Menu: m, Label: "New window", Key: fyne.KeyN, Mod: ctrlShift, Enabled: func() bool { _, ok := w.devices.(Opener); return ok }, Do: func() { w.openElsewhere("") }},
		{ID: "file.pictures", Menu: m, Label: "Recent pieces…", Key: fyne.KeyO, Mod: fyne.KeyModifierAlt, Do: w.showRecent},
		{ID: "file.recent", Menu: m, Label: "Open recent", Sub: w.recentItems},
		{ID: "file.demo", Menu: m, Label: "Open the demo piece", Do: func() { w.settle(w.openDemo) }},
		{ID: "file.save", Menu: m, Label: "Save", Key: fyne.KeyS, Mod: ctrl, Gap: true, Do: func() { w.saveThen(nothing) }},
		{ID: "file.saveas", Menu: m, Label: "Save as…", Key: fyne.KeyS, Mod: ctrlShift, Do: func() { w.saveAs(nothing) }},
		{ID: "file.midi", Menu: m, Label: "Export MIDI as the port gets it…", Gap: true, Enabled: w.exports, Do: w.exportMIDI},
		{ID: "file.grandorgue", Menu: m, Label: "Export for GrandOrgue's player…", Enabled: func() bool { return w.exports() && w.previewer() != nil }, Do: w.exportForGrandOrgue},
		{ID: "file.settings", Menu: m, Label: "Settings file for GrandOrgue…", Enabled: func() bool { return w.previewer() != nil }, Do: w.writeSettings},
		{ID: "file.sound", Menu: m, Label: "Export sound…", Enabled: w.exports, Do: w.exportSound},
		{ID: "file.print", Menu: m, In: onPaper, Label: "Print the registration sheet", Do: w.printSheet},
		{ID: "file.sheet", Menu: m, In: onPaper, Label: "Registration sheet as PDF…", Do: w.exportSheet},
		{ID: "file.sheettext", Menu: m, In: onPaper, Label: "Registration sheet as text…", Do: w.exportSheetText},
		{ID: "file.roll", Menu: m, In: onPaper, Label: "The notes as PDF…", Do: w.exportRoll},
		{ID: "file.picture", Menu: m, In: onPaper, Label: "The notes as a picture (PNG)…", Do: w.exportPicture},
		{ID: "file.quitall", Menu: m, Label: "Quit all windows", Key: fyne.KeyQ, Mod: ctrlShift, Gap: true, Enabled: func() bool { _, ok := w.devices.(Neighbours); return ok }, Do: w.quitAll},
		{ID: "file.quit", Menu: m, Label: "Quit", Key: fyne.KeyQ, Mod: ctrl, Do: w.quit},
	}
}

func (w *Window) editActions() []*Action {
	const m = "Edit"
	editor := func() *sequencer.Editor { return w.session.Editor() }
	marked := func() bool { return !editor().Selection().Empty() }
	redoable := func() bool { return editor().RedoLabel() != "" }
	all := []*Action{
		{
			ID: "edit.undo", Menu: m, Label: "Undo", Key: fyne.KeyZ, Mod: ctrl, Do: func() { editor().Undo() },
			Named:   func() string { return named("Undo", editor().UndoLabel()) },
			Enabled: func() bool { return editor().UndoLabel() != "" || editor().Previewing() }, Needs: needsEdit,
		},
		{
			ID: "edit.redo", Menu: m, Label: "Redo", Key: fyne.KeyY, Mod: ctrl, Do: func() { editor().Redo() }, Enabled: redoable, Needs: "undo something first",
			Named: func() string { return named("Redo", editor().RedoLabel()) },
		},
		{ID: "edit.redo2", Menu: m, Label: "Redo", Key: fyne.KeyZ, Mod: ctrlShift, Hidden: true, Do: func() { editor().Redo() }, Enabled: redoable},
	}
	all = append(all, w.clipActions()...)
	all = append(all, []*Action{
		{ID: "edit.delete", Menu: m, Label: "Delete", Enabled: marked, Needs: needsNotes, Do: func() {
			w.apply("Delete", "", sequencer.Remove(editor().Selection()))
		}},
		{ID: "edit.all", Menu: m, Label: "Select all notes", Gap: true, Key: fyne.KeyA, Mod: ctrl, Do: func() { w.selectAll(true) }},
		{ID: "edit.none", Menu: m, Label: "Select nothing", Enabled: marked, Needs: needsNotes, Do: func() { w.selectAll(false) }},
	}...)
	all = append(all, w.selectActions()...)
	return append(all, []*Action{
		{ID: "edit.up", Menu: m, Label: "An octave up", Gap: true, Enabled: marked, Needs: needsNotes, Do: func() {
			w.apply("Move an octave up", "", sequencer.MoveNotes(editor().Selection(), 0, 12))
		}},
		{ID: "edit.down", Menu: m, Label: "An octave down", Enabled: marked, Needs: needsNotes, Do: func() {
			w.apply("Move an octave down", "", sequencer.MoveNotes(editor().Selection(), 0, -12))
		}},
		{ID: "edit.route", Menu: m, Label: "Play the selection on", Enabled: marked, Needs: needsNotes, Sub: w.routeItems},
		{ID: "edit.lane", Menu: m, Label: "Registration at the playhead…", Key: fyne.KeyR, Mod: ctrl, Gap: true, Do: w.registerAtPlayhead},
		{ID: "edit.scene", Menu: m, Label: "Scene from what is drawn now…", Key: fyne.KeyR, Mod: ctrlShift, Do: w.keepScene},
	}...)
}

func named(verb, what string) string {
	if what == "" {
		return verb
	}
	return verb + ": " + what
}

func (w *Window) viewActions() []*Action {
	const m = "View"
	zoom := func(factor float64) func() {
		return func() { w.setAxis(w.axis.Zoom(float32(w.axis.Width/2), factor)) }
	}
	look := func(name, label string) *Action {
		return &Action{
			ID: "view.look." + name, Menu: m, In: "Light or dark", Titled: true, Label: label, Gap: name == "system",
			Checked: func() bool { return w.lookName() == name }, Do: func() { w.setLook(name) },
		}
	}
	all := []*Action{
		{ID: "view.in", Menu: m, Label: "Zoom in", Key: fyne.KeyEqual, Mod: ctrl, Do: zoom(1.5)},
		{ID: "view.in2", Menu: m, Label: "Zoom in", Key: fyne.KeyEqual, Mod: ctrlShift, Hidden: true, Do: zoom(1.5)},
		{ID: "view.in3", Menu: m, Label: "Zoom in", Key: fyne.KeyPlus, Mod: ctrl, Hidden: true, Do: zoom(1.5)},
		{ID: "view.out", Menu: m, Label: "Zoom out", Key: fyne.KeyMinus, Mod: ctrl, Do: zoom(1 / 1.5)},
		{ID: "view.fit", Menu: m, Label: "Show the whole piece", Key: fyne.Key0, Mod: ctrl, Do: func() { w.setAxis(w.axis.Fit()); w.roll.FitKeys() }},
		{ID: "view.marked", Menu: m, Label: "Show the selection", Needs: needsNotes, Enabled: func() bool { return !w.session.Editor().Selection().Empty() }, Do: func() {
			if from, to := w.markedSpan(); to > from {
				w.setAxis(w.axis.FitSpan(from, to))
			}
		}},
		{ID: "view.taller", Menu: m, Label: "Taller keys", Key: fyne.KeyUp, Mod: ctrl, Do: func() { w.roll.ZoomKeys(1.25) }},
		{ID: "view.lower", Menu: m, Label: "Lower keys", Key: fyne.KeyDown, Mod: ctrl, Do: func() { w.roll.ZoomKeys(1 / 1.25) }},
		{ID: "view.ghosts", Menu: m, Label: "Keys that couplers play", Key: fyne.KeyG, Mod: ctrl, Gap: true, Checked: func() bool { return w.roll.Ghosts() }, Do: func() {
			on := !w.roll.Ghosts()
			w.eachRoll(func(r *roll.Roll) { r.SetGhosts(on) })
			w.refreshMenu()
		}},
		{ID: "view.map", Menu: m, Label: "Map of the piece", Checked: func() bool { return w.overview.Visible() }, Do: func() { w.showMap(!w.overview.Visible()) }},
		{ID: "view.follow", Menu: m, Label: "Follow the playhead", Key: fyne.KeyF, Mod: ctrl, Checked: func() bool { return w.follow }, Do: func() { w.setFollow(!w.follow) }},
		{ID: "view.jamb", Menu: m, Label: "Stop jamb", Key: fyne.KeyJ, Mod: ctrl, Checked: func() bool { return w.jamb.Visible() }, Do: func() { w.showJamb(!w.jamb.Visible()) }},
		{ID: "view.board", Menu: m, Label: "Stop jamb in place of the notes", Key: fyne.KeyJ, Mod: ctrlShift, Checked: func() bool { return w.board.Visible() }, Do: func() { w.showBoard(!w.board.Visible()) }},
	}
	all = append(all, w.laneActions()...)
	return append(all, look("system", "As the desktop"), look("light", "Light"), look("dark", "Dark"))
}

func (w *Window) pieceActions() []*Action {
	const m = "Piece"
	return []*Action{
		{ID: "piece.words", Menu: m, Label: "Title and notes…", Do: w.editWords},
		{ID: "piece.parts", Menu: m, Label: "Parts and manuals…", Key: fyne.KeyM, Mod: ctrl, Do: w.editParts},
		{ID: "piece.tempo", Menu: m, Label: "Tempo at the playhead…", Key: fyne.KeyT, Mod: ctrl, Do: func() { w.editTempo(w.here()) }},
		{ID: "piece.console", Menu: m, Label: "Organ", Sub: w.consoleItems},
		{ID: "piece.edit", Menu: m, Label: "Edit this organ…", Key: fyne.KeyE, Mod: fyne.KeyModifierAlt | ctrl, Do: func() { w.editConsole(w.session.Console(), true) }},
		{ID: "piece.begin", Menu: m, Label: "New organ…", Do: w.beginConsole},
		{ID: "piece.report", Menu: m, Label: "Playability report…", Key: fyne.KeyP, Mod: ctrlShift, Gap: true, Do: w.showReport},
	}
}

// playTo is the menu of places to go to.
const playTo = "Go to"

func (w *Window) playActions() []*Action {
	const m, to, pace = "Play", playTo, "Tempo"
	tempo := func(by int) func() {
		return func() { w.engine.TempoBy(by) }
	}
	return []*Action{
		{ID: "play.toggle", Menu: m, Label: "Play or pause", Key: fyne.KeySpace, Do: w.playOn},
		{ID: "play.stop", Menu: m, Label: "Stop", Key: fyne.KeyF8, Do: w.engine.Stop},
		{ID: "play.rewind", Menu: m, In: to, Label: "To the beginning", Key: fyne.KeyHome, Do: func() { w.engine.Seek(0); w.setAxis(w.axis.Reveal(0, 40)) }},
		{ID: "play.end", Menu: m, In: to, Label: "To the end", Key: fyne.KeyEnd, Do: func() { w.engine.Seek(w.session.Piece().End()); w.setAxis(w.axis.Reveal(w.session.Piece().End(), 40)) }},
		{ID: "play.back", Menu: m, In: to, Label: "Bar back", Key: fyne.KeyPageUp, Do: func() { w.stepBar(-1) }},
		{ID: "play.on", Menu: m, In: to, Label: "Bar on", Key: fyne.KeyPageDown, Do: func() { w.stepBar(1) }},
		{ID: "play.bar", Menu: m, In: to, Label: "Go to bar…", Key: fyne.KeyHome, Mod: ctrl, Do: w.goToBar},
		{ID: "play.loop", Menu: m, Label: "Loop", Key: fyne.KeyF9, Gap: true, Checked: func() bool { return w.engine.Status().Loop.On }, Do: func() { w.loop(!w.engine.Status().Loop.On) }},
		{ID: "play.loopmarked", Menu: m, Label: "Loop the selection", Needs: needsNotes, Enabled: func() bool { return !w.session.Editor().Selection().Empty() }, Do: func() {
			if from, to := w.markedSpan(); to > from {
				w.engine.Loop(from, to, true)
			}
		}},
		{ID: "play.slower", Menu: m, In: pace, Label: "Slower", Key: fyne.KeyF5, Gap: true, Do: tempo(-5)},
		{ID: "play.written", Menu: m, In: pace, Label: "Tempo as written", Key: fyne.KeyF6, Do: func() { w.engine.Tempo(100) }},
		{ID: "play.faster", Menu: m, In: pace, Label: "Faster", Key: fyne.KeyF7, Do: tempo(5)},
		{ID: "play.slower1", Menu: m, In: pace, Label: "A little slower", Key: fyne.KeyF5, Mod: ctrl, Do: tempo(-1)},
		{ID: "play.faster1", Menu: m, In: pace, Label: "A little faster", Key: fyne.KeyF7, Mod: ctrl, Do: tempo(1)},
		{ID: "play.tap", Menu: m, In: pace, Label: "Tap the tempo", Key: fyne.KeyF3, Do: w.tapTempo},
		{ID: "play.transpose", Menu: m, Label: "Play transposed", Sub: w.transposeItems},
		{ID: "play.fade", Menu: m, Label: "Fade out", Sub: w.fadeItems},
		{
			ID: "play.unfade", Menu: m, Label: "Take back the fade", Key: fyne.KeyEscape, Do: w.engine.CancelFade,
			Enabled: func() bool { return w.engine.Status().Fading },
		},
		{ID: "play.lane", Menu: m, Label: "Stops back to the lane", Key: fyne.KeyF4, Gap: true, Do: w.engine.BackToLane},
		{ID: "play.restore", Menu: m, Label: "Send the registration again", Do: w.restore},
		{ID: "play.cancelled", Menu: m, Label: "The organ is cancelled…", Enabled: func() bool { return w.switches.toggles }, Do: w.sayCancelled},
		{ID: "play.panic", Menu: m, Label: "Panic: silence everything", Key: fyne.KeyF12, Always: true, Do: w.panic},
		{ID: "play.organ", Menu: m, Label: "Built-in organ: tuning, room, sound…", Key: fyne.KeyO, Mod: ctrlShift, Gap: true, Enabled: func() bool { return w.builtin.builder != nil }, Do: w.builtin.show},
		w.flip("play.wait", "Wait at wait points", prefWait, func(s *playback.Status) bool { return s.WaitAtMarks }, w.engine.WaitAtMarks),
		w.flip("play.hold", "Hold the chord at wait points", prefHold, func(s *playback.Status) bool { return s.HoldAtMarks }, w.engine.HoldAtMarks),
		w.flip("play.pause", "Pause when a port is lost", prefPause, func(s *playback.Status) bool { return s.PauseOnFault }, w.engine.PauseOnFault),
		w.flip("play.glide", "Glide to a new tempo", prefGlide, func(s *playback.Status) bool { return s.Glide }, w.engine.Glide),
		w.flip("play.chase", "Press the keys that are held where playing begins", prefChase, func(s *playback.Status) bool { return s.ChaseKeys }, w.engine.ChaseKeys),
		{ID: "play.later", Menu: m, In: "Settings", Label: "How outputs sound together…", Do: w.askLater},
	}
}

func (w *Window) helpActions() []*Action {
	const m = "Help"
	return []*Action{
		{ID: "help.manual", Menu: m, Label: "Manual", Key: fyne.KeyF1, Do: func() { w.showManual("index") }},
		{ID: "help.find", Menu: m, Label: "Find a command…", Key: fyne.KeyK, Mod: ctrl, Do: w.findCommand},
		{ID: "help.keys", Menu: m, Label: "Keys…", Do: w.showKeys},
		{ID: "help.about", Menu: m, Label: "About Voluntary", Do: w.showAbout},
	}
}

func (w *Window) selectAll(on bool) {
	var ids []sequencer.NoteID
	if on {
		for _, p := range w.session.Piece().Parts() {
			for _, n := range p.Notes {
				ids = append(ids, n.ID)
			}
		}
	}
	s := sequencer.Select(ids, nil)
	w.session.Editor().Select(s)
	w.eachRoll(func(r *roll.Roll) { r.SetSelection(s) })
	w.refreshMenu()
	if on {
		w.say(sequencer.Count(len(ids), "note") + " selected")
	}
}

func (w *Window) lookName() string {
	if name := w.app.Preferences().String(prefLook); name == "light" || name == "dark" {
		return name
	}
	return "system"
}
