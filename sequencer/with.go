package sequencer

import (
	"fmt"
	"slices"

	"voluntary/registration"
)

// change copies the arrangement, lets edit write to the copy's fields (never to shared slices) and checks the result.
func (a *Arrangement) change(edit func(*Arrangement)) (*Arrangement, error) {
	b := *a
	edit(&b)
	if err := b.check(); err != nil {
		return nil, err
	}
	return &b, nil
}

// WithPiece returns the arrangement with its words changed (title, composer and so on). The edit must not touch lists.
func (a *Arrangement) WithPiece(edit func(*Piece)) (*Arrangement, error) {
	p := a.piece
	edit(&p)
	return New(p)
}

// WithPart returns the arrangement with one part changed by edit, which gets a copy of the part whose slices are shared:
// it replaces them and does not write to them.
func (a *Arrangement) WithPart(id PartID, edit func(*Part)) (*Arrangement, error) {
	i := slices.IndexFunc(a.piece.Parts, func(p Part) bool { return p.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("there is no part %v", id)
	}
	return a.change(func(b *Arrangement) {
		b.piece.Parts = slices.Clone(a.piece.Parts)
		p := &b.piece.Parts[i]
		edit(p)
		p.ID = id
		p.Routing = tidyRouting(p.Routing)
		p.Notes = b.settleNotes(p.Notes)
		b.settleTime()
	})
}

// WithNotes returns the arrangement with the notes of one part changed. edit gets a copy it may write to and append to;
// a note with id 0 is given one.
func (a *Arrangement) WithNotes(part PartID, edit func([]Note) []Note) (*Arrangement, error) {
	return a.WithPart(part, func(p *Part) { p.Notes = edit(slices.Clone(p.Notes)) })
}

// WithEachNotes is WithNotes for every part at once.
func (a *Arrangement) WithEachNotes(edit func(*Part, []Note) []Note) (*Arrangement, error) {
	return a.change(func(b *Arrangement) {
		b.piece.Parts = slices.Clone(a.piece.Parts)
		for i := range b.piece.Parts {
			p := &b.piece.Parts[i]
			p.Notes = b.settleNotes(edit(p, slices.Clone(p.Notes)))
		}
		b.settleTime()
	})
}

// WithLane returns the arrangement with its lane changed. edit gets a copy of the list; to change the inside of an event
// it replaces the event's slices. Events that do nothing are dropped, one with id 0 is given one.
func (a *Arrangement) WithLane(edit func([]LaneEvent) []LaneEvent) (*Arrangement, error) {
	return a.change(func(b *Arrangement) {
		b.piece.Lane = edit(slices.Clone(a.piece.Lane))
		b.settleLane()
	})
}

// WithMarks returns the arrangement with its marks changed.
func (a *Arrangement) WithMarks(edit func([]Mark) []Mark) (*Arrangement, error) {
	return a.change(func(b *Arrangement) {
		b.piece.Marks = edit(slices.Clone(a.piece.Marks))
		b.settleMarks()
	})
}

// WithTempo returns the arrangement with other tempos.
func (a *Arrangement) WithTempo(points []Tempo) (*Arrangement, error) {
	return a.change(func(b *Arrangement) { b.piece.Tempo = slices.Clone(points); b.settleTime() })
}

// WithMeters returns the arrangement with other meters.
func (a *Arrangement) WithMeters(points []Meter) (*Arrangement, error) {
	return a.change(func(b *Arrangement) { b.piece.Meters = slices.Clone(points); b.settleTime() })
}

// WithConsole returns the arrangement for another organ. The lane keeps its text ids and their meanings.
func (a *Arrangement) WithConsole(c *registration.Console) (*Arrangement, error) {
	if c == nil {
		return nil, fmt.Errorf("%w: it has no console", ErrInvalid)
	}
	return a.change(func(b *Arrangement) { b.piece.Console = c; b.settleMeanings() })
}

// WithScene returns the arrangement with a scene of its own, replacing one of the same name.
func (a *Arrangement) WithScene(s registration.Scene) (*Arrangement, error) {
	return a.change(func(b *Arrangement) {
		scenes := slices.DeleteFunc(slices.Clone(a.piece.Scenes), func(o registration.Scene) bool { return o.Name == s.Name })
		b.piece.Scenes = append(scenes, s)
		b.settleMeanings()
	})
}

// WithRouting returns the arrangement in which a part is played on a division from a tick on, up to its next routing.
func (a *Arrangement) WithRouting(part PartID, from Tick, division string) (*Arrangement, error) {
	if err := a.hasDivision(division); err != nil {
		return nil, err
	}
	return a.WithPart(part, func(p *Part) { p.Routing = routed(p.Routing, from, division) })
}

// hasDivision reports a division that the piece's console lacks. "" is none, which every console has.
func (a *Arrangement) hasDivision(id string) error {
	if _, ok := a.piece.Console.Division(id); !ok && id != "" {
		return fmt.Errorf("console %s has no division %q", a.piece.Console.Name, id)
	}
	return nil
}
