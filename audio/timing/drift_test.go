//go:build linux && cgo

package timing

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gitlab.com/gomidi/midi/v2"
	"gitlab.com/gomidi/midi/v2/smf"

	"voluntary/audio/jack/jacktest"
)

// step is from note to note of a lattice.
const step = 250 * time.Millisecond

// keys is how many keys it goes up, again and again.
const keys = 61

// lattice is a piece of so many short notes, one each step.
func lattice(t *testing.T, vol string, n int) *piece {
	s := smf.New()
	s.TimeFormat = smf.MetricTicks(960)
	var tr smf.Track
	tr.Add(0, smf.MetaTempo(120))
	rest := uint32(0)
	for i := range n {
		key := uint8(36 + i%keys)
		tr.Add(rest, midi.NoteOn(0, key, 100))
		tr.Add(240, midi.NoteOff(0, key))
		rest = 240
	}
	tr.Close(0)
	require.NoError(t, s.Add(tr))
	file := filepath.Join(t.TempDir(), "lattice.mid")
	require.NoError(t, s.WriteFile(file))
	p := &piece{name: "lattice"}
	p.prepare(t, vol, file, "--map", "great")
	return p
}

// TestDrift plays a note every quarter of a second over JACK for as long as VOLUNTARY_DRIFT says, and tells how many frames
// a minute onsets move away from the score. make soak sets it to ten minutes.
func TestDrift(t *testing.T) {
	length, err := time.ParseDuration(os.Getenv("VOLUNTARY_DRIFT"))
	if err != nil {
		t.Skip("VOLUNTARY_DRIFT is not set: make soak runs this")
	}
	t.Setenv("VOLUNTARY_E2E", "1")
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	jacktest.Server(t)
	r := jacktest.Record(t)
	vol := built(t, "vol", "go", "build", "-o", "vol", "voluntary/cmd/vol")
	p := lattice(t, vol, int(length/step))
	run(t, vol, playing(p, "recorder")...)
	time.Sleep(time.Second)
	var frames []float64
	for _, m := range r.Heard() {
		if m.Text[0] == '9' && m.Text[len(m.Text)-2:] != "00" {
			frames = append(frames, float64(m.Frame))
		}
	}
	n := len(p.notes)
	require.Equal(t, n, len(frames), "notes are lost; the first was heard in frame %.0f", frames[0])
	// The slope of the offsets from the score, by least squares, and how far the farthest is from the first.
	apart := step.Seconds() * jacktest.Rate
	var sx, sy, sxx, sxy, most float64
	for i, f := range frames {
		x, y := float64(i)*step.Minutes(), f-frames[0]-float64(i)*apart
		sx, sy, sxx, sxy = sx+x, sy+y, sxx+x*x, sxy+x*y
		most = max(most, math.Abs(y))
	}
	k := float64(n)
	slope := (k*sxy - sx*sy) / (k*sxx - sx*sx)
	fmt.Printf("%d notes in %v over JACK: %.4f frames a minute, the farthest onset %.1f frames from where the first one has it\n", n, length, slope, most)
	assert.LessOrEqual(t, math.Abs(slope), 1.0, "frames a minute")
}
