//go:build linux && cgo

package guard_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"voluntary/audio/jack/jacktest"
)

// connect joins two JACK ports, as a user does.
func connect(t *testing.T, from, to string) {
	t.Helper()
	out, err := jacktest.Tool(t.Context(), "jack_connect", from, to)
	require.NoError(t, err, out)
}

// part undoes that.
func part(t *testing.T, from, to string) {
	t.Helper()
	out, err := jacktest.Tool(t.Context(), "jack_disconnect", from, to)
	require.NoError(t, err, out)
}
