package main

import (
	"errors"
	"net"
	"os"
	"runtime"
	"strings"
)

// errNoDisplay is what a person without a display is told.
var errNoDisplay = errors.New("there is no display to show a window on (set DISPLAY, or use vol, which does everything without a window)")

// display tells beforehand whether a window can be shown: the toolkit would panic.
func display() error {
	if runtime.GOOS != "linux" && runtime.GOOS != "freebsd" {
		return nil
	}
	name := os.Getenv("DISPLAY")
	if name == "" || !answers(name) {
		return errNoDisplay
	}
	return nil
}

// answers asks whether an X server listens at a display name: ":0", ":0.1" on this machine, "host:0" elsewhere.
func answers(name string) bool {
	host, number, ok := strings.Cut(name, ":")
	if !ok {
		return false
	}
	number, _, _ = strings.Cut(number, ".")
	if host != "" && host != "unix" {
		return true // on another machine, as ssh -X does: let the toolkit try
	}
	for _, path := range []string{"@/tmp/.X11-unix/X" + number, "/tmp/.X11-unix/X" + number} {
		if c, err := net.Dial("unix", path); err == nil {
			c.Close()
			return true
		}
	}
	return false
}

// useLocale gives the toolkit a language where the environment names none it can read.
func useLocale() {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		v, _, _ := strings.Cut(os.Getenv(name), ".")
		if v == "C" || v == "POSIX" {
			os.Setenv(name, "en_US.UTF-8")
		}
	}
	if os.Getenv("LANG") == "" {
		os.Setenv("LANG", "en_US.UTF-8")
	}
}
