package sequencer

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"voluntary/registration"
)

// Source is the score that a piece was imported from, kept for the next import.
type Source struct {
	Name   string // file name without folder
	Format string // "smf"
	Bytes  []byte
}

// Piece is the content of an arrangement in the open, for those who build and store one. Slices are shared with the
// arrangement: read them, and hand New fresh ones.
type Piece struct {
	Title, Composer string
	Tune, Number    string
	Copyright       string
	Notes           string // what the arranger wants to remember
	Tuning          Tuning
	Console         *registration.Console
	Source          Source
	Tempo           []Tempo
	Meters          []Meter
	Parts           []Part
	Lane            []LaneEvent
	Marks           []Mark
	Scenes          []registration.Scene
	Meanings        map[string]registration.Meaning // control text id to what it is for
	LastID          uint32                          // the highest id ever given; New raises it to the ids in use
}

// Arrangement is one piece. It is immutable: With… methods return a changed copy that shares the rest. Any goroutine may
// read it.
type Arrangement struct {
	piece  Piece
	tempo  TempoMap
	meters MeterMap
	end    Tick
}

// Limits of a piece.
const (
	MaxParts      = 2048
	MaxNotes      = 4_000_000
	MaxLaneEvents = 100_000
)

// ErrInvalid is wrapped by every complaint about a piece.
var ErrInvalid = errors.New("the piece is not valid")

// New checks a piece, puts its lists in order and gives ids to what has none. The arrangement owns the slices from then
// on.
func New(p Piece) (*Arrangement, error) {
	if p.Console == nil {
		return nil, fmt.Errorf("%w: it has no console", ErrInvalid)
	}
	a := &Arrangement{piece: p}
	a.piece.Parts = slices.Clone(p.Parts)
	for i := range p.Parts {
		p := &a.piece.Parts[i]
		a.raise(uint32(p.ID))
		for _, n := range p.Notes {
			a.raise(uint32(n.ID))
		}
	}
	for _, e := range p.Lane {
		a.raise(uint32(e.ID))
	}
	for _, m := range p.Marks {
		a.raise(uint32(m.ID))
	}
	for i := range a.piece.Parts { // before their notes, so that people meet p1, p2, p3
		if part := &a.piece.Parts[i]; part.ID == 0 {
			part.ID = PartID(a.next())
		}
	}
	for i := range a.piece.Parts {
		part := &a.piece.Parts[i]
		part.Routing = tidyRouting(part.Routing)
		part.Notes = a.settleNotes(part.Notes)
	}
	a.settleLane()
	a.settleMarks()
	a.settleTime()
	if err := a.check(); err != nil {
		return nil, err
	}
	return a, nil
}

// next gives a new id.
func (a *Arrangement) next() uint32 { a.piece.LastID++; return a.piece.LastID }

func (a *Arrangement) raise(id uint32) { a.piece.LastID = max(a.piece.LastID, id) }

func (a *Arrangement) settleNotes(notes []Note) []Note {
	for i := range notes {
		a.raise(uint32(notes[i].ID))
	}
	for i := range notes {
		if notes[i].ID == 0 {
			notes[i].ID = NoteID(a.next())
		}
	}
	if !slices.IsSortedFunc(notes, compareNotes) {
		slices.SortFunc(notes, compareNotes)
	}
	return notes
}

func (a *Arrangement) settleLane() {
	a.piece.Lane = slices.DeleteFunc(a.piece.Lane, func(e LaneEvent) bool { return e.Empty() })
	for i := range a.piece.Lane {
		a.raise(uint32(a.piece.Lane[i].ID))
	}
	for i := range a.piece.Lane {
		if a.piece.Lane[i].ID == 0 {
			a.piece.Lane[i].ID = EventID(a.next())
		}
	}
	slices.SortFunc(a.piece.Lane, compareLane)
	a.settleMeanings()
}

// settleMeanings notes down the meaning of each control in the lane and the scenes that the console knows; meanings of
// other consoles are kept.
func (a *Arrangement) settleMeanings() {
	var fresh map[string]registration.Meaning
	c := a.piece.Console
	learn := func(ids []string) {
		for _, id := range ids {
			k, ok := c.Control(id)
			if !ok {
				continue
			}
			m := c.MeaningOf(k)
			if old, known := a.piece.Meanings[id]; known && old == m {
				continue
			}
			if fresh == nil {
				fresh = maps.Clone(a.piece.Meanings)
				if fresh == nil {
					fresh = make(map[string]registration.Meaning)
				}
				a.piece.Meanings = fresh
			}
			fresh[id] = m
		}
	}
	for i := range a.piece.Lane {
		learn(a.piece.Lane[i].Draw)
		learn(a.piece.Lane[i].Retire)
	}
	for i := range a.piece.Scenes {
		learn(a.piece.Scenes[i].On)
		learn(a.piece.Scenes[i].Off)
	}
}

