package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

func TestTheTableOfTheLaneIsSortedSearchedAndEdited(t *testing.T) {
	w := openWindow(t, Options{})
	start := w.session.Piece()
	all := sequencer.Orders(start)
	require.NotEmpty(t, all)
	table := w.showOrders()
	assert.Len(t, table.rows, len(all))
	assert.Contains(t, w.top(), "Everything that the lane does")

	table.sortBy(3)
	for i := 1; i < len(table.rows); i++ {
		assert.LessOrEqual(t, table.rows[i-1].cells[3], table.rows[i].cells[3])
	}
	table.sortBy(3)
	assert.True(t, table.down)
	assert.GreaterOrEqual(t, table.rows[0].cells[3], table.rows[1].cells[3])
	table.sortBy(0)

	table.find("swell shoe")
	require.NotEmpty(t, table.rows)
	for _, r := range table.rows {
		assert.Equal(t, sequencer.ShoeOrder, r.order.Kind)
	}
	key := func(k fyne.KeyName) { table.TypedKey(&fyne.KeyEvent{Name: k}) }
	key(fyne.KeyDown)
	first := table.rows[0].order
	key(fyne.KeyE)
	w.fill("2", "3", "55")
	changed := sequencer.Orders(w.session.Piece())
	assert.Contains(t, changed, sequencer.Order{Event: changedEvent(changed, 55), At: w.session.Piece().Meters().Tick(sequencer.Position{Bar: 2, Beat: 3}), Kind: first.Kind, ID: first.ID, Value: 55})
	assert.Equal(t, "Change in the lane", w.session.Editor().UndoLabel())
	table.find("")
	assert.Len(t, table.rows, len(all), "none is lost")

	key(fyne.KeyEnd)
	last := table.rows[len(table.rows)-1].order
	key(fyne.KeyDelete)
	assert.Len(t, sequencer.Orders(w.session.Piece()), len(all)-1)
	assert.NotContains(t, sequencer.Orders(w.session.Piece()), last)
	for w.session.Editor().Undo() {
	}
	assert.Same(t, start, w.session.Piece())

	key(fyne.KeyHome)
	key(fyne.KeyEnd)
	require.GreaterOrEqual(t, table.chosen, 0)
	place := table.rows[table.chosen].order.At
	key(fyne.KeyReturn)
	assert.Empty(t, w.boxes, "Return goes there and closes")
	w.await("the playhead is there", func() bool { return w.playhead == float64(place) })
	assert.True(t, w.axis.Sees(place))
}

func changedEvent(list []sequencer.Order, value uint8) sequencer.EventID {
	for _, o := range list {
		if o.Kind == sequencer.ShoeOrder && o.Value == value {
			return o.Event
		}
	}
	return 0
}
