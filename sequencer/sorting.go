package sequencer

import (
	"cmp"
	"slices"

	"voluntary/registration"
)

// fewEvents are put in order as quickly by comparing them.
const fewEvents = 256

// inOrder puts events in the order of [CompareEvents]. Many are sorted by their time digit by digit, and only those of one
// instant are compared: an edit of a long piece is to be heard at once.
func inOrder(events []Event) []Event {
	if len(events) < fewEvents {
		slices.SortFunc(events, CompareEvents)
		return events
	}
	const digit, values = 11, 1 << 11
	type place struct {
		at    uint64
		index uint32
	}
	from, to := make([]place, len(events)), make([]place, len(events))
	var all uint64
	for i := range events {
		at := uint64(max(events[i].At, 0))
		from[i] = place{at, uint32(i)}
		all |= at
	}
	for shift := 0; all>>shift != 0; shift += digit {
		var next [values]int
		for _, p := range from {
			next[p.at>>shift%values]++
		}
		sum := 0
		for i, n := range next {
			next[i] = sum
			sum += n
		}
		for _, p := range from {
			d := p.at >> shift % values
			to[next[d]] = p
			next[d]++
		}
		from, to = to, from
	}
	out := make([]Event, len(events))
	for i, p := range from {
		out[i] = events[p.index]
	}
	for i := 0; i < len(out); {
		k := i + 1
		for k < len(out) && max(out[k].At, 0) == max(out[i].At, 0) {
			k++
		}
		if k-i > 1 {
			slices.SortFunc(out[i:k], CompareEvents)
		}
		i = k
	}
	return out
}

// byKey puts strokes in order of division and key, and those of one key in order of time: the longer first, then by part
// and note.
func byKey(in []stroke) []stroke {
	const keys = 128
	place := func(s *stroke) int { return int(s.division)*keys + int(s.key)%keys }
	var next [registration.MaxDivisions*keys + 1]int
	for i := range in {
		next[place(&in[i])+1]++
	}
	for i := 1; i < len(next); i++ {
		next[i] += next[i-1]
	}
	out := make([]stroke, len(in))
	for i := range in {
		p := place(&in[i])
		out[next[p]] = in[i]
		next[p]++
	}
	order := func(a, b stroke) int {
		if a.start != b.start {
			return cmp.Compare(a.start, b.start)
		}
		return cmp.Or(cmp.Compare(b.end, a.end), cmp.Compare(a.part, b.part), cmp.Compare(a.note, b.note))
	}
	from := 0
	for _, to := range next[:len(next)-1] { // each has come to the end of its key
		if same := out[from:to]; !slices.IsSortedFunc(same, order) {
			slices.SortFunc(same, order)
		}
		from = to
	}
	return out
}
