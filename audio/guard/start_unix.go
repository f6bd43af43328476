//go:build unix

package guard

import "syscall"

// apart gives the guard a process group of its own: what a terminal sends to ours must not end it first.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
