package playback

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPlayingPausesWhenTheMachineHasSlept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asleep atomic.Int64
		e := newEngine()
		e.slept = func() time.Duration { return time.Duration(asleep.Load()) }
		e.sleptBefore = 0
		e.publish(time.Now())
		go e.run()
		defer func() { require.NoError(t, e.Close()) }()
		o := &Trace{Called: "organ"}
		s := &stage{T: t, e: e, o: o, c: testConsole(t), began: time.Now()}
		e.SetPerformance(newScore(t, s.c).draw(0, flute).note(great, 60, 0, 8*beat).compile())
		e.AddOutput(o, nil)
		e.Play()
		s.wait(time.Second)
		s.log()
		asleep.Store(int64(300 * time.Millisecond)) // too little to speak of
		s.wait(100 * time.Millisecond)
		assert.Equal(t, Playing, e.Status().Transport)
		asleep.Add(int64(3 * time.Minute))
		s.wait(20 * time.Millisecond)
		assert.Equal(t, Paused, e.Status().Transport)
		assert.Equal(t, "The computer was asleep for 180.0 s. Playing has paused.", (<-e.Alerts()).Message)
		said := s.log()
		assert.Contains(t, said, "-60")
		assert.Contains(t, said, "draw great.flute", "what the organ has by then is not known")
		e.Play()
		s.wait(20 * time.Millisecond)
		assert.Contains(t, s.log(), "+60")

		e.Stop()
		s.wait(0)
		asleep.Add(int64(time.Hour))
		e.Seek(beat)
		s.wait(0)
		assert.Equal(t, "The computer was asleep for 3600.0 s.", (<-e.Alerts()).Message)
		assert.Equal(t, Stopped, e.Status().Transport)
	})
}

func TestThisMachineTellsHowLongItHasSlept(t *testing.T) {
	assert.GreaterOrEqual(t, slept(), -time.Millisecond)
	before := slept()
	time.Sleep(20 * time.Millisecond)
	assert.InDelta(t, 0, (slept() - before).Seconds(), 0.5)
}
