package sequencer

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestKeysHaveNames(t *testing.T) {
	for key, want := range map[uint8]string{60: "C4", 36: "C2", 0: "C-1", 127: "G9", 63: "E♭4", 70: "B♭4", 61: "C#4"} {
		assert.Equal(t, want, KeyName(key))
	}
}

func TestKeysHaveNamesOfOrganBuilders(t *testing.T) {
	for key, want := range map[uint8]string{36: "C", 48: "c", 60: "c'", 72: "c''", 96: "c''''", 70: "b♭'", 24: "C,", 49: "c#", 39: "E♭", 0: "C,,,"} {
		assert.Equal(t, want, ByStroke.Name(key))
		assert.Equal(t, KeyName(key), ByNumber.Name(key))
	}
}

func TestKeysAreCalledInOneWayEverywhere(t *testing.T) {
	t.Cleanup(func() { NameKeys(ByNumber) })
	assert.Equal(t, "h'", InGerman.Name(71))
	assert.Equal(t, "B", InGerman.Name(46))
	assert.Equal(t, "cis", InGerman.Name(49))
	assert.Equal(t, "C3", ByYamaha.Name(60))
	for _, n := range KeyNamings() {
		NameKeys(n)
		for key := range uint8(128) {
			got, err := ParseKey(KeyName(key))
			require.NoError(t, err)
			assert.Equal(t, key, got, KeyName(key))
		}
		got, err := ParseKey("61")
		require.NoError(t, err)
		assert.Equal(t, uint8(61), got)
		read, err := ParseKeyNaming(n.String())
		require.NoError(t, err)
		assert.Equal(t, n, read)
	}
	for text, want := range map[string]uint8{"eb4": 63, "c2": 36, " Bb4 ": 70} {
		NameKeys(ByNumber)
		got, err := ParseKey(text)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	_, err := ParseKey("x")
	assert.ErrorContains(t, err, "a key is a name (C2, F#4) or a number")
	_, err = ParseKeyNaming("sol-fa")
	assert.Error(t, err)
}

func TestKeysAreListedFromTheLowestUpWithRunsAsRanges(t *testing.T) {
	for _, x := range []struct {
		keys []uint8
		text string
	}{
		{nil, ""},
		{[]uint8{60}, "C4"},
		{[]uint8{67, 60, 64, 60}, "C4, E4 and G4"},
		{[]uint8{61, 60}, "C4 and C#4"},
		{[]uint8{89, 84, 88, 85, 87, 86}, "C6 to F6"},
		{[]uint8{86, 85, 84, 40, 90, 91}, "E2, C6 to D6, F#6 and G6"},
	} {
		assert.Equal(t, x.text, KeyNames(x.keys))
	}
	NameKeys(ByStroke)
	defer NameKeys(ByNumber)
	assert.Equal(t, "c''' to f'''", KeyNames([]uint8{84, 85, 86, 87, 88, 89}))
}

func TestPartsAreCalledByTheirId(t *testing.T) {
	assert.Equal(t, "p12", PartID(12).String())
	for _, text := range []string{"p12", "P12", "12"} {
		id, err := ParsePartID(text)
		require.NoError(t, err, text)
		assert.Equal(t, PartID(12), id)
	}
	for _, text := range []string{"", "p", "p0", "q1", "p-1", "p99999999999", "pp1"} {
		_, err := ParsePartID(text)
		assert.ErrorContains(t, err, "(they look like p1)", text)
	}
}
