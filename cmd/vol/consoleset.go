package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"voluntary/registration"
	"voluntary/registration/draft"
	"voluntary/registration/edit"
)

// knows refuses flags that mean nothing of what is changed.
func (w *consoleWork) knows(what string, flags ...string) error {
	for _, flag := range consoleVerbs["set"] {
		if w.f.Changed(flag) && !slices.Contains(flags, flag) {
			return usagef("--%s has no meaning for %s", flag, what)
		}
	}
	for _, flag := range flags[1:] {
		if w.f.Changed(flag) {
			return nil
		}
	}
	return usagef("nothing to set for %s (give --%s)", what, strings.Join(flags[1:], ", --"))
}

func (w *consoleWork) set(name, what string) ([]edit.Edit, error) {
	if err := w.inRange(); err != nil {
		return nil, err
	}
	switch what {
	case "division":
		return w.setDivision(name)
	case "enclosure":
		return w.setEnclosure(name)
	case "bitmap":
		return w.setBitmap(name)
	case "bank":
		return w.setBank(name)
	}
	return w.setControls(name)
}

// setOrgan changes what holds for the whole organ.
func (w *consoleWork) setOrgan() ([]edit.Edit, error) {
	if err := w.inRange(); err != nil {
		return nil, err
	}
	if err := w.knows("the whole organ", "", "title", "dialect", "cancel", "panic", "gap", "least-gap", "travel", "repeat-gap", "shortest-note", "wire-rate"); err != nil {
		return nil, err
	}
	var edits []edit.Edit
	if w.f.Changed("title") {
		edits = append(edits, edit.SetTitle(w.title))
	}
	return append(
		edits,
		edit.SetDialect(func(d *registration.Dialect) {
			w.words("dialect", func(s string) { d.Name = s })
			w.words("cancel", func(s string) { d.Cancel = strings.TrimSpace(s) })
			w.words("panic", func(s string) { d.Panic = strings.TrimSpace(s) })
			w.span("gap", func(t time.Duration) { d.Gap = t })
			w.span("travel", func(t time.Duration) { d.Travel = t })
		}),
		edit.SetMechanics(func(m *registration.Mechanics) {
			w.span("least-gap", func(t time.Duration) { m.LeastGap = t })
			w.span("repeat-gap", func(t time.Duration) { m.RepeatGap = t })
			w.span("shortest-note", func(t time.Duration) { m.ShortestNote = t })
			w.number("wire-rate", func(v int) { m.WireRate = v })
		}),
	), nil
}

func (w *consoleWork) setDivision(name string) ([]edit.Edit, error) {
	if err := w.knows("a division", "division", "name", "compass", "pedal", "channel", "element", "velocity", "off-as-9n",
		"speaking-delay", "repeat-gap", "shortest-note", "most-keys"); err != nil {
		return nil, err
	}
	var lowest, highest uint8
	if w.compass != "" {
		if _, err := fmt.Sscanf(w.compass+"\n", "%d-%d\n", &lowest, &highest); err != nil || lowest > highest || highest > 127 {
			return nil, usagef("--compass %q is no compass (the lowest and the highest key: 36-96)", w.compass)
		}
	}
	return []edit.Edit{
		edit.SetDivision(w.division, func(v *registration.Division) {
			if name != "" {
				v.Name = name
			}
			if w.compass != "" {
				v.Lowest, v.Highest = lowest, highest
			}
			if w.f.Changed("pedal") {
				v.Pedal = w.pedal
			}
		}),
		edit.SetDivisionCode(w.division, func(k *registration.DivisionCode) {
			w.number("channel", func(v int) { k.Channel = uint8(v) })
			w.number("velocity", func(v int) { k.Velocity = uint8(v) })
			w.yes("off-as-9n", func(is bool) { k.OffAs9n = is })
			w.words("element", func(s string) { k.Element = s })
		}),
		edit.SetDivisionMechanics(w.division, func(m *registration.DivisionMechanics) {
			w.span("speaking-delay", func(t time.Duration) { m.SpeakingDelay = t })
			w.span("repeat-gap", func(t time.Duration) { m.RepeatGap = t })
			w.span("shortest-note", func(t time.Duration) { m.ShortestNote = t })
			w.number("most-keys", func(v int) { m.MostKeys = v })
		}),
	}, nil
}

