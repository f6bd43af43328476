package sequencer

import (
	"slices"

	"voluntary/registration"
)

// leastStep is the least time between two steps of a shoe that is led in a line: a 64th note.
const leastStep = PPQ / 16

// PlayedLane is the lane as console c is told it: where a shoe is led in a line, the line is written out in steps of one
// value or of a 64th note, whichever is longer. Those events have no id. The rest is shared with the lane.
func PlayedLane(a *Arrangement, c *registration.Console) []LaneEvent { return written(a, c, a.Lane()) }

// written writes the lines of a lane out. The lane is in order of time up to where an edit has added to it.
func written(a *Arrangement, c *registration.Console, lane []LaneEvent) []LaneEvent {
	if !slices.ContainsFunc(lane, hasLine) {
		return lane
	}
	var steps []LaneEvent
	eachLine(a, c, lane, func(l shoeLine) { steps = append(steps, l.steps()...) })
	slices.SortStableFunc(steps, compareTime)
	if !slices.IsSortedFunc(lane, compareTime) {
		lane = slices.Clone(lane)
		slices.SortStableFunc(lane, compareTime)
	}
	out := make([]LaneEvent, 0, len(lane)+len(steps))
	for i := range lane {
		n := 0
		for n < len(steps) && steps[n].At < lane[i].At {
			n++
		}
		out, steps = append(append(out, steps[:n]...), lane[i]), steps[n:]
	}
	return append(out, steps...)
}

// compareTime leaves events of one moment as they stand.
func compareTime(a, b LaneEvent) int {
	if a.At != b.At {
		return int(min(max(a.At-b.At, -1), 1))
	}
	return 0
}

func hasLine(e LaneEvent) bool {
	return slices.ContainsFunc(e.Expression, func(s Shoe) bool { return s.Line })
}

// shoeLine is a shoe led evenly from one place to another.
type shoeLine struct {
	enclosure   string
	from, to    Tick
	first, last uint8
}

// at is the value that the line has reached at a tick within it.
func (l shoeLine) at(tick Tick) uint8 {
	if l.to <= l.from {
		return l.last
	}
	span, done := int64(l.to-l.from), int64(tick-l.from)
	v := int64(l.first)*span + (int64(l.last)-int64(l.first))*done
	return uint8((2*v + span) / (2 * span))
}

// steps are the events between the ends of the line.
func (l shoeLine) steps() []LaneEvent {
	n := int64(l.last) - int64(l.first)
	if n < 0 {
		n = -n
	}
	n = min(n, int64((l.to-l.from)/leastStep))
	out, shoes := make([]LaneEvent, 0, max(n-1, 0)), make([]Shoe, 0, max(n-1, 0))
	before := l.first
	for k := int64(1); k < n; k++ {
		tick := l.from + Tick(int64(l.to-l.from)*k/n)
		if v := l.at(tick); v != before {
			shoes = append(shoes, Shoe{Enclosure: l.enclosure, Value: v})
			out = append(out, LaneEvent{At: tick, Expression: shoes[len(shoes)-1 : len(shoes) : len(shoes)]})
			before = v
		}
	}
	return out
}

// eachLine calls do for every line of a lane as it lies on a console.
func eachLine(a *Arrangement, c *registration.Console, lane []LaneEvent, do func(shoeLine)) {
	r := NewRegistrar(a, c)
	since := make([]Tick, len(c.Enclosures))
	set := func(id string, at Tick) {
		if e, ok := c.Enclosure(id); ok {
			since[e] = at
		}
	}
	for i := range lane {
		e := &lane[i]
		if e.Scene != "" {
			for id := range r.scenes[e.Scene].Shoes {
				set(id, e.At)
			}
		}
		before := r.State()
		for _, s := range e.Expression {
			k, ok := c.Enclosure(s.Enclosure)
			if ok && s.Line && since[k] < e.At {
				do(shoeLine{enclosure: s.Enclosure, from: since[k], to: e.At, first: before.Shoe(k), last: s.Value})
			}
			set(s.Enclosure, e.At)
		}
		r.Play(e)
	}
}

// linesAt lists the lines that begin before a tick and end at it or later: those that are cut when time is cut there.
func linesAt(a *Arrangement, lane []LaneEvent, tick Tick) []shoeLine {
	if !slices.ContainsFunc(lane, hasLine) {
		return nil
	}
	var out []shoeLine
	eachLine(a, a.Console(), lane, func(l shoeLine) {
		if l.from < tick-1 && l.to >= tick {
			out = append(out, l)
		}
	})
	return out
}

// cutLines is the event just before a tick at which the lines that are cut there end; it is empty when there are none.
func cutLines(a *Arrangement, lane []LaneEvent, tick Tick) LaneEvent {
	e := LaneEvent{At: tick - 1}
	for _, l := range linesAt(a, lane, tick) {
		e.Expression = append(e.Expression, Shoe{Enclosure: l.enclosure, Value: l.at(tick - 1), Line: true})
	}
	return e
}
