package dialect

import "voluntary/registration"

// parameter is an NRPN: Bc 63 hh, Bc 62 ll, Bc 06 On or Off. Of several in one number each hears its own two values.
type parameter struct {
	at     address
	values pair
}

func newParameter(_ *parts, c registration.ControlCode) code {
	return parameter{address{aParameter, c.Channel, c.Number}, pairOf(c)}
}

func (p parameter) say(dst []byte, _, on bool) []byte {
	return appendParameter(dst, p.at, p.values.of(on))
}

func (p parameter) addresses() []address              { return []address{p.at} }
func (p parameter) hear(w word, _ bool) (on, ok bool) { return p.values.mean(w.value) }

// appendParameter adds the three messages of an NRPN.
func appendParameter(dst []byte, at address, value uint8) []byte {
	s := status(controller, at.channel)
	return append(dst, s, parameterHigh, byte(at.number>>7), s, parameterLow, byte(at.number&127), s, dataEntry, value)
}

// choice is the parameter that data entry on a channel goes to.
type choice struct {
	high, low         uint8
	haveHigh, haveLow bool
}

// take follows the controllers that choose a parameter. It is ok when a value for one has come.
func (c *choice) take(number, value uint8) (parameter uint16, ok bool) {
	switch number {
	case parameterHigh:
		c.high, c.haveHigh = value, true
	case parameterLow:
		c.low, c.haveLow = value, true
	case registered, registeredLow:
		c.haveHigh, c.haveLow = false, false
	case dataEntry:
		return uint16(c.high)<<7 | uint16(c.low), c.haveHigh && c.haveLow
	}
	return 0, false
}
