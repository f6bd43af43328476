package replace

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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

func textAt(t testing.TB, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(text)
}

func TestAFailureAtAnyStageLeavesTheOldFile(t *testing.T) {
	for _, at := range []string{stageCreate, stageWrite, stageSync, stageClose, stageBackup, stageRename} {
		t.Run(at, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "hymn.voluntary")
			require.NoError(t, Keeping(path, []byte("old")))
			r := replacement{backup: true, before: func(stage string) error {
				if stage == at {
					return &os.PathError{Op: "write", Path: "draft", Err: syscall.ENOSPC}
				}
				return nil
			}}
			err := r.write(path, []byte("new"))
			require.ErrorIs(t, err, ErrDiskFull)
			require.ErrorIs(t, err, syscall.ENOSPC)
			assert.ErrorContains(t, err, "the disk is full (make room and try again; nothing is lost)")
			assert.Equal(t, "old", textAt(t, path))
			for _, name := range namesIn(t, folder) {
				assert.NotContains(t, name, draftExtension)
			}
			require.NoError(t, Keeping(path, []byte("new")))
			assert.Equal(t, "new", textAt(t, path))
			assert.Equal(t, "old", textAt(t, Backup(path)))
		})
	}
}

func TestAWriterThatFailsHalfwayLeavesTheOldFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "out.wav")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o640))
	broken := errors.New("the pipe burst")
	err := File(path, func(w io.Writer) error {
		_, err := w.Write(make([]byte, 100_000))
		return errors.Join(err, broken)
	})
	require.ErrorIs(t, err, broken)
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "old", string(got))
	assert.Equal(t, []string{"out.wav"}, namesIn(t, folder))

	require.NoError(t, File(path, func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }))
	got, err = os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "new", string(got))
	st, err := os.Stat(path)
	require.NoError(t, err)
	if runtime.GOOS != "windows" {
		assert.Equal(t, os.FileMode(0o640), st.Mode().Perm())
	}
	assert.Equal(t, []string{"out.wav"}, namesIn(t, folder), "no backup unless it is asked for")
}

func TestAReadOnlyFileIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "parish.console")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o444))
	err := Bytes(path, []byte("new"))
	require.ErrorIs(t, err, ErrReadOnly)
	require.ErrorIs(t, err, fs.ErrPermission)
	assert.EqualError(t, err, "it is read-only (save it under another name)")
	assert.Equal(t, "old", textAt(t, path))
	assert.Len(t, namesIn(t, filepath.Dir(path)), 1)
}

func TestDraftsOfAKilledProgramAreSwept(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "hymn.voluntary")
	head, tail := draftAffixes(path)
	stale, fresh := filepath.Join(folder, head+"stale"+tail), filepath.Join(folder, head+"fresh"+tail)
	for _, name := range []string{stale, fresh} {
		require.NoError(t, os.WriteFile(name, []byte("half"), 0o600))
	}
	long := time.Now().Add(-2 * time.Hour)
	require.NoError(t, os.Chtimes(stale, long, long))
	require.NoError(t, Bytes(path, []byte("x")))
	assert.Equal(t, []string{filepath.Base(fresh), "hymn.voluntary"}, namesIn(t, folder), "another program may be writing the fresh one")
}

func TestADraftTellsWhatItWasToBecome(t *testing.T) {
	for _, name := range []string{"hymn.voluntary", "a.b.c", ".hidden", "no extension"} {
		target, ok := DraftOf(filepath.Base(draftName(filepath.Join("somewhere", name))))
		assert.True(t, ok)
		assert.Equal(t, name, target)
	}
	for _, name := range []string{"hymn.voluntary", "notes.tmp", ".tmp", "..tmp", ".x.tmp", ""} {
		_, ok := DraftOf(name)
		assert.Falsef(t, ok, "%q", name)
	}
}
