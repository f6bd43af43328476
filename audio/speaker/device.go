package speaker

import (
	"context"
	"errors"
	"time"
)

// ErrNoDevice says that there is nothing to play on.
var ErrNoDevice = errors.New("no sound device could be opened (is one there, and free?)")

// device is what asks for sound: JACK, oto's player, or a test. Its methods are called from several goroutines.
type device interface {
	// name is what people call it, and what they may look for when it plays no more.
	name() (what, hint string)

	// play begins to ask source for sound, left and right in turn, from a goroutine of its own, into a buffer of that many
	// frames.
	play(source func([]float32), buffer int)

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

// exact is a device that knows which of its frames sounds when, and how it fares; others are watched.
type exact interface {
	device

	// origin is when frame 0 would have sounded for the frame that is due at an instant to sound just then. pause tells that
	// what is due then has nothing to do with what came before. For the goroutine that sends.
	origin(due time.Time, pause bool) time.Time

	// hurry is how much earlier than the clock says things sound, as far as that has to be borne.
	hurry() time.Duration

	// together tells whether others play too, which keep to the clock. For the goroutine that sends.
	together(others bool)

	// after is how long a frame that counts as sounding is still on its way to the loudspeaker.
	after() time.Duration

	// wanted is when there was room for a frame.
	wanted(frame int64) time.Time

	// spare is how many frames wait to be played now; negative: so many are overdue.
	spare() int

	// breaks is how often it ran dry, and how often it broke off by itself.
	breaks() (dry, own int)
}

// opener opens a device for a number of frames a second, with about that many frames waiting in it.
type opener func(ctx context.Context, rate, waiting int) (device, error)
