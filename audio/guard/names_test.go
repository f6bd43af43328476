package guard

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func ports(system string, full ...string) (all []found) {
	for _, f := range full {
		all = append(all, found{PortName: PortName{Name: Stable(system, f), System: system}, full: f})
	}
	return all
}

func TestNamesAreKeptWithoutTheNumbersThatChange(t *testing.T) {
	assert.Equal(t, "UM-ONE:UM-ONE MIDI 1", Stable(systemALSA, "UM-ONE:UM-ONE MIDI 1 24:0"))
	assert.Equal(t, "Microsoft GS Wavetable Synth", Stable(systemWindows, "Microsoft GS Wavetable Synth 0"))
	assert.Equal(t, "GrandOrgue:GrandOrgue Input", Stable(systemJACK, "GrandOrgue:GrandOrgue Input"))
}

func TestAPortIsFoundByNameOrByAPartThatFitsNoOther(t *testing.T) {
	all := append(ports(systemJACK, "GrandOrgue-01:GrandOrgue Input", "aeolus:Midi/in"),
		ports(systemALSA, "Midi Through:Midi Through Port-0 14:0", "UM-ONE:UM-ONE MIDI 1 24:0", "UM-ONE:UM-ONE MIDI 1 28:0")...)
	for name, full := range map[string]string{
		"GrandOrgue-01:GrandOrgue Input":        "GrandOrgue-01:GrandOrgue Input",
		"GrandOrgue:GrandOrgue Input":           "GrandOrgue-01:GrandOrgue Input", // it has another number today
		"GrandOrgue-02:GrandOrgue Input":        "GrandOrgue-01:GrandOrgue Input",
		"grandorgue":                            "GrandOrgue-01:GrandOrgue Input",
		"aeolus":                                "aeolus:Midi/in",
		"UM-ONE:UM-ONE MIDI 1":                  "UM-ONE:UM-ONE MIDI 1 24:0",
		"UM-ONE:UM-ONE MIDI 1 28:0":             "UM-ONE:UM-ONE MIDI 1 28:0",
		"um-one":                                "UM-ONE:UM-ONE MIDI 1 24:0",
		"midi through:midi through port-0":      "Midi Through:Midi Through Port-0 14:0",
		"Midi Through:Midi Through Port-0 14:0": "Midi Through:Midi Through Port-0 14:0",
	} {
		f, err := choose(all, name)
		require.NoError(t, err, name)
		assert.Equal(t, full, f.full, name)
	}
	_, err := choose(all, "midi")
	assert.EqualError(t, err, `"midi" fits several MIDI ports; there are "aeolus:Midi/in", "Midi Through:Midi Through Port-0" and "UM-ONE:UM-ONE MIDI 1"`)
	_, err = choose(all, "Hauptwerk")
	assert.ErrorContains(t, err, `there is no MIDI port "Hauptwerk"; there are "GrandOrgue-01:GrandOrgue Input", `)
	_, err = choose(nil, "Hauptwerk")
	assert.ErrorContains(t, err, "there are none on this machine")
}
