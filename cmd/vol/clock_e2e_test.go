//go:build unix

package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// In this program the clock on the wall is set every other second: an hour on, and back again. The clock of the machine is
// left alone: Go's own time.Now is built so.
const setEverySecond = `
	sec, nsec, mono := runtimeNow()
	if mono>>30&1 == 1 {
		sec += 3600
	}
`

// With VOLUNTARY_E2E, vol is built once more, with its guard.
func TestE2EAClockThatIsSetMovesNoNote(t *testing.T) {
	if os.Getenv("VOLUNTARY_E2E") == "" {
		t.Skip("VOLUNTARY_E2E is not set: make e2e runs this")
	}
	folder := t.TempDir()
	goroot, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	require.NoError(t, err)
	source := filepath.Join(strings.TrimSpace(string(goroot)), "src", "time", "time.go")
	b, err := os.ReadFile(source)
	require.NoError(t, err)
	const reads = "\n\tsec, nsec, mono := runtimeNow()\n"
	_, now, found := strings.Cut(string(b), "func Now() Time {")
	require.True(t, found && strings.HasPrefix(now, reads), "this Go reads its clock in another way")
	shaken := filepath.Join(folder, "time.go")
	require.NoError(t, os.WriteFile(shaken, []byte(strings.Replace(string(b), "func Now() Time {"+reads, "func Now() Time {"+setEverySecond, 1)), 0o600))
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {source: shaken}})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(folder, "overlay.json"), overlay, 0o600))
	shakenVol := filepath.Join(folder, "vol")
	said, err := exec.CommandContext(t.Context(), "go", "build", "-overlay", filepath.Join(folder, "overlay.json"), "-o", shakenVol, ".").CombinedOutput()
	require.NoError(t, err, "%s", said)

	piece := scalePiece(t, 24)
	heard := &words{}
	playsAsWritten(t, piece, func(out string) *exec.Cmd {
		cmd := exec.CommandContext(t.Context(), shakenVol, "play", piece, "--out", out)
		cmd.Stderr = heard
		return cmd
	}, 1)
	assert.Empty(t, heard.String(), "nothing is to be said of it, and the guard is the one that it was")
}
