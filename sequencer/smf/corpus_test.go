package smf

import (
	"compress/gzip"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// corpus finds the corpus of real files, or skips the test.
func corpus(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("VOLUNTARY_CORPUS"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		if found := filepath.Join(dir, "shared", "corpus"); isDir(found) {
			return found
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skip("no corpus here (set VOLUNTARY_CORPUS to its folder)")
		}
		dir = up
	}
}

func isDir(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.IsDir()
}

// truth is what the corpus says about one file.
type truth struct {
	Expect, Status string
	Format         int
	NtrksDeclared  int `json:"ntrks_declared"`
	TracksFound    int `json:"tracks_found"`
	Tempos         [][3]int64
	TemposCount    int                  `json:"tempos_count"`
	TimeSignatures [][]*int64           `json:"time_signatures"`
	KeySignatures  [][]int64            `json:"key_signatures"`
	Markers        [][3]json.RawMessage `json:"markers"`
	NoteCount      int                  `json:"note_count"`
	Notes          [][9]any
	NotesFile      string   `json:"notes_file"`
	LastEnd        *float64 `json:"last_note_end_seconds"`
	Tracks         []struct {
		Name      *truthText
		MoreNames [][2]json.RawMessage `json:"more_names"`
		Notes     int
		EndTick   int64   `json:"end_tick"`
		EndS      float64 `json:"end_seconds"`
		HasEOT    bool    `json:"has_eot"`
		Events    int
		Channels  []int
		Programs  int `json:"program_changes"`
	}
}

type truthText struct {
	UTF8   *string
	Latin1 *string
}

func (x *truthText) String() string {
	switch {
	case x == nil:
		return ""
	case x.UTF8 != nil:
		return *x.UTF8
	default:
		return *x.Latin1
	}
}

func loadTruth(t testing.TB, path string) truth {
	t.Helper()
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	var x truth
	require.NoError(t, json.Unmarshal(raw, &x), path)
	if x.NotesFile != "" {
		file, err := os.Open(filepath.Join(filepath.Dir(path), x.NotesFile))
		require.NoError(t, err)
		defer file.Close()
		unzipped, err := gzip.NewReader(file)
		require.NoError(t, err)
		var long struct{ Notes [][9]any }
		require.NoError(t, json.NewDecoder(unzipped).Decode(&long))
		x.Notes = long.Notes
	}
	return x
}

// cases lists the corpus files that have a truth, with the path of it.
func cases(t testing.TB) map[string]string {
	t.Helper()
	root := corpus(t)
	found := make(map[string]string)
	for _, dir := range []string{"smf", "copyleft"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			rel, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			switch strings.ToLower(filepath.Ext(path)) {
			case ".mid", ".midi", ".kar", ".rmi", ".smf", ".midi2":
				if where := filepath.Join(root, "truth", rel+".json"); exists(where) {
					found[path] = where
				}
			}
			return nil
		})
		require.NoError(t, err)
	}
	require.NotEmpty(t, found)
	return found
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestEveryCorpusFileComesInAsItsTruthSays(t *testing.T) {
	for path, where := range cases(t) {
		t.Run(filepath.Base(filepath.Dir(path))+"/"+filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			require.NoError(t, err)
			want := loadTruth(t, where)
			f, err := Read(data)
			switch want.Expect {
			case "import":
				require.NoError(t, err)
			case "import-or-explain":
				require.NoError(t, err, "we promise more than the corpus asks for")
			case "explain":
				if err != nil {
					requireSentence(t, err.Error())
					return
				}
				assert.Equal(t, Recovered, f.Status)
				require.NotEmpty(t, f.Warnings)
				if strings.HasPrefix(f.Warnings[0], "The whole file: line ends") {
					return // undone, which is more than the truth knows
				}
			default:
				t.Fatalf("unknown expectation %q", want.Expect)
			}
			clean := want.Status == "valid" || want.Status == "odd"
			assert.Equal(t, clean, f.Status == OK, "status %v for a file that is %s: %v", f.Status, want.Status, f.Warnings)
			assert.Equal(t, f.Status == OK, len(f.Warnings) == 0)
			for _, w := range f.Warnings {
				requireSentence(t, w)
			}
			requireTruth(t, want, f)
		})
	}
}

func requireSentence(t *testing.T, s string) {
	t.Helper()
	require.NotEmpty(t, s)
	require.NotContains(t, s, "\n")
	require.NotContains(t, s, "%!", "a broken format")
	require.Greater(t, len(strings.Fields(s)), 4, s)
}

func requireTruth(t *testing.T, want truth, f *File) {
	t.Helper()
	assert.Equal(t, want.Format, f.Format)
	assert.Equal(t, want.NtrksDeclared, f.Declared)
	require.Len(t, f.Tracks, want.TracksFound)
	require.Equal(t, want.NoteCount, f.NoteCount())
	next := 0
	for i := range f.Tracks {
		track, clock := &f.Tracks[i], f.Clock(i)
		for _, n := range track.Notes {
			w := want.Notes[next]
			next++
			got := [8]float64{
				float64(i), float64(n.Channel), float64(n.Key), float64(n.Start), float64(n.End),
				clock.Seconds(n.Start), clock.Seconds(n.End), float64(n.Velocity),
			}
			for k, g := range got {
				if g != w[k] {
					t.Fatalf("note %d of the file: got %v, want %v", next-1, got, w)
				}
			}
		}
		x := want.Tracks[i]
		assert.Equal(t, x.EndTick, track.EndTick)
		assert.Equal(t, x.EndS, clock.Seconds(track.EndTick))
		assert.Equal(t, x.HasEOT, track.Ended)
		assert.Equal(t, x.Events, track.Events, "events of track %d", i)
		assert.Equal(t, x.Channels, track.Channels())
		assert.Equal(t, x.Programs, len(track.Programs))
		if name := x.Name.String(); name != "" || len(x.MoreNames) == 0 {
			assert.Equal(t, name, track.Name)
		}
	}
	assert.Equal(t, want.TemposCount, len(f.Tempos))
	for i, w := range want.Tempos {
		assert.Equal(t, w, [3]int64{f.Tempos[i].Tick, int64(f.Tempos[i].PerQuarter), int64(f.Tempos[i].Track)})
	}
	require.Len(t, f.Meters, len(want.TimeSignatures))
	for i, w := range want.TimeSignatures {
		var den int64
		if w[2] != nil {
			den = *w[2]
		}
		m := f.Meters[i]
		assert.Equal(t, []int64{*w[0], *w[1], den, *w[3]}, []int64{m.Tick, int64(m.Numerator), int64(m.Denominator), int64(m.Track)})
	}
	require.Len(t, f.Keys, len(want.KeySignatures))
	for i, w := range want.KeySignatures {
		k := f.Keys[i]
		assert.Equal(t, w, []int64{k.Tick, int64(k.Sharps), int64(k.Mode), int64(k.Track)})
	}
	require.GreaterOrEqual(t, len(f.Markers), len(want.Markers))
	for i, w := range want.Markers {
		var text truthText
		require.NoError(t, json.Unmarshal(w[1], &text))
		assert.Equal(t, text.String(), f.Markers[i].Text)
	}
	if want.LastEnd != nil {
		assert.Equal(t, *want.LastEnd, float64(f.End())/1e6)
	}
}
