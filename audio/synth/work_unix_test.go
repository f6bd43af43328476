//go:build unix

package synth_test

import (
	"syscall"
	"time"
)

// work is the time for which processors have worked for this process: other processes do not count.
func work() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
