//go:build linux && cgo

package speaker

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard/jack/jacktest"
	"voluntary/audio/synth"
	"voluntary/registration"
	"voluntary/registration/file"
	"voluntary/sequencer"
)

// asoundrc sends what ALSA is given to JACK and to a file.
const asoundrc = `
pcm.!default { type plug slave.pcm "tee" }
pcm.tee { type file slave.pcm "ojack" file %q format "raw" }
pcm.ojack {
	type jack
	playback_ports { 0 system:playback_1 1 system:playback_2 }
	capture_ports { }
}
`

// recording makes the default sound device one that is recorded, and returns the file: 32-bit floats in stereo. stop
// takes the device away.
func recording(t *testing.T) (raw string, stop func()) {
	t.Helper()
	stop = jacktest.Server(t)
	home := t.TempDir()
	raw = filepath.Join(home, "heard.raw")
	require.NoError(t, os.WriteFile(filepath.Join(home, ".asoundrc"), fmt.Appendf(nil, asoundrc, raw), 0o600))
	t.Setenv("HOME", home)
	return raw, stop
}

// onJACK opens a speaker once JACK is up.
func onJACK(t *testing.T, o *synth.Organ) *Speaker {
	t.Helper()
	s, err := Open(t.Context(), o, Options{})
	for range 50 {
		if err == nil {
			break
		}
		time.Sleep(200 * time.Millisecond)
		s, err = Open(t.Context(), o, Options{})
	}
	if err != nil {
		t.Skipf("ALSA does not lead to JACK here (apt-get install libasound2-plugins): %v", err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func heard(t *testing.T, raw string) (left []float64) {
	t.Helper()
	b, err := os.ReadFile(raw)
	require.NoError(t, err)
	for ; len(b) >= 8; b = b[8:] {
		left = append(left, float64(math.Float32frombits(binary.LittleEndian.Uint32(b))))
	}
	return left
}

// One test with one server: ALSA and JACK do not forget a server that has gone.
func TestE2EARealDevice(t *testing.T) {
	raw, stop := recording(t)
	t.Run("plays every event on its frame", func(t *testing.T) { playsOnFrames(t, raw) })
	t.Run("carries a full organ", carriesAFullOrgan)
	t.Run("is missed when it has gone", func(t *testing.T) {
		s := onJACK(t, organ(t))
		time.Sleep(time.Second)
		require.NoError(t, s.Err())
		stop()
		assert.Eventually(t, func() bool { return s.Err() != nil }, 10*time.Second, 50*time.Millisecond)
		t.Log(s.Err())
		assert.Error(t, s.Send(time.Now(), down(60)))
		require.NoError(t, s.Close())
	})
}

func playsOnFrames(t *testing.T, raw string) {
	s := onJACK(t, organ(t))
	due := taps(t, s, 20)
	t.Logf("latency %v, lead %v, %+v", s.Latency(), s.Lead(), s.Stats())
	require.NoError(t, s.Send(time.Now(), down(69)))
	time.Sleep(2 * time.Second)
	require.NoError(t, s.Close())
	stats := s.Stats()

	// And again, on the device that is still open.
	again, err := Open(t.Context(), organ(t), Options{})
	require.NoError(t, err)
	require.NoError(t, again.Close())

	x := heard(t, raw)
	var onsets []int
	quiet := 4000
	for i, v := range x {
		if v == 0 {
			quiet++
			continue
		}
		if quiet >= 4000 {
			onsets = append(onsets, i)
		}
		quiet = 0
	}
	require.Len(t, onsets, len(due)+1)
	if stats.Gaps > 0 {
		t.Skipf("the machine is too busy: the device ran dry %d times", stats.Gaps)
	}
	for i := 1; i < len(due); i++ {
		want := due[i].Sub(due[i-1]).Seconds() * Rate
		assert.InDelta(t, want, onsets[i]-onsets[i-1], 20, "frames between notes %d and %d", i-1, i)
	}

	tone := x[onsets[len(due)]+Rate/2:][:Rate]
	crossings := 0
	for i := 1; i < len(tone); i++ {
		if tone[i-1] < 0 && tone[i] >= 0 {
			crossings++
		}
	}
	assert.InDelta(t, 1760, crossings, 2, "a' at 2 feet")
	rough := 0.0
	for i := 2; i < len(tone); i++ {
		rough = max(rough, math.Abs(tone[i]-2*tone[i-1]+tone[i-2]))
	}
	end := x[onsets[len(due)]+Rate/2:]
	worst := 0.0
	for i := 2; i < len(end); i++ {
		worst = max(worst, math.Abs(end[i]-2*end[i-1]+end[i-2]))
	}
	assert.Less(t, worst, 1.2*rough, "no click to the end")
}

func carriesAFullOrgan(t *testing.T) {
	c, err := file.Find("cathedral")
	require.NoError(t, err)
	o := synth.New(c, synth.Options{})
	s := onJACK(t, o)
	time.Sleep(time.Second)
	for i := range c.Controls {
		require.NoError(t, s.Send(time.Now(), sequencer.ChangeEvent(0, registration.Change{
			Kind: registration.Draw, Control: registration.ControlID(i),
		})))
	}
	for i := range 40 {
		for _, k := range []uint8{48, 52, 55, 60, 64, 67, 72, 76, 79, 84} {
			e := sequencer.Event{Kind: sequencer.KeyDown, Key: k + uint8(i%5)}
			require.NoError(t, s.Send(time.Now(), e))
			e.Kind = sequencer.KeyUp
			require.NoError(t, s.Send(time.Now().Add(180*time.Millisecond), e))
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Logf("%+v", s.Stats())
	assert.LessOrEqual(t, s.Stats().Gaps, 3)
	require.NoError(t, s.Close())
}
