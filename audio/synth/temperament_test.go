package synth

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The figures are those of the literature, C to B, in cents.
func TestTemperamentsAreThoseOfTheBooks(t *testing.T) {
	for name, want := range map[string]Temperament{
		"equal":                  {0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100},
		"Werckmeister III":       {0, 90.225, 192.18, 294.135, 390.225, 498.045, 588.27, 696.09, 792.18, 888.27, 996.09, 1092.18},
		"kirnberger-3":           {0, 90.225, 193.157, 294.135, 386.314, 498.045, 590.224, 696.578, 792.18, 889.735, 996.09, 1088.269},
		"VALLOTTI":               {0, 94.135, 196.09, 298.045, 392.18, 501.955, 592.18, 698.045, 796.09, 894.135, 1000, 1090.225},
		"quarter-comma meantone": {0, 76.049, 193.157, 310.265, 386.314, 503.422, 579.471, 696.578, 772.627, 889.735, 1006.843, 1082.892},
		"young ii":               {0, 90.225, 196.09, 294.135, 392.18, 498.045, 588.27, 698.045, 792.18, 894.135, 996.09, 1090.225},
	} {
		got, ok := TemperamentOf(name)
		require.True(t, ok, name)
		for note := range want {
			assert.InDelta(t, want[note], float64(100*note)+got[note], 0.01, "%s, note %d", name, note)
		}
	}
	for _, name := range TemperamentNames() {
		_, ok := TemperamentOf(name)
		assert.True(t, ok, name)
	}
	_, ok := TemperamentOf("pythagoras")
	assert.False(t, ok)
	_, ok = TemperamentOf("")
	assert.False(t, ok)
}
