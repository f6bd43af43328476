package playback

import (
	"syscall"
	"time"
	"unsafe"
)

// The kernel's numbers of the clocks.
const (
	clockMonotonic = 1
	clockBoottime  = 7
)

// slept is how long the machine has slept since it was started: the clock that playing goes by stands still meanwhile, and
// another one does not.
func slept() time.Duration { return clock(clockBoottime) - clock(clockMonotonic) }

func clock(number uintptr) time.Duration {
	var t syscall.Timespec
	if _, _, errno := syscall.RawSyscall(syscall.SYS_CLOCK_GETTIME, number, uintptr(unsafe.Pointer(&t)), 0); errno != 0 {
		return 0
	}
	return time.Duration(t.Nano())
}
