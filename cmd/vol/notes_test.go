package main

import (
	"compress/gzip"
	"encoding/json"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// noteList is what vol notes answers: track, channel, key, start, end, velocity.
type noteList struct {
	Notes [][6]float64 `json:"notes"`
}

func TestNotesAreListedAsTheScoreSays(t *testing.T) {
	score := inFolder(t, "trio.mid", trio(480))
	got := answer[noteList](t, "notes", score).Notes
	require.Len(t, got, 12)
	assert.Equal(t, [6]float64{1, 1, 72, 0, 0.5, 80}, got[0])
	assert.Equal(t, [6]float64{2, 2, 60, 0, 1, 80}, got[1])
	assert.Equal(t, [6]float64{3, 3, 48, 0, 6, 80}, got[2])
	assert.Equal(t, [6]float64{1, 1, 74, 0.5, 1, 80}, got[3])
	assert.True(t, slices.IsSortedFunc(got, func(a, b [6]float64) int {
		return slices.Compare([]float64{a[3], a[0], a[2]}, []float64{b[3], b[0], b[2]})
	}))
	assert.Contains(t, succeed(t, "notes", score), "C5")
}

func TestTimesHaveMicrosecondPrecision(t *testing.T) {
	score := inFolder(t, "third.mid", midiBytes(3, voice{"Third", 0, []struck{{1, 2, 60}}}))
	assert.Contains(t, succeed(t, "notes", score, "--json"), "[1, 1, 60, 0.166667, 0.333333, 80]")
}

func TestAnArrangementHasTheNotesOfItsScore(t *testing.T) {
	for _, ppq := range []int{1, 24, 96, 120, 384, 480, 960, 1000, 32767} {
		score := inFolder(t, "trio.mid", trio(ppq))
		piece := filepath.Join(filepath.Dir(score), "trio.voluntary")
		succeed(t, "import", score, "-o", piece, "--map", "SGP")
		assertSameNotes(t, answer[noteList](t, "notes", score).Notes, answer[noteList](t, "notes", piece).Notes, 1e-3, "PPQ %d", ppq)
	}
}

func TestRoutingAndShiftingDoNotChangeTheNotesOfTheScore(t *testing.T) {
	score := inFolder(t, "trio.mid", trio(480))
	piece := filepath.Join(filepath.Dir(score), "trio.voluntary")
	succeed(t, "import", score, "-o", piece, "--map", "SGP", "--shift", "1=12", "--shift", "3=-12")
	succeed(t, "route", piece, "--part", answer[pieceInfo](t, "info", piece).Parts[0].ID, "--from", "2:1", "--to", "great")
	assert.Equal(t, succeed(t, "notes", score, "--json"), succeed(t, "notes", piece, "--json"))
}

// truth is what the corpus says of a MIDI file.
type truth struct {
	Expect, Status string
	NoteCount      int `json:"note_count"`
	Notes          [][9]any
	NotesFile      string   `json:"notes_file"`
	TemposCount    int      `json:"tempos_count"`
	LastEnd        *float64 `json:"last_note_end_seconds"`
}

// eachTruth runs a test for every MIDI file of the corpus that is there.
func eachTruth(t *testing.T, do func(t *testing.T, path string, x *truth)) {
	root := corpus(t)
	folder := filepath.Join(root, "truth", "smf")
	require.NoError(t, filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".json") {
			return err
		}
		name, err := filepath.Rel(folder, strings.TrimSuffix(path, ".json"))
		require.NoError(t, err)
		file := filepath.Join(root, "smf", name)
		if _, err := os.Stat(file); err != nil {
			return nil // made by a tool, too large to be kept
		}
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			content, err := os.ReadFile(path)
			require.NoError(t, err)
			var x truth
			require.NoError(t, json.Unmarshal(content, &x))
			if x.NotesFile != "" {
				f, err := os.Open(filepath.Join(filepath.Dir(path), x.NotesFile))
				require.NoError(t, err)
				defer f.Close()
				z, err := gzip.NewReader(f)
				require.NoError(t, err)
				require.NoError(t, json.NewDecoder(z).Decode(&x)) // only its notes
			}
			do(t, file, &x)
		})
		return nil
	}))
}

func (x *truth) rows() [][6]float64 {
	rows := make([][6]float64, len(x.Notes))
	for i, n := range x.Notes {
		f := func(k int) float64 { v, _ := n[k].(float64); return v }
		rows[i] = [6]float64{f(0), f(1) + 1, f(2), f(5), f(6), f(7)}
	}
	return rows
}

