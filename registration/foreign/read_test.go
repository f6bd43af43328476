package foreign_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration/foreign"
)

func write(t *testing.T, text string) string {
	name := filepath.Join(t.TempDir(), "organ")
	require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
	return name
}

func TestTheKindIsToldByContent(t *testing.T) {
	for format, text := range map[string]string{
		"GrandOrgue definition": "[Organ]\nChurchName=x\nNumberOfManuals=1\n[Manual001]\n",
		"Aeolus definition":     "/instr/new\n/divis/new I 1 1\n/divis/end\n",
		"jOrgan disposition":    "<?xml version='1.0'?><organ><elements><keyboard id='1'><name>I</name></keyboard></elements></organ>",
	} {
		c, r, err := foreign.ReadFile(write(t, text))
		require.NoError(t, err, format)
		assert.Equal(t, format, r.Format)
		assert.Len(t, c.Divisions, 1)
		assert.Equal(t, format == "GrandOrgue definition", r.Grand != nil)
	}
}

func TestWhatIsNoOrganIsExplained(t *testing.T) {
	_, _, err := foreign.ReadFile(write(t, "dear diary"))
	assert.ErrorContains(t, err, "there is no section [Organ]")
	_, _, err = foreign.ReadFile(write(t, "MThd\x00\x00"))
	assert.ErrorContains(t, err, "bytes that no text has")
	_, _, err = foreign.ReadFile(filepath.Join(t.TempDir(), "none"))
	assert.ErrorIs(t, err, fs.ErrNotExist)
	_, _, err = foreign.ReadFile(t.TempDir())
	assert.ErrorContains(t, err, "is no file")
}
