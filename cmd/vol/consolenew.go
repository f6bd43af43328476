package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/registration/template"
)

// templateRow is one make that a console can be started from.
type templateRow struct {
	Name    string   `json:"name"`
	Title   string   `json:"title"`
	Manuals []int    `json:"manuals"`
	About   string   `json:"about"`
	Next    []string `json:"next"`
}

func listTemplates(env *environment, asJSON bool) error {
	rows := []templateRow{}
	lines := [][]string{{"name", "title", "manuals"}}
	for _, t := range template.List() {
		rows = append(rows, templateRow{t.Name, t.Title, t.Manuals(), t.About, t.Next})
		lines = append(lines, []string{t.Name, t.Title, strings.Trim(strings.ReplaceAll(fmt.Sprint(t.Manuals()), " ", ", "), "[]")})
	}
	if asJSON {
		return writeJSON(env.out, struct {
			Templates []templateRow `json:"templates"`
		}{rows})
	}
	return table(env.out, lines)
}

// begun is a console that was started from a template.
type begun struct {
	Template string   `json:"template"`
	About    string   `json:"about"`
	Next     []string `json:"next"`
	Notes    []string `json:"notes"` // what cannot be reached yet
	consoleView
}

// newConsole starts a console from a template, with the stops of another one where one is given.
func newConsole(env *environment, make, stops string, manuals int, title, out string, asJSON bool) error {
	if make == "" {
		return usagef("--template NAME is missing (vol console templates lists them)")
	}
	if out == "" {
		return usagef("-o X.console is missing (usage: %s)", env.command.usage())
	}
	name := strings.TrimSuffix(filepath.Base(out), consolefile.Extension)
	if name == "" {
		return usagef("-o %s leaves the console without a name (give one before %s)", out, consolefile.Extension)
	}
	if stops != "" && manuals != 0 {
		return usagef("--manuals and --stops do not go together (the console given has its own manuals)")
	}
	t, err := template.Find(make)
	if err != nil {
		return err
	}
	var c *registration.Console
	if stops == "" {
		if title == "" {
			title = t.Title
		}
		if c, err = t.Console(title, manuals); err != nil {
			return hint(err, "give one of these with --manuals")
		}
	} else if c, err = consoleOr(stops, nil); err != nil {
		return err
	}
	c, notes, err := t.Speak(c)
	if err != nil {
		return err
	}
	called := *c
	called.Name = name
	if title != "" {
		called.Title = title
	}
	if c, err = registration.NewConsole(called); err != nil {
		return err
	}
	if err := consolefile.Save(out, c); err != nil {
		return hint(err, "name another file with -o")
	}
	b := begun{t.Name, t.About, t.Next, append([]string{}, notes...), *viewConsole(c)}
	if asJSON {
		return writeJSON(env.out, b)
	}
	if err := b.print(env); err != nil {
		return err
	}
	fmt.Fprintf(env.out, "\n%s\n", t.About)
	for _, s := range append(append([]string{}, t.Next...), notes...) {
		fmt.Fprintf(env.out, "* %s\n", s)
	}
	return nil
}
