//go:build unix && !linux

package ui

import (
	"syscall"
	"time"
)

// workDone is the processor time that the program has used, 0 when it cannot be told. The window's own cannot be told apart.
func workDone() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
