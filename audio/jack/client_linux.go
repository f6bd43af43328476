//go:build linux && cgo

package jack

/*
#cgo CFLAGS: -O2 -Wall -Wextra
#cgo LDFLAGS: -ldl -lpthread
#cgo noescape vj_send
#cgo nocallback vj_send
#include <stdlib.h>
#include "jack.h"
*/
import "C"

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"time"
	"unsafe"
)

// Client is our connection to the server. Its methods may be called from any goroutine.
type Client struct {
	mu   sync.Mutex // the calls that talk to the server
	c    *C.vj_client
	open int  // ports in use; the client's memory stays until they are closed
	shut bool // closed by its owner
}

// Open connects to the server under a name. The error is [ErrAbsent], [ErrNoServer] or [ErrRefused].
func Open(name string) (*Client, error) {
	n := C.CString(name)
	defer C.free(unsafe.Pointer(n))
	// The server's library makes threads here that inherit from this one.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var c *C.vj_client
	switch C.vj_open(n, &c) {
	case C.VJ_OK:
		return &Client{c: c}, nil
	case C.VJ_ABSENT:
		return nil, ErrAbsent
	case C.VJ_NO_SERVER:
		return nil, ErrNoServer
	}
	return nil, ErrRefused
}

// Close leaves the server, at once or when the last of its ports is closed. The client must not be used afterwards.
func (c *Client) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.shut {
		c.shut = true
		c.leave()
	}
}

func (c *Client) leave() {
	if c.shut && c.open == 0 {
		C.vj_close(c.c)
	}
}

// Alive tells whether the server still serves us.
func (c *Client) Alive() bool { return C.vj_dead(c.c) == 0 }

// Rate is the server's sample rate in frames a second.
func (c *Client) Rate() int { return int(C.vj_rate(c.c)) }

// Period is the length of a cycle in frames.
func (c *Client) Period() int { return int(C.vj_period(c.c)) }

// Cycles is how many cycles have run since Open.
func (c *Client) Cycles() uint64 { return uint64(C.vj_cycles(c.c)) }

// Zero is the instant, as audio/instant has it, of frame 0 as far as the last second tells. It is known after the first
// cycle.
func (c *Client) Zero() time.Duration { return time.Duration(C.vj_zero(c.c)) }

// ZeroAt is the same for what is due at an instant. Where JACK has lost time, all clients learn of it for the same instants,
// whenever they ask: so what they play together stays together. They learn of it half a second later than by Zero.
func (c *Client) ZeroAt(due time.Duration) time.Duration {
	return time.Duration(C.vj_zero_at(c.c, C.int64_t(due)))
}

// Frame is the first frame of the last cycle.
func (c *Client) Frame() int64 { return int64(C.vj_frame(c.c)) }

// Inputs lists the ports from which MIDI can be heard, Destinations those to which it can be sent. Our own are among
// them.
func (c *Client) Inputs() []string { return c.ports(0) }

// Destinations lists the ports to which MIDI can be sent.
func (c *Client) Destinations() []string { return c.ports(1) }

func (c *Client) ports(inputs C.int) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shut || !c.Alive() {
		return nil
	}
	return names(C.vj_ports(c.c, inputs))
}

// names takes a list over.
func names(list **C.char) []string {
	if list == nil {
		return nil
	}
	defer C.vj_free(unsafe.Pointer(list))
	var all []string
	for p := list; *p != nil; p = (**C.char)(unsafe.Add(unsafe.Pointer(p), unsafe.Sizeof(p))) {
		all = append(all, C.GoString(*p))
		C.vj_free(unsafe.Pointer(*p))
	}
	return all
}

// Joins is how often ports were connected or parted so far, ours or those of others.
func (c *Client) Joins() uint64 { return uint64(C.vj_joins(c.c)) }

// Has tells whether there is a port of this name.
func (c *Client) Has(name string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shut || !c.Alive() {
		return false
	}
	n := C.CString(name)
	defer C.free(unsafe.Pointer(n))
	return C.vj_has_port(c.c, n) != 0
}

// Out is a port of ours that MIDI leaves by. Send, Cancel and Done are for one goroutine at a time.
type Out struct {
	client *Client
	o      *C.vj_out
}

// Register makes a port. Colons in the name become dashes, for JACK puts one behind the client's name.
func (c *Client) Register(name string) (*Out, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shut || !c.Alive() {
		return nil, ErrNoServer
	}
	n := C.CString(strings.ReplaceAll(name, ":", "-"))
	defer C.free(unsafe.Pointer(n))
	o := C.vj_register(c.c, n)
	if o == nil {
		return nil, fmt.Errorf("JACK refuses a port named %q (there may be one already)", name)
	}
	c.open++
	return &Out{client: c, o: o}, nil
}

// Connect leads the port to a destination.
func (o *Out) Connect(destination string) error {
	o.client.mu.Lock()
	defer o.client.mu.Unlock()
	if o.client.shut || !o.client.Alive() {
		return ErrNoServer
	}
	n := C.CString(destination)
	defer C.free(unsafe.Pointer(n))
	if C.vj_connect(o.client.c, o.o, n) != 0 {
		return fmt.Errorf("JACK refuses to connect to %q (is it still there?)", destination)
	}
	return nil
}

// Joined lists what the port is connected to. ok is false where nobody can know any more.
func (o *Out) Joined() (all []string, ok bool) {
	o.client.mu.Lock()
	defer o.client.mu.Unlock()
	if o.client.shut || !o.client.Alive() {
		return nil, false
	}
	return names(C.vj_joined(o.client.c, o.o)), true
}

// Close takes the port away with all that waits in it, and waits a few cycles for that. The port must not be used
// afterwards, nor closed twice.
func (o *Out) Close() {
	c := o.client
	c.mu.Lock()
	defer c.mu.Unlock()
	C.vj_unregister(c.c, o.o)
	c.open--
	c.leave()
}

// Send hands over one whole MIDI message for a frame and gives a ticket for it, the next number each time. false: the
// ring is full, or the message is empty.
func (o *Out) Send(frame int64, message []byte) (ticket int64, ok bool) {
	if len(message) == 0 {
		return 0, false
	}
	t := C.vj_send(o.o, C.int64_t(frame), (*C.uint8_t)(unsafe.SliceData(message)), C.uint32_t(len(message)))
	return int64(t), t >= 0
}

// Cancel takes a message back; false: it was too late, it sounds.
func (o *Out) Cancel(ticket int64) bool { return C.vj_cancel(o.o, C.int64_t(ticket)) != 0 }

// Done is the ticket of the first message that still waits: all below have left or were taken back.
func (o *Out) Done() int64 { return int64(C.vj_done(o.o)) }

// Late is how many messages came when their frame had passed.
func (o *Out) Late() uint64 { return uint64(C.vj_late(o.o)) }
