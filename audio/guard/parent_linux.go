package guard

import (
	"bytes"
	"os"
	"strconv"
	"syscall"
)

// parent looks at the process that has started this one.
type parent struct {
	path string
	buf  [512]byte
}

func newParent() *parent {
	return &parent{path: "/proc/" + strconv.Itoa(os.Getppid()) + "/stat"}
}

// waits reports whether the parent wants to go on, and is only kept from it: it has neither ended nor been stopped by a
// signal or a debugger. See proc_pid_stat(5): the state follows the name, which is in brackets and may hold anything.
func (p *parent) waits() bool {
	fd, err := syscall.Open(p.path, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return false
	}
	n, err := syscall.Read(fd, p.buf[:])
	_ = syscall.Close(fd)
	if err != nil || n <= 0 {
		return false
	}
	at := bytes.LastIndexByte(p.buf[:n], ')') + 2
	return at > 1 && at < n && bytes.IndexByte([]byte("RSD"), p.buf[at]) >= 0
}
