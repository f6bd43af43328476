//go:build !linux

package guard

import "time"

const sharedClock = false

func originInstant() time.Duration { return 0 }
