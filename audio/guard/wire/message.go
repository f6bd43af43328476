package wire

import (
	"bytes"
	"errors"
	"fmt"
	"time"
)

// Class says what a message is for.
type Class uint8

// The classes.
const (
	Key     Class = iota // presses or releases a key; the only class that makes anything sound
	Control              // draws or retires a control: paced, and never released
	Shoe                 // moves a shoe
)

// MaxBytes is the length of the longest message that a line takes.
const MaxBytes = 4096

const inline = 24

// ErrMessage is wrapped by every complaint about bytes that are not whole MIDI messages.
var ErrMessage = errors.New("not a MIDI message")

// Message is one thing said to the organ: one MIDI message, or a few that belong together, such as the three of an NRPN.
type Message struct {
	Class Class
	Due   time.Duration // when it is meant to act
	ID    uint32        // of a control, the number that it was put with

	leave time.Duration // no earlier than that: Due, or later for the organ's limits
	n     uint16
	seq   uint64
	short [inline]byte
	long  []byte
}

// Bytes are the MIDI bytes. They are valid as long as the message is.
func (m *Message) Bytes() []byte {
	if m.long != nil {
		return m.long
	}
	return m.short[:m.n]
}

// before orders messages of which all may leave: the one whose time came first, and of those of one time the one that came first.
func (m *Message) before(o *Message) bool {
	return m.leave < o.leave || m.leave == o.leave && m.seq < o.seq
}

// length is how many bytes a message with this status has; 0 when it may not begin a message, -1 for System Exclusive.
func length(status byte) int {
	switch {
	case status < 0x80, status == 0xf4, status == 0xf5, status == 0xf7:
		return 0
	case status < 0xc0, status >= 0xe0 && status < 0xf0, status == 0xf2:
		return 3
	case status < 0xe0, status == 0xf1, status == 0xf3:
		return 2
	case status == 0xf0:
		return -1
	}
	return 1
}

// Cut cuts the first whole MIDI message off b. first is empty when b does not begin with one: there is no running status
// here.
func Cut(b []byte) (first, rest []byte) {
	if len(b) == 0 {
		return nil, nil
	}
	n := length(b[0])
	switch {
	case n < 0:
		for i := 1; i < len(b); i++ {
			if b[i] == 0xf7 {
				return b[:i+1], b[i+1:]
			}
			if b[i] >= 0x80 {
				break
			}
		}
		return nil, b
	case n == 0 || n > len(b):
		return nil, b
	}
	for _, d := range b[1:n] {
		if d >= 0x80 {
			return nil, b
		}
	}
	return b[:n], b[n:]
}

// Check tells whether b is one or more whole MIDI messages, no longer together than [MaxBytes].
func Check(b []byte) error {
	if len(b) == 0 || len(b) > MaxBytes {
		return fmt.Errorf("%w: %d bytes, must be 1 to %d", ErrMessage, len(b), MaxBytes)
	}
	for rest := b; len(rest) > 0; {
		var first []byte
		if first, rest = Cut(rest); len(first) == 0 {
			shown := bytes.Clone(b[:min(len(b), 16)]) // or b would be kept for the sake of this text, and so made on the heap
			return fmt.Errorf("%w: % x, at byte %d", ErrMessage, shown, len(b)-len(rest)+1)
		}
	}
	return nil
}
