//go:build linux && cgo

package timing

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/jack/jacktest"
)

// TestTogether plays a note every quarter of a second on the built-in organ and over JACK at once, for as long as
// VOLUNTARY_TOGETHER says, and tells how far apart both are in JACK's frames. make soak sets it to an hour.
func TestTogether(t *testing.T) {
	length, err := time.ParseDuration(os.Getenv("VOLUNTARY_TOGETHER"))
	if err != nil {
		t.Skip("VOLUNTARY_TOGETHER is not set: make soak runs this")
	}
	t.Setenv("VOLUNTARY_E2E", "1")
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	vol := built(t, "vol", "go", "build", "-o", "vol", "voluntary/cmd/vol")
	p := piped(t, vol, length)
	stalls := jacktest.Stalls(t, length+4*time.Second)
	d := duetOf(t, vol, p, speechOf(t, vol, p))
	halts := len(stalls())
	d.tell()
	fmt.Printf("JACK was late %d times, the sound device ran dry %d times, the machine itself stood still %d times\n", len(d.xruns), d.dry, halts)

	assert.LessOrEqual(t, d.stumbles(), d.dry, "they were more than a millisecond apart, and the sound was never short of frames")
	first, last := d.middle(0, 5), d.middle(4, 5)
	fmt.Printf("the middle of the first fifth is %.3f ms apart, that of the last %.3f ms\n", first, last)
	assert.InDelta(t, first, last, 0.5, "they drift apart")
	assert.Less(t, max(math.Abs(first), math.Abs(last)), far, "they do not sound together")
}

// overSpeaker plays on the built-in organ for a minute, by itself and then over JACK at the same time.
func overSpeaker(t *testing.T, vol string) {
	t.Run("built-in organ", func(t *testing.T) {
		t.Setenv("VOLUNTARY_E2E", "1")
		p := piped(t, vol, time.Minute)
		p.name = "240 notes 250 ms apart"
		speech := speechOf(t, vol, p)
		t.Run("alone", func(t *testing.T) {
			heard, xruns := soloOf(t, vol, p, speech)
			row("built-in organ, in JACK's frames", p, "Voluntary"+lateWords(len(xruns)), heard)
		})
		t.Run("together", func(t *testing.T) {
			d := duetOf(t, vol, p, speech)
			off := make([]float64, len(d.apart))
			for i, a := range d.apart {
				off[i] = math.Abs(a)
			}
			rowOf("", p.name, "how far from its port in JACK at the same time"+lateWords(len(d.xruns)+d.dry), off, 0)
		})
	})
}

// lateWords says how often the machine has kept JACK or the sound from going on.
func lateWords(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return " (the machine stopped JACK once)"
	}
	return fmt.Sprintf(" (the machine stopped JACK %d times)", n)
}

// soloOf plays a piece on the built-in organ alone, which then keeps its rhythm to JACK's frames, and gives when its notes
// were heard, without the time that the pipes take to speak.
func soloOf(t *testing.T, vol string, p *piece, speech []int64) (heard []note, xruns []int64) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	said, err := exec.Command(vol, "play", p.voluntary, "--out", "builtin", "--sound", "jack", "--room", "none").CombinedOutput()
	require.NoError(t, err, "%s", said)
	time.Sleep(time.Second)
	r.Stop()
	onsets := r.Onsets()
	require.NotEmpty(t, onsets)
	first := framesOf(onsets[0]-speech[0]) - p.notes[0].at
	for i, n := range p.notes {
		best := time.Duration(math.MaxInt64)
		for _, o := range onsets { // where the device runs dry sound begins more often than notes do
			if off := framesOf(o-speech[i]) - first - n.at; off.Abs() < best.Abs() {
				best = off
			}
		}
		heard = append(heard, note{first + n.at + best, n.text})
	}
	return heard, r.Xruns()
}

// duet is what was heard of a piece that the built-in organ and a port of JACK have played together.
type duet struct {
	port  []note
	apart []float64 // how much later the organ was, note by note, in milliseconds
	xruns []int64
	dry   int // how often the sound device ran dry
}

// far is how far apart two outputs may be, in milliseconds.
const far = 1.0

// tell tells how far apart they were.
func (d *duet) tell() {
	off := slices.Clone(d.apart)
	slices.Sort(off)
	within := 0
	for i := range off {
		if off[i] = math.Abs(off[i]); off[i] <= far {
			within++
		}
	}
	slices.Sort(off)
	fmt.Printf("%d notes on the built-in organ and over JACK: apart p50 %.3f ms, p99 %.3f ms, most %.3f ms; %d notes within %.0f ms, %d times they were not\n",
		len(off), off[len(off)/2], off[len(off)*99/100], off[len(off)-1], within, far, d.stumbles())
}

