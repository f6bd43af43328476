//go:build !linux

package guard

import (
	"os"
	"time"

	"voluntary/audio/instant"
)

// inbox is where the threads on both sides of the pipe sleep: until an instant, until bytes come, or until one is woken.
type inbox struct {
	come  chan []byte
	back  chan []byte // buffers go round, so that nothing is allocated
	end   chan error
	poke  chan struct{}
	timer *time.Timer
	held  []byte
}

// newInbox makes one into which no bytes come when in is nil.
func newInbox(in *os.File) (*inbox, error) {
	x := &inbox{
		come: make(chan []byte), back: make(chan []byte, 2), end: make(chan error, 1),
		poke: make(chan struct{}, 1), timer: time.NewTimer(time.Hour),
	}
	if in == nil {
		return x, nil
	}
	for range 2 {
		x.back <- make([]byte, 16<<10)
	}
	go func() {
		for b := range x.back {
			n, err := in.Read(b[:cap(b)])
			if n > 0 {
				x.come <- b[:n]
			} else {
				x.back <- b
			}
			if err != nil {
				x.end <- err
				return
			}
		}
	}()
	return x, nil
}

// wake ends a wait. It may be called from any goroutine.
func (x *inbox) wake() {
	select {
	case x.poke <- struct{}{}:
	default:
	}
}

// close gives back what wake needs. Nobody may wait any more.
func (x *inbox) close() { x.timer.Stop() }

// wait gives what has come, nothing when it is the instant or when it was woken, and an error when nobody will ever
// write again. The bytes are valid until the next wait.
func (x *inbox) wait(until time.Duration) ([]byte, error) {
	if x.held != nil {
		x.back <- x.held
		x.held = nil
	}
	x.timer.Reset(max(until-instant.Now(), 0))
	select {
	case x.held = <-x.come:
		return x.held, nil
	case err := <-x.end:
		return nil, err
	case <-x.poke:
	case <-x.timer.C:
	}
	return nil, nil
}
