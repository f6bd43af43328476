package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"voluntary/sequencer"
	"voluntary/sequencer/playback"
	"voluntary/ui/roll"
)

// lengths are the lengths of notes by their digit, as in notation programs: 5 is a quarter.
var lengths = []struct {
	name  string
	ticks sequencer.Tick
}{
	{},
	{"64th", sequencer.PPQ / 16},
	{"32nd", sequencer.PPQ / 8},
	{"Sixteenth", sequencer.PPQ / 4},
	{"Eighth", sequencer.PPQ / 2},
	{"Quarter", sequencer.PPQ},
	{"Half", 2 * sequencer.PPQ},
	{"Whole", 4 * sequencer.PPQ},
}

const usualLength = 5

// enteredVelocity is what a note gets that is entered by the computer's keys.
const enteredVelocity = 80

// stepEntry enters notes one after the other at the playhead, by the computer's keys or a MIDI keyboard.
type stepEntry struct {
	w       *Window
	part    sequencer.PartID
	at      sequencer.Tick // the edit cursor
	length  int            // index in lengths
	dotted  bool
	triplet bool
	chord   []sequencer.NoteID // entered last
	from    sequencer.Tick     // where it begins
	number  int                // of chords, so that each is a step of its own
	before  []entered          // what Backspace goes back to
	held    int                // keys of the MIDI keyboard that are down
	stop    func()             // no more of its keys
}

// entered is a step of the entry.
type entered struct {
	at    sequencer.Tick
	chord []sequencer.NoteID
	from  sequencer.Tick
	edit  bool // it made a step of the history; a rest does not
}

func (w *Window) entryActions() []*Action {
	const m, in = "Tools", "Note entry"
	return []*Action{
		{ID: "entry.step", Menu: m, In: in, Label: "Enter notes step by step", Key: fyne.KeyInsert, Gap: true, Checked: func() bool { return w.steps != nil }, Do: w.toggleSteps},
		{ID: "entry.record", Menu: m, In: in, Label: "Record from the MIDI keyboard", Key: fyne.KeyF10, Checked: func() bool { return w.take != nil }, Do: w.toggleRecording},
		{ID: "entry.quantise", Menu: m, In: in, Label: "Draw what is recorded to the grid", Checked: func() bool { return w.app.Preferences().Bool(prefDrawn) }, Do: func() {
			w.app.Preferences().SetBool(prefDrawn, !w.app.Preferences().Bool(prefDrawn))
			w.refreshMenu()
		}},
	}
}

// entryPart is the part that notes are entered into: that of the selection, or the one entered into last, or the first.
func (w *Window) entryPart() (sequencer.PartID, bool) {
	a := w.session.Piece()
	if parts := sequencer.PartsOf(a, w.marked()); len(parts) > 0 {
		return parts[0], true
	}
	if a.Part(w.enteredInto) != nil {
		return w.enteredInto, true
	}
	if len(a.Parts()) == 0 {
		w.alert("This piece has no part to enter notes into: add one with Parts and manuals"+w.keyOf("piece.parts")+".", true)
		return 0, false
	}
	return a.Parts()[0].ID, true
}

// toggleSteps begins to enter notes, or ends it.
func (w *Window) toggleSteps() {
	if w.steps != nil {
		w.endSteps()
		return
	}
	part, ok := w.entryPart()
	if !ok {
		return
	}
	if w.engine.Status().Transport == playback.Playing {
		w.engine.Pause()
	}
	w.enteredInto = part
	e := &stepEntry{w: w, part: part, at: w.here(), length: usualLength}
	w.steps = e
	e.stop = w.onKeys(e.played)
	w.eachRoll(func(r *roll.Roll) { r.SetPart(part) })
	w.engine.Seek(e.at)
	w.roll.Focus()
	e.show()
	w.refreshMenu()
}

func (w *Window) endSteps() {
	if w.steps == nil {
		return
	}
	w.steps.stop()
	w.steps = nil
	w.strip.Container.Hide()
	w.eachRoll(func(r *roll.Roll) { r.SetPart(0) })
	w.endListening()
	w.refreshMenu()
}

