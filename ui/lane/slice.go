package lane

import (
	"fmt"

	"voluntary/sequencer"
)

// Slice is the span of time across all rows that is selected; ok is false when none is.
func (l *Lane) Slice() (from, to sequencer.Tick, ok bool) {
	return l.sliceFrom, l.sliceTo, l.sliceTo > l.sliceFrom
}

// SetSlice selects a span of time across all rows, none when it is empty.
func (l *Lane) SetSlice(from, to sequencer.Tick) {
	from, to = max(min(from, to), 0), max(from, to, 0)
	if from == to {
		from, to = 0, 0
	}
	if from == l.sliceFrom && to == l.sliceTo {
		return
	}
	l.sliceFrom, l.sliceTo = from, to
	if r := l.live; r != nil {
		r.placeSlice()
	}
	l.refreshPicture()
	if l.OnSlice != nil {
		l.OnSlice()
	}
}

// sliceText says which slice is selected, "" when none is.
func (l *Lane) sliceText() string {
	from, to, ok := l.Slice()
	if !ok || l.piece == nil {
		return ""
	}
	m := l.piece.Meters()
	first, end := m.Position(from), m.Position(to)
	if first.Beat == 1 && end.Beat == 1 && end.Bar > first.Bar {
		if end.Bar == first.Bar+1 {
			return fmt.Sprintf("Bar %d", first.Bar)
		}
		return fmt.Sprintf("Bars %d–%d", first.Bar, end.Bar-1)
	}
	return fmt.Sprintf("%v–%v", first, end)
}

// sweep is a drag that selects a slice.
type sweep struct {
	anchor   sequencer.Tick
	moved    bool
	from, to sequencer.Tick // the slice that was selected when it began
}

// sweepFrom begins one at a place: at an edge of the slice that edge is taken.
func (l *Lane) sweepFrom(x float32) *sweep {
	s := &sweep{anchor: l.snapped(l.axis.Tick(x)), from: l.sliceFrom, to: l.sliceTo}
	if from, to, ok := l.Slice(); ok {
		if at := l.axis.X(from); x >= at-reach && x <= at+reach {
			s.anchor = to
		} else if at := l.axis.X(to); x >= at-reach && x <= at+reach {
			s.anchor = from
		}
	}
	return s
}

// extendSlice moves the end of the slice by a step; without one it begins where the mark or the playhead stands.
func (l *Lane) extendSlice(forward bool) {
	from, to, ok := l.Slice()
	if !ok {
		from = l.snapped(sequencer.Tick(l.playhead))
		if l.marked.Part != Nothing && l.marked.Part != Head {
			from = l.marked.Tick()
		}
		to = from
	}
	to = l.stepFrom(to, forward)
	if to < from {
		from, to = to, from
	}
	l.SetSlice(from, to)
	if l.OnAxis != nil && to > from {
		l.OnAxis(l.axis.Reveal(to, 40))
	}
	if l.OnHover != nil {
		l.OnHover(l.sliceText())
	}
}
