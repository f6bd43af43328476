package file

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Limits of what is read besides those of package sequencer.
const (
	maxDepth  = 12
	maxPoints = 1_000_000 // tempos, meters, routings of a part
	maxMarks  = 100_000
	maxScenes = 10_000
)

// decode reads arrangement.json. The piece has no console and no score yet; entry says where in the zip the score is.
func decode(text []byte) (doc document, piece sequencer.Piece, warnings []string, err error) {
	if err = shallow(text); err != nil {
		return doc, piece, nil, damaged("arrangement.json: %v", err)
	}
	if text, err = upgraded(text, Version, chain[:]); err != nil {
		return doc, piece, nil, err
	}
	if err = json.Unmarshal(text, &doc); err != nil {
		return doc, piece, nil, damaged("arrangement.json: %v", inText(text, err))
	}
	d := decoder{piece: sequencer.Piece{
		Title: doc.Title, Composer: doc.Composer, Tune: doc.Tune, Number: doc.Number, Copyright: doc.Copyright, Notes: doc.Comment,
		Tuning: sequencer.Tuning(doc.Tuning),
		Source: sequencer.Source{Name: doc.Source.Name, Format: doc.Source.Format}, Meanings: doc.Controls, LastID: doc.LastID,
	}}
	if doc.LastID > maxID {
		return doc, piece, nil, damaged("last_id is %d (at most %d)", doc.LastID, maxID)
	}
	if err = d.all(&doc); err != nil {
		return doc, piece, nil, damaged("%v", err)
	}
	return doc, d.piece, d.warnings, nil
}

// decoder fills a piece, entry by entry.
type decoder struct {
	piece    sequencer.Piece
	meters   sequencer.MeterMap
	warnings []string
	astray   int // moments whose two halves disagree
	twins    int // ids that were given twice
}

func (d *decoder) all(doc *document) error {
	err := entries(doc.Meters, "meters", "meter", maxPoints, func(e meterEntry) error {
		num, den, ok := strings.Cut(e.Meter, "/")
		m := sequencer.Meter{At: e.Tick}
		var bad [2]error
		m.Num, bad[0] = strconv.Atoi(num)
		m.Den, bad[1] = strconv.Atoi(den)
		if !ok || bad[0] != nil || bad[1] != nil {
			return fmt.Errorf("%.40q is not a meter (write 3/4)", e.Meter)
		}
		d.piece.Meters = append(d.piece.Meters, m)
		return nil
	})
	if err != nil {
		return err
	}
	d.meters = sequencer.NewMeterMap(d.piece.Meters)
	for _, read := range []func(*document) error{d.tempos, d.parts, d.lane, d.marks, d.scenes} {
		if err := read(doc); err != nil {
			return err
		}
	}
	if d.twins > 0 {
		d.warnings = append(d.warnings, fmt.Sprintf("%d ids were given twice: what came second has got new ones.", d.twins))
	}
	if d.astray > 3 {
		d.warnings = append(d.warnings, fmt.Sprintf("So it was at %d more places.", d.astray-3))
	}
	return nil
}

func (d *decoder) tempos(doc *document) error {
	return entries(doc.Tempo, "tempo", "tempo", maxPoints, func(e tempoEntry) error {
		at, err := d.tick(e.moment, "a tempo")
		t := sequencer.Tempo{At: at, PerQuarter: time.Duration(e.Quarter)}
		if e.Quarter == 0 && e.BPM != 0 {
			t.PerQuarter = sequencer.QuarterAt(e.BPM)
		}
		d.piece.Tempo = append(d.piece.Tempo, t)
		return err
	})
}

func (d *decoder) parts(doc *document) error {
	var seen idSet
	total := 0
	return entries(doc.Parts, "parts", "part", sequencer.MaxParts, func(e partEntry) error {
		id, err := sequencer.ParsePartID(e.ID)
		if err != nil {
			return err
		}
		p := sequencer.Part{ID: id, Name: e.Name, Track: e.Track, Channel: e.Channel, Shift: e.Shift, Notes: e.Notes}
		err = entries(e.Routing, "routing", "routing", maxPoints, func(r routingEntry) error {
			at, err := d.tick(r.moment, "a routing of "+e.Name)
			p.Routing = append(p.Routing, sequencer.Routing{At: at, Division: r.Division})
			return err
		})
		if err != nil {
			return err
		}
		if total += len(p.Notes); total > sequencer.MaxNotes {
			return errors.New("more than " + sequencer.Count(sequencer.MaxNotes, "note"))
		}
		muted := make(map[uint32]bool, len(e.Muted))
		for _, id := range e.Muted {
			muted[id] = true
		}
		for i := range p.Notes {
			p.Notes[i].Muted = len(muted) > 0 && muted[uint32(p.Notes[i].ID)]
			p.Notes[i].ID = sequencer.NoteID(d.unique(&seen, uint32(p.Notes[i].ID)))
		}
		d.piece.Parts = append(d.piece.Parts, p)
		return nil
	})
}

