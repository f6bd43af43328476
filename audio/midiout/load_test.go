//go:build unix

package midiout_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/midiout"
	"voluntary/sequencer"
)

func TestTheLoadOfTheWireIsMeasured(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, err := midiout.New(&paper{}, console(t, dialects()["parameters"]))
		require.NoError(t, err)
		now := time.Now()
		for i := range 130 { // half of what a cable carries in a quarter of a second
			require.NoError(t, o.Send(now.Add(time.Duration(250+i)*ms), keyAt(0, sequencer.KeyDown, uint8(i%60+36))))
		}
		require.NoError(t, o.Send(now.Add(2*time.Second), keyAt(0, sequencer.KeyUp, 40)))
		time.Sleep(510 * ms)
		share, most := o.Load()
		assert.InDelta(t, 0.5, share, 0.01)
		assert.InDelta(t, 0.5, most, 0.01)
		o.Flush()
		time.Sleep(2 * time.Second)
		share, most = o.Load()
		assert.Zero(t, share)
		assert.InDelta(t, 0.5, most, 0.01)
	})
}
