// Package instant is the clock on which audio's processes and C code agree about when something is due: an instant is a
// duration since its origin.
//
// On Linux that is CLOCK_MONOTONIC, the same for every process and for JACK. It never jumps: nobody who sets the computer's
// clock moves a note. Elsewhere each process has an origin of its own ([Shared] is false), and who hands an instant to
// another must tell it how far apart they are.
package instant

import "time"

var (
	begun  = time.Now()
	origin = originInstant()
)

// Now is the present instant.
func Now() time.Duration { return origin + time.Since(begun) }

// Of is a time as an instant. It may lie outside what the clock has seen.
func Of(t time.Time) time.Duration { return origin + t.Sub(begun) }

// Time is an instant as a time.
func Time(i time.Duration) time.Time { return begun.Add(i - origin) }
