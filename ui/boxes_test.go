package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/ui/touch"
)

func TestTheButtonsOfADialogAreWorkedByKeys(t *testing.T) {
	w := openWindow(t, Options{})
	canvas := w.win.Canvas()
	to := func(label string) {
		for range 12 {
			if b, ok := canvas.Focused().(*touch.Button); ok && b.Text == label {
				return
			}
			canvas.FocusNext()
		}
		t.Fatalf("Tab never comes to %s", label)
	}
	w.do("piece.words")
	require.Len(t, w.boxes, 1)
	to("Cancel")
	w.press(fyne.KeyReturn)
	assert.Empty(t, w.boxes, "Return presses what has the focus")

	w.do("piece.words")
	canvas.Focused().(*touch.Entry).SetText("  Evensong ")
	to("OK")
	w.press(fyne.KeyReturn)
	assert.Empty(t, w.boxes)
	assert.Equal(t, "Evensong", w.session.Piece().Piece().Title)

	w.do("piece.words")
	to("OK")
	w.press(fyne.KeyEscape)
	assert.Empty(t, w.boxes, "and Escape closes from everywhere")
}
