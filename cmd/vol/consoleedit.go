package main

import (
	"cmp"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
	"voluntary/registration/edit"
	consolefile "voluntary/registration/file"
)

// consoleWork is what is to be changed on a console, as it was typed.
type consoleWork struct {
	f *flags

	controls                          []string
	division, enclosure, bitmap, bank string // what is meant, by text id or name

	names                      []string
	title, kind, in, to, pitch string
	family, compass, as        string
	shift                      int
	pedal, countOn             bool
	where                      string

	from                string
	scenes, times, jamb bool
}

// run changes a console and shows what it has become.
func (w *consoleWork) run(env *environment, verb, name, out, title string, asJSON bool) error {
	w.title = title
	c, err := consoleOr(name, nil)
	if err != nil {
		return err
	}
	edits, err := w.edits(verb, c)
	if err != nil {
		return err
	}
	if len(edits) == 0 && out == "" {
		return w.show(env, verb, c, asJSON)
	}
	if w.where, err = consolePlace(env, name, out); err != nil {
		return err
	}
	if out != "" {
		edits = append(edits, edit.SetName(strings.TrimSuffix(filepath.Base(out), consolefile.Extension)))
	}
	e := edit.NewEditor(c)
	if err := e.Apply("", "", edit.All(edits...)); err != nil {
		return hint(err, "vol console show "+name+" lists the ids")
	}
	if err := consolefile.Save(w.where, e.Console()); err != nil {
		return hint(err, "name another file with -o")
	}
	if warning := e.Console().Mechanics.Lowered(&c.Mechanics); warning != "" {
		env.warn(warning)
	}
	return w.show(env, verb, e.Console(), asJSON)
}

// show tells what the console has become; of its jamb, where everything stands.
func (w *consoleWork) show(env *environment, verb string, c *registration.Console, asJSON bool) error {
	v := viewConsole(c)
	switch {
	case verb == "jamb":
		return v.showJamb(env, c, asJSON)
	case asJSON:
		return writeJSON(env.out, v)
	}
	return v.print(env)
}

func (w *consoleWork) edits(verb string, c *registration.Console) ([]edit.Edit, error) {
	name := strings.TrimSpace(strings.Join(w.names, ";"))
	if w.f.Changed("name") && name == "" {
		return nil, usagef("--name is empty (give what is engraved)")
	}
	switch verb {
	case "add":
		return w.add(name)
	case "jamb":
		return w.jambEdits(c)
	case "sort":
		return w.sort()
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
	meant := slices.DeleteFunc([]string{"control", "division", "enclosure", "bitmap", "bank"}, func(flag string) bool { return !w.f.Changed(flag) })
	if verb == "set" && len(meant) == 0 {
		return w.setOrgan()
	}
	if len(meant) != 1 {
		return nil, usagef("one of --control, --division and --enclosure is needed, or --bitmap or --bank (vol console show C lists the ids)")
	}
	switch verb {
	case "set":
		return w.set(name, meant[0])
	case "move":
		return w.move()
	}
	switch {
	case w.division != "":
		return []edit.Edit{edit.RemoveDivision(w.division)}, nil
	case w.enclosure != "":
		return []edit.Edit{edit.RemoveEnclosure(w.enclosure)}, nil
	case w.bitmap != "":
		return []edit.Edit{edit.RemoveBitmap(w.bitmap)}, nil
	case w.bank != "":
		return []edit.Edit{edit.RemoveBank(w.bank)}, nil
	}
	return []edit.Edit{edit.RemoveControls(ids(w.controls))}, nil
}

// move moves controls or a division in the order of the console.
func (w *consoleWork) move() ([]edit.Edit, error) {
	by, err := strconv.Atoi(w.f.Lookup("by").Value.String())
	if err != nil || by == 0 || by < -1000 || by > 1000 {
		return nil, usagef("--by PLACES is missing (1 is one place down, -1 one up)")
	}
	one := func(step int) edit.Edit {
		if w.division != "" {
			return edit.MoveDivision(w.division, step)
		}
		return edit.MoveControls(ids(w.controls), step)
	}
	step := max(min(by, 1), -1)
	var edits []edit.Edit
	for ; by != 0; by -= step {
		edits = append(edits, one(step))
	}
	return edits, nil
}

// sort puts the controls of each division in order.
func (w *consoleWork) sort() ([]edit.Edit, error) {
	compare := map[string]func(a, b *registration.Control) int{
		"name": func(a, b *registration.Control) int {
			return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
		},
		"feet":   func(a, b *registration.Control) int { return cmp.Compare(b.Pitch, a.Pitch) },
		"family": func(a, b *registration.Control) int { return strings.Compare(string(a.Family), string(b.Family)) },
	}[w.as]
	if compare == nil {
		return nil, usagef("--as %q is no order (name, feet or family)", w.as)
	}
	return []edit.Edit{edit.SortControls(compare)}, nil
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
