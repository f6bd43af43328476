//go:build linux && cgo

package speaker

import (
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/jack/jacktest"
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

// onJACK opens a speaker once JACK is up, on ALSA that leads to it or by JACK itself.
func onJACK(t *testing.T, o *synth.Organ, way Way) *Speaker {
	t.Helper()
	s, err := Open(t.Context(), o, Options{Way: way})
	for range 50 {
		if err == nil {
			break
		}
		time.Sleep(200 * time.Millisecond)
		s, err = Open(t.Context(), o, Options{Way: way})
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
	t.Run("is never late in ten minutes", neverLate)
	t.Run("is missed when it has gone", func(t *testing.T) {
		s := onJACK(t, organ(t), System)
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
	s := onJACK(t, organ(t), System)
	due := taps(t, s, 20)
	t.Logf("latency %v, lead %v, %+v", s.Latency(), s.Lead(), s.Stats())
	require.NoError(t, s.Send(time.Now(), down(69)))
	time.Sleep(2 * time.Second)
	require.NoError(t, s.Close())
	stats := s.Stats()

	// And again, on the device that is still open.
	again, err := Open(t.Context(), organ(t), Options{Way: System})
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
	s := onJACK(t, o, System)
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

// Ten minutes of full organ under JACK's periods of 256 frames, while as much is painted as a window paints: 60 pictures a
// second, in the same process, with the litter that comes of it. -short makes it 20 seconds.
func neverLate(t *testing.T) {
	length := 10 * time.Minute
	if testing.Short() {
		length = 20 * time.Second
	}
	c, err := file.Find("cathedral")
	require.NoError(t, err)
	s := onJACK(t, synth.New(c, synth.Options{}), Usual)
	time.Sleep(2 * time.Second)
	before := s.Stats()
	for i := range c.Controls {
		require.NoError(t, s.Send(time.Now(), sequencer.ChangeEvent(0, registration.Change{
			Kind: registration.Draw, Control: registration.ControlID(i),
		})))
	}
	end := time.Now().Add(length)
	stalls := jacktest.Stalls(t, length)
	var painter sync.WaitGroup
	painter.Go(func() {
		picture := image.NewRGBA(image.Rect(0, 0, 1280, 800))
		frame := time.NewTicker(time.Second / 60)
		defer frame.Stop()
		for n := 0; time.Now().Before(end); n++ {
			<-frame.C
			draw.Draw(picture, picture.Bounds(), image.White, image.Point{}, draw.Src)
			for i := range 500 {
				x, y := (i*37+n)%1280, i*13%800
				draw.Draw(picture, image.Rect(x, y, x+40, y+8), image.NewUniform(color.RGBA{uint8(i), 90, 120, 255}), image.Point{}, draw.Src)
			}
		}
	})
	for time.Now().Before(end) {
		for i, k := range []uint8{48, 52, 55, 60, 64, 67, 72, 76, 79, 84} {
			e := sequencer.Event{Kind: sequencer.KeyDown, Key: k + uint8(i%5)}
			require.NoError(t, s.Send(time.Now(), e))
			e.Kind = sequencer.KeyUp
			require.NoError(t, s.Send(time.Now().Add(380*time.Millisecond), e))
		}
		time.Sleep(400 * time.Millisecond)
	}
	painter.Wait()
	after := s.Stats()
	halts := stalls()
	t.Logf("in %v by %s: %d gaps, %d late blocks, the slowest took %v; a key sounds within %v; the machine itself stood still %d times",
		length, s.Device(), after.Gaps-before.Gaps, after.LateBlocks-before.LateBlocks, after.Slowest, after.KeyToSound, len(halts))
	for _, l := range after.Lately {
		assert.True(t, halts.During(l.Began, l.Began.Add(l.Took)) || l.Began.Before(end.Add(-length)), "a block was ready after %v while the machine did not stand still", l.Took)
	}
	assert.Zero(t, after.Refused)
	require.NoError(t, s.Close())
	if load := jacktest.Crowd(t); load > float64(runtime.NumCPU()) {
		t.Skipf("other work keeps this machine busy (load %.1f): how often the device ran dry tells nothing", load)
	}
	assert.LessOrEqual(t, after.Gaps-before.Gaps, len(halts), "times that the device ran dry")
	if len(halts) == 0 {
		assert.Less(t, after.KeyToSound, 30*time.Millisecond)
	}
}
