package sequencer

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOrdersAreListedChangedAndRemoved(t *testing.T) {
	a := arrange(t, Piece{Lane: []LaneEvent{
		{At: 0, Scene: "Soft", Draw: []string{"great.principal-8", "great.flute-4"}, Retire: []string{"swell.tremulant"}, Expression: []Shoe{{Enclosure: "swell", Value: 9}}},
		{At: bar, Draw: []string{"elsewhere.cornet"}},
	}})
	all := Orders(a)
	var kinds []OrderKind
	for _, o := range all {
		kinds = append(kinds, o.Kind)
	}
	assert.Equal(t, []OrderKind{RecallOrder, RetireOrder, DrawOrder, DrawOrder, ShoeOrder, DrawOrder}, kinds)
	for i, o := range all {
		b, err := RemoveOrders([]Order{o})(a)
		require.NoError(t, err)
		assert.Len(t, Orders(b), len(all)-1)
		assert.NotContains(t, Orders(b), o)
		_, err = RemoveOrders([]Order{o})(b)
		assert.ErrorContains(t, err, "no longer there")

		b, err = ChangeOrder(o, 3*bar, 80, true)(a)
		require.NoError(t, err)
		got := Orders(b)
		require.Len(t, got, len(all))
		last := got[len(got)-1]
		assert.Equal(t, []any{Tick(3 * bar), o.Kind, o.ID}, []any{last.At, last.Kind, last.ID}, "order %d", i)
		if o.Kind == ShoeOrder {
			assert.EqualValues(t, 80, last.Value)
			assert.True(t, last.Line)
		}
	}
	same, err := ChangeOrder(all[2], 0, 0, false)(a)
	require.NoError(t, err)
	assert.Same(t, a, same)
}
