package lane

import (
	"cmp"
	"slices"

	"voluntary/sequencer"
	"voluntary/ui/axis"
)

// Part says which part of a thing was hit.
type Part uint8

// The parts.
const (
	Nothing   Part = iota
	Start          // where a bar begins
	End            // where a bar ends
	Body           // between them
	Point          // a shoe's point
	Flag           // a scene's flag
	Idle           // an order that changes nothing
	Tempo          // a point of tempo
	RampStart      // where a passage begins that leads from one tempo to another
	RampEnd        // where it ends
	RampBody       // between them
	Meter          // where a meter begins
	Mark           // a section, verse or wait point
	Head           // a division's own row
)

// Hit is what lies at a place. Of the fields behind Part one is set, as Part says.
type Hit struct {
	Row   int // -1: no row
	Part  Part
	Bar   sequencer.LaneBar
	Point sequencer.LanePoint
	Flag  sequencer.LaneFlag
	Idle  sequencer.LaneOrder
	Tempo sequencer.Tempo
	Ramp  sequencer.Ramp
	Meter sequencer.Meter
	Mark  sequencer.Mark
}

// Tick is where the thing stands.
func (h *Hit) Tick() sequencer.Tick {
	switch h.Part {
	case Start, Body:
		return h.Bar.Start
	case End:
		return h.Bar.End
	case Point:
		return h.Point.At
	case Flag:
		return h.Flag.At
	case Idle:
		return h.Idle.At
	case Tempo:
		return h.Tempo.At
	case RampStart, RampBody:
		return h.Ramp.From
	case RampEnd:
		return h.Ramp.To
	case Meter:
		return h.Meter.At
	case Mark:
		return h.Mark.At
	}
	return 0
}

// is reports whether two hits in one row mean the same thing, though it may have changed.
func (h *Hit) is(o *Hit) bool {
	switch h.Part {
	case Start, End, Body:
		return o.Part >= Start && o.Part <= Body && h.Bar.Start == o.Bar.Start
	case RampStart, RampEnd, RampBody:
		return o.onRamp() && h.Ramp.From == o.Ramp.From
	case Flag:
		return o.Part == Flag && h.Flag.Event == o.Flag.Event
	case Mark:
		return o.Part == Mark && h.Mark.ID == o.Mark.ID
	}
	return h.Part == o.Part && h.Tick() == o.Tick()
}

// onRamp reports whether it is a passage that leads from one tempo to another.
func (h *Hit) onRamp() bool { return h.Part >= RampStart && h.Part <= RampBody }

// Things lists what stands in a row in order of time; a bar counts once, by its start.
func (l *Layout) Things(row int) []Hit {
	if row < 0 || row >= len(l.Rows) {
		return nil
	}
	var out []Hit
	switch r := &l.Rows[row]; r.Kind {
	case MarkRow:
		for _, m := range l.Marks {
			out = append(out, Hit{Row: row, Part: Mark, Mark: m})
		}
	case MeterRow:
		for _, m := range l.Meters.Points() {
			out = append(out, Hit{Row: row, Part: Meter, Meter: m})
		}
	case TempoRow:
		out = l.tempos
	case SceneRow:
		for _, f := range l.Picture.Flags {
			out = append(out, Hit{Row: row, Part: Flag, Flag: f})
		}
	case HeadRow:
		out = append(out, Hit{Row: row, Part: Head})
	case ControlRow:
		for _, b := range l.BarsOf(r.Control) {
			out = append(out, Hit{Row: row, Part: Start, Bar: b})
		}
		for _, o := range l.IdleOf(r.Control) {
			out = append(out, Hit{Row: row, Part: Idle, Idle: o})
		}
		slices.SortStableFunc(out, func(x, y Hit) int { return cmp.Compare(x.Tick(), y.Tick()) })
	case ShoeRow:
		for _, p := range l.PointsOf(r.Enclosure) {
			out = append(out, Hit{Row: row, Part: Point, Point: p})
		}
	}
	return out
}

// find looks for a thing of another layout in this one: in the row that shows the same.
func (l *Layout) find(h Hit, row Row) (Hit, bool) {
	i := slices.IndexFunc(l.Rows, func(r Row) bool { return r.same(&row) })
	if i < 0 {
		return Hit{Row: -1}, false
	}
	for _, t := range l.Things(i) {
		if t.is(&h) {
			if h.Part == End && !t.Bar.Open || h.Part == Body || h.onRamp() {
				t.Part = h.Part
			}
			return t, true
		}
	}
	return Hit{Row: -1}, false
}

