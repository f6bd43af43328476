package main

import (
	"fmt"
	"strings"

	"voluntary/audio/speaker"
	"voluntary/audio/synth"
	"voluntary/sequencer"
)

// organFlags say how the built-in organ is tuned and where it stands.
type organFlags struct {
	flags             *flags
	room, temperament *string
	pitch             *float64
	wind              *int
	seed              *uint64
}

func (f *flags) organ() *organFlags {
	return &organFlags{
		flags:       f,
		room:        f.String("room", synth.Church.String(), "the built-in organ stands in a `room`: "+strings.Join(synth.RoomNames(), ", ")),
		temperament: f.String("temperament", "equal", "its `temperament`, unless the piece asks for one: "+strings.Join(synth.TemperamentNames(), ", ")),
		pitch:       f.Float64("pitch", 440, "its a', 392 to 466 `hertz`, unless the piece asks for another"),
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
	if err := checkPitch(*o.pitch); err != nil {
		return opts, err
	}
	if *o.wind < 0 || *o.wind > 100 {
		return opts, usagef("--wind %d is not possible (0 to 100 percent)", *o.wind)
	}
	return synth.Options{
		Room: room, Temperament: temperament, Pitch: *o.pitch, Wind: float64(*o.wind) / 100, Seed: *o.seed,
	}, nil
}

// tuned are options with what a piece asks for where the flags say nothing.
func (o *organFlags) tuned(env *environment, opts synth.Options, a *sequencer.Arrangement) synth.Options {
	want := a.Tuning()
	if want.Temperament != "" && !o.flags.Changed("temperament") {
		t, ok := synth.TemperamentOf(want.Temperament)
		if !ok {
			env.warn(fmt.Sprintf("the piece asks for the temperament %s, which is not known: it is played in %s", want.Temperament, *o.temperament))
		} else {
			opts.Temperament = t
		}
	}
	if want.Pitch != 0 && !o.flags.Changed("pitch") {
		opts.Pitch = want.Pitch
	}
	return opts
}

// checkBuffer is a usage error for a number that the device does not take; 0 leaves it to the device.
func checkBuffer(frames int) error {
	if !speaker.Holds(frames) {
		return usagef("--buffer %d is not possible (128, 256, 512 ... 8192 frames)", frames)
	}
	return nil
}
