package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// choose takes an entry of the menu that is open.
func (w *opened) choose(label string) {
	w.t.Helper()
	var menu *widget.PopUpMenu
	for _, o := range test.LaidOutObjects(w.win.Canvas().Overlays().Top()) {
		if m, ok := o.(*widget.PopUpMenu); ok {
			menu = m
		}
	}
	require.NotNil(w.t, menu, "a menu is open")
	for _, item := range menu.Items {
		if said := texts(item); len(said) > 0 && said[0] == label {
			item.(fyne.Tappable).Tapped(&fyne.PointEvent{})
			return
		}
	}
	w.t.Fatalf("the menu has no %s", label)
}

func TestPartsAreRenamedMergedAndTakenOut(t *testing.T) {
	w := openWindow(t, Options{})
	parts := w.session.Piece().Parts()
	require.Equal(t, 3, len(parts))
	all := w.session.Piece().NoteCount()
	first, second := parts[0], parts[1]

	w.do("piece.parts")
	require.Len(t, w.boxes, 1)
	w.tap("…")
	w.choose("Rename…")
	w.fill("Cantus")
	assert.Equal(t, "Cantus", w.session.Piece().Parts()[0].Name)
	assert.Contains(t, texts(w.win.Canvas().Overlays().Top()), "Cantus", "and so it stands in the list")

	w.tap("…")
	w.choose("Put its notes into another part…")
	w.tap("OK")
	require.Equal(t, 2, len(w.session.Piece().Parts()))
	assert.Equal(t, second.ID, w.session.Piece().Parts()[0].ID)
	assert.Len(t, w.session.Piece().Parts()[0].Notes, len(first.Notes)+len(second.Notes))
	assert.Equal(t, all, w.session.Piece().NoteCount(), "no note is lost")

	w.tap("…")
	w.choose("Take out of the piece")
	require.Equal(t, 1, len(w.session.Piece().Parts()))
	w.tap("…")
	w.choose("Put its notes into another part…")
	assert.Len(t, w.boxes, 1, "there is no other part")
	for range 3 {
		w.session.Editor().Undo()
	}
	require.Equal(t, 3, len(w.session.Piece().Parts()))
	assert.Equal(t, first.Name, w.session.Piece().Parts()[0].Name)
}

func TestSelectedNotesGoIntoAnotherPart(t *testing.T) {
	w := openWindow(t, Options{})
	marked := w.first(3)
	was := len(w.session.Piece().Parts()[1].Notes)
	w.do("parts.give")
	w.tap("OK")
	to := w.session.Piece().Parts()[1]
	assert.Len(t, to.Notes, was+3, "the first other part stands there first")
	for _, n := range to.Notes {
		if marked.HasNote(n.ID) {
			was++
		}
	}
	assert.Len(t, to.Notes, was)
	was -= 3
	w.do("edit.undo")
	assert.Len(t, w.session.Piece().Parts()[1].Notes, was)
}
