package dialect

import (
	"bytes"

	"voluntary/registration"
)

// HeardKind says what was heard.
type HeardKind uint8

// What can be heard.
const (
	KeyUp HeardKind = iota + 1
	KeyDown
	Changed
)

// Heard is a key or a change of registration as the organ says it. Division, Key and Velocity are those of a key, Change
// is that of Changed.
type Heard struct {
	Kind     HeardKind
	Division registration.DivisionID
	Key      uint8
	Velocity uint8
	Change   registration.Change
}

// Decoder understands what an organ says: bytes as they come, cut anywhere, with running status and real-time bytes in
// between. What is not in the dialect is passed over. It begins with the console's initial state; where the organ only
// says that a control has moved, the direction follows from what was heard before.
type Decoder struct {
	stream    Stream
	choices   [17]choice // per channel
	state     registration.State
	codes     []code
	parts     *parts
	controls  map[address][]registration.ControlID
	shoes     map[address]enclosed
	keyboards [17][]keyboard // per channel
}

// enclosed is a shoe and whose it is.
type enclosed struct {
	shoe
	enclosure registration.EnclosureID
}

// keyboard is a division that is heard on a channel.
type keyboard struct {
	division registration.DivisionID
	compass  registration.Division
}

// NewDecoder prepares the console's dialect.
func NewDecoder(c *registration.Console) *Decoder {
	d := &Decoder{
		state:    c.Initial(),
		controls: make(map[address][]registration.ControlID),
		shoes:    make(map[address]enclosed),
	}
	d.codes, d.parts = codesOf(c)
	for i, k := range d.codes {
		if k == nil {
			continue
		}
		for _, at := range k.addresses() {
			d.controls[at] = append(d.controls[at], registration.ControlID(i))
		}
	}
	for i, x := range c.Dialect.Enclosures {
		if s := newShoe(x); x.Channel != 0 {
			d.shoes[s.at] = enclosed{s, registration.EnclosureID(i)}
		}
	}
	for i, v := range c.Dialect.Divisions {
		if v.Channel != 0 {
			d.keyboards[v.Channel] = append(d.keyboards[v.Channel], keyboard{registration.DivisionID(i), c.Divisions[i]})
		}
	}
	return d
}

// State is the organ's registration as far as it was heard.
func (d *Decoder) State() registration.State { return d.state }

// Hear takes bytes as they come and adds what they say to dst.
func (d *Decoder) Hear(dst []Heard, wire []byte) []Heard {
	for _, b := range wire {
		if m := d.stream.Next(b); m != nil {
			dst = d.message(dst, m)
		}
	}
	return dst
}

func (d *Decoder) message(dst []Heard, m []byte) []Heard {
	if m[0] > sysEx {
		return dst // of the system
	}
	if bytes.Equal(m, d.parts.cancel) {
		return d.cancelled(dst)
	}
	channel := m[0]&15 + 1
	switch m[0] & 0xF0 {
	case noteOn:
		return d.note(dst, channel, m[1], m[2])
	case noteOff:
		return d.note(dst, channel, m[1], 0)
	case program:
		return d.word(dst, word{address: address{aProgram, channel, uint16(m[1])}})
	case controller:
		return d.controller(dst, channel, m[1], m[2])
	case sysEx:
		if n, ok := d.parts.sysEx[string(m)]; ok {
			dst = d.word(dst, word{address: address{subject: aSysEx, number: n}})
		}
		for n, b := range d.parts.bitmaps {
			if bits, first, ok := b.take(m); ok {
				dst = d.word(dst, word{address: address{subject: aBitmap, number: uint16(n)}, bits: bits, first: first})
			}
		}
	}
	return dst
}

// cancelled retires everything that is drawn.
func (d *Decoder) cancelled(dst []Heard) []Heard {
	for i := range d.codes {
		if c := registration.ControlID(i); d.state.On(c) {
			dst = d.change(dst, registration.Change{Kind: registration.Retire, Control: c})
		}
	}
	return dst
}

// controller is a word of its own and may complete one of several messages.
func (d *Decoder) controller(dst []Heard, channel, number, value uint8) []Heard {
	at := address{aController, channel, uint16(number)}
	dst = d.word(dst, word{address: at, value: value})
	at.subject = aStep
	if s := d.parts.steps[at]; s != nil {
		if button, ok := s.take(value); ok {
			dst = d.word(dst, word{address: at, value: button, extra: s.mode})
		}
	}
	for n, b := range d.parts.banks {
		if b.Channel == channel && b.Controller == number && b.take(value) {
			dst = d.word(dst, word{address: address{subject: aCombination, number: uint16(n)}, value: uint8(b.place)})
		}
	}
	if parameter, ok := d.choices[channel].take(number, value); ok {
		dst = d.word(dst, word{address: address{aParameter, channel, parameter}, value: value})
	}
	return dst
}

// note is a control where one is coded so, else a key.
func (d *Decoder) note(dst []Heard, channel, key, velocity uint8) []Heard {
	at := address{aNote, channel, uint16(key)}
	if len(d.controls[at]) > 0 {
		return d.word(dst, word{address: at, value: velocity})
	}
	keyboards := d.keyboards[channel]
	if len(keyboards) == 0 {
		return dst
	}
	division := keyboards[0].division
	for _, k := range keyboards { // a channel for two divisions is split by their compass
		if k.compass.Has(key) {
			division = k.division
			break
		}
	}
	h := Heard{Kind: KeyDown, Division: division, Key: key, Velocity: velocity}
	if velocity == 0 {
		h.Kind = KeyUp
	}
	return append(dst, h)
}

// word asks everything that is heard at the word's address.
func (d *Decoder) word(dst []Heard, w word) []Heard {
	for _, control := range d.controls[w.address] {
		on, ok := d.codes[control].hear(w, d.state.On(control))
		if !ok {
			continue
		}
		kind := registration.Retire
		if on {
			kind = registration.Draw
		}
		dst = d.change(dst, registration.Change{Kind: kind, Control: control})
	}
	if x, ok := d.shoes[w.address]; ok {
		dst = d.change(dst, registration.Change{Kind: registration.Express, Enclosure: x.enclosure, Value: x.hear(w.value)})
	}
	return dst
}

func (d *Decoder) change(dst []Heard, c registration.Change) []Heard {
	d.state.Apply(c)
	return append(dst, Heard{Kind: Changed, Change: c})
}
