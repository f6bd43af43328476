//go:build unix

package guard

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"voluntary/audio/guard/wire"
	"voluntary/audio/instant"
)

// rawOutlet writes MIDI bytes to a device file, such as /dev/snd/midiC1D0, or to a named pipe.
type rawOutlet struct{ fd int }

// openRaw never makes a file and never writes to an ordinary one.
func openRaw(path string) (outlet, error) {
	if _, err := device(path); err != nil {
		return nil, err
	}
	fd, err := syscall.Open(path, syscall.O_WRONLY|syscall.O_NONBLOCK|syscall.O_CLOEXEC|syscall.O_NOCTTY, 0)
	switch {
	case errors.Is(err, syscall.ENXIO):
		return nil, fmt.Errorf("nobody reads from %s (start what is to play first)", path)
	case errors.Is(err, syscall.EBUSY):
		return nil, fmt.Errorf("another program holds %s", path)
	case err != nil:
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	return &rawOutlet{fd: fd}, nil
}

// device tells what kind of device file or pipe a path is.
func device(path string) (os.FileMode, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, fmt.Errorf("there is no MIDI device file %s", path)
	}
	if info.Mode()&(os.ModeCharDevice|os.ModeNamedPipe) == 0 {
		return 0, fmt.Errorf("%s is neither a device file nor a named pipe", path)
	}
	return info.Mode(), nil
}

// A wire of 31,250 baud takes 64 bytes in this time, and its device buffers more.
const (
	rawTries = 20
	rawPause = time.Millisecond
)

func (o *rawOutlet) send(_ time.Duration, _ wire.Class, b []byte) (first, next int64, err error) {
	for tries := 0; len(b) > 0; {
		n, err := syscall.Write(o.fd, b)
		switch {
		case n > 0:
			b = b[n:]
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EAGAIN) && tries < rawTries:
			tries++
			time.Sleep(rawPause)
		case errors.Is(err, syscall.EAGAIN):
			return 0, 0, errors.New("the device takes nothing more")
		case errors.Is(err, syscall.EPIPE):
			return 0, 0, errors.New("whoever read from it has gone")
		default:
			return 0, 0, err
		}
	}
	return 0, 0, nil
}

// heeded asks whether anybody reads from the pipe, and whether the device is plugged in.
func (o *rawOutlet) heeded() bool {
	at := []unix.PollFd{{Fd: int32(o.fd), Events: unix.POLLOUT}}
	n, err := unix.Poll(at, 0)
	return err != nil || n == 0 || at[0].Revents&(unix.POLLERR|unix.POLLHUP|unix.POLLNVAL) == 0
}

func (o *rawOutlet) close() { _ = syscall.Close(o.fd) }

// rawInlet reads MIDI bytes from a device file or a named pipe.
type rawInlet struct {
	f    *os.File
	done chan struct{}
}

func listenRaw(path string, e *ear) (inlet, error) {
	mode, err := device(path)
	if err != nil {
		return nil, err
	}
	flags := syscall.O_RDONLY
	if mode&os.ModeNamedPipe != 0 {
		flags = syscall.O_RDWR // a pipe has no end while we could write to it ourselves
	}
	fd, err := syscall.Open(path, flags|syscall.O_NONBLOCK|syscall.O_CLOEXEC|syscall.O_NOCTTY, 0)
	switch {
	case errors.Is(err, syscall.EBUSY):
		return nil, fmt.Errorf("another program holds %s", path)
	case err != nil:
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	i := &rawInlet{f: os.NewFile(uintptr(fd), path), done: make(chan struct{})}
	go i.read(e)
	return i, nil
}

func (i *rawInlet) read(e *ear) {
	defer close(i.done)
	b := make([]byte, 4096)
	for {
		n, err := i.f.Read(b)
		at := instant.Now()
		if n > 0 {
			e.hear(at, b[:n])
		}
		if err != nil {
			if !errors.Is(err, os.ErrClosed) {
				e.fail("the device file says nothing more (was it unplugged?)")
			}
			return
		}
	}
}

func (i *rawInlet) close() {
	_ = i.f.Close()
	<-i.done
}
