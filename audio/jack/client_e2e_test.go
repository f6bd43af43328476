//go:build linux && cgo

package jack_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/instant"
	"voluntary/audio/jack"
	"voluntary/audio/jack/jacktest"
)

// Two programs that hand over what is due so long and so long before learn of time that JACK has lost for the same instants.
func TestE2EWhatJACKHasLostCountsForAllClientsFromTheSameInstant(t *testing.T) {
	jacktest.Server(t)
	jacktest.Record(t) // the server is up
	open := func(name string) *jack.Client {
		c, err := jack.Open(name)
		require.NoError(t, err)
		t.Cleanup(c.Close)
		return c
	}
	organ := open("one")
	time.Sleep(170 * time.Millisecond)
	port := open("another")
	time.Sleep(1700 * time.Millisecond)

	const grid, soon, early = 10 * time.Millisecond, 2, 20 // how many steps of the grid before it is due each is asked
	const lost = 30 * time.Millisecond
	before := organ.ZeroAt(instant.Now())
	byOrgan, byPort := map[time.Duration]time.Duration{}, map[time.Duration]time.Duration{}
	begin := instant.Now()
	for i := range 700 {
		time.Sleep(time.Until(instant.Time(begin + time.Duration(i)*grid)))
		now := (instant.Now() / grid) * grid
		byOrgan[now+early*grid] = organ.ZeroAt(now + early*grid)
		byPort[now+soon*grid] = port.ZeroAt(now + soon*grid)
		if i == 100 || i == 237 || i == 260 {
			jacktest.Stall(lost)
		}
	}
	both, changes := 0, 0
	last := before
	for due := begin; due < begin+700*grid; due++ {
		due = (due/grid + 1) * grid
		o, known := byOrgan[due]
		p, asked := byPort[due]
		if !known || !asked {
			continue
		}
		both++
		assert.InDelta(t, o.Seconds()*1000, p.Seconds()*1000, 0.5, "ms, for what is due %v after the beginning", due-begin)
		if (o - last).Abs() > lost/2 {
			changes++
			last = o
		}
	}
	assert.Greater(t, both, 200, "a busy machine leaves out some")
	assert.GreaterOrEqual(t, changes, 2, "it was noticed")
	assert.Greater(t, organ.ZeroAt(instant.Now())-before, 2*lost, "all of it")
}
