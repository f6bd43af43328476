package sequencer

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAPieceMayAskForATuning(t *testing.T) {
	a, err := New(Piece{Title: "Fantasia", Console: chapel(t)})
	require.NoError(t, err)
	assert.Equal(t, Tuning{}, a.Tuning())
	want := Tuning{Temperament: "meantone", Pitch: 415}
	b, err := a.WithTuning(want)
	require.NoError(t, err)
	assert.Equal(t, want, b.Tuning())
	assert.Equal(t, Tuning{}, a.Tuning())

	c, err := b.WithPiece(func(p *Piece) { p.Title = "Toccata" })
	require.NoError(t, err)
	assert.Equal(t, want, c.Tuning(), "it stays with the piece")

	for _, bad := range []Tuning{
		{Pitch: -1}, {Pitch: 5000}, {Pitch: math.NaN()}, {Pitch: math.Inf(1)}, {Temperament: strings.Repeat("x", 101)}, {Temperament: "\xff"},
	} {
		_, err := a.WithTuning(bad)
		assert.ErrorIs(t, err, ErrInvalid, "%v", bad)
	}
}
