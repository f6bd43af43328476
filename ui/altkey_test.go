package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"voluntary/sequencer"
)

func TestADragWithAltLeavesTheMenuClosed(t *testing.T) {
	w := openWindow(t, Options{})
	held := true
	w.alt.held = func() bool { return held }
	w.preview(sequencer.MoveNotes(w.first(1), 10, 0))
	w.preview(sequencer.MoveNotes(w.marked(), 20, 0))
	assert.True(t, w.alt.watch)
	held = false
	w.await("Alt was let go", func() bool { return !w.alt.watch })
	w.preview(sequencer.MoveNotes(w.marked(), 30, 0))
	assert.False(t, w.alt.watch, "a drag without Alt waits for nothing")
	held = true
	w.preview(sequencer.MoveNotes(w.marked(), 40, 0))
	assert.True(t, w.alt.watch, "and it works again")
	held = false
	w.await("Alt was let go", func() bool { return !w.alt.watch })
}