func (d *decoder) lane(doc *document) error {
	var seen idSet
	return entries(doc.Lane, "lane", "event of the lane", sequencer.MaxLaneEvents, func(e laneEntry) error {
		at, err := d.tick(e.moment, "an event of the lane")
		if err == nil && e.ID > maxID {
			err = fmt.Errorf("the id %d is out of range", e.ID)
		}
		out := sequencer.LaneEvent{
			ID: sequencer.EventID(d.unique(&seen, e.ID)), At: at, Scene: e.Scene, Retire: e.Retire, Draw: e.Draw,
		}
		for _, s := range e.Expression {
			out.Expression = append(out.Expression, sequencer.Shoe(s))
		}
		d.piece.Lane = append(d.piece.Lane, out)
		return err
	})
}

func (d *decoder) marks(doc *document) error {
	var seen idSet
	return entries(doc.Marks, "marks", "mark", maxMarks, func(e markEntry) error {
		at, err := d.tick(e.moment, "the mark "+e.Name)
		if err == nil && e.ID > maxID {
			err = fmt.Errorf("the id %d is out of range", e.ID)
		}
		d.piece.Marks = append(d.piece.Marks, sequencer.Mark{ID: sequencer.MarkID(d.unique(&seen, e.ID)), At: at, Kind: e.Kind, Name: e.Name})
		return err
	})
}

func (d *decoder) scenes(doc *document) error {
	return entries(doc.Scenes, "scenes", "scene", maxScenes, func(s registration.Scene) error {
		d.piece.Scenes = append(d.piece.Scenes, s)
		return nil
	})
}

// tick decides between the two halves of a moment.
func (d *decoder) tick(m moment, what string) (sequencer.Tick, error) {
	switch {
	case m.Tick == nil && m.At == "":
		return 0, errors.New(`it has neither "at" nor "tick"`)
	case m.At == "" || m.Tick != nil && d.meters.Position(*m.Tick).String() == m.At:
		return *m.Tick, nil
	}
	p, err := sequencer.ParsePosition(m.At)
	if err != nil {
		return 0, err
	}
	if m.Tick != nil {
		if d.astray++; d.astray <= 3 {
			d.warnings = append(d.warnings, fmt.Sprintf("For %s the file says both %s and tick %d, which is %v: %s was taken.",
				what, m.At, *m.Tick, d.meters.Position(*m.Tick), m.At))
		}
	}
	return d.meters.Tick(p), nil
}

// unique gives back an id, or 0 when it was seen before.
func (d *decoder) unique(seen *idSet, id uint32) uint32 {
	if id != 0 && !seen.add(id) {
		d.twins++
		return 0
	}
	return id
}

// idSet holds ids: usual ones as bits, since there may be millions, and uncommonly high ones in a map.
type idSet struct {
	bits []uint64
	high map[uint32]bool
}

// add reports whether the id is new.
func (s *idSet) add(id uint32) bool {
	if id >= 1<<26 {
		if s.high[id] {
			return false
		}
		if s.high == nil {
			s.high = make(map[uint32]bool)
		}
		s.high[id] = true
		return true
	}
	word, bit := int(id/64), uint64(1)<<(id%64)
	if word >= len(s.bits) {
		s.bits = append(s.bits, make([]uint64, word+1-len(s.bits))...)
	}
	if s.bits[word]&bit != 0 {
		return false
	}
	s.bits[word] |= bit
	return true
}

// entries decodes a list and names the entry that is at fault.
func entries[T any](list rawList, field, noun string, limit int, take func(T) error) error {
	err := list.each(limit, func(i int, value []byte) error {
		var v T
		err := json.Unmarshal(value, &v)
		if err != nil {
			err = inText(nil, err)
		} else {
			err = take(v)
		}
		if err != nil {
			return placed{fmt.Errorf("%s %d: %w", noun, i+1, err)}
		}
		return nil
	})
	if err != nil && !errors.As(err, new(placed)) {
		return fmt.Errorf("%q %w", field, err)
	}
	return err
}

// placed is an error that names its entry already.
type placed struct{ error }

func (p placed) Unwrap() error { return p.error }

// shallow refuses text that is nested deeper than any of ours, before a reader recurses into it.
func shallow(text []byte) error {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted:
			switch c {
			case '\\':
				i++
			case '"':
				quoted = false
			}
		case c == '"':
			quoted = true
		case c == '[' || c == '{':
			if depth++; depth > maxDepth {
				return fmt.Errorf("line %d: nested more than %d deep", lineOf(text, int64(i)), maxDepth)
			}
		case c == ']' || c == '}':
			depth--
		}
	}
	return nil
}

// inText says in our words what encoding/json complains about, with the line where text is given.
func inText(text []byte, err error) error {
	var syntax *json.SyntaxError
	var mismatch *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax) && text != nil:
		if syntax.Offset >= int64(len(text)) {
			return errors.New("it ends in the middle")
		}
		return fmt.Errorf("line %d is not JSON (%v)", lineOf(text, syntax.Offset), syntax)
	case errors.As(err, &mismatch):
		place := mismatch.Field
		if place == "" {
			place = "it"
		}
		if text != nil {
			return fmt.Errorf("line %d: %s is of the wrong kind (%s)", lineOf(text, mismatch.Offset), place, mismatch.Value)
		}
		return fmt.Errorf("%s is of the wrong kind (%s)", place, mismatch.Value)
	}
	return err
}

func lineOf(text []byte, offset int64) int {
	return 1 + bytes.Count(text[:min(max(offset-1, 0), int64(len(text)))], []byte("\n"))
}
