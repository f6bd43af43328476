package transport

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/ui/touch"
)

func TestEveryButtonOfTheBarIsPressedByTheMouse(t *testing.T) {
	test.NewTempApp(t)
	b := New()
	w := test.NewTempWindow(t, b)
	w.Resize(fyne.NewSize(1280, 60))
	b.SetStatus(Status{Position: "1:1", Clock: "0:00.0", Tempo: 90, Transpose: 2, Output: "Organ"})
	did, said, percent, semitones := "", "", 0, 99
	b.OnRewind, b.OnPlay, b.OnStop, b.OnPanic = func() { did = "rewind" }, func() { did = "play" }, func() { did = "stop" }, func() { did = "panic" }
	b.OnOutputs = func(at fyne.CanvasObject) {
		assert.Equal(t, fyne.CanvasObject(b.output), at)
		did = "outputs"
	}
	b.OnTempo = func(p int) { percent = p }
	b.OnTranspose = func(n int) { semitones = n }
	b.OnLoop = func(on bool) { did = map[bool]string{true: "loop", false: "no loop"}[on] }
	b.OnHover = func(text string) { said = text }
	b.KeyOf = func(action string) string { return " (" + action + ")" }
	at := func(o fyne.CanvasObject) fyne.Position {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(o.Size().Width/2, o.Size().Height/2)
	}
	buttons := map[string]*touch.Button{}
	for _, o := range test.LaidOutObjects(b) {
		if x, ok := o.(*touch.Button); ok {
			buttons[x.Hint] = x
		}
	}
	for hint, want := range map[string][2]string{
		"To the beginning": {"rewind", " (play.rewind)"}, "Play or pause": {"play", " (play.toggle)"},
		"Stop, and go back to where playing began": {"stop", " (play.stop)"}, "What the piece sounds on": {"outputs", ""},
		"Silence everything at once": {"panic", " (play.panic)"},
	} {
		require.NotNil(t, buttons[hint], hint)
		test.MoveMouse(w.Canvas(), at(buttons[hint]))
		assert.Equal(t, hint+want[1], said)
		test.TapCanvas(w.Canvas(), at(buttons[hint]))
		assert.Equal(t, want[0], did)
	}
	test.TapCanvas(w.Canvas(), at(b.percent))
	assert.Equal(t, 100, percent)
	test.TapCanvas(w.Canvas(), at(b.moved))
	assert.Zero(t, semitones)
	test.TapCanvas(w.Canvas(), at(b.loop).SubtractXY(b.loop.Size().Width/2-10, 0))
	assert.Equal(t, "loop", did)
	test.TapCanvas(w.Canvas(), at(b.loop).SubtractXY(b.loop.Size().Width/2-10, 0))
	assert.Equal(t, "no loop", did)

	test.Drag(w.Canvas(), at(b.tempo), 20, 0)
	assert.EqualValues(t, b.tempo.Value, percent)
	assert.Greater(t, percent, 105)
	assert.Equal(t, fyne.Focusable(b.tempo), w.Canvas().Focused(), "the arrows move it on")
}
