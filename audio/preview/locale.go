package preview

import (
	"os/exec"
	"runtime"
	"slices"
	"strings"
)

// environment is what GrandOrgue is started with: our own, but for a locale that is not installed, of which it would
// complain in a box before it loads anything.
func environment(own []string) []string {
	if runtime.GOOS != "linux" {
		return own
	}
	installed, err := exec.Command("locale", "-a").Output()
	if err != nil {
		return own
	}
	return withLocale(own, strings.Fields(string(installed)))
}

func withLocale(own, installed []string) []string {
	wanted := ""
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if wanted = valueIn(own, name); wanted != "" {
			break
		}
	}
	if slices.ContainsFunc(installed, func(l string) bool { return plainLocale(l) == plainLocale(wanted) }) {
		return own
	}
	return append(slices.Clone(own), "LC_ALL=C.UTF-8", "LANG=C.UTF-8")
}

func valueIn(environment []string, name string) string {
	value := ""
	for _, v := range environment { // of several the last counts
		if rest, ok := strings.CutPrefix(v, name+"="); ok {
			value = rest
		}
	}
	return value
}

// plainLocale writes en_US.UTF-8 and en_US.utf8 alike.
func plainLocale(name string) string { return strings.ToLower(strings.ReplaceAll(name, "-", "")) }
