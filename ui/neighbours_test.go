package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"voluntary/sequencer"
)

func TestAllWindowsQuitAndEachAsksForItself(t *testing.T) {
	w := openWindow(t, Options{})
	w.draw("great.gamba-8", sequencer.PPQ)
	w.do("file.quitall")
	assert.Equal(t, 1, w.desk.others)
	assert.Contains(t, w.top(), "has changes that are not saved")
	w.press(fyne.KeyEscape)
	assert.False(t, w.closing)
	w.desk.asked()
	w.loop.turn()
	assert.Contains(t, w.top(), "has changes that are not saved", "also when another window says so")
	assert.Equal(t, 1, w.desk.others, "which is not passed on")
	w.tap("Don't save")
	assert.True(t, w.closing)
}

func TestKeysOfAnotherWindowAreTakenOver(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	app := test.NewTempApp(t)
	a := openAgain(t, app, Options{}, &desk{})
	b := openAgain(t, app, Options{}, &desk{})
	a.setKey("notes.quantise", chord{fyne.KeyF11, 0})
	b.setKey("notes.humanise", chord{fyne.KeyF10, 0})
	for _, w := range []*opened{a, b} {
		w.await("both keys", func() bool {
			return w.action("notes.quantise").KeyText() == "F11" && w.action("notes.humanise").KeyText() == "F10"
		})
	}
	assert.Equal(t, "F11", b.action("notes.quantise").KeyText(), "what one changes does not undo what the other has")
}
