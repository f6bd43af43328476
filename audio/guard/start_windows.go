package guard

import "syscall"

// apart keeps Ctrl-C of our console from the guard and gives it no console of its own.
func apart() *syscall.SysProcAttr {
	const newProcessGroup, noWindow = 0x200, 0x08000000
	return &syscall.SysProcAttr{CreationFlags: newProcessGroup | noWindow, HideWindow: true}
}
