package sequencer

import (
	"errors"
	"fmt"
)

// The edits in this file change the time line itself: everything goes along, notes, registration, routing, tempo,
// meters and marks.

// MaxRepeats bounds how often RepeatSpan plays a span.
const MaxRepeats = 1000

var errNoSpan = errors.New("there is nothing to be moved: choose a span that ends after it begins")

// bounded brings the ends of a span into the bounds of time and reports one that is empty.
func bounded(from, to Tick) (Tick, Tick, error) {
	from, to = min(max(from, 0), MaxTick), min(max(to, 0), MaxTick)
	if to <= from {
		return from, to, errNoSpan
	}
	return from, to, nil
}

// InsertTime puts empty time before a tick: everything from there on moves by length. What was drawn stays drawn, a note
// that is held there is held through it. The opening registration at tick 0 stays there.
func InsertTime(at, length Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if length <= 0 {
			return nil, errNoSpan
		}
		at, length := min(max(at, 0), MaxTick), min(length, MaxTick)
		b, err := splice(a, []stretch{{to: at}, {to: length, empty: true}, {from: at, to: forever}})
		if err != nil || at > 0 {
			return b, err
		}
		return b.WithLane(func(lane []LaneEvent) []LaneEvent {
			for i := range lane {
				if lane[i].At == length {
					lane[i].At = 0
				}
			}
			return lane
		})
	}
}

// DeleteSpan takes the time from from up to to out of the piece. Afterwards the registration is what it was there.
func DeleteSpan(from, to Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		from, to, err := bounded(from, to)
		if err != nil {
			return nil, err
		}
		if from > a.last() {
			return a, nil
		}
		return splice(a, []stretch{{to: from}, {from: to, to: forever}})
	}
}

// last is the tick after which nothing more is written.
func (a *Arrangement) last() Tick {
	last := max(a.end, a.tempo.points[len(a.tempo.points)-1].At, a.meters.points[len(a.meters.points)-1].At)
	for _, m := range a.piece.Marks {
		last = max(last, m.At)
	}
	for _, e := range a.piece.Lane {
		last = max(last, e.At)
	}
	return last
}

// RepeatSpan plays a span so many times in all, one after the other; what follows moves on.
func RepeatSpan(from, to Tick, times int) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		from, to, err := bounded(from, to)
		if err != nil {
			return nil, err
		}
		if times < 1 || times > MaxRepeats {
			return nil, fmt.Errorf("a span cannot be played %d times (1 to %d)", times, MaxRepeats)
		}
		if times == 1 {
			return a, nil
		}
		order := []stretch{{to: to}}
		for range times - 1 {
			order = append(order, stretch{from: from, to: to})
		}
		return splice(a, append(order, stretch{from: to, to: forever}))
	}
}

// MoveSpan takes a span out of its place and puts it before a tick outside it.
func MoveSpan(from, to, before Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		from, to, err := bounded(from, to)
		if err != nil {
			return nil, err
		}
		before := min(max(before, 0), MaxTick)
		switch {
		case before < from:
			return splice(a, []stretch{{to: before}, {from: from, to: to}, {from: before, to: from}, {from: to, to: forever}})
		case before > to:
			return splice(a, []stretch{{to: from}, {from: to, to: before}, {from: from, to: to}, {from: before, to: forever}})
		}
		return a, nil // where it is
	}
}

// lastBar bounds the number of a bar.
const lastBar = 1 << 24

// BarSpan is the span of the bars from first to last, both included. Bars count from 1.
func BarSpan(a *Arrangement, first, last int) (from, to Tick) {
	first = min(max(first, 1), lastBar)
	from, _ = a.meters.Bar(first)
	_, to = a.meters.Bar(min(max(last, first), lastBar))
	return from, to
}

// InsertBars puts count empty bars before a bar, in that bar's meter.
func InsertBars(before, count int) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if before < 1 || before > lastBar || count < 1 || count > MaxRepeats {
			return nil, fmt.Errorf("%d bars cannot be inserted before bar %d (1 to %d bars, from bar 1 on)", count, before, MaxRepeats)
		}
		at, _ := a.meters.Bar(before)
		return InsertTime(at, Tick(count)*a.meters.At(at).BarTicks())(a)
	}
}

// DeleteBars takes the bars from first to last, both included, out of the piece.
func DeleteBars(first, last int) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if first < 1 || last < first {
			return nil, fmt.Errorf("bars %d to %d cannot be deleted: name the first and the last, from bar 1 on", first, last)
		}
		return DeleteSpan(BarSpan(a, first, last))(a)
	}
}
