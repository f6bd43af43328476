//go:build linux && cgo

package midiout_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/jack/jacktest"
	"voluntary/audio/midiout"
	"voluntary/sequencer/playback"
)

func TestE2EWhatLeavesByJackIsTheStream(t *testing.T) {
	for _, name := range []string{"parameters", "a slow and careful organ"} {
		t.Run(name, func(t *testing.T) {
			jacktest.Server(t)
			for try := 1; leavesByJackAsTheStream(t, name); try++ {
				require.Less(t, try, 6, "this machine is too busy to hand everything over in time")
			}
		})
	}
}

// leavesByJackAsTheStream is true when the machine was too busy to tell.
func leavesByJackAsTheStream(t *testing.T, name string) bool {
	r := jacktest.Record(t)
	defer r.Stop()
	c := console(t, dialects()[name])
	g := start(t)
	defer g.Close()
	out, err := midiout.Open(t.Context(), g, "recorder", c)
	require.NoError(t, err)
	p := performance(t, c)
	want, err := midiout.Stream(c, p.Events())
	require.NoError(t, err)
	e := playback.New()
	defer e.Close()
	e.SetPerformance(p)
	e.AddOutput(out, nil)
	opening := r.Await(t, len(c.Controls)+len(c.Enclosures))
	time.Sleep(300 * ms)
	before := len(r.Heard())
	require.GreaterOrEqual(t, before, len(opening))
	e.PlayFrom(0)
	// What the organ has already is not said again: the stream without its first changes.
	var keys, heard []string
	var at, frames []float64
	for _, m := range want {
		if m.Bytes[0]>>4 == 9 && m.Bytes[2] > 0 {
			keys, at = append(keys, fmt.Sprintf("% x", m.Bytes)), append(at, m.At.Seconds()*1000)
		}
	}
	require.Eventually(t, func() bool { return e.Status().Ended }, 30*time.Second, 10*ms)
	time.Sleep(400 * ms)
	for _, m := range r.Heard()[before:] {
		var b [3]byte
		_, _ = fmt.Sscanf(m.Text, "%x %x %x", &b[0], &b[1], &b[2])
		if b[0]>>4 == 9 && b[2] > 0 {
			heard, frames = append(heard, m.Text), append(frames, float64(m.Frame)*1000/jacktest.Rate)
		}
	}
	require.Equal(t, keys, heard)
	worst := 0.0
	for i := range frames {
		worst = max(worst, math.Abs(frames[i]-frames[0]-(at[i]-at[0])))
	}
	if g.Status().Late > 0 {
		return true
	}
	t.Logf("worst onset against the first, in JACK frames: %.4f ms", worst)
	assert.LessOrEqual(t, worst, 0.03)
	return false
}
