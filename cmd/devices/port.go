package devices

import (
	"context"
	"strings"

	"voluntary/audio/midiout"
	"voluntary/registration"
	"voluntary/sequencer/playback"
)

// organPort is an organ at the end of a MIDI port, called by the name that was asked for.
type organPort struct {
	*midiout.Output
	asked string
}

func (o *organPort) Name() string { return o.asked }

// Open opens what a name stands for (see the package comment), to speak as the console's dialect says. The caller closes
// the output, at best by handing it to an engine. The error is a sentence that says what there is instead.
func (d *Devices) Open(ctx context.Context, name string, c *registration.Console) (playback.Output, error) {
	if name == Builtin || strings.EqualFold(name, shortBuiltin) {
		return d.openOrgan(ctx, name, c)
	}
	if IsPreview(name) {
		return d.openPreview(name, c)
	}
	g, err := d.midi()
	if err != nil {
		return nil, err
	}
	o, err := midiout.Open(ctx, g, name, c)
	if err != nil {
		return nil, err
	}
	return &organPort{o, name}, nil
}
