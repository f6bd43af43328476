package sequencer

import (
	"maps"

	"voluntary/registration"
)

// Hearing says which parts and divisions are listened to. It is a way to listen and no property of the piece; the zero
// value hears everything. It is immutable.
type Hearing struct {
	parts     map[PartID]ear
	divisions map[string]ear // by text id
}

// ear is how one part or division is listened to.
type ear struct{ muted, solo bool }

// Everything reports whether nothing is left out.
func (h Hearing) Everything() bool { return len(h.parts) == 0 && len(h.divisions) == 0 }

// Part tells how a part is listened to.
func (h Hearing) Part(id PartID) (muted, solo bool) { return h.parts[id].muted, h.parts[id].solo }

// Division tells how a division is listened to, by its text id.
func (h Hearing) Division(id string) (muted, solo bool) {
	return h.divisions[id].muted, h.divisions[id].solo
}

// WithPart mutes a part, or has it heard alone with whatever else is solo. To be muted comes first.
func (h Hearing) WithPart(id PartID, muted, solo bool) Hearing {
	h.parts = withEar(h.parts, id, ear{muted, solo})
	return h
}

// WithDivision is WithPart for what is played on a division's keys, by its text id.
func (h Hearing) WithDivision(id string, muted, solo bool) Hearing {
	h.divisions = withEar(h.divisions, id, ear{muted, solo})
	return h
}

func withEar[K comparable](old map[K]ear, id K, e ear) map[K]ear {
	out := maps.Clone(old)
	if out == nil {
		out = make(map[K]ear)
	}
	if out[id] = e; e == (ear{}) {
		delete(out, id)
	}
	return out
}

// Hears reports whether the notes of a part are heard while a division plays it. When anything is solo, what is not is
// left out.
func (h Hearing) Hears(part PartID, division string) bool {
	p, d := h.parts[part], h.divisions[division]
	if p.muted || d.muted {
		return false
	}
	return p.solo || d.solo || !h.anySolo()
}

func (h Hearing) anySolo() bool {
	for _, e := range h.parts {
		if e.solo {
			return true
		}
	}
	for _, e := range h.divisions {
		if e.solo {
			return true
		}
	}
	return false
}

// Compile is [Compile] of what is heard. It is as long as the whole piece, and the lane is the same.
func (h Hearing) Compile(a *Arrangement, c *registration.Console) *Performance {
	if h.Everything() {
		p, _ := Compile(a, c)
		return p
	}
	solo := h.anySolo()
	p, _ := compile(a, c, func(p *Part, division string) bool {
		x, y := h.parts[p.ID], h.divisions[division]
		return !x.muted && !y.muted && (!solo || x.solo || y.solo)
	})
	return p
}
