package tune

import (
	"fmt"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Tune is a piece as typed. Its slices belong to whoever holds it.
type Tune struct {
	Title, Composer, Copyright string

	Console string // name of the console that the lane is written for; "" for none
	Meters  []sequencer.Meter
	Tempo   []sequencer.Tempo
	Marks   []sequencer.Mark
	Lane    []sequencer.LaneEvent
	Parts   []Part
}

// Part is one hand or the feet.
type Part struct {
	Name    string
	Routing []sequencer.Routing
	Shift   int8   // semitones by which its notes are moved when they are played
	Notes   []Note // in order of start, then key
}

// Note is one key held from Start up to End, ties joined.
type Note struct {
	Start, End sequencer.Tick
	Key        uint8 // 0 to 127, 60 is middle C
}

// velocity is what an organ key is struck with: it makes no difference to a pipe, and 64 is what MIDI says when there is
// nothing to say.
const velocity = 64

// Arrangement gives the tune as a piece for a console: the one that [Tune.Console] names, or another, on which what the
// lane names and the console lacks is kept in the piece and reported by [sequencer.Compile].
func (t *Tune) Arrangement(console *registration.Console) (*sequencer.Arrangement, error) {
	piece := sequencer.Piece{
		Title: t.Title, Composer: t.Composer, Copyright: t.Copyright,
		Console: console,
		Meters:  append([]sequencer.Meter(nil), t.Meters...),
		Tempo:   append([]sequencer.Tempo(nil), t.Tempo...),
		Marks:   append([]sequencer.Mark(nil), t.Marks...),
		Lane:    append([]sequencer.LaneEvent(nil), t.Lane...),
	}
	for i, p := range t.Parts {
		part := sequencer.Part{
			Name: p.Name, Track: i, Shift: p.Shift,
			Routing: append([]sequencer.Routing(nil), p.Routing...),
			Notes:   make([]sequencer.Note, len(p.Notes)),
		}
		for k, n := range p.Notes {
			part.Notes[k] = sequencer.Note{Start: n.Start, End: n.End, Key: n.Key, Velocity: velocity}
		}
		piece.Parts = append(piece.Parts, part)
	}
	a, err := sequencer.New(piece)
	if err != nil {
		return nil, fmt.Errorf("tune %q: %w", t.Title, err)
	}
	return a, nil
}
