package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"voluntary/sequencer"
)

type tempoRow struct {
	At   string  `json:"at"`
	Tick int64   `json:"tick"`
	BPM  float64 `json:"bpm"`
}

func tempo(env *environment, args []string) error {
	f := newFlags(env)
	at := f.String("at", "", "the `position`, BAR:BEAT")
	from := f.String("from", "", "where it begins, a `position`")
	to := f.String("to", "", "where it ends, a `position`")
	bpm := f.Float64("bpm", 0, "`quarters` a minute")
	first := f.Float64("first", 0, "`quarters` a minute where it begins; else what they are there")
	last := f.Float64("last", 0, "`quarters` a minute where it ends")
	percent := f.Float64("percent", 0, "so many `percent` of what the tempo is")
	times := f.Float64("times", 0, "so many `times` as long")
	pause := f.Float64("seconds", 0, "`seconds` that the music stands still")
	taps := f.String("taps", "", "the `moments` of the beats from there on, in seconds with commas between")
	span := func(edit func(from, to sequencer.Tick) sequencer.Edit) func(*sequencer.Arrangement) (sequencer.Edit, error) {
		return func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			p := place{env: env, a: a}
			x, y := p.at(*from), p.at(*to)
			return edit(x, y), p.err
		}
	}
	point := func(edit func(at sequencer.Tick) sequencer.Edit) func(*sequencer.Arrangement) (sequencer.Edit, error) {
		return func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			p := place{env: env, a: a}
			x := p.at(*at)
			return edit(x), p.err
		}
	}
	v := verbs{list: listTempo, all: []verb{
		{"set", []string{"at", "bpm"}, nil, point(func(at sequencer.Tick) sequencer.Edit { return sequencer.SetTempo(at, *bpm) })},
		{"remove", []string{"at"}, nil, point(func(at sequencer.Tick) sequencer.Edit { return removeTempo(at) })},
		{"ramp", []string{"from", "to", "last"}, []string{"first"}, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			p := place{env: env, a: a}
			x, y := p.at(*from), p.at(*to)
			if !f.Changed("first") {
				*first = a.Tempo().At(x).BPM()
			}
			return sequencer.RampTempo(x, y, *first, *last), p.err
		}},
		{"scale", []string{"from", "to", "percent"}, nil, span(func(x, y sequencer.Tick) sequencer.Edit { return sequencer.ScaleTempo(x, y, *percent) })},
		{"even", []string{"from", "to"}, nil, span(sequencer.EraseTempo)},
		{"fermata", []string{"from", "to", "times"}, nil, span(func(x, y sequencer.Tick) sequencer.Edit { return sequencer.Fermata(x, y, *times) })},
		{"breath", []string{"at", "seconds"}, nil, point(func(at sequencer.Tick) sequencer.Edit {
			return sequencer.Breath(at, time.Duration(*pause*float64(time.Second)))
		})},
		{"tap", []string{"at", "taps"}, nil, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			p := place{env: env, a: a}
			x := p.at(*at)
			beats, err := moments(*taps)
			if p.err == nil {
				p.err = err
			}
			return sequencer.TapTempo(x, beats), p.err
		}},
	}}
	return v.run(env, f, args)
}

func removeTempo(at sequencer.Tick) sequencer.Edit {
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		switch t := a.Tempo().At(at); {
		case at == 0:
			return nil, fmt.Errorf("the piece begins with a tempo (vol tempo set changes it)")
		case t.At != at:
			return nil, fmt.Errorf("no tempo is set at %v (vol tempo list shows them)", a.Meters().Position(at))
		}
		return sequencer.EraseTempo(at, at+1)(a)
	}
}

// moments reads seconds with commas between.
func moments(text string) ([]time.Duration, error) {
	var out []time.Duration
	for _, s := range strings.Split(text, ",") {
		v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		if err != nil || !(v >= 0 && v < 1e6) {
			return nil, usagef("--taps %q: %q is no moment in seconds (for example 0,0.61,1.2)", text, s)
		}
		out = append(out, time.Duration(math.Round(v*1e9)))
	}
	return out, nil
}

func listTempo(env *environment, a *sequencer.Arrangement, asJSON bool) error {
	rows := []tempoRow{}
	for _, t := range a.Tempo().Points() {
		rows = append(rows, tempoRow{a.Meters().Position(t.At).String(), int64(t.At), math.Round(t.BPM()*1000) / 1000})
	}
	if asJSON {
		return writeJSON(env.out, struct {
			Tempos []tempoRow `json:"tempos"`
		}{rows})
	}
	lines := [][]string{{"at", "quarters a minute"}}
	for _, r := range rows {
		lines = append(lines, []string{r.At, strconv.FormatFloat(r.BPM, 'f', -1, 64)})
	}
	return table(env.out, lines)
}

type meterRow struct {
	At    string `json:"at"`
	Tick  int64  `json:"tick"`
	Meter string `json:"meter"`
}

func meter(env *environment, args []string) error {
	f := newFlags(env)
	at := f.String("at", "", "a `position` in the bar, BAR:BEAT")
	to := f.String("to", "", "a `position` in the bar that it is moved to")
	value := f.String("meter", "", "the `meter`, as 3/4")
	bar := func(a *sequencer.Arrangement, position string) (sequencer.Tick, error) {
		p := place{env: env, a: a}
		start, _ := a.Meters().BarAt(p.at(position))
		return start, p.err
	}
	v := verbs{list: listMeters, all: []verb{
		{"set", []string{"at", "meter"}, nil, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			x, err := bar(a, *at)
			var num, den int
			if n, _ := fmt.Sscanf(*value+" ", "%d/%d ", &num, &den); n != 2 && err == nil {
				err = usagef("--meter %q is no meter (for example 3/4 or 6/8)", *value)
			}
			return sequencer.SetMeter(x, num, den), err
		}},
		{"move", []string{"at", "to"}, nil, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			x, err := bar(a, *at)
			if err != nil {
				return nil, err
			}
			y, err := bar(a, *to)
			return sequencer.MoveMeter(x, y), err
		}},
		{"remove", []string{"at"}, nil, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			x, err := bar(a, *at)
			return sequencer.EraseMeter(x), err
		}},
	}}
	return v.run(env, f, args)
}

func listMeters(env *environment, a *sequencer.Arrangement, asJSON bool) error {
	rows := []meterRow{}
	lines := [][]string{{"at", "meter"}}
	for _, m := range a.Meters().Points() {
		r := meterRow{a.Meters().Position(m.At).String(), int64(m.At), fmt.Sprintf("%d/%d", m.Num, m.Den)}
		rows, lines = append(rows, r), append(lines, []string{r.At, r.Meter})
	}
	if asJSON {
		return writeJSON(env.out, struct {
			Meters []meterRow `json:"meters"`
		}{rows})
	}
	return table(env.out, lines)
}
