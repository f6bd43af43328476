package sequencer

import (
	"fmt"
	"slices"
	"sort"
)

// stretch is a part of a new time line: what lay from from to to on the old one, or as much emptiness.
type stretch struct {
	from, to Tick
	empty    bool
	at       Tick // where it begins on the new time line
}

func (s stretch) shift() Tick { return s.at - s.from }

func (s stretch) end() Tick { return s.at + s.to - s.from }

// forever is past every tick: the last stretch of most orders ends there.
const forever = MaxTick + 1

// laid puts stretches one after the other, without those of no length and with neighbours joined.
func laid(order []stretch) []stretch {
	var out []stretch
	at := Tick(0)
	for _, s := range order {
		if s.to <= s.from {
			continue
		}
		if n := len(out); n > 0 && !s.empty && !out[n-1].empty && out[n-1].to == s.from {
			out[n-1].to = s.to
		} else {
			s.at = at
			out = append(out, s)
		}
		at = out[len(out)-1].end()
	}
	return out
}

// splice makes a piece of stretches of another, in this order, with everything that belongs to them: notes, lane,
// routing, tempo, meters, marks.
//
// A note belongs to the stretch it starts in. Where the music jumps it is held no longer than the jump; where time was
// taken out it is shorter by as much; empty time it is held through, unless it just lingers. Where a stretch begins, the registration is
// what it was there; empty time keeps what was drawn before it, and has the tempo and meter of what follows. Bar lines
// stay before the notes they stood before. What is played a second time gets ids of its own.
func splice(a *Arrangement, order []stretch) (*Arrangement, error) {
	order = laid(order)
	if err := fits(a, order); err != nil {
		return nil, err
	}
	return a.change(func(b *Arrangement) {
		b.piece.Parts = slices.Clone(a.piece.Parts)
		for i := range b.piece.Parts {
			p := &b.piece.Parts[i]
			p.Routing = spliceRouting(p, order)
			p.Notes = spliceNotes(p.Notes, order)
		}
		// Only now, when every old note is in its place, is it known which ids are free.
		for i := range b.piece.Parts {
			b.piece.Parts[i].Notes = b.settleNotes(b.piece.Parts[i].Notes)
		}
		b.piece.Lane = spliceLane(a, order)
		b.settleLane()
		b.piece.Marks = spliceMarks(a.Marks(), order)
		b.settleMarks()
		b.piece.Tempo = spliceTempo(a, order)
		b.piece.Meters = spliceMeters(a, order)
		b.settleTime()
	})
}

// fits reports that a piece would have too much in it, before it is made.
func fits(a *Arrangement, order []stretch) error {
	notes, events := 0, 0
	for _, s := range order {
		if s.empty {
			continue
		}
		for i := range a.Parts() {
			lo, hi := startsIn(a.Parts()[i].Notes, s.from, s.to)
			notes += hi - lo
		}
		lo, hi := eventsIn(a.Lane(), s.from, s.to)
		events += hi - lo + 1
	}
	switch last := order[len(order)-1]; {
	case notes > MaxNotes:
		return fmt.Errorf("that would make %s, and a piece has at most %s", Count(notes, "note"), Figures(MaxNotes))
	case events-len(order) > MaxLaneEvents:
		return fmt.Errorf("that would make %s events in the lane, and a piece has at most %s", Figures(events), Figures(MaxLaneEvents))
	case a.End()+last.shift() > MaxTick:
		return fmt.Errorf("the piece would become too long")
	}
	return nil
}

// startsIn is the range of the notes that start from from up to to.
func startsIn(notes []Note, from, to Tick) (lo, hi int) {
	lo = sort.Search(len(notes), func(i int) bool { return notes[i].Start >= from })
	hi = lo + sort.Search(len(notes)-lo, func(i int) bool { return notes[lo+i].Start >= to })
	return lo, hi
}

// eventsIn is the range of the lane events that stand from from up to to.
func eventsIn(lane []LaneEvent, from, to Tick) (lo, hi int) {
	lo = sort.Search(len(lane), func(i int) bool { return lane[i].At >= from })
	hi = lo + sort.Search(len(lane)-lo, func(i int) bool { return lane[lo+i].At >= to })
	return lo, hi
}

// played tells which of a part's things have been played once.
type played []bool

// again reports whether thing i was there before, and notes that it is now.
func (p played) again(i int) bool {
	was := p[i]
	p[i] = true
	return was
}

func spliceNotes(notes []Note, order []stretch) []Note {
	out := make([]Note, 0, len(notes))
	seen := make(played, len(notes))
	for k, s := range order {
		if s.empty {
			continue
		}
		lo, hi := startsIn(notes, s.from, s.to)
		for i := lo; i < hi; i++ {
			n := notes[i]
			if seen.again(i) {
				n.ID = 0
			}
			n.Start += s.shift()
			n.End += s.shift()
			if over := notes[i].End - s.to; over > 0 && k+1 < len(order) {
				n.End = s.end() + heldOn(over, s, order[k+1:])
			}
			out = append(out, n)
		}
	}
	return out
}

