package playback_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer/playback"
)

func TestAControlThatIsTriedOutIsDrawnAndRetired(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := &playback.Trace{Called: "organ"}
		require.NoError(t, playback.MoveOnce(t.Context(), out, 7))
		events := out.Sent()
		require.Len(t, events, 2)
		assert.Equal(t, registration.Change{Kind: registration.Draw, Control: 7}, events[0].Event.Change)
		assert.Equal(t, registration.Change{Kind: registration.Retire, Control: 7}, events[1].Event.Change)
	})
}
