package sequencer

import (
	"fmt"
	"slices"
	"sort"
)

// shortestNote is what is left of a note that is made shorter than can be heard: 1/16 of a quarter, or what it had.
const shortestNote = PPQ / 16

// eachPart changes the notes of every part that has a marked one. change gets the part and a copy of its notes, in
// order, with the indexes of the marked ones; it may mark a note as gone by gone(i).
func eachPart(marked Selection, change func(p *Part, notes []Note, chosen []int, gone func(int)) error) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		out := a
		for i := range a.Parts() {
			p := &a.Parts()[i]
			var chosen []int
			for k, n := range p.Notes {
				if marked.HasNote(n.ID) {
					chosen = append(chosen, k)
				}
			}
			if chosen == nil {
				continue
			}
			notes := slices.Clone(p.Notes)
			removed := make(map[int]bool)
			if err := change(p, notes, chosen, func(i int) { removed[i] = true }); err != nil {
				return nil, err
			}
			if len(removed) == 0 && slices.Equal(notes, p.Notes) {
				continue
			}
			kept := notes[:0]
			for k, n := range notes {
				if !removed[k] {
					kept = append(kept, n)
				}
			}
			var err error
			if out, err = out.WithNotes(p.ID, func([]Note) []Note { return kept }); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
}

// Staccato gives each marked note so many percent of its length, 1 to 400.
func Staccato(marked Selection, percent int) Edit {
	if percent < 1 || percent > 400 {
		return refuse("a note cannot have %d percent of its length (1 to 400)", percent)
	}
	return eachNote(marked, func(_ *Part, n Note) (Note, bool) {
		length := n.End - n.Start
		n.End = min(n.Start+max(length*Tick(percent)/100, min(shortestNote, length)), MaxTick)
		return n, true
	})
}

func refuse(format string, args ...any) Edit {
	err := fmt.Errorf(format, args...)
	return func(*Arrangement) (*Arrangement, error) { return nil, err }
}

// Legato lengthens each marked note to the next start of a marked note in its part. A rest longer than most stays one;
// no note is shortened.
func Legato(marked Selection, most Tick) Edit {
	return eachPart(marked, func(_ *Part, notes []Note, chosen []int, _ func(int)) error {
		starts := make([]Tick, len(chosen))
		for i, k := range chosen {
			starts[i] = notes[k].Start
		}
		for _, k := range chosen {
			n := &notes[k]
			from := max(n.End, n.Start+1)
			next := sort.Search(len(starts), func(i int) bool { return starts[i] >= from })
			if next < len(starts) && starts[next]-n.End <= most {
				n.End = starts[next]
			}
		}
		return nil
	})
}

// GapRepeated ends each marked note early enough to leave a gap before the next note of the same key in its part, half
// of the distance between the two at the most.
func GapRepeated(marked Selection, gap Tick) Edit {
	return eachPart(marked, func(_ *Part, notes []Note, chosen []int, _ func(int)) error {
		isChosen := make([]bool, len(notes))
		for _, k := range chosen {
			isChosen[k] = true
		}
		last := nothingYet()
		for i, n := range notes {
			k := last[n.Key]
			last[n.Key] = i
			if k < 0 || !isChosen[k] || notes[k].Start == n.Start {
				continue
			}
			room := min(max(gap, 0), (n.Start-notes[k].Start)/2)
			notes[k].End = min(notes[k].End, n.Start-room)
		}
		return nil
	})
}

// FixOverlaps makes the marked notes playable where one key of a part is held by two of them: the earlier ends where the
// later starts, and of two that start together the longer stays.
func FixOverlaps(marked Selection) Edit {
	return eachPart(marked, func(_ *Part, notes []Note, chosen []int, gone func(int)) error {
		fixOverlaps(notes, chosen, gone)
		return nil
	})
}

func fixOverlaps(notes []Note, chosen []int, gone func(int)) {
	last := nothingYet()
	for _, i := range chosen {
		n := &notes[i]
		k := last[n.Key]
		last[n.Key] = i
		switch {
		case k < 0 || notes[k].End <= n.Start && notes[k].Start < n.Start:
		case notes[k].Start == n.Start:
			n.End, n.Velocity = max(n.End, notes[k].End), max(n.Velocity, notes[k].Velocity)
			gone(k)
		default:
			notes[k].End = n.Start
		}
	}
}

// nothingYet holds an index for each key, none so far.
func nothingYet() (last [128]int) {
	for i := range last {
		last[i] = -1
	}
	return last
}

// SplitNotes cuts each marked note that sounds at a tick in two there. The second has a new id.
func SplitNotes(marked Selection, at Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		out := a
		for i := range a.Parts() {
			p := &a.Parts()[i]
			var tails []Note
			notes := slices.Clone(p.Notes)
			for k := range notes {
				if n := &notes[k]; marked.HasNote(n.ID) && n.Start < at && at < n.End {
					tail := *n
					tail.ID, tail.Start = 0, at
					n.End = at
					tails = append(tails, tail)
				}
			}
			if tails == nil {
				continue
			}
			var err error
			if out, err = out.WithNotes(p.ID, func([]Note) []Note { return append(notes, tails...) }); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
}

// JoinNotes makes one note of the marked ones of each key of a part, from the first start to the last end.
func JoinNotes(marked Selection) Edit {
	return eachPart(marked, func(_ *Part, notes []Note, chosen []int, gone func(int)) error {
		first := nothingYet()
		for _, i := range chosen {
			n := notes[i]
			if k := first[n.Key]; k >= 0 {
				notes[k].End = max(notes[k].End, n.End)
				gone(i)
			} else {
				first[n.Key] = i
			}
		}
		return nil
	})
}

// SetVelocity strikes the marked notes with this velocity, 1 to 127.
func SetVelocity(marked Selection, velocity int) Edit {
	if velocity < 1 || velocity > 127 {
		return refuse("a key cannot be struck with velocity %d (1 to 127)", velocity)
	}
	return eachNote(marked, func(_ *Part, n Note) (Note, bool) {
		n.Velocity = uint8(velocity)
		return n, true
	})
}

// TransposeNotes moves the marked notes by semitones together, as far as MIDI has keys.
func TransposeNotes(marked Selection, semitones int) Edit { return MoveNotes(marked, 0, semitones) }

// MuteNotes leaves the marked notes out of what is played, or takes them in again. They stay in the score.
func MuteNotes(marked Selection, muted bool) Edit {
	return eachNote(marked, func(_ *Part, n Note) (Note, bool) {
		n.Muted = muted
		return n, true
	})
}

// AllMuted reports whether every marked note is muted, and there is one.
func AllMuted(a *Arrangement, marked Selection) bool {
	any := false
	for _, p := range a.Parts() {
		for _, n := range p.Notes {
			if marked.HasNote(n.ID) {
				if !n.Muted {
					return false
				}
				any = true
			}
		}
	}
	return any
}
