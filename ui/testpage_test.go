package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// tapBeside presses a button of a window beside.
func (w *opened) tapBeside(kind, label string) {
	w.t.Helper()
	require.NotNil(w.t, w.asides[kind])
	b := button(w.asides[kind].win.Content(), label)
	require.NotNil(w.t, b, "no button %q among:\n%s", label, w.beside(kind))
	test.Tap(b)
}

func openTestPage(t *testing.T) *opened {
	t.Helper()
	w := openWindow(t, Options{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	w.await("the organ is open", func() bool { return w.outputs.open[Builtin] })
	w.do("midi.test")
	return w
}

func TestTheTestPageSoundsAKeyAndReleasesItWhenClosed(t *testing.T) {
	w := openTestPage(t)
	before := w.engine.Status().Registration
	assert.Contains(t, w.beside("test"), "Nothing is being tried.")
	w.tapBeside("test", "Sound this key")
	w.await("it sounds", func() bool { return len(w.strokes()) == 1 })
	assert.Equal(t, []string{"Great C4 down"}, w.strokes())
	w.tapBeside("test", "Hold")
	assert.Contains(t, w.beside("test"), "Go on")
	w.asides["test"].key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	assert.Empty(t, w.asides)
	w.await("it is released", func() bool { return len(w.strokes()) == 2 })
	assert.Equal(t, []string{"Great C4 down", "Great C4 up"}, w.strokes())
	assert.Equal(t, before, w.engine.Status().Registration)
}

func TestTheTestPageTriesStopsInTurnAndStops(t *testing.T) {
	w := openTestPage(t)
	before := w.engine.Status().Registration
	w.tapBeside("test", "All stops of the organ")
	w.await("the first is said", func() bool { return strings.Contains(w.beside("test"), "1 of ") })
	assert.Contains(t, w.beside("test"), "Great: Open Diapason 8, with C4 (60)")
	w.tapBeside("test", "Next")
	w.tapBeside("test", "Next")
	w.await("another is drawn", func() bool { return w.engine.Status().Registration != before })
	w.do("play.toggle") // playing ends a trial
	w.await("all is as it was", func() bool {
		return strings.Contains(w.beside("test"), "Nothing is being tried.") && w.engine.Status().ByHand == registration.State{}
	})
}

func TestTheTestPageSaysHowLongStopsAndKeysSound(t *testing.T) {
	w := openTestPage(t)
	assert.Contains(t, w.beside("test"), "1.0 s, in a compass 0.20 s", "each key of a compass takes less than one that is tried alone")
}

func TestTheTestPageFollowsTheConsole(t *testing.T) {
	w := openTestPage(t)
	w.tapBeside("test", "Try this stop")
	w.do("file.new")
	w.tapBeside("test", "Every key of the organ")
	w.await("it goes on", func() bool { return strings.Contains(w.beside("test"), "Great C2 (36), key 1 of ") })
}

func TestTheTestPageNamesTheKeyAsTheRollDoes(t *testing.T) {
	w := openTestPage(t)
	w.do("view.names2")
	w.tapBeside("test", "Its whole compass")
	w.tapBeside("test", "Hold")
	w.await("the key is named", func() bool { return strings.Contains(w.beside("test"), "1 of 61   Great C (36), key 1 of 61") })
	w.tapBeside("test", "Next")
	w.await("the next is named", func() bool { return strings.Contains(w.beside("test"), "2 of 61   Great C# (37), key 2 of 61") })
	w.do("view.names3")
	assert.Contains(t, w.beside("test"), "2 of 61   Great Cis (37), key 2 of 61")
}

func TestPanicEndsATrial(t *testing.T) {
	w := openTestPage(t)
	before := w.engine.Status().Registration
	w.tapBeside("test", "All stops of the organ")
	w.await("it sounds", func() bool { return len(w.strokes()) == 1 })
	w.asides["test"].key(&fyne.KeyEvent{Name: fyne.KeyF12})
	assert.Contains(t, w.beside("test"), "Nothing is being tried.")
	w.await("all is as it was", func() bool { return w.engine.Status().Registration == before })
	pressed := 0
	for _, s := range w.strokes() {
		if strings.HasSuffix(s, "down") {
			pressed++
		}
	}
	assert.Equal(t, 1, pressed, "and no other key is pressed")
}
