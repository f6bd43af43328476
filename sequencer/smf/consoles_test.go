package smf

import (
	"testing"

	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func console(t testing.TB, divisions ...registration.Division) *registration.Console {
	t.Helper()
	for i := range divisions {
		d := &divisions[i]
		d.Lowest, d.Highest = 36, 96
		if d.Pedal {
			d.Highest = 67
		}
	}
	c, err := registration.NewConsole(registration.Console{Name: "test", Divisions: divisions})
	require.NoError(t, err)
	return c
}

func parish(t testing.TB) *registration.Console {
	return console(t, registration.Division{ID: "great", Name: "Great"}, registration.Division{ID: "swell", Name: "Swell"},
		registration.Division{ID: "pedal", Name: "Pedal", Pedal: true})
}

func cathedral(t testing.TB) *registration.Console {
	return console(t, registration.Division{ID: "great", Name: "Great"}, registration.Division{ID: "swell", Name: "Swell"},
		registration.Division{ID: "choir", Name: "Choir"}, registration.Division{ID: "solo", Name: "Solo"},
		registration.Division{ID: "pedal", Name: "Pedal", Pedal: true})
}

func stadtkirche(t testing.TB) *registration.Console {
	return console(t, registration.Division{ID: "rp", Name: "Rückpositiv"}, registration.Division{ID: "hw", Name: "Hauptwerk"},
		registration.Division{ID: "ow", Name: "Oberwerk"}, registration.Division{ID: "sw", Name: "Schwellwerk"},
		registration.Division{ID: "chamade", Name: "Chamade"}, registration.Division{ID: "ped", Name: "Pedal", Pedal: true})
}
