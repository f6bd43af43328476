package dialect

import "voluntary/registration"

// programToggle: Cc pp, the same both ways.
type programToggle struct{ at address }

func newProgramToggle(_ *parts, c registration.ControlCode) code {
	return programToggle{address{aProgram, c.Channel, c.Number}}
}

func (p programToggle) say(dst []byte, was, on bool) []byte {
	if was == on {
		return dst
	}
	return appendProgram(dst, p.at)
}

func (p programToggle) addresses() []address                { return []address{p.at} }
func (p programToggle) hear(_ word, was bool) (on, ok bool) { return !was, true }

// programPair: Cc p1 draws, Cc p2 retires.
type programPair struct{ on, off address }

func newProgramPair(_ *parts, c registration.ControlCode) code {
	return programPair{address{aProgram, c.Channel, uint16(c.On)}, address{aProgram, c.Channel, uint16(c.Off)}}
}

func (p programPair) say(dst []byte, _, on bool) []byte {
	if on {
		return appendProgram(dst, p.on)
	}
	return appendProgram(dst, p.off)
}

func (p programPair) addresses() []address              { return []address{p.on, p.off} }
func (p programPair) hear(w word, _ bool) (on, ok bool) { return w.address == p.on, true }

func appendProgram(dst []byte, at address) []byte {
	return append(dst, status(program, at.channel), byte(at.number))
}
