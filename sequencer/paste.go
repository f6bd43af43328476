package sequencer

import (
	"errors"
	"fmt"
	"slices"

	"voluntary/registration"
)

var errNothingCopied = errors.New("nothing has been copied yet")

// Paste puts a clip at a tick. Notes go to the parts they came from; a part that is not in this piece is added to it. A
// slice of the lane takes the place of what was ordered in that time.
func Paste(c Clip, at Tick) Edit { return paste(c, at, 0) }

// PasteInto is Paste with all notes put into one part.
func PasteInto(c Clip, at Tick, part PartID) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if a.Part(part) == nil {
			return nil, fmt.Errorf("there is no part %v", part)
		}
		return paste(c, at, part)(a)
	}
}

// PasteInserting makes room for a clip before a tick and puts it there: what follows moves on.
func PasteInserting(c Clip, at Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if c.Empty() {
			return nil, errNothingCopied
		}
		if c.Length <= 0 {
			return Paste(c, at)(a)
		}
		b, err := InsertTime(at, c.Length)(a)
		if err != nil {
			return nil, err
		}
		return Paste(c, at)(b)
	}
}

func paste(c Clip, at Tick, into PartID) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		at := max(at, 0)
		switch {
		case c.Empty():
			return nil, errNothingCopied
		case at+c.Length > MaxTick:
			return nil, errors.New("it does not fit before the end of all time")
		}
		a, err := c.bring(a)
		if err != nil {
			return nil, err
		}
		if a, err = pasteNotes(a, &c, at, into); err != nil {
			return nil, err
		}
		if c.Slice {
			return pasteSlice(a, &c, at)
		}
		if len(c.Lane) == 0 {
			return a, nil
		}
		return a.WithLane(func(lane []LaneEvent) []LaneEvent { return append(lane, c.laneAt(at)...) })
	}
}

func (c *Clip) laneAt(at Tick) []LaneEvent {
	lane := slices.Clone(c.Lane)
	for i := range lane {
		lane[i].At += at
	}
	return lane
}

func pasteNotes(a *Arrangement, c *Clip, at Tick, into PartID) (*Arrangement, error) {
	if len(c.Parts) == 0 {
		return a, nil
	}
	if a.NoteCount()+c.NoteCount() > MaxNotes {
		return nil, fmt.Errorf("that would make more than %s", Count(MaxNotes, "note"))
	}
	return a.change(func(b *Arrangement) {
		b.piece.Parts = slices.Clone(a.piece.Parts)
		touched := make(map[int]bool)
		for i := range c.Parts {
			from := &c.Parts[i]
			k := slices.IndexFunc(b.piece.Parts, func(p Part) bool { return p.ID == into })
			if k < 0 {
				k = b.partLike(from)
			}
			p := &b.piece.Parts[k]
			if !touched[k] {
				p.Notes, touched[k] = slices.Clone(p.Notes), true
			}
			for _, n := range from.Notes {
				n.Start += at
				n.End += at
				p.Notes = append(p.Notes, n)
			}
		}
		for k := range touched {
			b.piece.Parts[k].Notes = b.settleNotes(b.piece.Parts[k].Notes)
		}
		b.settleTime()
	})
}

// partLike is the index of the part that a clip's notes belong to: of the same id and name, else of the same name, else
// a new one.
func (a *Arrangement) partLike(c *ClipPart) int {
	parts := a.piece.Parts
	if i := slices.IndexFunc(parts, func(p Part) bool { return p.ID == c.ID && p.Name == c.Name }); i >= 0 {
		return i
	}
	if i := slices.IndexFunc(parts, func(p Part) bool { return p.Name == c.Name }); i >= 0 {
		return i
	}
	p := Part{ID: PartID(a.next()), Name: c.Name, Shift: c.Shift}
	if _, ok := a.piece.Console.Division(c.Division); ok {
		p.Routing = []Routing{{0, c.Division}}
	}
	a.piece.Parts = append(parts, p)
	return len(a.piece.Parts) - 1
}

func pasteSlice(a *Arrangement, c *Clip, at Tick) (*Arrangement, error) {
	old := foldLane(a)
	end := at + c.Length
	r := NewRegistrar(a, a.Console())
	r.state = old.before(at)
	var missing []string
	r.recall(c.Opening, &missing)
	for i := range c.Lane {
		if c.Lane[i].At == 0 {
			r.Play(&c.Lane[i])
		}
	}
	a, err := a.WithLane(func(lane []LaneEvent) []LaneEvent {
		cut := cutLines(a, lane, at)
		lane = slices.DeleteFunc(lane, func(e LaneEvent) bool { return e.At >= at && e.At < end })
		return append(append(lane, cut), c.laneAt(at)...)
	})
	if err != nil {
		return nil, err
	}
	if a, err = settled(a, at, r.State()); err != nil {
		return nil, err
	}
	if end >= a.last() {
		return a, nil // nothing is played there that would want the old registration back
	}
	return settled(a, end, old.after(end))
}

