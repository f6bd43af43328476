package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// UnmarshalJSON reads what MarshalJSON writes.
func (s *seconds) UnmarshalJSON(b []byte) error {
	var f float64
	err := json.Unmarshal(b, &f)
	*s = seconds(f * float64(time.Second))
	return err
}

func seconded(s seconds) float64 { return time.Duration(s).Seconds() }

func TestInspectSaysWhatAScoreHolds(t *testing.T) {
	score := inFolder(t, "trio.mid", trio(480))
	in := answer[inspection](t, "inspect", score)
	assert.Equal(t, "smf", in.Format)
	assert.Equal(t, "A Trio", in.Title)
	assert.Equal(t, "ok", in.Status)
	assert.InDelta(t, 8, seconded(in.Duration), 1e-6)
	assert.Equal(t, 1, in.TempoChanges)
	assert.Equal(t, 4, in.Bars)
	assert.Equal(t, []string{}, in.Warnings)
	require.Len(t, in.Tracks, 4)
	assert.Equal(t, inspectedTrack{Name: "A Trio", Channels: []int{}}, in.Tracks[0])
	upper := in.Tracks[1]
	assert.Equal(t, 1, upper.Index)
	assert.Equal(t, "Right Hand", upper.Name)
	assert.Equal(t, []int{1}, upper.Channels)
	assert.Equal(t, []int{8, 72, 79}, []int{upper.Notes, upper.Lowest, upper.Highest})
	assert.NotEmpty(t, upper.Suggest)
	assert.NotEmpty(t, upper.Reason)
	assert.Equal(t, "pedal", in.Tracks[3].Suggest)
	assert.Contains(t, succeed(t, "inspect", score), "Right Hand")
}

func TestLargeFiguresHaveCommasInWordsAndNoneInJSON(t *testing.T) {
	var many []struck
	for i := range 1234 {
		many = append(many, struck{i * 480, i*480 + 480, 72})
	}
	score := inFolder(t, "long.mid", midiBytes(480, voice{"Right Hand", 0, many}, voice{"Left Hand", 1, []struck{{0, 480, 48}}}))
	piece := filepath.Join(filepath.Dir(score), "long.voluntary")
	said := succeed(t, "inspect", score)
	assert.Contains(t, said, " 309 bars, ")
	assert.Contains(t, said, "1,234 ")
	said = succeed(t, "import", score, "-o", piece, "--map", "swell,swell")
	assert.Contains(t, said, "1,234 ")
	assert.Regexp(t, `swell +You have chosen this\.`, said)
	said = succeed(t, "info", piece)
	assert.Contains(t, said, "1,235 notes, 0 lane events, 0 marks")
	assert.Contains(t, said, "1,234 ")
	assert.Contains(t, succeed(t, "parts", piece, "list"), "1,234 ")
	assert.Contains(t, succeed(t, "info", piece, "--json"), `"notes": 1235`)
	assert.Contains(t, succeed(t, "bars", piece, "insert", "--before", "1", "--count", "900"), "")
	assert.Equal(t, "1,209 bars\n", succeed(t, "bars", piece, "list"))
	assert.Equal(t, []string{"4:40.1", "59:59.9", "1:00:00.0", "1:44:09.3"}, []string{
		clockText(280100 * time.Millisecond), clockText(time.Hour - 100*time.Millisecond), clockText(time.Hour - 10*time.Millisecond), clockText(time.Hour + 44*time.Minute + 9300*time.Millisecond),
	})
}

func TestInspectSuggestsForTheConsoleThatIsNamed(t *testing.T) {
	score := inFolder(t, "choir.mid", midiBytes(480, voice{"Choir", 0, []struck{{0, 480, 60}}}))
	assert.Equal(t, "choir", answer[inspection](t, "inspect", score, "--console", "cathedral").Tracks[1].Suggest)
	assert.NotEqual(t, "choir", answer[inspection](t, "inspect", score).Tracks[1].Suggest)
}

