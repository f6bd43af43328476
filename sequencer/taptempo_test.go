package sequencer

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheTempoIsTapped(t *testing.T) {
	a := arrange(t, Piece{
		Meters: []Meter{{0, 4, 4}, {bar, 6, 8}}, Tempo: []Tempo{{0, time.Second}, {PPQ / 2, 2 * time.Second}},
		Parts: []Part{{Notes: []Note{{Start: 0, End: 4 * bar, Key: 60}}}},
	})
	assert.Equal(t, []Tick{2 * PPQ, 3 * PPQ, bar, bar + PPQ/2, bar + PPQ}, Beats(a.Meters(), 2*PPQ, 5))
	assert.Equal(t, []Tick{100, PPQ}, Beats(a.Meters(), 100, 2), "from between the beats to the next one")
	taps := []time.Duration{0, 600 * time.Millisecond, 1100 * time.Millisecond, 1500 * time.Millisecond}
	b, err := TapTempo(2*PPQ, taps)(a)
	require.NoError(t, err)
	at := func(tick Tick) time.Duration { return b.Tempo().TimeAt(tick) - b.Tempo().TimeAt(2*PPQ) }
	for i, beat := range Beats(b.Meters(), 2*PPQ, len(taps)) {
		assert.InDelta(t, taps[i].Seconds(), at(beat).Seconds(), 1e-6, "the beat comes when it was tapped")
	}
	assert.Equal(t, a.Tempo().TimeAt(2*PPQ), b.Tempo().TimeAt(2*PPQ), "what comes before stays")
	assert.Equal(t, 2*time.Second, b.Tempo().At(3*bar).PerQuarter, "and what follows keeps its tempo")
	_, err = TapTempo(0, taps[:1])(a)
	assert.ErrorContains(t, err, "two taps")
	_, err = TapTempo(0, []time.Duration{5, 5})(a)
	assert.ErrorContains(t, err, "tap 2")
}

func TestAMeterMovesToAnotherBar(t *testing.T) {
	a := arrange(t, Piece{Meters: []Meter{{0, 4, 4}, {2 * bar, 3, 4}}})
	b, err := MoveMeter(2*bar, bar+10)(a)
	require.NoError(t, err)
	assert.Equal(t, []Meter{{0, 4, 4}, {bar, 3, 4}}, b.Meters().Points())
	_, err = MoveMeter(0, bar)(a)
	assert.ErrorContains(t, err, "begins with")
	_, err = MoveMeter(bar, 0)(a)
	assert.ErrorContains(t, err, "no meter begins at 2:1")
}
