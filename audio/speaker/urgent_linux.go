package speaker

import (
	"runtime"
	"syscall"
	"unsafe"
)

// The kernel's numbers for what follows.
const (
	prSetTimerSlack  = 29
	schedFIFO        = 1
	schedResetOnFork = 0x40000000
	urgentPriority   = 5
	urgentNice       = -11
)

// urgent gives the goroutine that renders a thread of its own which goes before those that paint. All of it is a wish:
// where it is not granted the thread is an ordinary one.
func urgent() {
	runtime.LockOSThread()
	_, _, _ = syscall.RawSyscall6(syscall.SYS_PRCTL, prSetTimerSlack, 1, 0, 0, 0, 0)
	priority := int32(urgentPriority)
	_, _, errno := syscall.RawSyscall(syscall.SYS_SCHED_SETSCHEDULER, 0, schedFIFO|schedResetOnFork, uintptr(unsafe.Pointer(&priority)))
	if errno != 0 {
		_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, urgentNice)
	}
}
