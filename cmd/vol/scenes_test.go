package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
)

type scenesAnswer struct {
	Scenes []sceneRow `json:"scenes"`
}

func sceneNamed(t *testing.T, rows []sceneRow, name string) sceneRow {
	t.Helper()
	for _, r := range rows {
		if r.Name == name {
			return r
		}
	}
	require.Fail(t, "there is no such scene", name)
	return sceneRow{}
}

func TestScenesOfAPieceAreSetRecalledRenamedAndRemoved(t *testing.T) {
	piece := trioPiece(t)
	succeed(t, "scenes", piece, "set", "--name", "Soft", "--on", "great.stopped-diapason-8,swell.salicional-8", "--off", "great.mixture-iii", "--expression", "swell=60")
	succeed(t, "scenes", piece, "set", "--name", "Soft", "--alone", "great.mixture-iii", "--on", "pedal.bourdon-16")
	succeed(t, "lane", piece, "add", "--at", "2:1", "--scene", "Soft")
	rows := answer[scenesAnswer](t, "scenes", piece, "list").Scenes
	assert.Equal(t, sceneRow{
		Name: "Soft", Of: "piece", On: []string{"great.stopped-diapason-8", "swell.salicional-8", "pedal.bourdon-16"}, Off: []string{},
		Shoes: map[string]uint8{"swell": 60}, Recalls: []string{"2:1"},
	}, sceneNamed(t, rows, "Soft"))
	assert.Equal(t, "console", sceneNamed(t, rows, "mf").Of)
	fail(t, failed, "scenes", piece, "remove", "--name", "Soft")
	succeed(t, "scenes", piece, "rename", "--name", "Soft", "--to", "Quiet")
	assert.Equal(t, []string{"2:1"}, sceneNamed(t, answer[scenesAnswer](t, "scenes", piece, "list").Scenes, "Quiet").Recalls)
	succeed(t, "lane", piece, "remove", "--at", "2:1")
	succeed(t, "scenes", piece, "remove", "--name", "Quiet")
	for _, r := range answer[scenesAnswer](t, "scenes", piece, "list").Scenes {
		assert.NotEqual(t, "Quiet", r.Name)
	}
	fail(t, failed, "scenes", piece, "set", "--name", "x", "--on", "great.nothing")
	fail(t, misuse, "scenes", piece, "set", "--name", "x")
	fail(t, misuse, "scenes", piece, "set", "--on", "great.gamba-8")
	fail(t, misuse, "scenes", piece, "set", "--name", "x", "--on", "great.gamba-8", "--off", "great.gamba-8")
	fail(t, misuse, "scenes", piece, "sing")
}

func TestAStepOfAShippedConsoleIsSetInACopyThatIsNamed(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	fail(t, misuse, "scenes", "parish", "set", "--name", "fff", "--off", "swell.cornopean-8")
	out := filepath.Join(t.TempDir(), "mine.console")
	rows := answer[scenesAnswer](t, "scenes", "parish", "set", "--name", "fff", "--off", "swell.cornopean-8", "-o", out).Scenes
	step := sceneNamed(t, rows, "fff")
	assert.Equal(t, "console", step.Of)
	assert.NotContains(t, step.On, "swell.cornopean-8")
	assert.Contains(t, step.On, "great.open-diapason-8", "the rest is what the step was")
	c, err := consolefile.Load(out)
	require.NoError(t, err)
	assert.True(t, c.StepIsSet(5))
	bare := filepath.Join(t.TempDir(), "bare.console")
	succeed(t, "console", "new", "--template", "generic", "-o", bare)
	assert.Equal(t, "ladder", sceneNamed(t, answer[scenesAnswer](t, "scenes", bare, "list").Scenes, "mf").Of)
	succeed(t, "scenes", out, "rename", "--name", "fff", "--to", "Full")
	succeed(t, "scenes", out, "remove", "--name", "Full")
	c, err = consolefile.Load(out)
	require.NoError(t, err)
	assert.False(t, c.StepIsSet(5))
}
