package roll

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

func TestArrowsMoveTheSelection(t *testing.T) {
	d := newDesk(t)
	d.click(d.on(3*quarter/2, 74), 0)
	d.key(fyne.KeyRight, 0)
	d.key(fyne.KeyRight, 0)
	d.key(fyne.KeyLeft, 0)
	assert.Equal(t, quarter+quarter/2, d.note(2).Start)
	d.key(fyne.KeyUp, 0)
	d.key(fyne.KeyDown, fyne.KeyModifierShift)
	assert.Equal(t, uint8(63), d.note(2).Key)
	assert.Len(t, d.steps(), 1, "one walk is one step")
	assert.Contains(t, d.said, "Bar 1:2.5 · E♭4 · 1 beat", "what the keys did is said")
	d.key(fyne.KeyRight, fyne.KeyModifierShift)
	assert.Equal(t, 3*quarter, d.note(2).End)
	d.key(fyne.KeyLeft, fyne.KeyModifierShift)
	assert.Equal(t, 5*quarter/2, d.note(2).End)
	alt := func(name fyne.KeyName) {
		d.roll.modifiers = fyne.KeyModifierAlt
		d.roll.field.KeyDown(&fyne.KeyEvent{Name: name})
		d.roll.field.KeyUp(&fyne.KeyEvent{Name: name})
	}
	alt(fyne.KeyRight)
	assert.Equal(t, 2*quarter, d.note(2).Start)
	alt(fyne.KeyLeft)
	assert.Equal(t, 3*quarter/2, d.note(2).Start)
	alt(fyne.KeyUp)
	assert.Len(t, d.steps(), 2)
	assert.Equal(t, ids{2}, d.marked())
}

func TestArrowsScrollWithoutASelection(t *testing.T) {
	d := newDesk(t)
	d.roll.applyAxis(d.roll.Axis().Zoom(0, 20))
	before := d.roll.view
	d.key(fyne.KeyRight, 0)
	d.key(fyne.KeyUp, 0)
	assert.Greater(t, d.roll.view.Axis.Scroll, before.Axis.Scroll)
	assert.Greater(t, d.roll.view.Top, before.Top)
	d.roll.modifiers = fyne.KeyModifierAlt
	d.roll.field.KeyDown(&fyne.KeyEvent{Name: fyne.KeyLeft})
	assert.Empty(t, d.steps())
}

func TestEveryNoteIsReachedByKeys(t *testing.T) {
	d := newDesk(t)
	var walked []sequencer.NoteID
	for range 10 {
		d.key(fyne.KeyN, 0)
		walked = append(walked, d.marked()...)
	}
	assert.Equal(t, ids{1, 7, 2, 3, 8, 4, 5, 6, 6, 6}, walked, "in time, from the top voice down")
	assert.Equal(t, Held{1, 99}, d.heard[len(d.heard)-1], "heard where it is played")
	assert.Contains(t, d.said, "Bar 2:2")
	d.key(fyne.KeyP, 0)
	assert.Equal(t, ids{5}, d.marked())
	d.key(fyne.KeyP, fyne.KeyModifierShift)
	d.key(fyne.KeyP, fyne.KeyModifierShift)
	assert.Equal(t, ids{4, 5, 8}, d.marked())
	d.key(fyne.KeyN, fyne.KeyModifierShift)
	assert.Equal(t, ids{4, 5, 6, 8}, d.marked())

	d.key(fyne.KeyEscape, 0)
	d.roll.SetPlayhead(float64(4 * quarter))
	d.key(fyne.KeyReturn, 0)
	assert.Equal(t, ids{5}, d.marked(), "Return takes the note at the playhead")
	d.heard = nil
	d.key(fyne.KeyReturn, 0)
	assert.Equal(t, []Held{{1, 79}}, d.heard, "and then lets it be heard")
}

func TestDeleteAndSelectAll(t *testing.T) {
	d := newDesk(t)
	d.key(fyne.KeyDelete, 0)
	assert.Empty(t, d.steps(), "nothing marked, nothing done")
	d.click(d.on(quarter/2, 72), 0)
	d.key(fyne.KeyBackspace, 0)
	assert.Equal(t, 7, d.editor.Current().NoteCount())
	d.roll.SelectAll()
	assert.Len(t, d.marked(), 7)
	d.key(fyne.KeyDelete, 0)
	assert.Zero(t, d.editor.Current().NoteCount())
	d.key(fyne.KeyN, 0)
	d.key(fyne.KeyRight, 0)
	assert.Equal(t, []string{"Delete notes", "Delete notes"}, d.steps())
}

func TestMenuKeyOpensTheMenuAtTheSelection(t *testing.T) {
	d := newDesk(t)
	d.key(fyne.KeyN, 0)
	d.key(desktop.KeyMenu, 0)
	require.Len(t, d.menus, 1)
	assert.Equal(t, sequencer.NoteID(1), d.menus[0].Hit.Seen.Note.ID)
	d.key(fyne.KeyEscape, 0)
	d.key(desktop.KeyMenu, 0)
	assert.Equal(t, Nothing, d.menus[1].Hit.Zone)
}

func TestOtherKeysGoToTheOwner(t *testing.T) {
	d := newDesk(t)
	d.key(fyne.KeySpace, 0)
	d.key(desktop.KeyShiftLeft, 0)
	d.key(fyne.KeyHome, 0)
	assert.Equal(t, []fyne.KeyName{fyne.KeySpace, fyne.KeyHome}, d.keys)
	_, swallows := any(d.roll.field).(fyne.Shortcutable)
	assert.False(t, swallows, "a widget that takes shortcuts would keep them from the window")
	_, tabs := any(d.roll.field).(fyne.Tabbable)
	assert.False(t, tabs, "Tab leads on to the next widget")
}

func TestFocusIsShown(t *testing.T) {
	d := newDesk(t)
	focused := 0
	d.roll.OnFocus = func() { focused++ }
	d.roll.Focus()
	assert.Same(t, d.roll.field, d.window.Canvas().Focused())
	assert.Equal(t, 1, focused)
	assert.Equal(t, d.roll.field.Size(), d.roll.field.ring.size)
	d.window.Canvas().Unfocus()
	assert.Zero(t, d.roll.field.ring.size.Width)
}
