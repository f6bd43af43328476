//go:build linux

package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	piecefile "voluntary/sequencer/file"
)

// focus gives the keys to the window whose title has a word in it.
func (s *screen) focus(word string) {
	s.t.Helper()
	require.NoError(s.t, s.xdotool("search", "--onlyvisible", "--name", word, "windowraise", "windowfocus", "--sync"))
	time.Sleep(500 * time.Millisecond)
}

// ended waits until the program has ended by itself.
func (s *screen) ended() {
	s.t.Helper()
	select {
	case err := <-s.done:
		require.NoError(s.t, err, "%s", s.errs)
	case <-time.After(20 * time.Second):
		s.t.Fatalf("it does not end\n%s", s.errs)
	}
}

// TestE2ETwoWindowsShareSettingsAndQuitTogether starts the program twice: what one changes in the settings does not undo
// what the other has, and all quit together, with a question for what is not saved.
func TestE2ETwoWindowsShareSettingsAndQuitTogether(t *testing.T) {
	a := newScreen(t)
	b := *a
	a.start("Prelude in C major")
	a.key("ctrl+s")
	a.typed("first")
	a.key("Return")
	a.awaitTitle("first")
	b.start("Untitled", "-new")
	b.focus("Untitled")
	b.key("ctrl+s")
	b.typed("second")
	b.key("Return")
	b.awaitTitle("second")
	command := func(s *screen, window, words string) {
		s.focus(window)
		s.key("ctrl+k")
		s.typed(words)
		s.key("Return")
	}
	command(a, "first", "stop jamb")             // put away
	command(&b, "second", "follow the playhead") // no longer
	command(a, "first", "map of the piece")      // put away
	command(&b, "second", "tempo, meters and")   // shown

	read := func() map[string]any {
		data, err := os.ReadFile(filepath.Join(a.home, "voluntary", "settings.json"))
		require.NoError(t, err)
		values := map[string]any{}
		require.NoError(t, json.Unmarshal(data, &values))
		return values
	}
	values := read()
	assert.Equal(t, false, values["jamb"], "the first window")
	assert.Equal(t, false, values["map"])
	assert.Equal(t, false, values["follow"], "the second")
	assert.Equal(t, true, values["lane.time"])
	recent, err := piecefile.OpenRecent(filepath.Join(a.home, "voluntary", "recent.json"))
	require.NoError(t, err)
	var names []string
	for _, r := range recent.List() {
		names = append(names, filepath.Base(r.Path))
	}
	assert.Equal(t, []string{"second.voluntary", "first.voluntary"}, names)

	a.focus("first")
	a.key("ctrl+r")
	a.typed("gamba")
	a.key("Return")
	a.awaitUnsaved("first")
	b.focus("second")
	b.key("ctrl+shift+q")
	b.ended()
	time.Sleep(2 * time.Second)
	select {
	case err := <-a.done:
		t.Fatalf("it has ended without asking: %v", err)
	default:
	}
	a.focus("first")
	a.key("Return") // save
	a.ended()
	assert.NotEmpty(t, drawn(t, filepath.Join(a.home, "first.voluntary"), "great.gamba-8"))
	values = read()
	assert.Equal(t, false, values["jamb"], "quitting undoes nothing")
	assert.Equal(t, false, values["follow"])
}
