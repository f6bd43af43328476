package jorgan

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
	"voluntary/registration/stopname"
)

// Report tells what was read and what was not.
type Report struct {
	Warnings []string // a sentence each
}

// Is reports whether data looks like a disposition of jOrgan.
func Is(data []byte) bool {
	head := bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 4096)], []byte("\xEF\xBB\xBF")))
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<organ"))
}

// Read makes a console of a disposition. name is the file's, for messages and for the console's own name. The error names
// the line where the XML is broken.
func Read(data []byte, name string) (*registration.Console, Report, error) {
	if len(data) > maxSize {
		return nil, Report{}, fmt.Errorf("%s has more than %d MB, so it is no disposition of jOrgan", name, maxSize>>20)
	}
	d, err := parse(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))))
	if err != nil {
		return nil, Report{}, fmt.Errorf("%s: %w", name, err)
	}
	base := filepath.Base(filepath.ToSlash(name))
	c, report, err := d.console(strings.TrimSuffix(base, filepath.Ext(base)))
	if err != nil {
		return nil, Report{}, fmt.Errorf("%s: %w", name, err)
	}
	return c, report, nil
}

// Compass of a keyboard, of which a disposition does not speak.
const (
	lowest       = 36
	highest      = 96
	pedalHighest = 67
)

type builder struct {
	*draft.Draft
	from     *disposition
	places   map[*element]registration.DivisionID
	owner    map[*element]registration.DivisionID // of what has become a control
	warnings []string
}

func (d *disposition) console(title string) (*registration.Console, Report, error) {
	b := &builder{
		Draft: draft.New(title), from: d,
		places: make(map[*element]registration.DivisionID), owner: make(map[*element]registration.DivisionID),
	}
	keyboards := d.keyboards()
	switch n := len(keyboards); {
	case n == 0:
		return nil, Report{}, errors.New("the disposition has no keyboard, so there is nothing to play")
	case n > registration.MaxDivisions:
		return nil, Report{}, fmt.Errorf("the disposition has %d keyboards; a console holds at most %d", n, registration.MaxDivisions)
	}
	b.Dialect.Name = "jOrgan"
	for i, k := range keyboards {
		b.keyboard(k, i+1)
	}
	for _, k := range keyboards {
		for _, id := range k.links {
			if e := d.byID[id]; e != nil {
				b.control(e, b.places[k])
			}
		}
	}
	for _, e := range d.elements {
		if _, known := b.owner[e]; known || e.kind != "stop" || stopname.Noise(e.name) {
			continue
		}
		b.warnings = append(b.warnings, fmt.Sprintf("no keyboard plays %s; it is listed with %s", calledOr(e, "a stop"), b.Divisions[0].Name))
		b.control(e, 0)
	}
	if len(b.Controls) > registration.MaxControls {
		return nil, Report{}, fmt.Errorf("the disposition has more than %d stops and couplers, which is what a console holds", registration.MaxControls)
	}
	b.boxes()
	c, err := b.Finish()
	return c, Report{b.warnings}, err
}

// keyboards lists them, pedals last.
func (d *disposition) keyboards() []*element {
	var manuals, pedals []*element
	for _, e := range d.elements {
		switch {
		case e.kind != "keyboard":
		case isPedal(e.name):
			pedals = append(pedals, e)
		default:
			manuals = append(manuals, e)
		}
	}
	return append(manuals, pedals...)
}

func isPedal(name string) bool {
	text := " " + stopname.Fold(name) + " "
	return strings.Contains(text, " pedal") || strings.Contains(text, " pedaal") || strings.Contains(text, " ped ")
}

func (b *builder) keyboard(k *element, n int) {
	name, top := k.name, uint8(highest)
	if name == "" {
		name = fmt.Sprintf("Keyboard %d", n)
	}
	if isPedal(name) {
		top = pedalHighest
	}
	d := b.AddDivision(name, lowest, top, isPedal(name))
	b.Dialect.Divisions[d].Channel = k.channel
	b.places[k] = d
}

// control adds what a keyboard refers to, if it is something to draw.
func (b *builder) control(e *element, d registration.DivisionID) {
	if _, known := b.owner[e]; known || len(b.Controls) > registration.MaxControls {
		return
	}
	k := registration.Control{Division: d, Name: calledOr(e, e.kind), To: d}
	switch e.kind {
	case "stop":
		s := stopname.Read(e.name, b.Divisions[d].Pedal)
		if stopname.Noise(e.name) {
			return
		}
		feet := 0.
		if e.transpose%12 == 0 && s.Family != registration.NoFamily {
			feet = 8 * math.Pow(2, -float64(e.transpose)/12)
		}
		k = b.StopOf(d, k.Name, feet)
	case "coupler":
		k.Kind, k.Shift = registration.Coupler, int8(e.transpose)
		to, ok := b.target(e)
		if !ok {
			k.Kind, k.Shift = registration.Other, 0
			b.warnings = append(b.warnings, fmt.Sprintf("%s couples to no keyboard", k.Name))
		} else {
			k.To = to
		}
	case "switchFilter", "tremulant", "variation":
		if k.Kind = registration.Other; stopname.Tremulant(e.name) {
			k.Kind = registration.Tremulant
		}
	default:
		return
	}
	b.owner[e] = d
	b.AddControl(k, registration.ControlCode{})
}

// target is the keyboard that a coupler plays.
func (b *builder) target(e *element) (registration.DivisionID, bool) {
	for _, id := range e.links {
		if to, ok := b.places[b.from.byID[id]]; ok {
			return to, true
		}
	}
	return 0, false
}

// boxes makes enclosures of the filters of loudness: of each, the divisions whose stops' ranks refer to it.
func (b *builder) boxes() {
	inside := b.filtered()
	for _, f := range b.from.elements {
		if f.kind != "continuousFilter" && f.kind != "swell" || len(inside[f]) == 0 || len(b.Enclosures) == registration.MaxEnclosures {
			continue
		}
		slices.Sort(inside[f])
		b.AddEnclosure(calledOr(f, "Swell"), inside[f], registration.EnclosureCode{})
	}
}

// filtered lists, for each thing that ranks refer to, the divisions whose stops speak through it. A rank is looked at once for
// each division.
func (b *builder) filtered() map[*element][]registration.DivisionID {
	type pair struct {
		rank     *element
		division registration.DivisionID
	}
	seen := make(map[pair]bool)
	out := make(map[*element][]registration.DivisionID)
	for _, e := range b.from.elements {
		d, ok := b.owner[e]
		if !ok || e.kind != "stop" {
			continue
		}
		for _, id := range e.links {
			rank := b.from.byID[id]
			if rank == nil || rank.kind != "rank" || seen[pair{rank, d}] {
				continue
			}
			seen[pair{rank, d}] = true
			for _, link := range rank.links {
				if f := b.from.byID[link]; f != nil && !slices.Contains(out[f], d) {
					out[f] = append(out[f], d)
				}
			}
		}
	}
	return out
}

func calledOr(e *element, other string) string {
	if e.name != "" {
		return e.name
	}
	if e.id != "" {
		return other + " " + e.id
	}
	return other
}
