package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/ui/touch"
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
	key(fyne.KeyF2)
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
	key(fyne.KeyG)
	assert.Empty(t, w.boxes, "G goes there and closes")
	w.await("the playhead is there", func() bool { return w.playhead == float64(place) })
	assert.True(t, w.axis.Sees(place))
}

func TestTheTableOfTheLaneWorksByKeysAlone(t *testing.T) {
	w := openWindow(t, Options{})
	table := w.showOrders()
	c := w.win.Canvas()
	require.Same(t, table.search, c.Focused())
	w.press(fyne.KeyDown)
	require.Same(t, table, c.Focused(), "Down goes from the line that searches to the orders")
	assert.Equal(t, 0, table.chosen)
	w.press(fyne.KeyDown)
	assert.Equal(t, 1, table.chosen)
	w.press(fyne.KeyUp)
	w.press(fyne.KeyUp)
	require.Same(t, table.search, c.Focused(), "Up from the first goes back")

	test.FocusNext(c)
	require.Same(t, table, c.Focused(), "so does Tab")
	w.press(fyne.Key4)
	assert.Equal(t, 3, table.by)
	for i := 1; i < len(table.rows); i++ {
		assert.LessOrEqual(t, table.rows[i-1].cells[3], table.rows[i].cells[3])
	}
	w.press(fyne.Key4)
	assert.True(t, table.down, "the same key again sorts the other way round")
	w.press(fyne.Key1)
	test.FocusNext(c)
	head, ok := c.Focused().(*touch.Button)
	require.True(t, ok, "behind the orders come the headings")
	assert.Equal(t, "Place", head.Text)
	w.press(fyne.KeyReturn)
	assert.True(t, table.down, "Return sorts there")
	w.press(fyne.KeyReturn)

	table.find("swell shoe")
	c.Focus(table)
	w.press(fyne.KeyHome)
	w.press(fyne.KeyReturn)
	require.Len(t, w.boxes, 2, "Return asks for what is to be changed")
	w.fill("2", "3", "55")
	assert.NotZero(t, changedEvent(sequencer.Orders(w.session.Piece()), 55))
	require.Same(t, table, c.Focused(), "and gives the keyboard back")
	assert.Equal(t, uint8(55), table.rows[table.chosen].order.Value, "the order that was changed is chosen still")

	for range 2 {
		n, at := len(table.rows), table.chosen
		w.press(fyne.KeyDelete)
		assert.Len(t, table.rows, n-1)
		assert.Equal(t, min(at, n-2), table.chosen, "the next one is chosen")
	}
	w.press(fyne.KeyEscape)
	assert.Empty(t, w.boxes)
}

func changedEvent(list []sequencer.Order, value uint8) sequencer.EventID {
	for _, o := range list {
		if o.Kind == sequencer.ShoeOrder && o.Value == value {
			return o.Event
		}
	}
	return 0
}
