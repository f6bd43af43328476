package main

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type tempoList struct {
	Tempos []tempoRow `json:"tempos"`
}

func TestTheTempoIsListedAndChanged(t *testing.T) {
	piece := trioPiece(t)
	list := func() []tempoRow { return answer[tempoList](t, "tempo", piece, "list").Tempos }
	start := list()
	require.Len(t, start, 1)
	succeed(t, "tempo", piece, "set", "--at", "1:1", "--bpm", "90")
	succeed(t, "tempo", piece, "set", "--at", "3:1", "--bpm", "60")
	assert.Equal(t, []tempoRow{{"1:1", 0, 90}, {"3:1", 7680, 60}}, list())
	succeed(t, "tempo", piece, "scale", "--from", "2:1", "--to", "3:1", "--percent", "50")
	assert.Equal(t, []tempoRow{{"1:1", 0, 90}, {"2:1", 3840, 45}, {"3:1", 7680, 60}}, list())
	succeed(t, "tempo", piece, "even", "--from", "2:1", "--to", "3:1")
	succeed(t, "tempo", piece, "remove", "--at", "3:1")
	assert.Equal(t, []tempoRow{{"1:1", 0, 90}}, list())
	fail(t, failed, "tempo", piece, "remove", "--at", "3:1")
	fail(t, failed, "tempo", piece, "remove", "--at", "1:1")
	succeed(t, "tempo", piece, "ramp", "--from", "1:1", "--to", "2:1", "--last", "45")
	ramp := list()
	assert.Greater(t, len(ramp), 10)
	assert.InDelta(t, 45, ramp[len(ramp)-1].BPM, 0.001)
	assert.Less(t, ramp[0].BPM, 90.0)
	succeed(t, "tempo", piece, "tap", "--at", "1:1", "--taps", "0,0.5,1.5,2")
	assert.Equal(t, []tempoRow{{"1:1", 0, 120}, {"1:2", 960, 60}, {"1:3", 1920, 120}}, list()[:3])
	before := answer[pieceInfo](t, "info", piece).Duration
	succeed(t, "tempo", piece, "fermata", "--from", "4:1", "--to", "4:2", "--times", "2")
	succeed(t, "tempo", piece, "breath", "--at", "3:1", "--seconds", "0.5")
	assert.Greater(t, answer[pieceInfo](t, "info", piece).Duration, before)
	fail(t, failed, "tempo", piece, "set", "--at", "1:1", "--bpm", "0.5")
	fail(t, misuse, "tempo", piece, "set", "--at", "1:1")
	fail(t, misuse, "tempo", piece, "set", "--at", "1:1", "--bpm", "60", "--times", "2")
	fail(t, misuse, "tempo", piece, "tap", "--at", "1:1", "--taps", "0,soon")
	fail(t, misuse, "tempo", piece, "hurry")
	assert.Contains(t, succeed(t, "tempo", piece, "list"), "quarters a minute")
}

