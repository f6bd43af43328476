package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/ui/choose"
	"voluntary/ui/roll"
	"voluntary/ui/touch"
)

// notesOf lists what an arrangement holds of notes, without their ids.
func notesOf(a *sequencer.Arrangement) (out []sequencer.Note) {
	for _, p := range a.Parts() {
		for _, n := range p.Notes {
			n.ID = 0
			out = append(out, n)
		}
	}
	return out
}

// first marks the first notes of the first part.
func (w *opened) first(n int) sequencer.Selection {
	var ids []sequencer.NoteID
	for _, note := range w.session.Piece().Parts()[0].Notes[:n] {
		ids = append(ids, note.ID)
	}
	s := sequencer.Select(ids, nil)
	w.mark(s)
	return s
}

// fill types into the lines of the open dialog, in order.
func (w *opened) fill(lines ...string) {
	w.t.Helper()
	require.NotEmpty(w.t, w.boxes, "a dialog is open")
	var entries []*touch.Entry
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *touch.Entry:
			entries = append(entries, o)
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c)
			}
		}
	}
	walk(w.win.Canvas().Overlays().Top())
	require.GreaterOrEqual(w.t, len(entries), len(lines))
	for i, text := range lines {
		entries[i].SetText(text)
	}
	w.tap("OK")
}

func (w *opened) step() string { return w.session.Editor().UndoLabel() }

func TestNotesAreCopiedCutAndPasted(t *testing.T) {
	w := openWindow(t, Options{})
	w.first(3)
	before := notesOf(w.session.Piece())
	w.do("edit.paste")
	assert.Equal(t, before, notesOf(w.session.Piece()), "there is nothing to paste")
	w.do("edit.copy")
	assert.Contains(t, w.hint.Text, "3 notes copied")
	w.engine.Seek(40 * 4 * sequencer.PPQ)
	w.await("the playhead is there", func() bool { return w.playhead > 0 })
	w.do("edit.paste")
	assert.Len(t, notesOf(w.session.Piece()), len(before)+3)
	assert.Equal(t, "Paste", w.step())
	pasted := w.marked()
	assert.Len(t, pasted.Notes(), 3, "what came in is selected")
	w.do("edit.cut")
	assert.Equal(t, before, notesOf(w.session.Piece()))
	assert.True(t, w.marked().Empty())
	w.do("edit.undo")
	w.do("edit.undo")
	assert.Equal(t, before, notesOf(w.session.Piece()))

	w.first(2)
	w.do("edit.duplicate")
	assert.Len(t, w.marked().Notes(), 2)
	assert.Equal(t, "Duplicate", w.step())
	w.do("edit.delete")
	assert.Equal(t, before, notesOf(w.session.Piece()))
	w.do("edit.pasteroom")
	assert.Equal(t, "Paste", w.step())
}

func TestTheLoopIsCopiedWithItsRegistration(t *testing.T) {
	w := openWindow(t, Options{})
	w.mark(sequencer.Selection{})
	w.engine.Loop(0, 8*sequencer.PPQ, true)
	w.await("the loop stands", func() bool { return w.engine.Status().Loop.To > 0 })
	w.do("edit.copy")
	assert.Contains(t, w.hint.Text, "with the registration")
	assert.True(t, w.clip.Slice)
	w.do("edit.cut")
	assert.Equal(t, "Cut the loop", w.step())
	assert.True(t, sequencer.NotesIn(w.session.Piece(), 0, 8*sequencer.PPQ).Empty())
}

func TestBarsAreInsertedDeletedRepeatedAndMoved(t *testing.T) {
	w := openWindow(t, Options{})
	start := w.session.Piece()
	bars := start.Bars()
	w.do("bars.insert")
	w.fill("2", "3")
	assert.Equal(t, bars+3, w.session.Piece().Bars())
	assert.Equal(t, "Insert bars", w.step())
	w.do("bars.delete")
	w.fill("2", "4")
	assert.Equal(t, bars, w.session.Piece().Bars())
	assert.Equal(t, notesOf(start), notesOf(w.session.Piece()))
	w.do("bars.repeat")
	w.fill("1", "2", "3")
	assert.Equal(t, bars+4, w.session.Piece().Bars())
	w.do("bars.move")
	w.fill("1", "1", "5")
	assert.Equal(t, "Move bars", w.step())
	w.do("bars.clear")
	w.fill("1", "1000")
	assert.Empty(t, notesOf(w.session.Piece()))
	for w.session.Editor().Undo() {
	}
	assert.Same(t, start, w.session.Piece())
}

