//go:build linux && cgo

package jack

/*
#include <stdlib.h>
#include "jack.h"
*/
import "C"

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"
	"unsafe"
)

// In is a port of ours that MIDI comes in by. Its owner closes it, before or after the client.
type In struct {
	client *Client
	in     *C.vj_in
	bell   *os.File // the other side of the eventfd that JACK's thread rings
	done   chan struct{}
}

// stay holds files that must not be closed.
var stay sync.Map

// longest is the longest message that is read; the rest of a longer one is lost.
const longest = 1 << 16

// Listen makes a port under a name and calls hear with each message that comes, in order, on a goroutine of its own, until
// Close. at is the instant of its frame, since the origin of CLOCK_MONOTONIC. hear must not keep b.
func (c *Client) Listen(name string, hear func(at time.Duration, b []byte)) (*In, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shut || !c.Alive() {
		return nil, ErrNoServer
	}
	fd, _, errno := syscall.Syscall(syscall.SYS_EVENTFD2, 0, syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	if errno != 0 {
		return nil, fmt.Errorf("listening by JACK: %w", errno)
	}
	n := C.CString(strings.ReplaceAll(name, ":", "-"))
	defer C.free(unsafe.Pointer(n))
	in := C.vj_listen(c.c, n, C.int(fd))
	if in == nil {
		_ = syscall.Close(int(fd))
		return nil, fmt.Errorf("JACK refuses a port named %q (there may be one already)", name)
	}
	c.open++
	i := &In{client: c, in: in, bell: os.NewFile(fd, "jack"), done: make(chan struct{})}
	go i.read(hear)
	return i, nil
}

func (i *In) read(hear func(at time.Duration, b []byte)) {
	defer close(i.done)
	b := make([]byte, longest)
	var rung [8]byte
	var at C.int64_t // C gets its address, so it is made on the heap, and here once
	for {
		if _, err := i.bell.Read(rung[:]); err != nil {
			return
		}
		for {
			n := C.vj_read(i.in, &at, (*C.uint8_t)(unsafe.SliceData(b)), longest)
			if n == 0 {
				break
			}
			hear(time.Duration(at), b[:n])
		}
	}
}

// Connect leads a port of somebody's into this one.
func (i *In) Connect(source string) error {
	i.client.mu.Lock()
	defer i.client.mu.Unlock()
	if i.client.shut || !i.client.Alive() {
		return ErrNoServer
	}
	n := C.CString(source)
	defer C.free(unsafe.Pointer(n))
	if C.vj_connect_from(i.client.c, n, i.in) != 0 {
		return fmt.Errorf("JACK refuses to connect from %q (is it still there?)", source)
	}
	return nil
}

// Joined lists what is connected to the port. ok is false where nobody can know any more.
func (i *In) Joined() (all []string, ok bool) {
	i.client.mu.Lock()
	defer i.client.mu.Unlock()
	if i.client.shut || !i.client.Alive() {
		return nil, false
	}
	return names(C.vj_joined_to(i.client.c, i.in)), true
}

// Missed is how many messages came for which there was no room.
func (i *In) Missed() uint64 { return uint64(C.vj_missed(i.in)) }

// Close takes the port away; hear is not called any more afterwards. The port must not be used afterwards, nor closed
// twice.
func (i *In) Close() {
	c := i.client
	c.mu.Lock()
	defer c.mu.Unlock()
	out := C.vj_deafen(c.c, i.in) != 0
	_ = i.bell.SetReadDeadline(time.Now())
	<-i.done
	if out {
		_ = i.bell.Close()
		C.vj_forget(i.in)
	} else { // JACK's thread may still ring the bell: the memory and the file stay
		stay.Store(i.bell, true)
	}
	c.open--
	c.leave()
}
