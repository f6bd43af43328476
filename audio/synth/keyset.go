package synth

import "math/bits"

// keySet is a set of MIDI keys, 0 to 127.
type keySet [2]uint64

func (s *keySet) add(key uint8)    { s[key>>6&1] |= 1 << (key & 63) }
func (s *keySet) remove(key uint8) { s[key>>6&1] &^= 1 << (key & 63) }

func (s keySet) has(key uint8) bool { return s[key>>6&1]>>(key&63)&1 != 0 }

func (s keySet) or(t keySet) keySet  { return keySet{s[0] | t[0], s[1] | t[1]} }
func (s keySet) and(t keySet) keySet { return keySet{s[0] & t[0], s[1] & t[1]} }
func (s keySet) not(t keySet) keySet { return keySet{s[0] &^ t[0], s[1] &^ t[1]} }

// shift moves every key up by n semitones, -63 to 63. What leaves the keyboard is gone.
func (s keySet) shift(n int) keySet {
	switch {
	case n > 0:
		return keySet{s[0] << n, s[1]<<n | s[0]>>(64-n)}
	case n < 0:
		n = -n
		return keySet{s[0]>>n | s[1]<<(64-n), s[1] >> n}
	}
	return s
}

// first takes the lowest key out of the set.
func (s *keySet) first() (key uint8, ok bool) {
	for i, w := range s {
		if w != 0 {
			s[i] &= w - 1
			return uint8(i*64 + bits.TrailingZeros64(w)), true
		}
	}
	return 0, false
}

// keysFrom is every key from lowest to highest.
func keysFrom(lowest, highest uint8) keySet {
	var s keySet
	for k := int(lowest); k <= int(highest); k++ {
		s.add(uint8(k))
	}
	return s
}