func TestImportTakesTheSuggestionOrWhatIsTyped(t *testing.T) {
	score := inFolder(t, "trio.mid", trio(480))
	piece := filepath.Join(filepath.Dir(score), "trio.voluntary")
	divisions := func(args ...string) (all []string) {
		t.Helper()
		in := answer[inspection](t, append([]string{"import", score, "-o", piece}, args...)...)
		for _, track := range in.Tracks {
			require.NotNil(t, track.Division)
			all = append(all, *track.Division)
		}
		return all
	}
	var suggested []string
	for _, track := range answer[inspection](t, "inspect", score).Tracks {
		suggested = append(suggested, track.Suggest)
	}
	assert.Equal(t, suggested, divisions())
	assert.Equal(t, []string{"", "swell", "great", "pedal"}, divisions("--map", "swell,great,pedal"))
	assert.Equal(t, []string{"", "swell", "swell", "pedal"}, divisions("--map", "SSP"))
	assert.Equal(t, []string{"", "great", "great", "great"}, divisions("--map", "ggg"))
	assert.Equal(t, []string{"", "great", "", "pedal"}, divisions("--map", "G-P"))
	assert.Equal(t, []string{"", "great", "", "pedal"}, divisions("--map", "great,-,pedal"))
	require.Len(t, answer[pieceInfo](t, "info", piece).Parts, 2)
	assert.Len(t, answer[noteList](t, "notes", piece).Notes, 9, "what is left out is not there")
	assert.Equal(t, []string{"", "choir", "solo", "pedal"}, divisions("--console", "cathedral", "--map", "choir,solo,pedal"))
	assert.Equal(t, "cathedral", answer[pieceInfo](t, "info", piece).Console)
}

func TestImportMovesATrackBySemitones(t *testing.T) {
	score := inFolder(t, "trio.mid", trio(480))
	piece := filepath.Join(filepath.Dir(score), "trio.voluntary")
	in := answer[inspection](t, "import", score, "-o", piece, "--map", "GSP", "--shift", "3=-12", "--shift", "1=12")
	assert.Equal(t, []int{12, 0, -12}, []int{in.Tracks[1].Shift, in.Tracks[2].Shift, in.Tracks[3].Shift})
	keys := map[string][]uint8{}
	for _, e := range traced(t, piece) {
		if e.Kind == "on" {
			keys[e.Division] = append(keys[e.Division], *e.Key)
		}
	}
	assert.Equal(t, []uint8{36}, keys["pedal"])
	assert.Equal(t, uint8(84), keys["great"][0])
}

func TestImportSaysWhenNotesLieOutsideTheCompass(t *testing.T) {
	score := inFolder(t, "low.mid", midiBytes(480, voice{"Bass", 0, []struck{{0, 480, 30}, {480, 960, 40}}}))
	piece := filepath.Join(filepath.Dir(score), "low.voluntary")
	r := vol("import", score, "-o", piece, "--map", "P", "--json")
	assert.Equal(t, done, r.code)
	assert.Equal(t, "vol: warning: 1 of the 2 notes of Bass lie outside the compass of the Pedal and are silent (--shift 1=12 brings them all within)\n", r.err)
	assert.Empty(t, parsed[inspection](t, r.out).Warnings, "nothing is wrong with the score")
	succeed(t, "import", score, "-o", piece, "--map", "P", "--shift", "1=12")
}

func TestImportSplitsATrackByItsChannels(t *testing.T) {
	both := trackOf("Organ", noteOn(0, 0, 60), noteOn(0, 1, 48), noteOff(480, 0, 60), noteOff(0, 1, 48))
	score := inFolder(t, "split.mid", append([]byte("MThd\x00\x00\x00\x06\x00\x01\x00\x01\x01\xe0"), both...))
	piece := filepath.Join(filepath.Dir(score), "split.voluntary")
	succeed(t, "import", score, "-o", piece, "--split", "--map", "GP")
	parts := answer[pieceInfo](t, "info", piece).Parts
	require.Len(t, parts, 2)
	assert.Equal(t, "great", parts[0].Routing[0].Division)
	assert.Equal(t, "pedal", parts[1].Routing[0].Division)
	fail(t, misuse, "import", score, "-o", piece, "--map", "GP")
}

