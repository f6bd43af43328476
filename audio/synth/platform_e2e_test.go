package synth_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The golden sound on a processor of another kind, one that rounds products and sums at once where it may.
func TestE2EAnotherProcessorGivesTheSameBytes(t *testing.T) {
	if os.Getenv("VOLUNTARY_E2E") == "" {
		t.Skip("set VOLUNTARY_E2E=1 to build for another processor")
	}
	if runtime.GOARCH == "arm64" || runtime.GOOS != "linux" {
		t.Skip("the other processor is arm64 under Linux's qemu")
	}
	qemu, err := exec.LookPath("qemu-aarch64-static")
	if err != nil {
		t.Skip("apt-get install qemu-user-static")
	}
	binary := filepath.Join(t.TempDir(), "synth.test")
	build := exec.Command("go", "test", "-c", "-o", binary, ".")
	build.Env = append(os.Environ(), "GOARCH=arm64", "CGO_ENABLED=0")
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))
	out, err = exec.Command(qemu, binary, "-test.v", "-test.run=^TestSameSeedSameBytes$").CombinedOutput()
	require.NoError(t, err, string(out))
	assert.Contains(t, string(out), "--- PASS: TestSameSeedSameBytes")

	out, err = exec.Command("go", "tool", "objdump", "-s", `^voluntary/audio/synth\.`, binary).Output()
	require.NoError(t, err)
	require.Contains(t, string(out), "FMUL", "this is the code of an arm64")
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "FMADD") || strings.Contains(line, "FMSUB") || strings.Contains(line, "FNMADD") || strings.Contains(line, "FNMSUB") {
			assert.Contains(t, line, "_test.go", "a product is added unrounded: %s", line)
		}
	}
}
