package devices

import (
	"context"
	"fmt"
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

// Report says in words how much of the organ's wire is used, and at the most was, and how many keys its limits have
// withheld, which is trouble: they were not heard.
func (o *organPort) Report() (words string, trouble bool) {
	now, most := o.Load()
	words = fmt.Sprintf("its wire is used to %.0f %%, at the most %.0f %%", 100*now, 100*most)
	if most > 1 {
		words += ": more was asked for than it carries, so something came late"
	}
	switch n := o.Withheld(); n {
	case 0:
		return words, false
	case 1:
		return words + "; 1 key was withheld, for as many were down as the organ bears", true
	default:
		return words + fmt.Sprintf("; %d keys were withheld, for as many were down as the organ bears", n), true
	}
}

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
