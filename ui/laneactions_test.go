package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/ui/choose"
	"voluntary/ui/lane"
)

func barsOf(w *opened, first, last int) (from, to sequencer.Tick) {
	return sequencer.BarSpan(w.session.Piece(), first, last)
}

// item finds an item of a list by its label.
func item(t *testing.T, items []choose.Item, label string) choose.Item {
	t.Helper()
	for _, it := range items {
		if it.Label == label {
			return it
		}
	}
	require.Fail(t, "not offered", label)
	return choose.Item{}
}

func TestASliceOfTheLaneIsCopiedCutPastedAndKept(t *testing.T) {
	w := openWindow(t, Options{})
	w.first(3)
	from, to := barsOf(w, 3, 4)
	w.lane.SetSlice(from, to)
	assert.True(t, w.marked().Empty(), "a slice takes the place of selected notes")
	w.draw("great.gamba-8", from)
	w.do("edit.copy")
	assert.True(t, w.clip.Slice)
	there, _ := barsOf(w, 10, 10)
	w.paste(there)
	state := sequencer.StateAt(w.session.Piece(), there)
	gamba, _ := w.session.Console().Control("great.gamba-8")
	assert.True(t, state.On(gamba))
	x, y, _ := w.lane.Slice()
	assert.Equal(t, []sequencer.Tick{there, there + to - from}, []sequencer.Tick{x, y}, "what is pasted is selected")
	w.lane.SetSlice(from, to)
	w.do("edit.cut")
	state = sequencer.StateAt(w.session.Piece(), from)
	assert.False(t, state.On(gamba))
	w.draw("great.gamba-8", from)
	w.do("edit.duplicate")
	x, y, ok := w.lane.Slice()
	assert.Equal(t, []any{to, 2*to - from, true}, []any{x, y, ok}, "the slice goes along")
	state = sequencer.StateAt(w.session.Piece(), to)
	assert.True(t, state.On(gamba))

	w.lane.SetSlice(from, to)
	items := w.laneItems(from, lane.Hit{Row: -1})
	assert.Equal(t, "Copied", items[0].Group)
	item(t, items, "Retire everything in it").Do()
	state = sequencer.StateAt(w.session.Piece(), from)
	assert.Zero(t, state.Count())
	state = sequencer.StateAt(w.session.Piece(), to)
	assert.True(t, state.On(gamba), "behind it everything is as it was")
	w.session.Editor().Undo()
	item(t, items, "Keep where it begins as a scene…").Do()
	w.tap("Keep")
	assert.Equal(t, "Keep the scene Scene 1", w.session.Editor().UndoLabel())
	first, last := w.bars()
	assert.Equal(t, []int{3, 4}, []int{first, last}, "dialogs begin with its bars")
	item(t, w.laneItems(there, lane.Hit{Row: -1}), "From here on as where the slice begins, 3:1").Do()
	assert.Equal(t, sequencer.StateAt(w.session.Piece(), from), sequencer.StateAt(w.session.Piece(), there))
	w.first(3)
	_, _, ok = w.lane.Slice()
	assert.False(t, ok, "selected notes take the place of a slice")
}

func TestRowsAreKeptForTheOrgan(t *testing.T) {
	w := openWindow(t, Options{})
	row := -1
	for i, r := range w.lane.Layout().Rows {
		if r.Kind == lane.ControlRow && row < 0 {
			row = i
		}
	}
	hit := lane.Hit{Row: row}
	item(t, w.rowItems(hit), "Red").Do()
	item(t, w.rowItems(hit), "Move it down").Do()
	item(t, w.rowItems(hit), "Fold the Great").Do()
	kept := w.lane.Setting().String()
	assert.NotEmpty(t, kept)
	assert.Equal(t, kept, w.app.Preferences().String(prefRows+w.session.Console().Name))
	assert.Empty(t, w.session.Editor().UndoLabel())
	w.do("view.fold")
	assert.False(t, w.lane.FoldsAny())
	w.do("view.time")
	assert.True(t, w.lane.ShowsTime())
	for _, it := range w.snappingItems() {
		it.Action()
	}
	assert.Equal(t, lane.ToNothing, w.lane.Snapping())
}

