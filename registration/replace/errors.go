package replace

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// What a caller may want to tell apart.
var (
	ErrReadOnly = errors.New("it is read-only")
	ErrDiskFull = errors.New("the disk is full")
)

// sentence is an error for people whose causes are there for errors.Is and are not spelled out.
type sentence struct {
	text   string
	causes []error
}

func (s *sentence) Error() string   { return s.text }
func (s *sentence) Unwrap() []error { return s.causes }

// Sentence is an error that says text and no more; errors.Is and errors.As find its causes.
func Sentence(text string, causes ...error) error { return &sentence{text, causes} }

// InWords says in a sentence what a user can do something about, and leaves paths of our own out of the rest.
func InWords(err error) error {
	var known *sentence
	var onPath *fs.PathError
	var onLink *os.LinkError
	switch {
	case err == nil, errors.As(err, &known):
		return err
	case isFull(err):
		return Sentence(ErrDiskFull.Error()+" (make room and try again; nothing is lost)", ErrDiskFull, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return Sentence("its folder is read-only (choose another place)", ErrReadOnly, err)
	case errors.As(err, &onPath):
		return Sentence(onPath.Err.Error(), err)
	case errors.As(err, &onLink):
		return Sentence(onLink.Err.Error(), err)
	}
	return err
}