func (a *Arrangement) settleMarks() {
	for i := range a.piece.Marks {
		a.raise(uint32(a.piece.Marks[i].ID))
	}
	for i := range a.piece.Marks {
		if a.piece.Marks[i].ID == 0 {
			a.piece.Marks[i].ID = MarkID(a.next())
		}
	}
	slices.SortFunc(a.piece.Marks, func(x, y Mark) int { return cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.ID, y.ID)) })
}

func (a *Arrangement) settleTime() {
	a.tempo = NewTempoMap(a.piece.Tempo)
	a.meters = NewMeterMap(a.piece.Meters)
	a.end = 0
	for i := range a.piece.Parts {
		for _, n := range a.piece.Parts[i].Notes {
			a.end = max(a.end, n.End)
		}
	}
}

func (a *Arrangement) check() error {
	bad := func(format string, args ...any) error {
		return fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))
	}
	if err := a.piece.Tuning.check(); err != nil {
		return err
	}
	if len(a.piece.Parts) > MaxParts {
		return bad("%d parts, at most %d", len(a.piece.Parts), MaxParts)
	}
	if len(a.piece.Lane) > MaxLaneEvents {
		return bad("%s in the lane, at most %s", Count(len(a.piece.Lane), "event"), Figures(MaxLaneEvents))
	}
	total := 0
	seen := make(map[PartID]bool, len(a.piece.Parts))
	for i := range a.piece.Parts {
		p := &a.piece.Parts[i]
		if seen[p.ID] {
			return bad("two parts have the id %v", p.ID)
		}
		seen[p.ID] = true
		total += len(p.Notes)
		for _, n := range p.Notes {
			if n.Start < 0 || n.End < n.Start || n.End > MaxTick || n.Key > 127 || n.Velocity > 127 || n.Channel > 16 {
				return bad("part %q has a note of key %d from tick %d to %d", p.Name, n.Key, n.Start, n.End)
			}
		}
		for _, r := range p.Routing {
			if r.At < 0 || r.At > MaxTick {
				return bad("part %q is routed at tick %d", p.Name, r.At)
			}
		}
	}
	if total > MaxNotes {
		return bad("%s, at most %s", Count(total, "note"), Figures(MaxNotes))
	}
	for _, m := range a.piece.Marks {
		if m.At < 0 || m.At > MaxTick {
			return bad("the mark %q stands at tick %d", m.Name, m.At)
		}
	}
	for _, e := range a.piece.Lane {
		if e.At < 0 || e.At > MaxTick {
			return bad("an event of the lane stands at tick %d", e.At)
		}
		for _, s := range e.Expression {
			if s.Value > 127 {
				return bad("the shoe %q is at %d at %v (0 to 127)", s.Enclosure, s.Value, a.meters.Position(e.At))
			}
		}
	}
	return nil
}

// Piece gives the content for reading.
func (a *Arrangement) Piece() Piece { return a.piece }

// Title of the piece.
func (a *Arrangement) Title() string { return a.piece.Title }

// Console is the organ that the piece is arranged for.
func (a *Arrangement) Console() *registration.Console { return a.piece.Console }

// Tempo is the piece's tempo map.
func (a *Arrangement) Tempo() TempoMap { return a.tempo }

// Meters is the piece's meter map.
func (a *Arrangement) Meters() MeterMap { return a.meters }

// Parts lists the parts in order. Read only.
func (a *Arrangement) Parts() []Part { return a.piece.Parts }

// Part finds a part, nil when there is none with this id. Read only.
func (a *Arrangement) Part(id PartID) *Part {
	for i := range a.piece.Parts {
		if a.piece.Parts[i].ID == id {
			return &a.piece.Parts[i]
		}
	}
	return nil
}

// Lane lists the lane events in order of time. Read only.
func (a *Arrangement) Lane() []LaneEvent { return a.piece.Lane }

// Marks lists the marks in order of time. Read only.
func (a *Arrangement) Marks() []Mark { return a.piece.Marks }

// NoteCount is the number of notes in all parts.
func (a *Arrangement) NoteCount() int {
	n := 0
	for i := range a.piece.Parts {
		n += len(a.piece.Parts[i].Notes)
	}
	return n
}

// End is the tick at which the last note ends.
func (a *Arrangement) End() Tick { return a.end }

// Duration is when the last note ends.
func (a *Arrangement) Duration() time.Duration { return a.tempo.TimeAt(a.end) }

// Bars is the number of bars that hold notes, counted from the first.
func (a *Arrangement) Bars() int {
	if a.end == 0 {
		return 0
	}
	return a.meters.Position(a.end - 1).Bar
}
