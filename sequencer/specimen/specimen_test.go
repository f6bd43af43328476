package specimen

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
)

func TestSpecimens(t *testing.T) {
	for _, name := range []string{"parish", "cathedral"} {
		c, err := consolefile.Find(name)
		require.NoError(t, err)
		a, err := Large(c, 10_003)
		require.NoError(t, err)
		notes := 0
		for _, p := range a.Parts() {
			notes += len(p.Notes)
		}
		assert.InDelta(t, 10_003, notes, 8)
		again, err := Large(c, 10_003)
		require.NoError(t, err)
		assert.Equal(t, a.Parts(), again.Parts())
		performance, found := sequencer.CompileAndCheck(a, c)
		assert.Positive(t, performance.End())
		for _, d := range found {
			assert.NotContains(t, d.Message, "compass")
		}

		full, err := Full(c, 60)
		require.NoError(t, err)
		bars := make(map[string]bool)
		for _, b := range sequencer.PictureLane(full, c).Bars {
			bars[c.Controls[b.Control].ID] = true
		}
		assert.Len(t, bars, min(60, len(c.Controls)))
	}
}
