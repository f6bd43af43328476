//go:build unix

package guard_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"voluntary/audio/guard"
	"voluntary/audio/guard/wire"
)

const ms = time.Millisecond

// patience is for tests that are not about a heart that stops: on a busy machine it may seem to.
const patience = 30 * time.Second

// The test program is its own guard, and in some tests also the program that the guard guards.
func TestMain(m *testing.M) {
	switch {
	case guard.IsChild(os.Args):
		os.Exit(guard.Main())
	case len(os.Args) > 3 && os.Args[1] == "__victim":
		patience, _ := time.ParseDuration(os.Args[3])
		victim(os.Args[2], patience)
	}
	// The race detector lets a process sleep for a second before it ends, each guard among them.
	_ = os.Setenv("GORACE", "atexit_sleep_ms=0 "+os.Getenv("GORACE"))
	os.Exit(m.Run())
}

// victim is a program that plays a chord and then does nothing until it is killed, or panics.
func victim(port string, patience time.Duration) {
	g, err := guard.Start(context.Background(), guard.Options{Patience: patience, Log: slog.New(slog.NewTextHandler(os.Stderr, nil))})
	if err == nil {
		var p *guard.Port
		if p, err = g.Open(context.Background(), port, organ()); err == nil {
			for _, b := range chord {
				err = errors.Join(err, p.Send(wire.Key, time.Now(), b))
			}
			// What is still to come must not sound when the program is no more.
			err = errors.Join(err, p.Send(wire.Control, time.Now(), stop), p.Send(wire.Key, time.Now().Add(700*ms), []byte{0x90, 99, 100}))
		}
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("playing", g.Pid())
	_, _ = bufio.NewReader(os.Stdin).ReadByte()
	panic("a fault in the program")
}

// organ has keys on channels 1 and 2, and a stop that is a note on channel 10.
func organ() wire.Plan {
	p := wire.Plan{Keys: 1<<0 | 1<<1}
	p.Spare(9, 5)
	return p
}

var (
	chord = [][]byte{{0x90, 60, 100}, {0x90, 64, 100}, {0x91, 36, 100}}
	stop  = []byte{0x99, 5, 127}
)

// heard is a message that came out of the port.
type heard struct {
	at   time.Time
	text string
}

// pipe is a named pipe in place of a MIDI device, and what came out of it.
type pipe struct {
	path string
	name string // of the port

	mu  sync.Mutex
	all []heard
}

func newPipe(t *testing.T) *pipe {
	t.Helper()
	p := &pipe{path: filepath.Join(t.TempDir(), "midi")}
	p.name = "raw:" + p.path
	require.NoError(t, syscall.Mkfifo(p.path, 0o600))
	f, err := os.OpenFile(p.path, os.O_RDWR, 0)
	require.NoError(t, err)
	var reader sync.WaitGroup
	reader.Go(func() {
		b := make([]byte, 64<<10)
		var got []byte
		for {
			n, err := f.Read(b)
			now := time.Now()
			got = append(got, b[:n]...)
			for {
				one, rest := wire.Cut(got)
				if len(one) == 0 {
					break
				}
				p.mu.Lock()
				p.all = append(p.all, heard{now, fmt.Sprintf("% x", one)})
				p.mu.Unlock()
				got = rest
			}
			if err != nil {
				return
			}
		}
	})
	t.Cleanup(func() {
		_ = f.Close()
		reader.Wait()
	})
	return p
}

func (p *pipe) heard() []heard {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]heard(nil), p.all...)
}

func (p *pipe) texts() (out []string) {
	for _, h := range p.heard() {
		out = append(out, h.text)
	}
	return out
}

// await waits until a message has come out and gives the time.
func (p *pipe) await(t *testing.T, text string) time.Time {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(ms) {
		for _, h := range p.heard() {
			if h.text == text {
				return h.at
			}
		}
	}
	require.Fail(t, "it did not come", "%s among %q", text, p.texts())
	return time.Time{}
}

// down lists the keys that are down by what came out, stops said as notes among them.
func (p *pipe) down() wire.Keys {
	var k wire.Keys
	for _, h := range p.heard() {
		var b [3]byte
		if n, _ := fmt.Sscanf(h.text, "%x %x %x", &b[0], &b[1], &b[2]); n == 3 {
			k.Note(b[:])
		}
	}
	return k
}

// program is a running victim.
type program struct {
	cmd   *exec.Cmd
	in    io.WriteCloser // a byte makes it panic
	guard int
}

// startVictim starts one whose guard has patience, 0 for the usual.
func startVictim(t *testing.T, port string, patience time.Duration) *program {
	t.Helper()
	v := &program{cmd: exec.Command(os.Args[0], "__victim", port, patience.String())}
	v.cmd.Stderr = os.Stderr
	v.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := v.cmd.StdoutPipe()
	require.NoError(t, err)
	v.in, err = v.cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, v.cmd.Start())
	t.Cleanup(func() {
		_ = v.cmd.Process.Kill()
		_ = v.cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	_, err = fmt.Sscanf(line, "playing %d", &v.guard)
	require.NoError(t, err, strings.TrimSpace(line))
	return v
}

// start starts a patient guard.
func start(t *testing.T, o guard.Options) *guard.Guard {
	t.Helper()
	o.Patience = patience
	return startAs(t, o)
}

func startAs(t *testing.T, o guard.Options) *guard.Guard {
	t.Helper()
	o.Log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
	g, err := guard.Start(t.Context(), o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, g.Close()) })
	return g
}

func open(t *testing.T, g *guard.Guard, name string, plan wire.Plan) *guard.Port {
	t.Helper()
	p, err := g.Open(t.Context(), name, plan)
	require.NoError(t, err)
	return p
}
