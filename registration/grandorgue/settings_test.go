package grandorgue

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSettingsAreCalledAsGrandOrgueCallsThem(t *testing.T) {
	assert.Equal(t, "A2526E714FCBA0DBA31907BB913220040CFAE6A2-0.cmb", settingsName(false, 0, "/organs/tiny.organ"))
	assert.Equal(t, "5485123CB1463BC19DF4DBCF1399FA604AA77E42-0.cmb", settingsName(true, 0, `C:\organs\Tiny.organ`))
	demo := named40(0, wide(false, "4232D4C616E4B99145537F02B34D342D4E3E3808"), wide(false, "demo.organ"))
	assert.Equal(t, "C908A13B64A67F3D74E66370E1F988A1492953CC-0.cmb", demo)
}

func TestSettingsBindWhatTheDialectSays(t *testing.T) {
	c, report, err := Read([]byte("[Organ]\nChurchName=Tiny Test Organ\nNumberOfManuals=1\nNumberOfEnclosures=1\n[Manual001]\nName=M\n"+
		"NumberOfStops=1\nStop001=012\n[Stop012]\nName=Flute 8\n[Enclosure001]\nName=Box\n"), "x.organ")
	require.NoError(t, err)
	got, err := Settings(c, report, "seq")
	require.NoError(t, err)
	assert.Equal(t, strings.ReplaceAll(`BOM[Organ]
ChurchName=Tiny Test Organ
[Manual001]
NumberOfMIDIEvents=1
MIDIDevice001=seq
MIDIEventType001=Note
MIDIChannel001=1
MIDILowerKey001=0
MIDIUpperKey001=127
MIDIKeyShift001=0
MIDILowerLimit001=1
MIDIUpperLimit001=127
[Stop012]
NumberOfMIDIEvents=1
MIDIDevice001=seq
MIDIEventType001=NRPN
MIDIChannel001=16
MIDIKey001=0
MIDILowerLimit001=0
MIDIUpperLimit001=127
[Enclosure001]
NumberOfMIDIEvents=1
MIDIDevice001=seq
MIDIEventType001=NRPN
MIDIChannel001=16
MIDIKey001=1
MIDILowerLimit001=0
MIDIUpperLimit001=127
`, "BOM", "\uFEFF"), string(got))
	_, err = Settings(c, report, "two\nlines")
	assert.Error(t, err)
}
