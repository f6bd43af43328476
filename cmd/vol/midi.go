package main

import "voluntary/cmd/devices"

func midiFile(env *environment, args []string) error {
	f := newFlags(env)
	out := f.output("write the messages to this MIDI `file`")
	name := f.console()
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
	a, c, err := loadPiece(env, rest[0], *name)
	if err != nil {
		return err
	}
	return hint(devices.WriteMIDI(env.ctx, *out, a.Title(), compile(env, a, c)), "name another file with -o")
}
