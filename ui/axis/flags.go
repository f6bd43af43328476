package axis

import (
	"slices"

	"voluntary/sequencer"
)

// Flag is the room of a word that stands at its place on a time line.
type Flag struct{ X, Room float32 }

// Flags gives words in order of time their room. Each begins at its place and has the room up to the next place, or to the
// right edge. Words at one place stand beside each other, in their order: a short one has what it wants, the long ones
// share what is left.
func (a Axis) Flags(n int, at func(i int) sequencer.Tick, want func(i int) float32, right float32) []Flag {
	out := make([]Flag, n)
	for i := 0; i < n; {
		end := i + 1
		for end < n && at(end) == at(i) {
			end++
		}
		x, limit := a.X(at(i)), right
		if end < n {
			limit = min(limit, a.X(at(end)))
		}
		room := max(limit-x, 0)
		if end == i+1 {
			out[i] = Flag{x, room}
			i = end
			continue
		}
		wants := make([]float32, end-i)
		for k := range wants {
			wants[k] = max(want(i+k), 0)
		}
		for k, w := range shares(wants, room) {
			out[i+k] = Flag{x, w}
			x += w
			room -= w
		}
		out[end-1].Room += max(room, 0)
		i = end
	}
	return out
}

// shares divides room among those who want some: nobody has more than he wants, and who has less than that has as much as
// anybody.
func shares(wants []float32, room float32) []float32 {
	order := make([]int, len(wants))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case wants[i] < wants[j]:
			return -1
		case wants[i] > wants[j]:
			return 1
		}
		return 0
	})
	out := make([]float32, len(wants))
	for k, i := range order {
		out[i] = min(wants[i], room/float32(len(order)-k))
		room -= out[i]
	}
	return out
}
