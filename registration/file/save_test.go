package file

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func chapel(t *testing.T) *registration.Console {
	t.Helper()
	c, err := Load("testdata/v1.console")
	require.NoError(t, err)
	return c
}

// onlyFile fails if a temporary file was left behind.
func onlyFile(t *testing.T, folder string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	assert.ElementsMatch(t, names, got)
}

func TestSaveThenLoad(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "chapel.console")
	want := chapel(t)
	require.NoError(t, Save(path, want))
	require.NoError(t, Save(path, want), "over itself")
	got, err := Load(path)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	onlyFile(t, folder, "chapel.console")
}

func TestSaveKeepsPermissionsAndLinks(t *testing.T) {
	folder := t.TempDir()
	path, link := filepath.Join(folder, "a.console"), filepath.Join(folder, "link.console")
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	require.NoError(t, os.Symlink("a.console", link))
	require.NoError(t, Save(link, chapel(t)))
	st, err := os.Lstat(path)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o600), st.Mode())
	st, err = os.Lstat(link)
	require.NoError(t, err)
	assert.NotZero(t, st.Mode()&fs.ModeSymlink)
	_, err = Load(path)
	assert.NoError(t, err)
}

func TestSaveRefusesAReadOnlyFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "old.console")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o444))
	err := Save(path, chapel(t))
	require.ErrorIs(t, err, fs.ErrPermission)
	assert.ErrorContains(t, err, "old.console")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "old", string(data))
	onlyFile(t, folder, "old.console")
}

func TestSaveThatCannotBeDoneLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	assert.Error(t, Save(folder, chapel(t)), "a folder")
	assert.Error(t, Save(filepath.Join(folder, "none", "x.console"), chapel(t)))
	assert.Error(t, Save(filepath.Join(folder, "x.console"), &registration.Console{}))
	onlyFile(t, folder)
}

func TestLoadNamesTheFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "bad.console")
	require.NoError(t, os.WriteFile(path, []byte("{"), 0o600))
	_, err := Load(path)
	assert.ErrorContains(t, err, "bad.console: the file is cut off")
	_, err = Load(filepath.Join(folder, "none.console"))
	assert.ErrorIs(t, err, fs.ErrNotExist)
	_, err = Load(folder)
	assert.Error(t, err)
}
