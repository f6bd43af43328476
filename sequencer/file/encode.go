package file

import (
	"fmt"
	"maps"
	"slices"

	"voluntary/registration"
	"voluntary/sequencer"
)

// encode writes arrangement.json.
func encode(a *sequencer.Arrangement) ([]byte, error) {
	piece := a.Piece()
	if piece.LastID > maxID {
		return nil, fmt.Errorf("the piece has used up its ids (%d)", piece.LastID)
	}
	p := &printer{buf: make([]byte, 0, 4096+64*a.NoteCount())}
	p.open('{')
	p.field("format", Format)
	p.field("version", Version)
	p.text("title", piece.Title)
	p.text("composer", piece.Composer)
	p.text("tune", piece.Tune)
	p.text("number", piece.Number)
	p.text("copyright", piece.Copyright)
	p.text("comment", piece.Notes)
	if t := piece.Tuning; t != (sequencer.Tuning{}) {
		p.field("tuning", tuningEntry(t))
	}
	p.field("console", piece.Console.Name)
	if s := piece.Source; s.Name != "" || s.Format != "" || len(s.Bytes) > 0 {
		entry := sourceEntry{Name: s.Name, Format: s.Format}
		if len(s.Bytes) > 0 {
			entry.Entry = scoreEntry(s.Name)
		}
		p.field("source", entry)
	}
	p.field("last_id", piece.LastID)
	at := func(tick sequencer.Tick) moment {
		return moment{At: a.Meters().Position(tick).String(), Tick: &tick}
	}
	lines(p, "tempo", piece.Tempo, func(t sequencer.Tempo) {
		e := tempoEntry{moment: at(t.At), Quarter: int64(t.PerQuarter)}
		if t.PerQuarter > 0 {
			e.BPM = roundBPM(t.BPM())
		}
		p.value(e)
	})
	lines(p, "meters", piece.Meters, func(m sequencer.Meter) {
		p.value(meterEntry{Tick: m.At, Meter: fmt.Sprintf("%d/%d", m.Num, m.Den)})
	})
	lines(p, "parts", piece.Parts, func(part sequencer.Part) { encodePart(p, &part, at) })
	lines(p, "lane", piece.Lane, func(e sequencer.LaneEvent) {
		entry := laneEntry{ID: uint32(e.ID), moment: at(e.At), Scene: e.Scene, Retire: e.Retire, Draw: e.Draw}
		for _, s := range e.Expression {
			entry.Expression = append(entry.Expression, shoeEntry(s))
		}
		p.value(entry)
	})
	lines(p, "marks", piece.Marks, func(m sequencer.Mark) {
		p.value(markEntry{ID: uint32(m.ID), moment: at(m.At), Kind: m.Kind, Name: m.Name})
	})
	lines(p, "scenes", piece.Scenes, func(s registration.Scene) { p.value(s) })
	if len(piece.Meanings) > 0 {
		p.name("controls")
		p.open('{')
		for _, id := range slices.Sorted(maps.Keys(piece.Meanings)) {
			p.field(id, piece.Meanings[id])
		}
		p.close('}')
	}
	p.close('}')
	p.buf = append(p.buf, '\n')
	return p.buf, p.err
}

func encodePart(p *printer, part *sequencer.Part, at func(sequencer.Tick) moment) {
	p.open('{')
	p.field("id", part.ID.String())
	p.field("name", part.Name)
	p.field("track", part.Track)
	p.field("channel", part.Channel)
	p.field("shift", part.Shift)
	lines(p, "routing", part.Routing, func(r sequencer.Routing) {
		p.value(routingEntry{moment: at(r.At), Division: r.Division})
	})
	lines(p, "notes", part.Notes, func(n sequencer.Note) {
		p.numbers(int64(n.ID), int64(n.Start), int64(n.End), int64(n.Key), int64(n.Velocity), int64(n.Channel))
	})
	var muted []int64
	for _, n := range part.Notes {
		if n.Muted {
			muted = append(muted, int64(n.ID))
		}
	}
	if muted != nil {
		p.field("muted", muted)
	}
	p.close('}')
}

// roundBPM leaves what a person would write: 96, 66.667.
func roundBPM(bpm float64) float64 {
	return float64(int64(bpm*1000+0.5)) / 1000
}
