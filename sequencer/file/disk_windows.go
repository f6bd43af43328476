package file

import (
	"errors"
	"os"
	"syscall"
)

// errSharingViolation is the code of the system for a file that another process keeps to itself.
const errSharingViolation syscall.Errno = 32

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
