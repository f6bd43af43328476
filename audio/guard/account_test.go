package guard

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/audio/guard/wire"
	"voluntary/audio/instant"
)

// A guard is woken a little late for each stop, and the next keeps its gap from then: the sum of it is reckoned with.
func TestWhatTheGuardSendsLaterMovesWhenTheOrganStands(t *testing.T) {
	const gap, travel = 50 * time.Millisecond, 20 * time.Millisecond
	a := newAccount(wire.Plan{Gap: gap, Travel: travel})
	due := instant.Now()
	const n = 5
	var ids [n]uint32
	for i := range ids {
		ids[i] = a.put(due, []byte{0xC0, byte(i)}, true)
	}
	ideal, late := a.settles(due)
	assert.True(t, late)
	leaves, ok := a.line.When()
	assert.True(t, ok)
	assert.Equal(t, leaves+(n-1)*gap+travel, ideal)

	const lag = 3 * time.Millisecond
	for i, id := range ids {
		leaves += lag
		before, _ := a.settles(leaves)
		a.left(id, leaves)
		at, late := a.settles(leaves)
		assert.True(t, late)
		assert.Equal(t, ideal+time.Duration(i+1)*lag, at, "after stop %d", i)
		if i < n-1 {
			assert.Equal(t, before+lag, at)
		}
		leaves += gap
	}
	assert.Empty(t, a.open)
}

func TestAsLongAsTheLastStopIsNotKnownToHaveLeftTheOrganDoesNotStand(t *testing.T) {
	const gap, travel = 50 * time.Millisecond, 20 * time.Millisecond
	a := newAccount(wire.Plan{Gap: gap, Travel: travel})
	id := a.put(instant.Now(), []byte{0xC0, 1}, true)
	left, _ := a.line.When()
	for wait := range 10 {
		present := left + travel + time.Duration(wait)*5*time.Millisecond
		at, late := a.settles(present)
		assert.True(t, late)
		assert.Greater(t, at, present)
	}
	a.left(id, left+45*time.Millisecond)
	at, _ := a.settles(left + 70*time.Millisecond)
	assert.Equal(t, left+45*time.Millisecond+travel, at)

	// A guard that never tells does not keep anybody waiting.
	a.put(left+100*time.Millisecond, []byte{0xC0, 2}, true)
	a.follow(left + 200*time.Millisecond)
	at, _ = a.settles(left + time.Second)
	assert.Less(t, at, left+time.Second)
}
