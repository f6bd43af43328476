package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"voluntary/sequencer"
	"voluntary/ui/roll"
)

// eachRoll does something to both views of the notes.
func (w *Window) eachRoll(do func(*roll.Roll)) {
	do(w.roll)
	do(w.below)
}

// connectRoll ties a view of the notes to the session and the engine.
func (w *Window) connectRoll(r *roll.Roll) {
	other := w.roll
	if r == other {
		other = w.below
	}
	r.OnSelect = func(s sequencer.Selection) {
		w.session.Editor().Select(s)
		other.SetSelection(s)
		w.refreshMenu()
	}
	r.OnPreview = w.preview
	r.OnCommit = func(label, kind string, edit sequencer.Edit) {
		w.apply(counted(label, len(w.marked().Notes())), kind, edit)
	}
	r.OnCancel = func() { w.session.Editor().CancelPreview() }
	r.OnSeek = w.engine.Seek
	r.OnLoop = func(from, to sequencer.Tick) { w.engine.Loop(from, to, to > from) }
	r.OnAudition = w.audition
	r.OnListen = w.touched
	r.OnHearing = w.setHearing
	r.OnMenu = w.rollMenu
	r.OnMark = w.editMark
	r.OnHover = w.say
	r.OnKey = w.typedKey
	r.OnFirst = w.entryKey
}

// counted says in a label how many notes it is about.
func counted(label string, n int) string {
	what, of := strings.CutSuffix(label, " notes")
	switch {
	case !of || n == 0:
		return label
	case n == 1:
		return what + " a note"
	}
	return what + " " + sequencer.Count(n, "note")
}

// seeActions are how the notes are looked at.
func (w *Window) seeActions() []*Action {
	const m, in = "View", "Notes"
	all := []*Action{
		{ID: "view.second", Menu: m, Label: "Second view of the notes", Key: fyne.KeyBackslash, Mod: ctrl, Checked: w.below.Visible, Do: func() { w.showSecond(!w.below.Visible()) }},
		{ID: "view.smooth", Menu: m, In: in, Label: "Follow smoothly, not page by page", Checked: func() bool { return w.smooth }, Do: func() {
			w.smooth = !w.smooth
			w.app.Preferences().SetBool(prefSmooth, w.smooth)
			w.refreshMenu()
		}},
	}
	for i, n := range sequencer.KeyNamings() {
		all = append(all, &Action{
			ID: "view.names" + string(rune('1'+i)), Menu: m, In: "Names of keys", Titled: true, Label: n.Label(),
			Checked: func() bool { return sequencer.Naming() == n }, Do: func() { w.nameKeys(n) },
		})
	}
	for i, name := range roll.Guides() {
		g := roll.Guide(i)
		all = append(all, &Action{
			ID: "view.guide" + string(rune('1'+i)), Menu: m, In: "Guide lines", Titled: true, Label: name, Checked: func() bool { return w.roll.Guided(g) }, Do: func() {
				on := !w.roll.Guided(g)
				w.app.Preferences().SetBool(prefGuide+string(rune('1'+i)), on)
				w.eachRoll(func(r *roll.Roll) { r.SetGuide(g, on) })
				w.refreshMenu()
			},
		})
	}
	return all
}

// restoreView shows the notes as the settings say.
func (w *Window) restoreView() {
	p := w.app.Preferences()
	w.smooth = p.Bool(prefSmooth)
	w.namesAsKept()
	w.eachRoll(func(r *roll.Roll) {
		r.KeysRenamed()
		for i := range roll.Guides() {
			r.SetGuide(roll.Guide(i), p.Bool(prefGuide+string(rune('1'+i))))
		}
	})
}

// namesAsKept has keys called as the settings say, and reports whether that is another way.
func (w *Window) namesAsKept() bool {
	p := w.app.Preferences()
	n, err := sequencer.ParseKeyNaming(p.String(prefNames))
	if err != nil && p.Bool(prefStrokes) { // as an earlier version has kept it
		n = sequencer.ByStroke
	}
	other := n != sequencer.Naming()
	sequencer.NameKeys(n)
	return other
}

// nameKeys has keys called in another way, everywhere.
func (w *Window) nameKeys(n sequencer.KeyNaming) {
	w.app.Preferences().SetString(prefNames, n.String())
	sequencer.NameKeys(n)
	w.keysRenamed()
}

// keysRenamed names keys anew wherever they are named.
func (w *Window) keysRenamed() {
	w.eachRoll((*roll.Roll).KeysRenamed)
	w.listenAnew() // what the organ cannot play is said in names of keys
	if w.editing != nil {
		w.editing.pages.KeysRenamed()
	}
	for _, a := range w.asides {
		if a.renamed != nil {
			a.renamed()
		}
	}
	w.refreshMenu()
}

// showSecond shows a second view of the notes, at a place of its own, or puts it away.
func (w *Window) showSecond(on bool) {
	if on {
		w.below.SetAxis(w.roll.Axis())
		w.below.Show()
	} else {
		w.below.Hide()
	}
	w.rolls.SetOffset(0.5)
	w.rolls.Refresh()
	w.refreshMenu()
}

// followPlayhead brings the playhead into sight while it plays.
func (w *Window) followPlayhead() {
	a := w.axis
	if w.smooth {
		a = a.ScrollTo(w.playhead - a.Width/3/a.Scale())
	} else {
		a = a.Page(sequencer.Tick(w.playhead))
	}
	if a != w.axis {
		w.setAxis(a)
	}
}
