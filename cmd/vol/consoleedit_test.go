package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
)

// mine is a copy of the parish in a file of its own.
func mine(t *testing.T) string {
	t.Helper()
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	path := filepath.Join(t.TempDir(), "mine.console")
	v := answer[consoleView](t, "console", "set", "parish", "--title", "Ours", "-o", path)
	assert.Equal(t, "mine", v.Name)
	assert.Equal(t, "Ours", v.Title)
	return path
}

func controlOf(t *testing.T, path, id string) (registration.Control, registration.ControlCode) {
	t.Helper()
	c, err := consolefile.Load(path)
	require.NoError(t, err)
	k, ok := c.Control(id)
	require.True(t, ok, id)
	return c.Controls[k], c.Dialect.Controls[k]
}

func TestControlsAreAddedChangedRenamedAndRemoved(t *testing.T) {
	path := mine(t)
	v := answer[consoleView](t, "console", "add", path, "--in", "great", "--name", "Clarion 4'; Trumpet 8", "--name", "Tremulant")
	kinds := map[string]string{}
	for _, k := range v.Controls {
		kinds[k.Name] = k.Kind
	}
	assert.Equal(t, "tremulant", kinds["Tremulant"])
	i := slices.IndexFunc(v.Controls, func(k controlRow) bool { return strings.HasPrefix(k.Name, "Clarion") })
	require.GreaterOrEqual(t, i, 0)
	id := v.Controls[i].ID
	k, code := controlOf(t, path, id)
	assert.Equal(t, registration.Reed, k.Family)
	assert.Equal(t, 4.0, k.Pitch)
	assert.Equal(t, registration.NRPN, code.Kind, "it is said as the others are")

	succeed(t, "console", "set", path, "--control", id, "--name", "Clairon", "--pitch", "2 2/3", "--family", "mutation", "--code", "sysex-pair",
		"--on-sysex", "F0 7D 01 F7", "--off-sysex", "F0 7D 02 F7")
	k, code = controlOf(t, path, id)
	assert.Equal(t, "Clairon", k.Name)
	assert.InDelta(t, 2.667, k.Pitch, 0.001)
	assert.Equal(t, registration.ControlCode{Kind: registration.SysExPair, OnSysEx: "F0 7D 01 F7", OffSysEx: "F0 7D 02 F7"}, code)

	succeed(t, "console", "set", path, "--control", "great.open-diapason-8,great.gamba-8", "--code", "cc-embedded", "--channel", "3", "--number", "70", "--count-on")
	_, first := controlOf(t, path, "great.open-diapason-8")
	_, next := controlOf(t, path, "great.gamba-8")
	assert.Equal(t, registration.ControlCode{Kind: registration.CCEmbedded, Channel: 3, Number: 70}, first)
	assert.Equal(t, first.Index+1, next.Index)

	succeed(t, "scenes", path, "set", "--name", "Reeds", "--on", id)
	succeed(t, "console", "rename", path, "--control", id, "--to", "great.clairon")
	assert.Equal(t, []string{"great.clairon"}, sceneNamed(t, answer[scenesAnswer](t, "scenes", path, "list").Scenes, "Reeds").On)
	succeed(t, "console", "set", path, "--control", "great.swell-to-great", "--to", "pedal", "--shift", "-12")
	k, _ = controlOf(t, path, "great.swell-to-great")
	assert.Equal(t, int8(-12), k.Shift)
	succeed(t, "console", "remove", path, "--control", "great.clairon")
	for _, k := range answer[consoleView](t, "console", "show", path).Controls {
		assert.NotEqual(t, "great.clairon", k.ID)
	}
}

func TestDivisionsAndEnclosuresAreAddedChangedRemovedAndCopied(t *testing.T) {
	path := mine(t)
	succeed(t, "console", "add", path, "--kind", "division", "--name", "Echo")
	succeed(t, "console", "set", path, "--division", "echo", "--name", "Far", "--compass", "48-84", "--channel", "9")
	succeed(t, "console", "add", path, "--kind", "enclosure", "--name", "Far box", "--in", "echo,great")
	succeed(t, "console", "set", path, "--enclosure", "far-box", "--in", "echo", "--initial", "64", "--channel", "9", "--number", "7")
	c, err := consolefile.Load(path)
	require.NoError(t, err)
	at, ok := c.Division("echo")
	require.True(t, ok)
	assert.Equal(t, registration.Division{ID: "echo", Name: "Far", Lowest: 48, Highest: 84}, c.Divisions[at])
	assert.Equal(t, uint8(9), c.Dialect.Divisions[at].Channel)
	box, ok := c.Enclosure("far-box")
	require.True(t, ok)
	assert.Equal(t, []registration.DivisionID{at}, c.Enclosures[box].Divisions)
	assert.Equal(t, uint8(64), c.Enclosures[box].Initial)
	assert.Equal(t, uint8(7), c.Dialect.Enclosures[box].Controller)
	succeed(t, "console", "remove", path, "--division", "echo")
	v := answer[consoleView](t, "console", "copy", path, "--from", "cathedral", "--division", "solo")
	assert.Equal(t, "solo", v.Divisions[len(v.Divisions)-1].ID)
	assert.True(t, slices.ContainsFunc(v.Controls, func(k controlRow) bool { return k.Division == "solo" && k.Kind == "stop" }))
	v = answer[consoleView](t, "console", "remove", path, "--enclosure", "swell")
	assert.False(t, slices.ContainsFunc(v.Enclosures, func(e enclosureRow) bool { return e.ID == "swell" }))
}

func TestWhatCannotBeChangedLeavesTheConsoleAsItIs(t *testing.T) {
	path := mine(t)
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	for _, args := range [][]string{
		{"add", "parish", "--in", "great", "--name", "Gamba 8"},
		{"add", path, "--name", "Gamba 8"},
		{"add", path, "--in", "great"},
		{"add", path, "--in", "great", "--name", " "},
		{"add", path, "--in", "great", "--name", "Gamba 8", "--pedal"},
		{"add", path, "--kind", "stop", "--in", "great", "--name", "Gamba 8"},
		{"set", path},
		{"set", path, "--control", "great.gamba-8"},
		{"set", path, "--control", "great.gamba-8", "--division", "great", "--name", "x"},
		{"set", path, "--control", "great.gamba-8", "--compass", "36-96"},
		{"set", path, "--control", "great.gamba-8", "--channel", "17"},
		{"set", path, "--control", "great.gamba-8", "--pitch", "eight"},
		{"set", path, "--control", "great.gamba-8", "--family", "brass"},
		{"set", path, "--division", "great", "--compass", "96-36"},
		{"set", path, "--title", "x", "--pitch", "8"},
		{"set", path, "--title", "x", "--in", "great", "--from", "cathedral"},
		{"rename", path, "--control", "great.gamba-8"},
		{"remove", path},
		{"copy", path, "--division", "solo"},
		{"copy", path, "--from", "cathedral"},
	} {
		fail(t, misuse, append([]string{"console"}, args...)...)
	}
	for _, args := range [][]string{
		{"add", path, "--in", "choir", "--name", "Gamba 8"},
		{"set", path, "--control", "great.none", "--name", "x"},
		{"set", path, "--control", "great.gamba-8", "--code", "smoke"},
		{"set", path, "--control", "great.gamba-8", "--code", "sysex-pair"},
		{"rename", path, "--control", "great.gamba-8", "--to", "great.open-diapason-8"},
		{"remove", path, "--control", "great.none"},
		{"copy", path, "--from", "cathedral", "--division", "none"},
	} {
		fail(t, failed, append([]string{"console"}, args...)...)
	}
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after))
}
