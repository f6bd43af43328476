package midiout

import (
	"slices"
	"time"

	"voluntary/audio/guard/wire"
	"voluntary/registration"
	"voluntary/sequencer"
)

// spread is how much earlier than its travel time a change may leave so that many changes fit in before the notes they
// belong to. More would change the sound of what comes before.
const spread = time.Second

// PlanOf is what a port for a console is used for. The maker's least gap is kept whatever gap the dialect asks for. The
// wire's rate is kept where the console says one: without that the driver of a cable lines up what is too much for it, and
// what goes to a program on the same machine waits for no cable.
func PlanOf(c *registration.Console) wire.Plan {
	d := &c.Dialect
	p := wire.Plan{Gap: max(d.Gap, c.Mechanics.LeastGap), Travel: d.Travel, Advance: d.Travel, Rate: c.Mechanics.WireRate}
	if p.Gap > 0 || p.Rate > 0 {
		p.Advance += spread
	}
	if said, err := d.PanicMessages(); err == nil { // a console has been checked
		p.Panic = string(slices.Concat(said...))
	}
	for i, v := range d.Divisions {
		if v.Channel == 0 {
			continue
		}
		p.Keys |= 1 << (v.Channel - 1)
		id := registration.DivisionID(i)
		p.Limits[v.Channel-1] = wire.Limits{
			Shortest: min(c.Mechanics.ShortestNoteOf(id), wire.MaxLimit),
			Repeat:   min(c.Mechanics.RepeatGapOf(id), wire.MaxLimit),
			Most:     uint8(c.Mechanics.Divisions[i].MostKeys),
		}
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

// delays are the times that the pipes of the divisions take to speak.
type delays struct {
	console   *registration.Console
	divisions [registration.MaxDivisions]time.Duration
	most      time.Duration
}

func delaysOf(c *registration.Console) delays {
	d := delays{console: c}
	for i := range c.Divisions {
		d.divisions[i] = c.Mechanics.Divisions[i].SpeakingDelay
		d.most = max(d.most, d.divisions[i])
	}
	return d
}

func (d *delays) ofDivision(n registration.DivisionID) time.Duration {
	if int(n) < len(d.divisions) {
		return d.divisions[n]
	}
	return 0
}

// of is the delay of what an event is about. Shoes act at once.
func (d *delays) of(e *sequencer.Event) time.Duration {
	switch {
	case e.Kind == sequencer.Expression:
	case e.Kind == sequencer.KeyDown || e.Kind == sequencer.KeyUp:
		return d.ofDivision(e.Division)
	case int(e.Change.Control) < len(d.console.Controls):
		return d.ofDivision(d.console.Controls[e.Change.Control].Division)
	}
	return 0
}