// trackOf, noteOn and noteOff make a track by hand.
func trackOf(name string, events ...[]byte) []byte {
	b := append([]byte{0, 0xFF, 3, byte(len(name))}, name...)
	for _, e := range events {
		b = append(b, e...)
	}
	b = append(b, 0, 0xFF, 0x2F, 0)
	return append([]byte{'M', 'T', 'r', 'k', 0, 0, byte(len(b) >> 8), byte(len(b))}, b...)
}

func noteOn(delta int, channel, key byte) []byte {
	return append(appendDelta(nil, delta), 0x90|channel, key, 80)
}

func noteOff(delta int, channel, key byte) []byte {
	return append(appendDelta(nil, delta), 0x80|channel, key, 0)
}

func TestInfoSaysWhatAnArrangementHolds(t *testing.T) {
	piece := trioPiece(t)
	in := answer[pieceInfo](t, "info", piece)
	assert.Equal(t, "A Trio", in.Title)
	assert.Equal(t, "parish", in.Console)
	assert.Equal(t, []int{12, 4, 0, 0}, []int{in.Notes, in.Bars, in.Lane, in.Marks})
	assert.InDelta(t, 8, seconded(in.Duration), 1e-6)
	require.Len(t, in.Parts, 3)
	assert.Equal(t, "Right Hand", in.Parts[0].Name)
	assert.Equal(t, []int{1, 8}, []int{in.Parts[0].Track, in.Parts[0].Notes})
	assert.Equal(t, []routingRow{{"1:1", "great"}}, in.Parts[0].Routing)
	assert.Contains(t, succeed(t, "info", piece), "Right Hand")
}

func TestRouteGivesAPartToAnotherDivisionFromThereOn(t *testing.T) {
	piece := trioPiece(t)
	part := answer[pieceInfo](t, "info", piece).Parts[0].ID
	succeed(t, "route", piece, "--part", part, "--from", "2:1", "--to", "swell")
	assert.Equal(t, []routingRow{{"1:1", "great"}, {"2:1", "swell"}}, answer[pieceInfo](t, "info", piece).Parts[0].Routing)
	for _, e := range traced(t, piece) {
		if e.Kind == "on" && *e.Key > 70 {
			assert.Equal(t, map[bool]string{true: "swell", false: "great"}[seconded(e.T) >= 2], e.Division)
		}
	}
	other := filepath.Join(t.TempDir(), "other.voluntary")
	before, err := os.ReadFile(piece)
	require.NoError(t, err)
	succeed(t, "route", piece, "--part", part, "--from", "2:3.5", "--to", "-", "-o", other)
	assert.Equal(t, routingRow{"2:3.5", ""}, answer[pieceInfo](t, "info", other).Parts[0].Routing[2])
	after, err := os.ReadFile(piece)
	require.NoError(t, err)
	assert.Equal(t, before, after)
}

