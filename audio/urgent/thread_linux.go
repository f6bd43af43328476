package urgent

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
	urgentNice       = -11
)

// Thread gives this goroutine a thread of its own, as urgent as the system grants: before all ordinary ones, else before
// those of usual niceness, else an ordinary one that is woken punctually. granted tells of the first.
func Thread(r Rank) (granted bool) {
	makeRoom()
	runtime.LockOSThread()
	_, _, _ = syscall.RawSyscall6(syscall.SYS_PRCTL, prSetTimerSlack, 1, 0, 0, 0, 0)
	priority := int32(r)
	_, _, errno := syscall.RawSyscall(syscall.SYS_SCHED_SETSCHEDULER, 0, schedFIFO|schedResetOnFork, uintptr(unsafe.Pointer(&priority)))
	if errno != 0 {
		_ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, urgentNice)
	}
	return errno == 0
}
