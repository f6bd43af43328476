package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

func openCompiled(t *testing.T) *opened {
	t.Helper()
	w := openWindow(t, Options{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	return w
}

// setting finds an item of the settings of playing by the start of its label.
func (w *opened) setting(label string) *fyne.MenuItem {
	w.t.Helper()
	for _, i := range w.menuItem("Play", "Settings").ChildMenu.Items {
		if strings.HasPrefix(i.Label, label) {
			return i
		}
	}
	w.t.Fatalf("no setting %q", label)
	return nil
}

func TestSpaceGoesOnFromAWaitPoint(t *testing.T) {
	w := openCompiled(t)
	before := w.engine.Status().Performance
	w.apply("Wait", "", sequencer.AddMark(sequencer.PPQ/2, sequencer.Wait, "Intonation"))
	w.await("the mark is compiled", func() bool { return w.engine.Status().Performance != before })
	w.press(fyne.KeySpace)
	w.await("it waits", func() bool { return w.engine.Status().Waiting })
	w.await("the line says so", func() bool { return strings.Contains(w.hint.Text, "(Intonation): Space goes on.") })
	assert.True(t, w.bar.Status().Waiting)
	w.press(fyne.KeySpace)
	w.await("it goes on", func() bool {
		s := w.engine.Status()
		return !s.Waiting && s.Transport == playback.Playing && w.playhead > sequencer.PPQ
	})
	w.do("play.stop")
	w.do("play.wait")
	w.await("the switch is off", func() bool { return !w.engine.Status().WaitAtMarks && !w.setting("Wait at").Checked })
	w.do("play.toggle")
	w.await("it passes the wait point", func() bool { return w.playhead > sequencer.PPQ })
}

func TestSwitchesOfPlayingAreRemembered(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	app := test.NewTempApp(t)
	w := openAgain(t, app, Options{}, &desk{})
	for _, id := range []string{"play.hold", "play.pause", "play.glide"} {
		w.do(id)
	}
	w.await("they are switched", func() bool { s := w.engine.Status(); return !s.HoldAtMarks && s.PauseOnFault && s.Glide })
	w.await("the menu shows it", func() bool { return w.setting("Glide").Checked && w.setting("Pause when").Checked })
	w.shut()
	again := openAgain(t, app, Options{}, &desk{})
	again.await("they are so again", func() bool { s := again.engine.Status(); return !s.HoldAtMarks && s.PauseOnFault && s.Glide })
	assert.True(t, again.engine.Status().WaitAtMarks)
}

func TestPlayingTransposedIsSaidAndTakenBackByTheBar(t *testing.T) {
	w := openCompiled(t)
	for _, item := range w.transposeItems() {
		if item.Label == "+6 semitones" {
			item.Action()
		}
	}
	w.await("it is transposed", func() bool { return w.engine.Status().Transpose == 6 })
	w.await("the bar says so", func() bool { return w.bar.Status().Transpose == 6 })
	assert.Contains(t, strings.Join(texts(w.bar), "\n"), "Key +6")
	w.bar.OnTranspose(0)
	w.await("the bar is quiet again", func() bool { return w.bar.Status().Transpose == 0 })
	assert.NotContains(t, strings.Join(texts(w.bar), "\n"), "Key ")
}

func TestAFadeIsSaidAndTakenBack(t *testing.T) {
	w := openCompiled(t)
	w.fadeItems()[0].Action()
	assert.Contains(t, w.hint.Text, "Nothing plays")
	for _, key := range []fyne.KeyName{fyne.KeyEscape, fyne.KeySpace} {
		w.engine.Play()
		w.await("it plays", func() bool { return w.engine.Status().Transport == playback.Playing })
		w.fadeItems()[2].Action()
		w.await("it fades", func() bool { return w.engine.Status().Fading })
		w.saidAt = time.Time{}
		w.say("Bar 11:1") // the pointer rests on the notes
		assert.Contains(t, w.hint.Text, "Fading out: 20 s left.")
		assert.Equal(t, widget.HighImportance, w.hint.Importance)
		w.press(key)
		w.await("it plays on", func() bool { s := w.engine.Status(); return !s.Fading && s.Transport == playback.Playing })
		w.await("what lies under the pointer is told again", func() bool { return w.hint.Text == "Bar 11:1" })
		w.say("")
	}
}

func TestTappedTempoIsPlayed(t *testing.T) {
	w := openCompiled(t)
	w.press(fyne.KeyF3)
	assert.Contains(t, w.hint.Text, "Tap the beat")
	w.press(fyne.KeyF3) // far faster than anybody taps: the fastest there is
	w.await("the tempo is taken", func() bool { return w.engine.Status().Percent == playback.FastestTempo })
	assert.Contains(t, w.hint.Text, "Tapped: 200 %")
}

func TestALostPortOffersToGoOnFromItsBar(t *testing.T) {
	w := openCompiled(t)
	require.False(t, w.resume.Visible())
	w.offer(playback.Alert{Offer: true, From: 4 * sequencer.PPQ, Bar: 2})
	w.showStatus()
	require.True(t, w.resume.Visible())
	assert.Equal(t, "Go on from bar 2", w.resume.Text)
	test.Tap(w.resume)
	assert.False(t, w.resume.Visible())
	w.await("it plays from there", func() bool {
		return w.engine.Status().Transport == playback.Playing && w.playhead >= 4*sequencer.PPQ
	})
	w.do("play.stop")
	w.await("it stops", func() bool { return w.engine.Status().Transport == playback.Stopped })
	w.offer(playback.Alert{Offer: true, From: 0, Bar: 1})
	w.showStatus()
	w.do("play.toggle")
	w.await("who plays on in another way does not need it", func() bool { return !w.resume.Visible() })
}
