package sequencer

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func TestNewPutsAPieceInOrder(t *testing.T) {
	a := arrange(t, Piece{
		Parts: []Part{
			{Name: "late", Notes: []Note{{Start: 960, End: 1920, Key: 60}, {Start: 0, End: 960, Key: 64}, {Start: 0, End: 10, Key: 60}}},
			{ID: 7, Routing: []Routing{{960, "swell"}, {0, "great"}, {0, "pedal"}, {1920, "swell"}}, Notes: []Note{{ID: 30}}},
		},
		Lane:   []LaneEvent{{At: 960, Scene: "x"}, {At: 0}, {At: 0, Draw: []string{"great.flute-4"}}},
		Marks:  []Mark{{At: 960}, {At: 0, Name: "first"}},
		LastID: 12,
	})
	requireSound(t, a)
	assert.Equal(t, []uint8{60, 64, 60}, []uint8{a.Parts()[0].Notes[0].Key, a.Parts()[0].Notes[1].Key, a.Parts()[0].Notes[2].Key})
	assert.Equal(t, []Routing{{0, "pedal"}, {960, "swell"}}, a.Parts()[1].Routing)
	assert.Equal(t, PartID(31), a.Parts()[0].ID, "past every id in use")
	assert.Len(t, a.Lane(), 2, "what does nothing is dropped")
	assert.Equal(t, "first", a.Marks()[0].Name)
	assert.Equal(t, Tick(1920), a.End())
	assert.Equal(t, time.Second, a.Duration())
	assert.Equal(t, 1, a.Bars())
	assert.Equal(t, 4, a.NoteCount())
	assert.Same(t, &a.Parts()[1], a.Part(7))
	assert.Nil(t, a.Part(99))
	assert.Equal(t, registration.Meaning{Division: "great", Kind: registration.Stop, Name: "Flute", Pitch: 4, Family: registration.Flute},
		a.Piece().Meanings["great.flute-4"])
}

func TestWhatIsNotAPieceIsRefused(t *testing.T) {
	note := func(n Note) Piece { return Piece{Parts: []Part{{Name: "Alto", Notes: []Note{n}}}} }
	for name, test := range map[string]struct {
		piece Piece
		say   string
	}{
		"a note before the start": {note(Note{Start: -1}), `part "Alto" has a note of key 0 from tick -1 to 0`},
		"a note that runs back":   {note(Note{Start: 5, End: 4}), "Alto"},
		"a note past all time":    {note(Note{End: MaxTick + 1}), "Alto"},
		"key 128":                 {note(Note{Key: 128}), "Alto"},
		"velocity 128":            {note(Note{Velocity: 128}), "Alto"},
		"channel 17":              {note(Note{Channel: 17}), "Alto"},
		"two parts of one id":     {Piece{Parts: []Part{{ID: 1}, {ID: 1}}}, "two parts have the id p1"},
		"many parts":              {Piece{Parts: make([]Part, MaxParts+1)}, fmt.Sprintf("%d parts, at most %d", MaxParts+1, MaxParts)},
		"a routing too early":     {Piece{Parts: []Part{{Routing: []Routing{{-1, "great"}}}}}, "routed at tick -1"},
		"an event too early":      {Piece{Lane: []LaneEvent{{At: -1, Scene: "x"}}}, "stands at tick -1"},
		"an event past all time":  {Piece{Lane: []LaneEvent{{At: MaxTick + 1, Scene: "x"}}}, "an event of the lane"},
		"a shoe at 128":           {Piece{Lane: []LaneEvent{{At: 960, Expression: []Shoe{{Enclosure: "swell", Value: 128}}}}}, `the shoe "swell" is at 128 at 1:2`},
		"a mark too early":        {Piece{Marks: []Mark{{At: -1, Name: "Amen"}}}, `the mark "Amen" stands at tick -1`},
	} {
		t.Run(name, func(t *testing.T) {
			test.piece.Console = chapel(t)
			_, err := New(test.piece)
			require.ErrorIs(t, err, ErrInvalid)
			assert.ErrorContains(t, err, test.say)
		})
	}
	_, err := New(Piece{})
	require.ErrorIs(t, err, ErrInvalid)
	assert.ErrorContains(t, err, "console")
}

func TestRandomPiecesAreSound(t *testing.T) {
	for seed := range uint64(50) {
		requireSound(t, arrange(t, throw(seed).piece(t, 20)))
	}
}

func TestAChangeLeavesTheOldArrangementAlone(t *testing.T) {
	a := arrange(t, throw(5).piece(t, 30))
	before := picture(a)
	p := a.Parts()[0].ID
	must := func(b *Arrangement, err error) {
		t.Helper()
		require.NoError(t, err)
		require.Equal(t, before, picture(a))
		require.NotEqual(t, before, picture(b))
		requireSound(t, b)
	}
	must(a.WithPiece(func(p *Piece) { p.Title = "new" }))
	must(a.WithPart(p, func(p *Part) { p.Name = "new"; p.ID = 99 }))
	must(a.WithNotes(p, func(n []Note) []Note {
		for i := range n {
			n[i].Key ^= 1
		}
		return append(n, Note{Start: 1, End: 2})
	}))
	must(a.WithEachNotes(func(_ *Part, n []Note) []Note { return n[:0] }))
	must(a.WithLane(func(l []LaneEvent) []LaneEvent { return append(l, LaneEvent{At: 3, Draw: []string{"swell.tremulant"}}) }))
	must(a.WithLane(func([]LaneEvent) []LaneEvent { return nil }))
	must(a.WithMarks(func(m []Mark) []Mark { return append(m, Mark{At: 4}) }))
	must(a.WithTempo([]Tempo{{0, time.Second}}))
	must(a.WithMeters([]Meter{{0, 5, 8}}))
	must(a.WithScene(registration.Scene{Name: "S", On: []string{"great.flute-4"}}))
	must(a.WithRouting(p, 481, "swell"))
}

