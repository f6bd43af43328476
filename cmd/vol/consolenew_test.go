package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
)

func TestAConsoleIsStartedFromEveryTemplate(t *testing.T) {
	score := filepath.Join(filepath.Dir(trioPiece(t)), "trio.mid")
	all := answer[struct {
		Templates []templateRow `json:"templates"`
	}](t, "console", "templates").Templates
	assert.Len(t, all, 15)
	assert.Contains(t, succeed(t, "console", "templates"), "viscount             Viscount")
	for _, row := range all {
		out := filepath.Join(t.TempDir(), "st-mary.console")
		b := answer[begun](t, "console", "new", "--template", row.Name, "-o", out)
		assert.Equal(t, row.Name, b.Template)
		assert.Equal(t, "st-mary", b.Name)
		assert.Equal(t, row.Next, b.Next)
		shown := answer[consoleView](t, "console", "show", out)
		assert.Equal(t, b.consoleView, shown)

		silent := slices.ContainsFunc(shown.Dialect.Controls, func(m messageRow) bool { return m.On == "" }) // to be learnt
		findings := answer[struct{ Findings []string }](t, "console", "check", out).Findings
		for _, f := range findings {
			assert.Contains(t, f, "are not said over MIDI", row.Name)
		}
		assert.Equal(t, silent, len(findings) > 0, row.Name)
		piece, played := out+".voluntary", out+".mid"
		require.Equal(t, done, vol("import", score, "-o", piece, "--console", out).code, row.Name)
		said := slices.IndexFunc(shown.Dialect.Controls, func(m messageRow) bool { return m.On != "" })
		if said >= 0 {
			succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", shown.Dialect.Controls[said].ID)
		}
		require.Equal(t, done, vol("midi", piece, "-o", played, "--console", out).code, row.Name)
		wire, err := os.ReadFile(played)
		require.NoError(t, err)
		if said >= 0 {
			assert.NotEqual(t, silentOf(t, piece, out, shown), string(wire), "%s: its stops are said", row.Name)
		}
	}
}

// silentOf is what a piece would send to an organ of which no control is reached.
func silentOf(t *testing.T, piece, path string, c consoleView) string {
	t.Helper()
	var all []string
	for _, k := range c.Controls {
		all = append(all, k.ID)
	}
	mute := path + ".mute.console"
	succeed(t, "console", "set", path, "--control", strings.Join(all, ","), "--code", "none", "-o", mute)
	require.Equal(t, done, vol("midi", piece, "-o", mute+".mid", "--console", mute).code)
	wire, err := os.ReadFile(mute + ".mid")
	require.NoError(t, err)
	return string(wire)
}

func TestAStartedConsoleHasTheManualsOrTheStopsAskedFor(t *testing.T) {
	out := filepath.Join(t.TempDir(), "x.console")
	b := answer[begun](t, "console", "new", "--template", "viscount", "--manuals", "4", "--title", "St Mary", "-o", out)
	assert.Len(t, b.Divisions, 5)
	assert.Equal(t, "St Mary", b.Title)
	assert.NotEmpty(t, b.Notes, "stops are to be learnt")

	b = answer[begun](t, "console", "new", "--template", "allen", "--stops", "parish", "-o", out)
	parish := answer[consoleView](t, "console", "show", "parish")
	assert.Equal(t, parish.Controls, b.Controls)
	assert.Equal(t, parish.Title, b.Title)
	c, err := consolefile.Load(out)
	assert.NoError(t, err)
	assert.Equal(t, "Allen", c.Dialect.Name)
	assert.Contains(t, succeed(t, "console", "new", "--template", "allen", "--stops", "parish", "-o", out), "* The numbers here are only counted on from 0.")
}

func TestANewConsoleThatCannotBe(t *testing.T) {
	out := filepath.Join(t.TempDir(), "x.console")
	for _, args := range [][]string{
		{"console", "new", "-o", out},
		{"console", "new", "--template", "allen"},
		{"console", "new", "--template", "allen", "-o", filepath.Join(t.TempDir(), ".console")},
		{"console", "new", "--template", "allen", "--stops", "parish", "--manuals", "3", "-o", out},
		{"console", "new", "allen", "-o", out},
		{"console", "templates", "--template", "allen"},
		{"console", "show", "parish", "-o", out},
		{"console", "import", "--title", "x", "-o", out},
	} {
		fail(t, misuse, args...)
	}
	for _, args := range [][]string{
		{"console", "new", "--template", "wurlitzer", "-o", out},
		{"console", "new", "--template", "viscount", "--manuals", "7", "-o", out},
		{"console", "new", "--template", "allen", "--stops", "nowhere", "-o", out},
		{"console", "new", "--template", "allen", "-o", filepath.Join(out, "absent", "y.console")},
	} {
		fail(t, failed, args...)
	}
	assert.NoFileExists(t, out)
}
