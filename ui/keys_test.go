package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/ui/touch"
)

func TestKeysAreChangedAndKept(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	app := test.NewTempApp(t)
	w := openAgain(t, app, Options{}, &desk{})
	before := w.win.MainMenu()
	w.do("help.keys")
	assert.Contains(t, w.top(), "Commands")
	w.press(fyne.KeyDown)
	w.press(fyne.KeyDown)
	w.press(fyne.KeyReturn)
	require.Len(t, w.boxes, 2, "Down goes from the line that searches to the list, Return asks there")
	assert.Contains(t, w.top(), "Key of “"+strings.TrimSuffix(w.keyRows("")[1].Label, "…")+"”")
	w.press(fyne.KeyEscape)
	w.press(fyne.KeyEscape)
	require.Empty(t, w.boxes)

	w.askKey(w.action("notes.quantise"), func() {})
	catch := func() *keyCatcher { return w.win.Canvas().Focused().(*keyCatcher) }
	catch().take(fyne.KeyN, 0)
	assert.Contains(t, w.top(), "N is for the next note")
	catch().take(fyne.KeyF12, 0)
	assert.Contains(t, w.top(), "must work at all times")
	catch().take(fyne.KeyA, fyne.KeyModifierShift)
	assert.Contains(t, w.top(), "Shift alone is not enough")
	catch().take(fyne.KeyReturn, 0)
	require.Len(t, w.boxes, 1, "what is in the way is no key")
	catch().take(fyne.KeyE, ctrl)
	assert.Contains(t, w.top(), "key of “Tools > Split at the playhead”")
	w.tap("Take it")
	assert.Empty(t, w.boxes)
	assert.Equal(t, "Ctrl+E", w.action("notes.quantise").KeyText())
	assert.Empty(t, w.action("notes.split").KeyText(), "it has lost it")
	assert.NotSame(t, before, w.win.MainMenu(), "the menu says so")
	assert.Contains(t, keysText(w.actions), "- **Ctrl+E**   Quantise")
	w.shut()

	again := openAgain(t, app, Options{}, &desk{})
	assert.Equal(t, "Ctrl+E", again.action("notes.quantise").KeyText(), "the next run has it, too")
	again.first(3)
	again.resetKey("notes.split")
	assert.Equal(t, "Ctrl+E", again.action("notes.split").KeyText())
	assert.Empty(t, again.action("notes.quantise").KeyText())
	again.resetKeys()
	assert.Equal(t, "Ctrl+U", again.action("notes.quantise").KeyText())
	assert.Equal(t, "{}", app.Preferences().String(prefKeys))
	again.askKey(again.action("notes.quantise"), func() {})
	asked := again.win.Canvas().Focused().(*keyCatcher)
	asked.KeyDown(&fyne.KeyEvent{Name: fyne.KeyF11})
	asked.KeyDown(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Len(t, again.boxes, 1, "the key that closes the question is not left to what has the focus then")
	asked.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Empty(t, again.boxes)
	assert.Equal(t, "F11", again.action("notes.quantise").KeyText())
	again.resetKeys()
	again.setKey("hear.compare", chord{})
	assert.Empty(t, again.action("hear.compare").KeyText())
	again.setKey("hear.compare", chord{fyne.KeyY, 0})
	again.first(3)
	again.do("edit.delete")
	again.press(fyne.KeyY)
	assert.True(t, again.session.Editor().Comparing(), "a changed key works")
}

func TestHintsNameTheKeysAsTheyAreNow(t *testing.T) {
	w := openWindow(t, Options{})
	w.setKey("edit.lane", chord{fyne.KeyF11, 0})
	w.setKey("piece.report", chord{})
	assert.Equal(t, "F11", w.byKey("edit.lane"))
	assert.Equal(t, "Piece > Playability report", w.byKey("piece.report"), "without a key, where it stands in the menus")
	hint := func(b *touch.Button) string {
		t.Helper()
		said := ""
		was := b.OnHint
		b.OnHint = func(text string) { said = text }
		b.MouseIn(&desktop.MouseEvent{})
		b.OnHint = was
		return said
	}
	assert.Equal(t, "What this organ cannot play as written", hint(w.report))
	w.setKey("piece.report", chord{fyne.KeyF10, 0})
	assert.Equal(t, "What this organ cannot play as written (F10)", hint(w.report))
	assert.Equal(t, " (Space)", w.bar.KeyOf("play.toggle"))
	w.setKey("play.toggle", chord{fyne.KeyF11, 0})
	assert.Equal(t, " (F11)", w.bar.KeyOf("play.toggle"))
}

// chord presses a key with modifiers where Fyne takes it: in the menu, else what has the focus, else the window.
func (w *opened) chord(a *Action) {
	s := a.shortcut()
	var item func(items []*fyne.MenuItem) bool
	item = func(items []*fyne.MenuItem) bool {
		for _, i := range items {
			if i.ChildMenu != nil && item(i.ChildMenu.Items) {
				return true
			}
			if i.Shortcut != nil && i.Shortcut.ShortcutName() == s.ShortcutName() && i.Action != nil {
				i.Action()
				return true
			}
		}
		return false
	}
	for _, m := range w.win.MainMenu().Items {
		if item(m.Items) {
			return
		}
	}
	if f, ok := w.win.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
		return
	}
	w.win.Canvas().(fyne.Shortcutable).TypedShortcut(s)
}

func TestEveryKeyOfTheTableDoesItsAction(t *testing.T) {
	w := openWindow(t, Options{})
	w.setKey("hear.solo3", chord{fyne.KeyF11, fyne.KeyModifierAlt})
	w.setKey("hear.solo2", chord{fyne.Key3, fyne.KeyModifierAlt})
	w.roll.Focus()
	for _, a := range in(w.actions, forPiece) {
		if a.Key == "" || a.Do == nil {
			continue
		}
		done, was, enabled := 0, a.Do, a.Enabled
		a.Do, a.Enabled = func() { done++ }, nil
		if a.Mod == 0 {
			w.press(a.Key)
		} else {
			w.chord(a)
		}
		assert.Equal(t, 1, done, "%s by %s", a.ID, a.KeyText())
		a.Do, a.Enabled = was, enabled
	}
	w.chord(&Action{Key: fyne.Key2, Mod: fyne.KeyModifierAlt}) // nothing any more
	assert.True(t, w.hearing.Everything())
	w.chord(w.action("hear.solo1"))
	assert.False(t, w.hearing.Everything())
	w.do("hear.all")

	w.win.Canvas().Unfocus()
	w.first(3)
	w.press(fyne.KeyEscape)
	assert.True(t, w.marked().Empty(), "what nothing has the focus for is for the notes")
	w.press(fyne.KeyN)
	assert.Len(t, w.marked().Notes(), 1)
}

func TestCommandsAreFoundByTheirKey(t *testing.T) {
	w := openWindow(t, Options{})
	rows := w.keyRows("ctrl+u")
	require.Len(t, rows, 1)
	assert.Equal(t, "notes.quantise", rows[0].ID)
	assert.NotEmpty(t, w.keyRows("bars insert"))
	assert.Empty(t, w.keyRows("xylophone"))
}
