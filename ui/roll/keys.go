package roll

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Kinds of edits made by keys: those that follow each other merge into one step of undo.
const (
	kindMove    = "roll.move"
	kindStretch = "roll.stretch"
)

// TypedKey is for Fyne.
func (f *field) TypedKey(e *fyne.KeyEvent) {
	r := f.r
	r.readModifiers()
	switch e.Name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight:
		return
	}
	if r.OnFirst != nil && r.OnFirst(e) {
		return
	}
	if !f.typed(e.Name, r.modifiers&fyne.KeyModifierShift != 0) && r.OnKey != nil {
		r.OnKey(e)
	}
}

func (f *field) typed(name fyne.KeyName, shift bool) bool {
	r := f.r
	switch name {
	case fyne.KeyEscape:
		if f.escape() || r.ruler.escape() {
			return true
		}
		if r.marked.Empty() {
			return false
		}
		r.mark(sequencer.Selection{})
	case fyne.KeyDelete, fyne.KeyBackspace:
		r.DeleteSelection()
	case fyne.KeyLeft, fyne.KeyRight:
		way := 1
		if name == fyne.KeyLeft {
			way = -1
		}
		f.sideways(way, shift)
	case fyne.KeyUp, fyne.KeyDown:
		by := 1
		if shift {
			by = 12
		}
		if name == fyne.KeyDown {
			by = -by
		}
		f.updown(by)
	case fyne.KeyN:
		r.SelectNext(1, shift)
	case fyne.KeyP:
		r.SelectNext(-1, shift)
	case fyne.KeyReturn, fyne.KeyEnter:
		f.listen()
	case desktop.KeyMenu:
		f.menu()
	default:
		return false
	}
	return true
}

// grip is the marked note that keys work from: the first in time.
func (r *Roll) grip() (Seen, bool) {
	var first Seen
	found := false
	for _, s := range r.notes.marked(r.marked) {
		if !found || s.Note.Start < first.Note.Start {
			first, found = s, true
		}
	}
	return first, found
}

func (f *field) sideways(way int, stretch bool) {
	r := f.r
	grip, ok := r.grip()
	if !ok {
		r.applyAxis(r.view.Axis.ScrollBy(float32(way) * 60))
		return
	}
	m := r.notes.piece.Meters()
	if stretch {
		step := r.snap.Step(m, grip.Note.End)
		label := "Lengthen notes"
		if way < 0 {
			label = "Shorten notes"
		}
		r.commit(label, kindStretch, sequencer.LengthenNotes(r.marked, sequencer.Tick(way)*step, shortestNote))
		r.revealMarked()
		return
	}
	by := sequencer.Tick(way) * r.snap.Step(m, grip.Note.Start)
	if way < 0 && grip.Note.Start > 0 {
		by = -r.snap.Step(m, grip.Note.Start-1)
	}
	r.commit("Move notes", kindMove, sequencer.MoveNotes(r.marked, by, 0))
	r.revealMarked()
}

func (f *field) updown(by int) {
	r := f.r
	if _, ok := r.grip(); !ok {
		r.setView(r.view.ScrollKeys(float32(-by) * float32(r.view.row())))
		return
	}
	r.commit("Transpose notes", kindMove, sequencer.MoveNotes(r.marked, 0, by))
	r.revealMarked()
	f.chirp()
}

// revealMarked scrolls to the grip and says where it is now.
func (r *Roll) revealMarked() {
	if s, ok := r.grip(); ok {
		r.reveal(s)
		r.tell(s)
	}
}

// tell says what a note is, as if the pointer were on it.
func (r *Roll) tell(s Seen) {
	over := r.field.over
	r.field.over = Hit{Zone: Body, Seen: s}
	r.say(r.field.describe(fyne.Position{}))
	r.field.over = over
}

func (r *Roll) reveal(s Seen) {
	r.setView(r.view.RevealKey(s.Key))
	r.applyAxis(r.view.Axis.Reveal(s.Note.Start, 40))
}

// chirp sounds the grip for a moment.
func (f *field) chirp() {
	if s, ok := f.r.grip(); ok {
		f.tap(s.Note.Start, s.Division, s.Key)
	}
}

