package dialect

import "voluntary/registration"

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
// between. What is not in the dialect is passed over.
type Decoder struct {
	stream     stream
	parameters [17]parameter // per channel
	state      registration.State
	codes      []code
	controls   map[address][]registration.ControlID
	enclosures map[address]registration.EnclosureID
	keyboards  [17][]keyboard // per channel
}

// parameter is the NRPN that data entry on a channel goes to.
type parameter struct {
	high, low         uint8
	haveHigh, haveLow bool
}

// keyboard is a division that is heard on a channel.
type keyboard struct {
	division registration.DivisionID
	compass  registration.Division
}

// NewDecoder prepares the console's dialect.
func NewDecoder(c *registration.Console) *Decoder {
	d := &Decoder{
		state:      c.Initial(),
		codes:      codesOf(c),
		controls:   make(map[address][]registration.ControlID),
		enclosures: make(map[address]registration.EnclosureID),
	}
	for i, k := range d.codes {
		if k == nil {
			continue
		}
		for _, at := range k.addresses() {
			d.controls[at] = append(d.controls[at], registration.ControlID(i))
		}
	}
	for i, x := range c.Dialect.Enclosures {
		if x.Channel != 0 {
			d.enclosures[address{aController, x.Channel, uint16(x.Controller)}] = registration.EnclosureID(i)
		}
	}
	for i, v := range c.Dialect.Divisions {
		if v.Channel != 0 {
			d.keyboards[v.Channel] = append(d.keyboards[v.Channel], keyboard{registration.DivisionID(i), c.Divisions[i]})
		}
	}
	return d
}

// Hear takes bytes as they come and adds what they say to dst.
func (d *Decoder) Hear(dst []Heard, wire []byte) []Heard {
	for _, b := range wire {
		if m := d.stream.next(b); m != nil {
			dst = d.message(dst, m)
		}
	}
	return dst
}

func (d *Decoder) message(dst []Heard, m []byte) []Heard {
	channel := m[0]&15 + 1
	switch m[0] & 0xF0 {
	case noteOn:
		return d.note(dst, channel, m[1], m[2])
	case noteOff:
		return d.note(dst, channel, m[1], 0)
	case controller:
		dst = d.word(dst, word{address{aController, channel, uint16(m[1])}, m[2]})
		if number, ok := d.parameters[channel].take(m[1], m[2]); ok {
			dst = d.word(dst, word{address{aParameter, channel, number}, m[2]})
		}
	}
	return dst
}

// note is a control where one is coded so, else a key.
func (d *Decoder) note(dst []Heard, channel, key, velocity uint8) []Heard {
	at := address{aNote, channel, uint16(key)}
	if len(d.controls[at]) > 0 {
		return d.word(dst, word{at, velocity})
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
		change := registration.Change{Kind: registration.Retire, Control: control}
		if on {
			change.Kind = registration.Draw
		}
		d.state.Apply(change)
		dst = append(dst, Heard{Kind: Changed, Change: change})
	}
	if x, ok := d.enclosures[w.address]; ok {
		change := registration.Change{Kind: registration.Express, Enclosure: x, Value: w.value}
		d.state.Apply(change)
		dst = append(dst, Heard{Kind: Changed, Change: change})
	}
	return dst
}

// take follows the controllers that choose a parameter. It is ok when a value for one has come.
func (p *parameter) take(number, value uint8) (parameter uint16, ok bool) {
	switch number {
	case parameterHigh:
		p.high, p.haveHigh = value, true
	case parameterLow:
		p.low, p.haveLow = value, true
	case registered, registeredLow:
		p.haveHigh, p.haveLow = false, false
	case dataEntry:
		return uint16(p.high)<<7 | uint16(p.low), p.haveHigh && p.haveLow
	}
	return 0, false
}
