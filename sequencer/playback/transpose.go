package playback

import (
	"voluntary/registration"
	"voluntary/sequencer"
)

// FarthestTranspose is how many semitones a performance can be moved by, up and down.
const FarthestTranspose = 6

// sounds is the key that a key of the performance presses, and whether the keyboard has it.
func (c *course) sounds(d registration.DivisionID, key uint8) (uint8, bool) {
	return transposed(consoleOf(c.perf), d, key, c.shift)
}

func transposed(c *registration.Console, d registration.DivisionID, key uint8, shift int8) (uint8, bool) {
	if shift == 0 || c == nil {
		return key, true
	}
	k := int(key) + int(shift)
	return uint8(k & 127), k >= 0 && k < 128 && c.Divisions[d].Has(uint8(k))
}

// held is the velocity with which the performance holds a key of the keyboard, 0 when it does not.
func (c *course) held(d registration.DivisionID, key uint8) uint8 {
	if c.shift == 0 {
		return c.score.Keys[d][key]
	}
	written := int(key) - int(c.shift)
	if written < 0 || written > 127 {
		return 0
	}
	if _, ok := c.sounds(d, uint8(written)); !ok {
		return 0
	}
	return c.score.Keys[d][written]
}

// transposed is what the performance holds, on the keys that sound.
func (c *course) transposed() (keys [registration.MaxDivisions][128]uint8) {
	s := sequencer.Sounding{Keys: c.score.Keys}
	for k := range s.Held {
		if to, ok := c.sounds(k.Division, k.Key); ok {
			keys[k.Division][to] = k.Velocity
		}
	}
	return keys
}

// BeyondCompass counts the strokes of a performance that are silent when it is transposed, because their keyboard ends
// before. first is where the first of them begins.
func BeyondCompass(p *sequencer.Performance, semitones int) (strokes int, first sequencer.Tick) {
	if p == nil {
		return 0, 0
	}
	shift := int8(min(max(semitones, -FarthestTranspose), FarthestTranspose))
	for _, e := range p.Events() {
		if e.Kind != sequencer.KeyDown {
			continue
		}
		if _, ok := transposed(p.Console(), e.Division, e.Key, shift); ok {
			continue
		}
		if strokes == 0 {
			first = p.Tempo().TickAt(e.At)
		}
		strokes++
	}
	return strokes, first
}
