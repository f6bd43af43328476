// Package urgent lets a goroutine go before those that compute and paint: one that renders sound, sends notes or says that
// the program lives must not wait for them, nor for other programs on a busy machine.
package urgent

// Rank is how urgent a thread is. A higher one goes first.
type Rank int32

const (
	Sound Rank = 5  // renders what is heard
	MIDI  Rank = 10 // sends notes, or the heartbeat that they depend on
)
