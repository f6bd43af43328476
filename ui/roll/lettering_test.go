package roll

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/image/font/gofont/goregular"

	"voluntary/ui/letters"
)

func TestWordsTakeMissingLettersFromTheFontsOfTheComputer(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "Go.ttf"), goregular.TTF, 0o600))
	defer letters.Look(folder)()
	const text = "Verse ♪ 2" // the window's own font has no such note
	k := word{face{size: 12}, text}
	runs := k.runs()
	require.Len(t, runs, 3)
	assert.Equal(t, "♪", runs[1].text)
	assert.NotNil(t, runs[1].from)
	assert.Nil(t, runs[0].from)
	assert.Nil(t, runs[2].from)
	var with, without lettering
	shown := with.mask(text, 12, false)
	require.NotNil(t, shown)
	back := letters.Look(t.TempDir())
	defer back()
	assert.NotEqual(t, without.mask(text, 12, false).alpha.Pix, shown.alpha.Pix)
}
