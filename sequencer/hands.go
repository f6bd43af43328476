package sequencer

import (
	"cmp"
	"math"
	"slices"
)

// reach is the widest stretch of one hand without complaint, in semitones.
const reach = 14

// leftHand marks what the left hand plays of notes for two, given in order. Chord by chord it takes the lowest keys, as
// many as let both hands stay where they are and reach what they hold.
func leftHand(notes []Note) Selection {
	if len(notes) == 0 {
		return Selection{}
	}
	keys := make([]int, len(notes))
	for i, n := range notes {
		keys[i] = int(n.Key)
	}
	slices.Sort(keys)
	left, right := float64(keys[len(keys)/4]), float64(keys[len(keys)*3/4])
	var ids []NoteID
	for from := 0; from < len(notes); {
		to := from + 1
		for to < len(notes) && notes[to].Start-notes[from].Start < chordTime/2 {
			to++
		}
		chord := slices.Clone(notes[from:to])
		slices.SortStableFunc(chord, func(a, b Note) int { return cmp.Compare(a.Key, b.Key) })
		best, cost := 0, math.Inf(1)
		for i := 0; i <= len(chord); i++ {
			if c := strain(chord[:i], left) + strain(chord[i:], right); c < cost {
				best, cost = i, c
			}
		}
		for _, n := range chord[:best] {
			ids = append(ids, n.ID)
		}
		left, right = follow(left, chord[:best]), follow(right, chord[best:])
		from = to
	}
	return Select(ids, nil)
}

// strain is how far a hand has to move and stretch for some keys, given from low to high.
func strain(keys []Note, at float64) float64 {
	if len(keys) == 0 {
		return 0
	}
	low, high := float64(keys[0].Key), float64(keys[len(keys)-1].Key)
	return math.Abs((low+high)/2-at) + 10*max(high-low-reach, 0) + 10*max(float64(len(keys))-5, 0)
}

// follow is where a hand is after it has played some keys.
func follow(at float64, keys []Note) float64 {
	if len(keys) == 0 {
		return at
	}
	return (at + (float64(keys[0].Key)+float64(keys[len(keys)-1].Key))/2) / 2
}
