package smf

import "voluntary/sequencer"

// lifts moves pedal parts that are an octave too low up into the compass, and doublings beyond the compass onto what they
// double.
func (a *adviser) lifts() {
	for i := range a.staves {
		s := &a.staves[i]
		if s.division < 0 {
			continue
		}
		d := a.keys.console.Divisions[s.division]
		if s.doubled >= 0 {
			first := a.staves[s.doubled].shift
			by := int(first) - s.interval
			if s.always && by != 0 && by >= -36 && by <= 36 && (first != 0 || s.lowest < d.Lowest || s.highest > d.Highest) {
				s.shift = int8(by)
				s.say("Moved by %+d semitones the two fall together; draw a stop of that pitch instead.", by)
			}
			continue
		}
		if !d.Pedal || s.lowest >= d.Lowest || !s.low(d.Lowest) {
			continue
		}
		for _, by := range []uint8{12, 24} {
			if s.lowest+by >= d.Lowest && s.highest+by <= d.Highest {
				s.shift = int8(by)
				s.say("It goes down to %s, below the lowest key (%s), as a staff with an octave clef does (MuseScore's Pipe Organ): %d semitones up.",
					sequencer.KeyName(s.lowest), sequencer.KeyName(d.Lowest), by)
				break
			}
		}
	}
}

// low reports whether more than a few notes lie below a key.
func (s *advised) low(key uint8) bool {
	n := 0
	for i := range s.Notes {
		if s.Notes[i].Key < key {
			n++
		}
	}
	return n*20 > len(s.Notes)
}
