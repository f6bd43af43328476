package file

import (
	"errors"
	"fmt"

	"voluntary/registration/replace"
)

// What a caller may want to tell apart. Each is wrapped by a sentence that names the place.
var (
	ErrNotArrangement = errors.New("this is not a Voluntary arrangement")
	ErrNewer          = errors.New("this file was saved by a newer Voluntary")
	ErrDamaged        = errors.New("the file is damaged")
	ErrTooLarge       = errors.New("the file is too large")
	ErrReadOnly       = replace.ErrReadOnly
	ErrDiskFull       = replace.ErrDiskFull
)

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}
