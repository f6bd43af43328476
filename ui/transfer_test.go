package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
	organ "voluntary/registration/transfer"
	"voluntary/sequencer"
)

func TestAnotherOrganShowsWhatBecomesOfTheStops(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	w := openWindow(t, Options{})
	cathedral, err := consolefile.Find("cathedral")
	require.NoError(t, err)
	parish, err := consolefile.Find("parish")
	require.NoError(t, err)
	w.moveTo(cathedral, organ.Choices{})
	w.apply("Draw", "", sequencer.SetControl(0, "great.trumpet-8", true))
	before := w.session.Piece()

	w.useConsole(parish)
	require.Len(t, w.boxes, 1)
	assert.Same(t, cathedral, w.session.Console(), "nothing happens before it is accepted")
	w.boxes[0].Hide()
	assert.Same(t, before, w.session.Piece())

	w.useConsole(parish)
	w.boxes[0].ok()
	assert.Same(t, parish, w.session.Console())
	said := false
	_, found := playability(w.session.Piece())
	for _, d := range found {
		said = said || d.Kind == "missing-control" && d.Control == "great.trumpet-8"
	}
	assert.True(t, said, "the report tells of what is left out")
	w.do("edit.undo")
	assert.Same(t, before, w.session.Piece())

	w.useConsole(parish)
	w.boxes[0].ok()
	_, found = playability(w.session.Piece())
	for _, d := range found {
		assert.NotEqual(t, "great.trumpet-8", d.Control, "a loss that was accepted is a choice")
	}
}
