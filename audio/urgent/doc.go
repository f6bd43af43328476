// Package urgent lets a goroutine go before those that compute and paint: one that renders sound, sends notes or says that
// the program lives must not wait for them, nor for other programs on a busy machine.
package urgent

import (
	"runtime"
	"sync"
)

// Rank is how urgent a thread is. A higher one goes first.
type Rank int32

const (
	Sound Rank = 5  // renders what is heard
	MIDI  Rank = 10 // sends notes, or the heartbeat that they depend on
)

// spare are the processors of Go's scheduler that there are beyond those of the machine, once a thread is urgent: back from
// the wait in which it let its own go, it finds one that nobody has, where else it would wait for a thread that is not
// urgent at all to let go of one.
const spare = 2

var makeRoom = sync.OnceFunc(func() { runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + spare) })
