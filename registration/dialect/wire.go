package dialect

import "time"

// Baud of a MIDI cable; a byte takes ten bits.
const Baud = 31_250

// WireTime is how long n bytes take on a MIDI cable: 0.32 ms each.
func WireTime(n int) time.Duration { return time.Duration(n) * 10 * time.Second / Baud }

// Status bytes without their channel.
const (
	noteOff    = 0x80
	noteOn     = 0x90
	controller = 0xB0
	program    = 0xC0
	sysEx      = 0xF0
	sysExEnd   = 0xF7
	realTime   = 0xF8 // and above
)

// Controllers with a meaning of their own.
const (
	dataEntry     = 6
	parameterLow  = 98 // of an NRPN
	parameterHigh = 99
	registeredLow = 100 // of an RPN
	registered    = 101
)

// status joins a status byte and a channel from 1.
func status(kind, channel uint8) byte { return kind | (channel-1)&15 }