// ticks is the length that the next note gets.
func (e *stepEntry) ticks() sequencer.Tick {
	t := lengths[e.length].ticks
	if e.dotted {
		t = t * 3 / 2
	}
	if e.triplet {
		t = t * 2 / 3
	}
	return t
}

// show says how notes are entered now.
func (e *stepEntry) show() {
	a := e.w.session.Piece()
	name := "?"
	for i, p := range a.Parts() {
		if p.ID == e.part {
			if name = p.Name; name == "" {
				name = fmt.Sprintf("part %d", i+1)
			}
		}
	}
	length := lengths[e.length].name
	if e.dotted {
		length += ", dotted"
	}
	if e.triplet {
		length += ", triplet"
	}
	e.w.strip.show(fmt.Sprintf("%s at %v in %s", length, a.Meters().Position(e.at), name),
		"C to B notes · Shift+C adds to the chord · Up, Down sharpen, flatten · 1 to 7 length · . dotted · / triplet · 0 rest · T tie · Backspace back · Esc ends")
}

// key takes a key of the computer, and reports whether it meant something.
func (e *stepEntry) key(name fyne.KeyName, shift bool) bool {
	switch name {
	case fyne.KeyEscape:
		e.w.endSteps()
	case fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7:
		e.length = int(name[0] - '0')
	case fyne.KeyPeriod:
		e.dotted = !e.dotted
	case fyne.KeySlash:
		e.triplet = !e.triplet
	case fyne.Key0:
		e.rest()
	case fyne.KeyT:
		e.tie()
	case fyne.KeyBackspace, fyne.KeyDelete:
		e.back()
	case fyne.KeyA, fyne.KeyB, fyne.KeyC, fyne.KeyD, fyne.KeyE, fyne.KeyF, fyne.KeyG:
		key, ok := e.nearest(int("\x09\x0b\x00\x02\x04\x05\x07"[name[0]-'A']), shift)
		if ok {
			e.enter(key, enteredVelocity, shift && len(e.chord) > 0)
			if !shift || len(e.chord) == 1 {
				e.advance()
			}
			e.hear()
		}
	default:
		return false
	}
	if e.w.steps == e {
		e.show()
	}
	return true
}

// nearest is the key of this name next to the last one; above it when it goes into the same chord.
func (e *stepEntry) nearest(class int, above bool) (uint8, bool) {
	p := e.w.session.Piece().Part(e.part)
	if p == nil {
		e.w.endSteps()
		return 0, false
	}
	last := 60 - int(p.Shift)
	if d, ok := e.w.session.Console().Division(p.DivisionAt(e.at)); ok && e.w.session.Console().Divisions[d].Pedal {
		last = 48 - int(p.Shift)
	}
	for i := len(p.Notes) - 1; i >= 0; i-- { // the last note before the cursor, or the chord
		n := p.Notes[i]
		if len(e.chord) > 0 && slices.Contains(e.chord, n.ID) || len(e.chord) == 0 && n.Start < e.at {
			last = int(n.Key)
			break
		}
	}
	sounding := last + int(p.Shift)
	up := ((class-sounding)%12 + 12) % 12
	if up > 6 && !above || up == 0 && !above {
		if up != 0 {
			up -= 12
		}
	} else if up == 0 {
		up = 12
	}
	key := last + up
	return uint8(min(max(key, 0), 127)), key >= 0 && key <= 127
}

