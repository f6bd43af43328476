package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
	"voluntary/registration/edit"
	consolefile "voluntary/registration/file"
	"voluntary/registration/stopname"
)

// consoleWork is what is to be changed on a console, as it was typed.
type consoleWork struct {
	f *flags

	controls            []string
	division, enclosure string // what is meant, by text id

	names                      []string
	title, kind, in, to, pitch string
	family, compass            string
	shift, initial             int
	pedal                      bool

	code                                    string
	channel, number, on, off, index, group  int
	onSysEx, offSysEx, part, element, where string
	countOn                                 bool

	from                string
	divisions           []string
	scenes, times, jamb bool
}

// consoleVerbs are the ways to change a console, each with the flags that it knows.
var consoleVerbs = map[string][]string{
	"add": {"name", "in", "kind", "pedal"},
	"set": {
		"control", "division", "enclosure", "title", "name", "kind", "in", "to", "pitch", "family", "shift", "compass", "pedal", "initial",
		"code", "channel", "number", "on", "off", "index", "group", "on-sysex", "off-sysex", "part", "element", "count-on",
	},
	"rename": {"control", "to"},
	"remove": {"control", "division", "enclosure"},
	"copy":   {"from", "division", "scenes", "times", "jamb"},
}

func newConsoleWork(f *flags) *consoleWork {
	w := &consoleWork{f: f}
	f.StringArrayVar(&w.controls, "control", nil, "of set, rename and remove: the `ids` of stops, couplers and tremulants, with commas between")
	f.StringVar(&w.division, "division", "", "of set and remove: the `id` of a division; of copy: several, with commas between")
	f.StringVar(&w.enclosure, "enclosure", "", "of set and remove: the `id` of an enclosure")
	f.StringArrayVar(&w.names, "name", nil, "of add and set: the `name` as it is engraved, with the pitch; of add several, with semicolons between")
	f.StringVar(&w.kind, "kind", "", "of add: `kind` is control, division or enclosure; of set: stop, coupler, tremulant or other")
	f.StringVar(&w.in, "in", "", "of add and set: the `division` where it belongs; of an enclosure several, with commas between")
	f.BoolVar(&w.pedal, "pedal", false, "of add and set: the division is played by the feet")
	f.StringVar(&w.to, "to", "", "of set: the `division` that a coupler plays besides; of rename: the new id")
	f.StringVar(&w.pitch, "pitch", "", "of set: the pitch of a stop in `feet`, as 8 or 2 2/3; 0 for none")
	f.StringVar(&w.family, "family", "", "of set: the `family` of a stop")
	f.IntVar(&w.shift, "shift", 0, "of set: by how many `semitones` a coupler is higher")
	f.StringVar(&w.compass, "compass", "", "of set: the lowest and the highest key of a division, as `36-96`")
	f.IntVar(&w.initial, "initial", 127, "of set: where a shoe stands before it is moved, 0 to 127")
	f.StringVar(&w.code, "code", "", "of set: the `kind` of message that says it; none takes it away")
	f.IntVar(&w.channel, "channel", 0, "of set: the MIDI channel, 1 to 16; 0: a division or shoe is not reached")
	f.IntVar(&w.number, "number", 0, "of set: the number of the note, controller, program or parameter")
	f.IntVar(&w.on, "on", 0, "of set: what is sent to draw")
	f.IntVar(&w.off, "off", 0, "of set: what is sent to retire")
	f.IntVar(&w.index, "index", 0, "of set: which one it is within its controller, bitmap or bank")
	f.IntVar(&w.group, "group", 0, "of set: the group of cc-two-step, 0 to 7")
	f.StringVar(&w.onSysEx, "on-sysex", "", "of set: the message that draws, in `hex`")
	f.StringVar(&w.offSysEx, "off-sysex", "", "of set: the message that retires, in `hex`")
	f.StringVar(&w.part, "part", "", "of set: the `name` of the bitmap or bank")
	f.StringVar(&w.element, "element", "", "of set: what GrandOrgue's set-up header calls it: `M1S0`")
	f.BoolVar(&w.countOn, "count-on", false, "of set: the messages of the other controls given count on from the first's")
	f.StringVar(&w.from, "from", "", "of copy: take parts of this `console`")
	f.BoolVar(&w.scenes, "scenes", false, "of copy: the scenes too")
	f.BoolVar(&w.times, "times", false, "of copy: the times that the organ needs too")
	f.BoolVar(&w.jamb, "jamb", false, "of copy: the drawn jamb too")
	return w
}

