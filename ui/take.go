package ui

import (
	"fmt"
	"time"

	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// take is what is being recorded from a MIDI keyboard while the piece plays.
type take struct {
	w     *Window
	part  sequencer.PartID
	began bool // it has been seen to play
	down  map[keyOf]sequencer.Note
	notes []sequencer.Note
	stop  func()
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
	t := &take{w: w, part: part, down: make(map[keyOf]sequencer.Note)}
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
	p := t.w.session.Piece().Part(t.part)
	if p == nil {
		return
	}
	at := sequencer.Tick(st.TickAt(s.At) + 0.5)
	key := int(s.Key) - int(p.Shift)
	if key < 0 || key > 127 {
		return
	}
	id := keyOf{s.Division, s.Key}
	if open, ok := t.down[id]; ok {
		t.close(open, at, st)
		delete(t.down, id)
	}
	if s.Down {
		t.down[id] = sequencer.Note{Start: at, Key: uint8(key), Velocity: max(s.Velocity, 1)}
	}
}

// close ends a note; one that was held over the end of the loop lasts to there.
func (t *take) close(n sequencer.Note, at sequencer.Tick, st *playback.Status) {
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
	w.adding("Record notes", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		return a.WithNotes(t.part, func(notes []sequencer.Note) []sequencer.Note { return append(notes, t.notes...) })
	})
	w.alert(fmt.Sprintf("%s recorded.%s", sequencer.Count(len(t.notes), "note"), map[bool]string{true: "", false: " Quantise" + w.keyOf("notes.quantise") + " draws them to a grid."}[w.app.Preferences().Bool(prefDrawn)]), false)
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
