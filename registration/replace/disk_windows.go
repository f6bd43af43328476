package replace

import (
	"errors"
	"syscall"
)

// The codes of the system for a full disk.
const (
	errHandleDiskFull syscall.Errno = 39
	errDiskFull       syscall.Errno = 112
)

// isFull reports whether an error says that there is no room.
func isFull(err error) bool {
	return errors.Is(err, errDiskFull) || errors.Is(err, errHandleDiskFull)
}