// run changes a console and shows what it has become.
func (w *consoleWork) run(env *environment, verb, name, out, title string, asJSON bool) error {
	w.title = title
	c, err := consoleOr(name, nil)
	if err != nil {
		return err
	}
	edits, err := w.edits(verb)
	if err != nil {
		return err
	}
	if w.where, err = consolePlace(env, name, out); err != nil {
		return err
	}
	if out != "" {
		edits = append(edits, edit.SetName(strings.TrimSuffix(filepath.Base(out), consolefile.Extension)))
	}
	e := edit.NewEditor(c)
	if err := e.Apply("", "", func(d *draft.Draft) error {
		for _, change := range edits {
			if err := change(d); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return hint(err, "vol console show "+name+" lists the ids")
	}
	if err := consolefile.Save(w.where, e.Console()); err != nil {
		return hint(err, "name another file with -o")
	}
	v := viewConsole(e.Console())
	if asJSON {
		return writeJSON(env.out, v)
	}
	return v.print(env)
}

func (w *consoleWork) edits(verb string) ([]edit.Edit, error) {
	name := strings.TrimSpace(strings.Join(w.names, ";"))
	if w.f.Changed("name") && name == "" {
		return nil, usagef("--name is empty (give what is engraved)")
	}
	switch verb {
	case "add":
		return w.add(name)
	case "rename":
		if list := ids(w.controls); len(list) == 1 && w.to != "" {
			return []edit.Edit{edit.Rename(list[0], w.to)}, nil
		}
		return nil, usagef("rename gives one control another id (vol console rename C --control ID --to ID)")
	case "copy":
		if w.from == "" {
			return nil, usagef("--from CONSOLE is missing (vol console copy C --from OTHER --division ID)")
		}
		from, err := consoleOr(w.from, nil)
		if err != nil {
			return nil, err
		}
		parts := edit.Parts{Divisions: ids([]string{w.division}), Scenes: w.scenes, Times: w.times, Jamb: w.jamb}
		if len(parts.Divisions) == 0 && !w.scenes && !w.times && !w.jamb {
			return nil, usagef("nothing to copy (give --division, --scenes, --times or --jamb)")
		}
		return []edit.Edit{edit.CopyFrom(from, parts)}, nil
	}
	meant := 0
	for _, flag := range []string{"control", "division", "enclosure"} {
		if w.f.Changed(flag) {
			meant++
		}
	}
	if verb == "set" && meant == 0 && w.f.Changed("title") {
		if err := w.knows("the console", "title"); err != nil {
			return nil, err
		}
		return []edit.Edit{edit.SetTitle(w.title)}, nil
	}
	if meant != 1 {
		return nil, usagef("one of --control, --division and --enclosure is needed (vol console show C lists the ids)")
	}
	if verb == "set" {
		return w.set(name)
	}
	switch {
	case w.division != "":
		return []edit.Edit{edit.RemoveDivision(w.division)}, nil
	case w.enclosure != "":
		return []edit.Edit{edit.RemoveEnclosure(w.enclosure)}, nil
	}
	return []edit.Edit{edit.RemoveControls(ids(w.controls))}, nil
}

func (w *consoleWork) add(name string) ([]edit.Edit, error) {
	if w.kind != "division" && w.pedal {
		return nil, usagef("--pedal is of a division (give --kind division)")
	}
	if w.kind != "enclosure" && name == "" {
		return nil, usagef("--name NAME is missing (give what is engraved)")
	}
	switch in := ids([]string{w.in}); {
	case w.kind == "division" && len(in) > 0:
		return nil, usagef("--in is not of a division (leave it out)")
	case w.kind == "division":
		return []edit.Edit{edit.AddDivision(name, w.pedal)}, nil
	case w.kind != "enclosure" && w.kind != "control" && w.kind != "":
		return nil, usagef("--kind %s cannot be added (control, division or enclosure; what kind of control it is the name says)", w.kind)
	case len(in) == 0:
		return nil, usagef("--in DIVISION is missing (vol console show C lists them)")
	case w.kind == "enclosure":
		return []edit.Edit{edit.AddEnclosure(name, in[0]), func(d *draft.Draft) error {
			box := d.Enclosures[len(d.Enclosures)-1].ID
			for _, more := range in[1:] {
				if err := edit.Enclose(box, more, true)(d); err != nil {
					return err
				}
			}
			return nil
		}}, nil
	default:
		if len(in) > 1 {
			return nil, usagef("--in %s: a control belongs to one division", w.in)
		}
		return []edit.Edit{edit.AddNamed(in[0], edit.Names(name))}, nil
	}
}

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
	if what == "the console" {
		return nil
	}
	return usagef("nothing to set for %s (give --%s)", what, strings.Join(flags[1:], ", --"))
}

func (w *consoleWork) set(name string) ([]edit.Edit, error) {
	for flag, most := range map[string]int{"initial": 127, "channel": 16, "number": 16383, "on": 127, "off": 127, "index": 1000, "group": 7} {
		if v, err := w.f.GetInt(flag); err != nil || v < 0 || v > most {
			return nil, usagef("--%s %d is not possible (0 to %d)", flag, v, most)
		}
	}
	switch {
	case w.f.Changed("division"):
		return w.setDivision(name)
	case w.f.Changed("enclosure"):
		return w.setEnclosure(name)
	}
	return w.setControls(name)
}

func (w *consoleWork) setDivision(name string) ([]edit.Edit, error) {
	if err := w.knows("a division", "division", "name", "compass", "pedal", "channel", "element"); err != nil {
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
			if w.f.Changed("channel") {
				k.Channel = uint8(w.channel)
			}
			if w.f.Changed("element") {
				k.Element = w.element
			}
		}),
	}, nil
}

