package guard

import (
	"math"
	"syscall"
	"time"
	"unsafe"
)

const sharedClock = true

const clockMonotonic = 1

// originInstant is CLOCK_MONOTONIC at startTime. Go's own monotonic clock is the same one with another origin, so one
// comparison serves for ever; of a few tries the quickest is the best.
func originInstant() time.Duration {
	best, origin := time.Duration(math.MaxInt64), time.Duration(0)
	for range 8 {
		var t syscall.Timespec
		before := time.Since(startTime)
		_, _, errno := syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clockMonotonic, uintptr(unsafe.Pointer(&t)), 0)
		after := time.Since(startTime)
		if errno == 0 && after-before < best {
			best = after - before
			origin = time.Duration(t.Nano()) - before - (after-before)/2
		}
	}
	return origin
}
