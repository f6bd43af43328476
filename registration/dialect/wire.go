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
)

// Controllers with a meaning of their own.
const (
	dataEntry     = 6
	parameterLow  = 98 // of an NRPN
	parameterHigh = 99
	registeredLow = 100 // of an RPN
	registered    = 101
	allSoundOff   = 120
	allNotesOff   = 123
)

// status joins a status byte and a channel from 1.
func status(kind, channel uint8) byte { return kind | (channel-1)&15 }

// maxSysEx bounds what an organ can make us keep; longer messages are dropped.
const maxSysEx = 1 << 16

// stream cuts bytes as they come into messages: running status, real-time bytes in between and broken messages are put
// up with. The zero value is ready.
type stream struct {
	message [3]byte
	have    int // bytes of message; 0 while no status holds
	sysEx   []byte
	inSysEx bool
}

// next takes one byte and gives a message when that byte completed it. The slice holds until the next call.
func (s *stream) next(b byte) []byte {
	switch {
	case b >= 0xF8: // real time
		return nil
	case b == sysEx:
		s.sysEx, s.inSysEx, s.have = append(s.sysEx[:0], b), true, 0
		return nil
	case b == sysExEnd && s.inSysEx:
		s.inSysEx = false
		return append(s.sysEx, b)
	case b >= sysEx:
		s.inSysEx, s.have = false, 0
		return nil
	case b >= 0x80:
		s.inSysEx = false
		s.message[0], s.have = b, 1
		return nil
	case s.inSysEx:
		if s.sysEx = append(s.sysEx, b); len(s.sysEx) >= maxSysEx {
			s.inSysEx = false
		}
		return nil
	case s.have == 0:
		return nil
	}
	s.message[s.have] = b
	s.have++
	length := 3
	if s.message[0]&0xE0 == program { // program change and channel pressure
		length = 2
	}
	if s.have < length {
		return nil
	}
	s.have = 1 // running status
	return s.message[:length]
}