func (w *consoleWork) setEnclosure(name string) ([]edit.Edit, error) {
	if err := w.knows("an enclosure", "enclosure", "name", "in", "initial", "code", "channel", "number", "element"); err != nil {
		return nil, err
	}
	return []edit.Edit{
		func(d *draft.Draft) error {
			var inside []registration.DivisionID
			for _, id := range ids([]string{w.in}) {
				i := slices.IndexFunc(d.Divisions, func(v registration.Division) bool { return v.ID == id })
				if i < 0 {
					return fmt.Errorf("there is no division %q", id)
				}
				inside = append(inside, registration.DivisionID(i))
			}
			slices.Sort(inside)
			return edit.SetEnclosure(w.enclosure, func(e *registration.Enclosure) {
				if name != "" {
					e.Name = name
				}
				if w.f.Changed("in") {
					e.Divisions = slices.Compact(inside)
				}
				if w.f.Changed("initial") {
					e.Initial = uint8(w.initial)
				}
			})(d)
		},
		edit.SetEnclosureCode(w.enclosure, func(k *registration.EnclosureCode) {
			if w.code == "none" {
				*k = registration.EnclosureCode{}
			} else if w.code != "" {
				k.Kind = registration.CodeKind(w.code)
			}
			if w.f.Changed("channel") {
				k.Channel = uint8(w.channel)
			}
			if w.f.Changed("element") {
				k.Element = w.element
			}
			if !w.f.Changed("number") {
				return
			}
			if k.Kind == registration.Unsaid || k.Kind == registration.CC {
				k.Controller = uint8(min(w.number, 255))
			} else {
				k.Number = uint16(w.number)
			}
		}),
	}, nil
}

func (w *consoleWork) setControls(name string) ([]edit.Edit, error) {
	meaning := []string{"name", "kind", "in", "to", "pitch", "family", "shift"}
	saying := []string{"code", "channel", "number", "on", "off", "index", "group", "on-sysex", "off-sysex", "part", "element"}
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
	feet, ok := 0.0, w.pitch == "" || w.pitch == "0"
	if !ok {
		if feet, ok = stopname.Feet(w.pitch); !ok {
			return nil, usagef("--pitch %q is no pitch (feet: 8, or \"2 2/3\")", w.pitch)
		}
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
		})(d)
	}}
	first := marked
	if w.countOn { // what is said is that of the first
		first = marked[:min(1, len(marked))]
	}
	edits = append(edits, edit.SetCodes(first, w.setCode))
	if w.countOn {
		edits = append(edits, edit.NumberOn(marked))
	}
	return edits, nil
}

// setCode changes how a control is said. A message of another kind begins anew, on the same channel.
func (w *consoleWork) setCode(k *registration.ControlCode) {
	if kind := registration.CodeKind(w.code); w.code == "none" {
		*k = registration.ControlCode{}
	} else if w.code != "" && kind != k.Kind {
		channel := k.Channel
		*k = registration.ControlCode{Kind: kind}
		switch kind {
		case registration.SysExPair, registration.SysExToggle, registration.SysExBitmap, registration.RelativeBank:
		default:
			k.Channel = max(channel, 1)
		}
	}
	for flag, to := range map[string]*uint8{"channel": &k.Channel, "on": &k.On, "off": &k.Off, "group": &k.Group} {
		if v, err := w.f.GetInt(flag); err == nil && w.f.Changed(flag) {
			*to = uint8(v)
		}
	}
	for flag, to := range map[string]*uint16{"number": &k.Number, "index": &k.Index} {
		if v, err := w.f.GetInt(flag); err == nil && w.f.Changed(flag) {
			*to = uint16(v)
		}
	}
	for flag, to := range map[string]*string{"on-sysex": &k.OnSysEx, "off-sysex": &k.OffSysEx, "part": &k.Part, "element": &k.Element} {
		if v, err := w.f.GetString(flag); err == nil && w.f.Changed(flag) {
			*to = v
		}
	}
}
