package grandorgue

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVersionsThatMisreadTheHeaderAreKnown(t *testing.T) {
	for _, v := range []string{"3.16.3", "3.16.4-1", "3.17.0", "3.17.1"} {
		assert.ErrorIs(t, CheckVersion(v), ErrHeader, v)
	}
	for _, v := range []string{"3.9.5-1", "3.16.2", "3.17.2", "4.0.0", "", "x"} {
		assert.NoError(t, CheckVersion(v), v)
	}
}

func TestTheVersionStandsInTheProgram(t *testing.T) {
	four := func(s string) []byte { return wide(false, s) }
	two := func(s string) (b []byte) {
		for _, u := range append(utf16.Encode([]rune(s)), 0) {
			b = append(b, byte(u), byte(u>>8))
		}
		return b
	}
	code := bytes.Repeat([]byte{0x48, 0x89, 0xE5, 0, 0, 0}, 400_000) // longer than what is looked at in one go
	for name, program := range map[string]struct {
		bytes []byte
		want  string
	}{
		"linux":          {append(code[:len(code):len(code)], four("3.9.5-1.debian")...), "3.9.5"},
		"windows":        {append(code[:len(code):len(code)], two("3.17.1-1")...), "3.17.1"},
		"without more":   {four("3.16.3"), "3.16.3"},
		"a library's":    {append(four("1.2.11"), four("3.15.4-1")...), "3.15.4"},
		"another's":      {[]byte("zlib 3.2.2-1"), ""},
		"nothing at all": {nil, ""},
	} {
		file := filepath.Join(t.TempDir(), "GrandOrgue")
		require.NoError(t, os.WriteFile(file, program.bytes, 0o600))
		assert.Equal(t, program.want, ProgramVersion(file), name)
	}
	split := append(bytes.Repeat([]byte{1}, 1<<20-10), four("3.9.5-1")...)
	assert.Equal(t, "3.9.5", versionIn(bytes.NewReader(split)), "over the border of two pieces")
	packed := filepath.Join(t.TempDir(), "grandorgue-3.17.2-1.x86_64.AppImage")
	require.NoError(t, os.WriteFile(packed, []byte(strings.Repeat("x", 100)), 0o600))
	assert.Equal(t, "3.17.2", ProgramVersion(packed))
	assert.Empty(t, ProgramVersion(filepath.Join(t.TempDir(), "none")))
}
