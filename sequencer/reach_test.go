package sequencer

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func TestCouplersReachWhatTheyCarryTo(t *testing.T) {
	c, err := registration.NewConsole(registration.Console{
		Name:      "coupled",
		Divisions: []registration.Division{{ID: "great", Name: "Great", Highest: 96}, {ID: "swell", Name: "Swell", Highest: 96}, {ID: "pedal", Name: "Pedal", Highest: 67}},
		Controls: []registration.Control{
			{ID: "swell-to-great", Name: "S", Kind: registration.Coupler, Division: 0, To: 1},
			{ID: "great-to-pedal", Name: "G", Kind: registration.Coupler, Division: 2, To: 0},
			{ID: "swell-octave", Name: "O", Kind: registration.Coupler, Division: 1, To: 1, Shift: 12},
			{ID: "swell-unison-off", Name: "U", Kind: registration.Coupler, Division: 1, To: 1, UnisonOff: true},
			{ID: "swell-to-great-sub", Name: "B", Kind: registration.Coupler, Division: 0, To: 1, Shift: -12},
		},
	})
	require.NoError(t, err)
	for name, test := range map[string]struct {
		on   []string
		from registration.DivisionID
		want []Reached
	}{
		"nothing":                      {nil, 0, []Reached{{0, 0}}},
		"unison":                       {[]string{"swell-to-great"}, 0, []Reached{{0, 0}, {1, 0}}},
		"not backwards":                {[]string{"swell-to-great"}, 1, []Reached{{1, 0}}},
		"not through another":          {[]string{"swell-to-great", "great-to-pedal"}, 2, []Reached{{2, 0}, {0, 0}}},
		"an octave of what arrives":    {[]string{"swell-to-great", "swell-octave"}, 0, []Reached{{0, 0}, {1, 0}, {1, 12}}},
		"without its unison":           {[]string{"swell-to-great", "swell-octave", "swell-unison-off"}, 0, []Reached{{0, 0}, {1, 12}}},
		"silent":                       {[]string{"swell-unison-off"}, 1, nil},
		"what is reached twice is one": {[]string{"swell-to-great", "swell-to-great-sub", "swell-octave"}, 0, []Reached{{0, 0}, {1, 0}, {1, 12}, {1, -12}}},
	} {
		s := c.Initial()
		for _, id := range test.on {
			k, ok := c.Control(id)
			require.True(t, ok)
			s = s.With(k, true)
		}
		assert.Equal(t, test.want, Reach(c, &s, test.from), name)
	}
}
