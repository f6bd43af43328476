package file

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
)

// zipOf packs entries in order, name after content.
func zipOf(t testing.TB, namesAndContents ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for i := 0; i < len(namesAndContents); i += 2 {
		f, err := w.Create(namesAndContents[i])
		require.NoError(t, err)
		_, err = f.Write([]byte(namesAndContents[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return buf.Bytes()
}

// fileOf packs a text as arrangement.json beside the test console.
func fileOf(t testing.TB, text string) []byte {
	t.Helper()
	organ, err := consolefile.Write(chapel(t))
	require.NoError(t, err)
	return zipOf(t, textEntry, text, consoleEntry, string(organ))
}

// body is arrangement.json with these fields more.
func body(fields string) string {
	return `{"format": "voluntary-arrangement", "version": 4, "console": "test-chapel",` + "\n" + fields + `}`
}

func TestANewerFileIsRefused(t *testing.T) {
	_, _, err := Read(fileOf(t, `{"format": "voluntary-arrangement", "version": 5, "parts": "of another shape"}`))
	require.ErrorIs(t, err, ErrNewer)
	assert.EqualError(t, err, "this file was saved by a newer Voluntary: it is of version 5 and this program knows version 4 (install the newest Voluntary)")
}

func TestAnOlderFileClimbsTheChain(t *testing.T) {
	rename := func(from, to string) step {
		return func(fields map[string]json.RawMessage) error {
			if fields[from] == nil {
				return errors.New("no " + from)
			}
			fields[to] = fields[from]
			delete(fields, from)
			return nil
		}
	}
	steps := []step{rename("name", "heading"), rename("heading", "title")}
	for version, text := range map[int]string{1: `"name": "x"`, 2: `"heading": "x"`, 3: `"title": "x"`} {
		text = fmt.Sprintf(`{"format": %q, "version": %d, %s}`, Format, version, text)
		got, err := upgraded([]byte(text), 3, steps)
		require.NoError(t, err)
		var doc document
		require.NoError(t, json.Unmarshal(got, &doc))
		assert.Equal(t, "x", doc.Title, "version %d", version)
	}
	_, err := upgraded([]byte(`{"format": "voluntary-arrangement", "version": 1}`), 3, steps)
	require.ErrorIs(t, err, ErrDamaged)
	assert.ErrorContains(t, err, "of version 1: no name")
}

func TestWhatIsWrongIsSaidWithItsPlace(t *testing.T) {
	good, err := Write(example(t))
	require.NoError(t, err)
	part := func(fields string) string { return body(`"parts": [{"id": "p1", "name": "Alto", ` + fields + `}]`) }
	for name, test := range map[string]struct {
		data []byte
		is   error
		say  string
	}{
		"nothing":            {nil, ErrDamaged, "empty"},
		"zeros":              {make([]byte, 1000), ErrDamaged, "zeros"},
		"cut off":            {good[:len(good)-30], ErrDamaged, "its end"},
		"a MIDI file":        {[]byte("MThd\x00\x00\x00\x06"), ErrNotArrangement, "(import it)"},
		"a text":             {[]byte("Dear organist"), ErrNotArrangement, "not a Voluntary arrangement"},
		"another zip":        {zipOf(t, "a", "b"), ErrNotArrangement, "without arrangement.json"},
		"a compressed score": {zipOf(t, "META-INF/container.xml", "b"), ErrNotArrangement, "(it is a score: import it)"},
		"an entry twice":     {zipOf(t, textEntry, body(`"title": ""`), textEntry, "{}"), ErrDamaged, "twice"},
		"many entries":       {zipOf(t, strings.Split(strings.Repeat("x,", 2*MaxEntries+1)+"x", ",")...), ErrTooLarge, "65 entries"},
		"not JSON":           {fileOf(t, "{\n\n  nonsense}"), ErrDamaged, "line 3"},
		"JSON without end":   {fileOf(t, `{"format": `), ErrDamaged, "ends in the middle"},
		"another format":     {fileOf(t, `{"format": "voluntary-console", "version": 1}`), ErrNotArrangement, "voluntary-console"},
		"no format":          {fileOf(t, `{}`), ErrNotArrangement, ""},
		"a list":             {fileOf(t, `[]`), ErrDamaged, "wrong kind"},
		"no version":         {fileOf(t, `{"format": "voluntary-arrangement"}`), ErrDamaged, "version 0"},
		"a title of numbers": {fileOf(t, body(`"title": 5`)), ErrDamaged, "line 2: title is of the wrong kind"},
		"deep":               {fileOf(t, body("\"x\":\n"+strings.Repeat("[", 99)+strings.Repeat("]", 99))), ErrDamaged, "line 3: nested"},
		"very deep":          {fileOf(t, strings.Repeat("[", 1_000_000)), ErrDamaged, "nested"},
		"no list":            {fileOf(t, body(`"parts": {}`)), ErrDamaged, `"parts" is not a list`},
		"a part's id":        {fileOf(t, body(`"parts": [{"id": "x"}]`)), ErrDamaged, `part 1: "x" is not the id of a part`},
		"a part twice":       {fileOf(t, body(`"parts": [{"id": "p1"}, {"id": "p1"}]`)), sequencer.ErrInvalid, "two parts"},
		"many parts":         {fileOf(t, body(`"parts": [`+strings.Repeat(`{"id": "p1"},`, sequencer.MaxParts)+`{}]`)), ErrDamaged, `"parts" has more than`},
		"a short note":       {fileOf(t, part(`"notes": [[1, 0, 9, 60, 64, 1], [2, 0, 9, 60]]`)), ErrDamaged, `part 1: note 2: "[2, 0, 9, 60]" is not a note`},
		"a long note":        {fileOf(t, part(`"notes": [[1, 0, 9, 60, 64, 1, 0]]`)), ErrDamaged, "note 1"},
		"half a tick":        {fileOf(t, part(`"notes": [[1, 0.5, 9, 60, 64, 1]]`)), ErrDamaged, "note 1"},
		"a note of words":    {fileOf(t, part(`"notes": [[1, "0", 9, 60, 64, 1]]`)), ErrDamaged, "note 1"},
		"a huge number":      {fileOf(t, part(`"notes": [[1, 99999999999999999999, 9, 60, 64, 1]]`)), ErrDamaged, "note 1"},
		"an empty note":      {fileOf(t, part(`"notes": [[]]`)), ErrDamaged, "note 1"},
		"a flat note":        {fileOf(t, part(`"notes": [1, 2]`)), ErrDamaged, "note 1"},
		"a nested note":      {fileOf(t, part(`"notes": [[[1], 0, 9, 60, 64, 1]]`)), ErrDamaged, "note 1"},
		"key 128":            {fileOf(t, part(`"notes": [[1, 0, 9, 128, 64, 1]]`)), ErrDamaged, "the key 128"},
		"a negative id":      {fileOf(t, part(`"notes": [[-1, 0, 9, 60, 64, 1]]`)), ErrDamaged, "the id -1"},
		"an end too early":   {fileOf(t, part(`"notes": [[1, 9, 0, 60, 64, 1]]`)), sequencer.ErrInvalid, `"Alto"`},
		"channel 17":         {fileOf(t, part(`"notes": [[1, 0, 9, 60, 64, 17]]`)), sequencer.ErrInvalid, `"Alto"`},
		"a routing nowhere":  {fileOf(t, part(`"routing": [{"division": "great"}]`)), ErrDamaged, `part 1: routing 1: it has neither`},
		"a bad position":     {fileOf(t, body(`"lane": [{"id": 1, "at": "bar 5"}]`)), ErrDamaged, `event of the lane 1: "bar 5" is not a position`},
		"a lane of words":    {fileOf(t, body(`"lane": [{"id": 1, "at": "1", "draw": "x"}]`)), ErrDamaged, "event of the lane 1: draw is of the wrong kind"},
		"a shoe at 128":      {fileOf(t, body(`"lane": [{"id": 1, "at": "1", "expression": [{"enclosure": "box", "value": 128}]}]`)), sequencer.ErrInvalid, "box"},
		"a lane id":          {fileOf(t, body(`"lane": [{"id": 4000000000, "tick": 1}]`)), ErrDamaged, "out of range"},
		"a mark id":          {fileOf(t, body(`"marks": [{"id": 4000000000, "tick": 1}]`)), ErrDamaged, "out of range"},
		"last_id":            {fileOf(t, body(`"last_id": 4000000000`)), ErrDamaged, "last_id"},
		"a meter":            {fileOf(t, body(`"meters": [{"tick": 0, "meter": "C"}]`)), ErrDamaged, `meter 1: "C" is not a meter`},
		"a kind of control":  {fileOf(t, body(`"controls": {"a": {"kind": "pipe"}}`)), ErrDamaged, "pipe"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := Read(test.data)
			require.ErrorIs(t, err, test.is)
			assert.ErrorContains(t, err, test.say)
			assert.NotContains(t, err.Error(), "Go ", "the words are ours")
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

func TestABombIsRefused(t *testing.T) {
	bomb := fileOf(t, body(`"title": "`+strings.Repeat(" ", 12<<20)+`"`))
	require.Less(t, len(bomb), 1<<20)
	_, _, err := Read(bomb)
	require.ErrorIs(t, err, ErrTooLarge)
	assert.ErrorContains(t, err, "300 times")

	// One that announces little and holds much: the size stands 24 bytes into its line of the directory, the name 46.
	at := bytes.LastIndex(bomb, []byte(textEntry)) - 46
	require.Equal(t, "PK\x01\x02", string(bomb[at:at+4]))
	binary.LittleEndian.PutUint32(bomb[at+24:], 1000)
	_, _, err = Read(bomb)
	require.ErrorIs(t, err, ErrDamaged)
	assert.ErrorContains(t, err, textEntry)
}

func TestAFlippedByteIsNoticed(t *testing.T) {
	good, err := Write(example(t))
	require.NoError(t, err)
	a, _, err := Read(good)
	require.NoError(t, err)
	want := a.Piece()
	quiet := 0
	for i := 0; i < len(good); i += 3 {
		bad := bytes.Clone(good)
		bad[i] ^= 0x10
		b, warnings, err := Read(bad)
		if err != nil || len(warnings) > 0 {
			continue
		}
		quiet++ // a date, a permission: what means nothing to us
		requireSamePiece(t, want, b.Piece())
	}
	assert.Less(t, quiet, len(good)/3/6)
}

func TestADamagedScoreCostsTheScoreOnly(t *testing.T) {
	good, err := Write(example(t))
	require.NoError(t, err)
	bad := bytes.Replace(good, []byte("not really"), []byte("not rEally"), 1)
	require.NotEqual(t, good, bad, "the score is stored as it is")
	a, warnings, err := Read(bad)
	require.NoError(t, err)
	assert.Empty(t, a.Piece().Source.Bytes)
	assert.Equal(t, "old100th.mid", a.Piece().Source.Name)
	assert.Equal(t, []string{`The score that the piece was imported from cannot be read and is left out: the file is damaged: ` +
		`"score/old100th.mid" inside it: its checksum is wrong.`}, warnings)
	assert.Equal(t, 3, a.NoteCount())

	_, warnings, err = Read(fileOf(t, body(`"source": {"name": "x", "entry": "console.console"}`)))
	require.NoError(t, err)
	assert.Len(t, warnings, 1, "only what lies under score/ is a score")
}

func TestBarAndBeatCountWhereTheFileSaysTwoThings(t *testing.T) {
	lane := func(at string) []byte {
		return fileOf(t, body(`"meters": [{"tick": 0, "meter": "3/4"}], "lane": [{"id": 1, `+at+`, "draw": ["great.flute-4"]}]`))
	}
	for at, want := range map[string]sequencer.Tick{
		`"at": "2:1", "tick": 2880`:   2880,
		`"tick": 2881`:                2881,
		`"at": "2:1"`:                 2880,
		`"at": "2"`:                   2880,
		`"at": "2:1.5"`:               3360,
		`"at": "2:1.0", "tick": 2880`: 2880,
	} {
		a, warnings, err := Read(lane(at))
		require.NoError(t, err, at)
		assert.Equal(t, want, a.Lane()[0].At, at)
		if !strings.Contains(at, "1.0") {
			assert.Empty(t, warnings, at)
		}
	}
	a, warnings, err := Read(lane(`"at": "3:1", "tick": 2880`))
	require.NoError(t, err)
	assert.Equal(t, sequencer.Tick(5760), a.Lane()[0].At)
	assert.Equal(t, []string{"For an event of the lane the file says both 3:1 and tick 2880, which is 2:1: 3:1 was taken."}, warnings)
}

func TestTempoMayBeWrittenByHand(t *testing.T) {
	a, _, err := Read(fileOf(t, body(`"tempo": [{"at": "1:1", "bpm": 96}, {"at": "2:1", "bpm": 1, "quarter_ns": 500000000}]`)))
	require.NoError(t, err)
	assert.Equal(t, []sequencer.Tempo{{At: 0, PerQuarter: 625e6}, {At: 3840, PerQuarter: 500e6}}, a.Piece().Tempo)
}

func TestIdsGivenTwiceAreGivenAnew(t *testing.T) {
	a, warnings, err := Read(fileOf(t, body(`"parts": [{"id": "p1", "notes": [[7, 0, 9, 60, 64, 1], [7, 9, 18, 60, 64, 1], [200000000, 9, 9, 1, 1, 1], [200000000, 9, 9, 2, 1, 1]]}],
		"lane": [{"id": 3, "tick": 0, "draw": ["x"]}, {"id": 3, "tick": 0, "draw": ["y"]}], "marks": [{"id": 3, "tick": 0}, {"id": 3, "tick": 0}]`)))
	require.NoError(t, err)
	assert.Equal(t, []string{"4 ids were given twice: what came second has got new ones."}, warnings)
	seen := make(map[sequencer.NoteID]bool)
	for _, n := range a.Parts()[0].Notes {
		assert.False(t, seen[n.ID])
		seen[n.ID] = true
	}
	assert.NotEqual(t, a.Lane()[0].ID, a.Lane()[1].ID)
	assert.NotEqual(t, a.Marks()[0].ID, a.Marks()[1].ID)
}

func TestLoadNamesTheFileAndTheBackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hymn.voluntary")
	_, _, err := Load(path)
	require.ErrorIs(t, err, os.ErrNotExist)
	assert.EqualError(t, err, "cannot open hymn.voluntary: it is not there")

	_, _, err = Load(filepath.Dir(path))
	assert.ErrorContains(t, err, "it is a folder")

	good, err := Write(example(t))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, good[:len(good)/2], 0o600))
	_, _, err = Load(path)
	require.ErrorIs(t, err, ErrDamaged)
	assert.ErrorContains(t, err, "(there is no earlier save beside it)")

	require.NoError(t, os.WriteFile(Backup(path), good, 0o600))
	_, _, err = Load(path)
	assert.EqualError(t, err, "cannot open hymn.voluntary: the file is damaged: its end, where the list of its contents stands, "+
		"is missing or broken (the save before it is in hymn.voluntary~)")
	a, _, err := Load(Backup(path))
	require.NoError(t, err)
	assert.Equal(t, "Old 100th", a.Title())

	require.NoError(t, os.WriteFile(path, []byte("MThd"), 0o600))
	_, _, err = Load(path)
	assert.NotContains(t, err.Error(), "~", "another kind of file was not damaged")
}

func FuzzRead(f *testing.F) {
	good, err := Write(example(f))
	require.NoError(f, err)
	f.Add(good)
	f.Add(good[:len(good)/2])
	f.Add(fileOf(f, body(`"parts": [{"id": "p1", "notes": [[1, 0, 9, 60, 64, 1]]}]`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, _, err := Read(data)
		if err != nil {
			return
		}
		again, err := Write(a)
		require.NoError(t, err, "what can be read can be written")
		b, _, err := Read(again)
		require.NoError(t, err)
		requireSamePiece(t, a.Piece(), b.Piece())
	})
}

// FuzzText reaches what lies behind the zip's checksums.
func FuzzText(f *testing.F) {
	text, err := encode(example(f))
	require.NoError(f, err)
	f.Add(text)
	f.Add([]byte(body(`"lane": [{"id": 1, "at": "1:2.5", "expression": [{}]}]`)))
	f.Add([]byte(body(`"parts": [{"id": "1", "notes": [ [1 ,2, -3 ,4,5 , 6 ] , [] ]}]`)))
	organ := chapel(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		_, piece, _, err := decode(text)
		if err != nil {
			return
		}
		piece.Console = organ
		a, err := sequencer.New(piece)
		if err != nil {
			return
		}
		again, err := encode(a)
		require.NoError(t, err)
		_, twice, _, err := decode(again)
		require.NoError(t, err)
		twice.Console = organ
		twice.Source.Bytes = a.Piece().Source.Bytes
		b, err := sequencer.New(twice)
		require.NoError(t, err)
		third, err := encode(b)
		require.NoError(t, err)
		require.Equal(t, string(again), string(third))
	})
}
