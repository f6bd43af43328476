package main

import (
	"fmt"
	"math"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
)

type divisionRow struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Lowest  uint8  `json:"lowest"`
	Highest uint8  `json:"highest"`
}

type controlRow struct {
	ID       string  `json:"id"`
	Kind     string  `json:"kind"`
	Division string  `json:"division"`
	Name     string  `json:"name"`
	Pitch    float64 `json:"pitch"` // in feet, to three places
	Family   string  `json:"family"`
	To       string  `json:"to"`
	Shift    int     `json:"shift"`
}

type enclosureRow struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Divisions []string `json:"divisions"`
}

type consoleView struct {
	Name       string         `json:"name"`
	Title      string         `json:"title"`
	Divisions  []divisionRow  `json:"divisions"`
	Controls   []controlRow   `json:"controls"`
	Enclosures []enclosureRow `json:"enclosures"`
	Scenes     []string       `json:"scenes"`
	Dialect    dialectView    `json:"dialect"`
}

func console(env *environment, args []string) error {
	f := newFlags(env)
	out := f.output("write to this `file`; the verbs that change a console else do it in place")
	input := f.String("input", "", "of settings: GrandOrgue's `name` for the input that the messages come by; any when it is left out")
	bound := f.Bool("no-header", false, "of import: plain numbers without GrandOrgue's set-up header, for a GrandOrgue that has the settings file")
	make := f.String("template", "", "of new: the `make` of the organ (vol console templates lists them)")
	manuals := f.Int("manuals", 0, "of new: how many manuals the organ has; 0 is usual for the make")
	stops := f.String("stops", "", "of new: take the divisions and stops of this `console`")
	title := f.String("title", "", "of new and set: what the organ is called, for people")
	work := newConsoleWork(f)
	asJSON := f.json()
	if asked, err := f.asked(args); asked || err != nil {
		return err
	}
	known := map[string][]string{
		"import": {"json", "output", "no-header"}, "new": {"json", "output", "template", "manuals", "stops", "title"}, "settings": {"output", "input"},
	}[f.Arg(0)]
	verb, changes := consoleVerbs[f.Arg(0)]
	if changes {
		known = append([]string{"json", "output"}, verb...)
	}
	if known == nil {
		known = []string{"json"}
	}
	if err := f.only(known...); err != nil {
		return err
	}
	switch {
	case changes && f.NArg() == 2:
		return work.run(env, f.Arg(0), f.Arg(1), *out, *title, *asJSON)
	case f.Arg(0) == "settings" && f.NArg() == 2:
		return writeSettings(env, f.Arg(1), *out, *input)
	case f.Arg(0) == "templates" && f.NArg() == 1:
		return listTemplates(env, *asJSON)
	case f.Arg(0) == "new" && f.NArg() == 1:
		return newConsole(env, *make, *stops, *manuals, *title, *out, *asJSON)
	case f.Arg(0) == "import" && f.NArg() == 2:
		return importConsole(env, f.Arg(1), *out, *bound, *asJSON)
	case f.Arg(0) == "list" && f.NArg() == 1:
		return listConsoles(env, *asJSON)
	case (f.Arg(0) == "show" || f.Arg(0) == "check") && f.NArg() == 2:
		c, err := consoleOr(f.Arg(1), nil)
		if err != nil {
			return err
		}
		if f.Arg(0) == "check" {
			return checkConsole(env, c, *asJSON)
		}
		v := viewConsole(c)
		if *asJSON {
			return writeJSON(env.out, v)
		}
		return v.print(env)
	}
	return usagef("vol console needs list, templates, new, show, check, add, set, move, sort, jamb, rename, remove or copy and the name of a console, or import or settings and a file (usage: %s)", env.command.usage())
}

func listConsoles(env *environment, asJSON bool) error {
	type row struct {
		Name  string `json:"name"`
		Title string `json:"title"`
	}
	rows := []row{}
	lines := [][]string{{"name", "title"}}
	for _, e := range consolefile.List() {
		if e.Err != nil {
			env.warn(fmt.Sprintf("%s cannot be read: %v", e.Path, e.Err))
		}
		rows = append(rows, row{e.Name, e.Title})
		lines = append(lines, []string{e.Name, e.Title})
	}
	if asJSON {
		return writeJSON(env.out, struct {
			Consoles []row `json:"consoles"`
		}{rows})
	}
	return table(env.out, lines)
}

func viewConsole(c *registration.Console) *consoleView {
	v := &consoleView{
		Name: c.Name, Title: c.Title, Divisions: []divisionRow{}, Controls: []controlRow{},
		Enclosures: []enclosureRow{}, Scenes: []string{}, Dialect: viewDialect(c),
	}
	for _, d := range c.Divisions {
		v.Divisions = append(v.Divisions, divisionRow{d.ID, d.Name, d.Lowest, d.Highest})
	}
	for _, k := range c.Controls {
		row := controlRow{
			ID: k.ID, Kind: k.Kind.String(), Division: c.Divisions[k.Division].ID, Name: k.Name,
			Pitch: math.Round(k.Pitch*1000) / 1000, Family: string(k.Family), Shift: int(k.Shift),
		}
		if k.Kind == registration.Coupler {
			row.To = c.Divisions[k.To].ID
		}
		v.Controls = append(v.Controls, row)
	}
	for _, e := range c.Enclosures {
		row := enclosureRow{ID: e.ID, Name: e.Name, Divisions: []string{}}
		for _, d := range e.Divisions {
			row.Divisions = append(row.Divisions, c.Divisions[d].ID)
		}
		v.Enclosures = append(v.Enclosures, row)
	}
	for _, s := range c.Scenes {
		v.Scenes = append(v.Scenes, s.Name)
	}
	return v
}

func (v *consoleView) print(env *environment) error {
	fmt.Fprintf(env.out, "%s: %s\n\n", v.Name, v.Title)
	rows := [][]string{{"division", "name", "compass"}}
	for _, d := range v.Divisions {
		rows = append(rows, []string{d.ID, d.Name, sequencer.KeyName(d.Lowest) + "-" + sequencer.KeyName(d.Highest)})
	}
	if err := table(env.out, rows); err != nil {
		return err
	}
	fmt.Fprintln(env.out)
	rows = [][]string{{"id", "kind", "name", "feet", "family", "also plays"}}
	for _, k := range v.Controls {
		feet, also := "", k.To
		if k.Pitch > 0 {
			feet = registration.FeetText(k.Pitch)
		}
		if k.Shift != 0 {
			also += fmt.Sprintf(" %+d", k.Shift)
		}
		rows = append(rows, []string{k.ID, k.Kind, k.Name, feet, k.Family, also})
	}
	for _, e := range v.Enclosures {
		rows = append(rows, []string{e.ID, "enclosure", e.Name, "", "", ""})
	}
	if err := table(env.out, rows); err != nil {
		return err
	}
	return v.Dialect.print(env)
}
