package sequencer

import (
	"cmp"
	"slices"
)

// Voice is one line of a part that is written in chords.
type Voice uint8

// The voices that can be told from the notes alone.
const (
	Top Voice = iota
	Bottom
)

func (v Voice) String() string {
	if v == Bottom {
		return "bottom"
	}
	return "top"
}

// chordTime is how long after its start a note is asked what sounds above and below it: a chord is seldom struck all at
// once, and the keys before it are seldom all up.
const chordTime = PPQ / 8

// place is where a note lies among those that sound with it.
type place struct{ above, below int }

// places tells for each of these notes, in order of start, how many different keys sound above and below it.
func places(notes []Note) []place {
	probes := make([]struct {
		at Tick
		i  int
	}, len(notes))
	ends := make([]int, len(notes))
	for i, n := range notes {
		probes[i].at, probes[i].i = n.Start+min(chordTime, max(n.End-n.Start-1, 0)), i
		ends[i] = i
	}
	slices.SortFunc(probes, func(a, b struct {
		at Tick
		i  int
	},
	) int {
		return cmp.Compare(a.at, b.at)
	})
	slices.SortFunc(ends, func(a, b int) int { return cmp.Compare(notes[a].End, notes[b].End) })
	out := make([]place, len(notes))
	var down [128]int
	started, ended := 0, 0
	for _, probe := range probes {
		for ; started < len(notes) && notes[started].Start <= probe.at; started++ {
			down[notes[started].Key]++
		}
		for ; ended < len(notes) && notes[ends[ended]].End <= probe.at; ended++ {
			down[notes[ends[ended]].Key]--
		}
		for key, n := range down {
			switch {
			case n <= 0:
			case key > int(notes[probe.i].Key):
				out[probe.i].above++
			case key < int(notes[probe.i].Key):
				out[probe.i].below++
			}
		}
	}
	return out
}

func (p place) in(v Voice) bool {
	if v == Bottom {
		return p.below == 0
	}
	return p.above == 0
}

// voiceOf lists the notes, given in order of start, that are the top or bottom of what sounds.
func voiceOf(notes []Note, v Voice) []Note {
	var out []Note
	for i, p := range places(notes) {
		if p.in(v) {
			out = append(out, notes[i])
		}
	}
	return out
}
