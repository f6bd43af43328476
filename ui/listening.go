package ui

import (
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
	"voluntary/ui/roll"
)

// hearActions are ways to listen while editing. Their keys are plain letters, which a line of text keeps for itself.
func (w *Window) hearActions() []*Action {
	const m, in = "Play", "Listen to"
	marked := func() bool { return !w.marked().Empty() }
	all := []*Action{
		{ID: "hear.pointer", Menu: m, In: playTo, Label: "Play from the pointer", Key: fyne.KeyF2, Gap: true, Do: w.playFromPointer},
		{ID: "hear.back", Menu: m, In: playTo, Label: "Chord back", Key: fyne.KeyLeft, Mod: ctrl, Do: func() { w.stepChord(-1) }},
		{ID: "hear.on", Menu: m, In: playTo, Label: "Chord on", Key: fyne.KeyRight, Mod: ctrl, Do: func() { w.stepChord(1) }},
		{ID: "hear.compare", Menu: m, Label: "As before the last edit", Key: fyne.KeyB, Gap: true, Checked: func() bool { return w.session.Editor().Comparing() }, Enabled: w.comparable, Needs: needsEdit, Do: w.compare},
		{ID: "hear.mute", Menu: m, In: in, Label: "Mute the parts of the selection", Key: fyne.KeyM, Enabled: marked, Needs: needsNotes, Do: func() { w.hearParts(true) }},
		{ID: "hear.solo", Menu: m, In: in, Label: "Hear the parts of the selection alone", Key: fyne.KeyS, Enabled: marked, Needs: needsNotes, Do: func() { w.hearParts(false) }},
		{ID: "hear.all", Menu: m, In: in, Label: "Hear everything", Key: fyne.KeyH, Enabled: func() bool { return !w.hearing.Everything() }, Needs: "mute a part or hear one alone first", Do: func() { w.setHearing(sequencer.Hearing{}) }},
		{ID: "hear.one", Menu: m, In: in, Label: "One part or division", Sub: w.hearItems},
		{ID: "hear.edits", Menu: m, In: "Settings", Label: "Hear notes and stops while editing", Checked: w.hearsEdits, Do: func() {
			w.app.Preferences().SetBool(prefHear, !w.hearsEdits())
			w.endListening()
		}},
	}
	digits := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9}
	for i, key := range digits {
		there := func() bool { return i < len(w.session.Console().Divisions) }
		all = append(all,
			&Action{ID: fmt.Sprintf("hear.solo%d", i+1), Menu: "Listening", Label: fmt.Sprintf("Hear division %d alone", i+1), Key: key, Mod: fyne.KeyModifierAlt, Hidden: true, Enabled: there, Do: func() { w.hearDivision(i, false) }},
			&Action{ID: fmt.Sprintf("hear.mute%d", i+1), Menu: "Listening", Label: fmt.Sprintf("Mute division %d", i+1), Key: key, Mod: fyne.KeyModifierAlt | fyne.KeyModifierShift, Hidden: true, Enabled: there, Do: func() { w.hearDivision(i, true) }})
	}
	return all
}

// hearsEdits reports whether what is touched and drawn is heard.
func (w *Window) hearsEdits() bool { return w.app.Preferences().BoolWithFallback(prefHear, true) }

// listenAnew has what is listened to compiled.
func (w *Window) listenAnew() {
	w.compile.want(wanted{number: w.session.number, piece: w.session.Piece(), hearing: w.hearing})
}

// setHearing chooses what is listened to. It is heard at once, and the notes of what is not are faint.
func (w *Window) setHearing(h sequencer.Hearing) {
	if h.Everything() && w.hearing.Everything() {
		return
	}
	w.hearing = h
	w.eachRoll(func(r *roll.Roll) { r.SetHearing(h) })
	if h.Everything() {
		w.partial.Hide()
	} else {
		w.partial.SetText("Not all is heard")
		w.partial.Show()
	}
	w.listenAnew()
	w.refreshMenu()
}

// hearParts mutes the parts of the selection or has them heard alone; when they all are so, no longer.
func (w *Window) hearParts(mute bool) {
	h := w.hearing
	parts := sequencer.PartsOf(w.session.Piece(), w.marked())
	all := true
	for _, id := range parts {
		muted, solo := h.Part(id)
		all = all && (mute && muted || !mute && solo)
	}
	for _, id := range parts {
		muted, solo := h.Part(id)
		if mute {
			muted = !all
		} else {
			solo = !all
		}
		h = h.WithPart(id, muted, solo)
	}
	w.setHearing(h)
}

