package urgent

import "syscall"

// The kernel's numbers for what to lock: what is in memory, what comes, and that when it is used for the first time.
const lockAll = 1 | 2 | 4

// Memory keeps what this process has once used from being put away by a system that is short of memory, as far as that is
// granted: to fetch a page again takes a disk as long as many notes. For small processes alone.
func Memory() { _, _, _ = syscall.RawSyscall(syscall.SYS_MLOCKALL, lockAll, 0, 0) }
