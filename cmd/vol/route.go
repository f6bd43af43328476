package main

import (
	"fmt"

	"voluntary/sequencer"
)

func route(env *environment, args []string) error {
	f := newFlags(env)
	part := f.String("part", "", "the part's `id`, as vol info lists it")
	from := f.String("from", "", "from this `position` on, BAR:BEAT")
	to := f.String("to", "", "the `division` that plays it; - for none")
	out := f.output("write the changed piece to this `file` instead of in place")
	rest, err := f.parse(args, "ARR")
	if err != nil {
		return err
	}
	for _, name := range []string{"part", "from", "to"} {
		if !f.Changed(name) {
			return usagef("--%s is missing (usage: %s)", name, env.command.usage())
		}
	}
	id, err := sequencer.ParsePartID(*part)
	if err != nil {
		return usagef("%v (vol info lists them)", err)
	}
	a, err := loadArrangement(env, rest[0])
	if err != nil {
		return err
	}
	tick, err := tickOf(env, a, *from)
	if err != nil {
		return err
	}
	division := *to
	if division == "-" {
		division = ""
	}
	b, err := a.WithRouting(id, tick, division)
	if err != nil {
		return fmt.Errorf("%w (vol info shows parts, vol console show %s the divisions)", err, a.Console().Name)
	}
	if *out == "" {
		*out = rest[0]
	}
	return saveArrangement(env, *out, b)
}
