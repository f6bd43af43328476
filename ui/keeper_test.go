package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/sequencer/file/filetest"
	"voluntary/sequencer/playback"
)

// A disk that is full while the recovery copy is written is said once; the piece plays on, and when there is room again the
// copy is kept.
func TestADiskThatIsFullWhileACopyIsKeptIsSaidAndPlayedThrough(t *testing.T) {
	home := filetest.SmallDisk(t, 1<<20)
	t.Setenv("VOLUNTARY_HOME", home)
	w := openAgain(t, test.NewTempApp(t), Options{}, &desk{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	w.await("the organ is open", func() bool { return w.outputs.open[Builtin] })
	w.do("play.toggle")
	w.await("it plays", func() bool { return w.engine.Status().Transport == playback.Playing })
	ballast := filepath.Join(home, "ballast")
	fill, err := os.Create(ballast)
	require.NoError(t, err)
	for block := make([]byte, 4096); ; {
		if _, err := fill.Write(block); err != nil {
			break
		}
	}
	_ = fill.Close()
	w.draw("great.gamba-8", 0)
	w.copies.keep()
	w.await("it is said", func() bool { return strings.HasPrefix(w.hint.Text, "No recovery copy of ") })
	assert.Contains(t, w.hint.Text, "full")
	assert.Equal(t, playback.Playing, w.engine.Status().Transport, "it plays on")
	copies := func() []string {
		all, err := filepath.Glob(filepath.Join(home, "recovery", "*.voluntary"))
		require.NoError(t, err)
		return all
	}
	assert.Empty(t, copies(), "and no half of a copy is left")

	require.NoError(t, os.Remove(ballast))
	w.edit(sequencer.SetControl(sequencer.PPQ, "great.gamba-8", false))
	w.copies.keep()
	w.await("a copy is kept", func() bool { return len(copies()) == 1 })
}
