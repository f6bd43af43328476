package sequencer

import "slices"

// Selection is what the arranger has marked: notes and lane events, by id. It is immutable and undone with the edits.
type Selection struct {
	notes  map[NoteID]bool
	bits   []uint64 // the notes once more, for an edit that asks for each note of a large piece; nil: ask the map
	events map[EventID]bool
}

// Bounds of what is also kept as bits: so few notes are found fast enough, and so high ids would take too much room.
const (
	fewMarked = 8
	highestID = 1 << 23
)

// Select marks these notes and events and nothing else.
func Select(notes []NoteID, events []EventID) Selection {
	s := Selection{}
	if len(notes) > 0 {
		s.notes = make(map[NoteID]bool, len(notes))
		highest := NoteID(0)
		for _, id := range notes {
			s.notes[id] = true
			highest = max(highest, id)
		}
		if len(notes) > fewMarked && highest < highestID {
			s.bits = make([]uint64, highest/64+1)
			for _, id := range notes {
				s.bits[id/64] |= 1 << (id % 64)
			}
		}
	}
	if len(events) > 0 {
		s.events = make(map[EventID]bool, len(events))
		for _, id := range events {
			s.events[id] = true
		}
	}
	return s
}

// HasNote reports whether a note is marked.
func (s Selection) HasNote(id NoteID) bool {
	if s.bits != nil {
		return int(id/64) < len(s.bits) && s.bits[id/64]&(1<<(id%64)) != 0
	}
	return s.notes[id]
}

// HasEvent reports whether a lane event is marked.
func (s Selection) HasEvent(id EventID) bool { return s.events[id] }

// Empty reports whether nothing is marked.
func (s Selection) Empty() bool { return len(s.notes) == 0 && len(s.events) == 0 }

// Notes lists the marked notes by id.
func (s Selection) Notes() []NoteID {
	ids := make([]NoteID, 0, len(s.notes))
	for id := range s.notes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// Events lists the marked lane events by id.
func (s Selection) Events() []EventID {
	ids := make([]EventID, 0, len(s.events))
	for id := range s.events {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
