package jack

import (
	"math"
	"syscall"
	"time"
	"unsafe"
)

const clockMonotonic = 1

var (
	begun  = time.Now()
	origin = originInstant()
)

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

// Instant is a time on the clock of [Client.Zero], and At the time of an instant.
func Instant(t time.Time) time.Duration { return origin + t.Sub(begun) }

// At is the time of an instant on the clock of [Client.Zero].
func At(instant time.Duration) time.Time { return begun.Add(instant - origin) }
