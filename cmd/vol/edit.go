package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"voluntary/sequencer"
)

// noteEdit is what is to be done to notes, as it was typed.
type noteEdit struct {
	which whichNotes

	by, length, grid, spread, most, gap quarters

	semitones, strength, force, percent, velocity, key int

	seed               uint64
	ends               bool
	at, on, into, name string

	// What is listed afterwards: the notes that were chosen, and those that have come.
	before   *sequencer.Arrangement
	selected sequencer.Selection
}

func editNotes(env *environment, args []string) error {
	f := newFlags(env)
	w := &noteEdit{}
	w.which.flags(f)
	f.Var(&w.by, "by", "so many `quarters` later or longer, earlier or shorter with -: 1, 0.5, -1/3")
	f.IntVar(&w.semitones, "semitones", 0, "so many `semitones` up, down with -")
	f.StringVar(&w.at, "at", "", "the `position` of it, BAR:BEAT")
	f.Var(&w.length, "length", "so many `quarters` long")
	f.IntVar(&w.key, "key", 0, "the MIDI `key`; 60 is middle C")
	f.IntVar(&w.velocity, "velocity", 80, "the `velocity`, 1 to 127")
	f.Var(&w.grid, "grid", "the grid, in `quarters`: 1/2 for eighths")
	f.IntVar(&w.strength, "strength", 100, "so many `percent` of the way to the grid")
	f.BoolVar(&w.ends, "ends", false, "the ends, too")
	f.Var(&w.spread, "spread", "early or late by up to so many `quarters`")
	f.IntVar(&w.force, "force", 0, "change the velocity by up to `this`, too")
	f.Uint64Var(&w.seed, "seed", 1, "another `number` gives another result")
	w.most = quarters(sequencer.PPQ)
	f.Var(&w.most, "most", "leave rests longer than so many `quarters`")
	f.IntVar(&w.percent, "percent", 0, "so many `percent` of the length")
	f.Var(&w.gap, "gap", "how long the key is up, in `quarters`")
	f.StringVar(&w.on, "on", "", "the `division` that plays them; - for none")
	f.StringVar(&w.into, "into", "", "the `part` that gets them")
	f.StringVar(&w.name, "name", "", "what the part of their own is `called`")
	v := verbs{list: w.list, listMay: whichFlags, all: []verb{
		{"add", []string{"part", "at", "length", "key"}, []string{"velocity"}, w.add},
		w.verb("delete", nil, nil, sequencer.DeleteNotes),
		w.verb("move", nil, []string{"by", "semitones"}, func(m sequencer.Selection) sequencer.Edit {
			return sequencer.MoveNotes(m, w.by.ticks(), w.semitones)
		}),
		{"copy", []string{"at"}, append([]string{"into"}, whichFlags...), w.copy},
		w.verb("lengthen", []string{"by"}, nil, func(m sequencer.Selection) sequencer.Edit {
			return sequencer.LengthenNotes(m, w.by.ticks(), 1)
		}),
		w.verb("begin", []string{"by"}, nil, func(m sequencer.Selection) sequencer.Edit {
			return sequencer.StartNotes(m, w.by.ticks(), 1)
		}),
		w.verb("quantise", []string{"grid"}, []string{"strength", "ends"}, func(m sequencer.Selection) sequencer.Edit {
			return sequencer.Quantise(m, w.grid.ticks(), w.strength, w.ends)
		}),
		w.verb("humanise", []string{"spread"}, []string{"force", "seed"}, func(m sequencer.Selection) sequencer.Edit {
			return sequencer.Humanise(m, w.spread.ticks(), w.force, w.seed)
		}),
		w.verb("legato", nil, []string{"most"}, func(m sequencer.Selection) sequencer.Edit { return sequencer.Legato(m, w.most.ticks()) }),
		w.verb("staccato", []string{"percent"}, nil, func(m sequencer.Selection) sequencer.Edit { return sequencer.Staccato(m, w.percent) }),
		w.verb("gap", []string{"gap"}, nil, func(m sequencer.Selection) sequencer.Edit { return sequencer.GapRepeated(m, w.gap.ticks()) }),
		w.verb("overlaps", nil, nil, sequencer.FixOverlaps),
		{"split", []string{"at"}, whichFlags, w.placed(func(m sequencer.Selection, at sequencer.Tick) sequencer.Edit {
			return sequencer.SplitNotes(m, at)
		})},
		w.verb("join", nil, nil, sequencer.JoinNotes),
		w.verb("strike", []string{"velocity"}, nil, func(m sequencer.Selection) sequencer.Edit { return sequencer.SetVelocity(m, w.velocity) }),
		w.verb("mute", nil, nil, func(m sequencer.Selection) sequencer.Edit { return sequencer.MuteNotes(m, true) }),
		w.verb("unmute", nil, nil, func(m sequencer.Selection) sequencer.Edit { return sequencer.MuteNotes(m, false) }),
		w.verb("route", []string{"on"}, nil, func(m sequencer.Selection) sequencer.Edit {
			return sequencer.RouteNotes(m, strings.TrimPrefix(w.on, "-"))
		}),
		w.verb("double", []string{"on", "voice"}, nil, func(m sequencer.Selection) sequencer.Edit {
			return sequencer.DoubleVoice(m, w.which.line, w.on)
		}),
		{"give", []string{"into"}, whichFlags, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			m, err := w.choose(a)
			if err != nil {
				return nil, err
			}
			part, err := partID(w.into)
			return sequencer.MoveToPart(m, part), err
		}},
		w.verb("part", []string{"name"}, nil, func(m sequencer.Selection) sequencer.Edit { return sequencer.SplitByHand(m, w.name) }),
	}}
	return v.run(env, f, args)
}