// enter puts a note in, as the score says it: at the cursor, or into the chord entered last.
func (e *stepEntry) enter(key, velocity uint8, same bool) {
	at, kind := e.at, ""
	if same {
		at = e.from
		kind = fmt.Sprintf("entry.%d", e.number)
	} else {
		e.number++
		kind = fmt.Sprintf("entry.%d", e.number)
		e.before = append(e.before, entered{e.at, e.chord, e.from, true})
		e.chord, e.from = nil, at
	}
	editor := e.w.session.Editor()
	before := e.w.session.Piece()
	e.w.apply("Enter notes", kind, sequencer.AddNote(e.part, sequencer.Note{Start: at, End: at + e.ticks(), Key: key, Velocity: velocity}))
	added := sequencer.Added(before, e.w.session.Piece())
	if added.Empty() {
		return
	}
	e.chord = append(slices.Clone(e.chord), added.Notes()...)
	s := sequencer.Select(e.chord, nil)
	editor.Select(s)
	e.w.eachRoll(func(r *roll.Roll) { r.SetSelection(s) })
	if p := e.w.session.Piece().Part(e.part); p != nil {
		e.w.roll.ShowKey(int(key) + int(p.Shift))
	}
}

// advance moves the cursor behind the chord.
func (e *stepEntry) advance() { e.to(e.from + e.ticks()) }

func (e *stepEntry) to(at sequencer.Tick) {
	e.at = min(max(at, 0), sequencer.MaxTick)
	e.w.engine.Seek(e.at)
	e.w.setAxis(e.w.axis.Reveal(e.at, 60))
}

func (e *stepEntry) rest() {
	e.before = append(e.before, entered{e.at, e.chord, e.from, false})
	e.chord, e.from = nil, e.at
	e.to(e.at + e.ticks())
}

// tie lengthens the chord entered last by the present length.
func (e *stepEntry) tie() {
	if len(e.chord) == 0 {
		e.w.alert("There is no chord here to be tied.", true)
		return
	}
	e.before = append(e.before, entered{e.at, e.chord, e.from, true})
	e.w.apply("Tie", "", sequencer.LengthenNotes(sequencer.Select(e.chord, nil), e.ticks(), 1))
	e.to(e.at + e.ticks())
}

// back takes the last step back.
func (e *stepEntry) back() {
	n := len(e.before)
	if n == 0 {
		e.w.alert("Nothing was entered before.", false)
		return
	}
	last := e.before[n-1]
	e.before = e.before[:n-1]
	if last.edit {
		for strings.HasPrefix(e.w.session.Editor().UndoLabel(), "Transpose ") { // of the chord that goes
			e.w.session.Editor().Undo()
		}
		e.w.session.Editor().Undo()
	}
	e.chord, e.from = last.chord, last.from
	e.to(last.at)
}

// hear sounds the chord entered last.
func (e *stepEntry) hear() {
	a := e.w.session.Piece()
	p := a.Part(e.part)
	if p == nil || !e.w.hearsEdits() {
		return
	}
	d, ok := a.Console().Division(p.DivisionAt(e.from))
	if !ok {
		return
	}
	var keys []playback.Stroke
	for _, n := range p.Notes {
		if key, ok := p.Sounding(n); ok && slices.Contains(e.chord, n.ID) {
			keys = append(keys, playback.Stroke{Division: d, Key: key, Velocity: enteredVelocity})
		}
	}
	e.w.listenFor(e.from, keys, stopLength)
}

// played takes a key of a MIDI keyboard: keys that are down together are a chord, and the cursor goes on when the last of
// them is let go.
func (e *stepEntry) played(s Stroke) {
	if e.w.steps != e {
		return
	}
	if !s.Down {
		if e.held = max(e.held-1, 0); e.held == 0 && len(e.chord) > 0 {
			e.advance()
			e.show()
		}
		return
	}
	p := e.w.session.Piece().Part(e.part)
	if p == nil {
		e.w.endSteps()
		return
	}
	key := int(s.Key) - int(p.Shift)
	if key < 0 || key > 127 {
		return
	}
	e.enter(uint8(key), s.Velocity, e.held > 0)
	e.held++
	e.show()
}

// entryKey gives a key to the entry of notes, while there is one and no dialog is open.
func (w *Window) entryKey(e *fyne.KeyEvent) bool {
	return w.steps != nil && w.win.Canvas().Overlays().Top() == nil && w.steps.key(e.Name, shiftHeld())
}

// shiftHeld reports whether Shift is down.
func shiftHeld() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}
