package sequencer

import (
	"slices"

	"voluntary/registration"
)

// Reached is a division that speaks when keys of another are played, and how many semitones away.
type Reached struct {
	Division registration.DivisionID
	Shift    int
}

// Reach lists what speaks when a key of a division is played with this registration, the division itself first unless
// its unison is off. A coupler to another division carries what is played on its own keyboard and no more; octave
// couplers and unison off of a division act on all that arrives there. Whether stops are drawn makes no difference.
func Reach(c *registration.Console, s *registration.State, d registration.DivisionID) []Reached {
	arriving := []Reached{{d, 0}}
	var silent [registration.MaxDivisions]bool
	var octaves []*registration.Control
	for i := range c.Controls {
		k := &c.Controls[i]
		switch {
		case k.Kind != registration.Coupler || !s.On(registration.ControlID(i)):
		case k.UnisonOff:
			silent[k.Division] = true
		case k.Division == k.To:
			octaves = append(octaves, k)
		case k.Division == d:
			arriving = append(arriving, Reached{k.To, int(k.Shift)})
		}
	}
	var out []Reached
	add := func(r Reached) {
		if !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	for _, r := range arriving {
		if !silent[r.Division] {
			add(r)
		}
		for _, k := range octaves {
			if k.To == r.Division {
				add(Reached{r.Division, r.Shift + int(k.Shift)})
			}
		}
	}
	return out
}
