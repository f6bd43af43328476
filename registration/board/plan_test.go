package board

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
)

func formed(t testing.TB, name string, form registration.Form) *registration.Console {
	t.Helper()
	c, err := consolefile.Find(name)
	require.NoError(t, err)
	other := *c
	other.Jamb.Form = form
	if form == registration.Free {
		other.Jamb.Pieces, _ = Plan(c, c.Scenes, 1180)
	}
	out, err := registration.NewConsole(other)
	require.NoError(t, err)
	return out
}

func TestNothingOverlapsInAnyForm(t *testing.T) {
	for _, form := range registration.Forms() {
		for _, width := range []int{200, 420, 640, 1000, 1280, 2400} {
			c := formed(t, "cathedral", form)
			pieces, height := Plan(c, c.Scenes, width)
			kinds := map[registration.PieceKind]int{}
			for i, a := range pieces {
				kinds[a.Kind]++
				assert.GreaterOrEqual(t, a.X, 0)
				assert.LessOrEqual(t, a.Y+a.Height, height)
				if form != registration.Free {
					assert.LessOrEqual(t, a.X+a.Width, max(width, KnobWidth+2*margin), "%s at %d", form, width)
				}
				for _, b := range pieces[i+1:] {
					apart := a.X+a.Width <= b.X || b.X+b.Width <= a.X || a.Y+a.Height <= b.Y || b.Y+b.Height <= a.Y
					assert.True(t, apart, "%s at %d: %s %s and %s %s", form, width, a.Kind, a.Of+a.Text, b.Kind, b.Of+b.Text)
				}
			}
			assert.Equal(t, len(c.Controls), kinds[registration.Knob])
			assert.Equal(t, len(c.Enclosures), kinds[registration.Shoe])
			assert.Equal(t, len(c.Scenes), kinds[registration.Piston])
		}
	}
}
