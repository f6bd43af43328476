package file

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// What a caller may want to tell apart. Each is wrapped by a sentence that names the place.
var (
	ErrNotArrangement = errors.New("this is not a Voluntary arrangement")
	ErrNewer          = errors.New("this file was saved by a newer Voluntary")
	ErrDamaged        = errors.New("the file is damaged")
	ErrTooLarge       = errors.New("the file is too large")
	ErrReadOnly       = errors.New("it is read-only")
	ErrDiskFull       = errors.New("the disk is full")
)

func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

// sentence is an error for people whose causes are there for errors.Is and are not spelled out.
type sentence struct {
	text   string
	causes []error
}

func (s *sentence) Error() string   { return s.text }
func (s *sentence) Unwrap() []error { return s.causes }

func say(text string, causes ...error) error { return &sentence{text, causes} }

// inWords says in a sentence what a user can do something about, and leaves paths of our own out of the rest.
func inWords(err error) error {
	var known *sentence
	var onPath *fs.PathError
	var onLink *os.LinkError
	switch {
	case err == nil, errors.As(err, &known):
		return err
	case isFull(err):
		return say(ErrDiskFull.Error()+" (make room and try again; nothing is lost)", ErrDiskFull, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return say("its folder is read-only (choose another place)", ErrReadOnly, err)
	case errors.As(err, &onPath):
		return say(onPath.Err.Error(), err)
	case errors.As(err, &onLink):
		return say(onLink.Err.Error(), err)
	}
	return err
}