// hearDivision mutes division i of the console or has it heard alone, or no longer.
func (w *Window) hearDivision(i int, mute bool) {
	id := w.session.Console().Divisions[i].ID
	muted, solo := w.hearing.Division(id)
	w.setHearing(w.hearing.WithDivision(id, muted != mute, solo == mute))
}

// hearItems are switches for every division and part.
func (w *Window) hearItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	add := func(name string, muted, solo bool, choose func(muted, solo bool) sequencer.Hearing) {
		mute := fyne.NewMenuItem("Mute "+name, func() { w.setHearing(choose(!muted, solo)) })
		alone := fyne.NewMenuItem(name+" alone", func() { w.setHearing(choose(muted, !solo)) })
		mute.Checked, alone.Checked = muted, solo
		items = append(items, mute, alone)
	}
	for _, d := range w.session.Console().Divisions {
		muted, solo := w.hearing.Division(d.ID)
		add(d.Name, muted, solo, func(m, s bool) sequencer.Hearing { return w.hearing.WithDivision(d.ID, m, s) })
	}
	for i, p := range w.session.Piece().Parts() {
		name := p.Name
		if name == "" {
			name = fmt.Sprintf("Part %d", i+1)
		}
		if i == mostListed {
			break // a menu longer than the screen serves nobody; M and S reach every part
		}
		muted, solo := w.hearing.Part(p.ID)
		add(name, muted, solo, func(m, s bool) sequencer.Hearing { return w.hearing.WithPart(p.ID, m, s) })
	}
	return items
}

// mostListed is how many parts a menu lists.
const mostListed = 8

// comparable reports whether there is an edit to compare with.
func (w *Window) comparable() bool {
	e := w.session.Editor()
	return e.Comparing() || e.UndoLabel() != "" && !e.Previewing()
}

// compare shows and plays the piece as it was before the last edit, or again as it is.
func (w *Window) compare() {
	w.session.Editor().Compare()
	if !w.session.Editor().Comparing() {
		w.alert("Now it is as it is.", false)
	}
}

// showCompared says plainly that the piece is shown as it was.
func (w *Window) showCompared() {
	e := w.session.Editor()
	if !e.Comparing() {
		w.before.Hide()
		return
	}
	w.before.say("Before: "+e.UndoLabel(), "As it is now"+w.keyOf("hear.compare"))
}

// touched sounds keys as they would sound at a tick; no keys: it is over.
func (w *Window) touched(at sequencer.Tick, keys []roll.Held) {
	if w.hush != nil {
		w.hush.Stop()
		w.hush = nil
	}
	if keys == nil || !w.hearsEdits() {
		w.engine.Hush()
		return
	}
	strokes := make([]playback.Stroke, len(keys))
	for i, k := range keys {
		strokes[i] = playback.Stroke{Division: k.Division, Key: k.Key, Velocity: touchedVelocity}
	}
	w.engine.Listen(at, strokes)
}

// touchedVelocity is how hard keys are struck that are touched with the mouse.
const touchedVelocity = 100

// listenFor sounds keys as they would sound at a tick, for a while.
func (w *Window) listenFor(at sequencer.Tick, keys []playback.Stroke, length time.Duration) {
	w.endListening()
	if len(keys) == 0 {
		return
	}
	w.engine.Listen(at, keys)
	var mine *time.Timer
	mine = time.AfterFunc(length, func() {
		w.post(func() {
			if w.hush == mine && !w.closing {
				w.endListening()
			}
		})
	})
	w.hush = mine
}

func (w *Window) endListening() {
	if w.hush != nil {
		w.hush.Stop()
		w.hush = nil
		w.engine.Hush()
	}
}

// playFromPointer plays from what is under the pointer, or from the playhead when it is elsewhere.
func (w *Window) playFromPointer() {
	at, ok := w.roll.Pointer()
	if !ok {
		at, ok = w.below.Pointer()
	}
	if !ok {
		w.alert("Put the pointer where playing should begin, over the notes.", false)
		return
	}
	w.engine.PlayFrom(w.grid.Down(w.session.Piece().Meters(), at))
}

// chordLength is how long a chord sounds that is stepped to.
const chordLength = 1200 * time.Millisecond

// stepChord moves the playhead to the next place where keys are pressed, or the one before, and lets what sounds there be
// heard.
func (w *Window) stepChord(by int) {
	s := w.engine.Status()
	p := s.Performance
	if p == nil {
		return
	}
	if s.Transport == playback.Playing {
		w.engine.Pause()
	}
	at, ok := onset(p, w.standing(), by)
	if !ok {
		w.alert("There is no chord further on.", false)
		return
	}
	w.engine.Seek(at)
	w.setAxis(w.axis.Reveal(at, 60))
	w.listenFor(at, soundingAt(p, at), chordLength)
}

