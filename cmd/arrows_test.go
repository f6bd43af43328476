// Package cmd_test keeps the house in order: which package may import which, what lies at the top of the repository,
// and that no text in it leads nowhere. It stands beside the programs because they alone may import everything.
package cmd_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "voluntary"

// An arrow lets the packages it starts from import the packages it leads to. Names are relative to the module; "ui/..."
// is ui and everything below it. The first arrow whose from matches a package speaks for it.
type arrow struct {
	from string
	to   []string
}

// The arrows of the design, the special before the general:
//
//	cmd ──> ui ──> sequencer/playback ──> sequencer ──> registration ──> (standard library)
//	 └────> audio/* ──> sequencer (Event), registration
var arrows = []arrow{
	{"cmd/...", []string{"cmd/...", "ui/...", "audio/...", "sequencer/...", "registration/...", "assets"}},
	{"ui/...", []string{"ui/...", "sequencer/...", "registration/...", "assets"}},
	{"sequencer/playback", []string{"sequencer", "registration"}},
	{"sequencer", []string{"registration"}},
	{"sequencer/...", []string{"sequencer", "sequencer/file", "sequencer/smf", "sequencer/musicxml", "sequencer/service", "sequencer/library", "registration/..."}},
	{"registration", nil},
	{"registration/file", []string{"registration/...", "assets"}},
	{"registration/template", []string{"registration/...", "assets"}},
	{"registration/...", []string{"registration/..."}},
	{"audio/...", []string{"audio/...", "sequencer", "registration/..."}},
	{"assets", nil},
}

// A gate is a package, of ours or of others, that few may import. Tests go through it too when they are named in tests.
type gate struct {
	to     string
	only   []string
	reason string
	tests  bool // holds for tests as well
}

const (
	fyne   = "fyne.io/fyne/v2"
	gomidi = "gitlab.com/gomidi/midi/v2"
)

var gates = []gate{
	{fyne + "/app", []string{"cmd/..."}, "it brings C and a display with it: let cmd make the app and hand the window's maker a fyne.App", true},
	{fyne + "/...", []string{"cmd/...", "ui/..."}, "the core works without a window: move what needs Fyne to ui", true},
	{gomidi + "/drivers/rtmididrv", []string{"cmd/...", "audio/guard/..."}, "its C++ may crash: let the guard process open ports", true},
	{gomidi + "/drivers/...", []string{"audio/guard/..."}, "drivers may crash: let the guard process open ports", true},
	{gomidi + "/smf", []string{"sequencer/smf/..."}, "files are read and written in one place: call sequencer/smf", false},
	{"github.com/hajimehoshi/oto/...", []string{"audio/speaker/..."}, "the sound device is opened in one place: call audio/speaker", true},
	{module + "/audio/speaker", []string{"cmd/..."}, "it brings C with it: let cmd open the speaker and hand it on as an output", true},
	{"C", []string{"audio/guard/...", "audio/jack/...", "audio/speaker/...", "cmd/..."}, "nearly every package builds without C: move this to audio/guard, audio/jack or audio/speaker", true},
}

// imports is what go list says about a package of ours.
type imports struct {
	ImportPath                         string
	Name                               string
	Imports, TestImports, XTestImports []string
	Deps                               []string
}

// list asks go list about packages, as they are built for one system.
func list(t *testing.T, system string, args ...string) []imports {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-e", "-buildvcs=false", "-tags=gles", "-json=ImportPath,Name,Imports,TestImports,XTestImports,Deps"}, args...)...)
	cmd.Dir = top
	cmd.Env = append(cmd.Environ(), "GOOS="+system, "CGO_ENABLED=1")
	out, err := cmd.Output()
	if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
		require.NoError(t, err, string(failed.Stderr))
	}
	require.NoError(t, err)
	var all []imports
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p imports
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			require.NoError(t, err)
		}
		all = append(all, p)
	}
}

// matches tells whether a name is the pattern, or with "/..." at its end lies in or below it.
func matches(name, pattern string) bool {
	folder, below := strings.CutSuffix(pattern, "/...")
	return name == folder || below && strings.HasPrefix(name, folder+"/")
}

func among(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(name, p) })
}

