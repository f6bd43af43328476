package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
)

// bitmapLine is a made-up make's message with some of 21 bits set.
func bitmapLine(at float64, set ...int) string {
	m := []byte{0xF0, 0x7D, 0x21, 0x03, 0, 0, 0, 0, 0, 0, 0, 0, 0x10}
	for _, i := range set {
		m[4+i/7] |= 1 << (i % 7)
	}
	sum := byte(0)
	for _, b := range m[3:] {
		sum += b
	}
	return fmt.Sprintf("%.3f in % X\n", at, append(m, -sum&127, 0xF7))
}

func TestAConsoleIsLearntFromARecording(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	var b strings.Builder
	at := 1.0
	for i, id := range []string{"great.open-diapason-8", "great.stopped-diapason-8", "swell.oboe-8"} {
		fmt.Fprintf(&b, "# %s\n", id)
		for range 2 {
			b.WriteString(bitmapLine(at, i*5+1) + bitmapLine(at+0.01, i*5+1) + bitmapLine(at+1, []int{}...))
			b.WriteString(fmt.Sprintf("%.3f in FE\n", at+1.2))
			at += 2
		}
	}
	b.WriteString("# keys pedal\n40 C0 00\n41 92 24 40\n41.2 92 24 00\n42 92 43 40\n42.5 92 43 00\n")
	b.WriteString("# shoe swell\n50 B0 0B 00\n50.1 B0 0B 20\n50.2 B0 0B 40\n50.3 B0 0B 7F\n# cancel\n60 F0 7D 21 7F F7\n")
	text := strings.ReplaceAll(b.String(), "swell.oboe-8", "swell.cornopean-8")
	recording := inFolder(t, "recording.txt", []byte(text))
	out := filepath.Join(t.TempDir(), "made-up.console")
	type answers struct{ Learnt []learntRow }
	a := answer[answers](t, "learn", "parish", "--from", recording, "--make", "Made-up", "-o", out)
	require.Len(t, a.Learnt, 6)
	for _, row := range a.Learnt {
		assert.Greater(t, row.Confidence, 0.5, row.Found)
	}
	c, err := consolefile.Load(out)
	require.NoError(t, err)
	require.Len(t, c.Dialect.Bitmaps, 1)
	assert.Equal(t, "F0 7D 21 7F F7", c.Dialect.Cancel)
	assert.Contains(t, c.Dialect.Name, "Made-up, learnt ")
	pedal, _ := c.Division("pedal")
	assert.Equal(t, uint8(3), c.Dialect.Divisions[pedal].Channel)

	// a passage for each control, in the order of the console or as named
	passages := inFolder(t, "plain.txt", []byte("1 B0 14 7F\n2 B0 14 00\n3 B0 14 7F\n4 B0 14 00\n20 B0 15 7F\n21 B0 15 00\n22 B0 15 7F\n23 B0 15 00\n"))
	a = answer[answers](t, "learn", "parish", "--from", passages, "--control", "swell.tremulant,swell.octave", "-o", out)
	require.Len(t, a.Learnt, 2)
	assert.Equal(t, "swell.tremulant", a.Learnt[0].ID)
	assert.Equal(t, "B0 15 7F", a.Learnt[1].On)

	for _, args := range [][]string{
		{"learn", "parish", "-o", out},
		{"learn", "parish", "--from", passages},
		{"learn", "parish", "--from", passages, "--in", "x", "-o", out},
		{"learn", "parish", "--from", passages, "--control", "nothing", "-o", out},
	} {
		assert.Equal(t, misuse, vol(args...).code, args)
	}
	empty := inFolder(t, "empty.txt", []byte("# nothing\n"))
	gone := filepath.Join(t.TempDir(), "gone.console")
	assert.Equal(t, failed, vol("learn", "parish", "--from", empty, "-o", gone).code)
	_, err = os.Stat(gone)
	assert.True(t, os.IsNotExist(err))
}
