package sequencer

import (
	"errors"
	"fmt"
	"slices"

	"voluntary/registration"
)

// Dynamic is that a piece is at a step of the ladder from a tick on: 0 (pp) to registration.Steps-1 (fff).
type Dynamic struct {
	At   Tick
	Step int
}

// ErrNoDynamics is wrapped when nothing in a piece says how loud it is.
var ErrNoDynamics = errors.New("the score does not say how loud it is")

// Dynamics are the steps of the ladder that a score suggests: by marks that are called pp to fff, with the steps on the way
// of those called cresc. and dim., and where there are none by how hard its notes are struck, which is how notation programs
// write their dynamics into notes (pp 33, p 49, mp 64, mf 80, f 96, ff 112). Single accents and a bar that falls out of its
// surroundings do not count, nor do parts whose notes are all struck alike: how loud one part is set against the others is no
// dynamic. It is empty when that is so in every part.
func Dynamics(a *Arrangement) []Dynamic {
	steps, swells := marked(a)
	if len(steps) == 0 {
		struck := byVelocity(a)
		if len(struck) > 0 || len(swells) == 0 { // where it swells is struck harder, too
			return struck
		}
	}
	return tidyDynamics(withSwells(a, tidyDynamics(steps), swells))
}

func byVelocity(a *Arrangement) []Dynamic {
	var out []Dynamic
	onsets := onsetsOf(a)
	if len(onsets) == 0 {
		return nil
	}
	type bar struct {
		at       Tick
		first    int // in onsets
		velocity []uint8
		step     int
	}
	var bars []bar
	for i, o := range onsets {
		from, _ := a.Meters().BarAt(o.at)
		if n := len(bars); n == 0 || bars[n-1].at != from {
			bars = append(bars, bar{at: from, first: i})
		}
		b := &bars[len(bars)-1]
		b.velocity = append(b.velocity, o.velocities...)
	}
	for i := range bars {
		bars[i].step = stepOfVelocity(median(bars[i].velocity))
	}
	for i := 1; i+1 < len(bars); i++ {
		if bars[i-1].step == bars[i+1].step {
			bars[i].step = bars[i-1].step
		}
	}
	for i, b := range bars {
		if i > 0 && b.step == bars[i-1].step {
			continue
		}
		out = append(out, Dynamic{begins(onsets, b.first, b.step, i > 0), b.step})
	}
	return tidyDynamics(out)
}

// onset is what begins at one tick.
type onset struct {
	at         Tick
	velocities []uint8
}

// onsetsOf are those of the parts in which notes are struck differently.
func onsetsOf(a *Arrangement) []onset {
	var notes []Note
	for i := range a.Parts() {
		if own := a.Parts()[i].Notes; !struckAlike(own) {
			notes = append(notes, own...)
		}
	}
	slices.SortStableFunc(notes, func(x, y Note) int { return int(x.Start - y.Start) })
	var out []onset
	for _, n := range notes {
		if k := len(out); k == 0 || out[k-1].at != n.Start {
			out = append(out, onset{at: n.Start})
		}
		o := &out[len(out)-1]
		o.velocities = append(o.velocities, n.Velocity)
	}
	return out
}

// alike is how far velocities may differ without meaning anything.
const alike = 6

func struckAlike(notes []Note) bool {
	low, high := uint8(127), uint8(0)
	for i := range notes {
		low, high = min(low, notes[i].Velocity), max(high, notes[i].Velocity)
	}
	return len(notes) == 0 || high-low <= alike
}

func median(v []uint8) uint8 {
	v = slices.Clone(v)
	slices.Sort(v)
	return v[len(v)/2]
}

// stepOfVelocity is the step of the dynamic mark whose usual velocity is nearest.
func stepOfVelocity(v uint8) int {
	for step, above := range [...]uint8{41, 57, 72, 88, 104} {
		if v < above {
			return step
		}
	}
	return registration.Steps - 1
}

// begins is where a step that holds in a bar begins: with an upbeat before it, or within it.
func begins(onsets []onset, first, step int, upbeat bool) Tick {
	is := func(i int) bool { return stepOfVelocity(median(onsets[i].velocities)) == step }
	i := first
	if upbeat && is(first) {
		for i > 0 && is(i-1) {
			i--
		}
		return onsets[i].at
	}
	for i+1 < len(onsets) && !is(i) && i < first+16 {
		i++
	}
	if !is(i) {
		i = first
	}
	return onsets[i].at
}

// tidyDynamics puts dynamics in order and leaves out what changes nothing.
func tidyDynamics(in []Dynamic) []Dynamic {
	slices.SortStableFunc(in, func(x, y Dynamic) int { return int(x.At - y.At) })
	var out []Dynamic
	for _, d := range in {
		switch n := len(out); {
		case n > 0 && out[n-1].At == d.At:
			out[n-1] = d
		case n > 0 && out[n-1].Step == d.Step:
		default:
			out = append(out, d)
		}
	}
	return slices.CompactFunc(out, func(x, y Dynamic) bool { return x.Step == y.Step })
}

// RegisterAt registers the whole piece at one step of the ladder. Steps that stood in the lane before are taken out, all
// else stays.
func RegisterAt(step int) Edit { return registerBy([]Dynamic{{0, step}}) }

// RegisterByDynamics recalls in the lane the steps of the ladder that the score suggests. Steps that stood there before are
// taken out, all else stays.
func RegisterByDynamics() Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		found := Dynamics(a)
		if len(found) == 0 {
			return nil, fmt.Errorf("%w: in every part all notes are struck alike, and no mark is called cresc., dim. or pp to fff", ErrNoDynamics)
		}
		found[0].At = 0 // nothing sounds before
		return registerBy(found)(a)
	}
}

func registerBy(dynamics []Dynamic) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		names := registration.StepNames()
		for _, d := range dynamics {
			if d.Step < 0 || d.Step >= len(names) {
				return nil, fmt.Errorf("the ladder has no step %d", d.Step+1)
			}
		}
		return a.WithLane(func(lane []LaneEvent) []LaneEvent {
			for i := range lane {
				if slices.Contains(names[:], lane[i].Scene) {
					lane[i].Scene = ""
				}
			}
			for _, d := range dynamics {
				if i := slices.IndexFunc(lane, func(e LaneEvent) bool { return e.At == d.At }); i >= 0 {
					lane[i].Scene = names[d.Step]
				} else {
					lane = append(lane, LaneEvent{At: d.At, Scene: names[d.Step]})
				}
			}
			return lane
		})
	}
}