// heldOn is how long a note that would sound for over ticks after its stretch is held there.
func heldOn(over Tick, s stretch, rest []stretch) Tick {
	next := rest[0]
	switch {
	case next.empty && over > chordTime && len(rest) > 1 && rest[1].from == s.to:
		return over + next.to - next.from
	case next.empty:
		return over
	case next.from > s.to:
		return min(max(over-(next.from-s.to), 0), next.to-next.from)
	}
	return 0
}

func spliceRouting(p *Part, order []stretch) []Routing {
	var out []Routing
	holds := ""
	say := func(at Tick, division string) {
		if division != holds {
			out = append(out, Routing{at, division})
			holds = division
		}
	}
	for k, s := range order {
		if s.empty {
			if s.at == 0 && k+1 < len(order) {
				say(0, p.DivisionAt(order[k+1].from))
			}
			continue
		}
		say(s.at, p.DivisionAt(s.from))
		for _, r := range p.Routing {
			if r.At > s.from && r.At < s.to {
				say(r.At+s.shift(), r.Division)
			}
		}
	}
	return out
}

func spliceMarks(marks []Mark, order []stretch) []Mark {
	var out []Mark
	seen := make(played, len(marks))
	for _, s := range order {
		for i, m := range marks {
			if s.empty || m.At < s.from || m.At >= s.to {
				continue
			}
			if seen.again(i) {
				m.ID = 0
			}
			m.At += s.shift()
			out = append(out, m)
		}
	}
	return out
}

func spliceTempo(a *Arrangement, order []stretch) []Tempo {
	var out []Tempo
	for k, s := range order {
		opening := s.from
		if s.empty {
			if k+1 == len(order) {
				continue
			}
			opening = order[k+1].from
		}
		t := Tempo{s.at, a.tempo.At(opening).PerQuarter}
		if n := len(out); n == 0 || out[n-1].PerQuarter != t.PerQuarter {
			out = append(out, t)
		}
		for _, p := range a.tempo.Points() {
			if !s.empty && p.At > s.from && p.At < s.to {
				out = append(out, Tempo{p.At + s.shift(), p.PerQuarter})
			}
		}
	}
	return out
}

func spliceMeters(a *Arrangement, order []stretch) []Meter {
	var out []Meter
	for k, s := range order {
		if s.empty {
			if next := k + 1; next < len(order) && a.meters.barLine(order[next].from) == order[next].from {
				m := a.meters.At(order[next].from)
				m.At = s.at
				out = append(out, m)
			}
			continue
		}
		line := a.meters.barLine(s.from) // the first one of the stretch keeps its place
		if line < s.to {
			m := a.meters.At(line)
			m.At = line + s.shift()
			out = append(out, m)
		}
		for _, p := range a.meters.Points() {
			if p.At > line && p.At < s.to {
				p.At += s.shift()
				out = append(out, p)
			}
		}
	}
	return NewMeterMap(out).points
}

// barLine is the first bar line at or after a tick.
func (m MeterMap) barLine(tick Tick) Tick {
	start, end := m.BarAt(tick)
	if start == tick {
		return tick
	}
	return end
}

func spliceLane(a *Arrangement, order []stretch) []LaneEvent {
	c := a.Console()
	old := foldLane(a)
	lane := a.Lane()
	out := make([]LaneEvent, 0, len(lane))
	seen := make(played, len(lane))
	r := NewRegistrar(a, c)
	for k, s := range order {
		if s.empty {
			continue
		}
		lo, hi := eventsIn(lane, s.from, s.to)
		put := func(i int) {
			e := lane[i]
			if seen.again(i) {
				e.ID = 0
			}
			e.At += s.shift()
			out = append(out, e)
		}
		first := lo
		for ; first < hi && lane[first].At == s.from; first++ {
			r.Play(&lane[first])
			put(first)
		}
		// Events of one moment are done in the order of their ids, and this one gets the highest.
		fix := orders(c, s.at, r.State(), old.after(s.from))
		if k > 0 {
			fix.Expression = append(fix.Expression, resumed(a, lane, s.from, &fix)...)
		}
		if !fix.Empty() {
			out = append(out, fix)
		}
		for i := first; i < hi; i++ {
			put(i)
		}
		r.state = old.before(s.to)
		if k+1 < len(order) {
			if cut := cutLines(a, lane, s.to); !cut.Empty() && cut.At >= s.from {
				cut.At += s.shift()
				out = append(out, cut)
			}
		}
	}
	return out
}

// resumed is where the shoes stand that are on their way when a stretch begins, as far as fix does not say so.
func resumed(a *Arrangement, lane []LaneEvent, from Tick, fix *LaneEvent) []Shoe {
	var out []Shoe
	for _, l := range linesAt(a, lane, from) {
		said := slices.ContainsFunc(fix.Expression, func(s Shoe) bool { return s.Enclosure == l.enclosure })
		if l.to > from && !said {
			out = append(out, Shoe{Enclosure: l.enclosure, Value: l.at(from)})
		}
	}
	return out
}
