package playback

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
)

const (
	great registration.DivisionID = iota
	swell
	pedal
)

const (
	diapason registration.ControlID = iota
	flute
	oboe
	mixture
	bourdon
	swellToGreat
)

const beat = sequencer.Tick(sequencer.PPQ) // half a second at 120

var (
	controlIDs  = []string{"great.diapason", "great.flute", "swell.oboe", "great.mixture", "pedal.bourdon", "swell-to-great"}
	divisionIDs = []string{"great", "swell", "pedal"}
)

func testConsole(t testing.TB) *registration.Console {
	t.Helper()
	c, err := registration.NewConsole(registration.Console{
		Name: "test",
		Divisions: []registration.Division{
			{ID: "great", Name: "Great", Lowest: 36, Highest: 96},
			{ID: "swell", Name: "Swell", Lowest: 36, Highest: 96},
			{ID: "pedal", Name: "Pedal", Lowest: 36, Highest: 67, Pedal: true},
		},
		Controls: []registration.Control{
			{ID: controlIDs[0], Division: great, Name: "Diapason", Pitch: 8},
			{ID: controlIDs[1], Division: great, Name: "Flute", Pitch: 4},
			{ID: controlIDs[2], Division: swell, Name: "Oboe", Pitch: 8},
			{ID: controlIDs[3], Division: great, Name: "Mixture"},
			{ID: controlIDs[4], Division: pedal, Name: "Bourdon", Pitch: 16},
			{ID: controlIDs[5], Kind: registration.Coupler, Division: great, To: swell, Name: "Swell to Great"},
		},
		Enclosures: []registration.Enclosure{{ID: "swell", Name: "Swell", Divisions: []registration.DivisionID{swell}, Initial: 100}},
	})
	require.NoError(t, err)
	return c
}

// score collects a piece in beats of half a second.
type score struct {
	t     testing.TB
	piece sequencer.Piece
}

func newScore(t testing.TB, c *registration.Console) *score {
	s := &score{t: t}
	s.piece.Console = c
	for _, d := range divisionIDs {
		s.piece.Parts = append(s.piece.Parts, sequencer.Part{Name: d, Routing: []sequencer.Routing{{Division: d}}})
	}
	return s
}

// note adds a note from one tick to another.
func (s *score) note(d registration.DivisionID, key uint8, from, to sequencer.Tick) *score {
	p := &s.piece.Parts[d]
	p.Notes = append(p.Notes, sequencer.Note{Start: from, End: to, Key: key, Velocity: 80})
	return s
}

func (s *score) lane(e sequencer.LaneEvent) *score {
	s.piece.Lane = append(s.piece.Lane, e)
	return s
}

func (s *score) draw(at sequencer.Tick, id registration.ControlID) *score {
	return s.lane(sequencer.LaneEvent{At: at, Draw: []string{controlIDs[id]}})
}

func (s *score) retire(at sequencer.Tick, id registration.ControlID) *score {
	return s.lane(sequencer.LaneEvent{At: at, Retire: []string{controlIDs[id]}})
}

// wait adds a wait point.
func (s *score) wait(at sequencer.Tick) *score {
	s.piece.Marks = append(s.piece.Marks, sequencer.Mark{At: at, Kind: sequencer.Wait, Name: "go"})
	return s
}

func (s *score) compile() *sequencer.Performance {
	s.t.Helper()
	a, err := sequencer.New(s.piece)
	require.NoError(s.t, err)
	p, _ := sequencer.Compile(a, nil)
	return p
}

// randomScore writes a piece of some six seconds: notes on a few keys, so that they often meet, and a busy lane.
func randomScore(t testing.TB, r *rand.Rand, c *registration.Console) *sequencer.Performance {
	s := newScore(t, c)
	for range r.IntN(40) {
		from := sequencer.Tick(r.IntN(48)) * beat / 4
		if r.IntN(4) == 0 {
			from += sequencer.Tick(r.IntN(200))
		}
		s.note(registration.DivisionID(r.IntN(3)), uint8(40+r.IntN(5)), from, from+sequencer.Tick(1+r.IntN(12))*beat/4-sequencer.Tick(r.IntN(2)*r.IntN(200)))
	}
	for range r.IntN(16) {
		e := sequencer.LaneEvent{At: sequencer.Tick(r.IntN(26)) * beat / 2}
		switch id := controlIDs[r.IntN(len(controlIDs))]; r.IntN(5) {
		case 0, 1:
			e.Draw = []string{id}
		case 2, 3:
			e.Retire = []string{id}
		default:
			e.Expression = []sequencer.Shoe{{Enclosure: "swell", Value: uint8(r.IntN(128))}}
		}
		s.lane(e)
	}
	if r.IntN(3) == 0 {
		for range 1 + r.IntN(4) {
			s.piece.Tempo = append(s.piece.Tempo, sequencer.Tempo{
				At: sequencer.Tick(r.IntN(12)) * beat, PerQuarter: time.Duration(200+r.IntN(900)) * time.Millisecond,
			})
		}
	}
	for range r.IntN(4) {
		s.wait(sequencer.Tick(1+r.IntN(51)) * beat / 4)
	}
	return s.compile()
}
