package ui

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/board"
	"voluntary/registration/edit"
	consolefile "voluntary/registration/file"
)

// TestAnyActionsOnAConsoleCanBeUndone does every action of the console editor at random places of its pages: nothing panics, every
// console on the way can be kept, undoing everything gives the first one and redoing everything the last.
func TestAnyActionsOnAConsoleCanBeUndone(t *testing.T) {
	w := openWindow(t, Options{})
	w.do("piece.edit")
	require.NotNil(t, w.editing)
	e := w.editing
	start := e.edits.Console()
	leaves := map[string]bool{ // these change what is worked on, end it, or write files
		"console.new": true, "console.take": true, "console.save": true, "console.saveas": true, "console.share": true,
		"console.use": true, "console.close": true, "console.learn": true,
	}
	sure := map[string]fyne.KeyName{
		"console.up": fyne.KeyEnd, "console.down": fyne.KeyHome, "console.double": fyne.KeyHome, "console.remove": fyne.KeyEnd,
		"console.add": fyne.KeyHome, "console.order": fyne.KeyHome, "console.all": fyne.KeyHome,
	}
	r := rand.New(rand.NewPCG(11, 4))
	done, changed := make(map[string]int), make(map[string]int)
	answer := func() { // the dialogs that it opens: the main button, or away with them
		for turn := 0; w.win.Canvas().Overlays().Top() != nil; turn++ {
			switch n := len(w.boxes); {
			case n == 0:
				w.win.Canvas().Overlays().Top().Hide()
			case turn == 0 && r.IntN(4) > 0:
				w.press(fyne.KeyReturn)
			default:
				w.boxes[n-1].Hide()
			}
		}
	}
	roam := func() { // somewhere on a page, with something marked there
		e.pages.Turn(r.IntN(len(e.pages.Pages())))
		keys := []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyEnd, fyne.KeyHome}
		for range r.IntN(9) {
			if w.win.Canvas().Focused() != nil {
				w.press(keys[r.IntN(len(keys))])
			}
		}
		if r.IntN(12) == 0 && e.pages.Can("all") {
			e.pages.MarkAll()
		}
	}
	write := func(text string) { // in the line that has the keyboard
		if line := w.win.Canvas().Focused(); line != nil {
			for _, letter := range text {
				line.TypedRune(letter)
			}
			w.press(fyne.KeyReturn)
		}
	}
	for round := range 4 {
		if round == 2 {
			w.change("Drawn freely", edit.SetForm(registration.Free, board.Usual(e.edits.Console())))
		}
		for _, i := range r.Perm(len(w.actions)) {
			a := w.actions[i]
			if a.Scope != forConsole || leaves[a.ID] {
				continue
			}
			roam()
			switch {
			case a.ID == "console.redo" && e.edits.UndoLabel() != "":
				e.edits.Undo()
			case strings.HasPrefix(a.ID, "console.jamb"):
				e.pages.Turn(5)
				w.do("console.all")
			case a.ID == "console.number":
				e.pages.Turn(2)
				w.do("console.all")
			case sure[a.ID] != "" && round%2 == 0: // where it does something, whatever chance says elsewhere
				e.pages.Turn(2)
				w.press(sure[a.ID])
			}
			if a.Enabled != nil && !a.Enabled() {
				continue
			}
			before := e.edits.Console()
			done[a.ID]++
			w.run(a)
			switch a.ID {
			case "console.add":
				write([]string{"Flute 4", "Echo", "Swell to Great", "Tutti"}[r.IntN(4)])
			case "console.make":
				w.tap("Take")
			}
			answer()
			w.loop.turn()
			require.Same(t, e, w.editing, a.ID)
			c := e.edits.Console()
			if c == before {
				continue
			}
			changed[a.ID]++
			data, err := consolefile.Write(c)
			require.NoError(t, err, a.ID)
			again, err := consolefile.Read(data)
			require.NoError(t, err, a.ID)
			kept, err := consolefile.Write(again)
			require.NoError(t, err, a.ID)
			require.Equal(t, string(data), string(kept), a.ID)
		}
	}
	for _, a := range w.actions {
		if a.Scope == forConsole && !leaves[a.ID] {
			assert.NotZero(t, done[a.ID], "%s is never done", a.ID)
		}
	}
	for _, id := range []string{"add", "double", "remove", "up", "down", "number", "make", "undo", "redo"} {
		assert.NotZero(t, changed["console."+id], "%s changes nothing", id)
	}
	jamb := 0
	for id, n := range changed {
		if strings.HasPrefix(id, "console.jamb") {
			jamb += n
		}
	}
	assert.NotZero(t, jamb, "nothing is moved on the jamb")
	for e.edits.Redo() {
	}
	end := e.edits.Console()
	for e.edits.Undo() {
	}
	assert.Same(t, start, e.edits.Console())
	for e.edits.Redo() {
	}
	assert.Same(t, end, e.edits.Console())
}
