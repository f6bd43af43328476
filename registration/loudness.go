package registration

import "math"

// Loudness is how loud one stop is beside others of usual strength, in decibels; an open diapason of 8 feet is 0. It
// serves to compare registrations, not to voice pipes. What is no stop has none (-60).
func (k *Control) Loudness() float64 {
	if k.Kind != Stop {
		return silent
	}
	level := k.Strength
	switch k.Family {
	case Flute:
		level -= 3
	case String:
		level -= 5
	case Reed:
		level += 4
		if k.Construction != "" && k.Construction != "open" { // clarinets, regals: short or narrow
			level -= 4
		}
	case Mutation:
		level -= 4
	case Mixture:
		level += 1 + math.Log2(float64(max(len(k.Ranks), 2)))
	case NoFamily:
		level -= 6
	}
	if k.Pitch > 0 && k.Pitch < 8 {
		level += 0.5 * math.Log2(8/k.Pitch) // higher pipes are heard through
	}
	return level
}

const silent = -60

// LoudnessOf is how loud the stops of one division are together, in decibels as [Control.Loudness]: their powers are
// added. It is -60 when nothing is drawn there.
func (c *Console) LoudnessOf(s *State, d DivisionID) float64 {
	power := 0.0
	for _, id := range s.Drawn() {
		if k := &c.Controls[id]; k.Kind == Stop && k.Division == d {
			power += math.Pow(10, k.Loudness()/10)
		}
	}
	return decibels(power)
}

// LoudnessOfAll is [Console.LoudnessOf] for every division together.
func (c *Console) LoudnessOfAll(s *State) float64 {
	power := 0.0
	for d := range c.Divisions {
		if own := c.LoudnessOf(s, DivisionID(d)); own > silent {
			power += math.Pow(10, own/10)
		}
	}
	return decibels(power)
}

func decibels(power float64) float64 {
	if power <= 0 {
		return silent
	}
	return max(10*math.Log10(power), silent)
}
