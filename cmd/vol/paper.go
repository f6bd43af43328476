package main

import (
	"io"
	"path/filepath"
	"strings"

	"voluntary/registration/replace"
	"voluntary/sequencer"
	"voluntary/ui/paper"
)

// sheet writes the registration sheet.
func sheet(env *environment, args []string) error {
	f := newFlags(env)
	out := f.output("write the sheet to this `file`: .pdf or .txt; without it, text on stdout")
	name := f.console()
	size := f.String("paper", paper.A4.Name, "the `size` of a page: a4 or letter")
	asJSON := f.json()
	rest, err := f.parse(args, "ARR")
	if err != nil {
		return err
	}
	page, err := pageSize(*size)
	if err != nil {
		return err
	}
	ending := strings.ToLower(filepath.Ext(*out))
	if *out != "" && ending != ".pdf" && ending != ".txt" {
		return usagef("-o %s has an ending that no sheet has (.pdf or .txt)", *out)
	}
	a, c, err := loadPiece(env, rest[0], *name)
	if err != nil {
		return err
	}
	s := paper.NewSheet(a, c)
	switch {
	case *asJSON && *out != "":
		return usagef("--json writes to stdout: leave out -o")
	case *asJSON:
		return writeJSON(env.out, sheetRows(s))
	case *out == "":
		return s.Text(env.out)
	}
	return writePaper(env, rest[0], *out, s, func(w io.Writer) error {
		if ending == ".txt" {
			return s.Text(w)
		}
		return s.PDF(w, page)
	})
}

// writePaper writes a file and warns of letters that it lacks.
func writePaper(env *environment, from, to string, lacks interface{ Missing() string }, write func(io.Writer) error) error {
	err := writeFile(env, from, to, write)
	if text := paper.Lacking(lacks.Missing()); err == nil && text != "" {
		env.warn(strings.TrimSuffix(text, "."))
	}
	return err
}

type sheetRow struct {
	At     string              `json:"at"`
	To     string              `json:"to,omitempty"`
	Time   seconds             `json:"time"`
	Marks  []string            `json:"marks,omitempty"`
	Scenes []string            `json:"scenes,omitempty"`
	Draw   map[string][]string `json:"draw,omitempty"`
	Retire map[string][]string `json:"retire,omitempty"`
	Shoes  []string            `json:"shoes,omitempty"`
}

func sheetRows(s *paper.Sheet) any {
	groups := func(in []paper.Group) map[string][]string {
		if len(in) == 0 {
			return nil
		}
		out := make(map[string][]string, len(in))
		for _, g := range in {
			out[g.Name] = g.Stops
		}
		return out
	}
	rows := make([]sheetRow, len(s.Rows))
	for i, r := range s.Rows {
		rows[i] = sheetRow{At: r.From.String(), Time: seconds(r.Time), Marks: r.Marks, Scenes: r.Scenes, Draw: groups(r.Draw), Retire: groups(r.Retire), Shoes: r.Shoes}
		if r.To.Bar > 0 {
			rows[i].To = r.To.String()
		}
	}
	return struct {
		Title string     `json:"title"`
		Organ string     `json:"organ"`
		Rows  []sheetRow `json:"rows"`
	}{s.Title, s.Organ, rows}
}

