package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"

	consolefile "voluntary/registration/file"
)

func TestAConsoleIsStartedFromEveryTemplate(t *testing.T) {
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
	}
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
