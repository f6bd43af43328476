package sequencer

import (
	"fmt"
	"slices"
)

// SetMeter begins a new meter with the bar that holds a tick, up to the next one. The notes stay where they are.
func SetMeter(at Tick, num, den int) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		start, _ := a.meters.BarAt(min(max(at, 0), MaxTick))
		m := Meter{start, num, den}
		if num < 1 || num > 255 || den < 1 || den > 128 || !m.Valid() {
			return nil, fmt.Errorf("%d/%d is no meter (1 to 255 beats of 1, 2, 4, 8, 16, 32, 64 or 128)", num, den)
		}
		if now := a.meters.At(start); now.Num == num && now.Den == den {
			return a, nil
		}
		return a.WithMeters(NewMeterMap(append(slices.Clone(a.meters.Points()), m)).points)
	}
}

// EraseMeter takes the meter that begins at a tick out: the one before holds. The first one, at tick 0, becomes 4/4.
func EraseMeter(at Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		points := slices.DeleteFunc(slices.Clone(a.meters.Points()), func(m Meter) bool { return m.At == at })
		if len(points) == len(a.meters.Points()) {
			return nil, fmt.Errorf("no meter begins at %v", a.meters.Position(at))
		}
		if m := a.meters.At(at); at == 0 && m.Num == 4 && m.Den == 4 {
			return a, nil
		}
		return a.WithMeters(NewMeterMap(points).points)
	}
}

// MoveMeter has a meter begin at another tick: at the nearest bar line of the meter before it. The first one, at tick 0, stays.
func MoveMeter(from, to Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		m := a.meters.At(from)
		switch {
		case m.At != from:
			return nil, fmt.Errorf("no meter begins at %v", a.meters.Position(from))
		case from == 0:
			return nil, fmt.Errorf("the meter that the piece begins with cannot be moved")
		case from == to:
			return a, nil
		}
		b, err := EraseMeter(from)(a)
		if err != nil {
			return nil, err
		}
		to := min(max(to, 0), MaxTick)
		start, end := b.meters.BarAt(to)
		if end-to <= to-start {
			start = end
		}
		if start == 0 {
			return nil, fmt.Errorf("the piece begins with a meter already; set that one instead")
		}
		return SetMeter(start, m.Num, m.Den)(b)
	}
}
