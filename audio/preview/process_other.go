//go:build !linux

package preview

import (
	"os"
	"os/exec"
	"runtime"
)

// begin starts a program. done is called when it has ended.
func begin(cmd *exec.Cmd, done func(error)) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { done(cmd.Wait()) }()
	return nil
}

// terminate asks the program to end; on Windows there is no asking.
func terminate(cmd *exec.Cmd) {
	if runtime.GOOS == "windows" {
		_ = cmd.Process.Kill()
		return
	}
	_ = cmd.Process.Signal(os.Interrupt)
}