// settled makes the registration at a tick, up to which the lane has changed, the wanted one. What stood there and is no longer
// needed for it is not said twice.
func settled(a *Arrangement, at Tick, want registration.State) (*Arrangement, error) {
	b, err := withState(a, at, want)
	if err != nil {
		return nil, err
	}
	return withoutRedundant(b, func(tick Tick) bool { return tick == at })
}

// Remove takes the marked notes and lane events out.
func Remove(marked Selection) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		b, err := DeleteNotes(marked)(a)
		if err != nil || len(marked.events) == 0 {
			return b, err
		}
		return RemoveEvents(marked)(b)
	}
}

// ClearSpan takes out the notes that start from from up to to and all that is ordered in the lane there; the time stays.
// Afterwards the registration is what it was there.
func ClearSpan(from, to Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		from, to, err := bounded(from, to)
		if err != nil {
			return nil, err
		}
		b, err := a.WithEachNotes(func(_ *Part, notes []Note) []Note {
			lo, hi := startsIn(notes, from, to)
			return slices.Delete(notes, lo, hi)
		})
		if err != nil {
			return nil, err
		}
		if b.NoteCount() == a.NoteCount() {
			b = a
		}
		return ClearLane(from, to)(b)
	}
}

// ClearLane takes out all that is ordered in the lane from from up to to. Afterwards the registration is what it was
// there.
func ClearLane(from, to Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		from, to, err := bounded(from, to)
		if err != nil {
			return nil, err
		}
		lo, hi := eventsIn(a.Lane(), from, to)
		if lo == hi {
			return a, nil
		}
		after := foldLane(a).after(to)
		cut := cutLines(a, a.Lane(), from)
		b, err := a.WithLane(func(lane []LaneEvent) []LaneEvent { return append(slices.Delete(lane, lo, hi), cut) })
		if err != nil || to >= a.last() {
			return b, err
		}
		return settled(b, to, after)
	}
}

// Duplicate copies the marked notes and lane events by ticks later, or earlier as far as there is time.
func Duplicate(marked Selection, by Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		from, _, ok := Extent(a, marked)
		if !ok || by == 0 {
			return a, nil
		}
		return Paste(Copy(a, marked), max(from+by, 0))(a)
	}
}

// DuplicateNotes copies the marked notes to another time and pitch in the same parts, so far that none leaves the start of
// the piece or the range of MIDI keys.
func DuplicateNotes(marked Selection, by Tick, semitones int) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if by == 0 && semitones == 0 || PartsOf(a, marked) == nil {
			return a, nil
		}
		by, semitones := withinBounds(a, marked, by, semitones)
		return a.WithEachNotes(func(_ *Part, notes []Note) []Note {
			for _, n := range notes {
				if marked.HasNote(n.ID) {
					n.ID, n.Start, n.End, n.Key = 0, n.Start+by, n.End+by, uint8(int(n.Key)+semitones)
					notes = append(notes, n)
				}
			}
			return notes
		})
	}
}

// DuplicateBy is how far a copy of what is marked goes that begins where the original ends: in whole bars when it is a
// bar or longer, else in whole beats.
func DuplicateBy(a *Arrangement, marked Selection) Tick {
	from, to, ok := Extent(a, marked)
	if !ok {
		return 0
	}
	m := a.Meters().At(from)
	unit := m.BarTicks()
	if to-from <= unit-m.BeatTicks() {
		unit = m.BeatTicks()
	}
	return max((to-from+unit-1)/unit, 1) * unit
}

// Added marks the notes and lane events that an edit has added: what is in after under ids that before had not given.
func Added(before, after *Arrangement) Selection {
	given := before.piece.LastID
	var notes []NoteID
	var events []EventID
	for _, p := range after.Parts() {
		for _, n := range p.Notes {
			if uint32(n.ID) > given {
				notes = append(notes, n.ID)
			}
		}
	}
	for _, e := range after.Lane() {
		if uint32(e.ID) > given {
			events = append(events, e.ID)
		}
	}
	return Select(notes, events)
}
