package file

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func recentTitles(l *RecentList) (titles []string) {
	for _, r := range l.List() {
		titles = append(titles, r.Title)
	}
	return titles
}

func TestTheLatestFileStandsFirstAndOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new folder", "recent.json")
	l, err := OpenRecent(path)
	require.NoError(t, err)
	assert.Empty(t, l.List())
	require.NoError(t, l.Add("/m/a.voluntary", "A"))
	require.NoError(t, l.Add("/m/b.voluntary", "B"))
	require.NoError(t, l.Add("/m/a.voluntary", "A, changed"))
	assert.Equal(t, []string{"A, changed", "B"}, recentTitles(l))

	other, err := OpenRecent(path)
	require.NoError(t, err)
	require.NoError(t, other.Remove("/m/b.voluntary"))
	assert.Equal(t, []string{"A, changed"}, recentTitles(l), "another program's change is seen")
	require.NoError(t, l.Clear())
	assert.Empty(t, other.List())
}

func TestTheListIsBounded(t *testing.T) {
	l, err := OpenRecent(filepath.Join(t.TempDir(), "recent.json"))
	require.NoError(t, err)
	var wg sync.WaitGroup
	for i := range 3 * maxRecent {
		wg.Go(func() { assert.NoError(t, l.Add(fmt.Sprint("file", i), "")) })
	}
	wg.Wait()
	require.NoError(t, l.Add("last", "last"))
	list := l.List()
	require.Len(t, list, maxRecent)
	assert.Equal(t, "last", list[0].Title)
	assert.True(t, filepath.IsAbs(list[0].Path))
}

func TestABrokenListIsAnEmptyOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "recent.json")
	l, err := OpenRecent(path)
	require.NoError(t, err)
	for _, content := range []string{"", "{", `{"files": [{"path": "x"}]}`, `[]`, string(make([]byte, maxRecentSize+1))} {
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		assert.Empty(t, l.List(), "%.20q", content)
	}
	require.NoError(t, l.Add("x", "X"))
	assert.Equal(t, []string{"X"}, recentTitles(l))
}

func TestAListThatCannotBeKeptIsSaid(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "file"), nil, 0o600))
	l, err := OpenRecent(filepath.Join(folder, "file", "recent.json"))
	require.NoError(t, err)
	assert.ErrorContains(t, l.Add("x", "X"), "the list of recent files cannot be kept")
}
