package dialect

import "iter"

// Messages cuts what an encoder said into the pieces between which an organ may be given time: whole messages, and the
// three of an NRPN as one. The pieces are parts of wire.
func Messages(wire []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for start := 0; start < len(wire); {
			end := messageEnd(wire, start)
			if isController(wire, start, parameterHigh) && isController(wire, end, parameterLow) && isController(wire, end+3, dataEntry) {
				end += 6
			}
			if !yield(wire[start:end]) {
				return
			}
			start = end
		}
	}
}

// messageEnd is where the message that begins at start ends: before the next status byte, or after the end of SysEx.
func messageEnd(wire []byte, start int) int {
	for i := start + 1; i < len(wire); i++ {
		if wire[i] == sysExEnd {
			return i + 1
		}
		if wire[i] >= 0x80 {
			return i
		}
	}
	return len(wire)
}

func isController(wire []byte, at int, number byte) bool {
	return at+3 <= len(wire) && wire[at]&0xF0 == controller && wire[at+1] == number
}
