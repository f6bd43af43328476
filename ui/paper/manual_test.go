package paper

import (
	"flag"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/assets"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	"voluntary/sequencer/tune"
)

var update = flag.Bool("update", false, "paint the pictures of the manual anew")

// demo is the piece that is shipped.
func demo(t *testing.T) *sequencer.Arrangement {
	t.Helper()
	src, err := fs.ReadFile(assets.Demo(), "bwv553-prelude.tune")
	require.NoError(t, err)
	parsed, err := tune.Parse(src)
	require.NoError(t, err)
	c, err := consolefile.Find("parish")
	require.NoError(t, err)
	a, err := parsed.Arrangement(c)
	require.NoError(t, err)
	return a
}

// The pictures of the manual are what the code paints of the demo piece.
func TestThePicturesOfTheManual(t *testing.T) {
	a := demo(t)
	roll, err := NewRoll(a, RollOptions{To: 24 * 4 * sequencer.PPQ})
	require.NoError(t, err)
	picture, err := roll.Image(1)
	require.NoError(t, err)
	for name, want := range map[string]*image.RGBA{
		"paper-sheet.png": NewSheet(a, nil).Image(A4, 1.2), "paper-roll.png": picture,
	} {
		path := filepath.Join("..", "..", "assets", "manual", name)
		if *update {
			f, err := os.Create(path)
			require.NoError(t, err)
			require.NoError(t, png.Encode(f, want))
			require.NoError(t, f.Close())
		}
		f, err := os.Open(path)
		require.NoError(t, err, "paint it with -update")
		got, err := png.DecodeConfig(f)
		f.Close()
		require.NoError(t, err)
		assert.Equal(t, want.Rect.Dx(), got.Width, name)
		assert.Equal(t, want.Rect.Dy(), got.Height, name)
	}
}
