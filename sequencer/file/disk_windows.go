package file

import (
	"errors"
	"os"
	"syscall"
)

// The codes of the system for a full disk and for a file that another process keeps to itself.
const (
	errHandleDiskFull   syscall.Errno = 39
	errDiskFull         syscall.Errno = 112
	errSharingViolation syscall.Errno = 32
)

// isFull reports whether an error says that there is no room.
func isFull(err error) bool {
	return errors.Is(err, errDiskFull) || errors.Is(err, errHandleDiskFull)
}

// lockFile opens the file, made when it is not there, and holds it against other processes until it is closed or this
// process ends. It reports false when another one holds it.
func lockFile(path string) (*os.File, bool, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, false, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, errSharingViolation) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, &os.PathError{Op: "lock", Path: path, Err: err}
	}
	return os.NewFile(uintptr(h), path), true, nil
}
