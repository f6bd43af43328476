package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPanicWorksInTheManualToo(t *testing.T) {
	w := openCompiled(t)
	w.await("no output is being opened", func() bool { return len(w.outputs.opening) == 0 })
	d := &vigilant{desk: w.desk}
	w.devices = d
	w.do("help.manual")
	require.Contains(t, w.asides, "manual")
	keys := w.asides["manual"].win.Canvas()
	alarm := &fyne.KeyEvent{Name: fyne.KeyF12}
	keys.OnTypedKey()(alarm)
	assert.Equal(t, 1, d.panics)
	keys.FocusNext()
	require.NotNil(t, keys.Focused(), "the list of pages")
	keys.Focused().TypedKey(alarm)
	assert.Equal(t, 2, d.panics)
	w.do("help.manual")
	assert.Len(t, w.asides, 1, "it is brought to the front")
	keys.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	assert.Empty(t, w.asides)
}
