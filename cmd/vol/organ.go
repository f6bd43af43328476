package main

import (
	"strings"

	"voluntary/audio/speaker"
	"voluntary/audio/synth"
)

// organFlags say how the built-in organ is tuned and where it stands.
type organFlags struct {
	room, temperament *string
	pitch             *float64
	wind              *int
	seed              *uint64
}

func (f *flags) organ() *organFlags {
	return &organFlags{
		room:        f.String("room", synth.Church.String(), "the built-in organ stands in a `room`: "+strings.Join(synth.RoomNames(), ", ")),
		temperament: f.String("temperament", "equal", "its `temperament`: "+strings.Join(synth.TemperamentNames(), ", ")),
		pitch:       f.Float64("pitch", 440, "its a', 392 to 466 `hertz`"),
		wind:        f.Int("wind", 0, "by how many `percent` its wind sags under a big chord"),
		seed:        f.Uint64("seed", 0, "a `number` for all in which one of its pipes differs from the next"),
	}
}

// options are the organ's, or a usage error.
func (o *organFlags) options() (opts synth.Options, err error) {
	room, ok := synth.ParseRoom(*o.room)
	if !ok {
		return opts, usagef("--room %s is not known (%s)", *o.room, strings.Join(synth.RoomNames(), ", "))
	}
	temperament, ok := synth.TemperamentOf(*o.temperament)
	if !ok {
		return opts, usagef("--temperament %s is not known (%s)", *o.temperament, strings.Join(synth.TemperamentNames(), ", "))
	}
	switch {
	case !(*o.pitch >= synth.LowestPitch && *o.pitch <= synth.HighestPitch):
		return opts, usagef("--pitch %g is not possible (%g to %g hertz)", *o.pitch, synth.LowestPitch, synth.HighestPitch)
	case *o.wind < 0 || *o.wind > 100:
		return opts, usagef("--wind %d is not possible (0 to 100 percent)", *o.wind)
	}
	return synth.Options{
		Room: room, Temperament: temperament, Pitch: *o.pitch, Wind: float64(*o.wind) / 100, Seed: *o.seed,
	}, nil
}

// checkBuffer is a usage error for a number that the device does not take; 0 leaves it to the device.
func checkBuffer(frames int) error {
	if !speaker.Holds(frames) {
		return usagef("--buffer %d is not possible (128, 256, 512 ... 8192 frames)", frames)
	}
	return nil
}
