//go:build linux && cgo

package speaker

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/jack/jacktest"
)

func byJACK(t *testing.T) *Speaker {
	t.Helper()
	s, err := Open(t.Context(), organ(t), Options{Way: JACK, Steady: true})
	require.NoError(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

// Every note sounds on the frame that its due time says, whatever the machine does: JACK counts the frames.
func TestE2EByJACKEventsSoundOnTheirExactFrames(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	s := byJACK(t)
	assert.Equal(t, "JACK", s.Device())
	assert.NoError(t, s.Aside())
	time.Sleep(time.Second) // the recorder is led to it
	before := s.Stats()
	stalls := jacktest.Stalls(t, 7*time.Second)
	due := taps(t, s, 20)
	halts := stalls()
	stats := s.Stats()
	t.Logf("latency %v, lead %v; %d gaps, %d breaks of JACK's, %d late blocks, the machine stood still %d times",
		s.Latency(), s.Lead(), stats.Gaps-before.Gaps, stats.Breaks-before.Breaks, stats.LateBlocks-before.LateBlocks, len(halts))
	onsets := r.Onsets()
	if len(onsets) != len(due) && stats.Gaps > before.Gaps {
		t.Skipf("the machine is too busy: %d gaps have torn the notes", stats.Gaps-before.Gaps)
	}
	require.Len(t, onsets, len(due))
	for i := range due {
		want := due[i].Sub(due[0]).Seconds() * Rate
		assert.InDelta(t, want, onsets[i]-onsets[0], 1, "frames between the first note and note %d", i)
	}
	for _, l := range stats.Lately {
		assert.True(t, halts.During(l.Began, l.Began.Add(l.Took)) || l.Began.Before(due[0].Add(-time.Second)), "a block was ready after %v and the machine had not stood still", l.Took)
	}
	assert.LessOrEqual(t, stats.Gaps-before.Gaps, len(halts))

	// Another number of frames waits at once, and nothing is torn.
	assert.True(t, s.SetWaiting(2048))
	time.Sleep(200 * time.Millisecond)
	assert.InDelta(t, 2048, s.exact.spare(), 512)
	assert.True(t, s.SetWaiting(512))
	time.Sleep(200 * time.Millisecond)
	assert.InDelta(t, 512, s.exact.spare(), 512)
	require.NoError(t, s.Close())
}

func TestE2EByJACKWhoseServerEnds(t *testing.T) {
	stop := jacktest.Server(t)
	jacktest.Record(t).Stop() // it is up
	goroutines := runtime.NumGoroutine()
	s := byJACK(t)
	require.NoError(t, s.Send(time.Now(), down(72)))
	time.Sleep(500 * time.Millisecond)
	stop()
	assert.Eventually(t, func() bool { return s.Err() != nil }, 10*time.Second, 20*time.Millisecond)
	assert.ErrorContains(t, s.Send(time.Now(), down(60)), "does its server still run?")
	require.NoError(t, s.Close())
	_, err := Open(t.Context(), organ(t), Options{Way: JACK})
	assert.ErrorIs(t, err, ErrNoDevice)
	t.Log(err)
	for range 100 {
		if runtime.NumGoroutine() <= goroutines {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), goroutines, "goroutines end")
}

// A server that answers nothing does not hold up the program.
func TestE2EByJACKWhoseServerHangs(t *testing.T) {
	jacktest.Server(t)
	jacktest.Record(t).Stop()
	s := byJACK(t)
	jacktest.Hang(t, func() {
		assert.Eventually(t, func() bool { return s.Err() != nil }, 10*time.Second, 20*time.Millisecond)
		assert.ErrorIs(t, s.Err(), ErrStalled)
		_, err := Open(t.Context(), organ(t), Options{Way: JACK})
		assert.ErrorIs(t, err, ErrNoDevice)
		require.NoError(t, s.Close())
	})
	assert.Eventually(t, func() bool {
		again, err := Open(t.Context(), organ(t), Options{Way: JACK})
		if err != nil {
			return false
		}
		return assert.NoError(t, again.Close())
	}, 20*time.Second, 100*time.Millisecond, "and when it goes on, it is played by again")
}