func (w *consoleWork) setEnclosure(name string) ([]edit.Edit, error) {
	if err := w.knows("an enclosure", "enclosure", "name", "in", "initial", "code", "channel", "number", "element", "closed", "open"); err != nil {
		return nil, err
	}
	var edits []edit.Edit
	w.words("in", func(list string) { edits = append(edits, edit.SetInside(w.enclosure, ids([]string{list}))) })
	w.words("code", func(kind string) {
		if kind == "none" {
			edits = append(edits, edit.SetEnclosureCode(w.enclosure, func(k *registration.EnclosureCode) { *k = registration.EnclosureCode{} }))
		} else {
			edits = append(edits, edit.SetShoeKind(w.enclosure, registration.CodeKind(kind)))
		}
	})
	return append(
		edits,
		edit.SetEnclosure(w.enclosure, func(e *registration.Enclosure) {
			if name != "" {
				e.Name = name
			}
			w.number("initial", func(v int) { e.Initial = uint8(v) })
		}),
		edit.SetEnclosureCode(w.enclosure, func(k *registration.EnclosureCode) {
			w.number("channel", func(v int) { k.Channel = uint8(v) })
			w.number("closed", func(v int) { k.Closed = uint8(v) })
			w.number("open", func(v int) { k.Open = uint8(v) })
			w.words("element", func(s string) { k.Element = s })
			w.number("number", func(v int) {
				if k.Kind == registration.Unsaid || k.Kind == registration.CC {
					k.Controller = uint8(min(v, 255))
				} else {
					k.Number = uint16(v)
				}
			})
		}),
	), nil
}

func (w *consoleWork) setControls(name string) ([]edit.Edit, error) {
	meaning := []string{
		"name", "kind", "in", "to", "pitch", "family", "shift", "unison-off", "ranks", "construction", "strength", "speech", "rate", "depth",
	}
	saying := []string{"code", "channel", "number", "on", "off", "index", "group", "on-sysex", "off-sysex", "off-as-9n", "part", "element"}
	if err := w.knows("a control", slices.Concat([]string{"control"}, meaning, saying, []string{"count-on"})...); err != nil {
		return nil, err
	}
	marked := ids(w.controls)
	var kind registration.Kind
	if w.kind != "" {
		if err := kind.UnmarshalText([]byte(w.kind)); err != nil {
			return nil, usagef("--kind: %v", err)
		}
	}
	feet, err := edit.Feet(w.pitch)
	if err != nil {
		return nil, usagef("--pitch: %v", err)
	}
	ranks, err := edit.Ranks(w.f.Lookup("ranks").Value.String())
	if err != nil {
		return nil, usagef("--ranks: %v", err)
	}
	if f := registration.Family(w.family); f != registration.NoFamily && !slices.Contains(registration.Families(), f) {
		return nil, usagef("--family %q is not known (%v)", w.family, registration.Families())
	}
	if w.shift < -48 || w.shift > 48 {
		return nil, usagef("--shift %d is too far (-48 to 48)", w.shift)
	}
	find := func(d *draft.Draft, id string) (registration.DivisionID, error) {
		i := slices.IndexFunc(d.Divisions, func(v registration.Division) bool { return v.ID == id })
		if i < 0 && id != "" {
			return 0, fmt.Errorf("there is no division %q", id)
		}
		return registration.DivisionID(max(i, 0)), nil
	}
	edits := []edit.Edit{func(d *draft.Draft) error {
		in, err := find(d, w.in)
		if err != nil {
			return err
		}
		to, err := find(d, w.to)
		if err != nil {
			return err
		}
		return edit.SetControls(marked, func(k *registration.Control) {
			if name != "" {
				k.Name = name
			}
			if w.kind != "" {
				k.Kind = kind
			}
			if w.in != "" {
				k.Division = in
			}
			if w.to != "" {
				k.To = to
			}
			if w.pitch != "" {
				k.Pitch = feet
			}
			if w.f.Changed("family") {
				k.Family = registration.Family(w.family)
			}
			if w.f.Changed("shift") {
				k.Shift = int8(w.shift)
			}
			if w.f.Changed("ranks") {
				k.Ranks = slices.Clone(ranks)
			}
			w.yes("unison-off", func(is bool) { k.UnisonOff = is })
			w.words("construction", func(s string) { k.Construction = s })
			w.words("speech", func(s string) { k.Speech = s })
			w.fraction("strength", func(v float64) { k.Strength = v })
			w.fraction("rate", func(v float64) { k.Rate = v })
			w.fraction("depth", func(v float64) { k.Depth = v })
		})(d)
	}}
	first := marked
	if w.countOn { // what is said is that of the first
		first = marked[:min(1, len(marked))]
	}
	w.words("code", func(kind string) {
		if kind == "none" {
			kind = ""
		}
		edits = append(edits, edit.SetCodeKind(first, registration.CodeKind(kind)), edit.SetCodes(first, func(k *registration.ControlCode) {
			k.OnSysEx, k.OffSysEx = "", "" // the window has one for trials; here the flags say it
		}))
	})
	edits = append(edits, edit.SetCodes(first, w.setCode))
	if w.countOn {
		edits = append(edits, edit.NumberOn(marked))
	}
	return edits, nil
}

