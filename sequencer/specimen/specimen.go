// Package specimen makes pieces to look at and to measure with: larger ones than a person would type, and always the same.
// Tests and benchmarks alone use it.
package specimen

import (
	"fmt"
	"math/rand/v2"

	"voluntary/registration"
	"voluntary/sequencer"
)

const bar = 4 * sequencer.PPQ

// Large is a piece of about so many notes on a console: three voices that wander over the keys, two on the first two
// divisions with hands and one on the pedal, and a stop drawn or retired every eight bars.
func Large(c *registration.Console, notes int) (*sequencer.Arrangement, error) {
	p := sequencer.Piece{Title: fmt.Sprintf("%d notes", notes), Console: c}
	r := rand.New(rand.NewPCG(1, uint64(notes)))
	end := sequencer.Tick(0)
	for i, v := range voices(c) {
		part := sequencer.Part{Name: v.name, Routing: []sequencer.Routing{{Division: v.division.ID}}}
		share := notes * v.share / 8
		if i == 0 {
			share += notes % 8
		}
		part.Notes = v.wander(r, share)
		end = max(end, part.Notes[share-1].End)
		p.Parts = append(p.Parts, part)
	}
	for i, at := 0, sequencer.Tick(0); at < end; i, at = i+1, at+8*bar {
		e := sequencer.LaneEvent{At: at, Draw: []string{c.Controls[i*5%len(c.Controls)].ID}}
		if i > 2 {
			e.Retire = []string{c.Controls[(i-3)*5%len(c.Controls)].ID}
		}
		if len(c.Enclosures) > 0 {
			e.Expression = []sequencer.Shoe{{Enclosure: c.Enclosures[0].ID, Value: uint8(40 + i*29%88), Line: i%2 == 1}}
		}
		p.Lane = append(p.Lane, e)
	}
	return sequencer.New(p)
}

// voice is one part of a large piece.
type voice struct {
	name     string
	division *registration.Division
	share    int // of eight notes
	chord    int // how many keys at once
	step     sequencer.Tick
}

func voices(c *registration.Console) []voice {
	var hands, feet []*registration.Division
	for i := range c.Divisions {
		if d := &c.Divisions[i]; d.Pedal {
			feet = append(feet, d)
		} else {
			hands = append(hands, d)
		}
	}
	out := []voice{
		{"Right hand", hands[0], 4, 2, sequencer.PPQ / 2},
		{"Left hand", hands[len(hands)-1], 3, 3, sequencer.PPQ},
	}
	if len(hands) > 1 {
		out[1].division = hands[1]
	}
	if len(feet) == 0 {
		feet = hands[:1]
	}
	return append(out, voice{"Pedal", feet[0], 1, 1, sequencer.PPQ})
}

// wander is so many notes that go up and down within the compass.
func (v *voice) wander(r *rand.Rand, count int) []sequencer.Note {
	lowest, highest := int(v.division.Lowest)+4, int(v.division.Highest)-14
	key := (lowest + highest) / 2
	notes := make([]sequencer.Note, 0, count)
	for at := sequencer.Tick(0); len(notes) < count; at += v.step {
		key = min(max(key+r.IntN(7)-3, lowest), highest)
		for i := range v.chord {
			if len(notes) < count {
				notes = append(notes, sequencer.Note{Start: at, End: at + v.step - 40, Key: uint8(key + 4*i), Velocity: 80})
			}
		}
	}
	return notes
}

// Full is a piece of 32 bars whose lane has a row for so many controls of a console, drawn one after the other and retired
// in the other order, with every shoe on its way.
func Full(c *registration.Console, controls int) (*sequencer.Arrangement, error) {
	p := sequencer.Piece{Title: fmt.Sprintf("%d stops", controls), Console: c}
	r := rand.New(rand.NewPCG(2, uint64(controls)))
	for _, v := range voices(c) {
		p.Parts = append(p.Parts, sequencer.Part{
			Name: v.name, Routing: []sequencer.Routing{{Division: v.division.ID}}, Notes: v.wander(r, v.chord*int(32*bar/v.step)),
		})
	}
	for i := range min(controls, len(c.Controls)) {
		id := c.Controls[i].ID
		p.Lane = append(p.Lane,
			sequencer.LaneEvent{At: sequencer.Tick(i%16) * bar, Draw: []string{id}},
			sequencer.LaneEvent{At: sequencer.Tick(32-i%13) * bar, Retire: []string{id}})
	}
	for i, e := range c.Enclosures {
		for b := range sequencer.Tick(8) {
			p.Lane = append(p.Lane, sequencer.LaneEvent{At: b * 4 * bar, Expression: []sequencer.Shoe{
				{Enclosure: e.ID, Value: uint8((int(b)*41 + i*23) % 128), Line: b > 0},
			}})
		}
	}
	p.Marks = []sequencer.Mark{
		{At: 0, Kind: sequencer.Section, Name: "Beginning"},
		{At: 8 * bar, Kind: sequencer.Verse, Name: "Verse 2"},
		{At: 16 * bar, Kind: sequencer.Wait, Name: "Turn the page"},
	}
	return sequencer.New(p)
}
