package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
)

func TestAStopIsLearntInTheWindow(t *testing.T) {
	w := openWindow(t, Options{})
	folder, err := consolefile.Folder()
	require.NoError(t, err)
	w.app.Preferences().SetString(prefLearnInput, "answers:1")
	w.do("organ.learn")
	require.Len(t, w.boxes, 1)
	assert.Contains(t, w.top(), "Move Great Open Diapason 8 on, off, on, off")
	w.await("the input is open", func() bool { return w.inputs.troubleOf("answers:1") == "" && w.inputs.open["answers:1"] != nil })
	time.Sleep(20 * time.Millisecond)
	for _, v := range []byte{127, 0, 127, 0} {
		for _, m := range [][]byte{{0xBF, 99, 2}, {0xBF, 98, 44}, {0xBF, 6, v}} {
			w.desk.comes("answers:1", m...)
		}
		time.Sleep(150 * time.Millisecond)
	}
	w.await("it was found", func() bool { return strings.Contains(w.top(), "NRPN 300") })
	assert.Contains(t, w.top(), "NRPN 300 on channel 16")
	w.boxes[0].ok() // Return
	assert.Contains(t, w.top(), "Move Great Stopped Diapason 8")
	w.tap("Use what was learnt")
	w.await("the console is kept", func() bool { return w.session.Console().Name == "parish-learnt" })
	assert.Contains(t, w.top(), "27 of its 28 stops and other controls were not learnt: they are said as before.")
	w.tap("Close")
	c, err := consolefile.Load(filepath.Join(folder, "parish-learnt.console"))
	require.NoError(t, err)
	assert.Equal(t, uint16(300), c.Dialect.Controls[0].Number)
	assert.Contains(t, c.Dialect.Name, "Learnt ")
	w.await("the input is let go", func() bool { return w.inputs.open["answers:1"] == nil })
	w.do("edit.undo")
	assert.Equal(t, "parish", w.session.Console().Name)
	_, err = os.Stat(filepath.Join(folder, "parish.console"))
	assert.True(t, os.IsNotExist(err), "a shipped console is not written over")
}

func TestAStopIsLearntInTheConsoleEditor(t *testing.T) {
	w := openWindow(t, Options{})
	w.app.Preferences().SetString(prefLearnInput, "answers:1")
	c := w.session.Console()
	w.editConsole(c, false)
	w.do("console.learn")
	w.await("the input is open", func() bool { return w.inputs.open["answers:1"] != nil && w.inputs.troubleOf("answers:1") == "" })
	time.Sleep(20 * time.Millisecond)
	for range 2 {
		w.desk.comes("answers:1", 0xB0, 20, 127)
		time.Sleep(150 * time.Millisecond)
		w.desk.comes("answers:1", 0xB0, 20, 0)
		time.Sleep(150 * time.Millisecond)
	}
	w.await("it was found", func() bool { return strings.Contains(w.top(), "Controller 20") })
	w.tap("Keep and go on")
	w.tap("Use what was learnt")
	assert.Equal(t, uint16(20), w.editing.edits.Console().Dialect.Controls[0].Number)
	assert.Equal(t, c.Name, w.editing.edits.Console().Name)
	assert.Equal(t, "Learn from the organ", w.editing.edits.UndoLabel())
	assert.Same(t, c, w.session.Console(), "the piece follows what is saved")
	w.do("console.undo")
	assert.Equal(t, c.Dialect.Controls[0], w.editing.edits.Console().Dialect.Controls[0])
}
