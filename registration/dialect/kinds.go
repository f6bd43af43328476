package dialect

import "voluntary/registration"

// code is how one control is said and heard. Each kind of code is a small type of its own.
type code interface {
	// say adds the bytes that bring the control from was to on.
	say(dst []byte, was, on bool) []byte
	// addresses are where the control is heard.
	addresses() []address
	// hear tells what a word at one of these addresses means for a control that is on or off. It is not ok when the word
	// means another control or nothing.
	hear(w word, was bool) (on, ok bool)
}

// kinds makes the code of each kind from its line in the console's table.
var kinds = map[registration.CodeKind]func(registration.ControlCode) code{
	registration.Note: newNote,
	registration.CC:   newController,
	registration.NRPN: newParameter,
}

// subject is what a word is about.
type subject uint8

const (
	aNote subject = iota
	aController
	aParameter // an NRPN
)

// address is where on the wire something is said. Channels count from 1.
type address struct {
	subject subject
	channel uint8
	number  uint16 // key, controller or parameter
}

// word is one thing heard: a message, or what several messages say together.
type word struct {
	address
	value uint8 // of a note its velocity, 0 for a note-off
}

// pair is the two data values that mean on and off.
type pair struct {
	on, off uint8
	usual   bool // 127 and 0, because the table gives none: then the upper half is on
}

func pairOf(c registration.ControlCode) pair {
	if c.On == 0 && c.Off == 0 {
		return pair{on: 127, off: 0, usual: true}
	}
	return pair{on: c.On, off: c.Off}
}

func (p pair) of(on bool) uint8 {
	if on {
		return p.on
	}
	return p.off
}

func (p pair) mean(value uint8) (on, ok bool) {
	if p.usual {
		return value >= 64, true
	}
	return value == p.on, value == p.on || value == p.off
}

// noteCode: 9c nn On draws, 8c nn Off retires.
type noteCode struct {
	at      address
	on, off uint8
}

func newNote(c registration.ControlCode) code {
	n := noteCode{at: address{aNote, c.Channel, c.Number}, on: c.On, off: c.Off}
	if n.on == 0 {
		n.on = 127
	}
	return n
}

func (n noteCode) say(dst []byte, _, on bool) []byte {
	if on {
		return append(dst, status(noteOn, n.at.channel), byte(n.at.number), n.on)
	}
	return append(dst, status(noteOff, n.at.channel), byte(n.at.number), n.off)
}

func (n noteCode) addresses() []address              { return []address{n.at} }
func (n noteCode) hear(w word, _ bool) (on, ok bool) { return w.value > 0, true }

// controllerCode: Bc nn On or Off.
type controllerCode struct {
	at     address
	values pair
}

func newController(c registration.ControlCode) code {
	return controllerCode{address{aController, c.Channel, c.Number}, pairOf(c)}
}

func (c controllerCode) say(dst []byte, _, on bool) []byte {
	return append(dst, status(controller, c.at.channel), byte(c.at.number), c.values.of(on))
}

func (c controllerCode) addresses() []address              { return []address{c.at} }
func (c controllerCode) hear(w word, _ bool) (on, ok bool) { return c.values.mean(w.value) }

// parameterCode is an NRPN: Bc 63 hh, Bc 62 ll, Bc 06 On or Off.
type parameterCode struct {
	at     address
	values pair
}

func newParameter(c registration.ControlCode) code {
	return parameterCode{address{aParameter, c.Channel, c.Number}, pairOf(c)}
}

func (p parameterCode) say(dst []byte, _, on bool) []byte {
	return appendParameter(dst, p.at, p.values.of(on))
}

func (p parameterCode) addresses() []address              { return []address{p.at} }
func (p parameterCode) hear(w word, _ bool) (on, ok bool) { return p.values.mean(w.value) }

// appendParameter adds the three messages of an NRPN.
func appendParameter(dst []byte, at address, value uint8) []byte {
	s := status(controller, at.channel)
	return append(dst, s, parameterHigh, byte(at.number>>7), s, parameterLow, byte(at.number&127), s, dataEntry, value)
}
