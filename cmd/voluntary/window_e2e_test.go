//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
)

// screen is a display of our own with the program on it, worked by real keys and a real mouse.
type screen struct {
	t      *testing.T
	binary string
	env    []string
	home   string
	cmd    *exec.Cmd
	done   chan error
	errs   *strings.Builder
}

func newScreen(t *testing.T) *screen {
	t.Helper()
	if os.Getenv("VOLUNTARY_E2E") == "" {
		t.Skip("VOLUNTARY_E2E is not set (make e2e sets it)")
	}
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("there is no " + tool + " here (apt-get install xvfb xdotool)")
		}
	}
	s := &screen{t: t, home: t.TempDir(), binary: filepath.Join(t.TempDir(), "voluntary")}
	out, err := exec.Command("go", "build", "-o", s.binary, ".").CombinedOutput()
	require.NoError(t, err, "%s", out)
	s.env = append(os.Environ(), "DISPLAY="+newDisplay(t), "HOME="+s.home, "VOLUNTARY_HOME="+filepath.Join(s.home, "voluntary"),
		"XDG_CONFIG_HOME="+filepath.Join(s.home, "config"), "LANG=en_US.UTF-8")
	return s
}

// newDisplay starts an X server that chooses its own number, and returns its name.
func newDisplay(t *testing.T) string { return newDisplayOf(t, "1280x720x24") }

// newDisplayOf is newDisplay with a screen of a size and depth.
func newDisplayOf(t *testing.T, screen string) string {
	t.Helper()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", screen, "+extension", "GLX", "-noreset")
	x.ExtraFiles = []*os.File{w}
	require.NoError(t, x.Start())
	w.Close()
	t.Cleanup(func() {
		x.Process.Kill()
		x.Wait()
	})
	var number int
	_, err = fmt.Fscan(r, &number)
	require.NoError(t, err, "Xvfb did not start")
	return fmt.Sprintf(":%d", number)
}

// start runs the program and waits for a window whose title begins so.
func (s *screen) start(title string, args ...string) {
	s.t.Helper()
	s.errs = &strings.Builder{}
	s.cmd = exec.Command(s.binary, args...)
	s.cmd.Env, s.cmd.Stderr, s.cmd.Stdout = s.env, s.errs, io.Discard
	require.NoError(s.t, s.cmd.Start())
	s.done = make(chan error, 1)
	cmd, done := s.cmd, s.done
	go func() { done <- cmd.Wait() }()
	s.t.Cleanup(func() { cmd.Process.Kill() })
	s.awaitTitle(title)
}

// awaitTitle waits for a window whose title begins so.
func (s *screen) awaitTitle(title string) { s.awaitName("^" + title) }

// awaitUnsaved waits for the title of a piece that has changes: a dot and a space stand before it. The dot is no letter in
// the locale that xdotool may have to live with, the space is.
func (s *screen) awaitUnsaved(title string) { s.awaitName(" " + title) }

func (s *screen) awaitName(pattern string) {
	s.t.Helper()
	s.await("a window called "+pattern, func() bool { return s.xdotool("search", "--onlyvisible", "--name", pattern) == nil })
	time.Sleep(500 * time.Millisecond) // its first picture
}

func (s *screen) await(what string, holds func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(40 * time.Second); !holds(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatalf("never: %s\n%s", what, s.errs)
		}
	}
}

func (s *screen) xdotool(args ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	c := exec.CommandContext(ctx, "xdotool", args...)
	c.Env = s.env
	return c.Run()
}

func (s *screen) key(keys ...string) {
	s.t.Helper()
	for _, k := range keys {
		require.NoError(s.t, s.xdotool("key", k))
		time.Sleep(250 * time.Millisecond)
	}
}

func (s *screen) typed(text string) {
	s.t.Helper()
	require.NoError(s.t, s.xdotool("type", "--delay", "40", text))
	time.Sleep(300 * time.Millisecond)
}

