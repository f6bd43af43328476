package tune_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/sequencer/tune"
)

const q = sequencer.PPQ

// notes takes start, end and key of each note.
func notes(numbers ...int) []tune.Note {
	var out []tune.Note
	for n := range slices.Chunk(numbers, 3) {
		out = append(out, tune.Note{Start: sequencer.Tick(n[0]), End: sequencer.Tick(n[1]), Key: uint8(n[2])})
	}
	return out
}

func notesOf(t *testing.T, bars string) []tune.Note {
	t.Helper()
	tu, err := tune.Parse([]byte("meter 3/4\npart \"Hand\" on great\n" + bars))
	require.NoError(t, err)
	require.Len(t, tu.Parts, 1)
	return tu.Parts[0].Notes
}

func TestPitchesAndLengthsAreReadAsWritten(t *testing.T) {
	assert.Equal(t, notes(
		0, q, 60, q, q*3/2, 72, q*3/2, q*2, 46, q*2, q*11/4, 54, q*11/4, q*3, 35,
	), notesOf(t, "1 | c'4 c''8 bb, f#8. b,,16 |"))
	assert.Equal(t, notes(0, q*7/4, 62, q*7/4, q*2, 62, q*2, q*3, 61), notesOf(t, "1 | c##'4.. ebb'16 db'4 |"))
}

func TestChordsRestsAndVoicesShareABar(t *testing.T) {
	assert.Equal(t, notes(
		0, 3*q, 48, q, 2*q, 60, q, 2*q, 64, 2*q, 3*q, 62,
	), notesOf(t, "1 | r4 <e' c'> d' & c2. |"))
	assert.Empty(t, notesOf(t, "1 | R | r2. | r4 r r |"))
}

func TestTiesJoinAcrossBarsAndVoices(t *testing.T) {
	assert.Equal(t, notes(0, 7*q, 60, 0, 3*q, 64, 3*q, 5*q, 67),
		notesOf(t, "1 | <c'>2.~ & e'2. | g'2 r4 & c'2.~ |\n3 | c'4 r2 |"))
}

func TestBarsAreCountedAndPlayedAgain(t *testing.T) {
	assert.Equal(t, notes(0, 3*q, 60, 3*q, 6*q, 62, 6*q, 9*q, 60, 9*q, 12*q, 62, 12*q, 15*q, 62),
		notesOf(t, "1 | c'2. | d'2. | # twice\n\n3-4 = 1-2\n5=2"))
}

func TestHeaderSaysTimeMarksLaneAndRouting(t *testing.T) {
	tu, err := tune.Parse([]byte(`
# all there is
title     Old Hundredth # the tune
composer  Louis Bourgeois
copyright public domain
console   parish
meter     4/4
meter     3/4 from 3
tempo     60
tempo     50 from 3:2.5
mark 1:1  verse Verse 1
mark 4:1  wait
lane 1:1  draw great.a expression swell=64
lane 1:1  draw swell.b
lane 3:2  scene "Full organ" retire great.a

part "Both hands" on great, on swell from 2:1, shift -12
1 | c'1 | d'1 | e'2. |
`))
	require.NoError(t, err)
	assert.Equal(t, &tune.Tune{
		Title: "Old Hundredth", Composer: "Louis Bourgeois", Copyright: "public domain", Console: "parish",
		Meters: []sequencer.Meter{{At: 0, Num: 4, Den: 4}, {At: 8 * q, Num: 3, Den: 4}},
		Tempo:  []sequencer.Tempo{{At: 0, PerQuarter: 1e9}, {At: 9.5 * q, PerQuarter: 1.2e9}},
		Marks:  []sequencer.Mark{{At: 0, Kind: sequencer.Verse, Name: "Verse 1"}, {At: 11 * q, Kind: sequencer.Wait}},
		Lane: []sequencer.LaneEvent{
			{At: 0, Draw: []string{"great.a", "swell.b"}, Expression: []sequencer.Shoe{{Enclosure: "swell", Value: 64}}},
			{At: 9 * q, Scene: "Full organ", Retire: []string{"great.a"}},
		},
		Parts: []tune.Part{{
			Name: "Both hands", Shift: -12,
			Routing: []sequencer.Routing{{At: 0, Division: "great"}, {At: 4 * q, Division: "swell"}},
			Notes:   notes(0, 4*q, 60, 4*q, 8*q, 62, 8*q, 11*q, 64),
		}},
	}, tu)
}

