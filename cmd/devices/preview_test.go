package devices_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/cmd/devices"
	"voluntary/registration/grandorgue"
)

func TestSettingsOfAnOrganAreWritten(t *testing.T) {
	folder := t.TempDir()
	organ := filepath.Join(folder, "tiny.organ")
	require.NoError(t, os.WriteFile(organ, []byte("[Organ]\nChurchName=Tiny\nNumberOfManuals=1\n[Manual001]\nName=Great\n"+
		"NumberOfStops=1\nStop001=012\n[Stop012]\nName=Flute 8\n"), 0o600))
	for file, holds := range map[string]string{"tiny.cmb": "\n[Stop012]\n", "tiny.YAML": "manuals/001/stops/001"} {
		name, err := devices.WriteSettings(organ, filepath.Join(folder, file))
		require.NoError(t, err)
		assert.Equal(t, grandorgue.SettingsName(organ, 0), name)
		b, err := os.ReadFile(filepath.Join(folder, file))
		require.NoError(t, err)
		assert.Contains(t, string(b), holds)
	}
	_, err := devices.WriteSettings(filepath.Join(folder, "none.organ"), filepath.Join(folder, "none.cmb"))
	require.Error(t, err)
	assert.NoFileExists(t, filepath.Join(folder, "none.cmb"))
}
