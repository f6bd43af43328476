package sequencer

import (
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
)

// AddPart adds a part without notes, played on a division throughout; "" for none. One without a name is called by its place.
func AddPart(name, division string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if err := a.hasDivision(division); err != nil {
			return nil, err
		}
		if name == "" {
			name = fmt.Sprintf("Part %d", len(a.piece.Parts)+1)
		}
		return a.WithPiece(func(p *Piece) {
			p.Parts = append(slices.Clone(p.Parts), Part{Name: name, Routing: []Routing{{Division: division}}})
		})
	}
}

// LikelyDivision is the text id of the division of a console that has the name of a part, else of the first.
func LikelyDivision(c *registration.Console, name string) string {
	for _, d := range c.Divisions {
		if strings.EqualFold(d.Name, name) {
			return d.ID
		}
	}
	return c.Divisions[0].ID
}

// RoutePart gives a part to a division for the whole piece; "" for none.
func RoutePart(part PartID, division string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if err := a.hasDivision(division); err != nil {
			return nil, err
		}
		return a.WithPart(part, func(p *Part) { p.Routing = []Routing{{Division: division}} })
	}
}

// ShiftPart has every note of a part played so many semitones higher than it is written, -48 to 48.
func ShiftPart(part PartID, semitones int) Edit {
	if semitones < -48 || semitones > 48 {
		return refuse("a part cannot be moved by %d semitones (-48 to 48)", semitones)
	}
	return func(a *Arrangement) (*Arrangement, error) {
		return a.WithPart(part, func(p *Part) { p.Shift = int8(semitones) })
	}
}

// RenamePart gives a part another name.
func RenamePart(part PartID, name string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if p := a.Part(part); p != nil && p.Name == name {
			return a, nil
		}
		return a.WithPart(part, func(p *Part) { p.Name = name })
	}
}

// RemovePart takes a part with all its notes out of the piece.
func RemovePart(part PartID) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if a.Part(part) == nil {
			return nil, fmt.Errorf("there is no part %v", part)
		}
		return a.change(func(b *Arrangement) {
			b.piece.Parts = slices.DeleteFunc(slices.Clone(a.piece.Parts), func(p Part) bool { return p.ID == part })
			b.settleTime()
		})
	}
}

// MoveToPart puts the marked notes into another part. They sound as before: keys make up for how far each part is moved.
func MoveToPart(marked Selection, part PartID) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		to := a.Part(part)
		if to == nil {
			return nil, fmt.Errorf("there is no part %v", part)
		}
		var moved []Note
		for i := range a.Parts() {
			p := &a.Parts()[i]
			if p.ID == part {
				continue
			}
			for _, n := range p.Notes {
				if !marked.HasNote(n.ID) {
					continue
				}
				key := int(n.Key) + int(p.Shift) - int(to.Shift)
				if key < 0 || key > 127 {
					return nil, fmt.Errorf("%s of %s cannot be written in %s, which is moved by %+d semitones", KeyName(n.Key), p.Name, to.Name, to.Shift)
				}
				n.Key = uint8(key)
				moved = append(moved, n)
			}
		}
		if moved == nil {
			return a, nil
		}
		return a.WithEachNotes(func(p *Part, notes []Note) []Note {
			if p.ID == part {
				return append(notes, moved...)
			}
			return slices.DeleteFunc(notes, func(n Note) bool { return marked.HasNote(n.ID) })
		})
	}
}

// MergeParts puts all notes of one part into another and takes the first out of the piece.
func MergeParts(from, into PartID) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if from == into {
			return a, nil
		}
		b, err := MoveToPart(NotesOfPart(a, from), into)(a)
		if err != nil {
			return nil, err
		}
		return RemovePart(from)(b)
	}
}

// SplitByHand puts the marked notes of each part into a new part behind it, which is played as the first one is. It is
// named after it: "Organ, right hand" for the word "right hand".
func SplitByHand(marked Selection, word string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		var err error
		for _, id := range PartsOf(a, marked) {
			if a, err = splitPart(a, id, word, marked.HasNote); err != nil {
				return nil, err
			}
		}
		return a, nil
	}
}

