package devices_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/recording"
	"voluntary/cmd/devices"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
)

func short(t *testing.T) *sequencer.Arrangement {
	t.Helper()
	c, err := consolefile.Find("parish")
	require.NoError(t, err)
	a, err := sequencer.New(sequencer.Piece{Title: "Short", Console: c, Parts: []sequencer.Part{{
		Name: "Great", Routing: []sequencer.Routing{{Division: "great"}},
		Notes: []sequencer.Note{{Start: 0, End: sequencer.PPQ, Key: 60, Velocity: 64}},
	}}})
	require.NoError(t, err)
	e := sequencer.NewEditor(a)
	require.NoError(t, e.Apply("Draw", "", sequencer.SetControl(0, "great.open-diapason-8", true)))
	return e.Current()
}

func TestAPieceIsExported(t *testing.T) {
	d := devices.New(t.Context(), nil)
	folder := t.TempDir()
	midi := filepath.Join(folder, "short.mid")
	require.NoError(t, d.ExportMIDI(t.Context(), midi, short(t)))
	data, err := os.ReadFile(midi)
	require.NoError(t, err)
	assert.True(t, bytes.HasPrefix(data, []byte("MThd")))
	assert.True(t, bytes.Contains(data, []byte{0x90, 60, 64}))
}

func TestAnExportThatIsGivenUpLeavesTheFileThatWasThere(t *testing.T) {
	d := devices.New(t.Context(), nil)
	path := filepath.Join(t.TempDir(), "old.wav")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o666))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p, _ := sequencer.Compile(short(t), nil)
	require.ErrorIs(t, devices.WriteSound(ctx, path, p, recording.Options{}), context.Canceled)
	require.ErrorIs(t, d.ExportMIDI(ctx, path, short(t)), context.Canceled)
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "old", string(data))
}
