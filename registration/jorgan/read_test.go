package jorgan_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/jorgan"
)

func corpus(tb testing.TB) string {
	tb.Helper()
	if dir := os.Getenv("VOLUNTARY_CORPUS"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	require.NoError(tb, err)
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		found := filepath.Join(dir, "shared", "corpus")
		if info, err := os.Stat(found); err == nil && info.IsDir() {
			return found
		}
	}
	tb.Skip("the corpus is not here (set VOLUNTARY_CORPUS)")
	return ""
}

func TestStopsEqualTheTruth(t *testing.T) {
	root := corpus(t)
	data, err := os.ReadFile(filepath.Join(root, "truth", "copyleft", "jorgan", "example.disposition.json"))
	require.NoError(t, err)
	var truth struct {
		Elements []struct{ Type, Name string }
	}
	require.NoError(t, json.Unmarshal(data, &truth))
	var want, got []string
	for _, e := range truth.Elements {
		if e.Type == "stop" {
			want = append(want, e.Name)
		}
	}
	raw, err := os.ReadFile(filepath.Join(root, "copyleft", "jorgan", "example.disposition"))
	require.NoError(t, err)
	assert.True(t, jorgan.Is(raw))
	c, report, err := jorgan.Read(raw, "example.disposition")
	require.NoError(t, err)
	assert.Empty(t, report.Warnings)
	for _, k := range c.Controls {
		assert.Equal(t, registration.Stop, k.Kind)
		got = append(got, k.Name)
	}
	assert.ElementsMatch(t, want, got)
	assert.Equal(t, "Keyboard 1", c.Divisions[0].Name)
	assert.EqualValues(t, 1, c.Dialect.Divisions[0].Channel)
	require.Len(t, c.Enclosures, 1)
	assert.Equal(t, "Volume", c.Enclosures[0].Name)

	raw, err = os.ReadFile(filepath.Join(root, "copyleft", "jorgan", "memory-example.disposition"))
	require.NoError(t, err)
	_, _, err = jorgan.Read(raw, "memory-example.disposition")
	assert.EqualError(t, err, "memory-example.disposition: the disposition has no keyboard, so there is nothing to play")
}

func disposition(elements ...string) []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8" ?><organ version=""><elements>` + strings.Join(elements, "") + `</elements></organ>`)
}

func thing(kind, id, name string, transpose int, links ...string) string {
	refs := ""
	for _, l := range links {
		refs += fmt.Sprintf("<reference id=%q/>", l)
	}
	return fmt.Sprintf("<%s id=%q><name>%s</name><references>%s</references><transpose>%d</transpose></%s>", kind, id, name, refs, transpose, kind)
}

func TestKeyboardsBecomeDivisions(t *testing.T) {
	c, report, err := jorgan.Read(disposition(
		thing("keyboard", "p", "Pedaal", 0, "s3", "c1"),
		thing("keyboard", "k", "Hoofdwerk", 0, "s2", "s1", "t", "m"),
		thing("stop", "s1", "Roerfluit 8'", 0, "r"),
		thing("stop", "s2", "Prestant", -12, "r"),
		thing("stop", "s3", "Bourdon", 0),
		thing("stop", "s4", "Octaaf 4", 0),
		thing("stop", "n", "Motor", 0),
		thing("coupler", "c1", "Ped - HW", 12, "k"),
		thing("switchFilter", "t", "Tremulant", 0),
		thing("switchFilter", "m", "Nachtegaal", 0),
		thing("rank", "r", "R", 0, "v"),
		thing("continuousFilter", "v", "Zwelkast", 0),
	), "x/dorp.disposition")
	require.NoError(t, err)
	assert.Equal(t, "dorp", c.Title)
	var got []string
	for _, k := range c.Controls {
		got = append(got, fmt.Sprintf("%s %s %g %s", k.ID, k.Kind, k.Pitch, c.Divisions[k.To].ID))
	}
	assert.Equal(t, []string{
		"hoofdwerk.prestant stop 16 hoofdwerk",
		"hoofdwerk.roerfluit-8 stop 8 hoofdwerk",
		"hoofdwerk.tremulant tremulant 0 hoofdwerk",
		"hoofdwerk.nachtegaal other 0 hoofdwerk",
		"pedaal.bourdon stop 16 hoofdwerk",
		"pedaal.ped-hw coupler 0 hoofdwerk",
		"hoofdwerk.octaaf-4 stop 4 hoofdwerk",
	}, got)
	assert.EqualValues(t, 12, c.Controls[5].Shift)
	assert.True(t, c.Divisions[1].Pedal)
	assert.Equal(t, []string{"no keyboard plays Octaaf 4; it is listed with Hoofdwerk"}, report.Warnings)
	assert.Equal(t, []registration.DivisionID{0}, c.Enclosures[0].Divisions)
}

func TestMistakesAreExplained(t *testing.T) {
	for want, text := range map[string]string{
		"x: this is no disposition of jOrgan": "hello",
		"x: this is no disposition":           "<score/>",
		"x: line 1: XML syntax error":         "<organ><elements><stop id='1'>",
		"x: the disposition has no elements":  "<organ></organ>",
		"nested more than 64 deep":            "<organ>" + strings.Repeat("<a>", 70),
	} {
		_, _, err := jorgan.Read([]byte(text), "x")
		assert.ErrorContains(t, err, want)
	}
	var many []string
	for i := range 17 {
		many = append(many, thing("keyboard", fmt.Sprint(i), "", 0))
	}
	_, _, err := jorgan.Read(disposition(many...), "x")
	assert.ErrorContains(t, err, "has 17 keyboards; a console holds at most 16")
	many = []string{thing("keyboard", "k", "", 0)}
	for i := range 1100 {
		many = append(many, thing("stop", fmt.Sprint(i), "", 0))
	}
	_, _, err = jorgan.Read(disposition(many...), "x")
	assert.ErrorContains(t, err, "more than 1024 stops and couplers")
}

func FuzzRead(f *testing.F) {
	f.Add(disposition(thing("keyboard", "k", "I", 0, "s"), thing("stop", "s", "Flute", 5)))
	f.Add([]byte("<organ><elements><keyboard/></elements></organ>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, _, err := jorgan.Read(data, "x"); err == nil && len(c.Divisions) == 0 {
			t.Error("a console without divisions")
		}
	})
}