func TestMetersMarksAndBarsAreChanged(t *testing.T) {
	piece := trioPiece(t)
	succeed(t, "meter", piece, "set", "--at", "2:3", "--meter", "3/4")
	succeed(t, "meter", piece, "move", "--at", "2:1", "--to", "3:1")
	meters := answer[struct{ Meters []meterRow }](t, "meter", piece, "list").Meters
	require.Len(t, meters, 2)
	assert.Equal(t, meterRow{"3:1", 7680, "3/4"}, meters[1])
	fail(t, misuse, "meter", piece, "set", "--at", "1:1", "--meter", "C")
	fail(t, failed, "meter", piece, "set", "--at", "1:1", "--meter", "3/5")
	succeed(t, "meter", piece, "remove", "--at", "3:1")
	assert.Contains(t, succeed(t, "meter", piece, "list"), "4/4")

	type markList struct{ Marks []markRow }
	got := answer[markList](t, "marks", piece, "add", "--at", "2:1", "--kind", "verse", "--name", "Verse 1").Marks
	require.Len(t, got, 1)
	id := strconv.Itoa(int(got[0].ID))
	succeed(t, "marks", piece, "rename", "--id", id, "--name", "Verse 2")
	succeed(t, "marks", piece, "move", "--id", id, "--to", "3:1")
	got = answer[markList](t, "marks", piece, "list").Marks
	assert.Equal(t, markRow{got[0].ID, "3:1", 7680, "verse", "Verse 2"}, got[0])
	fail(t, failed, "marks", piece, "add", "--at", "2:1", "--kind", "pause")
	fail(t, failed, "marks", piece, "add", "--at", "2:1")
	fail(t, failed, "marks", piece, "move", "--id", "99999", "--to", "1:1")

	succeed(t, "lane", piece, "add", "--at", "3:1", "--draw", "great.principal-4")
	bars := answer[pieceInfo](t, "info", piece).Bars
	succeed(t, "bars", piece, "repeat", "--first", "3", "--last", "3", "--times", "3")
	succeed(t, "bars", piece, "insert", "--before", "1", "--count", "2")
	assert.Equal(t, bars+4, answer[pieceInfo](t, "info", piece).Bars)
	assert.Equal(t, "5:1", answer[laneList](t, "lane", piece, "list").Events[0].At, "the lane goes along")
	assert.Equal(t, "5:1", answer[markList](t, "marks", piece, "list").Marks[0].At, "and the mark")
	succeed(t, "bars", piece, "delete", "--first", "1", "--last", "2")
	succeed(t, "bars", piece, "move", "--first", "1", "--last", "1", "--before", "3")
	succeed(t, "bars", piece, "copy", "--first", "1", "--last", "1", "--before", "3")
	succeed(t, "bars", piece, "clear", "--first", "1", "--last", "1")
	fail(t, misuse, "bars", piece, "delete", "--first", "3", "--last", "2")
	fail(t, misuse, "bars", piece, "move", "--first", "1", "--last", "2", "--before", "0")
	assert.Contains(t, succeed(t, "bars", piece, "list"), "bars")
	succeed(t, "marks", piece, "remove", "--id", id)
}

func TestTheLaneIsChangedAsAWhole(t *testing.T) {
	piece := trioPiece(t)
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.principal-4", "--expression", "swell=10")
	succeed(t, "lane", piece, "add", "--at", "2:1", "--draw", "great.principal-4", "--lead", "swell=100")
	events := answer[laneList](t, "lane", piece, "list").Events
	assert.Equal(t, []string{"swell"}, events[1].Lead)
	assert.Contains(t, succeed(t, "lane", piece, "list"), "swell=100 in a line")
	succeed(t, "lane", piece, "tidy")
	events = answer[laneList](t, "lane", piece, "list").Events
	assert.Empty(t, events[1].Draw, "said twice")
	succeed(t, "lane", piece, "retire", "--at", "3:1")
	succeed(t, "lane", piece, "register", "--at", "4:1", "--as", "1:1")
	events = answer[laneList](t, "lane", piece, "list").Events
	require.Len(t, events, 4)
	assert.Equal(t, []string{"great.principal-4"}, events[2].Retire)
	assert.Equal(t, []string{"great.principal-4"}, events[3].Draw)
	assert.Equal(t, map[string]uint8{"swell": 10}, events[3].Expression)
	succeed(t, "lane", piece, "scene", "--at", "1:1", "--name", "Solo")
	succeed(t, "lane", piece, "add", "--at", "2:3", "--scene", "Solo")
	succeed(t, "lane", piece, "clear", "--from", "2:1", "--to", "3:1")
	succeed(t, "lane", piece, "copy", "--from", "1:1", "--to", "1:3", "--at", "3:3")
	assert.NotEmpty(t, answer[laneList](t, "lane", piece, "list").Events)
	fail(t, misuse, "lane", piece, "copy", "--from", "1:1", "--to", "2:1")
	fail(t, misuse, "lane", piece, "scene", "--at", "1:1")
	fail(t, misuse, "lane", piece, "tidy", "--at", "1:1")
}
