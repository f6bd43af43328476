package instant_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/audio/instant"
)

func TestAnInstantIsATimeAndBack(t *testing.T) {
	now := time.Now()
	for _, d := range []time.Duration{0, 1, -time.Hour, 1000 * time.Hour} {
		assert.True(t, now.Add(d).Equal(instant.Time(instant.Of(now.Add(d)))))
	}
	assert.Equal(t, time.Second, instant.Of(now.Add(time.Second))-instant.Of(now))
}

func TestTheClockGoesOn(t *testing.T) {
	before := instant.Of(time.Now())
	now := instant.Now()
	after := instant.Of(time.Now())
	assert.LessOrEqual(t, before, now)
	assert.LessOrEqual(t, now, after)
}
