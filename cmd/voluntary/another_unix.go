//go:build unix

package main

import "syscall"

// apart starts a program in a group of its own: Ctrl+C in the terminal of the first does not end it.
func apart() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
