package settings

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhatTwoWindowsChangeIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "of", "settings.json")
	a, b := Open(path, "", nil), Open(path, "", nil)
	heard := 0
	b.AddChangeListener(func() { heard++ })
	a.SetString("outputs", "organ")
	b.SetBool("map", true)
	a.SetInt("later", 7)
	b.SetStringList("list", []string{"x", "y"})
	for _, s := range []*Store{a, b, Open(path, "", nil)} {
		assert.Equal(t, "organ", s.String("outputs"))
		assert.True(t, s.Bool("map"))
		assert.Equal(t, 7, s.Int("later"))
		assert.Equal(t, []string{"x", "y"}, s.StringList("list"))
	}
	assert.Equal(t, 2, heard, "its own changes")
	a.RemoveValue("map")
	b.Look()
	assert.Equal(t, 3, heard)
	b.Look()
	assert.Equal(t, 3, heard, "nothing new")
	assert.True(t, b.BoolWithFallback("map", true))
	assert.False(t, b.Bool("map"))
	assert.Equal(t, "other", b.StringWithFallback("later", "other"), "of another type")
	a.SetInt("later", 7)
	b.Look()
	assert.Equal(t, 3, heard, "what is the same is not written")
}

func TestManyChangesAtOnceAreAllKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.json")
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			s := Open(path, "", nil)
			for i := range 12 {
				s.SetInt(fmt.Sprint(w, ".", i), i)
			}
		})
	}
	all.Wait()
	s := Open(path, "", nil)
	for w := range 4 {
		for i := range 12 {
			require.Equal(t, i, s.IntWithFallback(fmt.Sprint(w, ".", i), -1))
		}
	}
}

func TestOlderSettingsAreTakenOverOnce(t *testing.T) {
	folder := t.TempDir()
	path, older := filepath.Join(folder, "settings.json"), filepath.Join(folder, "preferences.json")
	require.NoError(t, os.WriteFile(older, []byte(`{"grid":"beat","map":false}`), 0o600))
	assert.Equal(t, "beat", Open(path, older, nil).String("grid"))
	require.NoError(t, os.WriteFile(older, []byte(`{"grid":"bar"}`), 0o600))
	assert.Equal(t, "beat", Open(path, older, nil).String("grid"))
	require.NoError(t, os.WriteFile(path, []byte(`{"grid`), 0o600))
	s := Open(path, "", nil)
	assert.Empty(t, s.String("grid"), "what cannot be read is nothing")
	s.SetString("grid", "bar")
	assert.Equal(t, "bar", Open(path, "", nil).String("grid"))
}
