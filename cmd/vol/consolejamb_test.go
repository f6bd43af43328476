package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
)

func jambOf(t *testing.T, path string) registration.Jamb {
	t.Helper()
	c, err := consolefile.Load(path)
	require.NoError(t, err)
	return c.Jamb
}

func TestTheJambOfAShippedConsoleIsShownAndStays(t *testing.T) {
	v := answer[jambView](t, "console", "jamb", "parish")
	assert.Equal(t, "divisions", v.Form)
	assert.Empty(t, v.Left)
	names := map[string]pieceRow{}
	for _, p := range v.Pieces {
		names[p.Piece] = p
	}
	assert.Equal(t, pieceRow{Piece: "great.gamba-8", X: 200, Y: 32, Width: 92, Height: 46}, names["great.gamba-8"])
	assert.Contains(t, names, "shoe:swell")
	assert.Contains(t, names, "label:Great")
	assert.Contains(t, succeed(t, "console", "jamb", "parish"), "200,32")
	fail(t, misuse, "console", "jamb", "parish", "--form", "double")
	out := filepath.Join(t.TempDir(), "ours.console")
	assert.Equal(t, "double", answer[jambView](t, "console", "jamb", "parish", "--form", "double", "--left", "great,pedal", "-o", out).Form)
	assert.Equal(t, []string{"great", "pedal"}, jambOf(t, out).Left)
	assert.Equal(t, "divisions", answer[jambView](t, "console", "jamb", out, "--form", "divisions").Form)
}

func TestWhatIsEngravedChangesInAnyForm(t *testing.T) {
	path := mine(t)
	succeed(t, "console", "jamb", path, "--piece", "great.gamba-8", "--piece", "shoe:swell", "--text", "Ours", "--colour", "#2561D4")
	assert.Equal(t, []registration.Piece{
		{Kind: registration.Knob, Of: "great.gamba-8", Text: "Ours", Colour: "#2561D4"},
		{Kind: registration.Shoe, Of: "swell", Text: "Ours", Colour: "#2561D4"},
	}, jambOf(t, path).Pieces)
	assert.Contains(t, succeed(t, "console", "jamb", path), "Ours")
}

func TestAFreeBoardIsDrawn(t *testing.T) {
	path := mine(t)
	everything := len(answer[jambView](t, "console", "jamb", path).Pieces)
	v := answer[jambView](t, "console", "jamb", path, "--form", "free", "--board", "1200x700", "--label", "Made in 1887", "--at", "20,640")
	assert.Len(t, v.Pieces, everything+1)
	assert.Equal(t, 700, v.Height)
	at := func(name string) registration.Piece {
		t.Helper()
		for _, p := range jambOf(t, path).Pieces {
			if pieceName(&p) == name {
				return p
			}
		}
		require.Fail(t, name+" does not stand there")
		return registration.Piece{}
	}
	pieces := func(args ...string) {
		t.Helper()
		succeed(t, append([]string{"console", "jamb", path, "--piece", "great.gamba-8", "--piece", "great.principal-4", "--piece", "great.fifteenth-2"}, args...)...)
	}
	pieces("--at", "600,500", "--size", "80x40")
	assert.Equal(t, registration.Piece{Kind: registration.Knob, Of: "great.gamba-8", X: 600, Y: 500, Width: 80, Height: 40}, at("great.gamba-8"))
	pieces("--by", "-100,20")
	assert.Equal(t, 500, at("great.gamba-8").X)
	pieces("--align", "top")
	assert.Equal(t, 520, at("great.fifteenth-2").Y)
	pieces("--spread", "across")
	left, middle, right := at("great.gamba-8").X, at("great.principal-4").X, at("great.fifteenth-2").X
	assert.Equal(t, middle-left, right-middle)
	succeed(t, "console", "jamb", path, "--piece", "great.twelfth-2-2-3", "--size", "60x60")
	pieces("--piece", "great.twelfth-2-2-3", "--same-size")
	assert.Equal(t, 80, at("great.twelfth-2-2-3").Width)
	succeed(t, "console", "jamb", path, "--piece", "label:Made in 1887", "--text", "Rebuilt in 1931", "--by", "5,0", "--colour", "#102030")
	assert.Equal(t, registration.Piece{Kind: registration.Label, Text: "Rebuilt in 1931", Colour: "#102030", X: 25, Y: 640, Width: 96, Height: 20}, at("label:Rebuilt in 1931"))
	mixture := at("great.mixture-iii")
	succeed(t, "console", "jamb", path, "--piece", "great.gamba-8", "--at", "10,600")
	succeed(t, "console", "jamb", path, "--piece", "great.gamba-8", "--at", fmt.Sprintf("%d,%d", mixture.X+4, mixture.Y))
	all := jambOf(t, path).Pieces
	assert.Equal(t, "great.gamba-8", all[len(all)-1].Of, "what comes to lie under another is raised")
	type check struct{ Findings []string }
	assert.Empty(t, answer[check](t, "console", "check", path).Findings)
	succeed(t, "console", "jamb", path, "--piece", "great.gamba-8", "--size", fmt.Sprintf("%dx%d", mixture.Width, mixture.Height), "--by", "-4,0")
	assert.Equal(t, []string{"On the jamb, great.mixture-iii lies wholly under great.gamba-8: it cannot be pressed there."}, answer[check](t, "console", "check", path).Findings)
	pieces("--take-off")
	assert.Len(t, jambOf(t, path).Pieces, everything-2)
	v = answer[jambView](t, "console", "jamb", path, "--missing")
	assert.Len(t, v.Pieces, everything+1)
}

func TestAJambThatCannotBeStaysAsItIs(t *testing.T) {
	path := mine(t)
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	for _, args := range [][]string{
		{"--form", "round"},
		{"--form", ""},
		{"--form", "free", "--board", "12"},
		{"--form", "free", "--label", "x", "--at", "1;2"},
		{"--at", "1,2"},
		{"--text", "x"},
		{"--piece", "great.gamba-8"},
		{"--piece", "great.gamba-8", "--size", "5"},
		{"--piece", "great.gamba-8", "--align", "middle"},
		{"--piece", "great.gamba-8", "--spread", "round"},
		{"--name", "x"},
	} {
		fail(t, misuse, append([]string{"console", "jamb", path}, args...)...)
	}
	for _, args := range [][]string{
		{"--left", "choir"},
		{"--label", "x"},
		{"--missing"},
		{"--piece", "great.gamba-8", "--at", "1,2"},
		{"--piece", "great.none", "--text", "x"},
		{"--piece", "label:Great", "--text", "x"},
		{"--piece", "great.gamba-8", "--colour", "blue"},
		{"--form", "free", "--piece", "shoe:none", "--by", "1,1"},
		{"--form", "free", "--piece", "great.gamba-8", "--same-size"},
	} {
		fail(t, failed, append([]string{"console", "jamb", path}, args...)...)
	}
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after))
}
