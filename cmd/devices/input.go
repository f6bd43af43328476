package devices

import (
	"io"

	"voluntary/audio/guard"
	"voluntary/audio/midiin"
)

// Message is one whole MIDI message that came in.
type Message = guard.Message

// Listen listens to an input until the closer is closed: a port's name as [Devices.Ports] lists it, a part of it that fits
// no other, "virtual:NAME" or "raw:PATH". It is looked for until it is there, and again when it has gone; state is called
// with "" when it is open, else with a sentence. Both functions are called on goroutines of the device and must not block.
func (d *Devices) Listen(name string, hear func(Message), state func(trouble string)) (io.Closer, error) {
	g, err := d.midi()
	if err != nil {
		return nil, err
	}
	return midiin.Listen(g, name, hear, state), nil
}
