package sequencer

import (
	"slices"
)

// NoteStarts lists the ticks at which a note of any part begins, in order, each once.
func NoteStarts(a *Arrangement) []Tick {
	out := make([]Tick, 0, a.NoteCount())
	for i := range a.Parts() {
		for _, n := range a.Parts()[i].Notes {
			if len(out) == 0 || out[len(out)-1] != n.Start {
				out = append(out, n.Start)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

const (
	phraseRest  = PPQ / 8 // a rest of everything that parts phrases
	phraseBeats = 2       // as does a chord that is held so many beats
)

// PhraseStarts lists the ticks at which phrases begin, in order: the first note, sections and verses, and every place
// where all keys are pressed anew after a rest, or after a chord that was held for two beats or more and at least twice
// as long as half of the notes are. It is a guess, good enough to draw stops at.
func PhraseStarts(a *Arrangement) []Tick {
	var notes []Note
	for i := range a.Parts() {
		notes = append(notes, a.Parts()[i].Notes...)
	}
	slices.SortFunc(notes, compareNotes)
	var out []Tick
	for _, m := range a.Marks() {
		if m.Kind != Wait {
			out = append(out, m.At)
		}
	}
	lengths := make([]Tick, len(notes))
	for i, n := range notes {
		lengths[i] = n.End - n.Start
	}
	slices.Sort(lengths)
	var until, last Tick // when everything is released, and when a key was pressed last
	for i := 0; i < len(notes); {
		at := notes[i].Start
		held := max(2*lengths[len(lengths)/2], phraseBeats*a.meters.At(max(at-1, 0)).BeatTicks())
		anew := until <= at+phraseRest/2 // a little overlap is legato
		if i == 0 || anew && (at-until >= phraseRest || at-last >= held) {
			out = append(out, at)
		}
		for ; i < len(notes) && notes[i].Start == at; i++ {
			until = max(until, notes[i].End)
		}
		last = at
	}
	slices.Sort(out)
	return slices.Compact(out)
}
