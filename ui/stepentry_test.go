package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// empty opens an empty piece with the cursor at its start.
func (w *opened) empty() {
	w.session.Editor().MarkSaved(w.session.Piece())
	w.do("file.new")
	w.await("it is compiled", func() bool {
		s := w.engine.Status()
		return s.Performance != nil && len(s.Performance.Events()) == 0
	})
	w.await("the playhead is at the start", func() bool { return w.playhead == 0 })
}

func (w *opened) types(keys ...fyne.KeyName) {
	for _, k := range keys {
		w.press(k)
	}
}

// row lists the notes of the first part as [start, end, key].
func (w *opened) row() (out [][3]int) {
	for _, n := range w.session.Piece().Parts()[0].Notes {
		out = append(out, [3]int{int(n.Start), int(n.End), int(n.Key)})
	}
	return out
}

func TestNotesAreEnteredStepByStep(t *testing.T) {
	w := openWindow(t, Options{})
	w.empty()
	w.do("entry.step")
	assert.True(t, w.strip.Container.Visible())
	w.roll.Focus()
	w.types(fyne.KeyC, fyne.KeyG, fyne.KeyE)
	assert.Equal(t, [][3]int{{0, 960, 60}, {960, 1920, 55}, {1920, 2880, 52}}, w.row(), "each is the nearest of its name")
	w.types(fyne.Key4, fyne.KeyA, fyne.Key0, fyne.KeyPeriod, fyne.KeyB)
	assert.Equal(t, [3]int{2880, 3360, 57}, w.row()[3], "an eighth")
	assert.Equal(t, [3]int{3840, 4560, 59}, w.row()[4], "after a rest, dotted")
	w.types(fyne.KeyT)
	assert.Equal(t, [3]int{3840, 5280, 59}, w.row()[4], "tied")
	w.types(fyne.KeyUp)
	assert.Equal(t, 60, w.row()[4][2], "sharpened")
	w.types(fyne.KeyBackspace)
	assert.Equal(t, [3]int{3840, 4560, 59}, w.row()[4])
	w.types(fyne.KeyBackspace, fyne.KeyBackspace)
	assert.Len(t, w.row(), 4)
	w.types(fyne.KeyPeriod, fyne.KeyC)
	assert.Equal(t, [3]int{3360, 3840, 60}, w.row()[4], "where the rest was")
	w.steps.key(fyne.KeyE, true)
	w.steps.key(fyne.KeyG, true)
	assert.Equal(t, [][3]int{{3360, 3840, 60}, {3360, 3840, 64}, {3360, 3840, 67}}, w.row()[4:], "a chord")
	assert.Len(t, w.marked().Notes(), 3)
	n := len(w.row())
	w.do("edit.undo")
	assert.Len(t, w.row(), n-3, "a chord is one step")
	w.types(fyne.KeyEscape)
	assert.Nil(t, w.steps)
	assert.False(t, w.strip.Container.Visible())
	w.types(fyne.KeyB)
	assert.True(t, w.session.Editor().Comparing(), "letters are commands again")
}

func TestNotesAreEnteredFromAMIDIKeyboard(t *testing.T) {
	w := openLive(t)
	w.empty()
	w.do("entry.step")
	w.desk.comes("keys:1", 0x90, 60, 77)
	w.desk.comes("keys:1", 0x90, 64, 77)
	w.desk.comes("keys:1", 0x80, 60, 0)
	w.desk.comes("keys:1", 0x80, 64, 0)
	w.desk.comes("keys:1", 0x90, 62, 50)
	w.desk.comes("keys:1", 0x80, 62, 0)
	w.await("three notes are there", func() bool { return len(w.row()) == 3 && w.steps.at == 2*sequencer.PPQ })
	assert.Equal(t, [][3]int{{0, 960, 60}, {0, 960, 64}, {960, 1920, 62}}, w.row())
	labels, _ := w.session.Editor().History()
	assert.Equal(t, []string{"Enter notes", "Enter notes"}, labels)
	w.do("entry.step")
	w.desk.comes("keys:1", 0x90, 62, 50)
	w.desk.comes("keys:1", 0x80, 62, 0)
	w.loop.turn()
	assert.Len(t, w.row(), 3)
}

