package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type laneList struct {
	Events []laneRow `json:"events"`
}

func TestLaneEventsAreAddedListedAndRemovedInPlace(t *testing.T) {
	piece := trioPiece(t)
	assert.JSONEq(t, `{"events": []}`, succeed(t, "lane", piece, "list", "--json"))
	succeed(t, "lane", piece, "add", "--at", "3:2.5", "--retire", "great.principal-4", "--draw", "great.fifteenth-2")
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.open-diapason-8,great.principal-4", "--draw", "swell.salicional-8", "--expression", "swell=80")
	assert.JSONEq(t, `{"events": [
		{"at": "1:1", "tick": 0, "draw": ["great.open-diapason-8", "great.principal-4", "swell.salicional-8"], "retire": [],
			"expression": {"swell": 80}, "scene": ""},
		{"at": "3:2.5", "tick": 9120, "draw": ["great.fifteenth-2"], "retire": ["great.principal-4"], "expression": {}, "scene": ""}
	]}`, succeed(t, "lane", piece, "list", "--json"))
	assert.Contains(t, succeed(t, "lane", piece, "list"), "great.fifteenth-2")
	assert.Equal(t, 2, answer[pieceInfo](t, "info", piece).Lane)
	succeed(t, "lane", piece, "remove", "--at", "1:1")
	left := answer[laneList](t, "lane", piece, "list").Events
	require.Len(t, left, 1)
	assert.Equal(t, "3:2.5", left[0].At)
	fail(t, failed, "lane", piece, "remove", "--at", "1:1")
}

func TestLaneWritesElsewhereWhenAsked(t *testing.T) {
	piece := trioPiece(t)
	before, err := os.ReadFile(piece)
	require.NoError(t, err)
	other := filepath.Join(filepath.Dir(piece), "other.voluntary")
	succeed(t, "lane", piece, "add", "--at", "2:1", "--draw", "great.principal-4", "-o", other)
	after, err := os.ReadFile(piece)
	require.NoError(t, err)
	assert.Equal(t, before, after)
	assert.Len(t, answer[laneList](t, "lane", other, "list").Events, 1)
	assert.Len(t, answer[laneList](t, "lane", other, "remove", "--at", "2:1", "-o", piece).Events, 0)
	assert.Len(t, answer[laneList](t, "lane", other, "list").Events, 1)
	assert.Equal(t, []string{"other.voluntary", "trio.mid", "trio.voluntary", "trio.voluntary~"}, names(t, filepath.Dir(piece)))
}

func TestAnEventBeyondTheEndIsTakenWithAWarning(t *testing.T) {
	piece := trioPiece(t)
	r := vol("lane", piece, "add", "--at", "40:1", "--draw", "great.principal-4")
	assert.Equal(t, done, r.code)
	assert.Equal(t, "vol: warning: 40:1 lies beyond the end of the piece (it has 4 bars)\n", r.err)
	assert.Equal(t, "40:1", answer[laneList](t, "lane", piece, "list").Events[0].At)
}

func TestAPositionMayHaveFractionsAndLeaveItsBar(t *testing.T) {
	piece := trioPiece(t)
	for at, tick := range map[string]int64{"1:1": 0, "1": 0, "2": 3840, "1:1.5": 480, "1:5": 3840, "2:4.999": 7679, "1:1.333": 320} {
		assert.Equal(t, tick, answer[laneList](t, "lane", piece, "add", "--at", at, "--draw", "great.principal-4").Events[0].Tick, at)
		assert.Empty(t, answer[laneList](t, "lane", piece, "remove", "--at", at).Events)
	}
}

