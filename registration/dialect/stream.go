package dialect

import "iter"

// maxSysEx bounds what an organ can make us keep; longer messages are dropped.
const maxSysEx = 1 << 16

// activeSensing is said three times a second by some organs and means nothing.
const activeSensing = 0xFE

// Stream cuts bytes as they come into whole messages: running status, real-time bytes in between and broken messages are
// put up with, and active sensing is dropped. The zero value is ready.
type Stream struct {
	message [3]byte
	have    int // bytes of message; 0 while no status holds
	instant [1]byte
	sysEx   []byte
	inSysEx bool
}

// Next takes one byte and gives a message when that byte completed it: a channel message with its status, a System
// Exclusive from F0 to F7 of no more than 64 KB, or one of the system. The slice holds until the next call.
func (s *Stream) Next(b byte) []byte {
	switch {
	case b == activeSensing:
		return nil
	case b >= realTime:
		s.instant[0] = b
		return s.instant[:]
	case b == sysEx:
		s.sysEx, s.inSysEx, s.have = append(s.sysEx[:0], b), true, 0
		return nil
	case b == sysExEnd && s.inSysEx:
		s.inSysEx = false
		return append(s.sysEx, b)
	case b >= 0x80:
		s.inSysEx = false
		s.message[0], s.have = b, 1
		return s.whole()
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
	return s.whole()
}

// whole is the message if it is complete. Its status runs on, but for those of the system.
func (s *Stream) whole() []byte {
	status := s.message[0]
	n := lengthOf(status)
	if n == 0 {
		s.have = 0
		return nil
	}
	if s.have < n {
		return nil
	}
	if s.have = 1; status >= sysEx {
		s.have = 0
	}
	return s.message[:n]
}

// lengthOf is how many bytes a message with this status has, 0 for what cannot begin one.
func lengthOf(status byte) int {
	switch {
	case status < 0x80, status == 0xF4, status == 0xF5, status == sysExEnd:
		return 0
	case status < program, status >= 0xE0 && status < sysEx, status == 0xF2:
		return 3
	case status < 0xE0, status == 0xF1, status == 0xF3:
		return 2
	}
	return 1
}

// Split cuts bytes that are whole messages into each of them. The messages are parts of wire.
func Split(wire []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for start := 0; start < len(wire); {
			end := messageEnd(wire, start)
			if !yield(wire[start:end]) {
				return
			}
			start = end
		}
	}
}
