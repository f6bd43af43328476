package guard

import (
	"time"

	"voluntary/audio/guard/wire"
)

// mirror is what may sound on a port for all that the program knows, so that a new guard can be told what the old one
// left on. It errs on the side of releasing.
type mirror struct {
	down [16][128]int64 // 0: up; maxDown: pressed; else the instant at which its release is due
	used uint16
}

const (
	maxDown  = 1<<63 - 1
	lateness = int64(time.Second) // a release may leave this late
)

func (m *mirror) note(b []byte, due time.Duration) {
	for len(b) > 0 {
		var one []byte
		if one, b = wire.Cut(b); len(one) == 0 {
			return
		}
		c, key := one[0]&15, byte(0)
		if len(one) == 3 {
			key = one[1]
		}
		switch {
		case one[0]>>4 == 9 && one[2] > 0:
			m.down[c][key] = maxDown
			m.used |= 1 << c
		case one[0]>>4 == 9 || one[0]>>4 == 8:
			if m.down[c][key] != 0 {
				m.down[c][key] = max(int64(due)+lateness, 1)
			}
		}
	}
}

// left is what may still sound at an instant.
func (m *mirror) left(at time.Duration) wire.Keys {
	k := wire.Keys{Used: m.used}
	for c := range m.down {
		for key, until := range m.down[c] {
			if until == maxDown || until > int64(at) {
				k.Down[c][key>>6] |= 1 << (key & 63)
			}
		}
	}
	return k
}
