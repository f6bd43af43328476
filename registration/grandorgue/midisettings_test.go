package grandorgue

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const coupled = "[Organ]\nChurchName=St. \"Ägidien\"\nNumberOfManuals=2\nHasPedals=Y\nNumberOfEnclosures=1\nNumberOfTremulants=1\nNumberOfSwitches=3\n" +
	"[Manual000]\nName=Pedal\nNumberOfStops=1\nStop001=3\nNumberOfSwitches=1\nSwitch001=3\n" +
	"[Manual001]\nName=HW\nNumberOfStops=2\nStop001=9\nStop002=1\nNumberOfCouplers=1\nCoupler001=1\nNumberOfSwitches=2\nSwitch001=2\nSwitch002=1\n" +
	"[Manual002]\nName=SW\nNumberOfStops=1\nStop001=2\nNumberOfTremulants=1\nTremulant001=1\nNumberOfSwitches=1\nSwitch001=2\n" +
	"[Stop001]\nName=Prinzipal 8\nFunction=And\nSwitchCount=1\nSwitch001=1\n[Stop002]\nName=Gedackt 8\nFunction=And\nSwitchCount=1\nSwitch001=2\n" +
	"[Stop003]\nName=Subbass 16\nFunction=And\nSwitchCount=1\nSwitch001=3\n[Stop009]\nName=Oktave 4\n" +
	"[Coupler001]\nName=II/I \nDestinationManual=2\nDestinationKeyshift=0\n[Tremulant001]\nName=Tremulant\n[Enclosure001]\nName=Box\n" +
	"[Switch001]\nName=Prinzipal 8\n[Switch002]\nName=Gedackt 8\n[Switch003]\nName=Subbass 16\n"

func TestMIDISettingsNameThingsAsGrandOrgueDoes(t *testing.T) {
	c, report, err := Read([]byte("\uFEFF"+coupled), "x.organ")
	require.NoError(t, err)
	got, err := MIDISettings(c, report, "")
	require.NoError(t, err)
	head, _, _ := strings.Cut(string(got), "  - path: \"manuals/002\"")
	assert.Equal(t, strings.ReplaceAll(`BOM---
info:
  content-type: MIDI Settings
  organ-name: "St. \"Ägidien\""
objects:
  - path: "manuals/001"
    receive:
      - event_type: Note
        channel: 1
        transpose: 0
        low_key: 0
        high_key: 127
        low_value: 1
        high_value: 127
`, "BOM", "\uFEFF"), head)
	var paths []string
	for line := range strings.Lines(string(got)) {
		if _, path, ok := strings.Cut(line, "- path: "); ok {
			paths = append(paths, strings.Trim(path, "\"\n"))
		}
	}
	assert.ElementsMatch(t, []string{
		"manuals/000", "manuals/001", "manuals/002", "enclosures/001", "tremulants/001",
		"manuals/001/stops/001",    // moved itself, the first in the manual's list
		"manuals/001/switches/002", // the first switch, second in the list of the one manual that has it
		"002",                      // a switch of two manuals belongs to none
		"manuals/000/switches/001", //
		"manuals/001/couplers/II/I",
	}, paths)
	assert.Contains(t, string(got), "\n  - path: \"manuals/001/stops/001\"\n    receive:\n      - event_type: NRPN\n        channel: 16\n        key: 0\n        low_value: 0\n        high_value: 127\n")

	got, err = MIDISettings(c, report, "seq")
	require.NoError(t, err)
	assert.Contains(t, string(got), "      - device: \"seq\"\n        event_type: Note\n        channel: 1\n")
}

func TestCouplersOfOneNameAreNotMixedUp(t *testing.T) {
	twice := strings.ReplaceAll(coupled, "NumberOfCouplers=1\n", "NumberOfCouplers=2\nCoupler002=2\n") +
		"[Coupler002]\nName=II/I\nDestinationManual=2\nDestinationKeyshift=12\n"
	c, report, err := Read([]byte("\uFEFF"+twice), "x.organ")
	require.NoError(t, err)
	_, err = MIDISettings(c, report, "")
	assert.ErrorContains(t, err, "cannot be told apart")
	_, err = Settings(c, report, "")
	assert.NoError(t, err)
}
