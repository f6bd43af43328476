package learn

import (
	"slices"
	"time"
)

// event is that something has a value.
type event[T comparable] struct {
	at    time.Duration
	value T
}

// moves joins events that come so close together that they are one move, of which the last value counts: echoes, and
// contacts that bounce.
func moves[T comparable](events []event[T]) []event[T] {
	var out []event[T]
	last := time.Duration(0)
	for _, e := range events {
		if n := len(out); n > 0 && e.at-last <= bounce {
			out[n-1].value = e.value
		} else {
			out = append(out, e)
		}
		last = e.at
	}
	return out
}

// turns leaves out what says again what was said before.
func turns[T comparable](events []event[T]) []event[T] {
	return slices.CompactFunc(slices.Clone(events), func(x, y event[T]) bool { return x.value == y.value })
}

// alternating tells the two values of a series that goes on, off, on, off, and how sure that is. A control that was moved
// fewer times gives less, one that was moved more often a little less.
func alternating[T comparable](events []event[T]) (on, off T, sure float64) {
	t := turns(moves(events))
	if len(t) < 2 {
		return on, off, 0
	}
	on, off = t[0].value, t[1].value
	for i, e := range t {
		if want := [2]T{on, off}[i%2]; e.value != want {
			return on, off, 0
		}
	}
	switch n := len(t); {
	case n == 4:
		return on, off, 1
	case n > 4 && n%2 == 0:
		return on, off, 0.8
	case n == 3, n == 5:
		return on, off, 0.6
	case n == 2:
		return on, off, 0.4
	}
	return on, off, 0.5
}

// repeating tells how sure it is that one thing was said at every of four moves.
func repeating[T comparable](events []event[T]) float64 {
	for _, e := range events {
		if e.value != events[0].value {
			return 0
		}
	}
	switch n := len(moves(events)); {
	case n == 4:
		return 0.9
	case n > 4 && n%2 == 0:
		return 0.6
	case n >= 2:
		return 0.3
	}
	return 0
}
