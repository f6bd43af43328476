package guard

import (
	"io"
	"os"
	"syscall"
	"time"
	"unsafe"

	"voluntary/audio/instant"
)

// inbox is where the threads on both sides of the pipe sleep: until an instant, until bytes come, or until one is woken. It
// is one system call, so that nothing else has to be scheduled between a deadline and the message.
type inbox struct {
	fds  [2]pollFD
	poke *os.File // its other end is fds[1]
	buf  [16 << 10]byte
}

type pollFD struct {
	fd      int32
	events  int16
	revents int16
}

const pollIn = 1

// newInbox makes one into which no bytes come when in is nil.
func newInbox(in *os.File) (*inbox, error) {
	var ends [2]int
	if err := syscall.Pipe2(ends[:], syscall.O_CLOEXEC|syscall.O_NONBLOCK); err != nil {
		return nil, err
	}
	x := &inbox{poke: os.NewFile(uintptr(ends[1]), "wake")}
	x.fds[0] = pollFD{fd: -1, events: pollIn} // which the kernel passes over
	if in != nil {
		x.fds[0].fd = int32(in.Fd())
	}
	x.fds[1] = pollFD{fd: int32(ends[0]), events: pollIn}
	return x, nil
}

// wake ends a wait. It may be called from any goroutine.
func (x *inbox) wake() { _, _ = x.poke.Write([]byte{0}) }

// close gives back what wake needs. Nobody may wait any more.
func (x *inbox) close() {
	_ = x.poke.Close()
	_ = syscall.Close(int(x.fds[1].fd))
}

// wait gives what has come, nothing when it is the instant or when it was woken, and io.EOF when nobody will ever write
// again. The bytes are valid until the next wait.
func (x *inbox) wait(until time.Duration) ([]byte, error) {
	left := max(until-instant.Now(), 0)
	t := syscall.NsecToTimespec(int64(left))
	n, _, errno := syscall.Syscall6(syscall.SYS_PPOLL, uintptr(unsafe.Pointer(&x.fds)), 2, uintptr(unsafe.Pointer(&t)), 0, 0, 0)
	if errno != 0 {
		if errno == syscall.EINTR {
			return nil, nil
		}
		return nil, errno
	}
	if n == 0 {
		return nil, nil
	}
	if x.fds[1].revents != 0 {
		_, _ = syscall.Read(int(x.fds[1].fd), x.buf[:])
	}
	if x.fds[0].revents == 0 {
		return nil, nil
	}
	got, err := syscall.Read(int(x.fds[0].fd), x.buf[:])
	switch {
	case err == syscall.EINTR || err == syscall.EAGAIN:
		return nil, nil
	case err != nil:
		return nil, err
	case got == 0:
		return nil, io.EOF
	}
	return x.buf[:got], nil
}
