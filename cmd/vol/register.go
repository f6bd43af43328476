package main

import (
	"fmt"
	"strings"

	"voluntary/registration"
	"voluntary/sequencer"
)

func register(env *environment, args []string) error {
	f := newFlags(env)
	ladder := f.String("ladder", "", "at one `step` of the organ's ladder: "+strings.Join(stepNames(), ", "))
	dynamics := f.Bool("dynamics", false, "at the steps that the score suggests, by its marks or by how hard its notes are struck")
	out := f.output("write the piece to this `file`; else it is changed in place")
	asJSON := f.json()
	rest, err := f.parse(args, "ARR")
	if err != nil {
		return err
	}
	step, known := registration.StepOf(*ladder)
	switch {
	case (*ladder == "") != *dynamics:
		return usagef("either --ladder STEP or --dynamics is needed (usage: %s)", env.command.usage())
	case *ladder != "" && !known:
		return usagef("--ladder %s is no step (%s)", *ladder, strings.Join(stepNames(), ", "))
	}
	a, err := loadArrangement(env, rest[0])
	if err != nil {
		return err
	}
	edit := sequencer.RegisterByDynamics()
	if *ladder != "" {
		edit = sequencer.RegisterAt(step)
	}
	b, err := edit(a)
	if err != nil {
		return hint(err, "vol register ARR --ladder mf registers it at one step")
	}
	to := *out
	if to == "" {
		to = rest[0]
	}
	if err := saveArrangement(env, to, b); err != nil {
		return err
	}
	return showSteps(env, b, *asJSON)
}

func stepNames() []string {
	names := registration.StepNames()
	return names[:]
}

func (f *flags) ladder() *string {
	return f.String("ladder", "", "at one `step` of the organ's ladder in place of the steps in the lane: "+strings.Join(stepNames(), ", "))
}

// loadAt is loadPiece at a step of the ladder; "" leaves the piece as it is.
func loadAt(env *environment, path, console, step string) (*sequencer.Arrangement, *registration.Console, error) {
	a, c, err := loadPiece(env, path, console)
	if err != nil {
		return nil, nil, err
	}
	a, err = atStep(a, step)
	return a, c, err
}

// atStep is a piece registered at a step of the ladder; "" leaves it as it is.
func atStep(a *sequencer.Arrangement, name string) (*sequencer.Arrangement, error) {
	if name == "" {
		return a, nil
	}
	step, ok := registration.StepOf(name)
	if !ok {
		return nil, usagef("--ladder %s is no step (%s)", name, strings.Join(stepNames(), ", "))
	}
	return sequencer.RegisterAt(step)(a)
}

type stepRow struct {
	At   string `json:"at"`
	Step string `json:"step"`
}

// showSteps lists where the steps of the ladder are recalled.
func showSteps(env *environment, a *sequencer.Arrangement, asJSON bool) error {
	rows := []stepRow{}
	lines := [][]string{{"from", "step"}}
	for _, e := range a.Lane() {
		for _, name := range stepNames() {
			if e.Scene == name {
				at := a.Meters().Position(e.At).String()
				rows, lines = append(rows, stepRow{at, name}), append(lines, []string{at, name})
			}
		}
	}
	if asJSON {
		return writeJSON(env.out, struct {
			Steps []stepRow `json:"steps"`
		}{rows})
	}
	if err := table(env.out, lines); err != nil {
		return err
	}
	_, err := fmt.Fprintf(env.out, "\nThe steps are those of %s.\n", a.Console().Name)
	return err
}
