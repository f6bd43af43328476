package tune_test

import (
	"cmp"
	"compress/gzip"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/assets"
	"voluntary/registration/file"
	"voluntary/sequencer"
	"voluntary/sequencer/tune"
)

// corpus is the folder of test scores beside the repository, "" when there is none.
func corpus() string {
	if dir := os.Getenv("VOLUNTARY_CORPUS"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	for err == nil {
		found := filepath.Join(dir, "shared", "corpus")
		if _, err := os.Stat(found); err == nil {
			return found
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		break
	}
	return ""
}

func demo(t testing.TB) *tune.Tune {
	t.Helper()
	src, err := fs.ReadFile(assets.Demo(), "bwv553-prelude.tune")
	require.NoError(t, err)
	tu, err := tune.Parse(src)
	require.NoError(t, err)
	return tu
}

// The MIDI file that the demo is checked against was made by somebody else, at 120 ticks a quarter. A note is let go one
// tick early there. From bar 25 on its left hand was played by a person, up to a sixteenth off the beat, and written
// out again for the last repeat; everything it plays there starts and ends on an eighth. So: keys are equal, starts are
// equal (of that left hand: the nearest eighth), ends are the played end plus the tick, to the nearest sixteenth (of that
// left hand: eighth).
func TestDemoIsNoteForNoteThePreludeOfTheCorpus(t *testing.T) {
	dir := corpus()
	if dir == "" {
		t.Skip("no corpus of test scores here (VOLUNTARY_CORPUS names its folder)")
	}
	const (
		bars      = 113 // the fugue begins in the bar after
		barTicks  = 480
		eighth    = 60
		sixteenth = 30
		leftHand  = 2
		byHand    = 24*barTicks - eighth // the first live note of the left hand anticipates its bar
	)
	nearest := func(tick, grid int) int { return (tick + grid/2) / grid * grid }
	want := make(map[int][]tune.Note)
	for _, n := range truth(t, filepath.Join(dir, "truth", "smf", "organ", "bach-bwv553.mid.notes.json.gz")) {
		if n.start >= bars*barTicks {
			continue
		}
		start, end := n.start, nearest(n.end+1, sixteenth)
		if n.track == leftHand && n.start >= byHand {
			start, end = nearest(n.start, eighth), nearest(n.end+1, eighth)
		}
		const scale = sequencer.PPQ / 120
		want[n.track] = append(want[n.track], tune.Note{
			Start: sequencer.Tick(start * scale), End: sequencer.Tick(end * scale), Key: uint8(n.key),
		})
	}
	tu := demo(t)
	require.Len(t, tu.Parts, 3)
	for i, p := range tu.Parts {
		slices.SortFunc(want[i+1], func(a, b tune.Note) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Key, b.Key)) })
		assert.Equal(t, want[i+1], p.Notes, p.Name)
	}
}

func TestDemoPlaysOnItsConsoleWithoutAFinding(t *testing.T) {
	tu := demo(t)
	console, err := file.Find(tu.Console)
	require.NoError(t, err)
	a, err := tu.Arrangement(console)
	require.NoError(t, err)
	performance, findings := sequencer.Compile(a, nil)
	assert.Empty(t, findings)
	assert.Equal(t, 113, a.Bars())
	assert.InDelta(t, 4*113*60/156.0, performance.End().Seconds(), 1e-3)
}

func TestDemoChangesACouplerInTheMiddle(t *testing.T) {
	tu := demo(t)
	console, err := file.Find(tu.Console)
	require.NoError(t, err)
	a, err := tu.Arrangement(console)
	require.NoError(t, err)
	coupler, ok := console.Control("great.swell-to-great")
	require.True(t, ok)
	r := sequencer.NewRegistrar(a, console)
	for _, e := range a.Lane() {
		assert.Empty(t, r.Play(&e))
		state := r.State()
		assert.Equal(t, a.Meters().Position(e.At).Bar >= 49, state.On(coupler))
	}
}

type truthNote struct{ track, key, start, end int }

func truth(t *testing.T, path string) []truthNote {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	var file struct{ Notes [][]any }
	require.NoError(t, json.NewDecoder(z).Decode(&file))
	notes := make([]truthNote, len(file.Notes))
	for i, r := range file.Notes {
		number := func(column int) int { return int(r[column].(float64)) }
		notes[i] = truthNote{track: number(0), key: number(2), start: number(3), end: number(4)}
	}
	return notes
}
