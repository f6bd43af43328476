package axis

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"voluntary/sequencer"
)

func TestWordsAtOnePlaceShareTheRoom(t *testing.T) {
	a := Axis{PerTick: 0.1}.WithWidth(800).WithEnd(400 * quarter) // a quarter is 96 units
	left := a.X(0)
	for _, c := range []struct {
		name  string
		at    []sequencer.Tick
		wants []float32
		want  []Flag
	}{
		{"nothing", nil, nil, []Flag{}},
		{"each at its place", []sequencer.Tick{0, 960}, []float32{500, 500}, []Flag{{left, 96}, {left + 96, 600 - 96 - left}}},
		{"two at one place, room for both", []sequencer.Tick{0, 0, 960}, []float32{50, 30, 10}, []Flag{{left, 50}, {left + 50, 46}, {left + 96, 600 - 96 - left}}},
		{"a long and a short one", []sequencer.Tick{0, 0, 960}, []float32{500, 30, 10}, []Flag{{left, 66}, {left + 66, 30}, {left + 96, 600 - 96 - left}}},
		{"a short and a long one", []sequencer.Tick{0, 0, 960}, []float32{30, 500, 10}, []Flag{{left, 30}, {left + 30, 66}, {left + 96, 600 - 96 - left}}},
		{"three long ones", []sequencer.Tick{0, 0, 0, 960}, []float32{500, 500, 500, 10}, []Flag{{left, 32}, {left + 32, 32}, {left + 64, 32}, {left + 96, 600 - 96 - left}}},
		{"out of sight", []sequencer.Tick{9600, 9600}, []float32{50, 30}, []Flag{{left + 960, 0}, {left + 960, 0}}},
	} {
		got := a.Flags(len(c.at), func(i int) sequencer.Tick { return c.at[i] }, func(i int) float32 { return c.wants[i] }, 600)
		assert.InDeltaMapValues(t, places(c.want), places(got), 0.01, c.name)
	}
}

func places(flags []Flag) map[int]any {
	out := make(map[int]any)
	for i, f := range flags {
		out[2*i], out[2*i+1] = float64(f.X), float64(f.Room)
	}
	return out
}
