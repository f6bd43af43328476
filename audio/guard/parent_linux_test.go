package guard

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAProcessThatIsStoppedOrGoneDoesNotWait(t *testing.T) {
	cmd := exec.Command("sleep", "60")
	require.NoError(t, cmd.Start())
	p := &parent{path: "/proc/" + strconv.Itoa(cmd.Process.Pid) + "/stat"}
	assert.True(t, p.waits())
	require.NoError(t, cmd.Process.Signal(syscall.SIGSTOP))
	require.Eventually(t, func() bool { return !p.waits() }, 5*time.Second, time.Millisecond, "stopped")
	require.NoError(t, cmd.Process.Signal(syscall.SIGCONT))
	require.Eventually(t, p.waits, 5*time.Second, time.Millisecond)
	require.NoError(t, cmd.Process.Kill())
	require.Eventually(t, func() bool { return !p.waits() }, 5*time.Second, time.Millisecond, "dead, and nobody has waited for it yet")
	_ = cmd.Wait()
	assert.False(t, p.waits(), "gone")
	own := newParent()
	assert.Contains(t, own.path, strconv.Itoa(os.Getppid()))
}
