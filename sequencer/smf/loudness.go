package smf

import (
	"cmp"
	"math"
	"slices"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Values of volume and expression before a file says any.
const (
	usualVolume     = 100
	usualExpression = 127
)

const (
	leastSwell = 0.8 // a controller that never falls below this share of its highest swells nothing
	evenLoud   = 96  // stands for velocities that are all alike: f
	alike      = 6   // how far they may differ for it
)

// shoe is how loud a channel is from a tick on, by its volume and expression.
type shoe struct {
	at   sequencer.Tick
	loud float64
}

// shoes is how loud each channel is in the course of the file. What is said on a channel holds in all tracks.
func (r *ruler) shoes() (out [16][]shoe) {
	type move struct {
		at   sequencer.Tick
		what *Controller
	}
	var moves []move
	for i := range r.file.Tracks {
		t := &r.file.Tracks[i]
		for k := range t.Shoes {
			moves = append(moves, move{r.tick(t.Index, t.Shoes[k].Tick), &t.Shoes[k]})
		}
	}
	slices.SortStableFunc(moves, func(a, b move) int { return cmp.Compare(a.at, b.at) })
	var volume, expression [16]uint8
	for c := range out {
		volume[c], expression[c] = usualVolume, usualExpression
	}
	for _, m := range moves {
		c := m.what.Channel
		if m.what.Number == 7 {
			volume[c] = m.what.Value
		} else {
			expression[c] = m.what.Value
		}
		out[c] = append(out[c], shoe{m.at, float64(volume[c]) * float64(expression[c])})
	}
	return out
}

// withSwells marks with the steps of the ladder where volume and expression make the piece softer and louder, when they move
// while it plays and nothing else in the file says how loud it is. Each channel is measured by its loudest note, so that the
// balance of channels, which a mixer sets once, says nothing.
func (r *ruler) withSwells(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	if slices.ContainsFunc(a.Marks(), func(m sequencer.Mark) bool { _, ok := sequencer.ReadDynamic(m.Name); return ok }) {
		return a, nil
	}
	shoes := r.shoes()
	at := func(n *sequencer.Note) float64 {
		line := shoes[(n.Channel-1)%16]
		said, _ := slices.BinarySearchFunc(line, n.Start, func(s shoe, t sequencer.Tick) int {
			if s.at <= t {
				return -1
			}
			return 1
		})
		if said == 0 {
			return usualVolume * usualExpression
		}
		return line[said-1].loud
	}
	var least, most [16]float64
	low, high := uint8(127), uint8(0)
	for i := range a.Parts() {
		for k := range a.Parts()[i].Notes {
			n := &a.Parts()[i].Notes[k]
			c, v := (n.Channel-1)%16, at(n)
			if most[c] == 0 {
				least[c] = v
			}
			least[c], most[c] = min(least[c], v), max(most[c], v)
			low, high = min(low, n.Velocity), max(high, n.Velocity)
		}
	}
	swells := false
	for c := range most {
		swells = swells || least[c] < leastSwell*most[c]
	}
	if !swells {
		return a, nil
	}
	played := a
	for i := range a.Parts() {
		var err error
		if played, err = played.WithNotes(a.Parts()[i].ID, func(notes []sequencer.Note) []sequencer.Note {
			for k := range notes {
				n := &notes[k]
				v := float64(n.Velocity)
				if high-low <= alike {
					v = evenLoud
				}
				n.Velocity = uint8(max(math.Round(v*at(n)/max(most[(n.Channel-1)%16], 1)), 1))
			}
			return notes
		}); err != nil {
			return nil, err
		}
	}
	steps := sequencer.Dynamics(played)
	if len(steps) < 2 { // a passing one
		return a, nil
	}
	return a.WithMarks(func(marks []sequencer.Mark) []sequencer.Mark {
		names := registration.StepNames()
		for _, d := range steps {
			marks = append(marks, sequencer.Mark{At: d.At, Kind: sequencer.Section, Name: names[d.Step]})
		}
		return marks
	})
}
