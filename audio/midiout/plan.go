package midiout

import (
	"time"

	"voluntary/audio/guard/wire"
	"voluntary/registration"
)

// spread is how much earlier than its travel time a change may leave so that many changes fit in before the notes they
// belong to. More would change the sound of what comes before.
const spread = time.Second

// PlanOf is what a port for a console is used for.
func PlanOf(c *registration.Console) wire.Plan {
	d := &c.Dialect
	p := wire.Plan{Gap: d.Gap, Travel: d.Travel, Advance: d.Travel}
	if d.Gap > 0 {
		p.Advance += spread
	}
	for _, v := range d.Divisions {
		if v.Channel == 0 {
			continue
		}
		p.Keys |= 1 << (v.Channel - 1)
		if v.OffAs9n {
			p.OffAs9n |= 1 << (v.Channel - 1)
		}
	}
	for _, k := range d.Controls {
		if k.Kind == registration.Note && k.Channel != 0 {
			p.Spare(k.Channel-1, uint8(k.Number))
		}
	}
	return p
}