// KeyDown is for Fyne: Alt with an arrow is a shortcut and never typed.
func (f *field) KeyDown(e *fyne.KeyEvent) {
	r := f.r
	r.readModifiers()
	if r.modifiers != fyne.KeyModifierAlt || (e.Name != fyne.KeyLeft && e.Name != fyne.KeyRight) {
		return
	}
	grip, ok := r.grip()
	if !ok {
		return
	}
	by, label := r.snap.Step(r.notes.piece.Meters(), grip.Note.Start), "Shorten notes"
	if e.Name == fyne.KeyLeft {
		by, label = -by, "Lengthen notes"
	}
	r.commit(label, kindStretch, sequencer.StartNotes(r.marked, by, shortestNote))
	r.revealMarked()
}

// KeyUp is for Fyne.
func (f *field) KeyUp(*fyne.KeyEvent) {}

// TypedRune is for Fyne.
func (f *field) TypedRune(rune) {}

// listen sounds the marked notes for a moment; without any it selects the note at the playhead.
func (f *field) listen() {
	r := f.r
	marked := r.notes.marked(r.marked)
	if len(marked) == 0 {
		r.SelectNext(1, false)
		return
	}
	start := marked[0].Note.Start
	for _, s := range marked {
		start = min(start, s.Note.Start)
	}
	var chord []Held
	for _, s := range marked {
		if s.Note.Start == start && s.Division != nobody {
			chord = append(chord, Held{registration.DivisionID(s.Division), uint8(s.Key)})
		}
	}
	f.hearAll(start, chord)
	f.hushSoon()
}

// menu opens the menu at the marked note, or at the playhead.
func (f *field) menu() {
	r := f.r
	if r.OnMenu == nil {
		return
	}
	at := Place{Tick: r.playheadTick(), Key: r.view.Key(float32(r.view.Height / 2))}
	pos := fyne.NewPos(r.view.Axis.X(at.Tick), float32(r.view.Height/2))
	if s, ok := r.grip(); ok {
		r.reveal(s)
		box := r.view.Box(s.Note.Start, s.Note.End, s.Key)
		at = Place{Tick: s.Note.Start, Key: s.Key, Hit: Hit{Zone: Body, Seen: s}}
		pos = fyne.NewPos(box.X, box.Y+box.H)
	}
	pos.X = min(max(pos.X, 0), f.Size().Width)
	r.OnMenu(fyne.CurrentApp().Driver().AbsolutePositionForObject(f).Add(pos), at)
}

// SelectAll marks every note, and keeps marked lane events.
func (r *Roll) SelectAll() {
	var ids []sequencer.NoteID
	for i := range r.notes.parts {
		for _, n := range r.notes.parts[i].part.Notes {
			ids = append(ids, n.ID)
		}
	}
	r.mark(sequencer.Select(ids, r.marked.Events()))
}

// DeleteSelection removes the marked notes. Without any it does nothing.
func (r *Roll) DeleteSelection() {
	if len(r.marked.Notes()) == 0 {
		return
	}
	r.commit("Delete notes", "", sequencer.DeleteNotes(r.marked))
}

// SelectNext marks the next note in time (step 1) or the one before (step -1), from the marked notes or else the
// playhead, scrolls to it and sounds it. add keeps what is marked.
func (r *Roll) SelectNext(step int, add bool) {
	s, ok := r.neighbour(step)
	if !ok {
		return
	}
	r.reveal(s)
	if add {
		r.mark(r.with(s.Note.ID))
	} else {
		r.mark(sequencer.Select([]sequencer.NoteID{s.Note.ID}, nil))
	}
	r.tell(s)
	r.field.tap(s.Note.Start, s.Division, s.Key)
}

// neighbour is the note that follows the last marked one, or goes before the first; without any marked it is the first
// that starts at the playhead or after it.
func (r *Roll) neighbour(step int) (Seen, bool) {
	var from, best Seen
	marked := r.notes.marked(r.marked)
	for i, s := range marked {
		if i == 0 || before(from, s) == (step > 0) {
			from = s
		}
	}
	found := false
	r.notes.between(0, sequencer.MaxTick, func(s Seen) bool {
		beyond := s.Note.Start >= r.playheadTick()
		forward := true
		if len(marked) > 0 {
			forward = step > 0
			beyond = before(from, s) == forward && s.Note.ID != from.Note.ID
		}
		if beyond && (!found || before(s, best) == forward) {
			best, found = s, true
		}
		return true
	})
	return best, found
}

// before orders notes by start, from the top voice down.
func before(a, b Seen) bool {
	if a.Note.Start != b.Note.Start {
		return a.Note.Start < b.Note.Start
	}
	if a.Key != b.Key {
		return a.Key > b.Key
	}
	return a.Note.ID < b.Note.ID
}
