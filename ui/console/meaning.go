package console

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/edit"
)

// each is a field that holds for each marked control.
func (p *controlsPage) each(label, hint string, read func(*registration.Control) string, make func(text string) (func(*registration.Control), error)) *field {
	return &field{
		label: label, hint: hint,
		read: func() string {
			return same(p.marked(), func(k registration.ControlID) string { return read(&p.e.Console().Controls[k]) })
		},
		write: func(s string) error {
			change, err := make(strings.TrimSpace(s))
			if err != nil {
				return err
			}
			ids := p.list.Marked()
			return p.e.apply(label+" of "+p.whose(ids), "control "+label+strings.Join(ids, " "), edit.SetControls(ids, change))
		},
	}
}

func (p *controlsPage) whose(ids []string) string {
	if len(ids) == 1 {
		if k, ok := p.e.Console().Control(ids[0]); ok {
			return p.e.Console().Controls[k].Label()
		}
	}
	return fmt.Sprintf("%d controls", len(ids))
}

// every reports whether every marked control is of one of these kinds.
func (p *controlsPage) every(kinds ...registration.Kind) func() bool {
	return func() bool {
		marked := p.marked()
		for _, id := range marked {
			ok := false
			for _, kind := range kinds {
				ok = ok || p.e.Console().Controls[id].Kind == kind
			}
			if !ok {
				return false
			}
		}
		return len(marked) > 0
	}
}