func TestAChordIsPlayedAsHandsDo(t *testing.T) {
	w := openLive(t)
	w.empty()
	w.do("entry.step")
	for i, key := range []byte{60, 64, 67} { // each is entered before the next comes: an edit lets no key go
		w.desk.comes("keys:1", 0x90, key, 77)
		w.await("it is entered", func() bool { return len(w.row()) == i+1 })
	}
	assert.Zero(t, w.steps.at, "the cursor waits until all are up")
	for _, key := range []byte{60, 64, 67} {
		w.desk.comes("keys:1", 0x80, key, 0)
	}
	w.await("the cursor goes on", func() bool { return w.steps.at == sequencer.PPQ })
	assert.Equal(t, [][3]int{{0, 960, 60}, {0, 960, 64}, {0, 960, 67}}, w.row())
	w.desk.comes("keys:1", 0x90, 100, 77)
	w.await("it is said", func() bool { return w.hint.Text == "E7 is beyond the keyboard of the Great." })
	assert.Len(t, w.row(), 3)
}

func TestPlayingIsRecorded(t *testing.T) {
	w := openLive(t)
	w.app.Preferences().SetBool(prefDrawn, true)
	n := w.session.Piece().NoteCount()
	w.do("entry.record")
	require.NotNil(t, w.take)
	w.await("it plays", func() bool { return w.engine.Status().Transport == playback.Playing && w.playhead > 100 })
	w.desk.comes("keys:1", 0x90, 60, 77)
	at := w.playhead
	w.await("it goes on", func() bool { return w.playhead > at+400 })
	w.desk.comes("keys:1", 0x80, 60, 0)
	w.desk.comes("keys:1", 0x90, 65, 77)
	w.await("it is taken", func() bool { return len(w.take.notes) == 1 && len(w.take.down) == 1 })
	w.engine.Pause()
	w.await("it has ended", func() bool { return w.take == nil })
	assert.Equal(t, n+2, w.session.Piece().NoteCount())
	assert.Equal(t, "Record notes", w.step())
	assert.Len(t, w.marked().Notes(), 2)
	for _, p := range w.session.Piece().Parts() {
		for _, note := range p.Notes {
			if w.marked().HasNote(note.ID) {
				assert.Zero(t, note.Start%480, "drawn to the grid")
				assert.GreaterOrEqual(t, note.End-note.Start, sequencer.Tick(480))
			}
		}
	}
	w.do("edit.undo")
	assert.Equal(t, n, w.session.Piece().NoteCount(), "one step")
	w.do("entry.record")
	w.await("it plays", func() bool { return w.take != nil && w.take.began })
	w.do("entry.record")
	assert.Contains(t, w.hint.Text, "nothing was recorded")
}

func TestHandsAndFeetAreRecordedIntoPartsOfTheirOwn(t *testing.T) {
	w := openLive(t)
	parts := w.session.Piece().Parts()
	require.Equal(t, []string{"great", "pedal"}, []string{parts[0].DivisionAt(0), parts[2].DivisionAt(0)})
	before := make(map[sequencer.PartID]int)
	for _, p := range parts {
		before[p.ID] = len(p.Notes)
	}
	record := func(keys ...byte) (into []int) {
		w.do("entry.record")
		w.await("it plays", func() bool { return w.engine.Status().Transport == playback.Playing && w.take.began })
		for i := 0; i < len(keys); i += 2 {
			w.desk.comes("keys:1", 0x90|keys[i], keys[i+1], 77)
		}
		w.await("it is taken", func() bool { return len(w.take.down) == len(keys)/2 })
		w.do("entry.record")
		require.Nil(t, w.take)
		for _, p := range w.session.Piece().Parts() {
			into = append(into, len(p.Notes)-before[p.ID])
		}
		assert.Equal(t, "Record notes", w.step())
		w.do("edit.undo")
		return into
	}
	assert.Equal(t, []int{2, 0, 0}, record(1, 60, 1, 64), "one keyboard plays the chosen part, whatever it sounds on")
	assert.Equal(t, []int{1, 0, 1}, record(0, 60, 2, 40), "hands and feet")
	assert.Contains(t, w.hint.Text, "1 into Right hand, 1 into Pedal")
	assert.Equal(t, []int{2, 0, 1}, record(0, 60, 1, 64, 2, 40), "no part of the Swell: into the chosen one")
}

func TestWhatIsEnteredIsInSight(t *testing.T) {
	w := openWindow(t, Options{})
	w.empty()
	w.do("entry.step")
	w.roll.ZoomKeys(4)
	for _, key := range []uint8{40, 95, 36, 60} {
		w.steps.enter(key, 80, false)
		w.steps.advance()
		v := w.roll.View()
		assert.GreaterOrEqual(t, float64(v.Y(int(key))), 0.0, "key %d", key)
		assert.Less(t, float64(v.Y(int(key))), v.Height-4, "key %d", key)
	}
}
