package ui

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestTheWorkOfAThreadIsRead(t *testing.T) {
	name, used, ok := threadStat([]byte("812 (llvmpipe-0 (x)) S 1 2 3 4 5 6 7 8 9 10 150 25 0 0 20 0"))
	assert.True(t, ok)
	assert.Equal(t, "llvmpipe-0 (x)", string(name))
	assert.Equal(t, 1750*time.Millisecond, used)
	for _, damaged := range []string{"", "812", "812 (x", "812 (x) S 1 2", "812 (x) S 1 2 3 4 5 6 7 8 9 10 a 25 0"} {
		_, _, ok = threadStat([]byte(damaged))
		assert.False(t, ok, damaged)
	}
	assert.GreaterOrEqual(t, workDone(), time.Duration(0))
}

func TestThePlayheadIsMovedLessWhenTheWindowWorksTooHard(t *testing.T) {
	var p pace
	now := time.Unix(0, 0)
	var work time.Duration
	run := func(seconds int, perPicture time.Duration) {
		for range seconds {
			now = now.Add(time.Second)
			work += perPicture * (time.Second / p.every)
			p.adjust(now, work)
		}
	}
	p.adjust(now, work)
	assert.Equal(t, quickest, p.every)
	run(30, time.Millisecond)
	assert.Equal(t, quickest, p.every, "with a graphics card it stays quick")
	run(30, 35*time.Millisecond)
	assert.Less(t, float64(35*time.Millisecond)/float64(p.every), 0.25, "under a quarter of a core")
	assert.LessOrEqual(t, p.every, slackest)
	run(60, time.Millisecond)
	assert.Equal(t, quickest, p.every, "and quick again")
}
