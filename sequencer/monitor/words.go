package monitor

import (
	"fmt"
	"strings"

	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/registration/grandorgue"
	"voluntary/sequencer"
)

// Words says in words what messages mean for a console. One is for the messages of one port in one direction, in the order in
// which they pass: some need those before them. It belongs to one goroutine at a time.
type Words struct {
	console *registration.Console
	decoder *dialect.Decoder
	itself  *grandorgue.Echo
	self    bool // a GrandOrgue speaks, in numbers of its own
}

// OfGrandOrgue says that what passes is what a GrandOrgue tells of itself, in numbers of its own: the console's are not
// meant. Words find that out by themselves when it has told its numbers.
func (w *Words) OfGrandOrgue() { w.self = true }

// NewWords makes them for a console; nil knows no organ and says everything as MIDI.
func NewWords(c *registration.Console) *Words {
	w := &Words{console: c}
	if c != nil {
		w.decoder, w.itself = dialect.NewDecoder(c), grandorgue.NewEcho(c)
	}
	return w
}

// Say gives the meaning of one or several whole messages, and what sort they are of.
func (w *Words) Say(b []byte) (words string, sort Sort) {
	var said []string
	for m := range dialect.Split(b) {
		one, s := w.one(m)
		switch {
		case s < Controls && sort == Controls: // it leads up to the next control
			continue
		case s == Controls && sort < Controls:
			said = said[:0] // they led up to this one
		}
		sort = max(sort, s)
		said = append(said, one)
	}
	return strings.Join(said, "; "), sort
}

func (w *Words) one(m []byte) (string, Sort) {
	if w.console != nil {
		var said []string
		sort := Others
		news := w.itself.Hear(m)
		w.self = w.self || news == grandorgue.Began
		var heard []dialect.Heard
		switch {
		case !w.self:
			heard = w.decoder.Hear(nil, m)
		case news == grandorgue.Moved || news == grandorgue.Sounded:
			heard = append(heard, w.itself.Last())
		}
		for _, h := range heard {
			if h.Kind == dialect.Changed {
				sort = Controls
				said = append(said, w.change(h.Change))
			} else {
				sort = Keys
				said = append(said, w.key(h))
			}
		}
		if len(said) > 0 {
			return strings.Join(said, "; "), sort
		}
	}
	return plain(m)
}

func (w *Words) key(h dialect.Heard) string {
	s := fmt.Sprintf("%s key %s", w.console.Divisions[h.Division].Name, sequencer.KeyName(h.Key))
	if h.Kind == dialect.KeyUp {
		return s + " up"
	}
	return fmt.Sprintf("%s down, velocity %d", s, h.Velocity)
}

func (w *Words) change(c registration.Change) string {
	if c.Kind == registration.Express {
		return fmt.Sprintf("%s shoe at %d", w.console.Enclosures[c.Enclosure].Name, c.Value)
	}
	return w.control(c.Control) + map[bool]string{true: " drawn", false: " retired"}[c.Kind == registration.Draw]
}

// control is a control's name with its division, where that is not in the name.
func (w *Words) control(id registration.ControlID) string {
	k := w.console.Controls[id]
	division := ""
	if int(k.Division) < len(w.console.Divisions) && k.Kind != registration.Coupler {
		division = w.console.Divisions[k.Division].Name + " "
	}
	return division + k.Label()
}

// plain says a message as MIDI has it. Channels count from 1.
func plain(m []byte) (string, Sort) {
	if len(m) == 0 {
		return "", Others
	}
	channel := m[0]&15 + 1
	at := func(i int) int {
		if i < len(m) {
			return int(m[i])
		}
		return 0
	}
	switch m[0] & 0xF0 {
	case 0x80:
		return fmt.Sprintf("note %s off, channel %d", sequencer.KeyName(uint8(at(1))), channel), Keys
	case 0x90:
		if at(2) == 0 {
			return fmt.Sprintf("note %s off, channel %d", sequencer.KeyName(uint8(at(1))), channel), Keys
		}
		return fmt.Sprintf("note %s on, channel %d, velocity %d", sequencer.KeyName(uint8(at(1))), channel, at(2)), Keys
	case 0xA0:
		return fmt.Sprintf("pressure on note %s, channel %d: %d", sequencer.KeyName(uint8(at(1))), channel, at(2)), Others
	case 0xB0:
		return controller(at(1), at(2), int(channel)), Others
	case 0xC0:
		return fmt.Sprintf("program %d, channel %d", at(1), channel), Others
	case 0xD0:
		return fmt.Sprintf("pressure, channel %d: %d", channel, at(1)), Others
	case 0xE0:
		return fmt.Sprintf("pitch bend, channel %d: %d", channel, at(2)<<7+at(1)-8192), Others
	}
	switch m[0] {
	case 0xF0:
		return fmt.Sprintf("System Exclusive, %d bytes", len(m)), Others
	case 0xF1, 0xF8:
		return "clock", Clock
	case 0xF2:
		return fmt.Sprintf("song position %d", at(2)<<7+at(1)), Others
	case 0xF3:
		return fmt.Sprintf("song %d", at(1)), Others
	case 0xFA:
		return "start", Others
	case 0xFB:
		return "continue", Others
	case 0xFC:
		return "stop", Others
	case 0xFF:
		return "reset", Others
	}
	return "a message of the system", Others
}

// controllers have names of their own.
var controllers = map[int]string{
	6: "data entry", 7: "volume", 11: "expression", 38: "data entry, low", 64: "sustain pedal", 98: "NRPN, low", 99: "NRPN, high",
	100: "RPN, low", 101: "RPN, high", 120: "all sound off", 121: "reset controllers", 123: "all notes off",
}

func controller(number, value, channel int) string {
	name := fmt.Sprintf("controller %d", number)
	if n := controllers[number]; n != "" {
		name += " (" + n + ")"
	}
	return fmt.Sprintf("%s, channel %d: %d", name, channel, value)
}
