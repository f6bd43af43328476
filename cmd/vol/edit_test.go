package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type editList struct{ Notes []editRow }

// keysAt writes notes as KEY@TICK+LENGTH.
func keysAt(rows []editRow) string {
	var out []string
	for _, r := range rows {
		out = append(out, fmt.Sprintf("%d@%d+%d", r.Key, r.Tick, r.Length))
	}
	return strings.Join(out, " ")
}

func TestNotesAreChosen(t *testing.T) {
	piece := trioPiece(t)
	all := answer[editList](t, "edit", piece, "list").Notes
	require.Len(t, all, 12)
	assert.True(t, slices.IsSortedFunc(all, func(a, b editRow) int { return int(a.Tick - b.Tick) }))
	chosen := func(which ...string) []editRow {
		return answer[editList](t, append([]string{"edit", piece, "list"}, which...)...).Notes
	}
	assert.Len(t, chosen("--all"), 12)
	first := chosen("--part", "p1")
	assert.Equal(t, first, chosen("--division", "great"))
	assert.Less(t, len(first), 12)
	assert.Len(t, chosen("--part", "p1,p2,p3"), 12)
	for _, n := range chosen("--from", "1:3", "--to", "2:1") {
		assert.GreaterOrEqual(t, n.Tick, int64(1920))
		assert.Less(t, n.Tick, int64(3840))
	}
	for _, n := range chosen("--keys", "60-72") {
		assert.True(t, n.Key >= 60 && n.Key <= 72)
	}
	assert.Equal(t, "72@0+960", keysAt(chosen("--keys", "72", "--to", "1:2")))
	assert.Equal(t, all[:1], chosen("--id", strconv.Itoa(int(all[0].ID))))
	assert.Len(t, chosen("--voice", "top"), 12, "every part of the trio is one line")
	assert.Contains(t, succeed(t, "edit", piece, "list", "--part", "p1"), "C5")

	for _, which := range [][]string{{"--keys", "1"}, {"--part", "p99"}, {"--division", "choir"}, {"--muted"}, {"--division", "-"}, {"--from", "9:1"}} {
		fail(t, failed, append([]string{"edit", piece, "delete"}, which...)...)
	}
	for _, which := range [][]string{{}, {"--keys", "60-"}, {"--keys", "72-60"}, {"--keys", "200"}, {"--voice", "alto"}, {"--part", "first"}, {"--from", "x"}, {"--id", "one"}} {
		fail(t, misuse, append([]string{"edit", piece, "delete"}, which...)...)
	}
	assert.Len(t, chosen("--all"), 12, "nothing has gone")
}

func TestNotesAreEdited(t *testing.T) {
	piece := trioPiece(t)
	edit := func(args ...string) string {
		t.Helper()
		return keysAt(answer[editList](t, append([]string{"edit", piece}, args...)...).Notes)
	}
	one := []string{"--part", "p1", "--to", "1:2", "--keys", "72"}
	with := func(verb string, which []string, more ...string) string {
		t.Helper()
		return edit(append(append([]string{verb}, which...), more...)...)
	}
	assert.Equal(t, "72@0+720", with("lengthen", one, "--by", "-1/4"))
	assert.Equal(t, "72@120+600", with("begin", one, "--by", "1/8"))
	assert.Equal(t, "84@240+600", with("move", one, "--by", "0.125", "--semitones", "12"))
	top := []string{"--part", "p1", "--keys", "84"}
	assert.Equal(t, "84@240+600", with("quantise", top, "--grid", "1/4"))
	assert.Equal(t, "84@0+600", with("quantise", top, "--grid", "1"), "to the nearest beat")
	assert.Equal(t, "84@0+300", with("staccato", top, "--percent", "50"))
	assert.Equal(t, "84@0+300 84@3840+300", with("copy", top, "--at", "2:1"))
	assert.Equal(t, "84@0+300 84@3840+300", edit("list", "--keys", "84"))
	assert.Equal(t, "84@0+3840 84@3840+300", with("legato", top, "--most", "4"))
	assert.Equal(t, "84@0+3600 84@3840+300", with("gap", top, "--gap", "0.25"))
	assert.Equal(t, "84@0+1920 84@1920+1680", with("split", []string{"--keys", "84", "--to", "2:1"}, "--at", "1:3"))
	assert.Equal(t, "84@0+4140", with("join", top))
	assert.Equal(t, "90@960+320", edit("add", "--part", "p2", "--at", "1:2", "--length", "1/3", "--key", "90"))
	assert.Equal(t, "90@960+320", edit("list", "--keys", "90"))
	rows := answer[editList](t, "edit", piece, "strike", "--keys", "90", "--velocity", "100").Notes
	require.Len(t, rows, 1)
	assert.EqualValues(t, 100, rows[0].Velocity)
	assert.Equal(t, "swell", rows[0].Division)
	assert.True(t, answer[editList](t, "edit", piece, "mute", "--keys", "90").Notes[0].Muted)
	assert.Equal(t, "90@960+320", edit("list", "--muted"))
	assert.False(t, answer[editList](t, "edit", piece, "unmute", "--muted").Notes[0].Muted)
	assert.Equal(t, "great", answer[editList](t, "edit", piece, "route", "--keys", "90", "--on", "great").Notes[0].Division)
	assert.Equal(t, "p3", answer[editList](t, "edit", piece, "give", "--keys", "90", "--into", "p3").Notes[0].Part)
	before := edit("list", "--part", "p2")
	edit("humanise", "--part", "p2", "--spread", "1/16", "--seed", "7")
	assert.NotEqual(t, before, edit("list", "--part", "p2"))
	edit("overlaps", "--all")
	assert.Equal(t, "", edit("delete", "--keys", "90"))
	fail(t, failed, "edit", piece, "list", "--keys", "90")

	// A copy is written elsewhere, and the piece is left.
	other := piece[:len(piece)-len("trio.voluntary")] + "other.voluntary"
	now := edit("list")
	succeed(t, "edit", piece, "delete", "--part", "p1", "-o", other)
	assert.Equal(t, now, edit("list"))
	assert.NotEqual(t, now, keysAt(answer[editList](t, "edit", other, "list").Notes))

	fail(t, misuse, "edit", piece, "lengthen", "--all", "--by", "long")
	fail(t, misuse, "edit", piece, "lengthen", "--all", "--by", "1/0")
	fail(t, misuse, "edit", piece, "lengthen", "--all", "--by", "NaN")
	fail(t, misuse, "edit", piece, "move", "--all", "--grid", "1")
	fail(t, misuse, "edit", piece, "add", "--part", "p1", "--at", "1:1", "--length", "0", "--key", "60")
	fail(t, misuse, "edit", piece, "add", "--part", "p1", "--at", "1:1", "--length", "1", "--key", "128")
	fail(t, failed, "edit", piece, "add", "--part", "p9", "--at", "1:1", "--length", "1", "--key", "60")
	fail(t, failed, "edit", piece, "route", "--all", "--on", "choir")
	fail(t, failed, "edit", piece, "give", "--all", "--into", "p9")
	fail(t, failed, "edit", piece, "quantise", "--all", "--grid", "0")
	fail(t, failed, "edit", piece, "strike", "--all", "--velocity", "0")
}

