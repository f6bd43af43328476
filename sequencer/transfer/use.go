package transfer

import (
	"slices"
	"sort"

	"voluntary/registration"
	organ "voluntary/registration/transfer"
	"voluntary/sequencer"
)

// span is a passage, from its first tick up to but not with its last.
type span struct{ from, to sequencer.Tick }

// use is how a piece uses its organ, with the passages in which each division plays.
type use struct {
	organ.Use
	spans [registration.MaxDivisions][]span
}

// breath is how long a division may rest within one passage.
const breath = 2 * sequencer.PPQ

// useOf looks at every note and the whole lane of a piece on its own organ.
func useOf(a *sequencer.Arrangement) *use {
	c := a.Console()
	u := &use{}
	for i := range a.Parts() {
		p := &a.Parts()[i]
		for _, n := range p.Notes {
			if d, ok := c.Division(p.DivisionAt(n.Start)); ok {
				u.spans[d] = append(u.spans[d], span{n.Start, max(n.End, n.Start+1)})
			}
		}
	}
	r := sequencer.NewRegistrar(a, c)
	wanted := func() {
		s := r.State()
		for _, id := range s.Drawn() {
			u.Wanted = u.Wanted.With(id, true)
		}
	}
	for i := range a.Lane() {
		r.Play(&a.Lane()[i])
		wanted()
	}
	own := u.spans
	for i := range c.Controls { // what is coupled plays too
		k := &c.Controls[i]
		if k.Kind == registration.Coupler && k.To != k.Division && u.Wanted.On(registration.ControlID(i)) {
			u.spans[k.To] = append(slices.Clone(u.spans[k.To]), own[k.Division]...)
		}
	}
	for d := range u.spans {
		u.spans[d] = passages(u.spans[d])
		u.Played[d] = len(own[d]) > 0
	}
	for d := range c.Divisions {
		own[d] = passages(own[d])
	}
	for d := range c.Divisions {
		for e := range c.Divisions {
			if d != e {
				u.Together[d][e] = overlap(own[d], own[e])
			}
		}
	}
	return u
}

// passages joins spans with no more than a breath between them.
func passages(in []span) []span {
	in = slices.Clone(in)
	slices.SortFunc(in, func(x, y span) int {
		if x.from != y.from {
			return int(x.from - y.from)
		}
		return int(x.to - y.to)
	})
	var out []span
	for _, s := range in {
		if n := len(out); n > 0 && s.from <= out[n-1].to+breath {
			out[n-1].to = max(out[n-1].to, s.to)
			continue
		}
		out = append(out, s)
	}
	return out
}

// overlap is how much of the shorter's time two divisions play together, 0 to 1.
func overlap(x, y []span) float64 {
	both, i, j := sequencer.Tick(0), 0, 0
	for i < len(x) && j < len(y) {
		both += max(min(x[i].to, y[j].to)-max(x[i].from, y[j].from), 0)
		if x[i].to < y[j].to {
			i++
		} else {
			j++
		}
	}
	if shorter := min(length(x), length(y)); shorter > 0 {
		return float64(both) / float64(shorter)
	}
	return 0
}

func length(spans []span) (n sequencer.Tick) {
	for _, s := range spans {
		n += s.to - s.from
	}
	return n
}

// at tells of a division whether it plays at a tick, and when it plays next; never is beyond every tick.
func (u *use) at(d registration.DivisionID, tick sequencer.Tick) (plays bool, next sequencer.Tick) {
	spans := u.spans[d]
	i := sort.Search(len(spans), func(i int) bool { return spans[i].to > tick })
	if i == len(spans) {
		return false, never
	}
	return spans[i].from <= tick, max(spans[i].from, tick)
}

const never = sequencer.MaxTick + 1

// active is who is asked at a tick of those that share a division there: all that play, else who plays next, else who
// played last.
func (u *use) active(p *organ.Plan, n int, tick sequencer.Tick) organ.Divisions {
	out := organ.Everyone
	merged := p.Merged()
	for d := range n {
		if !merged.Has(registration.DivisionID(d)) {
			continue
		}
		mine, next := u.at(registration.DivisionID(d), tick)
		keep := true
		for e := range n {
			if e == d || !merged.Has(registration.DivisionID(e)) || !p.Sharing(registration.DivisionID(d), registration.DivisionID(e)) {
				continue
			}
			theirs, soon := u.at(registration.DivisionID(e), tick)
			switch {
			case mine:
			case theirs, soon < next:
				keep = false
			case next == never && soon == never:
				keep = keep && (u.last(d) > u.last(e) || u.last(d) == u.last(e) && d < e)
			case soon == next:
				keep = keep && d < e
			}
		}
		if !keep {
			out &^= 1 << d
		}
	}
	return out
}

func (u *use) last(d int) sequencer.Tick {
	if n := len(u.spans[d]); n > 0 {
		return u.spans[d][n-1].to
	}
	return -1
}

// turns are the ticks at which the active ones may change.
func (u *use) turns(p *organ.Plan, n int) []sequencer.Tick {
	var out []sequencer.Tick
	for d := range n {
		if p.Merged().Has(registration.DivisionID(d)) {
			for _, s := range u.spans[d] {
				out = append(out, s.from, s.to)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
