package sequencer

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"voluntary/registration"
)

// crowd leaves out the strokes for which a division has too many keys down. A key that is down stays; of those struck
// together the highest comes first, then the lowest, then the next from outside in.
func crowd(in []stroke, m *registration.Mechanics) (played, refused []stroke) {
	limited := func(s stroke) bool { return m.Divisions[s.division].MostKeys > 0 }
	if !slices.ContainsFunc(in, limited) {
		return in, nil
	}
	slices.SortFunc(in, func(a, b stroke) int {
		return cmp.Or(cmp.Compare(a.division, b.division), cmp.Compare(a.start, b.start), cmp.Compare(b.key, a.key))
	})
	played = make([]stroke, 0, len(in))
	var down []time.Duration // when the keys that are down are released
	for i := 0; i < len(in); {
		chord := in[i:]
		n := slices.IndexFunc(chord, func(s stroke) bool { return s.start != chord[0].start || s.division != chord[0].division })
		if n >= 0 {
			chord = chord[:n]
		}
		if i == 0 || in[i-1].division != chord[0].division {
			down = down[:0]
		}
		i += len(chord)
		down = slices.DeleteFunc(down, func(end time.Duration) bool { return end <= chord[0].start })
		room := len(chord)
		if limited(chord[0]) {
			room = max(m.Divisions[chord[0].division].MostKeys-len(down), 0)
		}
		for low, high := 0, len(chord)-1; low <= high; room-- {
			s := chord[low] // from above
			if (len(chord)-1-high+low)%2 == 1 {
				s = chord[high]
				high--
			} else {
				low++
			}
			if room <= 0 {
				refused = append(refused, s)
				continue
			}
			played, down = append(played, s), append(down, s.end)
		}
	}
	return played, refused
}

// crowdFindings says what crowd left out, one finding for a chord.
func crowdFindings(refused []stroke, c *registration.Console) []Diagnostic {
	var out []Diagnostic
	for i := 0; i < len(refused); {
		s, div := refused[i], c.Divisions[refused[i].division]
		var silent []uint8
		for ; i < len(refused) && refused[i].start == s.start && refused[i].division == s.division; i++ {
			silent = append(silent, refused[i].key)
		}
		are := "is"
		if len(silent) > 1 {
			are = "are"
		}
		keys := "1 key"
		if most := c.Mechanics.Divisions[s.division].MostKeys; most > 1 {
			keys = fmt.Sprintf("%d keys", most)
		}
		out = append(out, Diagnostic{
			Kind: "crowded", Severity: Fault, At: s.tick, Part: s.part, Division: div.ID, Key: s.key, Note: s.note,
			Message: fmt.Sprintf("The %s takes %s at once: %s %s silent.", div.Name, keys, KeyNames(silent), are),
			Fix:     "Thin the chord out, or give a part to another division.",
		})
	}
	return out
}
