package grandorgue

import (
	"bytes"
	"crypto/sha1" // GrandOrgue's fingerprint of an organ, no secret

	"voluntary/registration"
	"voluntary/registration/dialect"
)

// News is what a message of a GrandOrgue tells.
type News uint8

// What there is to be told.
const (
	NoNews  News = iota
	Began        // it has loaded an organ, or opened its ports, and tells everything anew
	Moved        // a control or a shoe of the console, perhaps where it stood before
	Sounded      // a key
)

// Echo understands what a GrandOrgue tells of itself at the port that is its MIDIRecorderDevice: which organ is loaded, how
// each of its controls stands, and from then on every movement. It gives elements numbers of its own, other than those
// that we have given them, and says so in the same set-up header.
//
// It belongs to one goroutine at a time.
type Echo struct {
	console   *registration.Console
	named     map[string]registration.Change // by element: Draw or Express, without a value
	manuals   map[string]registration.DivisionID
	print     []byte // the fingerprint of the console's organ; nil when it has none
	keyboards map[uint8]registration.DivisionID
	numbers   map[[2]uint16]registration.Change // by channel and number
	chosen    [16]uint16                        // the number that each channel has chosen
	state     registration.State
	knows     registration.State // which controls it has told; shoes are 1
	organ     []byte             // the fingerprint that was told, nil before
	last      dialect.Heard
}

// NewEcho listens for the elements of a console's dialect.
func NewEcho(c *registration.Console) *Echo {
	e := &Echo{console: c, named: make(map[string]registration.Change), manuals: make(map[string]registration.DivisionID)}
	for i, v := range c.Dialect.Divisions {
		if v.Element != "" {
			e.manuals[v.Element] = registration.DivisionID(i)
		}
	}
	for i, k := range c.Dialect.Controls {
		if k.Element != "" {
			e.named[k.Element] = registration.Change{Kind: registration.Draw, Control: registration.ControlID(i)}
		}
	}
	for i, x := range c.Dialect.Enclosures {
		if x.Element != "" {
			e.named[x.Element] = registration.Change{Kind: registration.Express, Enclosure: registration.EnclosureID(i)}
		}
	}
	if c.Dialect.Organ != "" {
		e.print = fingerprint(c.Dialect.Organ)
	}
	e.forget()
	return e
}

// fingerprint is what GrandOrgue's header says of an organ's name.
func fingerprint(church string) []byte {
	hash := sha1.Sum([]byte(church))
	for i := range hash[:8] {
		hash[i] &= 0x7F
	}
	return hash[:8]
}

func (e *Echo) forget() {
	e.keyboards = make(map[uint8]registration.DivisionID)
	e.numbers = make(map[[2]uint16]registration.Change)
	e.chosen = [16]uint16{}
	e.state, e.knows, e.organ = registration.State{}, registration.State{}, nil
}

// Introduce tells it that an organ of this name is loaded, where that was not heard: it was loaded before anybody listened.
// [Echo.Meet] makes known control by control how GrandOrgue speaks of it.
func (e *Echo) Introduce(church string) { e.organ = fingerprint(church) }

// Introduced tells whether it is known which organ is loaded.
func (e *Echo) Introduced() bool { return e.organ != nil }

// Meet tells it under which number GrandOrgue speaks of a control, and that the control is retired. channel is counted
// from 0.
func (e *Echo) Meet(c registration.ControlID, channel uint8, number uint16) {
	e.numbers[[2]uint16{uint16(channel), number}] = registration.Change{Kind: registration.Draw, Control: c}
	e.knows = e.knows.With(c, true)
	e.state = e.state.With(c, false)
}

// Loaded tells whether an organ is loaded whose controls are all known.
func (e *Echo) Loaded() bool { return e.organ != nil && len(e.Unknown()) == 0 }

// Unknown lists the controls of the console that GrandOrgue can tell of and has not, in console order.
func (e *Echo) Unknown() []registration.ControlID {
	var out []registration.ControlID
	for i, k := range e.console.Dialect.Controls {
		if c := registration.ControlID(i); k.Element != "" && !e.knows.On(c) {
			out = append(out, c)
		}
	}
	return out
}

// Other tells whether the organ that is loaded is another than the console's.
func (e *Echo) Other() bool {
	return e.organ != nil && e.print != nil && !bytes.Equal(e.organ, e.print)
}

// State is how the organ stands, as far as it was told.
func (e *Echo) State() registration.State { return e.state }

// Astray lists the controls of the console that were told and do not stand as they should, in console order.
func (e *Echo) Astray(want registration.State) []registration.ControlID {
	var out []registration.ControlID
	for i := range e.console.Controls {
		c := registration.ControlID(i)
		if e.knows.On(c) && e.state.On(c) != want.On(c) {
			out = append(out, c)
		}
	}
	return out
}

var header = []byte{0xF0, 0x7D, 0x47, 0x4F}

// Hear takes one whole message. Whatever is not GrandOrgue's is no news.
func (e *Echo) Hear(m []byte) News {
	if rest, ok := bytes.CutPrefix(m, header); ok && len(rest) > 1 && rest[len(rest)-1] == 0xF7 {
		return e.setUp(rest[:len(rest)-1])
	}
	if len(m) != 3 {
		return NoNews
	}
	channel := m[0] & 15
	switch m[0] & 0xF0 {
	case 0x80, 0x90:
		if d, ok := e.keyboards[channel]; ok {
			e.last = dialect.Heard{Kind: dialect.KeyDown, Division: d, Key: m[1], Velocity: m[2]}
			if m[0]&0xF0 == 0x80 || m[2] == 0 {
				e.last.Kind, e.last.Velocity = dialect.KeyUp, 0
			}
			return Sounded
		}
	case 0xB0:
		n := &e.chosen[channel]
		switch m[1] {
		case 0x63:
			*n = uint16(m[2])<<7 | *n&127
		case 0x62:
			*n = *n&^127 | uint16(m[2])
		case 0x06:
			return e.moved(e.numbers[[2]uint16{uint16(channel), *n}], m[2])
		}
	}
	return NoNews
}

// setUp takes a message of the header, without its frame.
func (e *Echo) setUp(m []byte) News {
	switch kind := m[0]; {
	case kind == 0x00:
		e.forget()
		return Began
	case kind == 0x01:
		e.organ = bytes.Clone(m[1:])
	case kind&0xF0 == 0x10 && len(m) > 3:
		channel, number, name := kind&15, uint16(m[1])<<7|uint16(m[2]), m[3:]
		if d, ok := e.manuals[string(name)]; ok {
			e.keyboards[channel] = d
		} else if c, ok := e.named[string(name)]; ok {
			e.numbers[[2]uint16{uint16(channel), number}] = c
		}
	}
	return NoNews
}

func (e *Echo) moved(c registration.Change, value uint8) News {
	switch c.Kind {
	case registration.Draw:
		e.state = e.state.With(c.Control, value != 0)
		e.knows = e.knows.With(c.Control, true)
		if value == 0 {
			c.Kind = registration.Retire
		}
	case registration.Express:
		e.state = e.state.WithShoe(c.Enclosure, value)
		e.knows = e.knows.WithShoe(c.Enclosure, 1)
		c.Value = value
	default:
		return NoNews
	}
	e.last = dialect.Heard{Kind: dialect.Changed, Change: c}
	return Moved
}

// Last is what the last message said that was [Moved] or [Sounded].
func (e *Echo) Last() dialect.Heard { return e.last }
