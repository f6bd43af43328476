package sequencer

import "math/rand/v2"

// Quantise draws the marked notes to a grid that begins anew with each bar: each start goes strength percent of the way
// to the nearest line, 0 to 100. With ends, so does each end; without, lengths are kept.
func Quantise(marked Selection, grid Tick, strength int, ends bool) Edit {
	switch {
	case grid < 1:
		return refuse("the grid cannot be %d ticks", grid)
	case strength < 0 || strength > 100:
		return refuse("the strength cannot be %d percent (0 to 100)", strength)
	}
	return func(a *Arrangement) (*Arrangement, error) {
		drawn := func(t Tick) Tick {
			start, end := a.meters.BarAt(t)
			line := min(start+(t-start+grid/2)/grid*grid, end)
			if end-t <= t-line {
				line = end // the bar line itself, where the grid does not fill the bar
			}
			way := (line - t) * Tick(strength)
			if way < 0 {
				return t - (-way+50)/100
			}
			return t + (way+50)/100
		}
		return eachNote(marked, func(_ *Part, n Note) (Note, bool) {
			length := n.End - n.Start
			n.Start = drawn(n.Start)
			if ends {
				n.End = max(drawn(n.End), n.Start+min(length, grid))
			} else {
				n.End = n.Start + length
			}
			return n, true
		})(a)
	}
}

// Humanise moves the starts and the ends of the marked notes by up to spread ticks either way, and their velocity by up
// to force, all by the dice of a seed: the same seed gives the same result. No note is turned round.
func Humanise(marked Selection, spread Tick, force int, seed uint64) Edit {
	spread, force = min(max(spread, 0), MaxTick), min(max(force, 0), 127)
	return eachNote(marked, func(_ *Part, n Note) (Note, bool) {
		dice := rand.New(rand.NewPCG(seed, uint64(n.ID)))
		throw := func(most int64) int64 { return dice.Int64N(2*most+1) - most }
		length := n.End - n.Start
		n.Start = max(n.Start+Tick(throw(int64(spread))), 0)
		n.End = min(max(n.End+Tick(throw(int64(spread))), n.Start+min(length, shortestNote)), MaxTick)
		if force > 0 {
			n.Velocity = uint8(min(max(int64(n.Velocity)+throw(int64(force)), 1), 127))
		}
		return n, true
	})
}
