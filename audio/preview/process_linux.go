package preview

import (
	"os/exec"
	"runtime"
	"syscall"
)

// begin starts a program that gets SIGTERM when this one dies, in whatever way, and no Ctrl-C of our terminal. done is
// called when it has ended.
func begin(cmd *exec.Cmd, done func(error)) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	started := make(chan error, 1)
	go func() {
		// The signal comes when the thread that has started the program ends, so it stays.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			done(cmd.Wait())
		}
	}()
	return <-started
}

func terminate(cmd *exec.Cmd) { _ = cmd.Process.Signal(syscall.SIGTERM) }
