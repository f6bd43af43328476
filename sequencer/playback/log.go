package playback

import (
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// sent is one entry of what an output was told, or was passed by because it had it already.
type sent struct {
	due   time.Time
	event sequencer.Event
	mark  mark
}

type mark uint8

const (
	told    mark = iota
	passed       // nothing was said
	barrier      // the course jumped here; the event means nothing
)

// record is what an output was told and is not due yet, in order of time. Its memory serves for ever.
type record struct {
	all   []sent
	first int
}

func (r *record) len() int        { return len(r.all) - r.first }
func (r *record) waiting() []sent { return r.all[r.first:] }
func (r *record) clear()          { r.all, r.first = r.all[:0], 0 }

func (r *record) put(s sent) {
	if len(r.all) == cap(r.all) && r.first > len(r.all)/2 {
		r.all, r.first = r.all[:copy(r.all, r.all[r.first:])], 0
	}
	r.all = append(r.all, s)
}

// pop takes out the first entry if it is due by now.
func (r *record) pop(now time.Time) (sent, bool) {
	if r.first == len(r.all) || r.all[r.first].due.After(now) {
		return sent{}, false
	}
	s := r.all[r.first]
	r.first++
	if r.first == len(r.all) {
		r.clear()
	}
	return s, true
}

// concerns tells whether an entry that waits is about the same key or control as e.
func (r *record) concerns(e *sequencer.Event) bool {
	for i := r.first; i < len(r.all); i++ {
		if s := &r.all[i]; s.mark == barrier || same(&s.event, e) {
			return true
		}
	}
	return false
}

func same(a, b *sequencer.Event) bool {
	if stroke(a) || stroke(b) {
		return stroke(a) && stroke(b) && a.Division == b.Division && a.Key == b.Key
	}
	if a.Kind == sequencer.Expression || b.Kind == sequencer.Expression {
		return a.Kind == b.Kind && a.Change.Enclosure == b.Change.Enclosure
	}
	return a.Change.Control == b.Change.Control
}

func stroke(e *sequencer.Event) bool {
	return e.Kind == sequencer.KeyDown || e.Kind == sequencer.KeyUp
}

// doubts are the keys and controls of which it is not known what the output has: something about them was flushed so
// close to its time that it may have happened.
type doubts struct {
	any      bool
	keys     [registration.MaxDivisions][2]uint64
	controls registration.State // in doubt where on, a shoe where not 0
}

func (d *doubts) set(e *sequencer.Event, on bool) {
	if !d.any && !on {
		return
	}
	d.any = true
	if !stroke(e) {
		d.controls.Apply(about(e.Change, on))
		return
	}
	word, bit := &d.keys[e.Division][e.Key>>6&1], uint64(1)<<(e.Key&63)
	if on {
		*word |= bit
	} else {
		*word &^= bit
	}
}

func (d *doubts) has(e *sequencer.Event) bool {
	switch {
	case !d.any:
		return false
	case stroke(e):
		return d.keys[e.Division][e.Key>>6&1]>>(e.Key&63)&1 != 0
	case e.Kind == sequencer.Expression:
		return d.controls.Shoe(e.Change.Enclosure) != 0
	}
	return d.controls.On(e.Change.Control)
}

// join takes over the doubts of o.
func (d *doubts) join(o *doubts) {
	if !o.any {
		return
	}
	d.any = true
	for i := range d.keys {
		d.keys[i][0] |= o.keys[i][0]
		d.keys[i][1] |= o.keys[i][1]
	}
	for k := range registration.ControlID(registration.MaxControls) {
		if o.controls.On(k) {
			d.controls.Apply(drawing(k, true))
		}
	}
	for i := range registration.EnclosureID(registration.MaxEnclosures) {
		if o.controls.Shoe(i) != 0 {
			d.controls = d.controls.WithShoe(i, 1)
		}
	}
	*o = doubts{}
}

// about marks in a state of flags the control or shoe that a change is about.
func about(c registration.Change, on bool) registration.Change {
	if c.Kind != registration.Express {
		return drawing(c.Control, on)
	}
	m := registration.Change{Kind: registration.Express, Enclosure: c.Enclosure}
	if on {
		m.Value = 1
	}
	return m
}
