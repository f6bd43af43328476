package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
)

func TestTryingStopsAndKeysSaysEachStep(t *testing.T) {
	t.Parallel()
	r := vol("test", "--out", "null", "--note", "great:60", "--stop", "great.gamba-8", "--hold", "1")
	assert.Equal(t, done, r.code, r.err)
	assert.Equal(t, "Great C4 (60), with Open Diapason 8\nGreat: Gamba 8, with C4 (60)\n", r.out)
	r = vol("test", "parish", "--out", "null", "--stops", "--division", "pedal", "--hold", "1")
	assert.Equal(t, done, r.code, r.err)
	assert.Contains(t, r.out, "Pedal: Bourdon 16, with C3 (48)\n")
	assert.NotContains(t, r.out, "Great: Open")
	r = vol("test", "--out", "null", "--compass", "--division", "pedal", "--hold", "1")
	assert.Equal(t, done, r.code, r.err)
	assert.Equal(t, 32, strings.Count(r.out, "\n"))
	assert.Contains(t, r.out, "Pedal C2 (36), key 1 of 32, with Principal 8\n")
}

// An organ that must not be told more than one thing in a while has all the stops of its beginning before the test does.
func TestATestWaitsUntilASlowOrganIsSet(t *testing.T) {
	t.Parallel()
	c, err := consoleOr("parish", nil)
	require.NoError(t, err)
	slow := *c
	slow.Dialect.Gap = 60 * time.Millisecond
	c, err = registration.NewConsole(slow)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "slow.console")
	require.NoError(t, consolefile.Save(file, c))
	p := newPipe(t)
	r := vol("test", file, "--out", "raw:"+p.path, "--note", "great:60", "--hold", "10")
	require.Equal(t, done, r.code, r.err)
	assert.Contains(t, r.err, "the test begins in")
	controls := 0
	for _, m := range p.heard() {
		if m.text == "90 3c 5a" {
			break
		}
		controls++
	}
	assert.GreaterOrEqual(t, controls, 3*len(c.Controls), "each is an NRPN of three messages")
}

func TestTryingIsStoppedByHand(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(context.Background())
	time.AfterFunc(300*time.Millisecond, stop)
	before := time.Now()
	r := volUntil(ctx, "test", "--out", "null", "--stops")
	assert.Equal(t, done, r.code, r.err)
	assert.Less(t, time.Since(before), 5*time.Second)
}

func TestWhatCannotBeTriedIsAUsageError(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{},
		{"--note", "great"},
		{"--note", "great:200"},
		{"--note", "brustwerk:60"},
		{"--note", "pedal:90"},
		{"--stop", "nothing"},
		{"--stops", "--division", "brustwerk"},
		{"--stops", "--hold", "-1"},
		{"parish", "parish", "--stops"},
	} {
		r := vol(append([]string{"test", "--out", "null"}, args...)...)
		assert.Equal(t, misuse, r.code, args)
		assert.Equal(t, 1, strings.Count(r.err, "\n"), r.err)
	}
	assert.Equal(t, failed, vol("test", "nowhere.console", "--stops").code)
}

// pipe is a named pipe in place of a MIDI device.
func midiPipe(t *testing.T) *os.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "midi")
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	require.NoError(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

func TestTheMonitorSaysWhatComesIn(t *testing.T) {
	t.Parallel()
	f := midiPipe(t)
	_, err := f.Write([]byte{0x90, 60, 64, 0xf8, 60, 0, 0xce, 5})
	require.NoError(t, err)
	name := "raw:" + f.Name()
	r := vol("monitor", "--in", name, "--console", "parish", "--seconds", "1.5")
	assert.Equal(t, done, r.code, r.err)
	lines := strings.Split(strings.TrimSpace(r.out), "\n")
	require.Len(t, lines, 3, r.out)
	assert.Contains(t, lines[0], "  in   "+name+"  Great key C4 down, velocity 64  [90 3C 40]")
	assert.Contains(t, lines[1], "Great key C4 up")
	assert.Contains(t, lines[2], "program 5, channel 15")
	assert.Contains(t, r.err, "is listened to")

	_, err = f.Write([]byte{0x90, 60, 64, 0xce, 5})
	require.NoError(t, err)
	r = vol("monitor", "--in", name, "--seconds", "1.5", "--json", "--no-keys")
	var line lineView
	require.NoError(t, json.Unmarshal([]byte(r.out), &line), r.out)
	assert.Equal(t, "CE 05", line.Hex)
	assert.Equal(t, "in", line.Way)
}

func TestAMonitorWithNothingToHearSaysSo(t *testing.T) {
	t.Parallel()
	r := vol("monitor", "--in", "raw:/nowhere", "--seconds", "0.5")
	assert.Equal(t, done, r.code)
	assert.Contains(t, r.err, "There is no MIDI device file /nowhere")
	assert.Equal(t, misuse, vol("monitor", "--seconds", "-1").code)
	assert.Equal(t, failed, vol("monitor", "--console", "nowhere.console").code)
}
