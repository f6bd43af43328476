package file

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func openRun(t testing.TB, folder string) *Recovery {
	t.Helper()
	r, err := OpenRecovery(folder)
	require.NoError(t, err)
	return r
}

func found(t testing.TB, r *Recovery) []Lost {
	t.Helper()
	list, err := r.Found()
	require.NoError(t, err)
	return list
}

func TestWhatARunLeavesIsFoundByTheNext(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "recovery")
	start := time.Now().Add(-time.Second)
	first := openRun(t, folder)
	require.NoError(t, first.Write(1, "/music/hymn.voluntary", named(t, "older")))
	require.NoError(t, first.Write(1, "/music/hymn.voluntary", named(t, "Hymn")))
	time.Sleep(5 * time.Millisecond)
	require.NoError(t, first.Write(2, "", named(t, "Untitled")))
	require.NoError(t, first.Write(3, "", named(t, "saved")))
	require.NoError(t, first.Remove(3))
	require.NoError(t, first.Remove(3), "twice is no error")
	assert.Empty(t, found(t, first), "one's own copies are not lost")

	second := openRun(t, folder)
	assert.Empty(t, found(t, second), "the first run lives")
	require.NoError(t, first.lock.Close()) // as the system does when a process dies

	lost := found(t, second)
	require.Len(t, lost, 2)
	assert.Equal(t, "Untitled", lost[0].Title)
	assert.Empty(t, lost[0].Path)
	assert.Equal(t, "Hymn", lost[1].Title)
	assert.Equal(t, "/music/hymn.voluntary", lost[1].Path)
	assert.WithinRange(t, lost[1].Time, start, time.Now())
	a, warnings, err := lost[1].Load()
	require.NoError(t, err)
	assert.Empty(t, warnings)
	want := named(t, "Hymn").Piece()
	requireSamePiece(t, want, a.Piece())

	for _, l := range lost {
		require.NoError(t, l.Remove())
		require.NoError(t, l.Remove(), "twice is no error")
	}
	assert.Empty(t, found(t, second))
	require.NoError(t, second.Close())
	assert.Empty(t, namesIn(t, folder), "two runs that ended leave nothing")
}

func TestARunThatClosesWithACopyHasLostIt(t *testing.T) {
	folder := t.TempDir()
	first := openRun(t, folder)
	require.NoError(t, first.Write(1, "", named(t, "x")))
	require.NoError(t, first.Close())
	second := openRun(t, folder)
	assert.Len(t, found(t, second), 1)
	require.NoError(t, second.Close())
	assert.Len(t, namesIn(t, folder), 2, "the copy and its run's lock wait for the next")
}

func TestWhatCannotBeReadIsNotOffered(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{"1-x-1.voluntary": "half a", "notes.txt": "x", "plain.voluntary": "x", "9-y.lock": "", "-.voluntary": ""} {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600))
	}
	require.NoError(t, os.Mkdir(filepath.Join(folder, "2-x-1.voluntary"), 0o700))
	require.NoError(t, Save(filepath.Join(folder, "3-x-1.voluntary"), named(t, "no note beside it")))
	draft := filepath.Join(folder, ".4-x-1.voluntary.abc.tmp")
	require.NoError(t, os.WriteFile(draft, nil, 0o600))
	long := time.Now().Add(-2 * time.Hour)
	require.NoError(t, os.Chtimes(draft, long, long))
	r := openRun(t, folder)
	assert.Empty(t, found(t, r))
	assert.NoFileExists(t, draft)
	assert.NoFileExists(t, filepath.Join(folder, "9-y.lock"))
	require.NoError(t, r.Close())
}

func TestRemoveWaitsForACopyThatIsBeingWritten(t *testing.T) {
	r := openRun(t, t.TempDir())
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() { assert.NoError(t, r.Write(1, "", named(t, "x"))) })
		wg.Go(func() { assert.NoError(t, r.Remove(1)) })
	}
	wg.Wait()
	require.NoError(t, r.Remove(1))
	require.NoError(t, r.Close())
	assert.Empty(t, namesIn(t, r.folder))
}

func TestManyProgramsStartAtOnce(t *testing.T) {
	folder := t.TempDir()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 10 {
				r, err := OpenRecovery(folder)
				if !assert.NoError(t, err) {
					return
				}
				assert.NoError(t, r.Write(1, "", named(t, "x")))
				lost, err := r.Found()
				assert.NoError(t, err)
				assert.Empty(t, lost, "all that have copies are alive")
				assert.NoError(t, r.Remove(1))
				assert.NoError(t, r.Close())
			}
		})
	}
	wg.Wait()
	last := openRun(t, folder)
	assert.Empty(t, found(t, last))
	require.NoError(t, last.Close())
	assert.Empty(t, namesIn(t, folder))
}

const victimVariable = "VOLUNTARY_TEST_VICTIM"

// TestMain lets a test start this binary again as a program that is to be killed.
func TestMain(m *testing.M) {
	folder := os.Getenv(victimVariable)
	if folder == "" {
		os.Exit(m.Run())
	}
	var t victim
	r, err := OpenRecovery(folder)
	t.check(err)
	t.check(r.Write(1, "/music/hymn.voluntary", named(&t, "Hymn")))
	os.Stdout.WriteString("ready\n")
	for i := 0; ; i++ {
		t.check(r.Write(1, "/music/hymn.voluntary", named(&t, "Hymn")))
	}
}

// victim stands in for a test where there is none.
type victim struct{ testing.TB }

func (*victim) Helper() {}
func (*victim) Errorf(format string, args ...any) {
	panic(format)
}
func (*victim) FailNow() { panic("failed") }
func (*victim) check(err error) {
	if err != nil {
		panic(err)
	}
}

func TestAKilledProgramLeavesAWholeCopy(t *testing.T) {
	folder := t.TempDir()
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), victimVariable+"="+folder)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "ready\n", line)
	r := openRun(t, folder)
	assert.Empty(t, found(t, r), "it is alive")
	require.NoError(t, cmd.Process.Kill())
	assert.Error(t, cmd.Wait())
	lost := found(t, r)
	require.Len(t, lost, 1)
	a, _, err := lost[0].Load()
	require.NoError(t, err)
	assert.Equal(t, "Hymn", a.Title())
	require.NoError(t, r.Close())
}

func TestTheProgramsOwnFilesFollowTheVariable(t *testing.T) {
	home := t.TempDir()
	t.Setenv(homeVariable, home)
	folder, err := RecoveryFolder()
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(home, "recovery"), folder)
	path, err := RecentPath()
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(home, "recent.json"), path)
	r := openRun(t, "")
	assert.Equal(t, folder, r.folder)
	require.NoError(t, r.Close())

	t.Setenv(homeVariable, "")
	t.Setenv("XDG_CACHE_HOME", home)
	t.Setenv("XDG_CONFIG_HOME", home)
	t.Setenv("LocalAppData", home)
	t.Setenv("AppData", home)
	t.Setenv("HOME", home)
	folder, err = RecoveryFolder()
	require.NoError(t, err)
	assert.Equal(t, "recovery", filepath.Base(folder))
	assert.Equal(t, "voluntary", filepath.Base(filepath.Dir(folder)))
}
