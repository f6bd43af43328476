package dialect

import "voluntary/registration"

func appendController(dst []byte, at address, value uint8) []byte {
	return append(dst, status(controller, at.channel), byte(at.number), value)
}

// valued: one controller for one control, Bc nn On or Off.
type valued struct {
	at     address
	values pair
}

func newController(_ *parts, c registration.ControlCode) code {
	return valued{address{aController, c.Channel, c.Number}, pairOf(c)}
}

// newEmbedded: the value is the control, 64 more for on.
func newEmbedded(_ *parts, c registration.ControlCode) code {
	return valued{address{aController, c.Channel, c.Number}, pair{on: uint8(c.Index) + 64, off: uint8(c.Index)}}
}

func (v valued) say(dst []byte, _, on bool) []byte {
	return appendController(dst, v.at, v.values.of(on))
}
func (v valued) addresses() []address              { return []address{v.at} }
func (v valued) hear(w word, _ bool) (on, ok bool) { return v.values.mean(w.value) }

// index: the controller says on or off, its value says which control.
type index struct {
	on, off address
	value   uint8
}

func newIndex(_ *parts, c registration.ControlCode) code {
	return index{address{aController, c.Channel, uint16(c.On)}, address{aController, c.Channel, uint16(c.Off)}, uint8(c.Index)}
}

func (x index) say(dst []byte, _, on bool) []byte {
	if on {
		return appendController(dst, x.on, x.value)
	}
	return appendController(dst, x.off, x.value)
}

func (x index) addresses() []address { return []address{x.on, x.off} }
func (x index) hear(w word, _ bool) (on, ok bool) {
	return w.address == x.on, w.value == x.value
}

// bitfield is a controller whose value holds up to seven controls.
type bitfield struct {
	at   address
	bits uint8
	said bool // since the organ was last unknown
}

type bit struct {
	field *bitfield
	mask  uint8
}

func newBitfield(p *parts, c registration.ControlCode) code {
	at := address{aController, c.Channel, c.Number}
	if p.fields[at] == nil {
		p.fields[at] = &bitfield{at: at}
	}
	return bit{p.fields[at], 1 << c.Index}
}

func (b bit) remember(on bool) {
	b.field.bits &^= b.mask
	if on {
		b.field.bits |= b.mask
	}
}

func (b bit) say(dst []byte, _, on bool) []byte {
	if b.field.said && on == (b.field.bits&b.mask != 0) {
		return dst
	}
	b.remember(on)
	b.field.said = true
	return appendController(dst, b.field.at, b.field.bits)
}

func (b bit) addresses() []address { return []address{b.field.at} }
func (b bit) hear(w word, was bool) (on, ok bool) {
	on = w.value&b.mask != 0
	return on, on != was
}

// step is a controller on which a mode with a group comes first and buttons after it.
type step struct {
	mode uint8 // the last first value, 0 while there was none
}

// Modes of a two-step controller: 01mm0ggg.
const (
	stepClear  = 0x40
	stepOff    = 0x50
	stepOn     = 0x60
	stepToggle = 0x70
	// stepCleared is the button of a word that says a whole group was cleared.
	stepCleared = 0xFF
)

// take follows the two steps. It is ok when a button was pressed or a group cleared.
func (s *step) take(value uint8) (button uint8, ok bool) {
	if value >= 0x40 {
		s.mode = value
		return stepCleared, value&0x70 == stepClear
	}
	return value, s.mode != 0
}

type button struct {
	at     address
	group  uint8
	number uint8
}

func newTwoStep(p *parts, c registration.ControlCode) code {
	b := button{address{aStep, c.Channel, c.Number}, c.Group, uint8(c.Index)}
	if p.steps[b.at] == nil {
		p.steps[b.at] = new(step)
	}
	return b
}

func (b button) say(dst []byte, _, on bool) []byte {
	mode := uint8(stepOff)
	if on {
		mode = stepOn
	}
	return appendController(appendController(dst, b.at, mode|b.group), b.at, b.number)
}

func (b button) addresses() []address { return []address{b.at} }
func (b button) hear(w word, was bool) (on, ok bool) {
	if w.extra&7 != b.group {
		return false, false
	}
	if w.value == stepCleared {
		return false, was
	}
	if w.value != b.number {
		return false, false
	}
	switch w.extra & 0x70 {
	case stepOn:
		return true, true
	case stepOff:
		return false, true
	case stepToggle:
		return !was, true
	}
	return false, false
}