func TestComplaintsNameThePlace(t *testing.T) {
	const head = "part \"Left hand\" on swell\n"
	for _, c := range []struct{ src, says string }{
		{"", "it has no part"},
		{"\xff", "not UTF-8"},
		{strings.Repeat("#", 2<<20), "longer than"},
		{"titel X", `line 1: "titel" is not a word that a line starts with`},
		{"title", `"title" says nothing`},
		{"meter 3", `"3" is not a meter`},
		{"meter 3/5", `"3/5" is not a meter`},
		{"meter 4/4\nmeter 3/4", "does not come after"},
		{"mark 2:1 verse 1\nmeter 3/4", "line 2: the meter belongs above"},
		{"tempo fast", `"fast" is not a tempo`},
		{"tempo 60 from here", `"here" is not a position`},
		{"mark 1:1 chorus", `"chorus" is not a kind of mark`},
		{"lane 1:1", "does nothing at 1:1"},
		{"lane 1:6 draw x", "bar 1 has no beat 6"},
		{"lane 1:1 x", `"x" in the lane stands after no verb`},
		{"lane 1:1 expression swell=200", `"swell=200" does not move a shoe`},
		{"lane 1:1 scene \"Full", "no closing quotation mark"},
		{"1 | c1 |", "bars before the first part"},
		{"part Left on swell", "is not a part"},
		{"part \"Left\" on swell, from 3:1", `part "Left", "from 3:1" does not say which division`},
		{"part \"Left\" on swell, shift up", `"shift up" does not say by how many semitones`},
		{head, `part "Left hand", it has no bars`},
		{head + "title X", `part "Left hand", "title" belongs before the first part`},
		{head + "1 | c1 | d2 |", `line 2: part "Left hand", bar 2: the voice "d2" fills 2 of 4 quarters`},
		{head + "1 | c1 d4 |", `bar 1: the voice "c1 d4" is longer than the bar at "d4"`},
		{head + "1 | c1 | |", "bar 2: the bar is empty"},
		{head + "1 | c1 | d1", "bar 1: \"1 | c1 | d1\" is not a line of bars"},
		{head + "2 | c1 |", "bar 1: the line says bar 2"},
		{head + "1 | c |", "bar 1: \"c\" has no length"},
		{head + "1 | h1 |", "bar 1: \"h1\" is not a note"},
		{head + "1 | c3 |", "\"3\" is not a length"},
		{head + "1 | c1... |", "more than two dots"},
		{head + "1 | c''''''''1 |", "outside the keys"},
		{head + "1 | <c e1 |", "has no >"},
		{head + "1 | <>1 |", "is empty"},
		{head + "1 | <c e4>1 |", "belongs after the >"},
		{head + "1 | <c# db>1 |", "one key twice"},
		{head + "1 | r1~ |", "ties a rest"},
		{head + "1 | c1~ | d1 |", `part "Left hand", bar 1: a note of key 48 is tied`},
		{head + "1 | c1 & c4 r2. |", "bar 1: two voices strike key 48 together"},
		{head + "1 | c1 |\n2 = 2", "bar 2: \"2 = 2\" plays bar 2, which is not there yet"},
		{head + "1 | c1 |\n2-3 = 1", "has 2 bars on the left and 1 on the right"},
		{head + "1 | c1 |\n2-1 = 1-1", "does not count upwards"},
		{"meter 3/4\nmeter 4/4 from 2\n" + head + "1 | c2. |\n2 = 1", "bar 2: it is not as long as bar 1"},
		{head + "1 | c1 |\n" + doublings(14), "too much for one tune"},
	} {
		_, err := tune.Parse([]byte(c.src))
		require.ErrorIs(t, err, tune.ErrSyntax, "%.60q", c.src)
		assert.ErrorContains(t, err, c.says, "%.60q", c.src)
	}
}

// doublings plays everything so far again, n times over.
func doublings(n int) string {
	var b strings.Builder
	for bars := 1; n > 0; bars, n = bars*2, n-1 {
		fmt.Fprintf(&b, "%d-%d = 1-%d\n", bars+1, 2*bars, bars)
	}
	return b.String()
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("title X\nmeter 3/4\ntempo 60 from 1:2\nlane 1:1 draw a expression b=1\npart \"A\" on great, on swell from 2:1, shift 12\n1 | <c e>2.~ & r4 g8 a bb4 | <c e>2. |\n3-4 = 1-2\n"))
	f.Add([]byte("part \"A\" on b\n1 | <c |\n"))
	f.Add([]byte("meter 255/1 from 9999999:1\npart \"A\" on b\n1 | R |\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		tu, err := tune.Parse(src)
		if err != nil {
			require.ErrorIs(t, err, tune.ErrSyntax)
			return
		}
		for _, p := range tu.Parts {
			for i, n := range p.Notes {
				require.True(t, n.Start >= 0 && n.Start < n.End && n.Key <= 127, "%+v", n)
				require.True(t, i == 0 || p.Notes[i-1].Start <= n.Start)
			}
		}
	})
}
