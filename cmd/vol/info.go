package main

import (
	"fmt"
	"strings"
	"time"

	"voluntary/sequencer"
)

type pieceInfo struct {
	Title    string    `json:"title"`
	Composer string    `json:"composer,omitempty"`
	Tune     string    `json:"tune,omitempty"`
	Number   string    `json:"number,omitempty"`
	Rights   string    `json:"copyright,omitempty"`
	Comment  string    `json:"comment,omitempty"`
	Console  string    `json:"console"`
	Parts    []partRow `json:"parts"`
	Notes    int       `json:"notes"`
	Bars     int       `json:"bars"`
	Duration seconds   `json:"duration"`
	Lane     int       `json:"lane"`
	Marks    int       `json:"marks"`

	Tuning tuningInfo `json:"tuning"`
}

func info(env *environment, args []string) error {
	f := newFlags(env)
	asJSON := f.json()
	rest, err := f.parse(args, "ARR")
	if err != nil {
		return err
	}
	a, err := loadArrangement(env, rest[0])
	if err != nil {
		return err
	}
	in := describe(a)
	if *asJSON {
		return writeJSON(env.out, in)
	}
	fmt.Fprintf(env.out, "%s, for %s: %s, %s, %s, %s, %s\n", in.Title, in.Console, sequencer.Count(in.Bars, "bar"),
		clockText(time.Duration(in.Duration)), sequencer.Count(in.Notes, "note"), sequencer.Count(in.Lane, "lane event"),
		sequencer.Count(in.Marks, "mark"))
	if a.Tuning() != (sequencer.Tuning{}) {
		fmt.Fprintf(env.out, "tuning: %s\n", tuningText(a.Tuning()))
	}
	for _, words := range [][2]string{{"composer", in.Composer}, {"tune", in.Tune}, {"number", in.Number}, {"copyright", in.Rights}, {"notes", in.Comment}} {
		if words[1] != "" {
			fmt.Fprintf(env.out, "%s: %s\n", words[0], strings.ReplaceAll(words[1], "\n", " / "))
		}
	}
	return table(env.out, partLines(in.Parts))
}

func orNone(division string) string {
	if division == "" {
		return "(none)"
	}
	return division
}

func describe(a *sequencer.Arrangement) *pieceInfo {
	words := a.Piece()
	in := &pieceInfo{
		Composer: words.Composer, Tune: words.Tune, Number: words.Number, Rights: words.Copyright, Comment: words.Notes,
		Title: a.Title(), Console: a.Console().Name, Parts: partRows(a), Notes: a.NoteCount(), Bars: a.Bars(),
		Duration: seconds(a.Duration()), Lane: len(a.Lane()), Marks: len(a.Marks()), Tuning: tuningInfo(a.Tuning()),
	}
	return in
}
