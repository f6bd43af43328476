package ui

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
)

func TestLouderAndSofterGoAlongTheLadder(t *testing.T) {
	c, err := consolefile.Find("parish")
	require.NoError(t, err)
	now := c.Initial()
	step, ok := nextStep(c, now, 1)
	require.True(t, ok)
	assert.Zero(t, step, "from silence to pp")
	_, ok = nextStep(c, now, -1)
	assert.False(t, ok)
	for i, sc := range c.Ladder() {
		s, _ := sc.Recall(c, now)
		up, ok := nextStep(c, s, 1)
		assert.Equal(t, i < registration.Steps-1, ok)
		if ok {
			assert.Equal(t, i+1, up)
		}
		down, ok := nextStep(c, s, -1)
		assert.Equal(t, i > 0, ok)
		if ok {
			assert.Equal(t, i-1, down)
		}
	}
	k, _ := c.Control("great.open-diapason-8")
	step, ok = nextStep(c, now.With(k, true), 1)
	require.True(t, ok)
	assert.Greater(t, step, 0, "from what is no step to the nearest that is louder")
}

func TestAPieceIsPlayedLouderAndSofterByHand(t *testing.T) {
	w := openWindow(t, Options{})
	w.do("file.new")
	w.await("the new piece is compiled", func() bool {
		p := w.engine.Status().Performance
		return p != nil && p.End() == 0
	})
	w.playAt(1)
	c := w.session.Console()
	want, _ := c.Ladder()[1].Recall(c, c.Initial())
	w.await("p is drawn", func() bool { return w.engine.Status().Registration == want })
	w.do("ladder.louder")
	louder, _ := c.Ladder()[2].Recall(c, c.Initial())
	w.await("mp is drawn", func() bool { return w.engine.Status().Registration == louder })
	w.do("ladder.softer")
	w.await("p is drawn again", func() bool { return w.engine.Status().Registration == want })

	w.setStep(5)
	assert.Contains(t, w.top(), "is not among your own consoles")
	w.tap("Keep it so")
	w.await("the step is kept", func() bool { return w.session.Console() != c })
	folder, err := consolefile.Folder()
	require.NoError(t, err)
	own, err := consolefile.Load(filepath.Join(folder, "parish.console"))
	require.NoError(t, err)
	s, _ := own.Ladder()[5].Recall(own, own.Initial())
	assert.Equal(t, want, s)
	w.await("the organ is described anew", func() bool { return w.engine.Status().Performance.Console() != c })
	assert.Equal(t, want, w.commanded(), "what is drawn by hand stays")
}

func TestTheWholePieceIsRegisteredAtAStep(t *testing.T) {
	w := openWindow(t, Options{})
	for _, it := range w.action("ladder.register").Sub() {
		if it.Label == "mf" {
			it.Action()
		}
	}
	assert.Equal(t, "mf", w.session.Piece().Lane()[0].Scene)
	assert.Contains(t, w.session.Editor().UndoLabel(), "Register at mf")
}
