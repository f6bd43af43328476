package playback

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/sequencer"
)

func TestExactlyWhatIsDueByAnInstantLiesAtOrBeforeThePosition(t *testing.T) {
	for percent := time.Duration(SlowestTempo); percent <= FastestTempo; percent++ {
		c := course{percent: percent, phase: moving, origin: time.Now()}
		for p := range time.Duration(500) {
			due := c.due(p)
			assert.GreaterOrEqual(t, c.position(due), p)
			assert.Less(t, c.position(due.Add(-1)), max(p, 1))
		}
	}
}

func TestScaleStaysInBounds(t *testing.T) {
	for _, d := range []time.Duration{-1, 0, 1, math.MaxInt64 / 2, math.MaxInt64} {
		for _, percent := range []uint64{SlowestTempo, 100, FastestTempo} {
			for _, got := range []time.Duration{scale(d, percent, 100, 0), scale(d, 100, percent, percent-1)} {
				assert.GreaterOrEqual(t, got, time.Duration(0))
				assert.LessOrEqual(t, got, time.Duration(math.MaxInt64/4))
			}
		}
	}
}

func TestPlaceIsCarriedToAnotherTempo(t *testing.T) {
	slow := sequencer.NewTempoMap([]sequencer.Tempo{{PerQuarter: time.Second}, {At: 4 * beat, PerQuarter: 333_333_333}})
	fast := sequencer.NewTempoMap([]sequencer.Tempo{{PerQuarter: 123_456_789}})
	for tick := sequencer.Tick(0); tick < 8*beat; tick += 7 {
		assert.Equal(t, fast.TimeAt(tick), carry(slow.TimeAt(tick), slow, fast))
		assert.Equal(t, slow.TimeAt(tick), carry(fast.TimeAt(tick), fast, slow))
	}
	assert.InDelta(t, time.Duration(123_456_789/2), carry(500*time.Millisecond, slow, fast), 1)
	assert.Equal(t, 12345*time.Microsecond, carry(12345*time.Microsecond, slow, slow), "and left alone where nothing changed")
}
