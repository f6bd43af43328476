//go:build linux

package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
)

// drag presses the mouse at a place, moves it to another and lets go, with a key held that may be "".
func (s *screen) drag(held string, x0, y0, x1, y1 int) {
	s.t.Helper()
	do := func(args ...string) { require.NoError(s.t, s.xdotool(args...)) }
	do("mousemove", fmt.Sprint(x0), fmt.Sprint(y0))
	time.Sleep(200 * time.Millisecond)
	if held != "" {
		do("keydown", held)
	}
	do("mousedown", "1")
	for i := 1; i <= 6; i++ {
		time.Sleep(60 * time.Millisecond)
		do("mousemove", fmt.Sprint(x0+(x1-x0)*i/6), fmt.Sprint(y0+(y1-y0)*i/6))
	}
	time.Sleep(200 * time.Millisecond)
	do("mouseup", "1")
	if held != "" {
		do("keyup", held)
	}
	time.Sleep(600 * time.Millisecond) // longer than a double click
}

// saved are the notes of a piece as it was saved, in order of start.
func saved(t *testing.T, path string) (out []sequencer.Note) {
	t.Helper()
	a, _, err := piecefile.Load(path)
	require.NoError(t, err)
	for _, p := range a.Parts() {
		out = append(out, p.Notes...)
	}
	slices.SortFunc(out, func(a, b sequencer.Note) int { return int(a.Start - b.Start) })
	return out
}

// In a new piece a bar is 192 pixels wide, and bar 1 begins at 192. Heights are only compared with each other.
func TestE2ENotesAreWorkedWithMouseAndKeys(t *testing.T) {
	const row = 7
	s := newScreen(t)
	s.start("Untitled", "-new")
	time.Sleep(2 * time.Second)
	save := func() []sequencer.Note {
		s.key("ctrl+s")
		time.Sleep(time.Second)
		return saved(t, filepath.Join(s.home, "gestures.voluntary"))
	}

	require.NoError(t, s.xdotool("mousemove", "200", "450"))
	time.Sleep(200 * time.Millisecond)
	require.NoError(t, s.xdotool("click", "--repeat", "2", "--delay", "80", "1"))
	time.Sleep(time.Second)
	s.awaitUnsaved("Untitled")
	s.key("ctrl+s")
	s.typed("gestures")
	s.key("Return")
	s.awaitTitle("gestures")
	notes := save()
	require.Len(t, notes, 1, "a double click makes a note")
	assert.Equal(t, [2]sequencer.Tick{0, 480}, [2]sequencer.Tick{notes[0].Start, notes[0].End})
	low := notes[0].Key

	s.drag("ctrl", 300, 470, 395, 470)
	notes = save()
	require.Len(t, notes, 2, "Ctrl and a drag over nothing draws one")
	assert.Equal(t, [2]sequencer.Tick{1920, 3840}, [2]sequencer.Tick{notes[1].Start, notes[1].End})
	key := notes[1].Key

	s.drag("", 340, 470, 388, 470-3*row)
	notes = save()
	assert.Equal(t, sequencer.Tick(2880), notes[1].Start, "a drag moves it by the grid")
	assert.Equal(t, key+3, notes[1].Key)

	s.drag("alt", 340, 470-3*row, 349, 470-3*row)
	notes = save() // which a menu that has opened would take for itself
	assert.NotZero(t, notes[1].Start%sequencer.PPQ, "with Alt free of the grid")
	s.key("ctrl+z")

	s.drag("", 430, 470-3*row, 479, 470-3*row)
	notes = save()
	assert.Equal(t, [2]sequencer.Tick{2880, 5760}, [2]sequencer.Tick{notes[1].Start, notes[1].End}, "a drag of its end lengthens it")

	s.drag("ctrl", 380, 470-3*row, 380+192, 470-3*row)
	notes = save()
	require.Len(t, notes, 3, "Ctrl and a drag of a note copies it")
	assert.Equal(t, sequencer.Tick(6720), notes[2].Start)

	s.drag("", 500, 440, 760, 458)
	s.key("Delete")
	require.Len(t, save(), 2, "a rubber band selects, and Delete removes")
	s.key("ctrl+z")
	require.Len(t, save(), 3, "undo brings it back")

	s.key("e")
	s.drag("", 600, 436, 600, 462)
	s.key("e")
	require.Len(t, save(), 2, "the eraser takes what it touches")

	s.click(204, 450, "1")
	s.key("shift+Up", "Right", "shift+Right")
	notes = save()
	assert.Equal(t, low+12, notes[0].Key, "keys move the selection")
	assert.Equal(t, [2]sequencer.Tick{480, 1440}, [2]sequencer.Tick{notes[0].Start, notes[0].End})

	s.key("ctrl+shift+m")
	assert.True(t, save()[0].Muted, "and mute it")

	s.key("End", "Insert", "c", "8", "4", "g", "0", "e", "Escape")
	notes = save()
	require.Len(t, notes, 5, "notes are entered by letters")
	var lengths []sequencer.Tick
	for _, n := range notes[2:] {
		lengths = append(lengths, n.End-n.Start)
	}
	assert.Equal(t, []sequencer.Tick{960, 480, 480}, lengths)
	assert.Equal(t, notes[3].End+480, notes[4].Start, "with a rest")
	s.quit()
}
