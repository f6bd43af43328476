package sequencer

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// chapel is the console of these tests: three divisions, one of each kind of control, gaps to keep.
func chapel(t testing.TB) *registration.Console {
	t.Helper()
	c, err := registration.NewConsole(registration.Console{
		Name: "chapel",
		Divisions: []registration.Division{
			{ID: "great", Name: "Great", Lowest: 36, Highest: 96},
			{ID: "swell", Name: "Swell", Lowest: 36, Highest: 96},
			{ID: "pedal", Name: "Pedal", Lowest: 36, Highest: 67, Pedal: true},
		},
		Controls: []registration.Control{
			{ID: "great.principal-8", Name: "Principal", Pitch: 8, Family: registration.Principal},
			{ID: "great.flute-4", Name: "Flute", Pitch: 4, Family: registration.Flute},
			{ID: "swell.gamba-8", Division: 1, Name: "Gamba", Pitch: 8, Family: registration.String},
			{ID: "swell.tremulant", Division: 1, Kind: registration.Tremulant, Name: "Tremulant"},
			{ID: "pedal.bourdon-16", Division: 2, Name: "Bourdon", Pitch: 16, Family: registration.Flute},
			{ID: "swell-to-great", Kind: registration.Coupler, Name: "Swell to Great", To: 1},
			{ID: "great-unison-off", Kind: registration.Coupler, Name: "Unison Off", UnisonOff: true},
		},
		Enclosures: []registration.Enclosure{{ID: "swell", Name: "Swell", Divisions: []registration.DivisionID{1}, Initial: 127}},
		Scenes: []registration.Scene{
			{Name: "Soft", On: []string{"swell.gamba-8"}, Off: []string{"great.principal-8", "swell-to-great"}, Shoes: map[string]uint8{"swell": 40}},
		},
		Mechanics: registration.Mechanics{RepeatGap: 50 * time.Millisecond, ShortestNote: 30 * time.Millisecond},
	})
	require.NoError(t, err)
	return c
}

// swift is the chapel with an action that needs no time.
func swift(t testing.TB) *registration.Console {
	c := *chapel(t)
	c.Mechanics = registration.Mechanics{}
	out, err := registration.NewConsole(c)
	require.NoError(t, err)
	return out
}

func arrange(t testing.TB, p Piece) *Arrangement {
	t.Helper()
	if p.Console == nil {
		p.Console = chapel(t)
	}
	a, err := New(p)
	require.NoError(t, err)
	return a
}

// on routes a part to a division from the start.
func on(division string) []Routing { return []Routing{{0, division}} }

// dice throws random music.
type dice struct{ *rand.Rand }

func throw(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 11))} }

func (d dice) tempos() (out []Tempo) {
	for range d.IntN(6) {
		out = append(out, Tempo{Tick(d.IntN(30_000)), FastestQuarter + time.Duration(d.Int64N(int64(2*time.Second)))})
	}
	return out
}

func (d dice) meters() (out []Meter) {
	for range d.IntN(5) {
		out = append(out, Meter{Tick(d.IntN(30_000)), 1 + d.IntN(12), 1 << d.IntN(6)})
	}
	return out
}

// notes are so many that keys meet, none shorter than ten ticks.
func (d dice) notes(n int) (out []Note) {
	for range n {
		start := Tick(d.IntN(20_000))
		if d.IntN(2) == 0 {
			start -= start % 480
		}
		out = append(out, Note{Start: start, End: start + 10 + Tick(d.IntN(2500)), Key: uint8(30 + d.IntN(40)), Velocity: uint8(d.IntN(128))})
	}
	return out
}

var allControls = []string{
	"great.principal-8", "great.flute-4", "swell.gamba-8", "swell.tremulant", "pedal.bourdon-16", "swell-to-great", "great-unison-off",
}

func (d dice) controls() (out []string) {
	for range d.IntN(3) {
		out = append(out, allControls[d.IntN(len(allControls))])
	}
	return out
}

func (d dice) event() LaneEvent {
	e := LaneEvent{At: Tick(d.IntN(40) * 480), Retire: d.controls(), Draw: d.controls()}
	if d.IntN(4) == 0 {
		e.Scene = "Soft"
	}
	if d.IntN(4) == 0 {
		e.Expression = []Shoe{{Enclosure: "swell", Value: uint8(d.IntN(128))}}
	}
	return e
}

func (d dice) piece(t testing.TB, notes int) Piece {
	p := Piece{Console: chapel(t), Tempo: d.tempos(), Meters: d.meters()}
	divisions := []string{"great", "swell", "pedal", ""}
	for i := range 1 + d.IntN(4) {
		part := Part{Name: fmt.Sprint("part ", i+1), Notes: d.notes(notes), Routing: on(divisions[d.IntN(3)])}
		for range d.IntN(3) {
			part.Routing = append(part.Routing, Routing{Tick(d.IntN(20_000)), divisions[d.IntN(4)]})
		}
		p.Parts = append(p.Parts, part)
	}
	for range d.IntN(20) {
		p.Lane = append(p.Lane, d.event())
	}
	for i := range d.IntN(4) {
		p.Marks = append(p.Marks, Mark{At: Tick(d.IntN(20_000)), Kind: Verse, Name: fmt.Sprint("Verse ", i)})
	}
	return p
}

// picture is all that an arrangement holds, as text.
func picture(a *Arrangement) string {
	p := a.Piece()
	p.Console = nil
	return fmt.Sprintf("%+v %v %v %v", p, a.Tempo().Points(), a.Meters().Points(), a.End())
}

// requireSound checks what holds for every arrangement.
func requireSound(t testing.TB, a *Arrangement) {
	t.Helper()
	p := a.Piece()
	notes, parts := make(map[NoteID]bool), make(map[PartID]bool)
	end := Tick(0)
	for _, part := range p.Parts {
		require.NotZero(t, part.ID)
		require.False(t, parts[part.ID], "two parts %v", part.ID)
		parts[part.ID] = true
		require.True(t, slices.IsSortedFunc(part.Notes, compareNotes))
		for _, n := range part.Notes {
			require.NotZero(t, n.ID)
			require.LessOrEqual(t, uint32(n.ID), p.LastID)
			require.False(t, notes[n.ID], "two notes %v", n.ID)
			notes[n.ID] = true
			require.LessOrEqual(t, n.Start, n.End)
			end = max(end, n.End)
		}
		for i := 1; i < len(part.Routing); i++ {
			require.Less(t, part.Routing[i-1].At, part.Routing[i].At)
			require.NotEqual(t, part.Routing[i-1].Division, part.Routing[i].Division)
		}
	}
	require.Equal(t, end, a.End())
	events := make(map[EventID]bool)
	require.True(t, slices.IsSortedFunc(p.Lane, compareLane))
	for _, e := range p.Lane {
		require.NotZero(t, e.ID)
		require.LessOrEqual(t, uint32(e.ID), p.LastID)
		require.False(t, events[e.ID], "two events %v", e.ID)
		events[e.ID] = true
		require.False(t, e.Empty())
	}
	require.True(t, slices.IsSortedFunc(p.Marks, func(a, b Mark) int { return int(a.At - b.At) }))
	before := picture(a)
	again, err := New(p)
	require.NoError(t, err)
	require.Equal(t, before, picture(again), "New finds nothing to put in order")
}
