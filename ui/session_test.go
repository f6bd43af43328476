package ui

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
)

func session(t *testing.T) *Session {
	t.Helper()
	c, err := consolefile.Find("parish")
	require.NoError(t, err)
	s, err := NewSession(c)
	require.NoError(t, err)
	return s
}

func TestACaptionTellsWhatIsNotSaved(t *testing.T) {
	s := session(t)
	assert.Equal(t, "Untitled - Voluntary", s.Caption())
	require.NoError(t, s.Editor().Apply("Draw", "", sequencer.SetControl(0, "great.gamba-8", true)))
	assert.Equal(t, "• Untitled - Voluntary", s.Caption())
	s.Saved("/music/Evening hymn.voluntary", s.Snapshot())
	assert.Equal(t, "Evening hymn - Voluntary", s.Caption())
	s.Editor().Undo()
	assert.True(t, s.Dirty(), "what is undone after saving is not saved")
}

func TestAnImportIsNotSavedFromTheStart(t *testing.T) {
	s := session(t)
	var shown string
	s.Changed = func(*sequencer.Arrangement) { shown = s.Caption() }
	s.SetUnsaved(s.Piece(), "/music/Evening hymn.voluntary", "")
	assert.Equal(t, "• Evening hymn - Voluntary", shown, "what is shown knows it already")
}

func TestNamesOfFilesAreSuggestedFromTitles(t *testing.T) {
	s := session(t)
	for title, want := range map[string]string{
		"": "Untitled.voluntary", "Prelude: a/b?": "Prelude- a-b-.voluntary", "Mine.voluntary": "Mine.voluntary",
	} {
		a, err := s.Piece().WithPiece(func(p *sequencer.Piece) { p.Title = title })
		require.NoError(t, err)
		s.Set(a, "", "")
		assert.Equal(t, want, s.SuggestedName())
	}
	assert.Equal(t, "/a/b.voluntary", WithExtension("/a/b"))
	assert.Equal(t, "/a/b.zip", WithExtension("/a/b.zip"))
}

func TestWhatIsSavedIsNeverAPreview(t *testing.T) {
	s := session(t)
	before := s.Piece()
	require.NoError(t, s.Editor().Preview(sequencer.SetControl(0, "great.gamba-8", true)))
	assert.Same(t, before, s.Snapshot())
}

func TestSentencesBeginLargeAndEnd(t *testing.T) {
	assert.Equal(t, "Élan vital.", sentence(errors.New("élan vital")))
	assert.Equal(t, "Something went wrong.", sentence(errors.New(" ")))
	assert.Equal(t, "It failed (try again)", sentence(errors.New("it failed (try again)")))
}
