package sequencer

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func drawn(a *Arrangement, at Tick) (ids []string) {
	s := StateAt(a, at)
	for _, k := range s.Drawn() {
		ids = append(ids, a.Console().Controls[k].ID)
	}
	return ids
}

func TestARegistrationIsKeptAsAScene(t *testing.T) {
	a := fourBars(t)
	b := after(t, a, SaveScene(bar, " Both "), AddEvent(LaneEvent{At: 9 * bar, Scene: "Both"}))
	assert.Equal(t, StateAt(a, bar), StateAt(b, 9*bar))
	c := after(t, b, RenameScene("Both", "Two"))
	assert.Equal(t, StateAt(a, bar), StateAt(c, 9*bar), "the flags follow")
	assert.Equal(t, "Two", c.Lane()[4].Scene)
	assert.Same(t, c, after(t, c, RenameScene("Two", "Two")))
	assert.Empty(t, after(t, c, MoveEvents(Select(nil, []EventID{c.Lane()[4].ID}), 5), RemoveEvents(Select(nil, []EventID{c.Lane()[4].ID})), RemoveScene("Two")).Piece().Scenes)
	for say, edit := range map[string]Edit{
		"needs a name": SaveScene(0, " "), `no scene "x"`: RenameScene("x", "y"), `no scene "y"`: RemoveScene("y"),
		"a scene needs": RenameScene("Two", ""), `a scene "Soft" already`: RenameScene("Two", "Soft"), "recalled at 10:1": RemoveScene("Two"),
	} {
		assert.Contains(t, refused(t, c, edit), say)
	}
}

func TestTheRegistrationBecomesWhatItIsElsewhere(t *testing.T) {
	a := fourBars(t)
	b := after(t, a, RegisterAs(2*bar, 0))
	assert.Equal(t, StateAt(a, 0), StateAt(b, 2*bar))
	assert.Equal(t, "7680  -[great.flute-4] +[] []", lines(b)[2], "orders that are undone at once are taken out")
	assert.Equal(t, StateAt(a, bar), StateAt(b, bar))
	c := after(t, a, RegisterAs(3*bar, bar))
	assert.Equal(t, StateAt(a, bar), StateAt(c, 3*bar), "against the scene that stands there")
	assert.Same(t, a, after(t, a, RegisterAs(0, 0)))
	d := after(t, a, RetireAll(bar))
	assert.Empty(t, drawn(d, bar))
	assert.Equal(t, []string{"great.principal-8", "great.flute-4"}, drawn(a, bar))
	assert.Equal(t, uint8(50), func() uint8 { s := StateAt(after(t, a, RetireAll(2*bar)), 2*bar); return s.Shoe(0) }(), "shoes stay")
}

// A control may be named by the id of another organ, and drawn in the very event that is to retire it.
func TestTheRegistrationIsTheOneWantedOnAnotherOrganToo(t *testing.T) {
	a := arrange(t, Piece{Lane: []LaneEvent{{At: bar, Draw: []string{"great.principal-8"}, Scene: "Soft"}, {At: 2 * bar, Draw: []string{"great.flute-4"}}}})
	a, err := a.WithConsole(neighbour(t))
	require.NoError(t, err)
	require.Equal(t, []string{"great.open-8"}, drawn(a, bar))
	assert.Empty(t, drawn(after(t, a, RetireAll(bar)), bar))
	for seed := range uint64(200) {
		d := throw(seed)
		a := arrange(t, d.piece(t, 3))
		at, there := d.at(), d.at()
		b := after(t, a, RegisterAs(at, there))
		require.Equal(t, StateAt(a, there), StateAt(b, at), "seed %d", seed)
		require.Equal(t, StateAt(a, at-1), StateAt(b, at-1), "seed %d", seed)
	}
}

func TestAFlagIsMovedOutOfItsEvent(t *testing.T) {
	a := arrange(t, Piece{Lane: []LaneEvent{{At: bar, Scene: "Soft", Draw: []string{"great.flute-4"}}, {At: 2 * bar, Scene: "Soft"}}})
	b := after(t, a, MoveScene(a.Lane()[0].ID, 3*bar))
	assert.Equal(t, []string{"3840  -[] +[great.flute-4] []", "7680 Soft -[] +[] []", "11520 Soft -[] +[] []"}, lines(b))
	assert.Equal(t, a.Lane()[0].ID, b.Lane()[2].ID)
	assert.Len(t, after(t, a, MoveScene(a.Lane()[1].ID, 0)).Lane(), 2)
	assert.Same(t, a, after(t, a, MoveScene(a.Lane()[0].ID, bar)))
	assert.Contains(t, refused(t, b, MoveScene(b.Lane()[0].ID, 0)), "no scene")
}

func TestRedundantOrdersAreTakenOutAndNothingElse(t *testing.T) {
	for seed := range uint64(200) {
		d := throw(seed)
		a := arrange(t, d.piece(t, 3))
		b := after(t, a, RemoveRedundant())
		for _, e := range a.Lane() {
			require.Equal(t, StateAt(a, e.At), StateAt(b, e.At), "seed %d", seed)
		}
		assert.Empty(t, redundantOrders(b, b.Console()))
		assert.Same(t, b, after(t, b, RemoveRedundant()))
	}
	a := arrange(t, Piece{Lane: []LaneEvent{{At: 0, Retire: []string{"great.flute-4"}, Draw: []string{"great.flute-4", "great.flute-4"}}, {At: bar, Retire: []string{"great.flute-4"}, Draw: []string{"great.flute-4"}}}})
	assert.Equal(t, []string{"0  -[] +[great.flute-4] []"}, lines(after(t, a, RemoveRedundant())))
}
