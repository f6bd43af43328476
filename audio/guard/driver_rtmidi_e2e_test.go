//go:build cgo && linux && rtmidijack

package guard

import (
	"fmt"
	"math"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gitlab.com/gomidi/midi/v2/drivers/rtmididrv/imported/rtmidi"

	"voluntary/audio/guard/wire"
	"voluntary/audio/instant"
	"voluntary/audio/jack/jacktest"
	"voluntary/audio/urgent"
)

// The driver for RtMidi, with RtMidi's API for JACK, which no build of ours has: it is put together for this alone, by
// .ci/bench-timing. RtMidi has a message leave at the begin of JACK's next period.
func TestE2ERtMidiOnJACK(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	d := &rtDriver{api: rtmidi.APIUnixJack}
	o, err := d.open(jacktest.Port)
	require.NoError(t, err)
	const notes, apart = 1000, 5 * time.Millisecond
	quiet, talk, err := os.Pipe()
	require.NoError(t, err)
	defer quiet.Close()
	defer talk.Close()
	x, err := newInbox(quiet)
	require.NoError(t, err)
	done := make(chan error, 1)
	go func() {
		urgent.Thread(urgent.MIDI)
		start := instant.Now() + 500*time.Millisecond
		for i := range notes {
			due := start + time.Duration(i)*apart
			_, _ = x.wait(due)
			if _, _, err := o.send(due, wire.Key, []byte{0x90, uint8(36 + i%61), 100}); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	require.NoError(t, <-done)
	all := r.Await(t, notes)
	require.Len(t, all, notes)
	off, stood := unevenness(all, r.Xruns(), 5)
	require.Greater(t, len(off), notes/2, "JACK stood still too often to tell")
	slices.Sort(off)
	by := "the guard's driver"
	if stood > 0 {
		by += fmt.Sprintf(" (%d more while the machine stopped JACK)", stood)
	}
	n := len(off)
	fmt.Printf("| RtMidi on JACK, in its frames | 1,000 notes 5 ms apart | %s | %d | 0 | %.3f ms | %.3f ms | %.3f ms |\n",
		by, n, off[n/2], off[n*99/100], off[n-1])
	assert.LessOrEqual(t, off[n*99/100], jacktest.Period*1000.0/jacktest.Rate+0.001, "ms: a period")
}

// unevenness is how far messages so many milliseconds apart are from where they should be in JACK's frames, in milliseconds.
// With each xrun JACK's frames lose time and what is sent by the clock begins anew in them; what waited through it does not count.
func unevenness(all []jacktest.Message, xruns []int64, apart float64) (off []float64, stood int) {
	const settled, few = 2 * jacktest.Period, 10
	var part []float64
	end := func() {
		if len(part) < few {
			stood += len(part)
		} else {
			middle := slices.Sorted(slices.Values(part))[len(part)/2]
			for _, x := range part {
				off = append(off, math.Abs(x-middle))
			}
		}
		part = nil
	}
	last := int64(-settled)
	for i, m := range all {
		for len(xruns) > 0 && xruns[0] <= m.Frame {
			last, xruns = xruns[0], xruns[1:]
			end()
		}
		if m.Frame < last+settled {
			stood++
			continue
		}
		part = append(part, float64(m.Frame)*1000/jacktest.Rate-float64(i)*apart)
	}
	end()
	return off, stood
}