func TestAFormSaysWhatIsWrongAndStays(t *testing.T) {
	w := openWindow(t, Options{})
	start := w.session.Piece()
	w.do("bars.delete")
	for _, wrong := range [][2]string{{"4", "2"}, {"x", "2"}, {"1", "0"}, {"1", "2.5"}, {"1", ""}} {
		w.fill(wrong[0], wrong[1])
		require.Len(t, w.boxes, 1, "it stays open")
	}
	assert.Contains(t, w.top(), "To bar: a whole number from 1 to 1048576, please.")
	w.fill("4", "2")
	assert.Contains(t, w.top(), "Bar 2 comes before bar 4.")
	w.press(fyne.KeyEscape)
	assert.Empty(t, w.boxes)
	assert.Same(t, start, w.session.Piece())
}

func TestEveryToolThatAsksIsAnsweredByItsOwnNumbers(t *testing.T) {
	w := openWindow(t, Options{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	for _, a := range w.toolActions() {
		for w.session.Editor().Undo() {
		}
		start := w.session.Piece()
		w.first(12)
		w.engine.Seek(6 * sequencer.PPQ)
		w.await("the playhead is there", func() bool { return w.playhead > 0 })
		w.run(w.action(a.ID))
		if len(w.boxes) > 0 {
			assert.True(t, strings.HasSuffix(a.Label, "…"), "%s asks", a.ID)
			if a.ID == "stops.table" { // a list, not a question
				w.press(fyne.KeyEscape)
			}
			w.press(fyne.KeyReturn)
			assert.Empty(t, w.boxes, "%s is content with what it suggests: %s", a.ID, w.top())
			for len(w.boxes) > 0 {
				w.boxes[0].Hide()
			}
		} else {
			assert.False(t, strings.HasSuffix(a.Label, "…"), "%s does not ask", a.ID)
		}
		if w.session.Piece() != start {
			assert.NotEmpty(t, w.step(), a.ID)
			labels, _ := w.session.Editor().History()
			assert.Len(t, labels, 1, "%s is one step", a.ID)
		}
	}
}

func TestTheTuneIsDoubledWhereItIsNotPlayedAlready(t *testing.T) {
	w := openWindow(t, Options{})
	w.first(8)
	w.do("parts.tune")
	w.tap("OK")
	parts := w.session.Piece().Parts()
	assert.Equal(t, "Tune on the Swell", parts[len(parts)-1].Name)
	assert.Len(t, w.marked().Notes(), len(parts[len(parts)-1].Notes), "what is new is selected")
	w.do("parts.bass")
	w.tap("OK")
	parts = w.session.Piece().Parts()
	assert.Equal(t, "Bass on the Pedal", parts[len(parts)-1].Name)
}

func TestASelectionGrows(t *testing.T) {
	w := openWindow(t, Options{})
	w.first(1)
	a := w.session.Piece()
	for _, id := range []string{"select.pitch", "select.voice", "select.part"} {
		n := len(w.first(1).Notes())
		w.do(id)
		assert.Greater(t, len(w.marked().Notes()), n, id)
		assert.Equal(t, w.marked(), w.roll.Selection(), id)
	}
	assert.Len(t, w.marked().Notes(), len(a.Parts()[0].Notes))
}

func TestTheHistoryGoesToAnyStep(t *testing.T) {
	w := openWindow(t, Options{})
	start := w.session.Piece()
	w.first(4)
	w.do("edit.up")
	one := w.session.Piece()
	w.do("edit.up")
	items := w.historyItems()
	require.Len(t, items, 3)
	assert.Equal(t, "Start", items[2].Label)
	assert.True(t, items[0].On)
	items[2].Do()
	assert.Same(t, start, w.session.Piece())
	assert.Equal(t, "Undone", w.historyItems()[0].Group)
	items[1].Do()
	assert.Same(t, one, w.session.Piece())
	w.do("edit.history")
	assert.Contains(t, w.top(), "History")
}

func TestTheMapGoesWithTheRoll(t *testing.T) {
	w := openWindow(t, Options{})
	assert.True(t, w.overview.Visible())
	w.overview.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	_, last := w.axis.Bounds()
	assert.InDelta(t, last, w.roll.Axis().Scroll, 1)
	w.do("view.map")
	assert.False(t, w.overview.Visible())
	w.do("view.ghosts")
	assert.True(t, w.roll.Ghosts())
	assert.True(t, w.menuItem("View", "Keys that couplers play").Checked)
}

func TestMenusOpenFromMenus(t *testing.T) {
	w := openWindow(t, Options{})
	bars := w.menuItem("Tools", "Bars")
	require.NotNil(t, bars.ChildMenu)
	assert.Equal(t, "Insert bars…", bars.ChildMenu.Items[0].Label)
	found := false
	for _, it := range w.commands() {
		found = found || it.Label == "Repeat bars…"
	}
	assert.True(t, found, "and are found by typing")
	assert.Len(t, choose.Match(w.commands(), "guide lines"), len(roll.Guides()), "by the title of the menu within a menu, too")
}
