package jack_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/audio/jack"
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

func TestTogetherWithOthersFramesStayCloseToTheClock(t *testing.T) {
	for _, parts := range []time.Duration{-100, -20, 20, 100} { // in a million
		c := jack.Clock{Rate: 48000, Together: true}
		last, uneven, farthest := c.Frame(0, 0, true), int64(0), time.Duration(0)
		for i := int64(1); i <= 720_000; i++ { // an hour
			now := time.Duration(i) * 5 * ms
			truth := now * parts / 1_000_000
			f := c.Frame(now, truth, false)
			uneven = max(uneven, f-last-240, 240-f+last)
			farthest = max(farthest, c.Wander(truth).Abs())
			last = f
		}
		assert.LessOrEqual(t, uneven, int64(1), "to the frame from one to the next")
		assert.Less(t, farthest, ms/2)
	}
}

func TestTogetherWhatWasLostIsMadeUpForSoon(t *testing.T) {
	c := jack.Clock{Rate: 48000, Together: true}
	c.Frame(0, 0, true)
	for i := int64(1); i <= 1200; i++ { // six seconds
		f := c.Frame(time.Duration(i)*5*ms, 2*ms, false)
		assert.Less(t, i*240-f, int64(97))
	}
	assert.Less(t, c.Wander(2*ms), ms/5)
	f := c.Frame(7*time.Second, 9*ms, false)
	assert.EqualValues(t, 7*48000-9*48, f, "a whole period at once")
	c.Together = false
	assert.EqualValues(t, 8*48000-9*48, c.Frame(8*time.Second, 19*ms, false), "by itself it keeps its line")
}