// drawPicture writes the notes as a roll.
func drawPicture(env *environment, args []string) error {
	f := newFlags(env)
	out := f.output("write the roll to this `file`: .png or .pdf")
	name := f.console()
	var sp span
	sp.flags(f)
	bars := f.Int("bars", 0, "so many `bars` in a line; 0: what suits the meter")
	scale := f.Float64("scale", 2, "of a picture: it is so many `times` 1000 pixels wide")
	size := f.String("paper", paper.A4.Name, "the `size` of a page: a4 or letter")
	rest, err := f.parse(args, "ARR")
	if err != nil {
		return err
	}
	page, err := pageSize(*size)
	if err != nil {
		return err
	}
	ending := strings.ToLower(filepath.Ext(*out))
	switch {
	case *out == "":
		return usagef("-o OUT.png is missing (usage: %s)", env.command.usage())
	case ending != ".png" && ending != ".pdf":
		return usagef("-o %s has an ending that no picture has (.png or .pdf)", *out)
	case *bars < 0 || *bars > paper.MostBars:
		return usagef("--bars %d is not possible (1 to %d)", *bars, paper.MostBars)
	case !(*scale >= 0.25 && *scale <= 8):
		return usagef("--scale %v is not possible (0.25 to 8)", *scale)
	}
	a, c, err := loadPiece(env, rest[0], *name)
	if err != nil {
		return err
	}
	from, to, err := sp.ticks(env, a)
	if err != nil {
		return err
	}
	r, err := paper.NewRoll(a, paper.RollOptions{Console: c, From: from, To: max(to, 0), Bars: *bars})
	if err != nil {
		return hint(err, "choose another --from and --to")
	}
	return writePaper(env, rest[0], *out, r, func(w io.Writer) error {
		if ending == ".pdf" {
			return r.PDF(w, page)
		}
		return r.PNG(w, *scale)
	})
}

func pageSize(name string) (paper.Size, error) {
	for _, s := range paper.Sizes() {
		if s.Name == strings.ToLower(name) {
			return s, nil
		}
	}
	return paper.Size{}, usagef("--paper %q is no size of a page (a4 or letter)", name)
}

// writeFile writes a file as a whole that is made from another.
func writeFile(env *environment, input, output string, write func(io.Writer) error) error {
	if err := spare(input, output); err != nil {
		return err
	}
	if err := env.ctx.Err(); err != nil {
		return err
	}
	return hint(replace.File(output, write), "name another file with -o")
}

// setWords changes the words of a piece: title, composer and the like.
func setWords(env *environment, args []string) error {
	f := newFlags(env)
	texts := []struct {
		flag, usage string
		of          func(*sequencer.Piece) *string
		text        *string
	}{
		{"title", "the `title`", func(p *sequencer.Piece) *string { return &p.Title }, nil},
		{"composer", "who `composed` it", func(p *sequencer.Piece) *string { return &p.Composer }, nil},
		{"tune", "the `name` of the tune", func(p *sequencer.Piece) *string { return &p.Tune }, nil},
		{"number", "its `number` in a book", func(p *sequencer.Piece) *string { return &p.Number }, nil},
		{"copyright", "who holds the `rights`", func(p *sequencer.Piece) *string { return &p.Copyright }, nil},
		{"notes", "what is to be `remembered`", func(p *sequencer.Piece) *string { return &p.Notes }, nil},
	}
	for i := range texts {
		texts[i].text = f.String(texts[i].flag, "", texts[i].usage)
	}
	out := f.output("write the changed piece to this `file` instead of in place")
	asJSON := f.json()
	rest, err := f.parse(args, "ARR")
	if err != nil {
		return err
	}
	a, err := loadArrangement(env, rest[0])
	if err != nil {
		return err
	}
	changed := false
	b, err := a.WithPiece(func(p *sequencer.Piece) {
		for _, t := range texts {
			if f.Changed(t.flag) {
				*t.of(p), changed = *t.text, true
			}
		}
	})
	if err != nil {
		return err
	}
	if changed {
		if *out == "" {
			*out = rest[0]
		}
		if err := saveArrangement(env, *out, b); err != nil {
			return err
		}
	} else if *out != "" {
		return usagef("nothing is to be changed: say what with --title and the like (usage: %s)", env.command.usage())
	}
	p := b.Piece()
	if *asJSON {
		words := make(map[string]string)
		for _, t := range texts {
			words[t.flag] = *t.of(&p)
		}
		return writeJSON(env.out, words)
	}
	if changed {
		return nil
	}
	rows := [][]string{}
	for _, t := range texts {
		rows = append(rows, []string{t.flag, *t.of(&p)})
	}
	return table(env.out, rows)
}
