package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/registration/foreign"
	"voluntary/registration/grandorgue"
)

// omission is one thing of an organ that its console does not have.
type omission struct {
	Name string `json:"name"`
	Why  string `json:"why"`
}

// imported is what came of an organ.
type imported struct {
	Format   string     `json:"format"`
	LeftOut  []omission `json:"left_out"`
	Warnings []string   `json:"warnings"`
	consoleView
}

func importConsole(env *environment, file, out string, bound, asJSON bool) error {
	if out == "" {
		return usagef("-o C.console is missing (usage: %s)", env.command.usage())
	}
	name := strings.TrimSuffix(filepath.Base(out), consolefile.Extension)
	if name == "" {
		return usagef("-o %s leaves the console without a name (give one before %s)", out, consolefile.Extension)
	}
	if err := spare(file, out); err != nil {
		return err
	}
	c, report, err := foreign.ReadFile(file)
	if err != nil {
		return hint(err, "give a .organ or .orgue file of GrandOrgue")
	}
	if bound {
		if c, err = grandorgue.Bound(c); err != nil {
			return err
		}
	}
	if c, err = named(c, name); err != nil {
		return err
	}
	if err := env.ctx.Err(); err != nil {
		return err
	}
	if err := consolefile.Save(out, c); err != nil {
		return hint(err, "name another file with -o")
	}
	in := imported{report.Format, []omission{}, []string{}, *viewConsole(c)}
	for _, l := range report.LeftOut {
		in.LeftOut = append(in.LeftOut, omission{l.Name, l.Why})
	}
	in.Warnings = append(in.Warnings, report.Warnings...)
	if asJSON {
		return writeJSON(env.out, in)
	}
	env.warn(report.Warnings...)
	return in.print(env)
}

// named gives a console the name of the file that it is kept in.
func named(c *registration.Console, name string) (*registration.Console, error) {
	renamed := *c
	renamed.Name = name
	return registration.NewConsole(renamed)
}

func (in *imported) print(env *environment) error {
	if err := in.consoleView.print(env); err != nil {
		return err
	}
	if len(in.LeftOut) == 0 {
		return nil
	}
	fmt.Fprintln(env.out)
	rows := [][]string{{"left out", "why"}}
	for _, l := range in.LeftOut {
		rows = append(rows, []string{l.Name, l.Why})
	}
	return table(env.out, rows)
}
