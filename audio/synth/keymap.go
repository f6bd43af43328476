package synth

import "voluntary/registration"

// keyMap finds which keys of each division's pipes speak, from the keys that are played and the couplers that are
// engaged. It keeps sets, never counts: whatever the order of presses, releases, couplers and stops, the answer is that
// of the moment, and a pipe that is reached twice speaks once.
//
// The rule, in two steps:
//
//  1. A coupler to another division carries the keys played on its own keyboard there. It does not carry what another
//     coupler brought: with Swell to Great and Great to Pedal engaged, the pedal plays the Great alone.
//  2. Octave couplers and unison off of a division act on everything that arrives at it, played there or coupled there:
//     with Swell to Great and Swell Octave, the Great plays the Swell at both pitches. They do not act on each other.
//
// No step leads back to an earlier one, so there are no loops. A key outside the compass of a division has no pipes.
type keyMap struct {
	compass  [registration.MaxDivisions]keySet
	played   [registration.MaxDivisions]keySet // on each keyboard
	arriving [registration.MaxDivisions]keySet // after the first step
	speaking [registration.MaxDivisions]keySet // after the second
	couplers []coupler
}

type coupler struct {
	from, to  registration.DivisionID
	shift     int
	unisonOff bool
	engaged   bool
}

func newKeyMap(c *registration.Console) keyMap {
	var m keyMap
	for i, d := range c.Divisions {
		m.compass[i] = keysFrom(d.Lowest, d.Highest)
	}
	return m
}

// add takes a coupler in and returns its index.
func (m *keyMap) add(k *registration.Control) int {
	m.couplers = append(m.couplers, coupler{from: k.Division, to: k.To, shift: int(k.Shift), unisonOff: k.UnisonOff})
	return len(m.couplers) - 1
}

// press and release move a key of a division's own keyboard. A key that the keyboard does not have stays still.
func (m *keyMap) press(d registration.DivisionID, key uint8) {
	if m.compass[d].has(key) {
		m.played[d].add(key)
	}
}

func (m *keyMap) release(d registration.DivisionID, key uint8) { m.played[d].remove(key) }

// resolve brings speaking up to date.
func (m *keyMap) resolve() {
	m.arriving = m.played
	var silent [registration.MaxDivisions]bool
	for i := range m.couplers {
		c := &m.couplers[i]
		switch {
		case !c.engaged:
		case c.unisonOff:
			silent[c.from] = true
		case c.from != c.to:
			m.arriving[c.to] = m.arriving[c.to].or(m.played[c.from].shift(c.shift).and(m.compass[c.to]))
		}
	}
	m.speaking = m.arriving
	for d := range silent {
		if silent[d] {
			m.speaking[d] = keySet{}
		}
	}
	for i := range m.couplers {
		c := &m.couplers[i]
		if c.engaged && !c.unisonOff && c.from == c.to {
			m.speaking[c.to] = m.speaking[c.to].or(m.arriving[c.to].shift(c.shift).and(m.compass[c.to]))
		}
	}
}
