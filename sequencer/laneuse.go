package sequencer

import (
	"cmp"
	"slices"

	"voluntary/registration"
)

// Stretch is a span of time in a division, half-open.
type Stretch struct {
	Division registration.DivisionID
	From, To Tick
}

// LaneUse tells where the registration and the notes miss each other.
type LaneUse struct {
	Silent []Stretch // keys are pressed and nothing speaks; in order of division, then time
	spoken [][]Stretch
}

// UseOf compares the notes of an arrangement with what is drawn on a console. Where a division is silent, rests shorter
// than a bar do not part the stretch. Muted notes do not count, keys beyond the compass do.
func UseOf(a *Arrangement, c *registration.Console, pic *LanePicture) *LaneUse {
	u := &LaneUse{spoken: make([][]Stretch, len(c.Divisions))}
	plays := keysDown(a, c)
	moments := []stateAt{{0, c.Initial()}}
	for i := range pic.states { // where a shoe alone moves, nothing else speaks
		if !pic.states[i].state.SameControls(&moments[len(moments)-1].state) {
			moments = append(moments, pic.states[i])
		}
	}
	for i := range moments {
		m := &moments[i]
		until := MaxTick
		if i+1 < len(moments) {
			until = moments[i+1].at
		}
		if until <= m.at || i > 0 && m.at >= a.End() {
			continue
		}
		speaks := speaking(c, &m.state)
		for d := range c.Divisions {
			id := registration.DivisionID(d)
			pressed := stretchesIn(plays[d], m.at, until)
			if len(pressed) == 0 {
				continue
			}
			if !speaks[d] {
				for _, s := range pressed {
					u.Silent = append(u.Silent, Stretch{id, max(s.From, m.at), min(s.To, until)})
				}
			}
			for _, r := range Reach(c, &m.state, id) {
				u.spoken[r.Division] = append(u.spoken[r.Division], Stretch{r.Division, m.at, until})
			}
			u.spoken[d] = append(u.spoken[d], Stretch{id, m.at, until}) // a coupler of its own is in use, too
		}
	}
	u.Silent = joinSilence(a, u.Silent, plays)
	for d := range u.spoken {
		slices.SortFunc(u.spoken[d], func(x, y Stretch) int { return cmp.Compare(x.From, y.From) })
	}
	return u
}

// Heard reports whether any key reaches a division in a span.
func (u *LaneUse) Heard(d registration.DivisionID, from, to Tick) bool {
	return int(d) < len(u.spoken) && slices.ContainsFunc(u.spoken[d], func(s Stretch) bool { return s.From < to && s.To > from })
}

// SilentBars counts the bars that a stretch touches.
func SilentBars(m MeterMap, s Stretch) int {
	return m.Position(max(s.To-1, s.From)).Bar - m.Position(s.From).Bar + 1
}

// stretchesIn lists those of a division's stretches, in order, that touch a span.
func stretchesIn(list []Stretch, from, to Tick) []Stretch {
	lo, _ := slices.BinarySearchFunc(list, from+1, func(s Stretch, t Tick) int { return cmp.Compare(s.To, t) })
	hi := lo
	for hi < len(list) && list[hi].From < to {
		hi++
	}
	return list[lo:hi]
}

// keysDown is for each division when any key of it is pressed, in order, without overlaps.
func keysDown(a *Arrangement, c *registration.Console) [][]Stretch {
	out := make([][]Stretch, len(c.Divisions))
	for i := range a.Parts() {
		p := &a.Parts()[i]
		for r, route := range p.Routing {
			until := MaxTick
			if r+1 < len(p.Routing) {
				until = p.Routing[r+1].At
			}
			d, ok := c.Division(route.Division)
			if !ok {
				continue
			}
			lo, hi := startsIn(p.Notes, route.At, until)
			for _, n := range p.Notes[lo:hi] {
				if n.Muted {
					continue
				}
				// Notes come in order of their starts: most prolong the last stretch.
				if k := len(out[d]); k > 0 && n.Start >= out[d][k-1].From && n.Start <= out[d][k-1].To {
					out[d][k-1].To = max(out[d][k-1].To, n.End)
				} else if n.End > n.Start {
					out[d] = append(out[d], Stretch{d, n.Start, n.End})
				}
			}
		}
	}
	earlier := func(x, y Stretch) int { return cmp.Compare(x.From, y.From) }
	for d := range out {
		if !slices.IsSortedFunc(out[d], earlier) {
			slices.SortFunc(out[d], earlier)
		}
		joined := out[d][:0]
		for _, s := range out[d] {
			if k := len(joined); k > 0 && s.From <= joined[k-1].To {
				joined[k-1].To = max(joined[k-1].To, s.To)
			} else {
				joined = append(joined, s)
			}
		}
		out[d] = joined
	}
	return out
}

// joinSilence joins the silent stretches of a division between which there is nothing but a rest of less than a bar.
func joinSilence(a *Arrangement, list []Stretch, plays [][]Stretch) []Stretch {
	slices.SortFunc(list, func(x, y Stretch) int {
		return cmp.Or(cmp.Compare(x.Division, y.Division), cmp.Compare(x.From, y.From))
	})
	out := list[:0]
	for _, s := range list {
		k := len(out)
		if k > 0 && out[k-1].Division == s.Division && (s.From <= out[k-1].To || s.From-out[k-1].To < a.meters.At(s.From).BarTicks() &&
			len(stretchesIn(plays[s.Division], out[k-1].To, s.From)) == 0) {
			out[k-1].To = max(out[k-1].To, s.To)
		} else {
			out = append(out, s)
		}
	}
	return out
}
