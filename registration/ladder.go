package registration

import "slices"

// Steps of the ladder.
const Steps = 6

// StepNames are the six steps of the ladder of loudness, from the softest on. A scene of a console with such a name is
// its step; a step that a console has not set is derived from its stops.
func StepNames() [Steps]string { return [Steps]string{"pp", "p", "mp", "mf", "f", "fff"} }

// StepOf finds a step by its name, 0 to Steps-1. The dynamic marks between and beyond them count as the nearest.
func StepOf(name string) (step int, ok bool) {
	switch name {
	case "ppp", "pppp":
		name = "pp"
	case "ff", "ffff":
		name = "fff"
	}
	names := StepNames()
	i := slices.Index(names[:], name)
	return i, i >= 0
}

// Ladder is the six steps of the console as scenes, from the softest on: those that are set, and for the others a
// registration by the families of the stops, which lies between the steps that are set below and above it. Those scenes say
// something of every control.
func (c *Console) Ladder() [Steps]Scene {
	var out [Steps]Scene
	for i := range out {
		out[i] = c.step(i)
	}
	return out
}

// StepIsSet reports whether a step is a scene of the console, and not derived.
func (c *Console) StepIsSet(step int) bool {
	_, ok := c.setStep(step)
	return ok
}

func (c *Console) setStep(step int) (Scene, bool) {
	name := StepNames()[step]
	if k := slices.IndexFunc(c.Scenes, func(s Scene) bool { return s.Name == name }); k >= 0 {
		return c.Scenes[k], true
	}
	return Scene{}, false
}

func (c *Console) step(i int) Scene {
	if set, ok := c.setStep(i); ok {
		return set
	}
	s := c.usualStep(i)
	below, above := State{}, State{}
	hasBelow, hasAbove := false, false
	for k := i - 1; k >= 0 && !hasBelow; k-- {
		if sc, ok := c.setStep(k); ok {
			below, _ = sc.Recall(c, State{})
			hasBelow = true
		}
	}
	for k := i + 1; k < Steps && !hasAbove; k++ {
		if sc, ok := c.setStep(k); ok {
			above, _ = sc.Recall(c, State{})
			hasAbove = true
		}
	}
	for w := range s.on {
		s.on[w] |= below.on[w]
		if hasAbove {
			s.on[w] &= above.on[w] | below.on[w]
		}
	}
	for e := range c.Enclosures {
		if hasBelow {
			s.shoes[e] = max(s.shoes[e], below.shoes[e])
		}
		if hasAbove {
			s.shoes[e] = min(s.shoes[e], max(above.shoes[e], below.shoes[e]))
		}
	}
	return SceneOf(c, StepNames()[i], s)
}

// Scene finds a scene of the console by its name; the steps of the ladder are always there.
func (c *Console) Scene(name string) (Scene, bool) {
	for _, s := range c.Scenes {
		if s.Name == name {
			return s, true
		}
	}
	names := StepNames()
	if i := slices.Index(names[:], name); i >= 0 {
		return c.step(i), true
	}
	return Scene{}, false
}

// shoesOfSteps is how far the boxes are open at each step.
var shoesOfSteps = [Steps]uint8{40, 70, 90, 110, 127, 127}

// usualStep draws in every division what belongs to a step and those below. A step draws all that the one below draws, so
// that it is never softer.
func (c *Console) usualStep(step int) State {
	s := c.Initial()
	first := c.firstSteps()
	for i := range c.Controls {
		k := &c.Controls[i]
		at := Steps
		switch {
		case k.Kind == Stop:
			at = k.usualStep(c.Divisions[k.Division].Pedal)
		case k.Kind == Coupler && k.Shift == 0 && !k.UnisonOff && k.To != k.Division && !c.Divisions[k.To].Pedal:
			switch {
			case c.Divisions[k.Division].Pedal:
				at = 3
			case k.Division == c.main():
				at = 4
			}
		}
		if at <= step || slices.Contains(first, ControlID(i)) {
			s = s.With(ControlID(i), true)
		}
	}
	for i := range c.Enclosures {
		s = s.WithShoe(EnclosureID(i), shoesOfSteps[step])
	}
	return s
}

// main is the division that others are coupled to most, the first manual where they are alike.
func (c *Console) main() DivisionID {
	var reached [MaxDivisions]int
	for i := range c.Controls {
		if k := &c.Controls[i]; k.Kind == Coupler && k.To != k.Division {
			reached[k.Division]++
		}
	}
	best := -1
	for i, d := range c.Divisions {
		if !d.Pedal && (best < 0 || reached[i] > reached[best]) {
			best = i
		}
	}
	return DivisionID(max(best, 0))
}

// firstSteps is for each division without anything that soft the softest of its usual foundation.
func (c *Console) firstSteps() []ControlID {
	var out []ControlID
	for d, div := range c.Divisions {
		best, bestPoints := -1, 0.0
		for i := range c.Controls {
			k := &c.Controls[i]
			if k.Kind != Stop || int(k.Division) != d || k.Pitch <= 0 || k.Family == NoFamily || k.Construction == "celeste" {
				continue
			}
			points := k.Loudness()
			foundation := 8.0
			if div.Pedal {
				foundation = 16
			}
			if k.Pitch != foundation {
				points += 30
			}
			if k.Pitch > foundation {
				points += 10
			}
			if best < 0 || points < bestPoints {
				best, bestPoints = i, points
			}
		}
		if best >= 0 {
			out = append(out, ControlID(best))
		}
	}
	return out
}

// usualStep is from which step on a stop is drawn; Steps is never.
func (k *Control) usualStep(pedal bool) int {
	foundation := 8.0
	if pedal {
		foundation = 16
	}
	octaves := 0
	for feet := k.Pitch; feet > 0 && feet < foundation*0.75; feet *= 2 {
		octaves++
	}
	low := k.Pitch > foundation*1.5
	switch k.Family {
	case String:
		switch {
		case k.Construction == "celeste":
			return Steps
		case low:
			return 4
		}
		return 1 + octaves
	case Flute:
		if low {
			return 4
		}
		return min(1+octaves, 4)
	case Principal:
		if low {
			return 5
		}
		if pedal && octaves == 0 {
			return 4 // an open 16
		}
		return min(2+octaves, 4)
	case Mutation:
		if !pedal && isQuint(k.Pitch) && k.Construction == "" {
			return 4
		}
	case Mixture:
		if k.Construction == "" {
			return 4
		}
		return 5
	case Reed:
		if k.Construction == "" || k.Construction == "open" {
			return 5
		}
	}
	return Steps
}

// isQuint reports whether a pitch is 2 2/3 or 1 1/3 feet.
func isQuint(feet float64) bool {
	return feet > 2.6 && feet < 2.75 || feet > 1.3 && feet < 1.4
}
