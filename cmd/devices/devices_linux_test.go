package devices_test

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard"
	"voluntary/audio/speaker"
	"voluntary/cmd/devices"
	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

func TestMain(m *testing.M) {
	if guard.IsChild(os.Args) {
		os.Exit(guard.Main())
	}
	os.Exit(m.Run())
}

// pipe is a named pipe in place of a MIDI port, and the bytes that came out of it.
type pipe struct {
	name string // of the port

	mu  sync.Mutex
	all []byte
}

func newPipe(t *testing.T) *pipe {
	t.Helper()
	path := filepath.Join(t.TempDir(), "midi")
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	require.NoError(t, err)
	p := &pipe{name: "raw:" + path}
	var reader sync.WaitGroup
	reader.Go(func() {
		b := make([]byte, 4096)
		for {
			n, err := f.Read(b)
			p.mu.Lock()
			p.all = append(p.all, b[:n]...)
			p.mu.Unlock()
			if err != nil {
				return
			}
		}
	})
	t.Cleanup(func() {
		f.Close()
		reader.Wait()
	})
	return p
}

func (p *pipe) await(t *testing.T, message ...byte) {
	t.Helper()
	assert.Eventually(t, func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return bytes.Contains(p.all, message)
	}, 10*time.Second, time.Millisecond, "% x", message)
}

func (p *pipe) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all = nil
}

func parish(t *testing.T) *registration.Console {
	t.Helper()
	c, err := consolefile.Find("parish")
	require.NoError(t, err)
	return c
}

func open(t *testing.T) *devices.Devices {
	t.Helper()
	d := devices.New(t.Context(), nil)
	t.Cleanup(func() { assert.NoError(t, d.Close()) })
	return d
}

func key(kind sequencer.Kind, key uint8) sequencer.Event {
	return sequencer.Event{Kind: kind, Key: key, Velocity: 90}
}

func TestAMIDIPortIsCalledByTheNameItWasOpenedBy(t *testing.T) {
	p := newPipe(t)
	out, err := open(t).Open(t.Context(), p.name, parish(t))
	require.NoError(t, err)
	assert.Equal(t, p.name, out.Name())
	assert.Implements(t, (*playback.Flusher)(nil), out)
	assert.Implements(t, (*playback.Panicker)(nil), out)
	require.NoError(t, out.Send(time.Now(), key(sequencer.KeyDown, 60)))
	p.await(t, 0x90, 60, 90)
	require.NoError(t, out.Close())
	p.await(t, 0x80, 60, 0)
	assert.Error(t, out.Send(time.Now(), key(sequencer.KeyDown, 60)))
}

func TestAnOutputOfADeadGuardFailsAndIsOpenedAnewByTheEngine(t *testing.T) {
	p, d, c := newPipe(t), open(t), parish(t)
	out, err := d.Open(t.Context(), p.name, c)
	require.NoError(t, err)
	e := playback.New()
	t.Cleanup(func() { assert.NoError(t, e.Close()) })
	e.AddOutput(out, func(ctx context.Context) (playback.Output, error) { return d.Open(ctx, p.name, c) })
	a, err := sequencer.New(sequencer.Piece{Console: c})
	require.NoError(t, err)
	performance, _ := sequencer.Compile(a, c)
	e.SetPerformance(performance)
	e.Press(0, 60, 90)
	p.await(t, 0x90, 60, 90)
	require.NoError(t, syscall.Kill(devices.GuardPid(d), syscall.SIGKILL))
	p.await(t, 0x80, 60, 0) // the next guard's first word
	p.forget()
	e.Press(0, 64, 90) // which shows that the port is of no more use
	p.await(t, 0x90, 64, 90)
	p.await(t, 0x90, 60, 90)
	assert.Eventually(t, func() bool { return e.Status().Outputs[0].Reopens == 1 }, 10*time.Second, time.Millisecond)
	assert.Empty(t, e.Status().Outputs[0].Fault)
}

func TestWhatCannotBeOpenedIsASentence(t *testing.T) {
	d, c := open(t), parish(t)
	for _, name := range []string{"", "Harmonium of Atlantis", "raw:/nowhere/at/all", "raw:"} {
		_, err := d.Open(t.Context(), name, c)
		assert.Error(t, err, name)
	}
	out, err := d.Open(t.Context(), devices.Builtin, c)
	if err != nil {
		assert.ErrorIs(t, err, speaker.ErrNoDevice)
		return
	}
	assert.Equal(t, devices.Builtin, out.Name())
	assert.NoError(t, out.Close())
}

func TestPortsOfAMachineWithoutAnyAreAnEmptyListAndANote(t *testing.T) {
	in, out, note := open(t).Ports(t.Context())
	if len(in)+len(out) == 0 {
		assert.NotEmpty(t, note)
	}
	for _, p := range append(in, out...) {
		assert.NotEmpty(t, p.Name)
		assert.NotEmpty(t, p.System)
	}
}

func TestDevicesThatAreClosedOpenNothing(t *testing.T) {
	d := devices.New(t.Context(), nil)
	require.NoError(t, d.Close())
	require.NoError(t, d.Close())
	_, err := d.Open(t.Context(), "virtual:Nobody", parish(t))
	assert.ErrorIs(t, err, devices.ErrClosed)
	in, out, note := d.Ports(t.Context())
	assert.Empty(t, in)
	assert.Empty(t, out)
	assert.NotEmpty(t, note)
}

func TestTheEndOfAContextDoesNotEndTheGuard(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	d, p := devices.New(ctx, nil), newPipe(t)
	out, err := d.Open(t.Context(), p.name, parish(t))
	require.NoError(t, err)
	require.NoError(t, out.Send(time.Now(), key(sequencer.KeyDown, 60)))
	p.await(t, 0x90, 60, 90)
	stop()
	time.Sleep(50 * time.Millisecond)
	require.NoError(t, out.Send(time.Now(), key(sequencer.KeyUp, 60)))
	p.await(t, 0x80, 60, 0)
	require.NoError(t, out.Close())
	require.NoError(t, d.Close())
}

func TestWhatCLibrariesPrintGoesToTheLog(t *testing.T) {
	var log, errs bytes.Buffer
	r, w, err := os.Pipe()
	require.NoError(t, err)
	kept, err := syscall.Dup(2)
	require.NoError(t, err)
	require.NoError(t, syscall.Dup3(int(w.Fd()), 2, 0))
	devices.WithoutChatter(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})), func() {
		_, _ = syscall.Write(2, []byte("Cannot connect to server socket\n"))
	})
	_, _ = syscall.Write(2, []byte("heard"))
	require.NoError(t, syscall.Dup3(kept, 2, 0))
	require.NoError(t, syscall.Close(kept))
	require.NoError(t, w.Close())
	_, err = errs.ReadFrom(r)
	require.NoError(t, err)
	assert.Contains(t, log.String(), "Cannot connect to server socket")
	assert.Equal(t, "heard", errs.String())
}
