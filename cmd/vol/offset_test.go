package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOffsetsNameOneOfTheOutputs(t *testing.T) {
	outputs := []string{"builtin", "raw:/tmp/a=b", "USB MIDI"}
	got, err := offsetsOf([]string{"builtin=20", "raw:/tmp/a=b=-1.5", "usb=0"}, outputs)
	require.NoError(t, err)
	assert.Equal(t, map[string]time.Duration{"builtin": 20 * time.Millisecond, "raw:/tmp/a=b": -1500 * time.Microsecond, "USB MIDI": 0}, got)
	for _, bad := range []string{"", "20", "=20", "builtin", "builtin=", "builtin=NaN", "builtin=2001", "nobody=5", "i=5"} {
		_, err := offsetsOf([]string{bad}, outputs)
		assert.Error(t, err, bad)
	}
	fail(t, misuse, "play", trioPiece(t), "--out", "null", "--offset", "builtin=5")
	fail(t, misuse, "play", trioPiece(t), "--out", "null", "--offset", "grandorgue=5")
	fail(t, misuse, "play", trioPiece(t), "--out", "null", "--running")
	fail(t, misuse, "play", trioPiece(t), "--out", "null", "--ladder", "loud")
	organ := inFolder(t, "dorf.organ", []byte(villageOrgan))
	t.Setenv("VOLUNTARY_GRANDORGUE", "/nowhere/GrandOrgue")
	said := fail(t, failed, "play", trioPiece(t), "--out", "null", "--offset", "grandorgue=5", "--grandorgue", organ)
	assert.Contains(t, said, "GrandOrgue is not installed", "the offset is understood")
}
