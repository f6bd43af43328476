package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"voluntary/sequencer"
	"voluntary/sequencer/playback"
	"voluntary/ui/roll"
)

func TestTwoPlacesAreSeenAtOnce(t *testing.T) {
	w := openWindow(t, Options{})
	w.ready()
	assert.False(t, w.below.Visible())
	w.do("view.second")
	assert.True(t, w.below.Visible())
	assert.True(t, w.menuItem("View", "Second view").Checked)
	far := w.below.Axis().ScrollTo(60 * 4 * sequencer.PPQ)
	w.below.SetAxis(far)
	w.setAxis(w.axis.ScrollTo(0))
	assert.InDelta(t, far.Scroll, w.below.Axis().Scroll, 1, "each has its own place")
	s := w.first(2)
	assert.Equal(t, s, w.below.Selection())
	w.below.OnSelect(sequencer.Selection{})
	assert.True(t, w.roll.Selection().Empty(), "what is selected here is selected there")
	w.setTool(roll.Eraser)
	w.do("view.second")
	assert.False(t, w.below.Visible())
}

func TestThePlayheadIsFollowedSmoothly(t *testing.T) {
	w := openWindow(t, Options{})
	w.ready()
	w.do("view.smooth")
	w.engine.PlayFrom(40 * 4 * sequencer.PPQ)
	w.await("it plays", func() bool { return w.engine.Status().Transport == playback.Playing && w.playhead > 40*4*sequencer.PPQ })
	for range 3 {
		at := w.playhead
		w.await("it goes on", func() bool { return w.playhead > at })
		assert.InDelta(t, w.axis.Width/3, w.axis.XAt(w.playhead), 2)
	}
	w.engine.Stop()
}

func TestHowNotesAreLookedAtIsKept(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	app := test.NewTempApp(t)
	w := openAgain(t, app, Options{}, &desk{})
	w.do("view.guide1")
	w.do("view.guide2")
	t.Cleanup(func() { sequencer.NameKeys(sequencer.ByNumber) })
	w.do("view.names2")
	w.do("view.smooth")
	w.shut()
	w = openAgain(t, app, Options{}, &desk{})
	assert.True(t, w.roll.Guided(roll.GuideMarks))
	assert.True(t, w.below.Guided(roll.GuideRegistration))
	assert.False(t, w.roll.Guided(roll.GuideStarts))
	assert.True(t, w.smooth)
	said := ""
	w.roll.OnHover = func(s string) { said = s }
	w.roll.Focus()
	w.first(1)
	w.press(fyne.KeyN)
	assert.Contains(t, said, "'", "keys are called c', d'")
}

func TestManyNotesAreCountedSoThatTheyCanBeRead(t *testing.T) {
	assert.Equal(t, "Move 1,000,000 notes", counted("Move notes", 1_000_000))
	assert.Equal(t, "Move a note", counted("Move notes", 1))
	w := openWindow(t, Options{})
	var notes []sequencer.Note
	for i := range sequencer.Tick(1000) {
		notes = append(notes, sequencer.Note{Start: i * 480, End: i*480 + 240, Key: 60})
	}
	part := w.session.Piece().Parts()[0].ID
	w.apply("Fill", "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		return a.WithNotes(part, func([]sequencer.Note) []sequencer.Note { return notes })
	})
	w.first(1)
	w.do("select.part")
	assert.Equal(t, "1,000 notes selected.", w.hint.Text)
}
