package main

import (
	"fmt"

	"voluntary/sequencer"
)

func bars(env *environment, args []string) error {
	f := newFlags(env)
	first := f.Int("first", 0, "the first `bar`")
	last := f.Int("last", 0, "the last `bar`")
	before := f.Int("before", 0, "before this `bar`")
	count := f.Int("count", 1, "`how many`")
	times := f.Int("times", 2, "`how often` in all")
	span := func(edit func(from, to sequencer.Tick) sequencer.Edit) func(*sequencer.Arrangement) (sequencer.Edit, error) {
		return func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			if *first < 1 || *last < *first {
				return nil, usagef("--first %d --last %d are no bars (from 1 on, the last not before the first)", *first, *last)
			}
			from, to := sequencer.BarSpan(a, *first, *last)
			return edit(from, to), nil
		}
	}
	place := func(a *sequencer.Arrangement) (sequencer.Tick, error) {
		if *before < 1 {
			return 0, usagef("--before %d is no bar (from 1 on)", *before)
		}
		at, _ := sequencer.BarSpan(a, *before, *before)
		return at, nil
	}
	both := []string{"first", "last"}
	v := verbs{list: listBars, all: []verb{
		{"insert", []string{"before"}, []string{"count"}, func(*sequencer.Arrangement) (sequencer.Edit, error) {
			return sequencer.InsertBars(*before, *count), nil
		}},
		{"delete", both, nil, span(sequencer.DeleteSpan)},
		{"clear", both, nil, span(sequencer.ClearSpan)},
		{"repeat", both, []string{"times"}, span(func(from, to sequencer.Tick) sequencer.Edit { return sequencer.RepeatSpan(from, to, *times) })},
		{"move", []string{"first", "last", "before"}, nil, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			at, err := place(a)
			if err != nil {
				return nil, err
			}
			return span(func(from, to sequencer.Tick) sequencer.Edit { return sequencer.MoveSpan(from, to, at) })(a)
		}},
		{"copy", []string{"first", "last", "before"}, nil, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			at, err := place(a)
			if err != nil {
				return nil, err
			}
			return span(func(from, to sequencer.Tick) sequencer.Edit {
				return sequencer.PasteInserting(sequencer.CopySpan(a, from, to), at)
			})(a)
		}},
	}}
	return v.run(env, f, args)
}

// listBars says how many bars there are, and how long they are.
func listBars(env *environment, a *sequencer.Arrangement, asJSON bool) error {
	if asJSON {
		return writeJSON(env.out, struct {
			Bars     int     `json:"bars"`
			Duration seconds `json:"duration"`
		}{a.Bars(), seconds(a.Duration())})
	}
	_, err := fmt.Fprintln(env.out, sequencer.Count(a.Bars(), "bar"))
	return err
}
