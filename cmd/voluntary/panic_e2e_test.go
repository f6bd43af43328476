//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// pipeOrgan is a raw port: a pipe whose bytes are kept.
type pipeOrgan struct {
	path string
	mu   sync.Mutex
	came []byte
}

func newPipeOrgan(t *testing.T) *pipeOrgan {
	t.Helper()
	p := &pipeOrgan{path: filepath.Join(t.TempDir(), "organ")}
	require.NoError(t, syscall.Mkfifo(p.path, 0o600))
	f, err := os.OpenFile(p.path, os.O_RDWR, 0)
	require.NoError(t, err)
	t.Cleanup(func() { f.Close() })
	go func() {
		b := make([]byte, 4096)
		for {
			n, err := f.Read(b)
			if err != nil {
				return
			}
			p.mu.Lock()
			p.came = append(p.came, b[:n]...)
			p.mu.Unlock()
		}
	}()
	return p
}

// panics is how often all notes of the first channel were said to be off.
func (p *pipeOrgan) panics() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return bytes.Count(p.came, []byte{0xb0, 123, 0})
}

// down is how many keys are down by what came on the channels of keys.
func (p *pipeOrgan) down() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	keys := map[[2]byte]bool{}
	for i := 0; i+2 < len(p.came); i++ {
		if b := p.came[i]; b&0xe0 == 0x80 && p.came[i+1] < 0x80 && p.came[i+2] < 0x80 {
			if key := [2]byte{b & 15, p.came[i+1]}; b&0x10 != 0 && p.came[i+2] > 0 {
				keys[key] = true
			} else {
				delete(keys, key)
			}
		}
	}
	return len(keys)
}

// playsOn has the program play on the organ.
func (s *screen) playsOn(organ *pipeOrgan) {
	home := filepath.Join(s.home, "voluntary")
	require.NoError(s.t, os.MkdirAll(home, 0o700))
	require.NoError(s.t, os.WriteFile(filepath.Join(home, "settings.json"), fmt.Appendf(nil, `{"outputs": [%q]}`, "raw:"+organ.path), 0o600))
	s.start("Prelude")
	s.await("the organ is told its stops", func() bool {
		organ.mu.Lock()
		defer organ.mu.Unlock()
		return len(organ.came) > 50
	})
}

// TestE2EAWindowThatIsKilledOrStoppedLeavesNoKeyDown kills and stops the program while it plays.
func TestE2EAWindowThatIsKilledOrStoppedLeavesNoKeyDown(t *testing.T) {
	for name, signal := range map[string]syscall.Signal{"killed": syscall.SIGKILL, "stopped": syscall.SIGSTOP, "aborted": syscall.SIGABRT} {
		t.Run(name, func(t *testing.T) {
			s, organ := newScreen(t), newPipeOrgan(t)
			s.playsOn(organ)
			s.key("space")
			s.await("it plays", func() bool { return organ.down() > 0 })
			require.NoError(t, s.cmd.Process.Signal(signal))
			since := time.Now()
			for organ.down() > 0 && time.Since(since) < 5*time.Second {
				time.Sleep(time.Millisecond)
			}
			require.Zero(t, organ.down())
			require.Less(t, time.Since(since), 600*time.Millisecond, "half a second, and what a busy machine needs")
			time.Sleep(500 * time.Millisecond)
			require.Zero(t, organ.down())
		})
	}
}

// TestE2EPanicWorksWhateverIsOpen presses F12 in every kind of window, dialog, list and menu, and looks at what comes out of
// the organ's port.
func TestE2EPanicWorksWhateverIsOpen(t *testing.T) {
	s, organ := newScreen(t), newPipeOrgan(t)
	broken := filepath.Join(s.home, "broken.voluntary")
	require.NoError(t, os.WriteFile(broken, []byte("{"), 0o600))
	s.playsOn(organ)
	command := func(words string) func() {
		return func() {
			s.key("ctrl+k")
			s.typed(words)
			s.key("Return")
			time.Sleep(700 * time.Millisecond)
		}
	}
	beside := func(words, title string, then ...string) func() {
		return func() {
			command(words)()
			s.awaitName("Voluntary: " + title)
			s.focus("Voluntary: " + title)
			for _, k := range then {
				s.key(k)
			}
		}
	}
	for _, place := range []struct {
		what string
		open func()
	}{
		{"the window", func() {}},
		{"find a command", func() { s.key("ctrl+k") }},
		{"a file to open", func() { s.key("ctrl+o") }},
		{"a file to open, after a click in it", func() { s.key("ctrl+o"); s.click(430, 300, "1") }},
		{"a name to save under", func() { s.key("ctrl+shift+s") }},
		{"another folder to save in", func() { s.key("ctrl+shift+s"); s.key("Tab", "space") }},
		{"the menu bar", func() { s.click(20, 36, "1") }},
		{"the menu bar by Alt", func() { s.key("alt") }},
		{"the list of outputs", func() { s.click(1100, 68, "1") }},
		{"the menu of the notes", func() { s.click(700, 500, "3") }},
		{"a list to choose from", func() { s.click(1058, 696, "1") }},
		{"settings of the organ", command("built-in organ")},
		{"the keys", command("Keys")},
		{"the history", command("History")},
		{"the report", command("Playability")},
		{"sounding together", command("How outputs sound together")},
		{"the stop jamb's search", command("Registration at the playhead")},
		{"export", command("Export sound")},
		{"an error", func() {
			s.key("ctrl+o")
			s.typed(broken)
			s.key("Return")
		}},
		{"the test page", beside("test stops", "test stops")},
		{"a choice of the test page", beside("test stops", "test stops", "Tab", "space")},
		{"the status", beside("status of the outputs", "status")},
		{"the monitor", beside("midi monitor", "MIDI monitor")},
		{"the manual", beside("manual", "the manual", "Tab")},
		{"the console editor", command("edit this organ")},
	} {
		place.open()
		time.Sleep(300 * time.Millisecond)
		before := organ.panics()
		s.key("F12")
		s.await("panic, with "+place.what+" open", func() bool { return organ.panics() > before })
		s.key("Escape", "Escape", "Escape")
		s.focus("Voluntary$")
	}
}
