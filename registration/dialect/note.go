package dialect

import "voluntary/registration"

// note: 9c nn On draws; 8c nn Off retires, or 9c nn 00.
type note struct {
	at      address
	on, off uint8
	as9n    bool
}

func newNote(_ *parts, c registration.ControlCode) code {
	n := note{at: address{aNote, c.Channel, c.Number}, on: c.On, off: c.Off, as9n: c.OffAs9n}
	if n.on == 0 {
		n.on = 127
	}
	return n
}

func (n note) say(dst []byte, _, on bool) []byte {
	switch {
	case on:
		return append(dst, status(noteOn, n.at.channel), byte(n.at.number), n.on)
	case n.as9n:
		return append(dst, status(noteOn, n.at.channel), byte(n.at.number), 0)
	}
	return append(dst, status(noteOff, n.at.channel), byte(n.at.number), n.off)
}

func (n note) addresses() []address              { return []address{n.at} }
func (n note) hear(w word, _ bool) (on, ok bool) { return w.value > 0, true }
