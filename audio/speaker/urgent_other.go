//go:build !linux

package speaker

import "runtime"

// urgent gives the goroutine that renders a thread of its own.
func urgent() { runtime.LockOSThread() }
