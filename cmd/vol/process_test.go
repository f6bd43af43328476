//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard/wire"
)

// program is vol as a process of its own.
func program(t *testing.T, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	cmd.Stderr = t.Output()
	return cmd
}

// pipe is a named pipe in place of a MIDI port, and what came out of it.
type pipe struct {
	path string

	mu  sync.Mutex
	all []message // times from the first
}

func newPipe(t *testing.T) *pipe {
	t.Helper()
	p := &pipe{path: filepath.Join(t.TempDir(), "midi")}
	require.NoError(t, syscall.Mkfifo(p.path, 0o600))
	f, err := os.OpenFile(p.path, os.O_RDWR, 0)
	require.NoError(t, err)
	var reader sync.WaitGroup
	reader.Go(func() {
		b := make([]byte, 64<<10)
		var got []byte
		var first time.Time
		for {
			n, err := f.Read(b)
			now := time.Now()
			if first.IsZero() {
				first = now
			}
			got = append(got, b[:n]...)
			for {
				one, rest := wire.Cut(got)
				if len(one) == 0 {
					break
				}
				p.mu.Lock()
				p.all = append(p.all, message{now.Sub(first).Seconds(), fmt.Sprintf("% x", one)})
				p.mu.Unlock()
				got = rest
			}
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

func (p *pipe) heard() []message {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]message(nil), p.all...)
}

// down lists the keys that are down by what came out.
func (p *pipe) down() map[string]bool {
	down := map[string]bool{}
	for _, m := range p.heard() {
		switch {
		case m.text[0] == '9' && !strings.HasSuffix(m.text, " 00"):
			down[m.text[1:5]] = true
		case m.text[0] == '8' || m.text[0] == '9':
			delete(down, m.text[1:5])
		}
	}
	return down
}

// keys counts the strokes that came out.
func (p *pipe) keys() (n int) {
	for _, m := range p.heard() {
		if m.text[0] == '9' {
			n++
		}
	}
	return n
}

func TestASignalEndsPlayingWithNothingLeftSounding(t *testing.T) {
	t.Parallel()
	piece := trioPiece(t)
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		p := newPipe(t)
		cmd := program(t, "play", piece, "--out", "raw:"+p.path)
		require.NoError(t, cmd.Start())
		require.Eventually(t, func() bool { return p.keys() >= 4 }, 20*time.Second, time.Millisecond)
		assert.NotEmpty(t, p.down())
		require.NoError(t, cmd.Process.Signal(signal))
		require.NoError(t, cmd.Wait(), "exit 0")
		assert.Eventually(t, func() bool { return len(p.down()) == 0 }, 5*time.Second, time.Millisecond, "%v", p.heard())
		sounded := p.keys()
		time.Sleep(700 * time.Millisecond)
		assert.Equal(t, sounded, p.keys(), "what was to come does not come")
	}
}

func TestKillingVolLeavesNoKeyDown(t *testing.T) {
	t.Parallel()
	piece := trioPiece(t)
	p := newPipe(t)
	cmd := program(t, "play", piece, "--out", "raw:"+p.path)
	require.NoError(t, cmd.Start())
	require.Eventually(t, func() bool { return p.keys() >= 4 }, 20*time.Second, time.Millisecond)
	require.NoError(t, cmd.Process.Kill())
	_ = cmd.Wait()
	assert.Eventually(t, func() bool { return len(p.down()) == 0 }, 5*time.Second, time.Millisecond)
}

func TestWhatLeavesThePortIsWhatVolMidiSays(t *testing.T) {
	t.Parallel()
	piece := trioPiece(t)
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.open-diapason-8", "--expression", "swell=90")
	succeed(t, "lane", piece, "add", "--at", "2:1", "--draw", "great.gamba-8", "--retire", "great.open-diapason-8", "--expression", "swell=64")
	playsAsWritten(t, piece, func(out string) *exec.Cmd { return program(t, "play", piece, "--out", out) }, 1)
}

// playsAsWritten has a piece played on a pipe, and compares what comes out with what vol midi says: the same messages, each
// off by so many seconds at most.
func playsAsWritten(t *testing.T, piece string, player func(out string) *exec.Cmd, off float64) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.mid")
	succeed(t, "midi", piece, "-o", file)
	want := written(t, file)
	p := newPipe(t)
	require.NoError(t, player("raw:"+p.path).Run())
	assert.Empty(t, p.down())
	got := p.heard()
	require.GreaterOrEqual(t, len(got), len(want))
	start := 0.0
	for i := range want {
		require.Equal(t, want[i].text, got[i].text, "message %d of %d", i, len(want))
		if start == 0 && want[i].text[0] == '9' {
			start = got[i].at - want[i].at
		}
		if start != 0 {
			assert.InDelta(t, want[i].at, got[i].at-start, off, "message %d", i)
		}
	}
	for _, m := range got[len(want):] {
		assert.Regexp(t, `^b. 7[8b] 00$`, m.text, "nothing but all-notes-off when the port is closed")
	}
}

func TestPlayShowsWhatLeaves(t *testing.T) {
	t.Parallel()
	piece := trioPiece(t)
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.open-diapason-8")
	p := newPipe(t)
	cmd := program(t, "play", piece, "--out", "raw:"+p.path, "--monitor")
	shown, err := cmd.Output()
	require.NoError(t, err)
	var bytes []string
	for line := range strings.Lines(string(shown)) {
		assert.Contains(t, line, "  out  raw:"+p.path+"  ")
		_, hex, _ := strings.Cut(strings.TrimSuffix(line, "]\n"), "[")
		bytes = append(bytes, strings.ToLower(hex))
	}
	var sent []string
	for _, m := range p.heard() {
		sent = append(sent, m.text)
	}
	assert.Equal(t, strings.Join(sent, " "), strings.Join(bytes, " "))
	assert.Contains(t, string(shown), "Great Open Diapason 8 drawn")
}

func TestAnInterruptedRenderingOfAProcessLeavesNothing(t *testing.T) {
	t.Parallel()
	score := inFolder(t, "long.mid", midiBytes(480, voice{"One", 0, []struck{{0, 480 * 4000, 60}}}))
	folder := filepath.Dir(score)
	piece := filepath.Join(folder, "long.voluntary")
	succeed(t, "import", score, "-o", piece, "--map", "G")
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.open-diapason-8,great.principal-4,great.fifteenth-2")
	cmd := program(t, "render", piece, "-o", filepath.Join(folder, "long.wav"))
	require.NoError(t, cmd.Start())
	require.Eventually(t, func() bool { return len(names(t, folder)) > 4-1 }, 20*time.Second, time.Millisecond, "it has begun")
	require.NoError(t, cmd.Process.Signal(syscall.SIGINT))
	var ended *exec.ExitError
	require.ErrorAs(t, cmd.Wait(), &ended)
	assert.Equal(t, failed, ended.ExitCode())
	assert.Equal(t, []string{"long.mid", "long.voluntary", "long.voluntary~"}, names(t, folder))
}
