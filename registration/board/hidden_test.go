package board

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func TestWhatLiesWhollyUnderOthersIsNamed(t *testing.T) {
	knob := func(of string, x, y, w int) registration.Piece {
		return registration.Piece{Kind: registration.Knob, Of: of, X: x, Y: y, Width: w, Height: 40}
	}
	for name, want := range map[string]struct {
		pieces []registration.Piece
		said   []string
	}{
		"a corner is seen":       {[]registration.Piece{knob("great.gamba-8", 0, 0, 90), knob("great.principal-4", 4, 0, 90)}, nil},
		"the upper one is small": {[]registration.Piece{knob("great.gamba-8", 0, 0, 90), knob("great.principal-4", 4, 0, 40)}, nil},
		"exactly on it": {
			[]registration.Piece{knob("great.gamba-8", 0, 0, 90), knob("great.principal-4", 0, 0, 90)},
			[]string{"On the jamb, great.gamba-8 lies wholly under great.principal-4: it cannot be pressed there."},
		},
		"under two together": {
			[]registration.Piece{knob("great.gamba-8", 10, 0, 90), knob("great.principal-4", 0, 0, 60), knob("great.fifteenth-2", 60, 0, 60)},
			[]string{"On the jamb, great.gamba-8 lies wholly under great.fifteenth-2: it cannot be pressed there."},
		},
		"words hide nothing": {
			[]registration.Piece{knob("great.gamba-8", 10, 0, 90), {Kind: registration.Label, Text: "Great", Width: 200, Height: 80}}, nil,
		},
	} {
		c := *formed(t, "parish", registration.Free)
		c.Jamb.Pieces = want.pieces
		made, err := registration.NewConsole(c)
		require.NoError(t, err)
		assert.Equal(t, want.said, Hidden(made), name)
		made.Jamb.Form = registration.Horizontal
		assert.Empty(t, Hidden(made), name)
	}
}
