//go:build linux && cgo

package timing

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// window plays a piece with the desktop program on a display of its own, whose zoom changes all the while. told tells how
// much has come out of the port. It is false where there is no display to be had.
func window(t *testing.T, p *piece, port string, told func() int) bool {
	for _, tool := range []string{"Xvfb", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			fmt.Println("There is no " + tool + " here: the window is left out.")
			return false
		}
	}
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x720x24", "+extension", "GLX", "-noreset")
	x.ExtraFiles = []*os.File{w}
	require.NoError(t, x.Start())
	w.Close()
	defer func() {
		_ = x.Process.Kill()
		_ = x.Wait()
	}()
	var display int
	_, err = fmt.Fscan(r, &display)
	require.NoError(t, err)

	home := t.TempDir()
	settings := filepath.Join(home, "config", "fyne", "org.voluntary.Voluntary")
	require.NoError(t, os.MkdirAll(settings, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(settings, "preferences.json"), fmt.Appendf(nil, `{"outputs": [%q], "started": true}`, port), 0o600))
	program := exec.Command(desktop(t), p.voluntary)
	program.Env = append(os.Environ(), fmt.Sprintf("DISPLAY=:%d", display), "HOME="+home, "VOLUNTARY_HOME="+filepath.Join(home, "voluntary"),
		"XDG_CONFIG_HOME="+filepath.Join(home, "config"), "LANG=en_US.UTF-8")
	require.NoError(t, program.Start())
	defer func() {
		_ = program.Process.Kill()
		_ = program.Wait()
	}()
	do := func(args ...string) error {
		c := exec.Command("xdotool", args...)
		c.Env = program.Env
		return c.Run()
	}
	require.Eventually(t, func() bool {
		return do("search", "--onlyvisible", "--pid", fmt.Sprint(program.Process.Pid)) == nil
	}, time.Minute, 200*time.Millisecond, "no window")
	require.Eventually(t, func() bool { return told() > 0 }, time.Minute, 100*time.Millisecond, "the organ is not told how it stands")
	time.Sleep(4 * time.Second) // the first pictures
	require.NoError(t, do("key", "space"))
	last := p.notes[len(p.notes)-1].at
	for i, began := 0, time.Now(); time.Since(began) < last+3*time.Second; i++ {
		key := "ctrl+minus"
		if i/8%2 == 0 {
			key = "ctrl+equal"
		}
		_ = do("key", key)
		time.Sleep(50 * time.Millisecond)
	}
	_ = do("key", "F8")
	time.Sleep(time.Second)
	return true
}

var desktopProgram string

// desktop is the desktop program, built once.
func desktop(t *testing.T) string {
	if desktopProgram == "" || !there(desktopProgram) {
		desktopProgram = filepath.Join(t.TempDir(), "voluntary")
		run(t, "go", "build", "-o", desktopProgram, "voluntary/cmd/voluntary")
	}
	return desktopProgram
}
