package synth

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
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

func TestACompositionMayBeWrittenInIntervals(t *testing.T) {
	for text, want := range map[string][]float64{
		"Mixture III 19.22.26":   {4. / 3, 1, 2. / 3},
		"Sesquialtera 12-17":     {8. / 3, 8. / 5},
		"Cornet V 1.8.12.15.17":  {8, 4, 8. / 3, 2, 8. / 5},
		"Septime 15, 21, 22":     {2, 8. / 7, 1},
		"Mixtur 2-4fach":         nil,
		"Principal 8":            nil,
		"Mixture 22.19":          nil,
		"Mixture IV (3.6.10.13)": nil,
	} {
		got := intervals(text, false)
		require.Len(t, got, len(want), text)
		for i := range want {
			assert.InDelta(t, want[i], got[i], 1e-9, text)
		}
	}
	assert.InDeltaSlice(t, []float64{4, 8. / 3, 2}, intervals("Mixture 15.19.22", true), 1e-9, "the pedal counts from 16 feet")
}

func TestAStopsVoicingComesFromWhatIsSaidOfIt(t *testing.T) {
	for _, tt := range []struct {
		stop  registration.Control
		want  *voicing
		level float64
	}{
		{registration.Control{Name: "Rohrflöte 8'"}, &chimney, chimney.level},
		{registration.Control{Name: "Cor de nuit"}, &stopped, stopped.level},
		{registration.Control{Name: "Gemshorn", Family: registration.String}, &salicional, salicional.level},
		{registration.Control{Name: "Horn Diapason", Family: registration.Principal}, &principal, principal.level},
		{registration.Control{Name: "Dulciana", Family: registration.Principal}, &dulciana, dulciana.level},
		{registration.Control{Name: "Bourdon", Family: registration.Flute, Construction: "stopped"}, &bourdon, bourdon.level},
		{registration.Control{Name: "Trumpet", Family: registration.Reed, Construction: "short"}, &voxHumana, voxHumana.level},
		{registration.Control{Name: "Oboe", Family: registration.Reed, Strength: -4}, &oboe, trumpet.level - 4},
		{registration.Control{Name: "XYZ", Family: registration.Flute}, &openFlute, openFlute.level},
		{registration.Control{Name: "XYZ"}, &principal, principal.level},
	} {
		v, level := voicingOf(&tt.stop)
		assert.Equal(t, tt.want.name, v.name, "%+v", tt.stop)
		assert.InDelta(t, tt.level, level, 1e-9, "%+v", tt.stop)
	}
	for name, v := range sorts {
		assert.NotNil(t, v, name)
	}
}
