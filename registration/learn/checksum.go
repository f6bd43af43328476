package learn

import (
	"fmt"
	"slices"

	"voluntary/registration"
)

// check is a checksum that holds in messages of one shape: from which byte on it is, and how. from 0: there is none.
type check struct {
	from int
	kind registration.Checksum
	to   uint8
}

// words say how the checksum is made.
func (c check) words() string {
	switch {
	case c.kind == registration.SumTo:
		return fmt.Sprintf("with which the bytes from byte %d on add up to %d", c.from, c.to)
	case c.kind == registration.XorTo && c.to != 0:
		return fmt.Sprintf("the exclusive or of the bytes from byte %d on and %d", c.from, c.to)
	case c.kind == registration.XorTo:
		return fmt.Sprintf("the exclusive or of the bytes from byte %d on", c.from)
	case c.to != 0:
		return fmt.Sprintf("the sum of the bytes from byte %d on and %d", c.from, c.to)
	}
	return fmt.Sprintf("the sum of the bytes from byte %d on", c.from)
}

// checksum looks for a byte from which on the last byte before F7 follows from all before it, in every message. It is not ok
// when the last byte moves with the others and nothing of the kind is found.
//
// What never changes before the first byte that moves can only add something that is always the same; so where nothing makes
// it come to 0, it comes to what it comes to, from the first byte after the maker's on.
func checksum(messages [][]byte) (c check, ok bool) {
	last := len(messages[0]) - 2
	first := moving(messages)
	if first < 0 || !slices.ContainsFunc(messages, func(m []byte) bool { return m[last] != messages[0][last] }) {
		return check{}, true
	}
	if first == last {
		return check{}, true // it alone moves: it is data
	}
	kinds := []registration.Checksum{registration.SumTo, registration.XorTo, registration.SumOf}
	for _, kind := range kinds {
		for from := 1; from <= first; from++ {
			if c := (check{from: from, kind: kind}); c.holds(messages) {
				// zeros before the first byte that counts do not change it: begin at that byte
				for c.from < first && !slices.ContainsFunc(messages, func(m []byte) bool { return m[c.from] != 0 }) {
					c.from++
				}
				return c, true
			}
		}
	}
	from := min(makerLength(messages[0]), first)
	for _, kind := range kinds {
		c := check{from: from, kind: kind}
		b := c.bitmap()
		c.to = (messages[0][last] - b.CheckByte(messages[0][from:last])) & 127
		if kind == registration.XorTo {
			c.to = messages[0][last] ^ b.CheckByte(messages[0][from:last])
		}
		if c.holds(messages) {
			return c, true
		}
	}
	return check{}, false
}

// moving is the first byte that is not the same in all messages; -1: they are all alike.
func moving(messages [][]byte) int {
	for i := range messages[0] {
		for _, m := range messages[1:] {
			if m[i] != messages[0][i] {
				return i
			}
		}
	}
	return -1
}

func (c check) bitmap() *registration.Bitmap {
	return &registration.Bitmap{ChecksumFrom: c.from, Checksum: c.kind, ChecksumTo: c.to}
}

func (c check) holds(messages [][]byte) bool {
	b := c.bitmap()
	for _, m := range messages {
		last := len(m) - 2
		if b.CheckByte(m[c.from:last]) != m[last] {
			return false
		}
	}
	return true
}

// stopChange tells Roland's message for stops, as Rodgers use it: F0 41, device, 30 12 01, the number of the first data byte,
// data, checksum, F7.
func stopChange(m []byte) bool {
	return len(m) > 9 && m[0] == 0xF0 && m[1] == 0x41 && m[3] == 0x30 && m[4] == 0x12 && m[5] == 0x01
}

// wholeMap makes of messages that tell some of the data bytes, from another than the first on, messages that tell all.
type wholeMap struct {
	data   []byte
	pieces bool // one has told but some
}

// usualMap is how many data bytes such a message has as a rule.
const usualMap = 35

// of is a message as it counts.
func (w *wholeMap) of(m []byte) string {
	rodgers := check{from: 5}
	if !stopChange(m) || !rodgers.holds([][]byte{m}) {
		return string(m)
	}
	at, data := int(m[6]), m[7:len(m)-2]
	w.pieces = w.pieces || at > 0 || len(data) < usualMap
	if n := max(usualMap, at+len(data)); n > len(w.data) {
		w.data = append(w.data, make([]byte, n-len(w.data))...)
	}
	copy(w.data[at:], data)
	if !w.pieces {
		return string(m)
	}
	all := append(slices.Clone(m[:6]), 0)
	all = append(all, w.data...)
	return string(append(all, rodgers.bitmap().CheckByte(all[5:]), m[len(m)-1]))
}
