package sequencer

import (
	"maps"
	"slices"

	"voluntary/registration"
)

// Clip is what was copied: notes with the parts they came from, lane events, or a slice of time across all rows of the
// lane. It is a value of its own that outlives the arrangement; it may be pasted into another piece. Its ticks count
// from its beginning.
type Clip struct {
	Length Tick
	Parts  []ClipPart
	Lane   []LaneEvent // without ids
	// Slice says that Lane is all that happens to the registration in the clip's time, and Opening what holds when it
	// begins; pasting one gives the same registration there and what was there before again behind it.
	Slice   bool
	Opening registration.Scene

	scenes   []registration.Scene // those of the piece that Lane recalls
	meanings map[string]registration.Meaning
}

// ClipPart is the notes of one part in a clip, without ids.
type ClipPart struct {
	ID       PartID // in the piece it was copied from
	Name     string
	Shift    int8
	Division string // that played the first note
	Notes    []Note
}

// Empty reports whether there is nothing to paste.
func (c *Clip) Empty() bool { return len(c.Parts) == 0 && len(c.Lane) == 0 && !c.Slice }

// NoteCount is the number of notes in the clip.
func (c *Clip) NoteCount() int {
	n := 0
	for _, p := range c.Parts {
		n += len(p.Notes)
	}
	return n
}

// Extent is the span from the first start to the last end of what is marked; ok is false when nothing is.
func Extent(a *Arrangement, marked Selection) (from, to Tick, ok bool) {
	from, to = MaxTick, -1
	for _, p := range a.Parts() {
		for _, n := range p.Notes {
			if marked.HasNote(n.ID) {
				from, to = min(from, n.Start), max(to, n.End)
			}
		}
	}
	for _, e := range a.Lane() {
		if marked.HasEvent(e.ID) {
			from, to = min(from, e.At), max(to, e.At)
		}
	}
	if to < 0 {
		return 0, 0, false
	}
	return from, to, true
}

// Copy takes the marked notes and lane events. The clip begins with the first of them.
func Copy(a *Arrangement, marked Selection) Clip {
	from, to, ok := Extent(a, marked)
	if !ok {
		return Clip{}
	}
	c := Clip{Length: to - from, Parts: copyNotes(a, from, func(n Note) bool { return marked.HasNote(n.ID) })}
	for _, e := range a.Lane() {
		if marked.HasEvent(e.ID) {
			c.Lane = append(c.Lane, e)
		}
	}
	return c.of(a, from)
}

// CopySpan takes all notes that start from from up to to, and the slice of the lane with them.
func CopySpan(a *Arrangement, from, to Tick) Clip {
	c := CopyLane(a, from, to)
	if c.Slice {
		from = max(from, 0)
		c.Parts = copyNotes(a, from, func(n Note) bool { return n.Start >= from && n.Start < to })
	}
	return c
}

// CopyLane takes the slice of the lane from from up to to, across all rows.
func CopyLane(a *Arrangement, from, to Tick) Clip {
	from, to, err := bounded(from, to)
	if err != nil {
		return Clip{}
	}
	lo, hi := eventsIn(a.Lane(), from, to)
	c := Clip{
		Length: to - from, Slice: true, Lane: slices.Clone(a.Lane()[lo:hi]),
		Opening: registration.SceneOf(a.Console(), "", foldLane(a).before(from)),
	}
	if cut := cutLines(a, a.Lane(), to); !cut.Empty() && cut.At >= from {
		c.Lane = append(c.Lane, cut)
	}
	return c.of(a, from)
}

func copyNotes(a *Arrangement, from Tick, take func(Note) bool) []ClipPart {
	var out []ClipPart
	for i := range a.Parts() {
		p := &a.Parts()[i]
		part := ClipPart{ID: p.ID, Name: p.Name, Shift: p.Shift}
		for _, n := range p.Notes {
			if !take(n) {
				continue
			}
			if part.Notes == nil {
				part.Division = p.DivisionAt(n.Start)
			}
			n.ID, n.Start, n.End = 0, n.Start-from, n.End-from
			part.Notes = append(part.Notes, n)
		}
		if part.Notes != nil {
			out = append(out, part)
		}
	}
	return out
}

// of makes the clip's events its own and adds the scenes and meanings that they need.
func (c Clip) of(a *Arrangement, from Tick) Clip {
	p := a.Piece()
	used := make(map[string]bool)
	c.meanings = make(map[string]registration.Meaning)
	learn := func(ids []string) {
		for _, id := range ids {
			if m, ok := p.Meanings[id]; ok {
				c.meanings[id] = m
			} else if k, ok := a.Console().Control(id); ok {
				c.meanings[id] = a.Console().MeaningOf(k)
			}
		}
	}
	learn(c.Opening.On)
	learn(c.Opening.Off)
	for i := range c.Lane {
		e := &c.Lane[i]
		e.ID, e.At = 0, e.At-from
		used[e.Scene] = true
		learn(e.Draw)
		learn(e.Retire)
	}
	for _, s := range slices.Concat(p.Scenes, a.Console().Scenes) {
		if used[s.Name] {
			c.scenes = append(c.scenes, s)
			learn(s.On)
			learn(s.Off)
			used[s.Name] = false // the piece's own comes first
		}
	}
	return c
}

// bring adds what the clip's events need to a piece that lacks it: scenes, and what the controls are for.
func (c *Clip) bring(a *Arrangement) (*Arrangement, error) {
	if len(c.Lane) == 0 && !c.Slice {
		return a, nil
	}
	known := make(map[string]bool)
	for _, s := range slices.Concat(a.piece.Scenes, a.Console().Scenes) {
		known[s.Name] = true
	}
	missing := slices.DeleteFunc(slices.Clone(c.scenes), func(s registration.Scene) bool { return known[s.Name] })
	meanings := maps.Clone(a.piece.Meanings)
	for id, m := range c.meanings {
		_, here := a.Console().Control(id)
		if _, known := meanings[id]; known || here {
			continue
		}
		if meanings == nil {
			meanings = make(map[string]registration.Meaning)
		}
		meanings[id] = m
	}
	if len(missing) == 0 && len(meanings) == len(a.piece.Meanings) {
		return a, nil
	}
	return a.change(func(b *Arrangement) {
		b.piece.Scenes = slices.Concat(a.piece.Scenes, missing)
		b.piece.Meanings = meanings
		b.settleMeanings()
	})
}
