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
	var off []float64
	for i, m := range all {
		off = append(off, float64(m.Frame)*1000/jacktest.Rate-float64(i)*5)
	}
	slices.Sort(off)
	middle := off[notes/2]
	for i := range off {
		off[i] = math.Abs(off[i] - middle)
	}
	slices.Sort(off)
	fmt.Printf("| RtMidi on JACK, in its frames | 1,000 notes 5 ms apart | the guard's driver | %d | 0 | %.3f ms | %.3f ms | %.3f ms |\n",
		notes, off[notes/2], off[notes*99/100], off[notes-1])
	assert.LessOrEqual(t, off[notes*99/100], jacktest.Period*1000.0/jacktest.Rate, "ms: a period")
}
