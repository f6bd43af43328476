package main

import (
	"fmt"
	"strings"

	"voluntary/audio/synth"
	"voluntary/sequencer"
)

type tuningInfo struct {
	Temperament string  `json:"temperament"` // "" for as the organ is tuned
	Pitch       float64 `json:"pitch"`       // of a' in hertz, 0 for as the organ is tuned
}

// tuning shows or changes what a piece asks of an organ that can be tuned.
func tuning(env *environment, args []string) error {
	f := newFlags(env)
	temperament := f.String("temperament", "", "the `temperament` that the piece asks for: "+strings.Join(synth.TemperamentNames(), ", "))
	pitch := f.Float64("pitch", 0, "the a' that it asks for, 392 to 466 `hertz`")
	none := f.Bool("none", false, "ask for nothing else than how the organ is tuned")
	out := f.output("write the changed piece to this `file` instead of in place")
	asJSON := f.json()
	rest, err := f.parse(args, "ARR")
	if err != nil {
		return err
	}
	if *none && (f.Changed("temperament") || f.Changed("pitch")) {
		return usagef("--none does not go with --temperament and --pitch (give one or the other)")
	}
	name := ""
	if f.Changed("temperament") {
		if name, err = temperamentNamed(*temperament); err != nil {
			return err
		}
	}
	if f.Changed("pitch") {
		if err := checkPitch(*pitch); err != nil {
			return err
		}
	}
	a, err := loadArrangement(env, rest[0])
	if err != nil {
		return err
	}
	want := a.Tuning()
	switch {
	case *none:
		want = sequencer.Tuning{}
	case !f.Changed("temperament") && !f.Changed("pitch"):
		if *asJSON {
			return writeJSON(env.out, tuningInfo(want))
		}
		_, err := fmt.Fprintln(env.out, tuningText(want))
		return err
	}
	if f.Changed("temperament") {
		want.Temperament = name
	}
	if f.Changed("pitch") {
		want.Pitch = *pitch
	}
	b, err := a.WithTuning(want)
	if err != nil {
		return err
	}
	if *out == "" {
		*out = rest[0]
	}
	if err := saveArrangement(env, *out, b); err != nil || !*asJSON {
		return err
	}
	return writeJSON(env.out, tuningInfo(want))
}

// tuningText is what a piece asks for, for people.
func tuningText(t sequencer.Tuning) string {
	var says []string
	if t.Temperament != "" {
		says = append(says, t.Temperament)
	}
	if t.Pitch != 0 {
		says = append(says, fmt.Sprintf("a' at %g Hz", t.Pitch))
	}
	if len(says) == 0 {
		return "as the organ is tuned"
	}
	return strings.Join(says, ", ")
}

// temperamentNamed is how people call a temperament that is known, or a usage error.
func temperamentNamed(text string) (string, error) {
	want, ok := synth.TemperamentOf(text)
	if !ok {
		return "", usagef("--temperament %s is not known (%s)", text, strings.Join(synth.TemperamentNames(), ", "))
	}
	for _, name := range synth.TemperamentNames() {
		if t, _ := synth.TemperamentOf(name); t == want {
			return name, nil
		}
	}
	return text, nil
}

func checkPitch(hertz float64) error {
	if !(hertz >= synth.LowestPitch && hertz <= synth.HighestPitch) {
		return usagef("--pitch %g is not possible (%g to %g hertz)", hertz, synth.LowestPitch, synth.HighestPitch)
	}
	return nil
}
