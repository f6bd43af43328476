package synth

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMixturesBreakAtTheCs(t *testing.T) {
	ranks := func(harmonics ...float64) (out []rank) {
		for _, h := range harmonics {
			out = append(out, rank{harmonic: h})
		}
		return out
	}
	for _, tt := range []struct {
		name string
		at36 []float64
		want map[uint8][]float64
	}{
		{"15.19.22", []float64{4, 6, 8}, map[uint8][]float64{
			36: {4, 6, 8}, 48: {4, 6, 8}, 71: {4, 6, 8}, 72: {3, 4, 6}, 83: {3, 4, 6}, 84: {1.5, 2, 3}, 96: {1.5, 2, 3},
		}},
		{"26.29.33", []float64{12, 16, 24}, map[uint8][]float64{
			36: {12, 16, 24}, 48: {12, 16, 24}, 60: {6, 8, 12}, 72: {3, 4, 6}, 84: {1.5, 2, 3}, 96: {1.5, 2, 3},
		}},
		{"12.17", []float64{3, 5}, map[uint8][]float64{36: {3, 5}, 72: {3, 5}, 84: {1.5, 2.5}}},
	} {
		for key, want := range tt.want {
			assert.Equal(t, want, composition(ranks(tt.at36...), key, 96), "%s at key %d", tt.name, key)
		}
	}
}

func TestFeetAreTunedPure(t *testing.T) {
	for feet, want := range map[float64]float64{
		8: 1, 16: 0.5, 32: 0.25, 64: 0.125, 4: 2, 2.667: 3, 2.6667: 3, 1.6: 5, 1.333: 6, 1.143: 7, 10.667: 0.75, 5.333: 1.5,
		3.2: 2.5, 0.667: 12, 0.333: 24, 0.25: 32, 4.571: 1.75, 21.333: 0.375,
	} {
		assert.InDelta(t, want, harmonicOf(feet), 1e-12, "%g feet", feet)
	}
}
