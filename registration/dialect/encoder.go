package dialect

import (
	"slices"

	"voluntary/registration"
)

// Encoder turns keys and changes into the bytes that one organ understands.
type Encoder struct {
	divisions  []registration.DivisionCode
	enclosures []registration.EnclosureCode
	codes      []code             // per control; nil: unsaid
	believed   registration.State // what the organ has by what was said
	channels   []uint8            // that carry keys, ascending, each once
	silent     [17][128]bool      // keys by channel that are controls
	shared     [17]bool           // channels on which a key is a control
}

// NewEncoder prepares the console's dialect.
func NewEncoder(c *registration.Console) *Encoder {
	e := &Encoder{
		divisions:  c.Dialect.Divisions,
		enclosures: c.Dialect.Enclosures,
		codes:      codesOf(c),
		believed:   c.Initial(),
	}
	for _, d := range e.divisions {
		if d.Channel != 0 {
			e.channels = append(e.channels, d.Channel)
		}
	}
	slices.Sort(e.channels)
	e.channels = slices.Compact(e.channels)
	for _, k := range e.codes {
		if k == nil {
			continue
		}
		for _, at := range k.addresses() {
			if at.subject == aNote {
				e.silent[at.channel][at.number] = true
				e.shared[at.channel] = true
			}
		}
	}
	return e
}

func codesOf(c *registration.Console) []code {
	codes := make([]code, len(c.Controls))
	for i, k := range c.Dialect.Controls {
		if make, ok := kinds[k.Kind]; ok {
			codes[i] = make(k)
		}
	}
	return codes
}

// Channels lists the MIDI channels, from 1, that carry keys.
func (e *Encoder) Channels() []uint8 { return slices.Clone(e.channels) }

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
	return append(dst, status(noteOn, c.Channel), key, velocity)
}

// AppendChange adds the messages that make one change of registration. A control or a shoe that cannot be reached over
// MIDI adds nothing.
func (e *Encoder) AppendChange(dst []byte, c registration.Change) []byte {
	switch c.Kind {
	case registration.Draw, registration.Retire:
		if int(c.Control) >= len(e.codes) {
			return dst
		}
		was := e.believed.On(c.Control)
		e.believed.Apply(c)
		if k := e.codes[c.Control]; k != nil {
			return k.say(dst, was, c.Kind == registration.Draw)
		}
	case registration.Express:
		if int(c.Enclosure) >= len(e.enclosures) {
			return dst
		}
		e.believed.Apply(c)
		if x := e.enclosures[c.Enclosure]; x.Channel != 0 {
			return append(dst, status(controller, x.Channel), x.Controller, min(c.Value, 127))
		}
	}
	return dst
}

// AppendRelease adds "all notes off" (CC 123) for every channel that carries keys. It is to follow the note-offs of the
// keys that are known to be down; some organs ignore it.
func (e *Encoder) AppendRelease(dst []byte) []byte {
	for _, channel := range e.channels {
		if !e.shared[channel] {
			dst = append(dst, status(controller, channel), allNotesOff, 0)
		}
	}
	return dst
}

// AppendPanic adds a note-off for each of the 128 keys of every channel that carries keys, then "all notes off" (CC 123)
// and "all sound off" (CC 120). On a channel where a control is coded as a note, that note and both controllers are
// left out.
func (e *Encoder) AppendPanic(dst []byte) []byte {
	for _, channel := range e.channels {
		for key := range uint8(128) {
			if !e.silent[channel][key] {
				dst = append(dst, status(noteOff, channel), key, 0)
			}
		}
		if !e.shared[channel] {
			dst = append(dst, status(controller, channel), allNotesOff, 0, status(controller, channel), allSoundOff, 0)
		}
	}
	return dst
}
