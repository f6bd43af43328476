package transfer

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"voluntary/registration/replace"
)

// Choices are what a person has accepted or put in its place, by text id of the organ the piece is for. An empty value
// leaves it out.
type Choices struct {
	Controls   map[string][]string `json:"controls,omitempty"`
	Divisions  map[string]string   `json:"divisions,omitempty"`
	Enclosures map[string]string   `json:"enclosures,omitempty"`
}

// Empty reports whether nothing is chosen.
func (c Choices) Empty() bool { return len(c.Controls)+len(c.Divisions)+len(c.Enclosures) == 0 }

// Accept returns the choices with what the lines say among them.
func (c Choices) Accept(lines []Line) Choices {
	out := Choices{maps.Clone(c.Controls), maps.Clone(c.Divisions), maps.Clone(c.Enclosures)}
	for _, l := range lines {
		if _, have := out.Controls[l.From]; have && l.About == AboutControl {
			continue // the first place speaks for the piece
		}
		if l.Kind == Same || l.Kind == Needless || l.Kind == Covered {
			continue // these depend on what else is drawn
		}
		first := ""
		if len(l.To) > 0 {
			first = l.To[0]
		}
		switch l.About {
		case AboutControl:
			out = out.WithControl(l.From, l.To)
		case AboutDivision:
			out = out.WithDivision(l.From, first)
		case AboutEnclosure:
			if out.Enclosures == nil {
				out.Enclosures = make(map[string]string)
			}
			out.Enclosures[l.From] = first
		}
	}
	return out
}

// WithControl returns the choices with a control's own; no ids leave it out.
func (c Choices) WithControl(from string, to []string) Choices {
	c.Controls = maps.Clone(c.Controls)
	if c.Controls == nil {
		c.Controls = make(map[string][]string)
	}
	c.Controls[from] = append([]string{}, to...)
	return c
}

// WithoutControl returns the choices without one for this control.
func (c Choices) WithoutControl(from string) Choices {
	c.Controls = maps.Clone(c.Controls)
	delete(c.Controls, from)
	return c
}

// WithoutDivision returns the choices without one for this division.
func (c Choices) WithoutDivision(from string) Choices {
	c.Divisions = maps.Clone(c.Divisions)
	delete(c.Divisions, from)
	return c
}

// WithDivision returns the choices with a division's own; "" plays it nowhere.
func (c Choices) WithDivision(from, to string) Choices {
	c.Divisions = maps.Clone(c.Divisions)
	if c.Divisions == nil {
		c.Divisions = make(map[string]string)
	}
	c.Divisions[from] = to
	return c
}

// Book keeps the choices for pairs of organs in a small file. It is read anew for each call, so that several running
// programs share it.
type Book struct{ path string }

// bookFile is what the file holds.
type bookFile struct {
	Format  string     `json:"format"`
	Version int        `json:"version"`
	Pairs   []bookPair `json:"pairs"`
}

type bookPair struct {
	From string `json:"from"`
	To   string `json:"to"`
	Choices
}

const (
	bookFormat  = "voluntary-transfer"
	bookVersion = 1
	maxBook     = 4 << 20
)

// OpenBook gives the book at a path; "" is transfer.json in VOLUNTARY_HOME, else in the user's own configuration. Nothing
// is read or written yet.
func OpenBook(path string) (*Book, error) {
	if path != "" {
		return &Book{path}, nil
	}
	if home := os.Getenv("VOLUNTARY_HOME"); home != "" {
		return &Book{filepath.Join(home, "transfer.json")}, nil
	}
	home, err := os.UserConfigDir()
	if err != nil {
		return nil, fmt.Errorf("no folder for what was chosen for other organs: %w", err)
	}
	return &Book{filepath.Join(home, "voluntary", "transfer.json")}, nil
}

// Choices are those for a pair of organs, by their names. Without a file nothing is chosen.
func (b *Book) Choices(from, to string) (Choices, error) {
	f, err := b.read()
	for _, p := range f.Pairs {
		if p.From == from && p.To == to {
			return p.Choices, err
		}
	}
	return Choices{}, err
}

// Keep keeps the choices for a pair of organs in place of those before; empty ones are forgotten.
func (b *Book) Keep(from, to string, c Choices) error {
	f, err := b.read()
	if err != nil {
		return err
	}
	f.Format, f.Version = bookFormat, bookVersion
	f.Pairs = slices.DeleteFunc(f.Pairs, func(p bookPair) bool { return p.From == from && p.To == to })
	if !c.Empty() {
		f.Pairs = append(f.Pairs, bookPair{from, to, c})
	}
	slices.SortFunc(f.Pairs, func(x, y bookPair) int { return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To)) })
	data, err := json.MarshalIndent(f, "", "  ")
	if err == nil {
		err = os.MkdirAll(filepath.Dir(b.path), 0o755)
	}
	if err == nil {
		err = replace.Bytes(b.path, append(data, '\n'))
	}
	if err != nil {
		return fmt.Errorf("what was chosen for another organ cannot be kept: %w", replace.InWords(err))
	}
	return nil
}

func (b *Book) read() (f bookFile, err error) {
	name := filepath.Base(b.path)
	st, err := os.Stat(b.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, nil
	case err != nil:
		return f, fmt.Errorf("%s cannot be read: %w", name, replace.InWords(err))
	case st.Size() > maxBook:
		return f, fmt.Errorf("%s is larger than %d MiB (move it away, and choices begin anew)", name, maxBook>>20)
	}
	data, err := os.ReadFile(b.path)
	if err != nil {
		return f, fmt.Errorf("%s cannot be read: %w", name, replace.InWords(err))
	}
	if err := json.Unmarshal(data, &f); err != nil || f.Format != bookFormat {
		return bookFile{}, fmt.Errorf("%s is damaged (move it away, and choices begin anew)", name)
	}
	if f.Version > bookVersion {
		return bookFile{}, fmt.Errorf("%s is of a later version of Voluntary (update the program, or move the file away)", name)
	}
	return f, nil
}
