//go:build !linux

package instant

import "time"

// Shared reports whether every process has the same origin.
const Shared = false

func originInstant() time.Duration { return 0 }
