package sequencer

import (
	"fmt"
	"slices"
)

// The edits in this file are what Editor.Apply takes: each returns a function from one arrangement to the next.

// Edit is a change of an arrangement.
type Edit = func(*Arrangement) (*Arrangement, error)

// InTurn does one edit after the other as one step: all of them, or none when one is refused.
func InTurn(edits ...Edit) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		for _, edit := range edits {
			var err error
			if a, err = edit(a); err != nil {
				return nil, err
			}
		}
		return a, nil
	}
}

// eachNote changes every marked note. A note for which change reports false is removed.
func eachNote(marked Selection, change func(*Part, Note) (Note, bool)) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		touched := false
		b, err := a.change(func(b *Arrangement) {
			b.piece.Parts = slices.Clone(a.piece.Parts)
			for i := range b.piece.Parts {
				p := &b.piece.Parts[i]
				if !slices.ContainsFunc(p.Notes, func(n Note) bool { return marked.HasNote(n.ID) }) {
					continue
				}
				rest := make([]Note, 0, len(p.Notes))
				var moved []Note
				for _, n := range p.Notes {
					if !marked.HasNote(n.ID) {
						rest = append(rest, n)
						continue
					}
					changed, keep := change(p, n)
					touched = touched || !keep || changed != n
					if keep {
						moved = append(moved, changed)
					}
				}
				p.Notes = b.settleNotes(merged(rest, moved))
			}
			b.settleTime()
		})
		if err == nil && !touched {
			return a, nil
		}
		return b, err
	}
}

// AddNote adds a note to a part, under an id of its own.
func AddNote(part PartID, n Note) Edit {
	n.ID = 0
	return func(a *Arrangement) (*Arrangement, error) {
		return a.WithNotes(part, func(notes []Note) []Note { return append(notes, n) })
	}
}

// DeleteNotes removes the marked notes.
func DeleteNotes(marked Selection) Edit {
	return eachNote(marked, func(_ *Part, n Note) (Note, bool) { return n, false })
}

// MoveNotes moves the marked notes in time and pitch together, so far that none leaves the start of the piece or the
// range of MIDI keys: distances between them are kept.
func MoveNotes(marked Selection, by Tick, semitones int) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		by, semitones := withinBounds(a, marked, by, semitones)
		return eachNote(marked, func(_ *Part, n Note) (Note, bool) {
			n.Start += by
			n.End += by
			n.Key = uint8(int(n.Key) + semitones)
			return n, true
		})(a)
	}
}

// withinBounds is how far the marked notes can go together.
func withinBounds(a *Arrangement, marked Selection, by Tick, semitones int) (Tick, int) {
	for _, p := range a.Parts() {
		for _, n := range p.Notes {
			if marked.HasNote(n.ID) {
				by = max(by, -n.Start)
				semitones = min(max(semitones, -int(n.Key)), 127-int(n.Key))
			}
		}
	}
	return by, semitones
}

// LengthenNotes moves the end of each marked note, leaving it at least shortest long.
func LengthenNotes(marked Selection, by, shortest Tick) Edit {
	return eachNote(marked, func(_ *Part, n Note) (Note, bool) {
		n.End = max(n.End+by, n.Start+min(shortest, max(n.End-n.Start, 1)))
		return n, true
	})
}

// StartNotes moves the start of each marked note, leaving it at least shortest long.
func StartNotes(marked Selection, by, shortest Tick) Edit {
	return eachNote(marked, func(_ *Part, n Note) (Note, bool) {
		n.Start = max(min(n.Start+by, n.End-min(shortest, max(n.End-n.Start, 1))), 0)
		return n, true
	})
}

// RouteNotes gives the parts of the marked notes to a division over the span of the marked notes, and back to what they
// were afterwards.
func RouteNotes(marked Selection, division string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		for _, p := range a.Parts() {
			from, to := MaxTick, Tick(-1)
			for _, n := range p.Notes {
				if marked.HasNote(n.ID) {
					from, to = min(from, n.Start), max(to, n.Start+1, n.End)
				}
			}
			if to < 0 {
				continue
			}
			var err error
			if a, err = routeSpan(a, p.ID, from, to, division); err != nil {
				return nil, err
			}
		}
		return a, nil
	}
}

// RouteSpan gives a part to a division from from up to to, and back to what it was afterwards. An empty division: none,
// the part is silent there.
func RouteSpan(part PartID, from, to Tick, division string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		from, to, err := bounded(from, to)
		if err != nil {
			return nil, err
		}
		if a.Part(part) == nil {
			return nil, fmt.Errorf("there is no part %v", part)
		}
		return routeSpan(a, part, from, to, division)
	}
}

func routeSpan(a *Arrangement, part PartID, from, to Tick, division string) (*Arrangement, error) {
	if err := a.hasDivision(division); err != nil {
		return nil, err
	}
	return a.WithPart(part, func(p *Part) {
		after := p.DivisionAt(to) // which may be a division that this console does not have
		kept := slices.DeleteFunc(slices.Clone(p.Routing), func(r Routing) bool { return r.At >= from && r.At <= to })
		p.Routing = append(kept, Routing{from, division}, Routing{to, after})
	})
}

// merged puts notes among others that are in order. A few that are moved are much quicker put in their place than all are
// put in order anew.
func merged(rest, moved []Note) []Note {
	if len(moved) == 0 {
		return rest
	}
	slices.SortFunc(moved, compareNotes)
	out := make([]Note, 0, len(rest)+len(moved))
	for _, n := range moved {
		i, _ := slices.BinarySearchFunc(rest, n, compareNotes)
		out = append(append(out, rest[:i]...), n)
		rest = rest[i:]
	}
	return append(out, rest...)
}