// complaint says what is wrong with one import, "" when nothing is.
func complaint(from, to string, test bool) string {
	for _, g := range gates {
		if matches(to, g.to) {
			if (!test || g.tests) && !among(from, g.only) {
				return fmt.Sprintf("%s imports %s, which is for %s alone: %s", from, to, strings.Join(g.only, " and "), g.reason)
			}
			break
		}
	}
	inner, ours := strings.CutPrefix(to, module+"/")
	if test {
		return "" // a test may look at its package from above
	}
	if !ours {
		outside := strings.Contains(strings.Split(to, "/")[0], ".")
		if outside && among(from, []string{"registration/...", "assets"}) {
			return fmt.Sprintf("%s imports %s: it stands on the standard library alone", from, to)
		}
		if outside && strings.HasPrefix(to, "github.com/stretchr/testify") && !strings.HasSuffix(path.Base(from), "test") {
			return fmt.Sprintf("%s imports %s: that is for tests", from, to)
		}
		return ""
	}
	for _, a := range arrows {
		if !matches(from, a.from) {
			continue
		}
		if among(inner, a.to) && (inner != "sequencer/playback" || among(from, []string{"cmd/...", "ui/..."})) {
			return ""
		}
		may := "nothing of ours"
		if len(a.to) > 0 {
			may = strings.Join(a.to, ", ")
		}
		return fmt.Sprintf("%s imports %s, against the arrows: it may import %s; move the code down, or let %s name an interface that cmd fills", from, inner, may, from)
	}
	return fmt.Sprintf("%s has no place in the house: give it an arrow here and in the design, or move it to where it belongs", from)
}

func TestImportsRunOneWay(t *testing.T) {
	for _, system := range []string{"linux", "windows", "darwin"} {
		for _, p := range list(t, system, "./...") {
			from := strings.TrimPrefix(p.ImportPath, module+"/")
			for _, to := range p.Imports {
				if c := complaint(from, to, false); c != "" {
					t.Errorf("%s: %s", system, c)
				}
			}
			for _, to := range append(p.TestImports, p.XTestImports...) {
				if c := complaint(from, to, true); c != "" {
					t.Errorf("%s: tests: %s", system, c)
				}
			}
		}
	}
}

func TestVolIsWithoutFyne(t *testing.T) {
	for _, p := range list(t, "linux", "-deps", "./cmd/vol") {
		assert.Falsef(t, matches(p.ImportPath, fyne+"/..."),
			"vol runs where there is no window, and yet it depends on %s: go mod why -m %s", p.ImportPath, fyne)
	}
}

// What the rules say is itself checked, so that a slip in a table does not open the house.
func TestArrowsRefuseWhatTheDesignForbids(t *testing.T) {
	for _, c := range []struct {
		from, to string
		test     bool
		allowed  bool
	}{
		{"ui/roll", module + "/sequencer/playback", false, true},
		{"ui/roll", module + "/registration", false, true},
		{"ui/roll", fyne + "/canvas", false, true},
		{"ui", module + "/audio/synth", false, false},
		{"ui", fyne + "/app", false, false},
		{"ui", fyne + "/app", true, false},
		{"ui/roll", fyne + "/test", true, true},
		{"cmd/voluntary", fyne + "/app", false, true},
		{"cmd/voluntary", module + "/audio/speaker", false, true},
		{"audio/synth", module + "/audio/speaker", false, false},
		{"audio/synth", module + "/sequencer", false, true},
		{"audio/outputtest", "github.com/stretchr/testify/require", false, true},
		{"audio/midiout", module + "/sequencer/playback", false, false},
		{"audio/midiout", module + "/ui", false, false},
		{"audio/midiout", gomidi + "/drivers/rtmididrv/imported/rtmidi", false, false},
		{"audio/guard", gomidi + "/drivers/rtmididrv/imported/rtmidi", false, true},
		{"audio/speaker", "github.com/hajimehoshi/oto/v2", false, true},
		{"audio/synth", "github.com/hajimehoshi/oto/v2", false, false},
		{"sequencer", module + "/registration", false, true},
		{"sequencer", module + "/sequencer/smf", false, false},
		{"sequencer", module + "/audio/synth", false, false},
		{"sequencer", fyne, false, false},
		{"sequencer", "C", false, false},
		{"sequencer/smf", gomidi + "/smf", false, true},
		{"sequencer/file", gomidi + "/smf", false, false},
		{"sequencer/file", module + "/sequencer/playback", false, false},
		{"sequencer/file", module + "/registration/file", false, true},
		{"sequencer/playback", module + "/sequencer", false, true},
		{"sequencer/playback", module + "/audio/synth", false, false},
		{"registration", module + "/sequencer", false, false},
		{"registration", module + "/assets", false, false},
		{"registration", "github.com/stretchr/testify/assert", false, false},
		{"registration", "github.com/stretchr/testify/assert", true, true},
		{"registration/file", module + "/assets", false, true},
		{"registration/dialect", "golang.org/x/text/cases", false, false},
		{"assets", "embed", false, true},
		{"helpers", module + "/sequencer", false, false},
	} {
		got := complaint(c.from, c.to, c.test)
		assert.Equalf(t, c.allowed, got == "", "%s -> %s (test: %v): %q", c.from, c.to, c.test, got)
	}
}