// Has reports whether what was hit is still there, unchanged.
func (l *Layout) Has(h Hit) bool {
	if h.Row < 0 || h.Row >= len(l.Rows) {
		return false
	}
	if h.Part == Nothing {
		return true
	}
	for _, t := range l.Things(h.Row) {
		if h.Part == End || h.Part == Body || h.onRamp() && t.onRamp() {
			t.Part = h.Part
		}
		if t == h {
			return true
		}
	}
	return false
}

// reach is how near to an edge or point counts as on it, in units.
const reach = 6

// flagWidth is how much of a flag's words belongs to it.
const flagWidth = 64

// flagHead is what a flag takes before its words.
const flagHead = 12

// flags is where the flags of things stand, with the room for their words; those at one place stand beside each other.
func (l *Layout) flags(ax axis.Axis, things []Hit) []axis.Flag {
	want := func(i int) float32 {
		if l.wide == nil {
			return flagWidth
		}
		return flagHead + l.wide(thingText(things[i])) + 4
	}
	return ax.Flags(len(things), func(i int) sequencer.Tick { return things[i].Tick() }, want, float32(ax.Width))
}

// HitAt is what lies at a place; y counts from the top of the first row.
func (l *Layout) HitAt(ax axis.Axis, x, y float32) Hit {
	h := Hit{Row: l.RowAt(y)}
	if h.Row < 0 {
		return h
	}
	near := func(t sequencer.Tick) bool { at := ax.X(t); return x >= at-reach && x <= at+reach }
	nearest := float32(reach) + 1
	take := func(t Hit) {
		if d := max(x-ax.X(t.Tick()), ax.X(t.Tick())-x); d <= nearest {
			h, nearest = t, d
		}
	}
	row := l.Rows[h.Row]
	switch row.Kind {
	case ControlRow:
		l.hitBar(ax, x, row, &h)
		if h.Part != Nothing && h.Part != Body {
			return h
		}
		for _, o := range l.IdleOf(row.Control) {
			if near(o.At) {
				take(Hit{Row: h.Row, Part: Idle, Idle: o})
			}
		}
	case ShoeRow:
		for _, p := range l.PointsOf(row.Enclosure) {
			if near(p.At) {
				take(Hit{Row: h.Row, Part: Point, Point: p})
			}
		}
	case TempoRow:
		for _, t := range l.tempos {
			if t.Part == Tempo && near(t.Tempo.At) {
				take(t)
			}
		}
		l.hitRamp(ax, x, &h)
	case SceneRow, MeterRow, MarkRow:
		things := l.Things(h.Row)
		for i, f := range l.flags(ax, things) {
			left := f.X - reach
			if i > 0 && things[i-1].Tick() == things[i].Tick() {
				left = f.X
			}
			if x >= left && x <= max(f.X+min(f.Room-1, flagWidth), f.X+2) {
				h = things[i]
			}
		}
	case HeadRow:
		h.Part = Head
	}
	return h
}

func (l *Layout) hitBar(ax axis.Axis, x float32, row Row, h *Hit) {
	for _, b := range l.BarsOf(row.Control) {
		x0, x1 := ax.X(b.Start), ax.X(b.End)
		if x < x0-reach || x > x1+reach {
			continue
		}
		edge := min(float32(reach), (x1-x0)/3)
		switch {
		case x <= x0+edge && x >= x0-reach:
			h.Part = Start
		case x >= x1-edge && x <= x1+reach:
			h.Part = End
		case x > x0 && x < x1:
			h.Part = Body
		default:
			continue
		}
		h.Bar = b
		if h.Part == Body || x >= x0 && x <= x1 {
			return
		}
	}
}

// hitRamp finds the ramp at a place. Its ends go before its middle; where another tempo is set at its end, what lies left
// of there is the ramp's.
func (l *Layout) hitRamp(ax axis.Axis, x float32, h *Hit) {
	for _, r := range l.Ramps {
		x0, x1 := ax.X(r.From), ax.X(r.To)
		if x < x0-reach || x > x1+reach || h.Part == Tempo && (x < x0 || x > x1) {
			continue
		}
		edge := min(float32(reach), (x1-x0)/3)
		part := RampBody
		switch {
		case x <= x0+edge:
			part = RampStart
		case x >= x1-edge:
			part = RampEnd
		}
		*h = Hit{Row: h.Row, Part: part, Ramp: r}
		if x >= x0 && x <= x1 {
			return
		}
	}
}

// SilenceAt is the silent stretch of a division at a tick.
func (l *Layout) SilenceAt(row Row, tick sequencer.Tick) (sequencer.Stretch, bool) {
	for _, s := range l.SilenceOf(row.Division) {
		if tick >= s.From && tick < s.To {
			return s, true
		}
	}
	return sequencer.Stretch{}, false
}
