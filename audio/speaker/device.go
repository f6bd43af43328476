package speaker

import (
	"context"
	"errors"
)

// ErrNoDevice says that there is nothing to play on.
var ErrNoDevice = errors.New("no sound device could be opened (is one there, and free?)")

// device is what asks for sound: oto's player, or a test. Its methods are called from several goroutines.
type device interface {
	// play begins to ask source for sound, from a goroutine of its own, into a buffer of that many frames.
	play(source func([]byte), buffer int)

	// resize changes the buffer.
	resize(buffer int)

	// queue is how many frames wait in the device beyond the buffer, how many more are on their way to it and behind it when
	// it asks, and how many it takes out of the buffer at a time.
	queue() (waiting, beyond, period int)

	// err says whether the device has gone.
	err() error

	// abandon says that the device does not answer: the next one that is opened shall be another.
	abandon()

	// close ends the asking. What is in the buffer is lost.
	close() error
}

// opener opens a device for a number of frames a second, with about that many frames waiting in it.
type opener func(ctx context.Context, rate, waiting int) (device, error)
