//go:build linux && cgo

package main

import (
	"math"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/jack/jacktest"
)

// With VOLUNTARY_E2E a JACK server runs, and a recorder that knows the frame of each message.
func TestE2EWhatReachesJACKIsWhatVolMidiSays(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	score := filepath.Join(corpus(t), "smf", "organ", "bach-bwv555.mid")
	folder := t.TempDir()
	piece, file := filepath.Join(folder, "x.voluntary"), filepath.Join(folder, "x.mid")
	require.Equal(t, done, vol("import", score, "-o", piece, "--map", "great,swell,pedal", "--shift", "3=12").code)
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.open-diapason-8,pedal.bourdon-16")
	succeed(t, "lane", piece, "add", "--at", "3:2.5", "--draw", "great.principal-4,swell.tremulant", "--retire", "great.open-diapason-8", "--expression", "swell=40")
	succeed(t, "midi", piece, "-o", file)
	want := written(t, file)
	const last = 8 * 4 * 1.153846 // seconds: bar 9
	n := 0
	for n < len(want) && want[n].at < last-0.001 {
		n++
	}
	require.Greater(t, n, 300)

	ports := parsed[portLists](t, vol("ports", "--json").out)
	assert.Contains(t, ports.Outputs, portRow{jacktest.Port})
	require.NoError(t, program(t, "play", piece, "--out", "recorder", "--to", "9:1").Run())
	got := r.Await(t, n)
	require.GreaterOrEqual(t, len(got), n)
	var offsets []float64 // milliseconds
	for i := range n {
		require.Equal(t, want[i].text, got[i].Text, "message %d", i)
		if want[i].at > 0 {
			offsets = append(offsets, 1000*(float64(got[i].Frame)/jacktest.Rate-want[i].at))
		}
	}
	slices.Sort(offsets)
	middle, good := offsets[len(offsets)/2], 0
	for _, o := range offsets {
		if math.Abs(o-middle) < 0.1 {
			good++
		}
	}
	assert.Greater(t, good, len(offsets)*9/10, "%.3f to %.3f ms about %.3f", offsets[0]-middle, offsets[len(offsets)-1]-middle, middle)
}

// A server that loses half a second while it plays is that much behind at the end: the last notes are waited for.
func TestE2EWhatALateServerIsBehindWithIsStillPlayed(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	piece := scalePiece(t, 12)
	play := program(t, "play", piece, "--out", "recorder")
	require.NoError(t, play.Start())
	strokes := func() (n int) {
		for _, m := range r.Heard() {
			if m.Text[0] == '9' {
				n++
			}
		}
		return n
	}
	require.Eventually(t, func() bool { return strokes() >= 3 }, 20*time.Second, 10*time.Millisecond)
	jacktest.Stall(600 * time.Millisecond)
	require.NoError(t, play.Wait())
	time.Sleep(time.Second)
	assert.Equal(t, 12, strokes())
}