// SplitByKey puts the notes of a part below a key, as the score says it, into a new part behind it.
func SplitByKey(part PartID, key uint8) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if key == 0 {
			return a, nil
		}
		return splitPart(a, part, "low", NotesOfKeys(a, part, 0, key-1).HasNote)
	}
}

// SplitByVoice puts the top or bottom voice of a part into a new part behind it.
func SplitByVoice(part PartID, v Voice) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		return splitPart(a, part, v.String(), VoiceOf(a, part, v).HasNote)
	}
}

// SplitHands puts what the left hand plays of a part for two hands into a new part behind it.
func SplitHands(part PartID) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		p := a.Part(part)
		if p == nil {
			return nil, fmt.Errorf("there is no part %v", part)
		}
		return splitPart(a, part, "left hand", leftHand(p.Notes).HasNote)
	}
}

func splitPart(a *Arrangement, part PartID, word string, take func(NoteID) bool) (*Arrangement, error) {
	i := slices.IndexFunc(a.piece.Parts, func(p Part) bool { return p.ID == part })
	if i < 0 {
		return nil, fmt.Errorf("there is no part %v", part)
	}
	var kept, taken []Note
	for _, n := range a.piece.Parts[i].Notes {
		if take(n.ID) {
			taken = append(taken, n)
		} else {
			kept = append(kept, n)
		}
	}
	if taken == nil || kept == nil {
		return nil, fmt.Errorf("%s cannot be split that way: all its notes would be in one part", a.piece.Parts[i].Name)
	}
	return a.change(func(b *Arrangement) {
		fresh := a.piece.Parts[i]
		fresh.ID, fresh.Notes = PartID(b.next()), taken
		fresh.Name += ", " + word
		b.piece.Parts = slices.Insert(slices.Clone(a.piece.Parts), i+1, fresh)
		b.piece.Parts[i].Notes = kept
		b.settleTime()
	})
}

// DoubleVoice has a division play the top or bottom voice of the marked notes as well: the tune on a solo manual, the
// bass on the pedal. It becomes a part of its own; keys that the division lacks are moved by octaves into its compass.
func DoubleVoice(marked Selection, v Voice, division string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		d, ok := a.Console().Division(division)
		if !ok {
			return nil, fmt.Errorf("console %s has no division %q", a.Console().Name, division)
		}
		var all []Note
		source := -1
		for i := range a.Parts() {
			p := &a.Parts()[i]
			for _, n := range p.Notes {
				key, ok := p.Sounding(n)
				if !ok || !marked.HasNote(n.ID) {
					continue
				}
				if source < 0 {
					source = i
				}
				n.Key = key
				all = append(all, n)
			}
		}
		slices.SortFunc(all, compareNotes)
		div := a.Console().Divisions[d]
		var line []Note
		for _, n := range voiceOf(all, v) {
			if key, ok := octaved(n.Key, div); ok {
				n.ID, n.Key = 0, key
				line = append(line, n)
			}
		}
		if line == nil {
			return nil, fmt.Errorf("choose notes that the %s can double first", div.Name)
		}
		slices.SortStableFunc(line, compareNotes)
		line = withoutOverlaps(line)
		name := "Tune"
		if v == Bottom {
			name = "Bass"
		}
		return a.change(func(b *Arrangement) {
			p := Part{
				ID: PartID(b.next()), Name: name + " on the " + div.Name, Track: a.piece.Parts[source].Track,
				Routing: []Routing{{0, division}},
			}
			p.Notes = b.settleNotes(line)
			b.piece.Parts = append(slices.Clone(a.piece.Parts), p)
			b.settleTime()
		})
	}
}

// octaved moves a key by octaves into the compass of a division. It reports false when no octave of it is there.
func octaved(key uint8, d registration.Division) (uint8, bool) {
	k := int(key)
	for k < int(d.Lowest) {
		k += 12
	}
	for k > int(d.Highest) {
		k -= 12
	}
	return uint8(max(k, 0)), k >= int(d.Lowest)
}

func withoutOverlaps(notes []Note) []Note {
	all := make([]int, len(notes))
	for i := range all {
		all[i] = i
	}
	removed := make([]bool, len(notes))
	fixOverlaps(notes, all, func(i int) { removed[i] = true })
	out := notes[:0]
	for i, n := range notes {
		if !removed[i] {
			out = append(out, n)
		}
	}
	return out
}
