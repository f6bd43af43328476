package main

import (
	"fmt"
	"strings"

	"voluntary/sequencer"
)

type routingRow struct {
	At       string `json:"at"`
	Division string `json:"division"`
}

type partRow struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	Track   int          `json:"track"`
	Shift   int          `json:"shift"`
	Notes   int          `json:"notes"`
	Routing []routingRow `json:"routing"`
}

func editParts(env *environment, args []string) error {
	f := newFlags(env)
	part := f.String("part", "", "the part's `id`, as list shows it")
	name := f.String("name", "", "what it is `called`")
	to := f.String("to", "", "the `division` that plays it throughout; - for none")
	shift := f.Int("shift", 0, "by how many `semitones` every note is moved when it is played")
	into := f.String("into", "", "the `part` that gets its notes")
	below := f.Int("below", 0, "the notes below this MIDI `key` become a part of their own")
	voice := f.String("voice", "", "the top or bottom `voice` becomes a part of its own")
	hands := f.Bool("hands", false, "the left hand becomes a part of its own")
	id := func(edit func(sequencer.PartID) (sequencer.Edit, error)) func(*sequencer.Arrangement) (sequencer.Edit, error) {
		return func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			p, err := partID(*part)
			if err != nil {
				return nil, err
			}
			if a.Part(p) == nil {
				return nil, fmt.Errorf("there is no part %v (vol parts ARR list shows them)", p)
			}
			return edit(p)
		}
	}
	v := verbs{list: listParts, all: []verb{
		{"add", []string{"name"}, []string{"to"}, func(a *sequencer.Arrangement) (sequencer.Edit, error) {
			if f.Changed("to") {
				return sequencer.AddPart(*name, strings.TrimPrefix(*to, "-")), nil
			}
			return sequencer.AddPart(*name, sequencer.LikelyDivision(a.Console(), *name)), nil
		}},
		{"set", []string{"part"}, []string{"name", "to", "shift"}, id(func(p sequencer.PartID) (sequencer.Edit, error) {
			var edits []sequencer.Edit
			if f.Changed("name") {
				edits = append(edits, sequencer.RenamePart(p, *name))
			}
			if f.Changed("to") {
				edits = append(edits, sequencer.RoutePart(p, strings.TrimPrefix(*to, "-")))
			}
			if f.Changed("shift") {
				edits = append(edits, sequencer.ShiftPart(p, *shift))
			}
			if edits == nil {
				return nil, usagef("what should be set? (--name, --to or --shift)")
			}
			return sequencer.InTurn(edits...), nil
		})},
		{"remove", []string{"part"}, nil, id(func(p sequencer.PartID) (sequencer.Edit, error) { return sequencer.RemovePart(p), nil })},
		{"merge", []string{"part", "into"}, nil, id(func(p sequencer.PartID) (sequencer.Edit, error) {
			other, err := partID(*into)
			return sequencer.MergeParts(p, other), err
		})},
		{"split", []string{"part"}, []string{"below", "voice", "hands"}, id(func(p sequencer.PartID) (sequencer.Edit, error) {
			ways := 0
			for _, name := range []string{"below", "voice", "hands"} {
				if f.Changed(name) {
					ways++
				}
			}
			switch {
			case ways != 1:
				return nil, usagef("how should it be split? (one of --below, --voice and --hands)")
			case *hands:
				return sequencer.SplitHands(p), nil
			case f.Changed("below"):
				if *below < 1 || *below > 127 {
					return nil, usagef("--below %d is no key to split at (1 to 127, 60 is middle C)", *below)
				}
				return sequencer.SplitByKey(p, uint8(*below)), nil
			}
			v, err := voiceNamed(*voice)
			return sequencer.SplitByVoice(p, v), err
		})},
	}}
	return v.run(env, f, args)
}

// voiceNamed reads --voice.
func voiceNamed(s string) (sequencer.Voice, error) {
	for _, v := range []sequencer.Voice{sequencer.Top, sequencer.Bottom} {
		if strings.EqualFold(s, v.String()) {
			return v, nil
		}
	}
	return 0, usagef("--voice %q is no voice (top or bottom)", s)
}

func listParts(env *environment, a *sequencer.Arrangement, asJSON bool) error {
	rows := partRows(a)
	if asJSON {
		return writeJSON(env.out, struct {
			Parts []partRow `json:"parts"`
		}{rows})
	}
	return table(env.out, partLines(rows))
}

func partRows(a *sequencer.Arrangement) []partRow {
	rows := []partRow{}
	for i := range a.Parts() {
		p := &a.Parts()[i]
		row := partRow{ID: p.ID.String(), Name: p.Name, Track: p.Track, Shift: int(p.Shift), Notes: len(p.Notes), Routing: []routingRow{}}
		for _, r := range p.Routing {
			row.Routing = append(row.Routing, routingRow{a.Meters().Position(r.At).String(), r.Division})
		}
		rows = append(rows, row)
	}
	return rows
}

func partLines(rows []partRow) [][]string {
	lines := [][]string{{"part", "name", "track", "notes", "routing"}}
	for _, p := range rows {
		var routing []string
		for _, r := range p.Routing {
			routing = append(routing, r.At+" "+orNone(r.Division))
		}
		lines = append(lines, []string{p.ID, p.Name, fmt.Sprint(p.Track), sequencer.Figures(p.Notes), strings.Join(routing, ", ")})
	}
	return lines
}