// meaning is what a control is.
func (p *controlsPage) meaning() []*field {
	c := p.e.Console
	plainText := func(set func(*registration.Control, string)) func(string) (func(*registration.Control), error) {
		return func(s string) (func(*registration.Control), error) {
			return func(k *registration.Control) { set(k, s) }, nil
		}
	}
	numeric := func(low, high float64, whole bool, set func(*registration.Control, float64)) func(string) (func(*registration.Control), error) {
		return func(s string) (func(*registration.Control), error) {
			if s == "" {
				s = "0"
			}
			v, err := number(s, low, high, whole)
			return func(k *registration.Control) { set(k, v) }, err
		}
	}
	name := p.each("Name", "As it is engraved", func(k *registration.Control) string { return k.Name }, func(s string) (func(*registration.Control), error) {
		if s == "" {
			return nil, errors.New("a control needs a name")
		}
		return func(k *registration.Control) { k.Name = s }, nil
	})
	name.shown = p.some
	id := &field{
		label: "Id", hint: "By which pieces name it. When it changes, they find it by division, name and pitch",
		read: func() string { return same(p.list.Marked(), func(s string) string { return s }) },
		write: func(s string) error {
			from, to := p.list.Marked()[0], strings.TrimSpace(s)
			if err := p.e.apply("Id of "+from, "", edit.Rename(from, to)); err != nil {
				return err
			}
			p.list.Mark(to)
			return nil
		},
		shown: func() bool { return len(p.list.Marked()) == 1 },
	}
	kind := p.each("Kind", "", func(k *registration.Control) string { return k.Kind.String() }, func(s string) (func(*registration.Control), error) {
		var to registration.Kind
		err := to.UnmarshalText([]byte(s))
		return func(k *registration.Control) { k.Kind = to }, err
	})
	kind.options = func() []string { return []string{"stop", "coupler", "tremulant", "other"} }
	kind.shown = p.some
	division := p.each("Division", "", func(k *registration.Control) string { return c().Divisions[k.Division].Name }, func(s string) (func(*registration.Control), error) {
		d, err := p.division(s)
		return func(k *registration.Control) { k.Division = d }, err
	})
	division.options, division.shown = p.divisions, p.some
	feet := p.each("Feet", "8, 2 2/3, 1 3/5; 0 for a mixture", func(k *registration.Control) string {
		if k.Pitch == 0 {
			return ""
		}
		return registration.FeetText(k.Pitch)
	}, func(s string) (func(*registration.Control), error) {
		v, err := edit.Feet(s)
		return func(k *registration.Control) { k.Pitch = v }, err
	})
	family := p.each("Family", "", func(k *registration.Control) string {
		if k.Family == registration.NoFamily {
			return "not known"
		}
		return string(k.Family)
	}, func(s string) (func(*registration.Control), error) {
		to := registration.Family(s)
		if s == "not known" {
			to = registration.NoFamily
		}
		return func(k *registration.Control) { k.Family = to }, nil
	})
	family.options = func() []string {
		out := []string{}
		for _, f := range registration.Families() {
			out = append(out, string(f))
		}
		return append(out, "not known")
	}
	ranks := p.each("Ranks", "Of a mixture, at the lowest key, in feet: 2; 1 1/3; 1", func(k *registration.Control) string {
		var out []string
		for _, r := range k.Ranks {
			out = append(out, registration.FeetText(r))
		}
		return strings.Join(out, "; ")
	}, func(s string) (func(*registration.Control), error) {
		out, err := edit.Ranks(s)
		return func(k *registration.Control) { k.Ranks = slices.Clone(out) }, err
	})
	building := p.each("Construction", "stopped, open, harmonic, celeste, wood ...; empty leaves it to the name", func(k *registration.Control) string { return k.Construction },
		plainText(func(k *registration.Control, s string) { k.Construction = s }))
	strength := p.each("Strength, dB", "Louder or softer than usual for its family, -60 to 60", func(k *registration.Control) string { return plain(k.Strength) },
		numeric(-60, 60, false, func(k *registration.Control, v float64) { k.Strength = v }))
	speech := p.each("Speech", "quick, slow, chiff, smooth; empty leaves it to the name", func(k *registration.Control) string { return k.Speech },
		plainText(func(k *registration.Control, s string) { k.Speech = s }))
	for _, f := range []*field{feet, family, ranks, building, strength, speech} {
		f.shown = p.every(registration.Stop)
	}
	to := p.each("Plays also", "The division that sounds as well", func(k *registration.Control) string { return c().Divisions[k.To].Name }, func(s string) (func(*registration.Control), error) {
		d, err := p.division(s)
		return func(k *registration.Control) { k.To = d }, err
	})
	to.options = p.divisions
	shift := p.each("Semitones", "12 an octave above, -12 an octave below", func(k *registration.Control) string { return fmt.Sprint(k.Shift) },
		numeric(-48, 48, true, func(k *registration.Control, v float64) { k.Shift = int8(v) }))
	unison := p.each("Unison off", "Silences the division's own unison", func(k *registration.Control) string { return yesNo(k.UnisonOff) }, func(s string) (func(*registration.Control), error) {
		return func(k *registration.Control) { k.UnisonOff = s == "yes" }, nil
	})
	unison.tick = true
	for _, f := range []*field{to, shift, unison} {
		f.shown = p.every(registration.Coupler)
	}
	rate := p.each("Beats a second", "Of a tremulant or a celeste; 0 is usual", func(k *registration.Control) string { return plain(k.Rate) },
		numeric(0, 20, false, func(k *registration.Control, v float64) { k.Rate = v }))
	rate.shown = p.every(registration.Tremulant, registration.Stop)
	depth := p.each("Depth", "0 to 1; 0 is usual", func(k *registration.Control) string { return plain(k.Depth) },
		numeric(0, 1, false, func(k *registration.Control, v float64) { k.Depth = v }))
	depth.shown = p.every(registration.Tremulant)
	return []*field{name, kind, division, feet, family, to, shift, unison, ranks, building, strength, speech, rate, depth, id}
}

func (p *controlsPage) divisions() []string { return divisionNames(p.e.Console()) }

func (p *controlsPage) division(name string) (registration.DivisionID, error) {
	for i, d := range p.e.Console().Divisions {
		if d.Name == name {
			return registration.DivisionID(i), nil
		}
	}
	return 0, fmt.Errorf("there is no division %s", name)
}
