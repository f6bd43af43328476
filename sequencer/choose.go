package sequencer

// The functions in this file answer with a selection; they change nothing.

// where marks the notes for which take answers true.
func where(a *Arrangement, take func(*Part, int) bool) Selection {
	var ids []NoteID
	for i := range a.Parts() {
		p := &a.Parts()[i]
		for k := range p.Notes {
			if take(p, k) {
				ids = append(ids, p.Notes[k].ID)
			}
		}
	}
	return Select(ids, nil)
}

// NotesOfPart marks every note of these parts.
func NotesOfPart(a *Arrangement, parts ...PartID) Selection {
	return where(a, func(p *Part, _ int) bool {
		for _, id := range parts {
			if p.ID == id {
				return true
			}
		}
		return false
	})
}

// NotesOfDivision marks every note that a division plays, by its text id; "" marks those that none does.
func NotesOfDivision(a *Arrangement, division string) Selection {
	return where(a, func(p *Part, i int) bool { return p.DivisionAt(p.Notes[i].Start) == division })
}

// NotesIn marks the notes that start from from up to to, of all parts.
func NotesIn(a *Arrangement, from, to Tick) Selection {
	return where(a, func(p *Part, i int) bool { return p.Notes[i].Start >= from && p.Notes[i].Start < to })
}

// InSpan marks the notes and lane events that begin from from up to to.
func InSpan(a *Arrangement, from, to Tick) Selection {
	s := NotesIn(a, from, to)
	lo, hi := eventsIn(a.Lane(), from, max(from, to))
	events := make([]EventID, 0, hi-lo)
	for _, e := range a.Lane()[lo:hi] {
		events = append(events, e.ID)
	}
	return Select(s.Notes(), events)
}

// NotesOfKeys marks the notes of a part from the lowest to the highest key, both included, as the score says them; part
// 0 means all parts.
func NotesOfKeys(a *Arrangement, part PartID, lowest, highest uint8) Selection {
	return where(a, func(p *Part, i int) bool {
		return (part == 0 || p.ID == part) && p.Notes[i].Key >= lowest && p.Notes[i].Key <= highest
	})
}

// SamePitch marks all notes that have the key of a marked note in that note's part.
func SamePitch(a *Arrangement, marked Selection) Selection {
	type pitch struct {
		part PartID
		key  uint8
	}
	wanted := make(map[pitch]bool)
	for _, p := range a.Parts() {
		for _, n := range p.Notes {
			if marked.HasNote(n.ID) {
				wanted[pitch{p.ID, n.Key}] = true
			}
		}
	}
	return where(a, func(p *Part, i int) bool { return wanted[pitch{p.ID, p.Notes[i].Key}] })
}

// SamePart marks all notes of the parts that have a marked one.
func SamePart(a *Arrangement, marked Selection) Selection {
	return NotesOfPart(a, PartsOf(a, marked)...)
}

// SameDivision marks all notes that a division plays which plays a marked one.
func SameDivision(a *Arrangement, marked Selection) Selection {
	wanted := make(map[string]bool)
	for _, p := range a.Parts() {
		for _, n := range p.Notes {
			if marked.HasNote(n.ID) {
				wanted[p.DivisionAt(n.Start)] = true
			}
		}
	}
	return where(a, func(p *Part, i int) bool { return wanted[p.DivisionAt(p.Notes[i].Start)] })
}

// MutedNotes marks the notes that are not played.
func MutedNotes(a *Arrangement) Selection {
	return where(a, func(p *Part, i int) bool { return p.Notes[i].Muted })
}

// PartsOf lists the parts that have a marked note, in their order.
func PartsOf(a *Arrangement, marked Selection) []PartID {
	var out []PartID
	for i := range a.Parts() {
		p := &a.Parts()[i]
		for _, n := range p.Notes {
			if marked.HasNote(n.ID) {
				out = append(out, p.ID)
				break
			}
		}
	}
	return out
}

// SameVoice marks all notes of the voice that a marked note has in its part: the top when nothing sounds above it, the
// bottom when nothing sounds below, else the same place counted from the top.
func SameVoice(a *Arrangement, marked Selection) Selection {
	var ids []NoteID
	for i := range a.Parts() {
		p := &a.Parts()[i]
		at := places(p.Notes)
		top, bottom := false, false
		middle := make(map[int]bool)
		for k, n := range p.Notes {
			switch {
			case !marked.HasNote(n.ID):
			case at[k].above == 0:
				top = true
			case at[k].below == 0:
				bottom = true
			default:
				middle[at[k].above] = true
			}
		}
		for k, n := range p.Notes {
			inner := at[k].above > 0 && at[k].below > 0 && middle[at[k].above]
			if inner || top && at[k].above == 0 || bottom && at[k].below == 0 {
				ids = append(ids, n.ID)
			}
		}
	}
	return Select(ids, nil)
}

// VoiceOf marks the top or bottom voice of one part.
func VoiceOf(a *Arrangement, part PartID, v Voice) Selection {
	p := a.Part(part)
	if p == nil {
		return Selection{}
	}
	var ids []NoteID
	for _, n := range voiceOf(p.Notes, v) {
		ids = append(ids, n.ID)
	}
	return Select(ids, nil)
}
