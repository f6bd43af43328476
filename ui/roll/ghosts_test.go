package roll

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
)

// coupled is a piece of four notes on the Great, with a coupler that comes at the second, another at the third.
func coupled(t testing.TB) *sequencer.Arrangement {
	c := *organ(t)
	c.Controls = append(c.Controls[:2:2],
		registration.Control{ID: "swell-to-great", Name: "Swell to Great", Kind: registration.Coupler, To: 1},
		registration.Control{ID: "great-octave", Name: "Great Octave", Kind: registration.Coupler, Shift: 12})
	console, err := registration.NewConsole(c)
	require.NoError(t, err)
	part := sequencer.Part{ID: 1, Name: "a", Routing: []sequencer.Routing{{Division: "great"}}}
	for i := range sequencer.Tick(4) {
		part.Notes = append(part.Notes, sequencer.Note{ID: sequencer.NoteID(10 + i), Start: i * quarter, End: (i + 1) * quarter, Key: 60, Velocity: 80})
	}
	part.Notes = append(part.Notes, sequencer.Note{ID: 20, Start: 2 * quarter, End: 3 * quarter, Key: 90, Velocity: 80})
	a, err := sequencer.New(sequencer.Piece{
		Console: console, Parts: []sequencer.Part{part},
		Lane: []sequencer.LaneEvent{
			{At: quarter, Draw: []string{"swell-to-great"}},
			{At: 2 * quarter, Draw: []string{"great-octave"}, Retire: []string{"swell-to-great"}},
			{At: 3 * quarter, Draw: []string{"great.principal-8"}, Retire: []string{"great-octave"}},
		},
	})
	require.NoError(t, err)
	return a
}

func TestGhostsFollowTheCouplers(t *testing.T) {
	a := coupled(t)
	g := newGhosts(a, a.Console())
	assert.Len(t, g.moments, 4)
	for tick, want := range map[sequencer.Tick][]sequencer.Reached{
		0: {}, quarter - 1: {}, quarter: {{Division: 1}}, 2 * quarter: {{Division: 0, Shift: 12}}, 3 * quarter: {}, 99 * quarter: {},
	} {
		assert.Equal(t, want, g.of(tick, 0), "tick %d", tick)
	}
	assert.Empty(t, g.of(quarter, 1))
	assert.Empty(t, g.of(quarter, nobody))
}

func TestGhostsOfACouplerThatThePieceBeginsWith(t *testing.T) {
	a := coupled(t)
	a, err := sequencer.AddEvent(sequencer.LaneEvent{Draw: []string{"swell-to-great"}})(a)
	require.NoError(t, err)
	g := newGhosts(a, a.Console())
	assert.Equal(t, []sequencer.Reached{{Division: 1}}, g.of(0, 0))
	assert.Equal(t, []sequencer.Reached{{Division: 1}}, g.of(quarter, 0))
}

func TestGhostsAreShownOnDemand(t *testing.T) {
	a := coupled(t)
	v := View{Row: 12}.WithSize(320, 500)
	v.Axis = v.Axis.WithEnd(4 * quarter).Fit()
	v.Top = 100
	s := &scene{view: v, notes: newNotes(a, a.Console(), nil), dark: true, scale: 1}
	paint := func() *image.RGBA {
		img := *(&painter{}).paint(s, 320, 500)
		return &img
	}
	without := paint()
	s.ghosts = newGhosts(a, a.Console())
	with := paint()
	differs := func(tick sequencer.Tick, key int, down float32) bool {
		x, y := int(v.Axis.X(tick)), int(v.Y(key)+down)
		return without.RGBAAt(x, y) != with.RGBAAt(x, y)
	}
	const head, foot = 5, 10 // of a row
	half := quarter / 2
	assert.False(t, differs(half, 60, foot))
	assert.True(t, differs(quarter+half, 60, foot), "the Swell speaks on the same key: a stripe")
	assert.False(t, differs(quarter+half, 60, head), "the note is seen above it")
	assert.False(t, differs(quarter+half, 72, head))
	assert.True(t, differs(2*quarter+half, 72, head), "the octave coupler: another key")
	assert.False(t, differs(2*quarter+half, 60, foot))
	assert.False(t, differs(3*quarter+half, 72, head))
	golden(t, "notes-ghosts", with)

	changed := 0
	for y := range 500 {
		for x := range 320 {
			if y < int(v.Y(96)) && without.RGBAAt(x, y) != with.RGBAAt(x, y) {
				changed++
			}
		}
	}
	assert.Zero(t, changed, "beyond the compass nothing speaks")
}

func TestGhostsAreShownByTheWidget(t *testing.T) {
	d := newDesk(t)
	a := coupled(t)
	d.roll.SetArrangement(a, a.Console())
	d.roll.FitKeys()
	over := func(tick sequencer.Tick, key int) string {
		at := d.on(tick, key)
		d.roll.field.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
		return d.said
	}
	assert.NotContains(t, over(2*quarter+quarter/2, 60), "also")
	d.roll.SetGhosts(true)
	assert.True(t, d.roll.Ghosts())
	assert.Contains(t, over(quarter+quarter/2, 60), "also Swell ")
	assert.Contains(t, over(2*quarter+quarter/2, 60), "also Great ")
	assert.NotContains(t, over(2*quarter+quarter/2, 90), "also", "the octave of that has no pipe")
	b, err := a.WithLane(func([]sequencer.LaneEvent) []sequencer.LaneEvent { return nil })
	require.NoError(t, err)
	d.roll.SetArrangement(b, b.Console())
	assert.NotContains(t, over(quarter+quarter/2, 60), "also", "an edit is seen at once")
	d.roll.SetGhosts(false)
	assert.Nil(t, d.roll.field.ghostsNow())
}
