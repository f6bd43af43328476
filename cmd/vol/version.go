package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
)

func showVersion(env *environment, args []string) error {
	f := newFlags(env)
	asJSON := f.json()
	if _, err := f.parse(args); err != nil {
		return err
	}
	commit := cmp.Or(commit, builtFrom(), "unknown")
	if *asJSON {
		return writeJSON(env.out, struct {
			Version string `json:"version"`
			Commit  string `json:"commit"`
			Go      string `json:"go"`
		}{version, commit, runtime.Version()})
	}
	_, err := fmt.Fprintf(env.out, "Voluntary %s, commit %s, %s %s/%s\n", version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// builtFrom is the commit that the go command has noted down, "" when it has none.
func builtFrom() string {
	built, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range built.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(len(s.Value), 12)]
		}
	}
	return ""
}
