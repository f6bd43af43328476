//go:build linux && cgo

package guard_test

import (
	"os/exec"
	"testing"

	"github.com/stretchr/testify/require"
)

// connect joins two JACK ports, as a user does.
func connect(t *testing.T, from, to string) {
	t.Helper()
	out, err := exec.Command("jack_connect", from, to).CombinedOutput()
	require.NoError(t, err, string(out))
}

// part undoes that.
func part(t *testing.T, from, to string) {
	t.Helper()
	out, err := exec.Command("jack_disconnect", from, to).CombinedOutput()
	require.NoError(t, err, string(out))
}
