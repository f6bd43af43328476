package preview

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"voluntary/registration/grandorgue"
)

// Program is a GrandOrgue that is installed.
type Program struct {
	Path    string
	Version string // "3.9.5"; "" when it does not tell
}

// ErrNotInstalled is the answer where there is no GrandOrgue.
var ErrNotInstalled = errors.New("GrandOrgue is not installed")

// Variables that name another program file than the one that is found, and its version where the file does not tell.
const (
	programVariable = "VOLUNTARY_GRANDORGUE"
	versionVariable = "VOLUNTARY_GRANDORGUE_VERSION"
)

// Find finds the GrandOrgue of this machine: the file that VOLUNTARY_GRANDORGUE names, else the one on the path of
// programs, else where its installer puts it. VOLUNTARY_GRANDORGUE_VERSION tells the version where the file does not. The
// error says how to install it.
func Find() (Program, error) {
	for _, path := range places() {
		found, err := exec.LookPath(path)
		if err != nil {
			continue
		}
		if found, err = filepath.Abs(found); err != nil {
			continue
		}
		file := found
		if real, err := filepath.EvalSymlinks(found); err == nil {
			file = real // of an AppImage the name tells the version
		}
		version := os.Getenv(versionVariable)
		if version == "" {
			version = grandorgue.ProgramVersion(file)
		}
		return Program{Path: found, Version: version}, nil
	}
	return Program{}, notInstalled()
}

// places are where to look, the best first.
func places() []string {
	if named := os.Getenv(programVariable); named != "" {
		return []string{named}
	}
	all := []string{"GrandOrgue", "grandorgue"}
	switch runtime.GOOS {
	case "darwin":
		all = append(all, "/Applications/GrandOrgue.app/Contents/MacOS/GrandOrgue")
		if home, err := os.UserHomeDir(); err == nil {
			all = append(all, filepath.Join(home, "Applications/GrandOrgue.app/Contents/MacOS/GrandOrgue"))
		}
	case "windows":
		for _, folder := range []string{os.Getenv("ProgramFiles"), os.Getenv("ProgramFiles(x86)")} {
			if folder != "" {
				all = append(all, filepath.Join(folder, "GrandOrgue", "bin", "GrandOrgue.exe"))
			}
		}
	default:
		all = append(all, "/opt/GrandOrgue/bin/GrandOrgue")
	}
	return all
}

// unavailable is ErrNotInstalled with what to do about it.
type unavailable struct{ hint string }

func (u unavailable) Error() string { return ErrNotInstalled.Error() + " (" + u.hint + ")" }
func (u unavailable) Unwrap() error { return ErrNotInstalled }

func notInstalled() error {
	if named := os.Getenv(programVariable); named != "" {
		return unavailable{programVariable + " names " + named + ", which is no program"}
	}
	hint := "install it from https://github.com/GrandOrgue/grandorgue/releases"
	if runtime.GOOS == "linux" {
		hint = "on Debian and Ubuntu: sudo apt install grandorgue grandorgue-demo; for others see https://github.com/GrandOrgue/grandorgue/releases"
	}
	return unavailable{hint}
}
