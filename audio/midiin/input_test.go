//go:build unix

package midiin_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard"
	"voluntary/audio/midiin"
)

func TestMain(m *testing.M) {
	if guard.IsChild(os.Args) {
		os.Exit(guard.Main())
	}
	os.Exit(m.Run())
}

type ear struct {
	mu     sync.Mutex
	heard  []string
	states []string
}

func (e *ear) hear(m guard.Message) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.heard = append(e.heard, fmt.Sprintf("% x", m.Bytes))
}

func (e *ear) state(s string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.states = append(e.states, s)
}

func (e *ear) await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	require.Eventually(t, func() bool {
		e.mu.Lock()
		defer e.mu.Unlock()
		return ok()
	}, 15*time.Second, time.Millisecond, what)
}

func (e *ear) last() string {
	if len(e.states) == 0 {
		return "?"
	}
	return e.states[len(e.states)-1]
}

func start(t *testing.T) *guard.Guard {
	t.Helper()
	g, err := guard.Start(t.Context(), guard.Options{Patience: 30 * time.Second})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, g.Close()) })
	return g
}

func TestAnInputThatComesGoesAndComesAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "midi")
	g, e := start(t), &ear{}
	in := midiin.Listen(g, "raw:"+path, e.hear, e.state)
	t.Cleanup(func() { assert.NoError(t, in.Close()) })
	e.await(t, "it is not there", func() bool { return e.last() == "There is no MIDI device file "+path })
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	e.await(t, "it is there", func() bool { return e.last() == "" })
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	require.NoError(t, err)
	defer f.Close()
	_, err = f.Write([]byte{0x90, 60, 1})
	require.NoError(t, err)
	e.await(t, "heard", func() bool { return len(e.heard) == 1 })
	require.NoError(t, syscall.Kill(g.Pid(), syscall.SIGKILL))
	e.await(t, "the guard has died and the input is back", func() bool { return len(e.states) >= 4 && e.last() == "" })
	_, err = f.Write([]byte{0x80, 60, 0})
	require.NoError(t, err)
	e.await(t, "heard again", func() bool { return len(e.heard) == 2 })
	assert.Equal(t, []string{"90 3c 01", "80 3c 00"}, e.heard)
	require.NoError(t, in.Close())
	require.NoError(t, in.Close())
	_, err = f.Write([]byte{0x90, 61, 1})
	require.NoError(t, err)
	time.Sleep(50 * time.Millisecond)
	assert.Len(t, e.heard, 2)
}

func TestAnInputEndsWithItsGuard(t *testing.T) {
	g, err := guard.Start(t.Context(), guard.Options{Patience: 30 * time.Second})
	require.NoError(t, err)
	e := &ear{}
	in := midiin.Listen(g, "raw:/nowhere", e.hear, e.state)
	require.NoError(t, g.Close())
	require.NoError(t, in.Close())
}
