package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type transferAnswer struct {
	From, To string
	Lines    []transferRow
}

// cathedralPiece is a piece for the cathedral with what a parish organ has not.
func cathedralPiece(t *testing.T) string {
	t.Helper()
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	piece := trioPiece(t, "--console", "cathedral")
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.open-diapason-i-8,great.trumpet-8,pedal.violone-16")
	return piece
}

func lineOf(t *testing.T, a transferAnswer, from string) transferRow {
	t.Helper()
	for _, l := range a.Lines {
		if l.From == from {
			return l
		}
	}
	require.Fail(t, "no line about "+from)
	return transferRow{}
}

func TestWhatIsNotOnTheOtherOrganIsToldLineByLine(t *testing.T) {
	piece := cathedralPiece(t)
	before, err := os.ReadFile(piece)
	require.NoError(t, err)
	a := answer[transferAnswer](t, "transfer", piece, "--console", "parish")
	assert.Equal(t, "cathedral", a.From)
	assert.Equal(t, "parish", a.To)
	l := lineOf(t, a, "great.open-diapason-i-8")
	assert.Equal(t, "substitute", l.Kind)
	assert.Equal(t, []string{"great.open-diapason-8"}, l.To)
	assert.Equal(t, "1:1", l.At)
	l = lineOf(t, a, "great.trumpet-8")
	assert.Equal(t, "lost", l.Kind)
	assert.Empty(t, l.To)
	assert.Contains(t, l.Message, "Trumpet 8 is left out")

	type found struct{ Findings []finding }
	kinds := make(map[string]string)
	for _, d := range answer[found](t, "check", piece, "--console", "parish").Findings {
		kinds[d.Message] = d.Kind + " " + d.Severity
	}
	assert.Equal(t, "lost warning", kinds[l.Message])

	r := vol("trace", piece, "--console", "parish")
	assert.Contains(t, r.err, "1 left out")
	assert.Contains(t, r.err, "Trumpet 8")
	after, err := os.ReadFile(piece)
	require.NoError(t, err)
	assert.Equal(t, before, after)
}

func TestWhatIsChosenOnceIsKeptForThePairOfOrgans(t *testing.T) {
	piece := cathedralPiece(t)
	succeed(t, "transfer", piece, "--console", "parish", "--choose", "great.trumpet-8=great.mixture-iii", "--accept")
	a := answer[transferAnswer](t, "transfer", piece, "--console", "parish")
	l := lineOf(t, a, "great.trumpet-8")
	assert.True(t, l.Chosen)
	assert.Equal(t, []string{"great.mixture-iii"}, l.To)
	assert.True(t, lineOf(t, a, "pedal.violone-16").Chosen)
	assert.Contains(t, vol("trace", piece, "--console", "parish").out, `"control":"great.mixture-iii"`)

	succeed(t, "transfer", piece, "--console", "parish", "--choose", "great.trumpet-8=-")
	r := vol("trace", piece, "--console", "parish")
	assert.NotContains(t, r.out, "mixture-iii")
	assert.NotContains(t, r.err, "Trumpet", "a loss that was chosen is told by transfer and check alone")
	assert.Equal(t, "lost", lineOf(t, answer[transferAnswer](t, "transfer", piece, "--console", "parish"), "great.trumpet-8").Kind)

	succeed(t, "transfer", piece, "--console", "parish", "--forget")
	assert.False(t, lineOf(t, answer[transferAnswer](t, "transfer", piece, "--console", "parish"), "great.trumpet-8").Chosen)
}

func TestAPieceIsWrittenForTheOtherOrgan(t *testing.T) {
	piece := cathedralPiece(t)
	out := filepath.Join(t.TempDir(), "parish.voluntary")
	succeed(t, "transfer", piece, "--console", "parish", "-o", out)
	assert.Equal(t, "parish", answer[map[string]any](t, "info", out)["console"])
	assert.Equal(t, vol("trace", piece, "--console", "parish").out, vol("trace", out).out)
}

func TestTransferRefusesWhatMeansNothing(t *testing.T) {
	piece := cathedralPiece(t)
	for _, args := range [][]string{
		{"transfer", piece},
		{"transfer", piece, "--console", "parish", "--choose", "great.trumpet-8"},
		{"transfer", piece, "--console", "parish", "--choose", "great.trumpet-8=nothing"},
		{"transfer", piece, "--console", "parish", "--choose", "great=choir"},
		{"transfer", piece, "--console", "parish", "-o", piece},
	} {
		assert.Equal(t, misuse, vol(args...).code, args)
	}
}
