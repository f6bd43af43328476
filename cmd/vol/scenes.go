package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
	"voluntary/registration/edit"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
)

// sceneRow is one scene; a step of the ladder that is not set is derived from the stops.
type sceneRow struct {
	Name    string           `json:"name"`
	Of      string           `json:"of"` // "piece", "console" or "ladder"
	On      []string         `json:"on"`
	Off     []string         `json:"off"`
	Shoes   map[string]uint8 `json:"shoes"`
	Recalls []string         `json:"recalls"` // where the lane recalls it
}

// sceneWork is what is to be done to scenes, as it was typed.
type sceneWork struct {
	name, to                string
	on, off, alone, shoesTo []string
}

func scenes(env *environment, args []string) error {
	f := newFlags(env)
	asJSON := f.json()
	var w sceneWork
	f.StringVar(&w.name, "name", "", "the scene of this `name`; pp, p, mp, mf, f and fff are the steps of the ladder")
	f.StringVar(&w.to, "to", "", "of rename: its new `name`")
	f.StringArrayVar(&w.on, "on", nil, "of set: it draws these `stops`, couplers and tremulants")
	f.StringArrayVar(&w.off, "off", nil, "of set: it retires these `stops`, couplers and tremulants")
	f.StringArrayVar(&w.alone, "alone", nil, "of set: it leaves these `stops`, couplers and tremulants alone")
	f.StringArrayVar(&w.shoesTo, "expression", nil, "of set: it moves a shoe: `ENCLOSURE=VALUE`, 0 to 127")
	out := f.output("write to this `file`; else the piece or the console is changed in place")
	rest, err := f.parse(args, "ARR or C", "list, set, rename or remove")
	if err != nil {
		return err
	}
	may := map[string][]string{
		"list": {"json"}, "set": {"json", "output", "name", "on", "off", "alone", "expression"},
		"rename": {"json", "output", "name", "to"}, "remove": {"json", "output", "name"},
	}[rest[1]]
	if may == nil {
		return usagef("vol scenes cannot %q (usage: %s)", rest[1], env.command.usage())
	}
	if err := f.only(may...); err != nil {
		return err
	}
	for _, name := range []string{"name", "to"} {
		if slices.Contains(may, name) && strings.TrimSpace(f.Lookup(name).Value.String()) == "" {
			return usagef("--%s NAME is missing (usage: %s)", name, env.command.usage())
		}
	}
	if strings.EqualFold(filepath.Ext(rest[0]), ".voluntary") {
		return w.ofPiece(env, rest[0], rest[1], *out, *asJSON)
	}
	return w.ofConsole(env, rest[0], rest[1], *out, *asJSON)
}

func (w *sceneWork) ofPiece(env *environment, path, verb, out string, asJSON bool) error {
	a, err := loadArrangement(env, path)
	if err != nil {
		return err
	}
	if verb != "list" {
		switch verb {
		case "set":
			var s registration.Scene
			if s, err = w.set(a.Console(), pieceScene(a, w.name)); err == nil {
				a, err = a.WithScene(s)
			}
		case "rename":
			a, err = sequencer.RenameScene(w.name, w.to)(a)
		case "remove":
			a, err = sequencer.RemoveScene(w.name)(a)
		}
		if err != nil {
			return hint(err, "vol scenes ARR list shows those there are")
		}
		if out == "" {
			out = path
		}
		if err := saveArrangement(env, out, a); err != nil {
			return err
		}
	}
	var rows []sceneRow
	for _, s := range a.Piece().Scenes {
		rows = append(rows, sceneOf(s, "piece"))
	}
	rows = append(rows, consoleScenes(a.Console(), a.Piece().Scenes)...)
	for i := range rows {
		for _, e := range a.Lane() {
			if e.Scene == rows[i].Name {
				rows[i].Recalls = append(rows[i].Recalls, a.Meters().Position(e.At).String())
			}
		}
	}
	return listScenes(env, rows, asJSON)
}

// pieceScene is a scene of the piece to be changed: its own, or what the console has under that name.
func pieceScene(a *sequencer.Arrangement, name string) registration.Scene {
	if i := slices.IndexFunc(a.Piece().Scenes, func(s registration.Scene) bool { return s.Name == name }); i >= 0 {
		return a.Piece().Scenes[i]
	}
	if s, ok := a.Console().Scene(name); ok {
		return s
	}
	return registration.Scene{Name: name}
}

