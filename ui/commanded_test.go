package ui

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration/file"
)

// The engine may still command the organ of before: its numbers mean other stops on the new one.
func TestWhatIsDrawnIsCarriedToTheNextOrganByName(t *testing.T) {
	parish, err := file.Find("parish")
	require.NoError(t, err)
	cathedral, err := file.Find("cathedral")
	require.NoError(t, err)
	state := parish.Initial()
	for _, id := range []string{"great.principal-4", "swell.cornopean-8"} {
		k, ok := parish.Control(id)
		require.True(t, ok, id)
		state = state.With(k, true)
	}
	var drawn []string
	there := carried(parish, cathedral, state)
	for _, k := range there.Drawn() {
		drawn = append(drawn, cathedral.Controls[k].ID)
	}
	assert.Equal(t, []string{"great.principal-4", "swell.cornopean-8"}, drawn)
	assert.Equal(t, state, carried(parish, parish, state))
	assert.Equal(t, cathedral.Initial(), carried(parish, cathedral, parish.Initial()))
}
