package roll

import "voluntary/sequencer"

// Zone is the part of a note that a place lies on.
type Zone uint8

// The zones.
const (
	Nothing Zone = iota
	Body
	LeftEdge
	RightEdge
)

// Hit is what lies at a place of the field.
type Hit struct {
	Zone Zone
	Seen Seen // of a note
}

// edge is how much of a note, in units, can be grabbed at either end; narrow notes keep half of their width as body.
const edge = 6

// near is how far outside a narrow note, in units, the pointer still meets it.
const near = 2

// hit finds what lies at a place: marked notes first, for they are drawn on top, then the note that was drawn last.
func (v View) hit(n *notes, marked sequencer.Selection, x, y float32) Hit {
	key := v.Key(y)
	var found Seen
	best := 0
	first, end := v.Axis.Tick(x-near-Shortest), v.Axis.Tick(x+near)+1
	n.between(first, end, func(s Seen) bool {
		if s.Key != key {
			return true
		}
		box := v.Box(s.Note.Start, s.Note.End, s.Key)
		rank := 0
		switch {
		case x >= box.X && x < box.X+box.W:
			rank = 2
		case box.W < 2*edge && x >= box.X-near && x < box.X+box.W+near:
			rank = 1
		}
		if rank == 2 && marked.HasNote(s.Note.ID) {
			rank = 3
		}
		if rank > 0 && rank >= best {
			best, found = rank, s
		}
		return true
	})
	if best == 0 {
		return Hit{}
	}
	return Hit{Zone: v.zone(found, x), Seen: found}
}

func (v View) zone(s Seen, x float32) Zone {
	box := v.Box(s.Note.Start, s.Note.End, s.Key)
	grab := min(edge, box.W/4)
	switch {
	case x < box.X+grab:
		return LeftEdge
	case x >= box.X+box.W-grab:
		return RightEdge
	}
	return Body
}

// within lists the ids of the notes that a rubber band touches.
func (v View) within(n *notes, band Box) []sequencer.NoteID {
	var out []sequencer.NoteID
	first, end := v.Axis.Tick(band.X), v.Axis.Tick(band.X+band.W)+1
	highest, lowest := v.Key(band.Y), v.Key(band.Y+band.H)
	n.between(first, end, func(s Seen) bool {
		if s.Key >= lowest && s.Key <= highest {
			out = append(out, s.Note.ID)
		}
		return true
	})
	return out
}
