//go:build unix

package guard_test

import (
	"errors"
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
	"voluntary/audio/guard/wire"
)

// source is a named pipe in place of a MIDI device that sends.
type source struct {
	f    *os.File
	name string // of the input
}

func newSource(t *testing.T) *source {
	t.Helper()
	path := filepath.Join(t.TempDir(), "midi")
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	require.NoError(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return &source{f, "raw:" + path}
}

func (s *source) say(t *testing.T, b ...byte) {
	t.Helper()
	_, err := s.f.Write(b)
	require.NoError(t, err)
}

// listener keeps what an input heard.
type listener struct {
	mu   sync.Mutex
	all  []guard.Message
	gone []error
}

func (l *listener) hear(m guard.Message) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, m)
}

func (l *listener) deaf(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.gone = append(l.gone, err)
}

func (l *listener) heard() []guard.Message {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]guard.Message(nil), l.all...)
}

func (l *listener) texts() (out []string) {
	for _, m := range l.heard() {
		out = append(out, fmt.Sprintf("% x", m.Bytes))
	}
	return out
}

func (l *listener) lost() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return errors.Join(l.gone...)
}

// await waits until n messages have come.
func (l *listener) await(t *testing.T, n int) []guard.Message {
	t.Helper()
	assert.Eventually(t, func() bool { return len(l.heard()) >= n }, 10*time.Second, ms)
	return l.heard()
}

func (l *listener) awaitLoss(t *testing.T) error {
	t.Helper()
	require.Eventually(t, func() bool { return l.lost() != nil }, 15*time.Second, ms, "the loss is not told")
	return l.lost()
}

func listen(t *testing.T, g *guard.Guard, name string, l *listener) *guard.Input {
	t.Helper()
	in, err := g.Listen(t.Context(), name, l.hear, l.deaf)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, in.Close()) })
	return in
}

func TestAnInputIsHeardInWholeMessagesWithTheirTime(t *testing.T) {
	s, g, l := newSource(t), start(t, guard.Options{}), &listener{}
	in := listen(t, g, s.name, l)
	assert.Equal(t, s.name, in.Name())
	before := time.Now()
	s.say(t, 0x90, 60, 1, 62)
	s.say(t, 1, 0xfe, 0xf0, 1)
	s.say(t, 2, 0xf7, 0xb0, 7, 100)
	all := l.await(t, 4)
	assert.Equal(t, []string{"90 3c 01", "90 3e 01", "f0 01 02 f7", "b0 07 64"}, l.texts())
	for i, m := range all {
		assert.WithinRange(t, m.At, before.Add(-ms), time.Now().Add(ms), i)
	}
}

func TestALongSysExArrivesWhole(t *testing.T) {
	s, g, l := newSource(t), start(t, guard.Options{}), &listener{}
	listen(t, g, s.name, l)
	long := make([]byte, 60_000)
	for i := range long {
		long[i] = byte(i) & 0x7f
	}
	long[0], long[len(long)-1] = 0xf0, 0xf7
	s.say(t, long...)
	assert.Equal(t, long, l.await(t, 1)[0].Bytes)
}

func TestAnInputThatIsClosedHearsNothing(t *testing.T) {
	s, g, l := newSource(t), start(t, guard.Options{}), &listener{}
	in := listen(t, g, s.name, l)
	s.say(t, 0x90, 60, 1)
	l.await(t, 1)
	require.NoError(t, in.Close())
	require.NoError(t, in.Close())
	s.say(t, 0x80, 60, 1)
	time.Sleep(50 * ms)
	assert.Len(t, l.heard(), 1)
	again := &listener{}
	listen(t, g, s.name, again)
	s.say(t, 0x90, 61, 1)
	again.await(t, 2)
	assert.Equal(t, []string{"80 3c 01", "90 3d 01"}, again.texts(), "what waited in the pipe, and what is new")
}

func TestInputsAreToldWhenTheGuardDies(t *testing.T) {
	s, g, l := newSource(t), start(t, guard.Options{}), &listener{}
	in := listen(t, g, s.name, l)
	require.NoError(t, syscall.Kill(g.Pid(), syscall.SIGKILL))
	assert.ErrorIs(t, l.awaitLoss(t), guard.ErrRestarted)
	require.NoError(t, in.Close())
	listen(t, g, s.name, l)
	s.say(t, 0x90, 60, 1)
	l.await(t, 1)
}

func TestWhatCannotBeListenedToIsASentence(t *testing.T) {
	g := start(t, guard.Options{})
	plain := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(plain, nil, 0o600))
	for name, want := range map[string]string{
		"":                         "no MIDI port is named",
		"Keyboard of Atlantis":     "there is no MIDI port",
		"raw:/nowhere/at/all":      "there is no MIDI device file",
		"raw:" + plain:             "neither a device file nor a named pipe",
		"virtual:":                 "needs a name",
		string(make([]byte, 2000)): "at most",
	} {
		_, err := g.Listen(t.Context(), name, func(guard.Message) {}, nil)
		assert.ErrorContains(t, err, want)
	}
}

func TestAllInputsAtOnceAndOneMore(t *testing.T) {
	g := start(t, guard.Options{})
	var sources []*source
	var all []*listener
	for range 32 {
		s, l := newSource(t), &listener{}
		sources, all = append(sources, s), append(all, l)
		listen(t, g, s.name, l)
	}
	for i, s := range sources {
		s.say(t, 0x90, byte(i), 1)
	}
	for i, l := range all {
		l.await(t, 1)
		assert.Equal(t, []string{fmt.Sprintf("90 %02x 01", i)}, l.texts())
	}
	_, err := g.Listen(t.Context(), sources[0].name, func(guard.Message) {}, nil)
	assert.ErrorContains(t, err, "close one first")
}

func TestWhatLeavesIsToldWhileItIsWatched(t *testing.T) {
	p, l := newPipe(t), &listener{}
	g := start(t, guard.Options{Sent: func(_ *guard.Port, m guard.Message) { l.hear(m) }})
	port := open(t, g, p.name, organ())
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[0]))
	p.await(t, "90 3c 64")
	g.Watch(true)
	due := time.Now().Add(30 * ms)
	require.NoError(t, port.Send(wire.Key, due, chord[1]))
	require.NoError(t, port.Send(wire.Key, due.Add(300*ms), chord[2]))
	m := l.await(t, 1)[0]
	assert.WithinDuration(t, due, m.At, 20*ms)
	port.Release()
	l.await(t, 4)
	assert.Equal(t, []string{"90 40 64", "80 3c 00", "80 40 00", "b0 7b 00"}, l.texts())
	require.NoError(t, syscall.Kill(g.Pid(), syscall.SIGKILL))
	assert.Eventually(t, func() bool { return g.Status().Restarts == 1 }, 10*time.Second, ms)
	require.NoError(t, port.Close())
	port = open(t, g, p.name, organ())
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[0]))
	assert.Eventually(t, func() bool { all := l.texts(); return all[len(all)-1] == "90 3c 64" }, 10*time.Second, ms, "the next guard is watched too")
	g.Watch(false)
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[1]))
	p.await(t, "90 40 64")
	time.Sleep(20 * ms)
	assert.Equal(t, "90 3c 64", l.texts()[len(l.texts())-1])
}
