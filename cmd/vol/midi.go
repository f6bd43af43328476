package main

import (
	"voluntary/cmd/devices"
	"voluntary/registration/grandorgue"
	"voluntary/sequencer"
)

func midiFile(env *environment, args []string) error {
	f := newFlags(env)
	out := f.output("write the messages to this MIDI `file`")
	name := f.console()
	ladder := f.ladder()
	grand := f.String("grandorgue", "", "write a file for GrandOrgue's own player, with its stops, for the organ in this `file` (.organ, .orgue)")
	rest, err := f.parse(args, "ARR")
	if err != nil {
		return err
	}
	if *out == "" {
		return usagef("-o OUT.mid is missing (usage: %s)", env.command.usage())
	}
	if err := spare(rest[0], *out); err != nil {
		return err
	}
	if *grand != "" {
		if *name == "" {
			*name = *grand
		}
		if err := spare(*grand, *out); err != nil {
			return err
		}
	}
	a, c, err := loadAt(env, rest[0], *name, *ladder)
	if err != nil {
		return err
	}
	if *grand != "" && !grandorgue.Plays(c) {
		return usagef("the console %s does not say stops in GrandOrgue's way (leave --console out, or import the organ with vol console import)", c.Name)
	}
	p := compile(env, a, c)
	for _, d := range sequencer.UnsaidControls(p) {
		env.warn(d.Message + " " + d.Fix)
	}
	return hint(devices.WriteMIDI(env.ctx, *out, a.Title(), p), "name another file with -o")
}