func TestEveryMidiFileOfTheCorpusComesInNoteForNote(t *testing.T) {
	eachTruth(t, func(t *testing.T, path string, x *truth) {
		t.Parallel()
		piece := filepath.Join(t.TempDir(), "x.voluntary")
		if x.Expect != "import" {
			assertExplained(t, path, piece)
			return
		}
		want := x.rows()
		r := vol("notes", path, "--json")
		require.Equal(t, done, r.code, r.err)
		assert.Equal(t, x.Status == "valid" || x.Status == "odd" && r.err == "", r.err == "", "only what is repaired is said: %s", r.err)
		got := parsed[noteList](t, r.out).Notes
		assertSameNotes(t, want, got, 1.5e-6, "the score")

		in := answer[inspection](t, "inspect", path)
		assert.Equal(t, x.TemposCount, in.TempoChanges)
		if x.LastEnd != nil {
			assert.InDelta(t, *x.LastEnd, seconded(in.Duration), 2e-6)
		}
		var list []string
		for _, track := range in.Tracks {
			if track.Notes > 0 {
				list = append(list, []string{"great", "swell", "pedal"}[len(list)%3])
			}
		}
		args := []string{"import", path, "-o", piece}
		if len(list) > 0 {
			args = append(args, "--map", strings.Join(list, ",")+",")
		}
		r = vol(args...)
		require.Equal(t, done, r.code, r.err)
		tolerance := 1e-3
		if strings.HasSuffix(path, "tempo-extremes.mid") {
			tolerance = 0.02 // a tick of its slowest tempo
		}
		assertSameNotes(t, want, answer[noteList](t, "notes", piece).Notes, tolerance, "the arrangement")
		if len(want) > 20_000 {
			return // the same again, only longer
		}
		r = vol("trace", piece)
		assert.Equal(t, done, r.code, r.err)
		r = vol("check", piece, "--json")
		assert.Equal(t, done, r.code, r.err)
	})
}

// assertExplained wants a sentence about a file that is damaged or no score: as an error, or as a warning about what
// could be saved.
func assertExplained(t *testing.T, path, piece string) {
	t.Helper()
	for _, args := range [][]string{{"notes", path, "--json"}, {"import", path, "-o", piece}} {
		r := vol(args...)
		switch r.code {
		case failed:
			assert.Regexp(t, `^vol: [^\n]+\)\n$`, r.err)
			assert.NoFileExists(t, piece)
		default:
			assert.Equal(t, done, r.code)
			assert.Regexp(t, `^vol: warning: [^\n]+\n`, r.err)
		}
	}
	if r := vol("inspect", path, "--json"); r.code == done {
		in := parsed[inspection](t, r.out)
		assert.Equal(t, "recovered", in.Status)
		assert.NotEmpty(t, in.Warnings)
	}
}

// assertSameNotes compares two lists in which notes of about one time may stand in another order.
func assertSameNotes(t *testing.T, want, got [][6]float64, tolerance float64, text string, args ...any) {
	t.Helper()
	require.Equal(t, len(want), len(got), append([]any{text}, args...)...)
	order := func(a, b [6]float64) int {
		return slices.Compare([]float64{a[0], a[1], a[2], a[3], a[4], a[5]}, []float64{b[0], b[1], b[2], b[3], b[4], b[5]})
	}
	want, got = slices.Clone(want), slices.Clone(got)
	slices.SortFunc(want, order)
	slices.SortFunc(got, order)
	worst := 0.0
	for i := range want {
		require.Equal(t, want[i][:3], got[i][:3], append([]any{text}, args...)...)
		worst = max(worst, math.Abs(want[i][3]-got[i][3]))
	}
	// Ends are compared in an order of their own: rounding may exchange notes that start together.
	ends := func(a, b [6]float64) int {
		return slices.Compare([]float64{a[0], a[1], a[2], a[4]}, []float64{b[0], b[1], b[2], b[4]})
	}
	slices.SortFunc(want, ends)
	slices.SortFunc(got, ends)
	for i := range want {
		worst = max(worst, math.Abs(want[i][4]-got[i][4]))
	}
	assert.LessOrEqual(t, worst, tolerance, append([]any{text}, args...)...)
}
