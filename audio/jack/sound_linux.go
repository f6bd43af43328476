//go:build linux && cgo

package jack

/*
#cgo noescape vj_sound_write
#cgo nocallback vj_sound_write
#cgo noescape vj_sound_await
#cgo nocallback vj_sound_await
#include <stdlib.h>
#include "jack.h"
*/
import "C"

import (
	"errors"
	"time"
	"unsafe"
)

// Sound is a pair of ports of ours that sound leaves by. Await and Write are for one goroutine, the rest may be called
// from any until Close.
type Sound struct {
	client *Client
	s      *C.vj_sound
}

// Most is how many frames can wait in a [Sound].
const Most = C.VJ_MOST

// ErrGone says that the server has ended, or has put us out.
var ErrGone = errors.New("the JACK server has gone")

// Sound makes the ports, one pair a client. They are silent until Begin.
func (c *Client) Sound(left, right string) (*Sound, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shut || !c.Alive() {
		return nil, ErrNoServer
	}
	l, r := C.CString(left), C.CString(right)
	defer C.free(unsafe.Pointer(l))
	defer C.free(unsafe.Pointer(r))
	s := C.vj_sound_open(c.c, l, r)
	if s == nil {
		return nil, errors.New("JACK refuses ports for sound")
	}
	c.open++
	return &Sound{client: c, s: s}, nil
}

// Connect leads the ports to the loudspeakers, and says to how many: none where JACK has none.
func (s *Sound) Connect() int {
	c := s.client
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shut || !c.Alive() {
		return 0
	}
	return int(C.vj_sound_connect(c.c, s.s))
}

// Begin lets what was written be played from the next cycle on.
func (s *Sound) Begin() { C.vj_sound_begin(s.s) }

// Await waits until a cycle has run, or for so long.
func (s *Sound) Await(most time.Duration) bool {
	return C.vj_sound_await(s.s, C.int(most.Milliseconds())) != 0
}

// Ring ends an Await.
func (s *Sound) Ring() { C.vj_sound_ring(s.s) }

// Write hands frames over, left and right in turn: no more than Most with those that wait.
func (s *Sound) Write(x []float32) {
	C.vj_sound_write(s.s, (*C.float)(unsafe.SliceData(x)), C.uint32_t(len(x)/2))
}

// Waiting is how many frames were written and wait; negative: how many are overdue, and will be skipped.
func (s *Sound) Waiting() int { return int(C.vj_sound_waiting(s.s)) }

// Base is JACK's frame in whose place the first frame of all was, or would have been. It changes only where the sound has
// stood still for so long that it is not caught up.
func (s *Sound) Base() int64 { return int64(C.vj_sound_base(s.s)) }

// Latency is how many frames JACK needs from there to the loudspeaker.
func (s *Sound) Latency() int { return int(C.vj_sound_latency(s.s)) }

// Dry is how often JACK found too few frames, and Skipped how often it went on without asking us.
func (s *Sound) Dry() int { return int(C.vj_sound_dry(s.s)) }

// Skipped is how often JACK went on without asking us.
func (s *Sound) Skipped() int { return int(C.vj_sound_skipped(s.s)) }

// Close gives the ports back with the client, once that is closed. They must not be used afterwards.
func (s *Sound) Close() {
	c := s.client
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open--
	c.leave()
}
