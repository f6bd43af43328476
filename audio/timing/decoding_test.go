package timing

import (
	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/sequencer"
)

// decoding understands what an organ is told.
type decoding struct {
	decoder *dialect.Decoder
	does    sequencer.Sounding
}

func newDecoding(c *registration.Console) *decoding {
	return &decoding{decoder: dialect.NewDecoder(c), does: sequencer.Sounding{State: c.Initial()}}
}

// hear tells whether a message presses a key, and whether that was down already.
func (d *decoding) hear(b []byte) (down bool, division registration.DivisionID, key uint8, again bool) {
	for _, h := range d.decoder.Hear(nil, b) {
		switch h.Kind {
		case dialect.KeyDown:
			down, division, key = true, h.Division, h.Key
			again = d.does.Keys[division][key] != 0
			d.does.Keys[division][key] = max(h.Velocity, 1)
		case dialect.KeyUp:
			d.does.Keys[h.Division][h.Key] = 0
		case dialect.Changed:
			d.does.Apply(sequencer.ChangeEvent(0, h.Change))
		}
	}
	return down, division, key, again
}

func (d *decoding) keys() (n int) {
	for range d.does.Held {
		n++
	}
	return n
}
