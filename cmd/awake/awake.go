// Package awake keeps the machine from going to sleep and its screen from going blank while somebody plays.
//
//	v := awake.New(log)
//	defer v.Close()
//	v.Keep(true)  // playing: at once, from any goroutine, never waiting
//	v.Keep(false) // the machine does as it likes again
//
// On Linux the desktop is asked (org.freedesktop.ScreenSaver on the session's bus, which GNOME, KDE and Xfce serve) and
// the system (org.freedesktop.login1); on Windows the kernel (SetThreadExecutionState); on macOS caffeinate does it, which
// comes with the system. All of them let go by themselves when the program ends, however it ends. Where none is there,
// nothing happens and the log says so once.
package awake

import (
	"log/slog"
	"sync"
)

// why is what the desktop shows as the reason.
const (
	who = "Voluntary"
	why = "an organ is being played"
)

// Vigil keeps the machine awake or lets it be. Its methods may be called from any goroutine.
type Vigil struct {
	wish   chan bool // the latest
	close  sync.Once
	closed chan struct{}
	worker sync.WaitGroup
}

// hold keeps the machine awake until release is called. It is called and released on one goroutine that is locked to its
// thread. The error says why there is none.
type hold func() (release func(), err error)

// New makes a vigil that lets the machine be. A nil log says nothing.
func New(log *slog.Logger) *Vigil {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return newVigil(log, system)
}

func newVigil(log *slog.Logger, h hold) *Vigil {
	v := &Vigil{wish: make(chan bool, 1), closed: make(chan struct{})}
	v.worker.Go(func() { v.work(log, h) })
	return v
}

// Keep says whether the machine is to stay awake.
func (v *Vigil) Keep(on bool) {
	for {
		select {
		case v.wish <- on:
			return
		case <-v.closed:
			return
		default:
		}
		select {
		case <-v.wish: // overtaken
		default:
		}
	}
}

// Close lets the machine be. It waits until that is said. Closing again does nothing.
func (v *Vigil) Close() {
	v.close.Do(func() { close(v.closed) })
	v.worker.Wait()
}