func TestAnEventIsRemovedByThePositionThatListGives(t *testing.T) {
	score := append([]byte(nil), trio(960)...)
	meter := strings.Index(string(score), "\xFF\x58\x04\x04\x02")
	score[meter+3], score[meter+4] = 1, 0 // one whole note a bar: a beat of 3,840 ticks
	path := inFolder(t, "whole.mid", score)
	piece := filepath.Join(filepath.Dir(path), "whole.voluntary")
	succeed(t, "import", path, "-o", piece, "--map", "GSP")
	for _, at := range []string{"1:1.0003", "1:1.0005", "1:1.0008", "2:1.3333"} {
		listed := answer[laneList](t, "lane", piece, "add", "--at", at, "--draw", "great.principal-4").Events[0].At
		assert.Empty(t, answer[laneList](t, "lane", piece, "remove", "--at", listed).Events, at)
	}
}

func TestAScenePutsItsControls(t *testing.T) {
	piece := trioPiece(t)
	scenes := parsed[consoleView](t, succeed(t, "console", "show", "parish", "--json")).Scenes
	if len(scenes) == 0 {
		t.Skip("the parish has no scenes")
	}
	succeed(t, "lane", piece, "add", "--at", "1:1", "--scene", scenes[0])
	assert.Equal(t, scenes[0], answer[laneList](t, "lane", piece, "list").Events[0].Scene)
	assert.NotEmpty(t, traced(t, piece, "--to", "1:1.01"))
}

// traced reads what vol trace answers.
func traced(t *testing.T, piece string, args ...string) []traceRow {
	t.Helper()
	var rows []traceRow
	for line := range strings.Lines(succeed(t, append([]string{"trace", piece}, args...)...)) {
		var r traceRow
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		require.NoError(t, d.Decode(&r), line)
		rows = append(rows, r)
	}
	return rows
}

func TestATraceIsThePerformanceInOrderOfTime(t *testing.T) {
	piece := trioPiece(t)
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.principal-4", "--expression", "swell=80")
	succeed(t, "lane", piece, "add", "--at", "2:1", "--retire", "great.principal-4")
	text := succeed(t, "trace", piece)
	assert.Equal(t, text, succeed(t, "trace", piece, "--json"))
	lines := strings.Split(text, "\n")
	assert.Equal(t, `{"t":0,"kind":"draw","division":"great","key":null,"velocity":null,"control":"great.principal-4","value":null}`, lines[0])
	assert.Equal(t, `{"t":0,"kind":"expression","division":"swell","key":null,"velocity":null,"control":"swell","value":80}`, lines[1])
	assert.Equal(t, `{"t":0,"kind":"on","division":"great","key":72,"velocity":80,"control":"","value":null}`, lines[2])
	rows := traced(t, piece)
	last, down := 0.0, map[string]int{}
	for _, r := range rows {
		assert.GreaterOrEqual(t, seconded(r.T), last)
		last = seconded(r.T)
		switch r.Kind {
		case "on":
			down[r.Division]++
		case "off":
			down[r.Division]--
		case "retire":
			assert.InDelta(t, 2, last, 1e-9)
		}
	}
	assert.Equal(t, map[string]int{"great": 0, "swell": 0, "pedal": 0}, down)
	assert.InDelta(t, 8, last, 1e-6)
	assert.Contains(t, succeed(t, "trace", piece, "--table"), "great.principal-4")
}

func TestATraceFromTheMiddleBeginsWithTheChase(t *testing.T) {
	piece := trioPiece(t)
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.principal-4,swell.salicional-8", "--expression", "swell=80")
	succeed(t, "lane", piece, "add", "--at", "2:1", "--draw", "pedal.bourdon-16", "--retire", "swell.salicional-8")
	succeed(t, "lane", piece, "add", "--at", "4:1", "--draw", "great.fifteenth-2")
	rows := traced(t, piece, "--from", "2:2", "--to", "2:4")
	var said []string
	for _, r := range rows {
		what := r.Control
		if r.Key != nil {
			what = string(rune(*r.Key))
		}
		said = append(said, strings.TrimSpace(r.Kind+" "+what))
		assert.LessOrEqual(t, seconded(r.T), 1.0)
	}
	assert.Equal(t, []string{"draw great.principal-4", "draw pedal.bourdon-16", "expression swell", "on " + string(rune(48))}, said[:4])
	for _, r := range rows[:4] {
		assert.Zero(t, r.T)
	}
	down := map[uint8]bool{}
	for _, r := range rows {
		if r.Key != nil {
			down[*r.Key] = r.Kind == "on"
		}
	}
	for key, is := range down {
		assert.False(t, is, "key %d is released where the passage ends", key)
	}
	require.Equal(t, "on", rows[4].Kind, "a note that begins there begins there")
	assert.Equal(t, uint8(77), *rows[4].Key)
}