func TestAnOutputIsReplacedWholeAndAReadOnlyOneIsRefused(t *testing.T) {
	piece := trioPiece(t)
	folder := filepath.Dir(piece)
	score := filepath.Join(folder, "trio.mid")
	before, err := os.ReadFile(piece)
	require.NoError(t, err)
	require.NoError(t, os.Chmod(piece, 0o444))
	for _, args := range [][]string{
		{"import", score, "-o", piece, "--map", "SSP"},
		{"lane", piece, "add", "--at", "1:1", "--draw", "great.principal-4"},
		{"route", piece, "--part", "p1", "--from", "1:1", "--to", "swell"},
	} {
		assert.Contains(t, fail(t, failed, args...), "read-only")
	}
	for _, command := range []string{"midi", "render"} {
		out := filepath.Join(folder, command+".out")
		require.NoError(t, os.WriteFile(out, []byte("mine"), 0o444))
		assert.Contains(t, fail(t, failed, command, piece, "-o", out), "read-only")
		require.NoError(t, os.Remove(out))
	}
	after, err := os.ReadFile(piece)
	require.NoError(t, err)
	assert.Equal(t, before, after)
	assert.Equal(t, []string{"trio.mid", "trio.voluntary"}, names(t, folder))
	require.NoError(t, os.Chmod(piece, 0o644))
	succeed(t, "import", score, "-o", piece, "--map", "SSP")
	assert.Equal(t, []string{"trio.mid", "trio.voluntary", "trio.voluntary~"}, names(t, folder), "the save before is kept")
}

func TestADamagedArrangementIsASentence(t *testing.T) {
	piece := trioPiece(t)
	whole, err := os.ReadFile(piece)
	require.NoError(t, err)
	for i := 0; i < len(whole); i += 1 + len(whole)/40 {
		cut := inFolder(t, "cut.voluntary", whole[:i])
		fail(t, failed, "info", cut)
		fail(t, failed, "trace", cut)
		fail(t, failed, "notes", cut)
	}
}

func TestConsolesAreListedAndShown(t *testing.T) {
	list := parsed[struct {
		Consoles []struct{ Name, Title string }
	}](t, succeed(t, "console", "list", "--json")).Consoles
	var all []string
	for _, c := range list {
		all = append(all, c.Name)
		assert.NotEmpty(t, c.Title)
	}
	assert.Equal(t, []string{"cathedral", "parish"}, all)
	assert.Contains(t, succeed(t, "console", "list"), "parish")

	parish := parsed[consoleView](t, succeed(t, "console", "show", "parish", "--json"))
	ids := func(v consoleView) (out []string) {
		for _, d := range v.Divisions {
			out = append(out, d.ID)
		}
		return out
	}
	assert.Equal(t, []string{"great", "swell", "pedal"}, ids(parish))
	assert.ElementsMatch(t, []string{"great", "swell", "pedal", "choir", "solo"}, ids(parsed[consoleView](t, succeed(t, "console", "show", "cathedral", "--json"))))
	assert.Equal(t, divisionRow{"pedal", "Pedal", 36, 67}, parish.Divisions[2])
	assert.Contains(t, parish.Controls, controlRow{
		ID: "great.twelfth-2-2-3", Kind: "stop", Division: "great", Name: "Twelfth", Pitch: 2.667, Family: "mutation",
	})
	assert.Contains(t, parish.Controls, controlRow{
		ID: "great.mixture-iii", Kind: "stop", Division: "great", Name: "Mixture III", Family: "mixture",
	})
	assert.Contains(t, parish.Controls, controlRow{
		ID: "great.swell-to-great", Kind: "coupler", Division: "great", Name: "Swell to Great", To: "swell",
	})
	assert.Contains(t, parish.Controls, controlRow{
		ID: "swell.octave", Kind: "coupler", Division: "swell", Name: "Swell Octave", To: "swell", Shift: 12,
	})
	assert.Contains(t, parish.Controls, controlRow{ID: "swell.tremulant", Kind: "tremulant", Division: "swell", Name: "Tremulant"})
	assert.Equal(t, []enclosureRow{{"swell", "Swell", []string{"swell"}}}, parish.Enclosures)
	assert.Contains(t, succeed(t, "console", "show", "parish"), "2 2/3")
}

