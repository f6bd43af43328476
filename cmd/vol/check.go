package main

import (
	"cmp"
	"fmt"
	"slices"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/traffic"
	"voluntary/sequencer/transfer"
)

type finding struct {
	Kind     string `json:"kind"`
	Severity string `json:"severity"`
	At       string `json:"at"`
	Division string `json:"division"`
	Key      *uint8 `json:"key"`
	Message  string `json:"message"`
	Fix      string `json:"fix"`
}

func check(env *environment, args []string) error {
	f := newFlags(env)
	asJSON, name := f.json(), f.console()
	rest, err := f.parse(args, "ARR")
	if err != nil {
		return err
	}
	a, report, err := loadOn(env, rest[0], *name)
	if err != nil {
		return err
	}
	c := a.Console()
	findings := []finding{}
	for _, d := range withTransfer(playability(a, c), report) {
		row := finding{
			Kind: d.Kind, Severity: string(d.Severity), At: a.Meters().Position(d.At).String(),
			Division: d.Division, Message: d.Message, Fix: d.Fix,
		}
		if d.Note != 0 {
			row.Key = &d.Key
		}
		findings = append(findings, row)
	}
	if *asJSON {
		return writeJSON(env.out, struct {
			Findings []finding `json:"findings"`
		}{findings})
	}
	if len(findings) == 0 {
		fmt.Fprintf(env.out, "Everything plays as written on %s.\n", c.Name)
		return nil
	}
	rows := [][]string{{"at", "severity", "finding", "what to do"}}
	for _, d := range findings {
		rows = append(rows, []string{d.At, d.Severity, d.Message, d.Fix})
	}
	return table(env.out, rows)
}

// withTransfer adds what became of the registration on another organ, which says more than that something is missing.
func withTransfer(found []sequencer.Diagnostic, r *transfer.Report) []sequencer.Diagnostic {
	told := make(map[string]bool)
	for _, l := range r.Changed() {
		told[l.From] = true
	}
	found = slices.DeleteFunc(found, func(d sequencer.Diagnostic) bool { return d.Kind == "missing-control" && told[d.Control] })
	found = append(found, r.Findings()...)
	slices.SortStableFunc(found, func(x, y sequencer.Diagnostic) int { return cmp.Compare(x.At, y.At) })
	return found
}

// playability is what the piece has against being played on a console, and what the wire to it does not carry, in order of
// time.
func playability(a *sequencer.Arrangement, c *registration.Console) []sequencer.Diagnostic {
	p, found := sequencer.CompileAndCheck(a, c)
	found = append(found, traffic.Of(p).Findings()...)
	slices.SortStableFunc(found, func(x, y sequencer.Diagnostic) int { return cmp.Compare(x.At, y.At) })
	return found
}
