package jack_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/audio/guard/jack"
)

const ms = time.Millisecond

func TestARhythmIsKeptToTheFrameWhileTheServerWavers(t *testing.T) {
	c := jack.Clock{Rate: 48000}
	first := c.Frame(time.Second, 0, true)
	assert.EqualValues(t, 48000, first)
	for i := range int64(1000) {
		truth := time.Duration(i%7)*3*ms - 5*ms
		assert.Equal(t, 48000+i*240, c.Frame(time.Second+time.Duration(i)*5*ms, truth, false))
	}
}

func TestInAPauseFramesGoBackToTheClock(t *testing.T) {
	c := jack.Clock{Rate: 48000}
	c.Frame(time.Second, 0, true)
	assert.EqualValues(t, 96000, c.Frame(2*time.Second, 20*ms, false))
	assert.EqualValues(t, 3*48000-960, c.Frame(3*time.Second, 20*ms, true))
}

func TestFramesThatWanderFarAreLedBackSlowly(t *testing.T) {
	c := jack.Clock{Rate: 48000}
	c.Frame(0, 0, true)
	last := int64(0)
	for i := int64(1); i <= 60_000; i++ {
		f := c.Frame(time.Duration(i)*5*ms, min(time.Duration(i)*ms, 1100*ms), false)
		step := f - last
		assert.InDelta(t, 240, step, 2, "a half percent")
		last = f
	}
	assert.InDelta(t, 60_000*240-1100*48, last, 100, "and is there at last")
}

func TestALittleTimeLostWithEveryXrunIsNotHeard(t *testing.T) {
	c := jack.Clock{Rate: 48000}
	c.Frame(0, 0, true)
	for i := int64(1); i <= 120_000; i++ { // ten minutes
		now := time.Duration(i) * 5 * ms
		truth := now / 1000 // 0.6 s are lost
		assert.Equal(t, i*240, c.Frame(now, truth, false))
		assert.Equal(t, truth, c.Wander(truth))
	}
	assert.EqualValues(t, 120_001*240-28800, c.Frame(600_005*ms, 600*ms, true), "after a jump it is as the clock says")
	assert.Zero(t, c.Wander(600*ms))
}

func TestAQuickCrystalIsFollowedAtLast(t *testing.T) {
	c := jack.Clock{Rate: 48000}
	c.Frame(0, 0, true)
	for i := int64(1); i <= 360_000; i++ { // half an hour
		now := time.Duration(i) * 5 * ms
		truth := -now * 100 / 1_000_000
		f := c.Frame(now, truth, false)
		if i <= 60_000 {
			assert.Equal(t, i*240, f, "five minutes to the frame at a hundred parts in a million")
		}
		assert.Greater(t, c.Wander(truth), -45*ms)
	}
}

func TestAServerThatLosesMoreIsFollowedFaster(t *testing.T) {
	c := jack.Clock{Rate: 48000}
	c.Frame(0, 0, true)
	for i := int64(1); i <= 4000; i++ {
		now := time.Duration(i) * 5 * ms
		truth := now / 100 // it loses a hundredth of its time
		f := c.Frame(now, truth, false)
		late := time.Duration(f)*time.Second/48000 - (now - truth)
		assert.Less(t, late, 2200*ms)
	}
}

func TestFramesThatAreLostAltogetherJump(t *testing.T) {
	c := jack.Clock{Rate: 44100}
	c.Frame(0, 0, true)
	assert.EqualValues(t, 44100, c.Frame(time.Second, 900*ms, false), "a server that halts for a while goes on with the next note")
	assert.EqualValues(t, 0, c.Frame(10*time.Second, 10*time.Second, false))
	assert.EqualValues(t, 44100+6615, c.Frame(11*time.Second, 10*time.Second-150*ms, false), "what would be late is not led back slowly")
}

func TestFramesBeforeTheFirstAreCountedToo(t *testing.T) {
	c := jack.Clock{Rate: 48000}
	assert.EqualValues(t, -48000, c.Frame(0, time.Second, true))
	assert.EqualValues(t, -24000, c.Frame(500*ms, time.Second, false))
}
