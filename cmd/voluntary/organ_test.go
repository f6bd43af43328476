package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/synth"
	"voluntary/cmd/devices"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	"voluntary/ui"
)

var (
	_ ui.Exporter     = desk{}
	_ ui.OrganBuilder = desk{}
)

func TestWhatCanBeChosenIsWhatTheOrganKnows(t *testing.T) {
	c := desk{}.OrganChoices()
	assert.Contains(t, c.Temperaments, c.Usual.Temperament)
	assert.Contains(t, c.Rooms, c.Usual.Room)
	assert.Contains(t, c.Waiting, c.Usual.Waiting)
	assert.Contains(t, c.Rates, c.Rate)
	assert.Equal(t, []int{128, 256, 512, 1024, 2048, 4096, 8192}, c.Waiting)
	for _, f := range c.Formats {
		assert.NotEmpty(t, f.Label, f.Name)
	}
	d := desk{Devices: devices.New(t.Context(), nil)}
	want := ui.OrganSettings{Temperament: "meantone", Pitch: 415, Room: "cathedral", Wind: 50, Seed: 7, Waiting: 1024}
	assert.True(t, d.BuildOrgan(want), "nothing is open")
	meantone, _ := synth.TemperamentOf("meantone")
	got := d.Sound()
	assert.Equal(t, synth.Options{Temperament: meantone, Pitch: 415, Room: synth.Cathedral, Wind: 0.5, Seed: 7}, got.Organ)
	assert.Equal(t, 1024, got.Speaker.Waiting)
}

func TestAPieceIsPlayedIntoAFileAsTheOrganIsTuned(t *testing.T) {
	console, err := consolefile.Find("parish")
	require.NoError(t, err)
	a, err := sequencer.New(sequencer.Piece{Title: "Short", Console: console, Parts: []sequencer.Part{{
		Name: "Great", Routing: []sequencer.Routing{{Division: "great"}},
		Notes: []sequencer.Note{{Start: 0, End: sequencer.PPQ, Key: 60, Velocity: 64}},
	}}})
	require.NoError(t, err)
	e := sequencer.NewEditor(a)
	require.NoError(t, e.Apply("Draw", "", sequencer.SetControl(0, "great.open-diapason-8", true)))
	d := desk{Devices: devices.New(t.Context(), nil)}
	file := ui.SoundFile{Organ: d.OrganChoices().Usual, Format: "wav24", Rate: 16000}
	folder := t.TempDir()
	render := func(name string) []byte {
		last := 0.0
		made, err := d.ExportSound(t.Context(), filepath.Join(folder, name), e.Current(), file, func(share float64) {
			assert.GreaterOrEqual(t, share, last)
			last = share
		})
		require.NoError(t, err)
		assert.InDelta(t, 1, last, 0.2)
		if file.Stems {
			assert.Len(t, made, 1+len(console.Divisions)+1)
		} else {
			assert.Equal(t, []string{filepath.Join(folder, name)}, made)
		}
		for _, path := range made {
			assert.FileExists(t, path)
		}
		data, err := os.ReadFile(made[0])
		require.NoError(t, err)
		return data
	}
	usual := render("a.wav")
	assert.Equal(t, "RIFF", string(usual[:4]))
	file.Organ.Pitch = 415
	assert.False(t, slices.Equal(usual, render("b.wav")), "another pitch")
	file.Organ.Room, file.Stems, file.Format = "none", true, "flac16"
	assert.Equal(t, "fLaC", string(render("c.flac")[:4]))

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	file.Stems = false
	_, err = d.ExportSound(ctx, filepath.Join(folder, "a.wav"), e.Current(), file, func(float64) {})
	require.ErrorIs(t, err, context.Canceled)
	left, err := os.ReadFile(filepath.Join(folder, "a.wav"))
	require.NoError(t, err)
	assert.Equal(t, usual, left, "what was there is left alone")
}
