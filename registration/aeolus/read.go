package aeolus

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"voluntary/registration"
)

// Limits of a definition.
const (
	maxSize  = 4 << 20
	maxParts = 2000 // of each kind
)

// Report tells what was read and what was not.
type Report struct {
	Warnings []string // a sentence each
}

// Is reports whether data looks like a definition of Aeolus.
func Is(data []byte) bool {
	head := data[:min(len(data), 64<<10)]
	return !bytes.Contains(head, []byte{0}) && bytes.Contains(head, []byte("/instr/new")) && bytes.Contains(head, []byte("/divis/new"))
}

// ReadFile reads a definition from disk, with the files of pipes in the folder above it.
func ReadFile(name string) (*registration.Console, Report, error) {
	f, err := os.Stat(name)
	if err != nil {
		return nil, Report{}, fmt.Errorf("cannot open the organ: %w", err)
	}
	if f.Size() > maxSize {
		return nil, Report{}, tooLarge(name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, Report{}, fmt.Errorf("cannot read the organ: %w", err)
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return nil, Report{}, fmt.Errorf("cannot read the organ: %w", err)
	}
	folder := filepath.Dir(absolute)
	return Read(data, name, os.DirFS(filepath.Dir(folder)))
}

// Read makes a console of a definition. name is the file's, for messages and for the console's own name, which is the
// folder's. pipes holds the .ae0 files; nil: there are none. The error names the line.
func Read(data []byte, name string, pipes fs.FS) (*registration.Console, Report, error) {
	if len(data) > maxSize {
		return nil, Report{}, tooLarge(name)
	}
	text := string(data)
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	d, err := parse(text)
	if err != nil {
		return nil, Report{}, fmt.Errorf("%s: %w", name, err)
	}
	c, report, err := d.console(title(name), pipes)
	if err != nil {
		return nil, Report{}, fmt.Errorf("%s: %w", name, err)
	}
	return c, report, nil
}

func tooLarge(name string) error {
	return fmt.Errorf("%s has more than %d MB, so it is no definition of Aeolus", name, maxSize>>20)
}

// title is the name of the folder for a file called definition, else of the file.
func title(name string) string {
	base := filepath.Base(filepath.ToSlash(name))
	stem := strings.TrimSuffix(base, filepath.Ext(base))
	if strings.EqualFold(stem, "definition") {
		if folder := filepath.Base(filepath.Dir(name)); folder != "." && folder != string(filepath.Separator) {
			return folder
		}
		return "Aeolus"
	}
	return stem
}

// definition is the file as it is written. Things are counted from 1, as there.
type definition struct {
	keyboards []keyboard
	divisions []division
	groups    []group
}

type keyboard struct {
	label string
	pedal bool
}

type division struct {
	label    string
	keyboard int // 0: none of its own
	ranks    []string
	swell    bool
	rate     float64 // of the tremulant, beats a second; 0: none
	depth    float64
}

type group struct {
	label   string
	buttons []button
}

// button is one knob of the interface. kind is "stop", "coupler" or "tremul".
type button struct {
	kind               string
	line               int
	keyboard, division int
	rank               int
	label              string
}

func parse(text string) (*definition, error) {
	d := new(definition)
	inDivision, inGroup := false, false
	n := 0
	for raw := range strings.Lines(text) {
		n++
		f := strings.Fields(raw)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if len(d.keyboards) > maxParts || len(d.divisions) > maxParts || len(d.groups) > maxParts {
			return nil, fmt.Errorf("line %d: more than %d keyboards, divisions or groups", n, maxParts)
		}
		var err error
		switch word := f[0]; {
		case word == "/manual/new", word == "/pedal/new":
			d.keyboards = append(d.keyboards, keyboard{field(f, 1), word == "/pedal/new"})
		case word == "/divis/new":
			k := 0
			if k, err = number(f, 3, 0, maxParts); err == nil {
				d.divisions = append(d.divisions, division{label: f[1], keyboard: k})
				inDivision = true
			}
		case word == "/divis/end":
			inDivision = false
		case word == "/group/new":
			d.groups = append(d.groups, group{label: field(f, 1)})
			inGroup = true
		case word == "/group/end":
			inGroup = false
		case inDivision:
			err = d.divisions[len(d.divisions)-1].read(f)
		case inGroup:
			g := &d.groups[len(d.groups)-1]
			if len(g.buttons) == maxParts {
				return nil, fmt.Errorf("line %d: more than %d buttons in a group", n, maxParts)
			}
			var b button
			if b, err = buttonOf(f); b.kind != "" {
				b.line = n
				g.buttons = append(g.buttons, b)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if len(d.divisions) == 0 {
		return nil, errors.New("there is no /divis/new, so this is no definition of Aeolus")
	}
	return d, nil
}

func (d *division) read(f []string) error {
	switch f[0] {
	case "/rank":
		if len(f) < 4 {
			return fmt.Errorf("/rank has %d fields, must be 3: where it stands, delay, file", len(f)-1)
		}
		if len(d.ranks) == maxParts {
			return fmt.Errorf("more than %d ranks in a division", maxParts)
		}
		d.ranks = append(d.ranks, f[3])
	case "/swell":
		d.swell = true
	case "/tremul":
		d.rate, d.depth = decimal(f, 1, 20), decimal(f, 2, 1)
	}
	return nil
}

func buttonOf(f []string) (b button, err error) {
	switch f[0] {
	case "/stop":
		b.kind = "stop"
		if b.keyboard, err = number(f, 1, 0, maxParts); err != nil {
			return b, err
		}
		if b.division, err = number(f, 2, 1, maxParts); err != nil {
			return b, err
		}
		b.rank, err = number(f, 3, 1, maxParts)
	case "/coupler":
		b.kind = "coupler"
		if b.keyboard, err = number(f, 1, 1, maxParts); err != nil {
			return b, err
		}
		b.division, err = number(f, 2, 1, maxParts)
		b.label = label(f, 4)
	case "/tremul":
		b.kind = "tremul"
		b.division, err = number(f, 1, 1, maxParts)
		b.label = label(f, 3)
	}
	return b, err
}

func number(f []string, i, low, high int) (int, error) {
	if i >= len(f) {
		return 0, fmt.Errorf("%s has %d fields, must be at least %d", f[0], len(f)-1, i)
	}
	n, err := strconv.Atoi(f[i])
	if err != nil || n < low || n > high {
		return 0, fmt.Errorf("%s has %q as field %d, must be a number from %d to %d", f[0], f[i], i, low, high)
	}
	return n, nil
}

func decimal(f []string, i int, most float64) float64 {
	v, err := strconv.ParseFloat(field(f, i), 64)
	if err != nil || !(v > 0) {
		return 0
	}
	return min(v, most)
}

func field(f []string, i int) string {
	if i >= len(f) {
		return ""
	}
	return f[i]
}

// label is the text from field i on, else the mnemonic before it.
func label(f []string, i int) string {
	if i < len(f) {
		return lines(strings.Join(f[i:], " "))
	}
	return lines(field(f, i-1))
}

// lines joins the lines of a button: "$" breaks a line, "-$" a word.
func lines(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "-$", ""), "$", " ")
	return strings.Join(strings.Fields(text), " ")
}
