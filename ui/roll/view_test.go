package roll

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

const quarter = sequencer.Tick(sequencer.PPQ)

func TestRowsAndHeightsAreInverse(t *testing.T) {
	for _, v := range []View{
		View{Row: 10}.WithSize(800, 400),
		View{Row: 3, Top: 90}.WithSize(800, 600),
		View{Row: 13.7, Top: 71.3}.WithSize(800, 333),
		View{}.WithSize(300, 4000),
	} {
		for key := range keys {
			y := v.Y(key)
			assert.Equal(t, key, v.Key(y+0.01))
			assert.Equal(t, key, v.Key(y+float32(v.row())-0.01))
		}
		assert.Equal(t, 127, v.Key(-1e6))
		assert.Equal(t, 0, v.Key(1e6))
	}
}

func TestKeysStayInSight(t *testing.T) {
	v := View{Row: 10}.WithSize(800, 400)
	assert.Equal(t, float32(0), v.ScrollKeys(-1e6).Y(127))
	assert.InDelta(t, 390, v.ScrollKeys(1e6).Y(0), 0.001)
	low, high := v.ScrollKeys(-1e6).Keys()
	assert.Equal(t, []int{88, 127}, []int{low, high})

	tall := View{Row: 3}.WithSize(800, 1000)
	assert.InDelta(t, (1000-384)/2, tall.Y(127), 0.001, "a keyboard that does not fill the height stands in the middle")
}

func TestZoomOfKeysKeepsWhatIsUnderThePointer(t *testing.T) {
	v := View{Row: 10, Top: 90}.WithSize(800, 400)
	for _, y := range []float32{0, 133, 399} {
		for _, f := range []float64{0.9, 1.2, 2} {
			z := v.ZoomKeys(y, f)
			assert.InDelta(t, v.Top-float64(y)/v.Row, z.Top-float64(y)/z.Row, 1e-6)
		}
	}
	assert.Equal(t, LowestRow, v.ZoomKeys(0, 1e-9).Row)
	assert.Equal(t, HighestRow, v.ZoomKeys(0, 1e9).Row)
}

func TestFitKeysShowsTheRange(t *testing.T) {
	for _, tt := range []struct {
		name            string
		lowest, highest int
		height          float32
		row             float64
	}{
		{"fits", 36, 84, 530, 10},
		{"few keys do not grow beyond reason", 60, 64, 600, 16},
		{"too many keys are centred", 0, 127, 400, 7},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := View{}.WithSize(800, tt.height).FitKeys(tt.lowest, tt.highest)
			assert.InDelta(t, tt.row, v.Row, 0.01)
			middle := (v.Y(tt.highest) + v.Y(tt.lowest-1)) / 2
			assert.InDelta(t, tt.height/2, middle, 0.1)
		})
	}
}

func TestRevealKeyScrollsAsLittleAsNeeded(t *testing.T) {
	v := View{Row: 10, Top: 90}.WithSize(800, 400)
	assert.Equal(t, v, v.RevealKey(70))
	assert.InDelta(t, 10, v.RevealKey(100).Y(100), 0.001)
	assert.InDelta(t, 380, v.RevealKey(30).Y(30), 0.001)
}

// piece is a small piece: the Great with four quarters and a short one, the Swell from bar 2 on, the Pedal with a long
// note that is written an octave too high, and a part that nobody plays.
func piece(t testing.TB) *sequencer.Arrangement {
	n := func(id int, start, end sequencer.Tick, key uint8) sequencer.Note {
		return sequencer.Note{ID: sequencer.NoteID(id), Start: start, End: end, Key: key, Velocity: 80}
	}
	a, err := sequencer.New(sequencer.Piece{
		Title: "Small", Console: organ(t),
		Parts: []sequencer.Part{
			{
				ID: 100, Name: "Right", Routing: []sequencer.Routing{{At: 0, Division: "great"}, {At: 4 * quarter, Division: "swell"}},
				Notes: []sequencer.Note{
					n(1, 0, quarter, 72), n(2, quarter, 2*quarter, 74), n(3, 2*quarter, 3*quarter, 76), n(4, 3*quarter, 4*quarter, 77),
					n(5, 4*quarter, 4*quarter+60, 79), n(6, 5*quarter, 6*quarter, 99),
				},
			},
			{
				ID: 101, Name: "Pedal", Shift: -12, Routing: []sequencer.Routing{{At: 0, Division: "pedal"}},
				Notes: []sequencer.Note{n(7, 0, 8*quarter, 60)},
			},
			{ID: 102, Name: "Spare", Notes: []sequencer.Note{n(8, 2*quarter, 4*quarter, 65)}},
		},
		Lane: []sequencer.LaneEvent{{At: 0, Draw: []string{"great.principal-8"}}},
	})
	require.NoError(t, err)
	return a
}

