package file

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
)

var update = flag.Bool("update", false, "write the fixtures of the present version anew")

// requireSamePiece compares everything in two pieces, their consoles as they are written.
func requireSamePiece(t testing.TB, want, got sequencer.Piece) {
	t.Helper()
	wantConsole, err := consolefile.Write(want.Console)
	require.NoError(t, err)
	gotConsole, err := consolefile.Write(got.Console)
	require.NoError(t, err)
	require.Equal(t, string(wantConsole), string(gotConsole))
	want.Console, got.Console = nil, nil
	require.Equal(t, want, got)
}

func TestEverythingInAPieceComesBack(t *testing.T) {
	c := chapel(t)
	for seed := range uint64(120) {
		a, err := sequencer.New(throw(seed).piece(c))
		require.NoError(t, err, "seed %d", seed)
		data, err := Write(a)
		require.NoError(t, err, "seed %d", seed)
		b, warnings, err := Read(data)
		require.NoError(t, err, "seed %d", seed)
		require.Empty(t, warnings, "seed %d", seed)
		requireSamePiece(t, a.Piece(), b.Piece())
		again, err := Write(b)
		require.NoError(t, err)
		require.Equal(t, data, again, "seed %d: other bytes for the same piece", seed)
	}
}

func TestTextThatIsNotUTF8IsMadeSo(t *testing.T) {
	a, err := sequencer.New(sequencer.Piece{Title: "R\xe9cit", Console: chapel(t), Source: sequencer.Source{Name: "\xe9/a\x01b.mid", Bytes: []byte{1}}})
	require.NoError(t, err)
	data, err := Write(a)
	require.NoError(t, err)
	b, _, err := Read(data)
	require.NoError(t, err)
	assert.Equal(t, "R\ufffdcit", b.Title())
	assert.Equal(t, []byte{1}, b.Piece().Source.Bytes)
}

func TestTheTextIsReadable(t *testing.T) {
	text, err := encode(example(t))
	require.NoError(t, err)
	golden := filepath.Join("testdata", "example.json")
	if *update {
		require.NoError(t, os.WriteFile(golden, text, 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(text))
	assert.Contains(t, string(text), "\n        [2, 0, 960, 79, 80, 3],\n")
	assert.Contains(t, string(text), `"at": "3:2", "tick": 8160`, "beats of the 6/8 are eighths")
}

// A field that is added to a piece and forgotten here would be lost with every save.
func TestTheExampleHasEveryField(t *testing.T) {
	p := example(t).Piece()
	for _, v := range []any{
		p, p.Source, p.Tempo[1], p.Meters[1], p.Parts[0], p.Parts[0].Notes[2], p.Parts[0].Routing[2],
		p.Lane[2].Expression[1], p.Marks[1], p.Scenes[0], p.Meanings["elsewhere.cornet"],
	} {
		r := reflect.ValueOf(v)
		for i := range r.NumField() {
			if r.Type() == reflect.TypeFor[registration.Meaning]() && r.Type().Field(i).Name == "Kind" {
				continue // a stop's is zero
			}
			assert.False(t, r.Field(i).IsZero(), "%v.%s", r.Type(), r.Type().Field(i).Name)
		}
	}
	assert.Equal(t, 6, reflect.TypeFor[sequencer.LaneEvent]().NumField(), "a new field of a lane event is to be kept too")
}

// The fixtures of past versions stay as they are; only the present one is ever written anew.
func TestFilesOfEveryVersionLoad(t *testing.T) {
	present := filepath.Join("testdata", fmt.Sprintf("v%d.voluntary", Version))
	if *update {
		data, err := Write(example(t))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(present, data, 0o644))
	}
	fixtures, err := filepath.Glob(filepath.Join("testdata", "v*.voluntary"))
	require.NoError(t, err)
	require.Len(t, fixtures, Version, "one for each version")
	for i, path := range fixtures {
		a, warnings, err := Load(path)
		require.NoError(t, err, path)
		assert.Empty(t, warnings, path)
		want := example(t).Piece()
		if i+1 < 2 { // which had no muted notes
			want.Parts[0].Notes[2].Muted = false
		}
		if i+1 < 3 { // which asked for no tuning
			want.Tuning = sequencer.Tuning{}
		}
		if i+1 < 4 { // and knew no lines
			want.Lane[2].Expression[1].Line = false
		}
		requireSamePiece(t, want, a.Piece())
	}
}

func TestScoresGetANameThatUnpacksAnywhere(t *testing.T) {
	for name, want := range map[string]string{
		"bach.mid":            "score/bach.mid",
		"../../etc/passwd":    "score/passwd",
		`C:\music\bach.mid`:   "score/bach.mid",
		"a:b*c?.mid":          "score/a_b_c_.mid",
		"":                    "score/score",
		"..":                  "score/score",
		"/":                   "score/_",
		"Récit.mid":           "score/Récit.mid",
		"bad\xff\x00name.mid": "score/bad__name.mid",
	} {
		assert.Equal(t, want, scoreEntry(name), "%q", name)
	}
	long := scoreEntry(strings.Repeat("é", 200) + ".musicxml")
	assert.LessOrEqual(t, len(long), 130)
	assert.True(t, strings.HasSuffix(long, "é.musicxml"), long)
}

func TestAScoreOfZerosIsNotTakenForABomb(t *testing.T) {
	a, err := sequencer.New(sequencer.Piece{Console: chapel(t), Source: sequencer.Source{Name: "z.mid", Bytes: make([]byte, 8<<20)}})
	require.NoError(t, err)
	data, err := Write(a)
	require.NoError(t, err)
	b, warnings, err := Read(data)
	require.NoError(t, err)
	assert.Empty(t, warnings)
	assert.Len(t, b.Piece().Source.Bytes, 8<<20)
}

func TestWhatWouldNotBeReadAgainIsNotWritten(t *testing.T) {
	a, err := sequencer.New(sequencer.Piece{Console: chapel(t), Source: sequencer.Source{Name: "big.mid", Bytes: make([]byte, maxScore+1)}})
	require.NoError(t, err)
	_, err = Write(a)
	require.ErrorIs(t, err, ErrTooLarge)
	assert.ErrorContains(t, err, "big.mid")

	a, err = sequencer.New(sequencer.Piece{Console: chapel(t), LastID: maxID + 1})
	require.NoError(t, err)
	_, err = Write(a)
	require.ErrorContains(t, err, "ids")
}

// shipped is the catalogue of these tests.
func shipped(consoles ...*registration.Console) catalogue {
	return func(name string) (*registration.Console, error) {
		for _, c := range consoles {
			if c.Name == name {
				return c, nil
			}
		}
		return nil, consolefile.ErrNotFound
	}
}