// setCode changes how a control is said.
func (w *consoleWork) setCode(k *registration.ControlCode) {
	for flag, to := range map[string]*uint8{"channel": &k.Channel, "on": &k.On, "off": &k.Off, "group": &k.Group} {
		w.number(flag, func(v int) { *to = uint8(v) })
	}
	for flag, to := range map[string]*uint16{"number": &k.Number, "index": &k.Index} {
		w.number(flag, func(v int) { *to = uint16(v) })
	}
	for flag, to := range map[string]*string{"on-sysex": &k.OnSysEx, "off-sysex": &k.OffSysEx, "part": &k.Part, "element": &k.Element} {
		w.words(flag, func(s string) { *to = s })
	}
	w.yes("off-as-9n", func(is bool) { k.OffAs9n = is })
}

// setBitmap changes a message that holds all stops, or makes it.
func (w *consoleWork) setBitmap(name string) ([]edit.Edit, error) {
	if err := w.knows("a bitmap", "bitmap", "name", "head", "length", "base", "says-first", "checksum-from", "checksum", "checksum-to"); err != nil {
		return nil, err
	}
	return []edit.Edit{edit.SetBitmap(w.bitmap, func(b *registration.Bitmap) {
		if name != "" {
			b.Name = name
		}
		w.words("head", func(s string) { b.Head = s })
		w.words("base", func(s string) { b.Base = s })
		w.number("length", func(v int) { b.Length = v })
		w.yes("says-first", func(is bool) { b.Offset = is })
		w.number("checksum-from", func(v int) { b.ChecksumFrom = v })
		w.words("checksum", func(s string) { b.Checksum = edit.ReadChecksum(s) })
		w.number("checksum-to", func(v int) { b.ChecksumTo = uint8(v) })
	})}, nil
}

// setBank changes a row of combinations, or makes it.
func (w *consoleWork) setBank(name string) ([]edit.Edit, error) {
	if err := w.knows("a bank", "bank", "name", "channel", "number", "cancels", "previous", "next"); err != nil {
		return nil, err
	}
	return []edit.Edit{edit.SetBank(w.bank, func(b *registration.Bank) {
		if name != "" {
			b.Name = name
		}
		w.number("channel", func(v int) { b.Channel = uint8(v) })
		w.number("number", func(v int) { b.Controller = uint8(min(v, 255)) })
		w.number("cancels", func(v int) { b.Cancel = uint8(v) })
		w.number("previous", func(v int) { b.Previous = uint8(v) })
		w.number("next", func(v int) { b.Next = uint8(v) })
	})}, nil
}
