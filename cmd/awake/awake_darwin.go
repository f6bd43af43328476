package awake

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
)

// system starts caffeinate: the display (-d) and the idle machine (-i) stay awake as long as it runs, and with -w it ends
// when we do.
func system() (release func(), err error) {
	cmd := exec.Command("/usr/bin/caffeinate", "-d", "-i", "-w", strconv.Itoa(os.Getpid()))
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("caffeinate: %w", err)
	}
	return func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}, nil
}
