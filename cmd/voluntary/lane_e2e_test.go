//go:build linux

package main

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
)

// pull drags with the left button from one place to another, with a key held unless it is "".
func (s *screen) pull(x0, y0, x1, y1 int, held string) {
	s.t.Helper()
	do := func(args ...string) {
		s.t.Helper()
		require.NoError(s.t, s.xdotool(args...))
		time.Sleep(200 * time.Millisecond)
	}
	at := func(x, y int) { s.t.Helper(); do("mousemove", fmt.Sprint(x), fmt.Sprint(y)) }
	at(x0, y0)
	if held != "" {
		do("keydown", held)
	}
	do("mousedown", "1")
	at(x0+(x1-x0)/3, y0+(y1-y0)/3)
	at(x1-1, y1)
	at(x1, y1)
	do("mouseup", "1")
	if held != "" {
		do("keyup", held)
	}
	time.Sleep(300 * time.Millisecond)
}

// TestE2ETheLaneByMouseAndKeys works the lane of the demo piece in a window of 1280 by 720 and looks into the saved file.
func TestE2ETheLaneByMouseAndKeys(t *testing.T) {
	const beat = sequencer.PPQ
	const strip, rows = 121, 131 // the strip, and the upper edge of the first row
	bar := func(n float64) int { return 192 + int((n-1)*44.6+0.5) }
	tick := func(n float64) float64 { return (n - 1) * 4 * beat }
	s := newScreen(t)
	s.start("Prelude in C major")

	coupler, shoe := rows+17+3*18+9, rows+17+4*18+17+3*18
	s.pull(bar(4), coupler, bar(8), coupler, "")     // draw along an empty row
	s.pull(bar(8)-2, coupler, bar(10), coupler, "")  // drag its end
	s.pull(bar(4), shoe+30, bar(8), shoe+8, "ctrl")  // a line of the shoe
	s.pull(bar(4), strip, bar(6), strip, "")         // a slice of time
	s.key("ctrl+c")                                  // is copied
	s.click(bar(12)+1, 381, "1")                     // the playhead goes elsewhere
	s.key("ctrl+v")                                  // and the slice is pasted there
	s.click(bar(15)+1, 381, "1")                     //
	s.key("ctrl+shift+0")                            // the general cancel
	s.click(bar(17), rows+17+9, "3")                 // the list
	s.typed("gr gamba")                              //
	s.key("Return")                                  //
	s.key("ctrl+shift+g")                            // rows of time
	s.click(bar(5), rows+36+12, "1")                 // a tempo
	s.key("ctrl+shift+b")                            // a mark at the playhead
	s.typed("Refrain")                               //
	s.key("Return")                                  //
	s.pull(bar(15)+2, rows+9, bar(16)+2, rows+9, "") // is dragged
	s.key("alt+Right")                               // and moved by keys
	s.awaitUnsaved("Prelude")
	s.key("ctrl+s")
	s.typed("lane")
	s.key("Return")
	s.awaitTitle("lane")
	s.quit()

	path := filepath.Join(s.home, "lane.voluntary")
	a, _, err := piecefile.Load(path)
	require.NoError(t, err)
	near := func(want float64, got sequencer.Tick, what string) {
		t.Helper()
		assert.InDelta(t, tick(want), float64(got), beat, what)
	}
	var engaged, disengaged []sequencer.Tick
	for _, o := range sequencer.Orders(a) {
		switch {
		case o.ID == "great.swell-to-great" && o.Kind == sequencer.DrawOrder:
			engaged = append(engaged, o.At)
		case o.ID == "great.swell-to-great":
			disengaged = append(disengaged, o.At)
		}
	}
	require.GreaterOrEqual(t, len(engaged), 2)
	require.NotEmpty(t, disengaged)
	near(4, engaged[0], "drawn along the row")
	near(10, disengaged[0], "its end dragged")
	near(12, engaged[1], "pasted with the slice")
	var lines []sequencer.Order
	for _, o := range sequencer.Orders(a) {
		if o.Line {
			lines = append(lines, o)
		}
	}
	require.Len(t, lines, 2)
	near(8, lines[0].At, "the end of the line")
	near(14, lines[1].At, "and as far as it was copied")
	cancelled := sequencer.StateAt(a, sequencer.Tick(tick(15.6)))
	assert.Zero(t, cancelled.Count(), "everything is retired")
	gamba := drawn(t, path, "great.gamba-8")
	require.Len(t, gamba, 1)
	near(17, gamba[0], "drawn by the list")
	tempos := a.Tempo().Points()
	require.Len(t, tempos, 2)
	near(5, tempos[1].At, "the tempo")
	var refrain []sequencer.Mark
	for _, m := range a.Marks() {
		if m.Name == "Refrain" {
			refrain = append(refrain, m)
		}
	}
	require.Len(t, refrain, 1)
	near(16.125, refrain[0].At, "the mark")
}