func (w *sceneWork) ofConsole(env *environment, name, verb, out string, asJSON bool) error {
	c, err := consoleOr(name, nil)
	if err != nil {
		return err
	}
	if verb != "list" {
		if out, err = consolePlace(env, name, out); err != nil {
			return err
		}
		e := edit.NewEditor(c)
		switch verb {
		case "set":
			err = e.Apply("", "", w.setOnConsole)
		case "rename":
			err = e.Apply("", "", edit.RenameScene(w.name, w.to))
		case "remove":
			err = e.Apply("", "", edit.RemoveScene(w.name))
		}
		if err != nil {
			return hint(err, "vol scenes C list shows those there are, vol console show C the ids")
		}
		c = e.Console()
		if err := consolefile.Save(out, c); err != nil {
			return hint(err, "name another file with -o")
		}
	}
	return listScenes(env, consoleScenes(c, nil), asJSON)
}

// consolePlace is the file to which a changed console goes: the one that it was read from. What is not the user's own file is
// changed nowhere but in a file that was named.
func consolePlace(env *environment, name, out string) (string, error) {
	switch {
	case out != "":
		return out, nil
	case strings.HasSuffix(name, consolefile.Extension):
		return name, nil
	case consolefile.Installed(name):
		folder, err := consolefile.Folder()
		return filepath.Join(folder, name+consolefile.Extension), err
	}
	return "", usagef("%s is not a console of your own (give the file for a changed copy with -o X.console; usage: %s)", name, env.command.usage())
}

func (w *sceneWork) setOnConsole(d *draft.Draft) error {
	s, _ := d.Scene(w.name) // a step that is not set begins with what it is derived to be
	s.Name = w.name
	s, err := w.set(&d.Console, s)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(d.Scenes, func(o registration.Scene) bool { return o.Name == w.name }); i >= 0 {
		d.Scenes[i] = s
	} else {
		d.Scenes = append(d.Scenes, s)
	}
	return nil
}

// set is a scene with what was typed.
func (w *sceneWork) set(c *registration.Console, s registration.Scene) (registration.Scene, error) {
	on, off, alone := ids(w.on), ids(w.off), ids(w.alone)
	shoesTo, err := shoes("expression", w.shoesTo)
	if err != nil {
		return s, err
	}
	named := slices.Concat(on, off, alone)
	if len(named)+len(shoesTo) == 0 {
		return s, usagef("nothing to set (give --on, --off, --alone or --expression)")
	}
	seen := make(map[string]bool)
	for _, id := range named {
		if _, ok := c.Control(id); !ok {
			return s, fmt.Errorf("the console has no control %q", id)
		}
		if seen[id] {
			return s, usagef("%s is named twice (a scene draws it, retires it or leaves it alone)", id)
		}
		seen[id] = true
	}
	without := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(id string) bool { return seen[id] })
	}
	s.On, s.Off, s.Shoes = append(without(s.On), on...), append(without(s.Off), off...), maps.Clone(s.Shoes)
	for _, x := range shoesTo {
		if _, ok := c.Enclosure(x.Enclosure); !ok {
			return s, fmt.Errorf("the console has no enclosure %q", x.Enclosure)
		}
		if s.Shoes == nil {
			s.Shoes = make(map[string]uint8)
		}
		s.Shoes[x.Enclosure] = x.Value
	}
	return s, nil
}

// consoleScenes are the scenes of a console that are not hidden by others, and the steps of its ladder.
func consoleScenes(c *registration.Console, before []registration.Scene) []sceneRow {
	var rows []sceneRow
	hidden := make(map[string]bool)
	for _, s := range before {
		hidden[s.Name] = true
	}
	for _, s := range c.Scenes {
		if !hidden[s.Name] {
			rows = append(rows, sceneOf(s, "console"))
		}
		hidden[s.Name] = true
	}
	for _, s := range c.Ladder() {
		if !hidden[s.Name] {
			rows = append(rows, sceneOf(s, "ladder"))
		}
	}
	return rows
}

func sceneOf(s registration.Scene, of string) sceneRow {
	row := sceneRow{Name: s.Name, Of: of, On: append([]string{}, s.On...), Off: append([]string{}, s.Off...), Shoes: map[string]uint8{}, Recalls: []string{}}
	maps.Copy(row.Shoes, s.Shoes)
	return row
}

func listScenes(env *environment, rows []sceneRow, asJSON bool) error {
	if asJSON {
		return writeJSON(env.out, struct {
			Scenes []sceneRow `json:"scenes"`
		}{rows})
	}
	lines := [][]string{{"scene", "of", "on", "off", "shoes", "recalled at"}}
	for _, r := range rows {
		var moved []string
		for _, id := range slices.Sorted(maps.Keys(r.Shoes)) {
			moved = append(moved, fmt.Sprintf("%s=%d", id, r.Shoes[id]))
		}
		lines = append(lines, []string{r.Name, r.Of, strings.Join(r.On, ","), fmt.Sprint(len(r.Off)), strings.Join(moved, ","), strings.Join(r.Recalls, " ")})
	}
	return table(env.out, lines)
}