// onset finds the next tick after one at which a key goes down, or the last before it.
func onset(p *sequencer.Performance, from sequencer.Tick, by int) (sequencer.Tick, bool) {
	events, m := p.Events(), p.Tempo()
	if by > 0 {
		for i := p.Index(m.TimeAt(from)); i < len(events); i++ {
			if t := m.TickAt(events[i].At); events[i].Kind == sequencer.KeyDown && t > from {
				return t, true
			}
		}
		return 0, false
	}
	for i := p.Index(m.TimeAt(from)) - 1; i >= 0; i-- {
		if t := m.TickAt(events[i].At); events[i].Kind == sequencer.KeyDown && t < from {
			return t, true
		}
	}
	return 0, false
}

// soundingAt lists the keys that are down once everything at a tick has happened.
func soundingAt(p *sequencer.Performance, at sequencer.Tick) (out []playback.Stroke) {
	t := p.Tempo().TimeAt(at)
	s := p.Chase(t)
	events := p.Events()
	for i := p.Index(t); i < len(events) && events[i].At == t; i++ {
		s.Apply(events[i])
	}
	for k := range s.Held {
		out = append(out, playback.Stroke(k))
	}
	return out
}

// drawnStop is a stop that was just drawn in the lane.
type drawnStop struct {
	piece    *sequencer.Arrangement
	at       sequencer.Tick
	division registration.DivisionID
}

// applyHeard makes an edit of the lane; a stop that it draws is heard where it is drawn.
func (w *Window) applyHeard(label string, edit sequencer.Edit) {
	before := w.session.Snapshot()
	w.apply(label, "", edit)
	after := w.session.Piece()
	if after == before || !w.hearsEdits() || w.engine.Status().Transport == playback.Playing {
		return
	}
	if at, control, ok := newlyDrawn(before, after); ok {
		w.drawn = &drawnStop{after, at, after.Console().Controls[control].Division}
	}
}

// newlyDrawn finds the first thing that one arrangement draws and the other does not.
func newlyDrawn(before, after *sequencer.Arrangement) (sequencer.Tick, registration.ControlID, bool) {
	type drawing struct {
		at sequencer.Tick
		id string
	}
	old := make(map[drawing]bool)
	for _, e := range before.Lane() {
		for _, id := range e.Draw {
			old[drawing{e.At, id}] = true
		}
	}
	for _, e := range after.Lane() {
		for _, id := range e.Draw {
			if k, ok := after.Console().Control(id); ok && !old[drawing{e.At, id}] {
				return e.At, k, true
			}
		}
	}
	return 0, 0, false
}

// stopLength is how long a stop is heard that was drawn.
const stopLength = 900 * time.Millisecond

// hearDrawn lets the stop be heard that was drawn, once what it is drawn in has been compiled: with the keys that are down
// there, or else those that its division plays next, or else a single key.
func (w *Window) hearDrawn(c compiled) {
	d := w.drawn
	if d == nil || c.piece != d.piece || w.passage {
		return
	}
	w.drawn = nil
	p := c.performance
	keys := soundingAt(p, d.at)
	of := func(k playback.Stroke) bool { return k.Division == d.division }
	if !slices.ContainsFunc(keys, of) {
		keys = nil
		if next, ok := nextOf(p, d.at, d.division); ok {
			keys = slices.DeleteFunc(soundingAt(p, next), func(k playback.Stroke) bool { return !of(k) })
		}
	}
	if keys == nil {
		div := &p.Console().Divisions[d.division]
		key := min(max(60, div.Lowest), div.Highest)
		if div.Pedal {
			key = min(max(48, div.Lowest), div.Highest)
		}
		keys = []playback.Stroke{{Division: d.division, Key: key, Velocity: touchedVelocity}}
	}
	w.listenFor(d.at, keys, stopLength)
}

// farAhead is how far ahead the music is looked for that a stop is drawn for.
const farAhead = 32 * sequencer.PPQ

// nextOf is the next tick at which a key of a division goes down, not too far ahead.
func nextOf(p *sequencer.Performance, from sequencer.Tick, d registration.DivisionID) (sequencer.Tick, bool) {
	events, m := p.Events(), p.Tempo()
	for i := p.Index(m.TimeAt(from)); i < len(events); i++ {
		t := m.TickAt(events[i].At)
		if t > from+farAhead {
			break
		}
		if events[i].Kind == sequencer.KeyDown && events[i].Division == d {
			return t, true
		}
	}
	return 0, false
}