func (s *screen) click(x, y int, button string) {
	s.t.Helper()
	require.NoError(s.t, s.xdotool("mousemove", fmt.Sprint(x), fmt.Sprint(y)))
	time.Sleep(150 * time.Millisecond)
	require.NoError(s.t, s.xdotool("click", button))
	time.Sleep(400 * time.Millisecond)
}

// quit presses Ctrl+Q and waits for an orderly end.
func (s *screen) quit() {
	s.t.Helper()
	s.key("ctrl+q")
	select {
	case err := <-s.done:
		require.NoError(s.t, err, "%s", s.errs)
	case <-time.After(20 * time.Second):
		s.t.Fatalf("it does not end\n%s", s.errs)
	}
	assert.NotContains(s.t, s.errs.String(), "Error in Fyne call thread")
	assert.NotContains(s.t, s.errs.String(), "panic")
}

// drawn is where the lane of a saved piece draws a control, nil when it never does.
func drawn(t *testing.T, path, control string) (at []sequencer.Tick) {
	t.Helper()
	a, _, err := piecefile.Load(path)
	require.NoError(t, err)
	for _, e := range a.Lane() {
		for _, id := range e.Draw {
			if id == control {
				at = append(at, e.At)
			}
		}
	}
	return at
}

func TestE2EAPieceIsPlayedRegisteredSavedAndReopened(t *testing.T) {
	s := newScreen(t)
	s.start("Prelude in C major")
	s.key("space")
	time.Sleep(3 * time.Second)
	s.key("space")
	s.key("ctrl+r")
	s.typed("gamba")
	s.key("Return")
	s.click(600, 140, "3")
	s.typed("sw corn")
	s.key("Return")
	s.awaitUnsaved("Prelude")
	s.key("ctrl+s")
	s.typed("evening")
	s.key("Return")
	s.awaitTitle("evening")
	s.quit()

	path := filepath.Join(s.home, "evening.voluntary")
	gamba, cornopean := drawn(t, path, "great.gamba-8"), drawn(t, path, "swell.cornopean-8")
	require.Len(t, gamba, 1, "drawn at the playhead")
	assert.Greater(t, gamba[0], sequencer.Tick(2*sequencer.PPQ), "which has moved while it played")
	require.Len(t, cornopean, 1, "drawn by right-click")
	assert.Positive(t, cornopean[0])

	s.start("evening")
	s.key("ctrl+q")
	select {
	case err := <-s.done:
		require.NoError(t, err, "nothing to save, nothing to ask")
	case <-time.After(20 * time.Second):
		t.Fatal("it asks")
	}
	assert.Equal(t, gamba, drawn(t, path, "great.gamba-8"))
}

func TestE2EAKilledProgramLosesNoWork(t *testing.T) {
	s := newScreen(t)
	s.start("Prelude in C major")
	s.key("ctrl+s")
	s.typed("morning")
	s.key("Return")
	s.awaitTitle("morning")
	path := filepath.Join(s.home, "morning.voluntary")
	s.key("ctrl+r")
	s.typed("trombone")
	s.key("Return")
	s.awaitUnsaved("morning")
	s.await("a recovery copy", func() bool {
		found := false
		filepath.WalkDir(filepath.Join(s.home, "voluntary"), func(p string, e os.DirEntry, err error) error {
			found = found || err == nil && !e.IsDir() && filepath.Ext(p) == piecefile.Extension
			return nil
		})
		return found
	})
	require.NoError(t, s.cmd.Process.Signal(syscall.SIGKILL))
	var killed *exec.ExitError
	require.True(t, errors.As(<-s.done, &killed))
	require.Empty(t, drawn(t, path, "pedal.trombone-16"))

	s.start("morning")
	time.Sleep(time.Second)
	s.key("Return") // go on with it
	s.awaitUnsaved("morning")
	s.key("ctrl+s")
	s.awaitTitle("morning")
	s.quit()
	assert.Len(t, drawn(t, path, "pedal.trombone-16"), 1)
}
