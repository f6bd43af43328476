package dialect

import (
	"voluntary/registration"
)

// Encoder turns keys and changes into the bytes that one organ understands. It keeps in mind what it has said: some
// organs get all their controls in one message, some understand only "the other way round".
type Encoder struct {
	divisions []registration.DivisionCode
	codes     []code // per control; nil: unsaid
	shoes     []shoe // per enclosure; channel 0: unsaid
	relative  []bool // per control
	parts     *parts

	believed registration.State // what the organ has
	known    bool               // believed is right for the relative controls
	opened   bool               // the set-up header has been said
	header   []byte             // sets the organ up
	cancel   []byte             // brings relative controls to a known state
	blind    bool               // there are relative controls and nothing that cancels them
}

// NewEncoder prepares the console's dialect. The organ is unknown at first, as after [Encoder.Forget].
func NewEncoder(c *registration.Console) *Encoder {
	e := &Encoder{divisions: c.Dialect.Divisions, relative: make([]bool, len(c.Controls)), believed: c.Initial()}
	e.codes, e.parts = codesOf(c)
	e.header = appendSetup(nil, &c.Dialect)
	toggles := false
	for i, k := range c.Dialect.Controls {
		e.relative[i] = relative(k.Kind)
		toggles = toggles || e.relative[i] && k.Kind != registration.RelativeBank
	}
	if toggles {
		e.cancel = append(e.cancel, e.parts.cancel...)
		e.blind = e.parts.cancel == nil
	}
	for _, b := range e.parts.banks {
		e.cancel = b.append(e.cancel, b.Cancel)
	}
	for _, x := range c.Dialect.Enclosures {
		e.shoes = append(e.shoes, newShoe(x))
	}
	return e
}

// Forget says that nothing is known of the organ any more: it was switched off, replugged, or played by somebody. The
// next change or key that is pressed says again what [Encoder.AppendOpening] says.
func (e *Encoder) Forget() {
	e.known, e.opened = false, false
	e.parts.forget()
}

// Blind reports whether the organ has controls of which one can only ask for the opposite, no message that cancels them,
// and nobody has told how they stand. They stay as they are until [Encoder.Assume]: ask the organist to press general
// cancel, then assume the console's initial state.
func (e *Encoder) Blind() bool { return e.blind && !e.known }

// Toggles reports whether the organ has controls of which one can only ask for the opposite, and no message that cancels
// them: how they stand is known by a person's word alone.
func (e *Encoder) Toggles() bool { return e.blind }

// Believed is how the organ stands by all that was said.
func (e *Encoder) Believed() registration.State { return e.believed }

// Assume tells how the organ stands.
func (e *Encoder) Assume(s registration.State) {
	e.believed, e.known = s, true
	e.parts.cancelled()
	for i, k := range e.codes {
		if r, ok := k.(rememberer); ok {
			r.remember(s.On(registration.ControlID(i)))
		}
	}
}

// Whole tells that the message for a control says how all the controls of one part of the dialect stand, and which part: a
// message for the same part that has not left is then of no more use.
func (e *Encoder) Whole(c registration.ControlID) (part uint32, ok bool) {
	if int(c) >= len(e.codes) {
		return 0, false
	}
	switch k := e.codes[c].(type) {
	case bitmapBit:
		return uint32(k.at.number), true
	case bit:
		return 1<<31 | uint32(k.field.at.channel)<<16 | uint32(k.field.at.number), true
	}
	return 0, false
}

// Follow makes in s the change that the organ makes when it is told c: of a bank's combinations only one is on.
func (e *Encoder) Follow(s *registration.State, c registration.Change) {
	if c.Kind == registration.Draw && int(c.Control) < len(e.codes) {
		if drawn, ok := e.codes[c.Control].(combination); ok {
			for i, k := range e.codes {
				if other, ok := k.(combination); ok && other.bank == drawn.bank {
					s.Apply(registration.Change{Kind: registration.Retire, Control: registration.ControlID(i)})
				}
			}
		}
	}
	s.Apply(c)
}

// AppendOpening adds what an organ of which nothing is known has to be told first: GrandOrgue's set-up header, and a
// cancel where controls can only be toggled or stepped through. Most organs need nothing. It is added once; AppendChange
// and AppendKey call it themselves.
func (e *Encoder) AppendOpening(dst []byte) []byte {
	if !e.opened {
		e.opened = true
		dst = append(dst, e.header...)
	}
	if !e.known && !e.blind {
		e.known = true
		if e.cancel != nil {
			dst = append(dst, e.cancel...)
			e.parts.cancelled()
			for i, k := range e.codes {
				e.believed.Apply(registration.Change{Kind: registration.Retire, Control: registration.ControlID(i)})
				if r, ok := k.(rememberer); ok {
					r.remember(false)
				}
			}
		}
	}
	return dst
}

// usualVelocity is for a key that was struck with none.
const usualVelocity = 64

// AppendKey adds the message that presses or releases a key of a division. A division without a channel says nothing.
// The velocity of a release is not sent.
func (e *Encoder) AppendKey(dst []byte, d registration.DivisionID, key, velocity uint8, down bool) []byte {
	if int(d) >= len(e.divisions) || key > 127 {
		return dst
	}
	c := &e.divisions[d]
	switch {
	case c.Channel == 0:
		return dst
	case !down && c.OffAs9n:
		return append(dst, status(noteOn, c.Channel), key, 0)
	case !down:
		return append(dst, status(noteOff, c.Channel), key, 0)
	case c.Velocity != 0:
		velocity = c.Velocity
	case velocity == 0 || velocity > 127:
		velocity = usualVelocity
	}
	return append(e.AppendOpening(dst), status(noteOn, c.Channel), key, velocity)
}

// AppendChange adds the messages that make one change of registration. A control or a shoe that cannot be reached over
// MIDI adds nothing, nor does a change of which the organ was told with an earlier one.
func (e *Encoder) AppendChange(dst []byte, c registration.Change) []byte {
	switch c.Kind {
	case registration.Draw, registration.Retire:
		if int(c.Control) >= len(e.codes) || e.codes[c.Control] == nil {
			return dst
		}
		dst = e.AppendOpening(dst)
		if e.relative[c.Control] && !e.known {
			return dst // never the wrong way round
		}
		was := e.believed.On(c.Control)
		e.Follow(&e.believed, c)
		return e.codes[c.Control].say(dst, was, c.Kind == registration.Draw)
	case registration.Express:
		if int(c.Enclosure) >= len(e.shoes) || e.shoes[c.Enclosure].at.channel == 0 {
			return dst
		}
		return e.shoes[c.Enclosure].say(e.AppendOpening(dst), c.Value)
	}
	return dst
}
