package file

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/sequencer/file/filetest"
)

func named(t testing.TB, title string) *sequencer.Arrangement {
	t.Helper()
	a, err := example(t).WithPiece(func(p *sequencer.Piece) { p.Title = title })
	require.NoError(t, err)
	return a
}

func titleAt(t testing.TB, path string) string {
	t.Helper()
	a, _, err := Load(path)
	require.NoError(t, err)
	return a.Title()
}

// namesIn lists what is in a folder.
func namesIn(t testing.TB, folder string) []string {
	t.Helper()
	list, err := os.ReadDir(folder)
	require.NoError(t, err)
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
}

func TestSaveKeepsTheSaveBefore(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "hymn.voluntary")
	for _, title := range []string{"one", "two", "three"} {
		require.NoError(t, Save(path, named(t, title)))
	}
	assert.Equal(t, "three", titleAt(t, path))
	assert.Equal(t, "two", titleAt(t, Backup(path)))
	assert.Equal(t, []string{"hymn.voluntary", "hymn.voluntary~"}, namesIn(t, folder))
}

// The backup must not be a second name of a file that a later save writes to.
func TestTheBackupOfAnUnfinishedSaveIsReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hymn.voluntary")
	require.NoError(t, Save(path, named(t, "one")))
	require.NoError(t, os.Link(path, Backup(path)), "as a crash between the backup and the rename leaves it")
	require.NoError(t, Save(path, named(t, "two")))
	assert.Equal(t, "two", titleAt(t, path))
	assert.Equal(t, "one", titleAt(t, Backup(path)))
	assert.Len(t, namesIn(t, filepath.Dir(path)), 2)
}

func TestAReadOnlyFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hymn.voluntary")
	require.NoError(t, Save(path, named(t, "old")))
	require.NoError(t, os.Chmod(path, 0o444))
	err := Save(path, named(t, "new"))
	require.ErrorIs(t, err, ErrReadOnly)
	assert.EqualError(t, err, "cannot save hymn.voluntary: it is read-only (save it under another name)")
	assert.Equal(t, "old", titleAt(t, path))
	assert.Len(t, namesIn(t, filepath.Dir(path)), 1)
	require.NoError(t, os.Chmod(path, 0o644))
}

func TestSaveSaysWhereItCannotSave(t *testing.T) {
	folder := t.TempDir()
	for path, want := range map[string]string{
		folder: "it is a folder",
		filepath.Join(folder, "no", "x.voluntary"): "its folder is not there",
	} {
		assert.ErrorContains(t, Save(path, named(t, "x")), want)
	}
	if runtime.GOOS != "windows" {
		assert.ErrorContains(t, Save("/dev/null", named(t, "x")), "it is not a file")
		loop := filepath.Join(folder, "loop")
		require.NoError(t, os.Symlink(loop, loop))
		assert.ErrorContains(t, Save(loop, named(t, "x")), "circle")
	}
}

func TestLinksAreFollowed(t *testing.T) {
	folder := t.TempDir()
	far := filepath.Join(folder, "far")
	require.NoError(t, os.Mkdir(far, 0o755))
	target := filepath.Join(far, "real.voluntary")
	link := filepath.Join(folder, "hymn.voluntary")
	if err := os.Symlink(filepath.Join("far", "real.voluntary"), link); err != nil {
		t.Skip("this system has no symbolic links: ", err)
	}
	require.NoError(t, Save(link, named(t, "one")), "a link to what is not there yet")
	require.NoError(t, Save(link, named(t, "two")))
	st, err := os.Lstat(link)
	require.NoError(t, err)
	assert.NotZero(t, st.Mode()&os.ModeSymlink, "it is a link still")
	assert.Equal(t, "two", titleAt(t, target))
	assert.Equal(t, "one", titleAt(t, Backup(target)), "the backup is beside the real file")
}

func TestAReaderNeverSeesHalfAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hymn.voluntary")
	require.NoError(t, Save(path, named(t, "save 0")))
	var wg sync.WaitGroup
	done := make(chan struct{})
	for range 2 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if a, _, err := Load(path); assert.NoError(t, err) {
					assert.True(t, strings.HasPrefix(a.Title(), "save "))
				}
			}
		})
	}
	for i := range 50 {
		require.NoError(t, Save(path, named(t, fmt.Sprint("save ", i))))
	}
	close(done)
	wg.Wait()
}

func TestAFullDiskHarmsNothing(t *testing.T) {
	folder := filetest.SmallDisk(t, 64<<10)
	path := filepath.Join(folder, "hymn.voluntary")
	require.NoError(t, Save(path, named(t, "old")))
	big, err := example(t).WithPiece(func(p *sequencer.Piece) {
		p.Source.Bytes = make([]byte, 200_000)
		throw(1).fill(p.Source.Bytes)
	})
	require.NoError(t, err)
	err = Save(path, big)
	require.ErrorIs(t, err, ErrDiskFull)
	assert.Equal(t, "old", titleAt(t, path))
	assert.Equal(t, []string{"hymn.voluntary"}, namesIn(t, folder))

	r, err := OpenRecovery(filepath.Join(folder, "recovery"))
	require.NoError(t, err)
	require.NoError(t, r.Write(1, path, named(t, "kept")))
	err = r.Write(1, path, big)
	require.ErrorIs(t, err, ErrDiskFull)
	assert.ErrorContains(t, err, "no recovery copy of")
	assert.Equal(t, "kept", titleAt(t, r.path(1)), "the copy before is still there")
	require.NoError(t, r.Remove(1))
	require.NoError(t, r.Close())
}
