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
