package ui

import (
	"voluntary/sequencer"
	"voluntary/ui/roll"
)

// marked is the selection.
func (w *Window) marked() sequencer.Selection { return w.session.Editor().Selection() }

// mark selects notes and lane events.
func (w *Window) mark(s sequencer.Selection) {
	if !s.Empty() {
		w.lane.SetSlice(0, 0)
	}
	w.session.Editor().Select(s)
	w.eachRoll(func(r *roll.Roll) { r.SetSelection(s) })
	w.refreshMenu()
}

// copyable reports whether there is something to copy: a selection, a slice of the lane, or the span of the loop.
func (w *Window) copyable() bool {
	l := w.engine.Status().Loop
	_, _, sliced := w.lane.Slice()
	return sliced || !w.marked().Empty() || l.To > l.From
}

// copyMarked takes the selection into the clipboard, a slice of the lane across all its rows; without either the span of
// the loop, with its registration.
func (w *Window) copyMarked() {
	a := w.session.Piece()
	if from, to, ok := w.lane.Slice(); ok {
		w.keep(sequencer.CopyLane(a, from, to))
		return
	}
	if marked := w.marked(); !marked.Empty() {
		w.keep(sequencer.Copy(a, marked))
		return
	}
	if l := w.engine.Status().Loop; l.To > l.From {
		w.keep(sequencer.CopySpan(a, l.From, l.To))
	}
}

// keep puts a clip into the clipboard and says what it is.
func (w *Window) keep(c sequencer.Clip) {
	w.clip = c
	text := sequencer.Count(c.NoteCount(), "note") + " copied"
	switch {
	case c.Slice && c.NoteCount() == 0:
		text = "The registration is copied"
	case c.Slice:
		text += " with the registration"
	}
	w.alert(text+".", false)
	w.refreshMenu()
}

func (w *Window) cutMarked() {
	marked, l := w.marked(), w.engine.Status().Loop
	w.copyMarked()
	if from, to, ok := w.lane.Slice(); ok {
		w.apply("Cut the registration", "", sequencer.ClearLane(from, to))
		return
	}
	if marked.Empty() {
		w.apply("Cut the loop", "", sequencer.ClearSpan(l.From, l.To))
		return
	}
	w.apply("Cut", "", sequencer.Remove(marked))
	w.mark(sequencer.Selection{})
}

// paste puts the clipboard at a tick and selects what has come in.
func (w *Window) paste(at sequencer.Tick) {
	if w.clip.Slice && w.clip.NoteCount() == 0 {
		if err := w.try("Paste the registration", sequencer.Paste(w.clip, at)); err != nil {
			w.trouble(err)
			return
		}
		w.mark(sequencer.Selection{})
		w.lane.SetSlice(at, at+w.clip.Length)
		return
	}
	w.adding("Paste", sequencer.Paste(w.clip, at))
}

// adding makes an edit and selects what it has added.
func (w *Window) adding(label string, edit sequencer.Edit) {
	if err := w.addingOr(label, edit); err != nil {
		w.trouble(err)
	}
}

func (w *Window) addingOr(label string, edit sequencer.Edit) error {
	w.session.Editor().CancelPreview()
	before := w.session.Piece()
	if err := w.try(label, edit); err != nil {
		return err
	}
	if added := sequencer.Added(before, w.session.Piece()); !added.Empty() {
		w.mark(added)
	}
	return nil
}

func (w *Window) duplicate() {
	if from, to, ok := w.lane.Slice(); ok {
		w.apply("Duplicate the registration", "", sequencer.Paste(sequencer.CopyLane(w.session.Piece(), from, to), to))
		w.lane.SetSlice(to, 2*to-from)
		return
	}
	marked := w.marked()
	w.adding("Duplicate", sequencer.Duplicate(marked, sequencer.DuplicateBy(w.session.Piece(), marked)))
}
