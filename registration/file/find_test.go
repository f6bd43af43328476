package file

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func names(entries []Entry) []string {
	var out []string
	for _, e := range entries {
		out = append(out, e.Name)
	}
	return out
}

func TestFindShippedInstalledAndByPath(t *testing.T) {
	home := t.TempDir()
	t.Setenv("VOLUNTARY_HOME", home)
	assert.Equal(t, []string{"cathedral", "parish"}, names(List()), "no folder for installed ones yet")

	folder, err := Folder()
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(home, "consoles"), folder)
	require.NoError(t, os.MkdirAll(filepath.Join(folder, "sub.console"), 0o700))
	require.NoError(t, Save(filepath.Join(folder, "st-mary.console"), chapel(t)))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "bad.console"), []byte("{"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "notes.txt"), nil, 0o600))

	entries := List()
	assert.Equal(t, []string{"bad", "cathedral", "parish", "st-mary"}, names(entries))
	assert.ErrorContains(t, entries[0].Err, "cut off")
	assert.Equal(t, Entry{Name: "parish", Title: "Parish church: two manuals and pedal"}, entries[2])
	assert.Equal(t, Entry{
		Name: "st-mary", Title: "A chapel with everything that version 1 can say", Path: filepath.Join(folder, "st-mary.console"),
	}, entries[3])

	c, err := Find("st-mary")
	require.NoError(t, err)
	assert.Equal(t, chapel(t), c)
	c, err = Find("testdata/v1.console")
	require.NoError(t, err)
	assert.Equal(t, chapel(t), c)
	c, err = Find(Default)
	require.NoError(t, err)
	assert.Equal(t, "parish", c.Name)
	_, err = Find("bad")
	assert.ErrorContains(t, err, "bad.console")

	require.NoError(t, Save(filepath.Join(folder, "parish.console"), chapel(t)))
	c, err = Find("parish")
	require.NoError(t, err)
	assert.Equal(t, "chapel", c.Name, "an installed console hides the shipped one")
}

func TestFindSaysWhichNamesThereAre(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	for _, name := range []string{"parsh", "", "Parish", ".."} {
		_, err := Find(name)
		require.ErrorIs(t, err, ErrNotFound)
		assert.ErrorContains(t, err, "(there are cathedral, parish; or give the path of a .console file)")
	}
	_, err := Find("none.console")
	assert.ErrorIs(t, err, os.ErrNotExist)
}

// A menu asks for the list with every edit of a piece: it costs nothing while the files stay as they are, and one that has
// changed is read again.
func TestTheListReadsAFileOnlyWhenItHasChanged(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	folder, err := Folder()
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(folder, 0o700))
	c, err := Find("cathedral")
	require.NoError(t, err)
	path := filepath.Join(folder, "mine"+Extension)
	titled := func(title string) {
		other := *c
		other.Name, other.Title = "mine", title
		made, err := registration.NewConsole(other)
		require.NoError(t, err)
		require.NoError(t, Save(path, made))
	}
	titled("One")
	title := func() string {
		for _, e := range List() {
			if e.Name == "mine" {
				return e.Title
			}
		}
		return ""
	}
	assert.Equal(t, "One", title())
	assert.Less(t, testing.AllocsPerRun(10, func() { List() }), 100.0)
	titled("Another")
	assert.Equal(t, "Another", title())
	require.NoError(t, os.Remove(path))
	assert.Empty(t, title())
}
