package sequencer

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// crescendo opens the swell from 0 at bar 2 to 120 at bar 4.
func crescendo(t testing.TB) *Arrangement {
	t.Helper()
	a, err := New(Piece{
		Console: chapel(t), Parts: []Part{{Notes: []Note{{Start: 0, End: 8 * bar, Key: 60}}}},
		Lane: []LaneEvent{
			{At: 1 * bar, Expression: []Shoe{{Enclosure: "swell"}}},
			{At: 3 * bar, Expression: []Shoe{{Enclosure: "swell", Value: 120, Line: true}}},
		},
	})
	require.NoError(t, err)
	return a
}

func shoeOf(t testing.TB, a *Arrangement, at Tick) int {
	t.Helper()
	e, ok := a.Console().Enclosure("swell")
	require.True(t, ok)
	s := StateAt(a, at)
	return int(s.Shoe(e))
}

func TestALineLeadsTheShoeEvenly(t *testing.T) {
	a := crescendo(t)
	assert.Equal(t, 127, shoeOf(t, a, 0), "as the console has it")
	for at, want := range map[Tick]int{1 * bar: 0, bar * 3 / 2: 30, 2 * bar: 60, bar * 5 / 2: 90, 3 * bar: 120, 7 * bar: 120} {
		assert.InDelta(t, want, shoeOf(t, a, at), 1, "at %v", a.Meters().Position(at))
	}
	p, found := Compile(a, nil)
	assert.Empty(t, found)
	before, moves := -1, 0
	for _, e := range p.Events() {
		if e.Kind != Expression {
			continue
		}
		assert.Greater(t, int(e.Change.Value), before)
		before = int(e.Change.Value)
		moves++
	}
	assert.Equal(t, 121, moves, "a step each")
	assert.Equal(t, 120, before)
}

func TestAShortLineHasFewSteps(t *testing.T) {
	a := crescendo(t)
	a, err := MoveShoe(3*bar, 1*bar+PPQ/2, "swell", 120)(a)
	require.NoError(t, err)
	lane := PlayedLane(a, a.Console())
	assert.LessOrEqual(t, len(lane), 9)
	for i := 1; i < len(lane); i++ {
		assert.GreaterOrEqual(t, lane[i].At-lane[i-1].At, Tick(leastStep))
	}
}

func TestAShoeIsDrawnMovedAndLed(t *testing.T) {
	a := crescendo(t)
	b, err := DrawShoeLine(1*bar, 5*bar, "swell", 100, 20)(a)
	require.NoError(t, err)
	assert.Len(t, b.Lane(), 2, "what was there is replaced")
	assert.InDelta(t, 60, shoeOf(t, b, 3*bar), 1)
	b, err = MoveShoe(5*bar, 3*bar, "swell", 0)(b)
	require.NoError(t, err)
	assert.InDelta(t, 50, shoeOf(t, b, 2*bar), 1, "it is a line still")
	b, err = SetShoe(3*bar, "swell", 0)(b)
	require.NoError(t, err)
	assert.Equal(t, 100, shoeOf(t, b, 3*bar-1), "and now a step")
	_, err = MoveShoe(4*bar, 5*bar, "swell", 0)(b)
	assert.ErrorContains(t, err, "is not moved at 5:1")
}

// heard is where the shoe stands at each half bar.
func heard(t testing.TB, a *Arrangement, from, to Tick) (out []int) {
	for at := from; at < to; at += bar / 2 {
		out = append(out, shoeOf(t, a, at))
	}
	return out
}

func near(t testing.TB, want, got []int, what string) {
	t.Helper()
	require.Len(t, got, len(want), what)
	for i := range want {
		assert.InDelta(t, want[i], got[i], 2, "%s: half bar %d of %v", what, i, got)
	}
}

func TestCutLinesGoOnAsTheyWere(t *testing.T) {
	a := crescendo(t)
	want := heard(t, a, 0, 8*bar)
	apply := func(e Edit) *Arrangement {
		b, err := e(a)
		require.NoError(t, err)
		return b
	}
	near(t, append(append([]int{}, want[:2]...), want[4:]...), heard(t, apply(DeleteBars(2, 2)), 0, 7*bar), "a bar of the line is taken out")
	near(t, append(append([]int{}, want[:4]...), want[2:]...), heard(t, apply(RepeatSpan(1*bar, 2*bar, 2)), 0, 9*bar), "half of it is repeated")
	got := heard(t, apply(InsertBars(3, 1)), 0, 9*bar)
	near(t, append(append(append([]int{}, want[:4]...), 60, 60), want[4:]...), got, "a bar is inserted in it")
	clip := CopyLane(a, 1*bar, 2*bar)
	near(t, append(append(append([]int{}, want[:10]...), want[2:4]...), want[12:]...), heard(t, apply(Paste(clip, 5*bar)), 0, 8*bar), "half of it is pasted elsewhere")
	near(t, []int{127, 127, 0, 30, 60, 60, 60, 120}, heard(t, apply(ClearLane(2*bar, 3*bar+1)), 0, 4*bar), "the rest of it is cleared")
	b := apply(RetireAll(2 * bar))
	assert.Equal(t, a.Lane(), b.Lane(), "a general cancel leaves shoes alone")
}

// What is written out stands in order of time, what was ordered before the steps of the same moment, also in a lane that is not in order.
func TestLinesAreWrittenInOrder(t *testing.T) {
	for seed := range uint64(100) {
		d := throw(seed)
		a := arrange(t, d.piece(t, 5))
		lane := slices.Clone(a.Lane())
		if seed%2 == 0 {
			d.Shuffle(len(lane), func(i, k int) { lane[i], lane[k] = lane[k], lane[i] })
		}
		var steps []LaneEvent
		eachLine(a, a.Console(), lane, func(l shoeLine) { steps = append(steps, l.steps()...) })
		want := slices.Concat(lane, steps)
		if slices.ContainsFunc(lane, hasLine) {
			slices.SortStableFunc(want, compareTime)
		}
		require.Equal(t, want, written(a, a.Console(), lane), "seed %d", seed)
	}
}
