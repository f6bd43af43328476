package ui

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer/playback"
)

// toggler is an organ whose stops each message moves the other way.
type toggler struct {
	playback.Trace
	told chan struct{} // closed when somebody has said that it is cancelled
}

func (o *toggler) Toggles() bool { return true }
func (o *toggler) Blind() bool {
	select {
	case <-o.told:
		return false
	default:
		return true
	}
}

func (o *toggler) Cancelled() {
	if o.Blind() {
		close(o.told)
	}
}

// withToggler has a window play to an organ that does not know how its stops stand.
func withToggler(t *testing.T) (*opened, *toggler) {
	t.Helper()
	w := openWindow(t, Options{})
	w.await("a performance", func() bool { return w.engine.Status().Performance != nil })
	o := &toggler{Trace: playback.Trace{Called: "St Mary"}, told: make(chan struct{})}
	w.engine.AddOutput(o, nil)
	w.await("the organ", func() bool { all, _ := toggled(w.engine.Status()); return len(all) == 1 })
	return w, o
}

func TestAPersonIsAskedBeforeStopsAreToggled(t *testing.T) {
	w, o := withToggler(t)
	w.await("the line at the bottom", func() bool { return w.hint.Text[:7] == "St Mary" })
	w.do("play.toggle")
	assert.Contains(t, w.top(), "St Mary has stops that each message moves the other way")
	assert.Equal(t, playback.Stopped, w.engine.Status().Transport, "nothing plays before the answer")
	w.press(fyne.KeyEscape)
	assert.Empty(t, w.top())
	assert.True(t, o.Blind())

	w.do("play.toggle")
	w.tap("Play without its stops")
	w.await("it plays", func() bool { return w.engine.Status().Transport == playback.Playing })
	assert.True(t, o.Blind(), "nobody has said that it is cancelled")
	w.do("play.stop")
	w.await("it stops", func() bool { return w.engine.Status().Transport == playback.Stopped })
	w.do("play.toggle")
	assert.Empty(t, w.top(), "it was answered")
	w.do("play.stop")

	w.do("play.cancelled")
	w.tap("Nothing is drawn")
	w.await("the organ is told", func() bool { return !o.Blind() })
	w.await("the status", func() bool { _, blind := toggled(w.engine.Status()); return len(blind) == 0 })
	w.do("play.toggle")
	assert.Empty(t, w.top(), "all is known")
}

func TestToPlayWithNothingDrawnIsOneAnswer(t *testing.T) {
	w, o := withToggler(t)
	w.do("play.toggle")
	w.press(fyne.KeyReturn)
	w.await("it plays", func() bool { return w.engine.Status().Transport == playback.Playing && !o.Blind() })
}

func TestAKnobThatAnOrganIsNotToldOfSaysSo(t *testing.T) {
	w, o := withToggler(t)
	w.saidAt = time.Time{}
	w.say("elsewhere")
	w.byHand(registration.Change{Kind: registration.Draw, Control: 2})
	assert.NotContains(t, w.hint.Text, "stay as they are until", "this organ is told by a message of its own kind")
	c := *w.session.Console()
	c.Dialect.Controls = slices.Clone(c.Dialect.Controls)
	c.Dialect.Controls[2] = registration.ControlCode{Kind: registration.PCToggle, Channel: 12, Number: 2}
	toggles, err := registration.NewConsole(c)
	require.NoError(t, err)
	w.useConsole(toggles)
	w.saidAt = time.Time{}
	w.say("elsewhere")
	w.jamb.OnMove(registration.Change{Kind: registration.Draw, Control: 2})
	assert.Contains(t, w.hint.Text, "St Mary: its stops stay as they are until you say that it is cancelled")
	w.saidAt = time.Time{}
	w.say("elsewhere")
	w.recall(registration.Scene{Name: "Opening", Off: []string{c.Controls[2].ID}})
	assert.Contains(t, w.hint.Text, "stay as they are")
	o.Cancelled()
	w.await("the status", func() bool { _, blind := toggled(w.engine.Status()); return len(blind) == 0 })
	w.saidAt = time.Time{}
	w.say("elsewhere")
	w.jamb.OnMove(registration.Change{Kind: registration.Retire, Control: 2})
	assert.Equal(t, "elsewhere", w.hint.Text)
}

func TestToRestoreAsksHowToggledStopsStand(t *testing.T) {
	w, o := withToggler(t)
	w.do("play.restore")
	require.Contains(t, w.top(), "is nothing drawn now?")
	w.tap("It stands as the jamb shows")
	w.await("done", func() bool { return w.top() == "" })
	assert.True(t, o.Blind())
	w.do("play.restore")
	w.tap("Nothing is drawn: send")
	w.await("the organ is told", func() bool { return !o.Blind() })
}

func TestOrgansThatKnowTheirStopsAreNotAskedAbout(t *testing.T) {
	w := openWindow(t, Options{})
	w.await("a performance", func() bool { return w.engine.Status().Performance != nil })
	assert.False(t, w.action("play.cancelled").enabled())
	w.do("play.restore")
	assert.Empty(t, w.top())
}