func TestAVoiceIsDoubledAndSplitOff(t *testing.T) {
	piece := trioPiece(t)
	parts := func(args ...string) []partRow {
		t.Helper()
		return answer[struct{ Parts []partRow }](t, append([]string{"parts", piece}, args...)...).Parts
	}
	require.Len(t, parts("list"), 3)
	succeed(t, "edit", piece, "double", "--part", "p1", "--voice", "top", "--on", "swell")
	doubled := parts("list")
	require.Len(t, doubled, 4)
	assert.Equal(t, "swell", doubled[3].Routing[0].Division)
	assert.Contains(t, succeed(t, "parts", piece, "list"), "swell")
	id := doubled[3].ID
	assert.Equal(t, "Solo", parts("set", "--part", id, "--name", "Solo", "--to", "great", "--shift", "-12")[3].Name)
	last := parts("list")[3]
	assert.Equal(t, -12, last.Shift)
	assert.Equal(t, []routingRow{{"1:1", "great"}}, last.Routing)
	notes := last.Notes
	succeed(t, "edit", piece, "part", "--part", id, "--to", "1:2", "--name", "echo")
	split := parts("list")
	require.Len(t, split, 5)
	assert.Equal(t, "Solo, echo", split[4].Name)
	assert.Equal(t, notes, split[3].Notes+split[4].Notes)
	merged := parts("merge", "--part", split[4].ID, "--into", id)
	require.Len(t, merged, 4)
	assert.Equal(t, notes, merged[3].Notes)
	assert.Len(t, parts("remove", "--part", id), 3)
	assert.Equal(t, "pedal", parts("add", "--name", "Pedal")[3].Routing[0].Division)
	assert.Equal(t, "swell", parts("add", "--name", "Echo", "--to", "swell")[4].Routing[0].Division)
	below := parts("split", "--part", "p1", "--below", "73")
	require.Len(t, below, 6)
	assert.Equal(t, "p1", below[0].ID)

	for _, args := range [][]string{
		{"set", "--part", "p1"},
		{"set", "--name", "x"},
		{"split", "--part", "p1"},
		{"split", "--part", "p1", "--hands", "--below", "60"},
		{"split", "--part", "p1", "--below", "0"},
		{"split", "--part", "p1", "--voice", "alto"},
		{"merge", "--part", "p1", "--into", "first"},
	} {
		fail(t, misuse, append([]string{"parts", piece}, args...)...)
	}
	for _, args := range [][]string{
		{"remove", "--part", "p99"},
		{"set", "--part", "p1", "--to", "choir"},
		{"set", "--part", "p1", "--shift", "60"},
		{"merge", "--part", "p1", "--into", "p99"},
		{"add", "--name", "x", "--to", "choir"},
		{"split", "--part", "p1", "--below", "10"},
	} {
		fail(t, failed, append([]string{"parts", piece}, args...)...)
	}
}
