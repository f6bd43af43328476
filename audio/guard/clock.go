package guard

import "time"

// Instants travel as durations since the origin of a clock. On Linux that is CLOCK_MONOTONIC, the same for every process
// and for JACK. Elsewhere each process has its own, and the guard learns the difference from the heartbeats.
var (
	startTime    = time.Now()
	startInstant = originInstant()
)

// now is the present instant.
func now() time.Duration { return startInstant + time.Since(startTime) }

// momentOf is an instant as a time.
func momentOf(t time.Duration) time.Time { return startTime.Add(t - startInstant) }

// instant is a time as an instant. It may lie outside what the clock has seen.
func instant(t time.Time) time.Duration { return startInstant + t.Sub(startTime) }
