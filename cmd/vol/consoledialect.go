package main

import (
	"cmp"
	"fmt"
	"strings"

	"voluntary/registration"
	"voluntary/registration/dialect"
)

// messageRow is what moves a control or a shoe, in words and in hex; all is empty for what is not reached over MIDI.
type messageRow struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`
	Words string `json:"words"`
	On    string `json:"on"`  // of a shoe: open
	Off   string `json:"off"` // of a shoe: closed
}

type keysRow struct {
	ID       string `json:"id"`
	Channel  uint8  `json:"channel"`  // 0: its keys are not reached over MIDI
	Velocity uint8  `json:"velocity"` // 0: as played
}

// dialectView is how an organ is spoken to.
type dialectView struct {
	Name       string       `json:"name"`
	Cancel     string       `json:"cancel"` // in hex; "": there is none
	Panic      string       `json:"panic"`  // the same
	Gap        float64      `json:"gap"`    // seconds
	Travel     float64      `json:"travel"` // seconds
	Bitmaps    []string     `json:"bitmaps"`
	Banks      []string     `json:"banks"`
	Divisions  []keysRow    `json:"divisions"`
	Controls   []messageRow `json:"controls"`
	Enclosures []messageRow `json:"enclosures"`
}

func viewDialect(c *registration.Console) dialectView {
	d := &c.Dialect
	v := dialectView{
		Name: d.Name, Cancel: d.Cancel, Panic: d.Panic, Gap: d.Gap.Seconds(), Travel: d.Travel.Seconds(),
		Bitmaps: []string{}, Banks: []string{}, Divisions: []keysRow{}, Controls: []messageRow{}, Enclosures: []messageRow{},
	}
	for _, b := range d.Bitmaps {
		v.Bitmaps = append(v.Bitmaps, b.Name)
	}
	for _, b := range d.Banks {
		v.Banks = append(v.Banks, b.Name)
	}
	for i, code := range d.Divisions {
		v.Divisions = append(v.Divisions, keysRow{c.Divisions[i].ID, code.Channel, code.Velocity})
	}
	controls, shoes := dialect.Sayings(c)
	for i, said := range controls {
		code := &d.Controls[i]
		v.Controls = append(v.Controls, messageRow{c.Controls[i].ID, string(code.Kind), code.Words(), dialect.Hex(said.On), dialect.Hex(said.Off)})
	}
	for i, said := range shoes {
		row := messageRow{ID: c.Enclosures[i].ID}
		if code := &d.Enclosures[i]; code.Channel > 0 {
			row = messageRow{row.ID, string(cmp.Or(code.Kind, registration.CC)), code.Words(), dialect.Hex(said.On), dialect.Hex(said.Off)}
		}
		v.Enclosures = append(v.Enclosures, row)
	}
	return v
}

func (v *dialectView) print(env *environment) error {
	rows := [][]string{{"message", "said as", "on or open", "off or closed"}}
	for _, d := range v.Divisions {
		if d.Channel > 0 {
			words := fmt.Sprintf("keys on channel %d", d.Channel)
			if d.Velocity > 0 {
				words += fmt.Sprintf(", velocity %d", d.Velocity)
			}
			rows = append(rows, []string{d.ID, words, "", ""})
		}
	}
	for _, list := range [][]messageRow{v.Controls, v.Enclosures} {
		for _, m := range list {
			if m.Words != "" {
				rows = append(rows, []string{m.ID, m.Words, m.On, m.Off})
			}
		}
	}
	if len(rows) == 1 {
		_, err := fmt.Fprintln(env.out, "\nNothing of it is reached over MIDI.")
		return err
	}
	fmt.Fprintf(env.out, "\nMIDI: %s\n", v.words())
	return table(env.out, rows)
}

// words say what holds for all messages.
func (v *dialectView) words() string {
	words := []string{cmp.Or(v.Name, "a dialect without a name"), "no cancel message"}
	if v.Cancel != "" {
		words[1] = "cancel " + v.Cancel
	}
	if v.Panic != "" {
		words = append(words, "panic "+v.Panic)
	}
	if v.Gap > 0 {
		words = append(words, fmt.Sprintf("%v ms between two messages", v.Gap*1000))
	}
	if v.Travel > 0 {
		words = append(words, fmt.Sprintf("%v ms ahead", v.Travel*1000))
	}
	return strings.Join(words, ", ")
}

// checkConsole tells what a person should know before a console speaks to its organ.
func checkConsole(env *environment, c *registration.Console, asJSON bool) error {
	findings := dialect.Findings(c)
	switch {
	case asJSON:
		return writeJSON(env.out, struct {
			Findings []string `json:"findings"`
		}{append([]string{}, findings...)})
	case len(findings) == 0:
		findings = []string{"Every message of " + c.Name + " means one thing, and every stop and keyboard can be reached over MIDI."}
	}
	_, err := fmt.Fprintln(env.out, strings.Join(findings, "\n"))
	return err
}