func TestMarksAreMadeChangedAndGoneTo(t *testing.T) {
	w := openWindow(t, Options{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	before := len(w.session.Piece().Marks())
	at, _ := barsOf(w, 6, 6)
	w.newMark(at)
	w.fill("Refrain")
	require.Len(t, w.session.Piece().Marks(), before+1)
	var mark sequencer.Mark
	for _, m := range w.session.Piece().Marks() {
		if m.Name == "Refrain" {
			mark = m
		}
	}
	assert.Equal(t, at, mark.At)
	w.openThing(lane.Hit{Part: lane.Mark, Mark: mark}, at)
	w.fill("8", "1", "Chorus")
	for _, m := range w.session.Piece().Marks() {
		if m.ID == mark.ID {
			mark = m
		}
	}
	to, _ := barsOf(w, 8, 8)
	assert.Equal(t, []any{"Chorus", to}, []any{mark.Name, mark.At})
	w.do("mark.next")
	w.await("the playhead is at a mark", func() bool { return w.playhead > 0 })
	item(t, w.listOfMarks(), "Chorus").Do()
	w.await("the playhead is at the mark", func() bool { return w.playhead == float64(to) })
	w.do("mark.back")
	w.await("and back", func() bool { return w.playhead < float64(to) })
}

func TestATempoIsTappedAlong(t *testing.T) {
	w := openWindow(t, Options{})
	m := w.session.Piece().Meters()
	tap := &tapping{}
	start := time.Now()
	for i := range 4 {
		assert.EqualValues(t, sequencer.Tick(i)*sequencer.PPQ, tap.tap(start.Add(time.Duration(i)*750*time.Millisecond), m))
	}
	assert.Equal(t, "The next tap is the beat at 2:1. The last beat: 80 quarters a minute.", tap.words(m))
	w.tapAlong(0)
	p, ok := w.win.Canvas().Focused().(*pad)
	require.True(t, ok)
	w.press(fyne.KeyReturn)
	assert.Contains(t, w.top(), "two taps or more")
	for range 3 {
		p.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		time.Sleep(60 * time.Millisecond)
	}
	w.press(fyne.KeyReturn)
	assert.Empty(t, w.boxes)
	assert.Equal(t, "Tap the tempo", w.session.Editor().UndoLabel())
	assert.GreaterOrEqual(t, len(w.session.Piece().Tempo().Points()), 3)
}

func TestATempoIsTappedAlongByTheMouse(t *testing.T) {
	w := openWindow(t, Options{})
	before := w.session.Editor().UndoLabel()
	w.tapAlong(0)
	p, ok := w.win.Canvas().Focused().(*pad)
	require.True(t, ok)
	for range 3 {
		test.Tap(p)
		time.Sleep(60 * time.Millisecond)
	}
	assert.Contains(t, w.top(), "The next tap is the beat at 1:4.", "every click is a beat")
	w.await("the beat of the last click is shown", func() bool { return w.playhead == 2*sequencer.PPQ })
	assert.Equal(t, before, w.session.Editor().UndoLabel(), "as yet nothing is changed")
	w.tap("Take it")
	assert.Empty(t, w.boxes)
	assert.Equal(t, "Tap the tempo", w.session.Editor().UndoLabel())
	assert.GreaterOrEqual(t, len(w.session.Piece().Tempo().Points()), 3)
}

func TestTheLaneHasRoomForTheRowsOfTime(t *testing.T) {
	w := openWindow(t, Options{})
	w.newPiece()
	w.win.Resize(fyne.NewSize(1280, 720))
	w.do("view.time")
	require.True(t, w.lane.ShowsTime())
	assert.GreaterOrEqual(t, w.lane.Size().Height, w.lane.PreferredHeight()-4, "marks, meter and tempo can be seen")
	large := w.lane.Size().Height + 100
	w.split.SetOffset(float64(large / w.split.Size().Height))
	at := w.split.Offset
	w.do("view.time")
	w.do("view.time")
	assert.Equal(t, at, w.split.Offset, "who has made it larger keeps it so")
}
