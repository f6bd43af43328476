package paper

import (
	"image/color"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// written is a surface that keeps the texts.
type written []string

func (w *written) fill(float64, float64, float64, float64, color.NRGBA) {}
func (w *written) write(text string, _, _, _ float64, _ bool, _ color.NRGBA) {
	*w = append(*w, text)
}

func TestWhatHasNoRoomOnTheRollIsSaidByDots(t *testing.T) {
	r, err := NewRoll(piece(t), RollOptions{Bars: 4})
	require.NoError(t, err)
	groups := []Group{{Division: 0, Stops: []string{"Open Diapason 8"}}, {Division: 1, Stops: []string{"Lieblich Gedackt 8"}}}
	whole := 0
	for end := range 400 {
		var w written
		r.orders(&w, "+", groups, []string{"Swell shoe: 96"}, 0, 0, float64(end))
		text := strings.Join(w, " ")
		all := true
		for _, want := range []string{"Open Diapason 8", "Lieblich Gedackt 8", "· Swell shoe: 96"} {
			all = all && strings.Contains(text, want)
		}
		if all {
			whole++
		}
		assert.NotEqual(t, all, strings.HasSuffix(text, "…"), "%d points: %q", end, text)
	}
	assert.Greater(t, whole, 100)
}
