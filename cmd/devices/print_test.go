//go:build unix

package devices

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAFileIsHandedToTheCommandThatPrints(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("PATH", folder)
	d := &Devices{}
	assert.False(t, d.CanPrint())
	require.ErrorContains(t, d.Print(t.Context(), "x.pdf", "x"), "no command prints here")
	script := "#!/bin/sh\nprintf '%s\\n' \"$@\" > " + folder + "/asked\n"
	require.NoError(t, os.WriteFile(filepath.Join(folder, "lp"), []byte(script), 0o755))
	assert.True(t, d.CanPrint())
	require.NoError(t, d.Print(t.Context(), "/tmp/x y.pdf", "--Nun danket"))
	asked, err := os.ReadFile(filepath.Join(folder, "asked"))
	require.NoError(t, err)
	assert.Equal(t, "-t\nNun danket\n--\n/tmp/x y.pdf\n", string(asked))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "lp"), []byte("#!/bin/sh\necho 'no default destination' >&2\nexit 1\n"), 0o755))
	require.EqualError(t, d.Print(t.Context(), "x.pdf", "x"), "lp says: no default destination (is a printer set up?)")
}
