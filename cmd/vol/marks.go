package main

import (
	"fmt"

	"voluntary/sequencer"
)

type markRow struct {
	ID   uint32             `json:"id"`
	At   string             `json:"at"`
	Tick int64              `json:"tick"`
	Kind sequencer.MarkKind `json:"kind"`
	Name string             `json:"name"`
}

func marks(env *environment, args []string) error {
	f := newFlags(env)
	at := f.String("at", "", "the `position`, BAR:BEAT")
	to := f.String("to", "", "the `position` that it is moved to")
	kind := f.String("kind", string(sequencer.Section), "what it is: section, verse or `wait`")
	name := f.String("name", "", "what it is `called`")
	id := f.Uint32("id", 0, "the mark's `number`, as list shows it")
	v := verbs{list: listMarks, all: []verb{
		{"add", []string{"at"}, []string{"kind", "name"}, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			p := place{env: env, a: a}
			x := p.at(*at)
			return sequencer.AddMark(x, sequencer.MarkKind(*kind), *name), p.err
		}},
		{"rename", []string{"id"}, []string{"kind", "name"}, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			m, err := markOf(a, *id)
			if f.Changed("kind") {
				m.Kind = sequencer.MarkKind(*kind)
			}
			if f.Changed("name") {
				m.Name = *name
			}
			return sequencer.RenameMark(m.ID, m.Kind, m.Name), err
		}},
		{"move", []string{"id", "to"}, nil, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			m, err := markOf(a, *id)
			if err != nil {
				return nil, err
			}
			p := place{env: env, a: a}
			x := p.at(*to)
			return sequencer.MoveMark(m.ID, x), p.err
		}},
		{"remove", []string{"id"}, nil, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			m, err := markOf(a, *id)
			return sequencer.RemoveMark(m.ID), err
		}},
	}}
	return v.run(env, f, args)
}

func markOf(a *sequencer.Arrangement, id uint32) (sequencer.Mark, error) {
	for _, m := range a.Marks() {
		if uint32(m.ID) == id {
			return m, nil
		}
	}
	return sequencer.Mark{}, fmt.Errorf("there is no mark %d (vol marks ARR list shows them)", id)
}

func listMarks(env *environment, a *sequencer.Arrangement, asJSON bool) error {
	rows := []markRow{}
	lines := [][]string{{"id", "at", "kind", "name"}}
	for _, m := range a.Marks() {
		r := markRow{uint32(m.ID), a.Meters().Position(m.At).String(), int64(m.At), m.Kind, m.Name}
		rows, lines = append(rows, r), append(lines, []string{fmt.Sprint(r.ID), r.At, string(r.Kind), r.Name})
	}
	if asJSON {
		return writeJSON(env.out, struct {
			Marks []markRow `json:"marks"`
		}{rows})
	}
	return table(env.out, lines)
}
