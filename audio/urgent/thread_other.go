//go:build !linux

package urgent

import "runtime"

// Thread gives this goroutine a thread of its own.
func Thread(Rank) (granted bool) {
	makeRoom()
	runtime.LockOSThread()
	return false
}

// Memory does nothing here.
func Memory() {}
