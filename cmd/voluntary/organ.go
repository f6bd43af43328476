package main

import (
	"context"
	"time"

	"voluntary/audio/recording"
	"voluntary/audio/speaker"
	"voluntary/audio/synth"
	"voluntary/cmd/devices"
	"voluntary/sequencer"
	"voluntary/ui"
)

// OrganChoices are what can be chosen for the built-in organ.
func (desk) OrganChoices() ui.OrganChoices {
	c := ui.OrganChoices{
		Usual:        ui.OrganSettings{Temperament: synth.TemperamentNames()[0], Pitch: 440, Room: synth.Church.String(), Waiting: speaker.UsualWaiting},
		Temperaments: synth.TemperamentNames(), Rooms: synth.RoomNames(),
		LowestPitch: synth.LowestPitch, HighestPitch: synth.HighestPitch,
		Rate: speaker.Rate, Rates: []int{44100, 48000, 88200, 96000, 192000},
	}
	for n := 128; speaker.Holds(n); n *= 2 {
		c.Waiting = append(c.Waiting, n)
	}
	labels := map[recording.Format]string{
		recording.WAV16: "WAV, 16 bits", recording.WAV24: "WAV, 24 bits", recording.WAVFloat: "WAV, 32-bit floats",
		recording.FLAC16: "FLAC, 16 bits", recording.FLAC24: "FLAC, 24 bits",
	}
	for _, name := range recording.FormatNames() {
		f, _ := recording.ParseFormat(name)
		c.Formats = append(c.Formats, ui.SoundFormat{Name: name, Label: labels[f], Ending: f.Ending()})
	}
	return c
}

// BuildOrgan lets the built-in organ be so from now on.
func (d desk) BuildOrgan(s ui.OrganSettings) (now bool) {
	how := speaker.Options{Way: d.Sound().Speaker.Way, Waiting: s.Waiting, Steady: s.Steady}
	return d.SetSound(devices.Sound{Organ: organOf(s), Speaker: how})
}

// organOf is settings as the organ has them. What it does not know is usual.
func organOf(s ui.OrganSettings) synth.Options {
	temperament, _ := synth.TemperamentOf(s.Temperament)
	room, _ := synth.ParseRoom(s.Room)
	return synth.Options{
		Temperament: temperament, Pitch: s.Pitch, Room: room, Wind: float64(s.Wind) / 100, Seed: uint64(max(s.Seed, 0)),
	}
}

// ExportSound plays all of an arrangement into a file on its own console.
func (d desk) ExportSound(ctx context.Context, path string, a *sequencer.Arrangement, file ui.SoundFile, progress func(share float64)) ([]string, error) {
	p, _ := sequencer.Compile(a, nil)
	opts := recording.Options{Organ: organOf(file.Organ), Format: recording.FormatFor(path)}
	opts.Organ.Rate = file.Rate
	if f, ok := recording.ParseFormat(file.Format); ok {
		opts.Format = f
	}
	opts.Progress = func(done, total time.Duration) { progress(float64(done) / float64(max(total, 1))) }
	if file.Stems {
		stems, err := devices.WriteStems(ctx, path, p, opts)
		return append([]string{path}, stems...), err
	}
	return []string{path}, devices.WriteSound(ctx, path, p, opts)
}
