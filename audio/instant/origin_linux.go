package instant

import (
	"math"
	"syscall"
	"time"
	"unsafe"
)

// Shared reports whether every process has the same origin.
const Shared = true

// clockMonotonic is CLOCK_MONOTONIC, see clock_gettime(2).
const clockMonotonic = 1

// originInstant is CLOCK_MONOTONIC when the program began. Go's own monotonic clock is the same one with another origin, so
// one comparison serves for ever; of a few tries the quickest is the best.
func originInstant() time.Duration {
	best, origin := time.Duration(math.MaxInt64), time.Duration(0)
	for range 8 {
		var t syscall.Timespec
		before := time.Since(begun)
		_, _, errno := syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, clockMonotonic, uintptr(unsafe.Pointer(&t)), 0)
		after := time.Since(begun)
		if errno == 0 && after-before < best {
			best = after - before
			origin = time.Duration(t.Nano()) - before - (after-before)/2
		}
	}
	return origin
}