// verb is one that changes the notes that were chosen.
func (w *noteEdit) verb(name string, needs, may []string, edit func(sequencer.Selection) sequencer.Edit) verb {
	return verb{name, needs, append(may, whichFlags...), func(a *sequencer.Arrangement) (sequencer.Edit, error) {
		m, err := w.choose(a)
		return edit(m), err
	}}
}

func (w *noteEdit) choose(a *sequencer.Arrangement) (sequencer.Selection, error) {
	var err error
	w.before = a
	w.selected, err = w.which.of(a)
	return w.selected, err
}

// placed is an edit of the chosen notes at a place.
func (w *noteEdit) placed(edit func(sequencer.Selection, sequencer.Tick) sequencer.Edit) func(*sequencer.Arrangement) (sequencer.Edit, error) {
	return func(a *sequencer.Arrangement) (sequencer.Edit, error) {
		m, err := w.choose(a)
		if err != nil {
			return nil, err
		}
		at, err := tickOf(w.which.f.env, a, w.at)
		return edit(m, at), err
	}
}

func (w *noteEdit) add(a *sequencer.Arrangement) (sequencer.Edit, error) {
	w.before = a
	part, err := partID(w.which.part)
	if err != nil {
		return nil, err
	}
	at, err := tickOf(w.which.f.env, a, w.at)
	switch {
	case err != nil:
		return nil, err
	case w.length < 1:
		return nil, usagef("a note cannot be %v quarters long (--length 1/4 is a sixteenth)", &w.length)
	case w.key < 0 || w.key > 127:
		return nil, usagef("there is no key %d (0 to 127, 60 is middle C)", w.key)
	case w.velocity < 1 || w.velocity > 127:
		return nil, usagef("there is no velocity %d (1 to 127)", w.velocity)
	}
	return sequencer.AddNote(part, sequencer.Note{Start: at, End: at + w.length.ticks(), Key: uint8(w.key), Velocity: uint8(w.velocity)}), nil
}

func (w *noteEdit) copy(a *sequencer.Arrangement) (sequencer.Edit, error) {
	return w.placed(func(m sequencer.Selection, at sequencer.Tick) sequencer.Edit {
		clip := sequencer.Copy(a, m)
		if w.into == "" {
			return sequencer.Paste(clip, at)
		}
		part, err := partID(w.into)
		if err != nil {
			return func(*sequencer.Arrangement) (*sequencer.Arrangement, error) { return nil, err }
		}
		return sequencer.PasteInto(clip, at, part)
	})(a)
}

// list shows the notes that were chosen; after an edit those that were, and those that have come.
func (w *noteEdit) list(env *environment, a *sequencer.Arrangement, asJSON bool) error {
	take := w.selected
	switch {
	case w.before != nil:
		take = sequencer.Select(append(take.Notes(), sequencer.Added(w.before, a).Notes()...), nil)
	case w.which.any():
		var err error
		if take, err = w.which.of(a); err != nil {
			return err
		}
	default:
		take = sequencer.NotesIn(a, 0, sequencer.MaxTick)
	}
	return listChosen(env.out, a, take, asJSON)
}

// partID reads the id of a part that the user has given.
func partID(s string) (sequencer.PartID, error) {
	id, err := sequencer.ParsePartID(s)
	if err != nil {
		return 0, usagef("%v (vol info lists them)", err)
	}
	return id, nil
}

// quarters is a length in ticks that is typed in quarters: 1, 0.25, -1/3.
type quarters sequencer.Tick

func (q *quarters) ticks() sequencer.Tick { return sequencer.Tick(*q) }

// String is the length in quarters.
func (q *quarters) String() string {
	return strconv.FormatFloat(float64(*q)/sequencer.PPQ, 'f', -1, 64)
}

// Type is what the flags' help calls it.
func (q *quarters) Type() string { return "quarters" }

// Set reads a length.
func (q *quarters) Set(s string) error {
	over, under, isFraction := strings.Cut(s, "/")
	v, err := strconv.ParseFloat(over, 64)
	if err == nil && isFraction {
		var by float64
		if by, err = strconv.ParseFloat(under, 64); err == nil && by > 0 {
			v /= by
		} else {
			err = strconv.ErrSyntax
		}
	}
	if ticks := v * sequencer.PPQ; err == nil && ticks > -float64(sequencer.MaxTick) && ticks < float64(sequencer.MaxTick) {
		*q = quarters(math.Round(ticks))
		return nil
	}
	return fmt.Errorf("%q is no length in quarters", s)
}
