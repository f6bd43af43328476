// Package filetest has what tests of files need. Tests alone use it.
package filetest

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"testing"
)

// SmallDisk is a folder with room for so many bytes, a file system of its own that goes with the test. Where none can be
// made, the test is skipped with a word.
func SmallDisk(t testing.TB, bytes int) string {
	t.Helper()
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("a small disk can be mounted by root on Linux only")
	}
	folder := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprint("size=", bytes), "tmpfs", folder).CombinedOutput(); err != nil {
		t.Skipf("no small disk can be mounted here: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", folder).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	return folder
}
