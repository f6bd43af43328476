package ui

import (
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
	"voluntary/ui/theme"
)

var update = flag.Bool("update", false, "take the pictures of the manual anew")

// The picture of the console editor in the manual is what the window shows.
func TestThePictureOfTheConsoleEditor(t *testing.T) {
	w := openWindow(t, Options{})
	w.app.Settings().SetTheme(theme.New(theme.AlwaysDark))
	c, err := consolefile.Find("cathedral")
	require.NoError(t, err)
	w.editConsole(c, false)
	w.win.Resize(fyne.NewSize(1280, 720))
	w.loop.turn()
	w.press(fyne.KeyDown)
	w.press(fyne.KeyDown)
	shown := w.win.Canvas().Capture()
	path := filepath.Join("..", "assets", "manual", "console.png")
	if *update {
		f, err := os.Create(path)
		require.NoError(t, err)
		require.NoError(t, png.Encode(f, shown))
		require.NoError(t, f.Close())
	}
	f, err := os.Open(path)
	require.NoError(t, err, "take it with -update")
	defer f.Close()
	kept, err := png.DecodeConfig(f)
	require.NoError(t, err)
	assert.Equal(t, shown.Bounds().Dx(), kept.Width)
	assert.Equal(t, shown.Bounds().Dy(), kept.Height)
}