func TestPitchesAreShownToThreePlaces(t *testing.T) {
	path := inFolder(t, "chapel.console", []byte(`{
		"format": "voluntary-console", "version": 1, "name": "chapel", "title": "Chapel",
		"divisions": [{"id": "manual", "name": "Manual", "lowest": 36, "highest": 96}],
		"controls": [{"id": "manual.twelfth", "kind": "stop", "division": "manual", "name": "Twelfth", "pitch": 2.6666666666666665, "family": "mutation"}]}`))
	assert.Contains(t, succeed(t, "console", "show", path, "--json"), `"pitch": 2.667,`)
}

func TestAConsoleFileIsUsedByItsPath(t *testing.T) {
	path := inFolder(t, "chapel.console", []byte(`{
		"format": "voluntary-console", "version": 1, "name": "chapel", "title": "Chapel",
		"divisions": [{"id": "manual", "name": "Manual", "lowest": 36, "highest": 96}],
		"controls": [{"id": "manual.flute-8", "kind": "stop", "division": "manual", "name": "Flute", "pitch": 8, "family": "flute"}]}`))
	assert.Equal(t, "chapel", parsed[consoleView](t, succeed(t, "console", "show", path, "--json")).Name)
	score := inFolder(t, "trio.mid", trio(480))
	piece := filepath.Join(filepath.Dir(score), "trio.voluntary")
	succeed(t, "import", score, "-o", piece, "--console", path, "--map", "MM-")
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "manual.flute-8")
	assert.Equal(t, "chapel", answer[pieceInfo](t, "info", piece).Console, "the piece has its console with it")
}

func TestCheckReportsWhatWillNotPlayAsWritten(t *testing.T) {
	piece := trioPiece(t)
	type report struct{ Findings []finding }
	kinds := func() map[string]int {
		t.Helper()
		found := map[string]int{}
		for _, f := range answer[report](t, "check", piece).Findings {
			found[f.Kind]++
			assert.NotEmpty(t, f.Message)
			assert.NotEmpty(t, f.At)
			assert.Contains(t, []string{"note", "warning", "error"}, f.Severity)
		}
		return found
	}
	assert.Equal(t, 3, kinds()["silent"])
	assert.Contains(t, succeed(t, "check", piece), "silent")
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.principal-4,swell.principal-4,pedal.bourdon-16")
	assert.Empty(t, kinds())
	assert.Equal(t, "Everything plays as written on parish.\n", succeed(t, "check", piece))
	part := answer[pieceInfo](t, "info", piece).Parts[0].ID
	succeed(t, "route", piece, "--part", part, "--from", "1:1", "--to", "pedal")
	found := answer[report](t, "check", piece).Findings
	require.NotEmpty(t, found)
	assert.Equal(t, "compass", found[0].Kind)
	assert.Equal(t, "pedal", found[0].Division)
	assert.Equal(t, uint8(72), *found[0].Key)
}

func TestCheckSaysWhereTheWireIsTooSlow(t *testing.T) {
	piece := trioPiece(t)
	var stops []string
	for _, k := range answer[consoleView](t, "console", "show", "parish").Controls {
		stops = append(stops, k.ID)
	}
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", strings.Join(stops, ","))
	succeed(t, "lane", piece, "add", "--at", "2:1", "--retire", strings.Join(stops[1:], ","))
	for _, f := range answer[struct{ Findings []finding }](t, "check", piece).Findings {
		if f.Kind == "wire" {
			assert.Equal(t, "2:1", f.At)
			assert.Contains(t, f.Message, "more than the wire to parish carries")
			assert.NotEmpty(t, f.Fix)
			return
		}
	}
	assert.Fail(t, "27 drawknobs at a chord take 78 ms of a MIDI cable")
}

func TestVersionNamesTheCommitAndGo(t *testing.T) {
	v := answer[struct{ Version, Commit, Go string }](t, "version")
	assert.NotEmpty(t, v.Version)
	assert.NotEmpty(t, v.Commit)
	assert.Regexp(t, `^go1\.|^devel`, v.Go)
	assert.Equal(t, succeed(t, "version"), succeed(t, "--version"))
	assert.Contains(t, succeed(t, "version"), v.Go)
}
