package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const villageOrgan = `[Organ]
ChurchName=Dorfkirche
NumberOfManuals=1
HasPedals=Y
NumberOfSwitches=2
[Manual000]
Name=Pedal
NumberOfAccessibleKeys=27
NumberOfStops=1
Stop001=2
NumberOfCouplers=1
Coupler001=1
[Manual001]
Name=Hauptwerk
NumberOfAccessibleKeys=54
NumberOfStops=1
Stop001=1
[Stop001]
Name=Prinzipal
Function=And
SwitchCount=1
Switch001=1
[Stop002]
Name=Subbass 16'
[Coupler001]
Name=I/P
DestinationManual=1
[Switch001]
Name=Prinzipal 8'
[Switch002]
Name=Motor
`

func TestAnOrganOfGrandOrgueBecomesAConsole(t *testing.T) {
	organ := inFolder(t, "dorf.organ", []byte(villageOrgan))
	out := filepath.Join(filepath.Dir(organ), "dorf.console")
	in := answer[imported](t, "console", "import", organ, "-o", out)
	assert.Equal(t, "GrandOrgue definition", in.Format)
	assert.Equal(t, []omission{{"Motor", "a noise"}}, in.LeftOut)
	assert.Empty(t, in.Warnings)
	shown := answer[consoleView](t, "console", "show", out)
	assert.Equal(t, in.consoleView, shown)
	assert.Equal(t, "dorf", shown.Name)
	assert.Equal(t, "Dorfkirche", shown.Title)
	assert.Equal(t, []divisionRow{{"hauptwerk", "Hauptwerk", 36, 89}, {"pedal", "Pedal", 36, 62}}, shown.Divisions)
	assert.Equal(t, []controlRow{
		{"hauptwerk.prinzipal-8", "stop", "hauptwerk", "Prinzipal 8'", 8, "principal", "", 0},
		{"pedal.subbass-16", "stop", "pedal", "Subbass 16'", 16, "flute", "", 0},
		{"pedal.i-p", "coupler", "pedal", "I/P", 0, "", "hauptwerk", 0},
	}, shown.Controls)
	table := succeed(t, "console", "import", organ, "-o", out)
	assert.Contains(t, table, "left out")
	assert.Contains(t, table, "Motor")
}

func TestAnImportedConsoleIsWholeOrNotThere(t *testing.T) {
	organ := inFolder(t, "dorf.organ", []byte(villageOrgan))
	folder := filepath.Dir(organ)
	out := filepath.Join(folder, "new.console")
	letter := filepath.Join(folder, "letter.txt")
	require.NoError(t, os.WriteFile(letter, []byte("Dear Sir"), 0o600))
	for _, args := range [][]string{
		{"console", "import", letter, "-o", out},
		{"console", "import", filepath.Join(folder, "absent.organ"), "-o", out},
		{"console", "import", folder, "-o", out},
		{"console", "import", organ, "-o", filepath.Join(folder, "absent", "x.console")},
	} {
		fail(t, failed, args...)
	}
	for _, args := range [][]string{
		{"console", "import"},
		{"console", "import", organ},
		{"console", "import", organ, organ, "-o", out},
		{"console", "import", organ, "-o", organ},
		{"console", "import", organ, "-o", filepath.Join(folder, ".console")},
		{"console", "list", "-o", out},
	} {
		fail(t, misuse, args...)
	}
	assert.NoFileExists(t, out)
	require.NoError(t, os.WriteFile(out, []byte("mine"), 0o400))
	fail(t, failed, "console", "import", organ, "-o", out)
	kept, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, "mine", string(kept))
}

func TestSettingsForGrandOrgueBindWhatTheConsoleSays(t *testing.T) {
	organ := inFolder(t, "dorf.organ", []byte(villageOrgan))
	folder := filepath.Dir(organ)
	out := filepath.Join(folder, "dorf.cmb")
	said := succeed(t, "console", "settings", organ, "-o", out, "--input", "seq")
	assert.Contains(t, said, "Dorfkirche")
	assert.Regexp(t, `[0-9A-F]{40}-0\.cmb`, said)
	text, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Contains(t, string(text), "[Switch001]\nNumberOfMIDIEvents=1\nMIDIDevice001=seq\nMIDIEventType001=NRPN\nMIDIChannel001=16\nMIDIKey001=0\n")
	yaml := filepath.Join(folder, "dorf.yaml")
	assert.Contains(t, succeed(t, "console", "settings", organ, "-o", yaml, "--input", "seq"), "from 3.16 on")
	text, err = os.ReadFile(yaml)
	require.NoError(t, err)
	assert.Contains(t, string(text), "content-type: MIDI Settings\n  organ-name: \"Dorfkirche\"")
	assert.Contains(t, string(text), "      - device: \"seq\"\n        event_type: NRPN\n        channel: 16\n        key: 0\n")
	plain := filepath.Join(folder, "plain.console")
	succeed(t, "console", "import", organ, "-o", plain, "--no-header")
	written, err := os.ReadFile(plain)
	require.NoError(t, err)
	assert.Contains(t, string(written), "nrpn")
	assert.NotContains(t, string(written), "go-setup")

	fail(t, misuse, "console", "settings", organ)
	fail(t, misuse, "console", "settings", organ, "-o", organ)
	fail(t, misuse, "console", "settings", organ, "-o", out, "--json")
	fail(t, failed, "console", "settings", filepath.Join(folder, "none.organ"), "-o", out)
	fail(t, failed, "console", "settings", organ, "-o", out, "--input", "two\nlines")
}

func TestAPieceIsWrittenForGrandOrguesPlayer(t *testing.T) {
	organ := inFolder(t, "dorf.organ", []byte(villageOrgan))
	piece := trioPiece(t)
	out := filepath.Join(filepath.Dir(organ), "dorf.mid")
	r := vol("midi", piece, "-o", out, "--grandorgue", organ)
	require.Equal(t, done, r.code, r.err)
	data, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, byte(1), data[9], "format 1")
	assert.Contains(t, string(data), "\x7d\x47\x4f\x00\xf7", "the header begins by forgetting")
	assert.Contains(t, string(data), "\x7d\x47\x4f\x1f\x00\x00S0\xf7", "its controls are numbers on channel 16")
	fail(t, misuse, "midi", piece, "-o", out, "--grandorgue", organ, "--console", "parish")
	fail(t, misuse, "midi", piece, "-o", organ, "--grandorgue", organ)
	fail(t, failed, "midi", piece, "-o", out, "--grandorgue", filepath.Join(filepath.Dir(organ), "none.organ"))
	fail(t, failed, "play", piece, "--grandorgue", filepath.Join(filepath.Dir(organ), "none.organ"))
	t.Setenv("PATH", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	assert.Contains(t, vol("play", piece, "--grandorgue", organ).err, "GrandOrgue is not installed")
}
