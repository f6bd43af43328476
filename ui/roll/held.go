package roll

import (
	"image/color"

	"voluntary/registration"
	"voluntary/ui/theme"
)

// held is the colour of each key that sounds; a key that several divisions sound takes that of the first.
func (k *keyboard) held() map[int]color.NRGBA {
	out := make(map[int]color.NRGBA, len(k.r.held)+1)
	dark := theme.Dark()
	for _, h := range k.r.held {
		if _, taken := out[int(h.Key)]; !taken {
			out[int(h.Key)] = theme.DivisionColor(k.r.notes.console, h.Division, dark)
		}
	}
	if k.down >= 0 {
		out[k.down] = theme.DivisionColor(k.r.notes.console, k.with, dark)
	}
	return out
}

// divisionFor is the division that a key pressed here sounds on: the one that plays the chosen part at the playhead when
// it has the key, else the first that has it.
func (r *Roll) divisionFor(key int) (registration.DivisionID, bool) {
	c := r.notes.console
	if c == nil {
		return 0, false
	}
	for i := range r.notes.parts {
		p := &r.notes.parts[i]
		if p.part.ID != r.part {
			continue
		}
		if at := p.routes[p.route(r.playheadTick())]; at.division != nobody && key >= int(at.lowest) && key <= int(at.highest) {
			return registration.DivisionID(at.division), true
		}
	}
	for i, d := range c.Divisions {
		if d.Has(uint8(key)) {
			return registration.DivisionID(i), true
		}
	}
	return 0, false
}

func (r *Roll) sound(d registration.DivisionID, key int, down bool) {
	if r.OnAudition != nil && key >= 0 && key < keys {
		r.OnAudition(d, uint8(key), down)
	}
}
