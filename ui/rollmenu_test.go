package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/ui/roll"
)

// pick does an item of a menu, or of one that opens from it.
func (w *opened) pick(items []*fyne.MenuItem, labels ...string) {
	w.t.Helper()
	for _, i := range items {
		if i.Label != labels[0] {
			continue
		}
		if len(labels) > 1 {
			w.pick(i.ChildMenu.Items, labels[1:]...)
			return
		}
		require.False(w.t, i.Disabled, labels[0])
		i.Action()
		return
	}
	w.t.Fatalf("no %q in the menu", labels[0])
}

func TestTheMenuOfTheRulerWorksOnTheBarThere(t *testing.T) {
	w := openWindow(t, Options{})
	w.mark(sequencer.Selection{})
	start := w.session.Piece()
	bars, at := start.Bars(), sequencer.Tick(2*bar+100)

	w.rollMenu(fyne.NewPos(300, 300), roll.Place{Tick: at, Key: -1, OnRuler: true})
	shown := w.top()
	for _, label := range []string{"Copy bar 3", "Cut bar 3, what follows moves up", "Insert a bar before bar 3", "Repeat bar 3…", "Delete bar 3", "Loop bar 3"} {
		assert.Contains(t, shown, label)
	}
	assert.NotContains(t, shown, "Paste before", "nothing was copied")
	w.win.Canvas().Overlays().Top().Hide()

	w.pick(w.barItems(at), "Insert a bar before bar 3")
	assert.Equal(t, bars+1, w.session.Piece().Bars())
	assert.Equal(t, "Insert a bar before bar 3", w.step())
	w.pick(w.barItems(at), "Delete bar 3")
	assert.Equal(t, notesOf(start), notesOf(w.session.Piece()))
	w.pick(w.barItems(at), "Cut bar 3, what follows moves up")
	assert.Equal(t, bars-1, w.session.Piece().Bars())
	assert.Equal(t, "Cut bar 3", w.step())
	w.pick(w.barItems(at), "Paste before bar 3, what follows moves on")
	assert.Equal(t, bars, w.session.Piece().Bars())
	assert.Len(t, notesOf(w.session.Piece()), len(notesOf(start)), "the bar is where it was")
	w.pick(w.barItems(at), "Repeat bar 3…")
	w.fill("3", "3", "4")
	assert.Equal(t, bars+3, w.session.Piece().Bars())
}

func TestTheMenuOfTheRulerTakesTheBarsOfTheLoopOrTheSlice(t *testing.T) {
	w := openWindow(t, Options{})
	w.mark(sequencer.Selection{})
	w.engine.Loop(1*bar, 4*bar, true)
	w.await("the loop stands", func() bool { return w.engine.Status().Loop.On })
	w.pick(w.barItems(2*bar), "Copy bars 2 to 4")
	assert.Contains(t, w.hint.Text, "with the registration")
	for _, i := range w.barItems(2 * bar) {
		assert.NotEqual(t, "Loop bars 2 to 4", i.Label, "they are looped")
	}
	w.pick(w.barItems(8*bar), "Copy bar 9")
	w.lane.SetSlice(8*bar, 10*bar)
	w.pick(w.barItems(8*bar), "Insert 2 bars before bar 9")
	w.pick(w.barItems(2*bar), "No loop")
	w.await("it is taken back", func() bool { return !w.engine.Status().Loop.On })
}

func TestTheMenuOfTheNotesHasTheToolsForThem(t *testing.T) {
	w := openWindow(t, Options{})
	w.first(2)
	w.rollMenu(fyne.NewPos(300, 300), roll.Place{Tick: 0, Key: 60})
	shown := w.top()
	for _, label := range []string{"Quantise…", "Legato…", "Mute", "More for these notes", "More for their parts", "Duplicate", "Loop the selection"} {
		assert.Contains(t, shown, label)
	}
	w.win.Canvas().Overlays().Top().Hide()
	w.pick(w.noteItems(0), "Mute")
	assert.True(t, sequencer.AllMuted(w.session.Piece(), w.marked()))
	w.pick(w.noteItems(0), "More for these notes", "Staccato…")
	w.fill("50")
	assert.Equal(t, "Staccato", w.step())
	w.pick(w.noteItems(0), "Move or lengthen", "An octave up")
	assert.Equal(t, "An octave up", w.step())
	w.pick(w.noteItems(0), "Play on", "Swell")
	assert.Equal(t, "Play on Swell", w.step())
	for _, in := range []string{"Notes", "Parts"} {
		for _, i := range w.toolItems(in) {
			assert.False(t, i.Disabled, i.Label)
		}
	}
}
