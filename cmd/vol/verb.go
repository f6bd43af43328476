package main

import (
	"slices"
	"strings"

	"voluntary/sequencer"
)

// verb is one thing that a command does to a piece.
type verb struct {
	name  string
	needs []string // flags that it cannot do without
	may   []string // flags that it knows besides
	edit  func(a *sequencer.Arrangement) (sequencer.Edit, error)
}

// verbs is a command that lists something of a piece and changes it.
type verbs struct {
	all     []verb
	list    func(env *environment, a *sequencer.Arrangement, asJSON bool) error
	listMay []string // flags that list knows besides
}

// run reads ARR and the verb, and does it. The flags of the verbs are set up already.
func (v *verbs) run(env *environment, f *flags, args []string) error {
	asJSON := f.json()
	out := f.output("write the changed piece to this `file` instead of in place")
	names := []string{"list"}
	for _, one := range v.all {
		names = append(names, one.name)
	}
	rest, err := f.parse(args, "ARR", strings.Join(names[:len(names)-1], ", ")+" or "+names[len(names)-1])
	if err != nil {
		return err
	}
	i := slices.IndexFunc(v.all, func(one verb) bool { return one.name == rest[1] })
	switch {
	case rest[1] == "list":
		err = f.only(append([]string{"json"}, v.listMay...)...)
	case i < 0:
		err = usagef("vol %s cannot %q (usage: %s)", env.command.name, rest[1], env.command.usage())
	default:
		one := v.all[i]
		err = f.only(slices.Concat(one.needs, one.may, []string{"json", "output"})...)
		for _, name := range one.needs {
			if err == nil && !f.Changed(name) {
				err = usagef("--%s is missing (usage: %s)", name, env.command.usage())
			}
		}
	}
	if err != nil {
		return err
	}
	a, err := loadArrangement(env, rest[0])
	if err != nil {
		return err
	}
	if i < 0 {
		return v.list(env, a, *asJSON)
	}
	edit, err := v.all[i].edit(a)
	if err != nil {
		return err
	}
	if a, err = edit(a); err != nil {
		return hint(err, "vol "+env.command.name+" ARR list shows what there is")
	}
	if *out == "" {
		*out = rest[0]
	}
	if err := saveArrangement(env, *out, a); err != nil || !*asJSON {
		return err
	}
	return v.list(env, a, true)
}

// place reads positions and remembers the first mistake.
type place struct {
	env *environment
	a   *sequencer.Arrangement
	err error
}

func (p *place) at(position string) sequencer.Tick {
	if p.err != nil {
		return 0
	}
	var t sequencer.Tick
	t, p.err = tickOf(p.env, p.a, position)
	return t
}