func TestNotesInSightAreFound(t *testing.T) {
	a := piece(t)
	n := newNotes(a, a.Console(), nil)
	ids := func(first, end sequencer.Tick) (out []int) {
		n.between(first, end, func(s Seen) bool { out = append(out, int(s.Note.ID)); return true })
		return out
	}
	assert.Equal(t, []int{1, 2, 3, 4, 5, 6, 7, 8}, ids(0, sequencer.MaxTick))
	assert.Equal(t, []int{2, 7}, ids(quarter, 2*quarter), "the long note began before")
	assert.Equal(t, []int{7}, ids(6*quarter, 7*quarter))
	assert.Empty(t, ids(8*quarter, 9*quarter), "an end is not part of a note")

	s, ok := n.find(5)
	require.True(t, ok)
	assert.Equal(t, Seen{Part: 0, Note: a.Parts()[0].Notes[4], Key: 79, Division: 1}, s, "played by the Swell from there")
	s, _ = n.find(6)
	assert.True(t, s.Outside, "the Swell has no key 99")
	s, _ = n.find(7)
	assert.Equal(t, 48, s.Key, "sounds an octave lower than written")
	assert.Equal(t, 2, s.Division)
	s, _ = n.find(8)
	assert.Equal(t, nobody, s.Division)
	_, ok = n.find(99)
	assert.False(t, ok)
}

func TestIndexFindsWhatASearchOfAllNotesFinds(t *testing.T) {
	c := organ(t)
	a := crowd(t, c, 6000, 400*3840)
	n := newNotes(a, c, nil)
	for _, span := range [][2]sequencer.Tick{{0, 1}, {50000, 50001}, {100000, 140000}, {1530000, sequencer.MaxTick}, {7, 1536000}} {
		want := 0
		for i := range a.Parts() {
			for _, x := range a.Parts()[i].Notes {
				if x.Start < span[1] && x.End > span[0] {
					want++
				}
			}
		}
		got := 0
		n.between(span[0], span[1], func(s Seen) bool {
			assert.True(t, s.Note.Start < span[1] && s.Note.End > span[0])
			got++
			return true
		})
		assert.Equal(t, want, got, "%v", span)
	}
	again := newNotes(a, c, n)
	assert.Same(t, &n.parts[0].latest[0], &again.parts[0].latest[0], "what did not change is not indexed again")
}

func TestHitTellsBodyFromEnds(t *testing.T) {
	a := piece(t)
	n := newNotes(a, a.Console(), nil)
	v := View{Row: 10}.WithSize(800, 500)
	v.Axis.PerTick = 0.1 // a quarter is 96 units long
	v = v.FitKeys(48, 79)
	v.Axis.Scroll = 0
	at := func(tick sequencer.Tick, dx float32, key int) Hit {
		return v.hit(n, sequencer.Selection{}, v.Axis.X(tick)+dx, v.Y(key)+4)
	}
	for _, tt := range []struct {
		name string
		hit  Hit
		zone Zone
		id   sequencer.NoteID
	}{
		{"middle", at(quarter/2, 0, 72), Body, 1},
		{"left end", at(0, 2, 72), LeftEdge, 1},
		{"right end", at(quarter, -2, 72), RightEdge, 1},
		{"the next note", at(quarter, 2, 74), LeftEdge, 2},
		{"another key", at(quarter/2, 0, 73), Nothing, 0},
		{"after the end", at(quarter, 3, 72), Nothing, 0},
		{"a short note keeps a body", at(4*quarter, 3, 79), Body, 5},
		{"a short note is met from nearby", at(4*quarter, -1.5, 79), LeftEdge, 5},
		{"where it sounds, not where it is written", at(quarter, 0, 48), Body, 7},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.zone, tt.hit.Zone)
			assert.Equal(t, tt.id, tt.hit.Seen.Note.ID)
		})
	}
}

func TestMarkedNotesAreHitFirst(t *testing.T) {
	c := organ(t)
	a, err := sequencer.New(sequencer.Piece{Console: c, Parts: []sequencer.Part{
		{ID: 1, Notes: []sequencer.Note{{ID: 10, End: quarter, Key: 60}}},
		{ID: 2, Notes: []sequencer.Note{{ID: 11, End: quarter, Key: 60}}},
	}})
	require.NoError(t, err)
	n := newNotes(a, c, nil)
	v := View{Row: 10}.WithSize(800, 500)
	x, y := v.Axis.X(quarter/2), v.Y(60)+3
	assert.Equal(t, sequencer.NoteID(11), v.hit(n, sequencer.Selection{}, x, y).Seen.Note.ID, "painted last")
	assert.Equal(t, sequencer.NoteID(10), v.hit(n, sequencer.Select([]sequencer.NoteID{10}, nil), x, y).Seen.Note.ID)
}

func TestBandTakesWhatItTouches(t *testing.T) {
	a := piece(t)
	n := newNotes(a, a.Console(), nil)
	v := View{Row: 10}.WithSize(800, 500).FitKeys(48, 79)
	band := func(from, to sequencer.Tick, low, high int) []sequencer.NoteID {
		x, y := v.Axis.X(from), v.Y(high)+2
		return v.within(n, Box{x, y, v.Axis.X(to) - x, v.Y(low) + 2 - y})
	}
	assert.Equal(t, []sequencer.NoteID{2, 3}, band(quarter+100, 2*quarter+100, 74, 76))
	assert.Equal(t, []sequencer.NoteID{7}, band(4*quarter, 5*quarter, 40, 50))
	assert.Empty(t, band(7*quarter, 8*quarter, 60, 79))
}