func TestATraceFromBeyondTheEndIsTheRegistrationAlone(t *testing.T) {
	piece := trioPiece(t)
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.principal-4")
	r := vol("trace", piece, "--from", "9:1")
	assert.Equal(t, done, r.code)
	assert.Equal(t, 2, strings.Count(r.out, "\n"), r.out)
	assert.Contains(t, r.err, "beyond the end")
}

func TestATraceForAnotherConsoleFindsStopsByTheirMeaning(t *testing.T) {
	piece := trioPiece(t)
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.principal-4")
	var divisions []string
	for _, r := range traced(t, piece, "--console", "cathedral") {
		if r.Kind == "on" {
			divisions = append(divisions, r.Division)
		}
	}
	assert.Len(t, divisions, 12)
	succeed(t, "lane", piece, "add", "--at", "2:1", "--draw", "great.gamba-8")
	r := vol("trace", piece, "--console", "cathedral")
	assert.Equal(t, done, r.code)
	assert.Contains(t, r.out, `"kind":"draw","division":"great","key":null,"velocity":null,"control":"great.harmonic-flute-8"`)
	assert.Regexp(t, `^vol: warning: [^\n]*1 with something in its place[^\n]*vol transfer[^\n]*\n$`, r.err)
}

func TestATraceRowIsWrittenAsJSONWritesIt(t *testing.T) {
	key := uint8(60)
	for _, r := range []traceRow{
		{},
		{T: 1_500_000_000, Kind: "on", Division: "great", Key: &key, Velocity: &key},
		{T: 7, Kind: "draw", Control: "great.twelfth-2-2-3"},
		{T: 123_456_789_012, Kind: "expression", Value: &key},
	} {
		want, err := json.Marshal(r)
		require.NoError(t, err)
		assert.Equal(t, string(want), string(r.appendJSON(nil)))
	}
}

func TestEventsOfTheLaneAreMovedAndThinnedOut(t *testing.T) {
	piece := trioPiece(t)
	succeed(t, "lane", piece, "add", "--at", "2:1", "--draw", "great.principal-4,great.gamba-8,swell.salicional-8")
	list := func(args ...string) []laneRow {
		t.Helper()
		return answer[laneList](t, append([]string{"lane", piece}, args...)...).Events
	}
	n := len(list("list")) - 1
	got := list("move", "--at", "2:1", "--to", "3:1")[n:]
	require.Len(t, got, 1)
	assert.Equal(t, "3:1", got[0].At)
	got = list("move", "--at", "3:1", "--to", "2:3", "--control", "great.gamba-8")[n:]
	require.Len(t, got, 2)
	assert.Equal(t, []string{"great.gamba-8"}, got[0].Draw)
	assert.Equal(t, "2:3", got[0].At)
	assert.Equal(t, []string{"great.principal-4", "swell.salicional-8"}, got[1].Draw)
	got = list("remove", "--at", "3:1", "--control", "swell.salicional-8")[n:]
	assert.Equal(t, []string{"great.principal-4"}, got[1].Draw)
	fail(t, failed, "lane", piece, "move", "--at", "1:2", "--to", "2:1")
	fail(t, failed, "lane", piece, "move", "--at", "3:1", "--to", "2:1", "--control", "great.gamba-8")
	fail(t, failed, "lane", piece, "remove", "--at", "3:1", "--control", "great.gamba-8")
	fail(t, misuse, "lane", piece, "move", "--at", "3:1")
	fail(t, misuse, "lane", piece, "add", "--at", "3:1", "--draw", "great.gamba-8", "--control", "great.gamba-8")
}