func TestAChangeThatIsNotValidIsRefused(t *testing.T) {
	a := arrange(t, throw(5).piece(t, 3))
	before := picture(a)
	p := a.Parts()[0].ID
	for name, change := range map[string]func() (*Arrangement, error){
		"notes": func() (*Arrangement, error) {
			return a.WithNotes(p, func(n []Note) []Note { return append(n, Note{Key: 200}) })
		},
		"no part":  func() (*Arrangement, error) { return a.WithNotes(9999, func(n []Note) []Note { return n }) },
		"division": func() (*Arrangement, error) { return a.WithRouting(p, 0, "choir") },
		"routing":  func() (*Arrangement, error) { return a.WithRouting(p, -1, "great") },
		"console":  func() (*Arrangement, error) { return a.WithConsole(nil) },
		"marks":    func() (*Arrangement, error) { return a.WithMarks(func([]Mark) []Mark { return []Mark{{At: -1}} }) },
	} {
		_, err := change()
		require.Error(t, err, name)
		assert.Equal(t, before, picture(a), name)
	}
}

func TestIdsThatComeFromElsewhereAreCountedToo(t *testing.T) {
	a := arrange(t, Piece{Parts: []Part{{Notes: []Note{{ID: 1}}}}})
	b, err := a.WithNotes(a.Parts()[0].ID, func(n []Note) []Note { return append(n, Note{ID: 50, Key: 1}, Note{Key: 2}) })
	require.NoError(t, err)
	requireSound(t, b)
	assert.Equal(t, uint32(51), b.Piece().LastID)
	b, err = b.WithLane(func(l []LaneEvent) []LaneEvent {
		return append(l, LaneEvent{ID: 70, Scene: "x"}, LaneEvent{Scene: "y"})
	})
	require.NoError(t, err)
	requireSound(t, b)
	b, err = b.WithMarks(func(m []Mark) []Mark { return append(m, Mark{ID: 90}, Mark{}) })
	require.NoError(t, err)
	requireSound(t, b)
	assert.Equal(t, uint32(91), b.Piece().LastID)
}

func TestRoutingHoldsUpToTheNext(t *testing.T) {
	a := arrange(t, Piece{Parts: []Part{{Routing: []Routing{{0, "great"}, {3840, "pedal"}}}}})
	p := a.Parts()[0].ID
	a, err := a.WithRouting(p, 1920, "swell")
	require.NoError(t, err)
	part := a.Part(p)
	for tick, want := range map[Tick]string{-1: "", 0: "great", 1919: "great", 1920: "swell", 3839: "swell", 3840: "pedal", MaxTick: "pedal"} {
		assert.Equal(t, want, part.DivisionAt(tick), "tick %d", tick)
	}
	a, err = a.WithRouting(p, 1920, "great")
	require.NoError(t, err)
	assert.Equal(t, []Routing{{0, "great"}, {3840, "pedal"}}, a.Part(p).Routing, "what says nothing new is dropped")
	a, err = a.WithRouting(p, 0, "pedal")
	require.NoError(t, err)
	assert.Equal(t, on("pedal"), a.Part(p).Routing)
}

func TestMeaningsOfScenesAndOtherOrgansAreKept(t *testing.T) {
	a := arrange(t, Piece{Lane: []LaneEvent{{Draw: []string{"great.principal-8"}}}})
	a, err := a.WithScene(registration.Scene{Name: "S", On: []string{"swell.gamba-8"}, Off: []string{"pedal.bourdon-16"}})
	require.NoError(t, err)
	a, err = a.WithConsole(neighbour(t))
	require.NoError(t, err)
	for _, id := range []string{"great.principal-8", "swell.gamba-8", "pedal.bourdon-16"} {
		assert.NotEmpty(t, a.Piece().Meanings[id].Name, id)
	}
	p, _ := Compile(a, nil)
	s := p.StateAt(0)
	open, _ := a.Console().Control("great.open-8")
	assert.True(t, s.On(open), "found by what it is for")
	a, err = a.WithScene(registration.Scene{Name: "S"})
	require.NoError(t, err)
	assert.Len(t, a.Piece().Scenes, 1, "a scene of the same name is replaced")
}

func TestAnyGoroutineMayRead(t *testing.T) {
	a := arrange(t, throw(9).piece(t, 200))
	want := picture(a)
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			Check(a, nil)
			if b, err := a.WithPiece(func(p *Piece) { p.Title = fmt.Sprint(i) }); assert.NoError(t, err) {
				Compile(b, nil)
			}
			assert.Equal(t, want, picture(a))
		})
	}
	wg.Wait()
}
