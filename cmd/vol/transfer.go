package main

import (
	"fmt"
	"strings"

	"voluntary/registration"
	organ "voluntary/registration/transfer"
	"voluntary/sequencer"
	"voluntary/sequencer/transfer"
)

// transferRow is one line of what becomes of a registration on another organ.
type transferRow struct {
	Kind    string   `json:"kind"`  // same, substitute, covered, needless or lost
	About   string   `json:"about"` // control, division or enclosure
	At      string   `json:"at"`
	From    string   `json:"from"`
	To      []string `json:"to"`
	Why     string   `json:"why"`
	Chosen  bool     `json:"chosen"`
	Message string   `json:"message"`
}

// bring gives the piece as it is played on another console: on that of its own it is the piece itself.
func bring(a *sequencer.Arrangement, c *registration.Console) (*sequencer.Arrangement, *transfer.Report, error) {
	choices, err := choicesFor(a.Console(), c)
	if err != nil {
		return nil, nil, err
	}
	return transfer.To(a, c, choices)
}

// choicesFor are what was chosen for a pair of organs.
func choicesFor(from, to *registration.Console) (organ.Choices, error) {
	book, err := organ.OpenBook("")
	if err != nil {
		return organ.Choices{}, err
	}
	return book.Choices(from.Name, to.Name)
}

// warnOfTransfer says in one line that not all is as written.
func warnOfTransfer(env *environment, r *transfer.Report) {
	var words []string
	if n := r.Count(organ.Substitute); n > 0 {
		words = append(words, fmt.Sprintf("%d with something in its place", n))
	}
	if n := r.Count(organ.Lost); n > 0 {
		words = append(words, fmt.Sprintf("%d left out", n))
	}
	if len(words) > 0 {
		env.warn(fmt.Sprintf("the piece is registered for %s and is played on %s: %s (vol transfer ARR --console %s lists them)",
			r.From, r.To, strings.Join(words, ", "), r.To))
	}
}

func transferPiece(env *environment, args []string) error {
	f := newFlags(env)
	asJSON, name := f.json(), f.console()
	out := f.output("write the piece, registered for the other organ, to this `file`")
	choose := f.StringArray("choose", nil, "`FROM=TO[,TO]`: what stands for a control or division from now on; FROM=- leaves it out, FROM= forgets what was chosen")
	accept := f.Bool("accept", false, "accept what is proposed: it is kept for this pair of organs")
	forget := f.Bool("forget", false, "forget all that was chosen for this pair of organs")
	rest, err := f.parse(args, "ARR")
	switch {
	case err != nil:
		return err
	case *name == "":
		return usagef("--console OTHER is missing: the organ to play on (vol console list names them)")
	}
	if *out != "" {
		if err := spare(rest[0], *out); err != nil {
			return err
		}
	}
	a, err := loadArrangement(env, rest[0])
	if err != nil {
		return err
	}
	c, err := consoleOr(*name, nil)
	if err != nil {
		return err
	}
	book, err := organ.OpenBook("")
	if err != nil {
		return err
	}
	before, err := book.Choices(a.Console().Name, c.Name)
	if err != nil {
		return err
	}
	choices := before
	if *forget {
		choices = organ.Choices{}
	}
	for _, text := range *choose {
		if choices, err = chosen(choices, text, a.Console(), c); err != nil {
			return err
		}
	}
	there, report, err := transfer.To(a, c, choices)
	if err != nil {
		return err
	}
	if *accept {
		choices = choices.Accept(report.Plain())
		if there, report, err = transfer.To(a, c, choices); err != nil {
			return err
		}
	}
	if *accept || *forget || len(*choose) > 0 {
		if err := book.Keep(a.Console().Name, c.Name, choices); err != nil {
			return err
		}
	}
	if *out != "" {
		if err := saveArrangement(env, *out, there); err != nil {
			return err
		}
	}
	return showTransfer(env, a, report, *asJSON)
}

// chosen adds one choice, written FROM=TO.
func chosen(choices organ.Choices, text string, from, to *registration.Console) (organ.Choices, error) {
	key, value, ok := strings.Cut(text, "=")
	if !ok {
		return choices, usagef("--choose %s is not FROM=TO (ids of controls, or of divisions; FROM=- leaves it out)", text)
	}
	var ids []string
	if value != "-" && value != "" {
		ids = strings.Split(value, ",")
	}
	if _, division := from.Division(key); division {
		if value == "" {
			return choices.WithoutDivision(key), nil
		}
		if len(ids) == 0 {
			return choices.WithDivision(key, ""), nil
		}
		if _, found := to.Division(value); !found {
			return choices, usagef("--choose %s: %s has no division %q (vol console show %s lists them)", text, to.Name, value, to.Name)
		}
		return choices.WithDivision(key, value), nil
	}
	for _, id := range ids {
		if _, found := to.Control(id); !found {
			return choices, usagef("--choose %s: %s has no control %q (vol console show %s lists them)", text, to.Name, id, to.Name)
		}
	}
	if value == "" {
		return choices.WithoutControl(key), nil
	}
	return choices.WithControl(key, ids), nil
}

func showTransfer(env *environment, a *sequencer.Arrangement, r *transfer.Report, asJSON bool) error {
	rows := []transferRow{}
	for _, l := range r.Lines {
		rows = append(rows, transferRow{
			Kind: string(l.Kind), About: l.About, At: a.Meters().Position(l.At).String(), From: l.From,
			To: append([]string{}, l.To...), Why: l.Why, Chosen: l.Chosen, Message: l.Message(),
		})
	}
	if asJSON {
		return writeJSON(env.out, struct {
			From  string        `json:"from"`
			To    string        `json:"to"`
			Lines []transferRow `json:"lines"`
		}{r.From, r.To, rows})
	}
	if len(r.Changed()) == 0 {
		fmt.Fprintf(env.out, "Everything that is registered for %s is there on %s.\n", r.From, r.To)
		return nil
	}
	lines := [][]string{{"from", "what", "on " + r.To, ""}}
	for _, l := range r.Changed() {
		note := ""
		if l.Chosen {
			note = "chosen"
		}
		lines = append(lines, []string{a.Meters().Position(l.At).String(), string(l.Kind), l.Message(), note})
	}
	return table(env.out, lines)
}
