package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// take is what is being recorded from a MIDI keyboard while the piece plays.
type take struct {
	w     *Window
	part  sequencer.PartID
	began bool // it has been seen to play
	down  map[keyOf]recorded
	notes []recorded
	stop  func()
}

// recorded is a note as it was played, with the key that was pressed.
type recorded struct {
	sequencer.Note
	division registration.DivisionID
}

// shortestRecorded is what a key gets that was let go at once.
const shortestRecorded = sequencer.PPQ / 16

// toggleRecording begins to play and to record what the MIDI keyboard plays, or ends it.
func (w *Window) toggleRecording() {
	if w.take != nil {
		w.engine.Pause()
		w.endRecording()
		return
	}
	if w.live.input == "" {
		w.alert("Choose a MIDI keyboard first: Play > "+w.action("midi.keyboards").In+" > MIDI keyboards.", true)
		return
	}
	part, ok := w.entryPart()
	if !ok {
		return
	}
	w.endSteps()
	w.enteredInto = part
	t := &take{w: w, part: part, down: make(map[keyOf]recorded)}
	w.take = t
	t.stop = w.onKeys(t.played)
	name := w.session.Piece().Part(part).Name
	w.strip.show("Recording into "+name, "Play the MIDI keyboard. "+w.byKey("play.toggle")+" or "+w.byKey("entry.record")+" ends it")
	w.engine.Play()
	w.refreshMenu()
}

// played takes a key at the place where the playhead was when it was pressed.
func (t *take) played(s Stroke) {
	st := t.w.engine.Status()
	if st.Performance == nil || st.Transport != playback.Playing {
		return
	}
	at := sequencer.Tick(st.TickAt(s.At) + 0.5)
	id := keyOf{s.Division, s.Key}
	if open, ok := t.down[id]; ok {
		t.close(open, at, st)
		delete(t.down, id)
	}
	if s.Down {
		t.down[id] = recorded{sequencer.Note{Start: at, Key: s.Key, Velocity: max(s.Velocity, 1)}, s.Division}
	}
}

// close ends a note; one that was held over the end of the loop lasts to there.
func (t *take) close(n recorded, at sequencer.Tick, st *playback.Status) {
	if at < n.Start {
		at = max(st.Loop.To, n.Start)
	}
	n.End = max(at, n.Start+shortestRecorded)
	t.notes = append(t.notes, n)
}

// watchRecording ends the recording when playing ends.
func (w *Window) watchRecording(s *playback.Status) {
	t := w.take
	if t == nil {
		return
	}
	if s.Transport == playback.Playing {
		t.began = true
	} else if t.began {
		w.endRecording()
	}
}

// endRecording puts what was recorded into the part, as one step, and selects it.
func (w *Window) endRecording() {
	t := w.take
	if t == nil {
		return
	}
	t.stop()
	w.take = nil
	w.strip.Container.Hide()
	st := w.engine.Status()
	if st.Performance != nil {
		at := sequencer.Tick(st.TickAt(time.Now()) + 0.5)
		for _, open := range t.down {
			t.close(open, at, st)
		}
	}
	w.refreshMenu()
	if len(t.notes) == 0 {
		w.alert("Nothing was played, so nothing was recorded.", false)
		return
	}
	if w.app.Preferences().Bool(prefDrawn) {
		t.drawToGrid()
	}
	parts, n := t.byPart(), 0
	for _, p := range parts {
		n += len(p.notes)
	}
	w.adding("Record notes", func(a *sequencer.Arrangement) (_ *sequencer.Arrangement, err error) {
		for _, p := range parts {
			if a, err = a.WithNotes(p.id, func(notes []sequencer.Note) []sequencer.Note { return append(notes, p.notes...) }); err != nil {
				return nil, err
			}
		}
		return a, nil
	})
	where := ""
	if len(parts) > 1 {
		var names []string
		for _, p := range parts {
			names = append(names, fmt.Sprintf("%s into %s", sequencer.Figures(len(p.notes)), w.session.Piece().Part(p.id).Name))
		}
		where = ": " + strings.Join(names, ", ")
	}
	w.alert(fmt.Sprintf("%s recorded%s.%s", sequencer.Count(n, "note"), where, map[bool]string{true: "", false: " Quantise" + w.keyOf("notes.quantise") + " draws them to a grid."}[w.app.Preferences().Bool(prefDrawn)]), false)
}

// intoPart is what goes into a part.
type intoPart struct {
	id    sequencer.PartID
	notes []sequencer.Note
}

// byPart gives the notes to parts. Who plays one keyboard plays the part that was chosen, whatever that keyboard sounds on;
// with several, feet and hands, each goes to a part of its own division, where there is one.
func (t *take) byPart() (out []intoPart) {
	several := slices.ContainsFunc(t.notes, func(n recorded) bool { return n.division != t.notes[0].division })
	for _, n := range t.notes {
		p := t.w.session.Piece().Part(t.part)
		if several {
			p = t.partOn(n.division, n.Start)
		}
		if p == nil {
			continue
		}
		key := int(n.Key) - int(p.Shift)
		if key < 0 || key > 127 {
			continue
		}
		n.Note.Key = uint8(key)
		i := slices.IndexFunc(out, func(o intoPart) bool { return o.id == p.ID })
		if i < 0 {
			i, out = len(out), append(out, intoPart{id: p.ID})
		}
		out[i].notes = append(out[i].notes, n.Note)
	}
	place := func(o intoPart) int {
		return slices.IndexFunc(t.w.session.Piece().Parts(), func(p sequencer.Part) bool { return p.ID == o.id })
	}
	slices.SortFunc(out, func(x, y intoPart) int { return place(x) - place(y) })
	return out
}

// partOn is the part that a division plays at a place: the chosen one if it does, else the first that does, else the chosen one
// all the same.
func (t *take) partOn(d registration.DivisionID, at sequencer.Tick) *sequencer.Part {
	a := t.w.session.Piece()
	chosen, divisions := a.Part(t.part), a.Console().Divisions
	if int(d) >= len(divisions) { // it was played on another console
		return chosen
	}
	id := divisions[d].ID
	if chosen != nil && chosen.DivisionAt(at) == id {
		return chosen
	}
	for _, p := range a.Parts() {
		if p.DivisionAt(at) == id {
			return a.Part(p.ID)
		}
	}
	return chosen
}

// drawToGrid draws what was recorded to the grid; a note keeps at least one cell.
func (t *take) drawToGrid() {
	m := t.w.session.Piece().Meters()
	for i := range t.notes {
		n := &t.notes[i]
		n.Start = t.w.grid.Round(m, n.Start)
		n.End = max(t.w.grid.Round(m, n.End), n.Start+t.w.grid.Step(m, n.Start))
	}
}