// stumbles is how often they came to be too far apart. They are given two seconds to come together again.
func (d *duet) stumbles() (n int) {
	last := math.MinInt / 2
	for i, a := range d.apart {
		if math.Abs(a) > far {
			if i-last > int(2*time.Second/step) {
				n++
				last = i
			}
		}
	}
	return n
}

// middle is how far apart they were in the middle, in one part of so many.
func (d *duet) middle(part, parts int) float64 {
	n := len(d.apart)
	off := slices.Sorted(slices.Values(d.apart[n*part/parts : n*(part+1)/parts]))
	return off[len(off)/2]
}

// piped is a lattice that the built-in organ plays on one stop.
func piped(t *testing.T, vol string, length time.Duration) *piece {
	p := lattice(t, vol, int(length/step))
	run(t, vol, "lane", p.voluntary, "add", "--at", "1:1", "--draw", "great.fifteenth-2")
	return p
}

// duetOf plays a piece on the built-in organ and to a port of JACK at once. A note is heard as much later than its time as
// its pipe takes to speak: that is taken from a rendering.
func duetOf(t *testing.T, vol string, p *piece, speech []int64) *duet {
	jacktest.Server(t)
	r := jacktest.Record(t)
	play := exec.Command(vol, "play", p.voluntary, "--out", "builtin", "--sound", "jack", "--out", "recorder", "--room", "none")
	said, err := play.CombinedOutput()
	require.NoError(t, err, "%s", said)
	time.Sleep(time.Second)
	r.Stop()

	d := &duet{xruns: r.Xruns()}
	if _, times, ok := strings.Cut(string(said), "ran dry "); ok {
		d.dry = 1
		_, _ = fmt.Sscan(times, &d.dry)
	}
	for _, m := range r.Heard() {
		var b [3]byte
		_, _ = fmt.Sscanf(m.Text, "%x %x %x", &b[0], &b[1], &b[2])
		d.port = strikes(d.port, framesOf(m.Frame), b[:])
	}
	require.Len(t, d.port, len(p.notes), "notes are lost")
	onsets := r.Onsets()
	for i, n := range d.port {
		best := time.Duration(math.MaxInt64)
		for _, o := range onsets { // where the device runs dry sound begins more often than notes do
			if off := framesOf(o-speech[i]) - n.at; off.Abs() < best.Abs() {
				best = off
			}
		}
		d.apart = append(d.apart, best.Seconds()*1000)
	}
	return d
}

// framesOf is how long so many of JACK's frames are.
func framesOf(n int64) time.Duration { return time.Duration(n) * time.Second / jacktest.Rate }

// speechOf is how many frames after its time each note of a lattice is heard, by a rendering of it: of its first ten minutes,
// and then of the same key there, whose pipe is at most 8 frames sooner or later each time.
func speechOf(t *testing.T, vol string, p *piece) (frames []int64) {
	file := filepath.Join(t.TempDir(), "x.wav")
	const most = 2400 // in 300 bars
	run(t, vol, "render", p.voluntary, "-o", file, "--format", "wavfloat", "--room", "none", "--to", "301:1")
	f, err := os.Open(file)
	require.NoError(t, err)
	defer f.Close()
	in := bufio.NewReaderSize(f, 1<<20)
	head, err := in.Peek(1 << 10)
	require.NoError(t, err)
	_, err = in.Discard(bytes.Index(head, []byte("data")) + 8)
	require.NoError(t, err)
	var onsets []int64
	quiet, silent := 0, true
	var b [8]byte
	for i := int64(0); ; i++ {
		if _, err := io.ReadFull(in, b[:]); err != nil {
			break
		}
		v := math.Abs(float64(math.Float32frombits(binary.LittleEndian.Uint32(b[:]))))
		if v >= jacktest.Loud && silent {
			onsets = append(onsets, i)
		}
		quiet++
		if v >= jacktest.Loud/2 {
			quiet = 0
		}
		silent = quiet >= jacktest.Silence || silent && v < jacktest.Loud
	}
	require.Len(t, onsets, min(len(p.notes), most), "the rendering does not begin anew with each note")
	for i, n := range p.notes {
		if i < most {
			frames = append(frames, onsets[i]-int64(n.at.Seconds()*jacktest.Rate+0.5))
		} else {
			frames = append(frames, frames[i-most/keys*keys])
		}
	}
	return frames
}
