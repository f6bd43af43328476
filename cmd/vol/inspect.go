package main

import (
	"fmt"
	"strings"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/smf"
)

type inspectedTrack struct {
	Index    int     `json:"index"`
	Name     string  `json:"name"`
	Channels []int   `json:"channels"`
	Notes    int     `json:"notes"`
	Lowest   int     `json:"lowest"`
	Highest  int     `json:"highest"`
	Suggest  string  `json:"suggest"`
	Shift    int     `json:"shift"`
	Reason   string  `json:"reason"`
	Division *string `json:"division,omitempty"`
}

type inspection struct {
	Format       string           `json:"format"`
	Title        string           `json:"title"`
	Status       string           `json:"status"`
	Tracks       []inspectedTrack `json:"tracks"`
	Duration     seconds          `json:"duration"`
	TempoChanges int              `json:"tempo_changes"`
	Bars         int              `json:"bars"`
	Warnings     []string         `json:"warnings"`
}

func inspect(env *environment, args []string) error {
	f := newFlags(env)
	asJSON, name := f.json(), f.console()
	rest, err := f.parse(args, "SCORE")
	if err != nil {
		return err
	}
	c, err := consoleOr(*name, nil)
	if err != nil {
		return err
	}
	sc, err := readScore(rest[0])
	if err != nil {
		return err
	}
	in, err := inspectScore(sc, c)
	if err != nil {
		return err
	}
	if *asJSON {
		return writeJSON(env.out, in)
	}
	return in.print(env)
}

func inspectScore(sc *score, c *registration.Console) (*inspection, error) {
	f := sc.file
	all := smf.Suggest(f, c)
	whole := smf.Take(all) // every track, so that bars and title are the score's
	for i := range whole {
		whole[i].Division = c.Divisions[0].ID
	}
	a, err := smf.Import(f, whole, c, sequencer.Source{Name: sc.name, Format: "smf"})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", sc.name, err)
	}
	in := &inspection{
		Format: "smf", Title: a.Title(), Status: string(f.Status), Tracks: []inspectedTrack{},
		Duration: seconds(time.Duration(f.End()) * time.Microsecond), TempoChanges: len(f.Tempos),
		Bars: a.Bars(), Warnings: append([]string{}, f.Warnings...),
	}
	suggestions := make(map[int]smf.Suggestion)
	for _, s := range all {
		suggestions[s.Track] = s
	}
	for i := range f.Tracks {
		t := &f.Tracks[i]
		s := suggestions[i]
		row := inspectedTrack{
			Index: i, Name: t.Name, Channels: []int{}, Notes: len(t.Notes),
			Suggest: s.Division, Shift: int(s.Shift), Reason: s.Reason,
		}
		for _, ch := range t.Channels() {
			row.Channels = append(row.Channels, ch+1)
		}
		if len(t.Notes) > 0 {
			lo, hi := t.Range()
			row.Lowest, row.Highest = int(lo), int(hi)
		}
		in.Tracks = append(in.Tracks, row)
	}
	return in, nil
}

func (in *inspection) print(env *environment) error {
	fmt.Fprintf(env.out, "%s: %s, %s, %s, %s\n", in.Title, in.Status, sequencer.Count(in.Bars, "bar"), clockText(time.Duration(in.Duration)),
		sequencer.Count(in.TempoChanges, "tempo change"))
	rows := [][]string{{"track", "name", "channels", "notes", "range", "division", "reason"}}
	for _, t := range in.Tracks {
		if t.Notes == 0 {
			continue
		}
		division, reason := t.Suggest, t.Reason
		if t.Division != nil {
			if division = *t.Division; division != t.Suggest { // the reason is for another one
				reason = "You have chosen this."
			}
		}
		if t.Shift != 0 {
			division += fmt.Sprintf(" %+d", t.Shift)
		}
		rows = append(rows, []string{
			fmt.Sprint(t.Index), t.Name, strings.Trim(fmt.Sprint(t.Channels), "[]"), sequencer.Figures(t.Notes),
			sequencer.KeyName(uint8(t.Lowest)) + "-" + sequencer.KeyName(uint8(t.Highest)), division, reason,
		})
	}
	if err := table(env.out, rows); err != nil {
		return err
	}
	env.warn(in.Warnings...)
	return nil
}
