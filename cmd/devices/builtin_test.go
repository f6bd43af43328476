package devices

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

// The time is the test's own: no machine is too busy for it.
func TestTheBuiltInOrganIsSilencedWhileTheProgramHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		alive, gone, times := true, make(chan struct{}), []time.Duration(nil)
		var mu sync.Mutex
		works := func() bool { mu.Lock(); defer mu.Unlock(); return alive }
		set := func(on bool) { mu.Lock(); alive = on; mu.Unlock() }
		hushed := func() []time.Duration { mu.Lock(); defer mu.Unlock(); return slices.Clone(times) }
		start := time.Now()
		var watcher sync.WaitGroup
		watcher.Go(func() {
			watch(gone, works, func() {
				mu.Lock()
				times = append(times, time.Since(start))
				mu.Unlock()
			})
		})
		until := func(at time.Duration) { time.Sleep(at - time.Since(start)); synctest.Wait() }

		until(1010 * time.Millisecond)
		assert.Empty(t, hushed(), "it works")
		set(false)
		until(1210 * time.Millisecond)
		assert.Empty(t, hushed(), "four looks are not enough")
		until(1260 * time.Millisecond)
		assert.Equal(t, []time.Duration{1250 * time.Millisecond}, hushed())
		until(5010 * time.Millisecond)
		assert.Len(t, hushed(), 1, "once is enough: what is played by hand then shall sound")
		set(true)
		until(5060 * time.Millisecond)
		set(false)
		until(5260 * time.Millisecond)
		assert.Len(t, hushed(), 1, "the looks are counted anew")
		until(5310 * time.Millisecond)
		assert.Equal(t, 5300*time.Millisecond, hushed()[1])

		close(gone)
		watcher.Wait() // or synctest would say so
	})
}
