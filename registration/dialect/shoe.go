package dialect

import "voluntary/registration"

// shoe is how an enclosure is said: by a controller or by an NRPN.
type shoe struct {
	at           address
	closed, open int // what is sent at the two ends; open may be the lower one
}

func newShoe(c registration.EnclosureCode) shoe {
	s := shoe{address{aController, c.Channel, uint16(c.Controller)}, int(c.Closed), int(c.Open)}
	if c.Kind == registration.NRPN || c.Kind == registration.GOSetup {
		s.at = address{aParameter, c.Channel, c.Number}
	}
	if s.closed == s.open {
		s.closed, s.open = 0, 127
	}
	return s
}

func (s shoe) say(dst []byte, value uint8) []byte {
	data := uint8(s.closed + scaled(int(min(value, 127)), s.open-s.closed, 127))
	if s.at.subject == aParameter {
		return appendParameter(dst, s.at, data)
	}
	return appendController(dst, s.at, data)
}

func (s shoe) hear(data uint8) uint8 {
	return uint8(min(127, max(0, scaled(int(data)-s.closed, 127, s.open-s.closed))))
}

// scaled is v*num/den to the nearest whole number.
func scaled(v, num, den int) int {
	if den < 0 {
		num, den = -num, -den
	}
	n := 2*v*num + den
	if n < 0 {
		n -= 2*den - 1 // towards the lower one, as for positive numbers
	}
	return n / (2 * den)
}
