package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"voluntary/audio/guard"
)

// asProgram makes the test program vol itself.
const asProgram = "VOL_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if guard.IsChild(os.Args) || os.Getenv(asProgram) != "" {
		main()
	}
	home, err := os.MkdirTemp("", "vol")
	if err != nil {
		panic(err)
	}
	os.Setenv("VOLUNTARY_HOME", home) // no console that somebody has installed
	code := m.Run()
	os.RemoveAll(home)
	os.Exit(code)
}

// called is what came of calling vol.
type called struct {
	code     int
	out, err string
}

func vol(args ...string) called { return volUntil(context.Background(), args...) }

func volUntil(ctx context.Context, args ...string) called {
	var out, errs bytes.Buffer
	code := run(ctx, args, &out, &errs)
	return called{code, out.String(), errs.String()}
}

// succeed calls vol and wants it done, without a word on stderr.
func succeed(t *testing.T, args ...string) string {
	t.Helper()
	r := vol(args...)
	require.Equal(t, done, r.code, "vol %s: %s", strings.Join(args, " "), r.err)
	require.Empty(t, r.err, "vol %s", strings.Join(args, " "))
	return r.out
}

// fail calls vol and wants it to fail with one line that ends with a hint.
func fail(t *testing.T, code int, args ...string) string {
	t.Helper()
	r := vol(args...)
	call := "vol " + strings.Join(args, " ")
	require.Equal(t, code, r.code, "%s: %s", call, r.err)
	require.Empty(t, r.out, call)
	require.Regexp(t, `^vol: [^\n]+ \([^\n]+\)\n$`, r.err, call)
	return r.err
}

// answer reads the JSON that a command answers with.
func answer[T any](t *testing.T, args ...string) T {
	t.Helper()
	return parsed[T](t, succeed(t, append(args, "--json")...))
}

func parsed[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&v), text)
	require.False(t, d.More(), "one document alone")
	return v
}

// voice is a track of a MIDI file that a test makes.
type voice struct {
	name    string
	channel byte
	notes   []struck
}

// struck is a note in ticks.
type struck struct {
	start, end int
	key        byte
}

// midiBytes makes a format 1 file at 120 quarters a minute, in four four.
func midiBytes(ppq int, voices ...voice) []byte {
	file := binary.BigEndian.AppendUint16([]byte("MThd\x00\x00\x00\x06\x00\x01"), uint16(len(voices)+1))
	file = binary.BigEndian.AppendUint16(file, uint16(ppq))
	chunk := func(b []byte) {
		b = append(b, 0, 0xFF, 0x2F, 0)
		file = binary.BigEndian.AppendUint32(append(file, "MTrk"...), uint32(len(b)))
		file = append(file, b...)
	}
	named := func(name string) []byte { return append([]byte{0, 0xFF, 3, byte(len(name))}, name...) }
	chunk(append(named("A Trio"), 0, 0xFF, 0x51, 3, 0x07, 0xA1, 0x20, 0, 0xFF, 0x58, 4, 4, 2, 24, 8))
	for _, v := range voices {
		type said struct {
			tick  int
			bytes []byte
		}
		var all []said
		for _, n := range v.notes {
			all = append(all, said{n.start, []byte{0x90 | v.channel, n.key, 80}}, said{n.end, []byte{0x80 | v.channel, n.key, 0}})
		}
		slices.SortStableFunc(all, func(a, b said) int { // releases first
			return 2*(a.tick-b.tick) + int(a.bytes[0]>>4) - int(b.bytes[0]>>4)
		})
		b, now := named(v.name), 0
		for _, s := range all {
			b = append(appendDelta(b, s.tick-now), s.bytes...)
			now = s.tick
		}
		chunk(b)
	}
	return file
}

func appendDelta(b []byte, n int) []byte {
	for shift := 21; shift > 0; shift -= 7 {
		if n>>shift != 0 {
			b = append(b, byte(n>>shift)|0x80)
		}
	}
	return append(b, byte(n&0x7F))
}

// trio is four bars of three voices: eight quarters above, two halves below, and one pedal note through bars 1 to 3.
func trio(ppq int) []byte {
	upper := voice{"Right Hand", 0, nil}
	for i, key := range []byte{72, 74, 76, 77, 79, 77, 76, 74} {
		upper.notes = append(upper.notes, struck{i * ppq, (i + 1) * ppq, key})
	}
	lower := voice{"Left Hand", 1, []struck{{0, 2 * ppq, 60}, {2 * ppq, 4 * ppq, 59}, {12 * ppq, 16 * ppq, 60}}}
	return midiBytes(ppq, upper, lower, voice{"Pedal", 2, []struck{{0, 12 * ppq, 48}}})
}

// inFolder writes a file into a folder of its own.
func inFolder(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, content, 0o666))
	return path
}

// trioPiece is the trio arranged for the parish, upper on the Great, lower on the Swell.
func trioPiece(t *testing.T, flags ...string) string {
	t.Helper()
	score := inFolder(t, "trio.mid", trio(480))
	piece := filepath.Join(filepath.Dir(score), "trio.voluntary")
	succeed(t, append([]string{"import", score, "-o", piece, "--map", "great,swell,pedal"}, flags...)...)
	return piece
}

// scalePiece is a chromatic scale of n keys from C3 on, four a second, each a little apart from the next, on one stop.
func scalePiece(t *testing.T, n int) string {
	t.Helper()
	var notes []struck
	for i := range n {
		notes = append(notes, struck{i * 240, i*240 + 120, byte(48 + i)})
	}
	score := inFolder(t, "scale.mid", midiBytes(480, voice{"One", 0, notes}))
	piece := filepath.Join(filepath.Dir(score), "scale.voluntary")
	succeed(t, "import", score, "-o", piece, "--map", "G")
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.open-diapason-8")
	return piece
}

// names lists what a folder holds.
func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

// corpus finds the corpus of real files, or skips the test.
func corpus(t *testing.T) string {
	t.Helper()
	if folder := os.Getenv("VOLUNTARY_CORPUS"); folder != "" {
		return folder
	}
	folder, err := os.Getwd()
	require.NoError(t, err)
	for up := filepath.Dir(folder); up != folder; folder, up = up, filepath.Dir(up) {
		found := filepath.Join(up, "shared", "corpus")
		if st, err := os.Stat(found); err == nil && st.IsDir() {
			return found
		}
	}
	t.Skip("no corpus here (set VOLUNTARY_CORPUS to its folder)")
	return ""
}
