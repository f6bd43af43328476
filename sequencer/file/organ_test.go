package file

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
)

// rebuilt is the chapel after an organ builder has been there.
func rebuilt(t testing.TB) *registration.Console {
	t.Helper()
	old := chapel(t)
	c, err := registration.NewConsole(registration.Console{
		Name:      old.Name,
		Divisions: old.Divisions,
		Controls: []registration.Control{
			{ID: "great.principal-8", Name: "Open Diapason", Pitch: 8, Family: registration.Principal},
			{ID: "great.gedackt-4", Name: "Flute", Pitch: 4, Family: registration.Flute},
			{ID: "pedal.bourdon-16", Division: 1, Name: "Bourdon", Pitch: 16, Family: registration.Flute},
		},
	})
	require.NoError(t, err)
	return c
}

func TestWhatIsInstalledComesBeforeWhatIsInTheFile(t *testing.T) {
	data, err := Write(example(t))
	require.NoError(t, err)
	now := rebuilt(t)
	a, warnings, err := read(data, shipped(now))
	require.NoError(t, err)
	assert.Same(t, now, a.Console())
	assert.Equal(t, []string{
		`Soprano is given to the division "choir", which the console test-chapel does not have: it is silent there.`,
		"Cornet 2 2/3 (elsewhere.cornet) is not on the console test-chapel: it stays in the piece and is not heard.",
		"Great to Pedal (great-to-pedal) is not on the console test-chapel: it stays in the piece and is not heard.",
		"Flute 4 (great.flute-4) is now great.gedackt-4 on the console test-chapel.",
		"Principal 8 (great.principal-8) is now Open Diapason 8 on the console test-chapel.",
		"The swell box a is not on the console test-chapel: its shoe stays in the piece and does not move.",
		"The swell box box is not on the console test-chapel: its shoe stays in the piece and does not move.",
	}, warnings)
	assert.Equal(t, example(t).Lane(), a.Lane(), "nothing is dropped")

	again, err := Write(a)
	require.NoError(t, err)
	_, warnings, err = read(again, shipped(now))
	require.NoError(t, err)
	assert.Empty(t, warnings, "said once: the file has the new console now")
}

func TestAnEqualConsoleIsNotSpokenOf(t *testing.T) {
	data, err := Write(example(t))
	require.NoError(t, err)
	now := chapel(t)
	a, warnings, err := read(data, shipped(now))
	require.NoError(t, err)
	assert.Same(t, now, a.Console())
	assert.Empty(t, warnings)
}

func TestTheConsoleInsideTheFileIsEnough(t *testing.T) {
	data, err := Write(example(t))
	require.NoError(t, err)
	a, warnings, err := read(data, shipped())
	require.NoError(t, err)
	assert.Equal(t, "A chapel of the tests", a.Console().Title)
	assert.Empty(t, warnings)

	broken := func(string) (*registration.Console, error) { return nil, errors.New("line 3: not JSON") }
	_, warnings, err = read(data, broken)
	require.NoError(t, err)
	assert.Equal(t, []string{"The console test-chapel that is installed cannot be read: the one inside the file is used (line 3: not JSON)."}, warnings)
}

func TestWithoutAnyConsoleTheDefaultStandsIn(t *testing.T) {
	text := body(`"lane": [{"id": 1, "at": "1:1", "draw": ["great.kazoo"]}]`)
	a, warnings, err := Read(zipOf(t, textEntry, text))
	require.NoError(t, err)
	assert.Equal(t, consolefile.Default, a.Console().Name)
	require.Len(t, warnings, 3)
	assert.Contains(t, warnings[0], `"console.console" is missing`)
	assert.Contains(t, warnings[1], `The console "test-chapel" is neither installed nor inside the file`)
	assert.Contains(t, warnings[2], "great.kazoo is not on the console parish")

	_, _, err = read(zipOf(t, textEntry, text), shipped())
	require.ErrorIs(t, err, ErrDamaged)
}

// The name of a console comes out of a file that anybody may have made.
func TestTheConsolesNameIsNoPath(t *testing.T) {
	folder := t.TempDir()
	t.Setenv(homeVariable, folder)
	require.NoError(t, consolefile.Save(filepath.Join(folder, "trap.console"), chapel(t)))
	t.Chdir(folder)
	for _, name := range []string{"trap.console", filepath.Join(folder, "trap.console"), "../trap", `..\trap`} {
		_, err := shelf(name)
		assert.ErrorIs(t, err, consolefile.ErrNotFound, name)
	}
	require.NoError(t, os.Mkdir(filepath.Join(folder, "consoles"), 0o700))
	require.NoError(t, consolefile.Save(filepath.Join(folder, "consoles", "test-chapel.console"), rebuilt(t)))
	data, err := Write(example(t))
	require.NoError(t, err)
	a, warnings, err := Read(data)
	require.NoError(t, err)
	assert.NotEmpty(t, warnings)
	assert.Equal(t, "great.gedackt-4", a.Console().Controls[1].ID, "an installed console is found")
}

func TestAPieceForAShippedConsoleComesBack(t *testing.T) {
	parish, err := consolefile.Find(consolefile.Default)
	require.NoError(t, err)
	a, err := sequencer.New(sequencer.Piece{Title: "x", Console: parish, Lane: []sequencer.LaneEvent{{Draw: []string{parish.Controls[0].ID}}}})
	require.NoError(t, err)
	data, err := Write(a)
	require.NoError(t, err)
	b, warnings, err := Read(data)
	require.NoError(t, err)
	assert.Empty(t, warnings)
	requireSamePiece(t, a.Piece(), b.Piece())
}
