package awake

import (
	"log/slog"
	"runtime"
)

// work does what is wished, on a thread of its own: Windows holds a thread to its word.
func (v *Vigil) work(log *slog.Logger, h hold) {
	runtime.LockOSThread()
	var release func()
	said := false
	let := func() {
		if release != nil {
			release()
			release = nil
		}
	}
	defer let()
	for {
		select {
		case <-v.closed:
			return
		case on := <-v.wish:
			if !on {
				let()
				continue
			}
			if release != nil {
				continue
			}
			var err error
			if release, err = h(); err != nil && !said {
				said = true
				log.Info("the machine may go to sleep while playing", "error", err)
			}
		}
	}
}
