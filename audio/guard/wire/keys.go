package wire

import "math/bits"

// Keys is the list of what sounds: which keys are down on which channel, and which channels have ever had a key down. It
// is a comparable value; the zero value is silence.
type Keys struct {
	Down [16][2]uint64
	Used uint16
}

// Note follows the note messages in b. Everything else in it is passed over.
func (k *Keys) Note(b []byte) {
	for len(b) > 0 {
		first, rest := Cut(b)
		if len(first) == 0 {
			return
		}
		if c, key, on, ok := note(first); ok {
			k.set(c, key, on)
		}
		b = rest
	}
}

// note reads a note-on or note-off.
func note(b []byte) (channel, key uint8, on, ok bool) {
	if len(b) != 3 || b[0]>>4 != 0x8 && b[0]>>4 != 0x9 {
		return 0, 0, false, false
	}
	return b[0] & 15, b[1], b[0]>>4 == 0x9 && b[2] > 0, true
}

func (k *Keys) set(channel, key uint8, on bool) {
	word, bit := &k.Down[channel][key>>6], uint64(1)<<(key&63)
	if on {
		*word |= bit
		k.Used |= 1 << channel
	} else {
		*word &^= bit
	}
}

// Has tells whether a key is down.
func (k *Keys) Has(channel, key uint8) bool {
	return k.Down[channel&15][key>>6&1]>>(key&63)&1 != 0
}

// Count is how many keys are down.
func (k *Keys) Count() int {
	n := 0
	for _, words := range k.Down {
		n += bits.OnesCount64(words[0]) + bits.OnesCount64(words[1])
	}
	return n
}

// CountOf is how many keys are down on a channel.
func (k *Keys) CountOf(channel uint8) int {
	words := &k.Down[channel&15]
	return bits.OnesCount64(words[0]) + bits.OnesCount64(words[1])
}

// Add makes every key that is down in o down here too.
func (k *Keys) Add(o *Keys) {
	for c := range k.Down {
		k.Down[c][0] |= o.Down[c][0]
		k.Down[c][1] |= o.Down[c][1]
	}
	k.Used |= o.Used
}

// AppendReleases appends a note-off for every key that is down, in the form of the plan, then all-notes-off on every
// channel that has had a key down and has no control said as a note.
func (k *Keys) AppendReleases(b []byte, p *Plan) []byte {
	for c := range uint8(16) {
		for w, word := range k.Down[c] {
			for ; word != 0; word &= word - 1 {
				key := uint8(w*64 + bits.TrailingZeros64(word))
				if !p.spared(c, key) {
					b = p.appendUp(b, c, key)
				}
			}
		}
	}
	for c := range uint8(16) {
		if k.Used>>c&1 != 0 && p.silencing(c) {
			b = append(b, 0xb0|c, 123, 0)
		}
	}
	return b
}
