package playback

import (
	"cmp"
	"math"
	"slices"
	"time"

	"voluntary/registration"
)

// Bounds of a fade.
const (
	ShortestFade = 100 * time.Millisecond
	LongestFade  = 10 * time.Minute
)

const (
	fullLevel = 127
	// shoeStep is the shortest time between two positions of a shoe: wires are slow.
	shoeStep = 25 * time.Millisecond
)

// fade is a plan: when the shoes close how far, and when which controls are retired. It is immutable.
type fade struct {
	begin time.Time
	order []registration.ControlID // as they are retired
	steps []dimming                // in order of time; the last ends it
}

type dimming struct {
	after time.Duration
	level uint8 // 127: the shoes stand where they are told, 0: closed
	cut   int   // so many of the order are retired
}

// newFade plans a fade from a registration: by the shoes over the first half, then stop by stop.
func newFade(c *registration.Console, s registration.State, begin time.Time, length time.Duration) *fade {
	f := &fade{begin: begin}
	length = min(max(length, ShortestFade), LongestFade)
	shoes := false
	if c != nil {
		f.order = fadeOrder(c)
		for e := range c.Enclosures {
			shoes = shoes || s.Shoe(registration.EnclosureID(e)) > 0
		}
	}
	var cuts []int
	for i, k := range f.order {
		if s.On(k) {
			cuts = append(cuts, i+1)
		}
	}
	closing, level := time.Duration(0), uint8(fullLevel)
	if shoes {
		closing, level = length, 0
		if len(cuts) > 1 {
			closing /= 2
		}
		n := min(max(closing/shoeStep, 1), fullLevel)
		for i := time.Duration(1); i <= n; i++ {
			f.steps = append(f.steps, dimming{after: closing * i / n, level: uint8(fullLevel * (n - i) / n)})
		}
	}
	for i := range max(len(cuts)-1, 0) {
		after := closing + (length-closing)*time.Duration(i+1)/time.Duration(len(cuts))
		f.steps = append(f.steps, dimming{after, level, cuts[i]})
	}
	f.steps = append(f.steps, dimming{after: length, cut: len(f.order)})
	return f
}

// ends is when it is over.
func (f *fade) ends() time.Time { return f.begin.Add(f.steps[len(f.steps)-1].after) }

// later is the same fade put off.
func (f *fade) later(by time.Duration) *fade {
	g := *f
	g.begin = f.begin.Add(by)
	return &g
}

// fadeOrder lists the controls that a fade retires, as an organist would: what is bright and loud first, the quiet eight
// feet last. Unison couplers, tremulants and a unison off stay.
func fadeOrder(c *registration.Console) []registration.ControlID {
	var out []registration.ControlID
	for i := range c.Controls {
		if _, fades := fadeRank(&c.Controls[i]); fades {
			out = append(out, registration.ControlID(i))
		}
	}
	slices.SortStableFunc(out, func(a, b registration.ControlID) int {
		x, y := &c.Controls[a], &c.Controls[b]
		p, _ := fadeRank(x)
		q, _ := fadeRank(y)
		return cmp.Or(cmp.Compare(p, q), cmp.Compare(y.Strength, x.Strength))
	})
	return out
}

// fadeRank is where a control stands in the order: extras and octave couplers, mixtures, reeds, mutations, 2 feet and
// shorter, 4 feet, 32 feet, 16 feet, principals of 8 feet, the rest.
func fadeRank(k *registration.Control) (rank int, fades bool) {
	const (
		extras = iota
		mixtures
		reeds
		mutations
		twoFeet
		fourFeet
		thirtyTwoFeet
		sixteenFeet
		principals
		quiet
	)
	switch k.Kind {
	case registration.Other:
		return extras, true
	case registration.Tremulant:
		return 0, false
	case registration.Coupler:
		switch {
		case k.UnisonOff || k.Shift == 0:
			return 0, false
		case k.Shift > 0:
			return extras, true
		}
		return sixteenFeet, true
	}
	octave := math.Log2(k.Pitch / 8)
	switch {
	case k.Family == registration.Mixture || len(k.Ranks) > 1 || k.Pitch == 0:
		return mixtures, true
	case k.Family == registration.Reed:
		return reeds, true
	case k.Family == registration.Mutation || math.Abs(octave-math.Round(octave)) > 0.02:
		return mutations, true
	case octave < -1.5:
		return twoFeet, true
	case octave < -0.5:
		return fourFeet, true
	case octave > 1.5:
		return thirtyTwoFeet, true
	case octave > 0.5:
		return sixteenFeet, true
	case k.Family == registration.Principal:
		return principals, true
	}
	return quiet, true
}

// veil is what a fade has taken from the registration. It lies on top of the lane and the hand, and stays when the fade
// is over, until playing begins anew. It is a plain value.
type veil struct {
	plan  *fade              // nil: none under way
	step  int                // of the plan, the next
	cut   int                // of the plan's order
	level uint8              // of the shoes that fade
	held  registration.State // a control that is on here is kept retired, a shoe that is not 0 here fades
	free  registration.State // a control that is on here has been moved by hand since and is left alone
}

func newVeil(f *fade) veil {
	v := veil{plan: f, level: fullLevel}
	for e := range registration.EnclosureID(registration.MaxEnclosures) {
		v.held = v.held.WithShoe(e, 1)
	}
	return v
}

// fading tells whether a fade is under way.
func (v *veil) fading() bool { return v.plan != nil }

// faded tells whether a fade is over and still lies on the registration.
func (v *veil) faded() bool { return v.plan == nil && v.held != registration.State{} }

// next is when the next step is due.
func (v *veil) next() (time.Time, bool) {
	if v.plan == nil {
		return time.Time{}, false
	}
	return v.plan.begin.Add(v.plan.steps[v.step].after), true
}

// dim makes the next step. It is true when that was the last.
func (v *veil) dim() bool {
	s := v.plan.steps[v.step]
	v.step++
	v.level = s.level
	for ; v.cut < s.cut; v.cut++ {
		if k := v.plan.order[v.cut]; !v.free.On(k) {
			v.held = v.held.With(k, true)
		}
	}
	if v.step < len(v.plan.steps) {
		return false
	}
	v.stop()
	return true
}

// stop ends the fade as it is.
func (v *veil) stop() { v.plan = nil }

// lift leaves alone what is moved by hand.
func (v *veil) lift(c registration.Change) {
	if *v == (veil{}) {
		return
	}
	v.held.Apply(about(c, false))
	if c.Kind != registration.Express {
		v.free = v.free.With(c.Control, true)
	}
}

// over is a registration with the veil on it.
func (v *veil) over(s registration.State) registration.State {
	if v.held == (registration.State{}) {
		return s
	}
	for _, k := range v.held.Drawn() {
		s = s.With(k, false)
	}
	for e := range registration.EnclosureID(registration.MaxEnclosures) {
		if v.held.Shoe(e) != 0 {
			s = s.WithShoe(e, v.dimmed(s.Shoe(e)))
		}
	}
	return s
}

// through is a change as it is seen through the veil.
func (v *veil) through(c registration.Change) registration.Change {
	switch {
	case c.Kind == registration.Draw && v.held.On(c.Control):
		return drawing(c.Control, false)
	case c.Kind == registration.Express && v.held.Shoe(c.Enclosure) != 0:
		c.Value = v.dimmed(c.Value)
	}
	return c
}

func (v *veil) dimmed(value uint8) uint8 {
	return uint8((int(value)*int(v.level) + fullLevel/2) / fullLevel)
}
