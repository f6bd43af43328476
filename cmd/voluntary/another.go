package main

import (
	"fmt"
	"os"
	"os/exec"
)

// OpenWindow starts the program once more: a window of its own, with its own engine, so that what happens to one does not
// touch the other. It outlives this one.
func (desk) OpenWindow(path string) error {
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("this program does not know where it lies: %w", err)
	}
	args := []string{"-new"}
	if path != "" {
		args = []string{path}
	}
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.SysProcAttr = apart()
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("another window could not be started: %w", err)
	}
	go func() { _ = cmd.Wait() }()
	return nil
}
