package main

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"voluntary/registration"
	"voluntary/sequencer"
)

type laneRow struct {
	At         string           `json:"at"`
	Tick       int64            `json:"tick"`
	Draw       []string         `json:"draw"`
	Retire     []string         `json:"retire"`
	Expression map[string]uint8 `json:"expression"`
	Scene      string           `json:"scene"`
}

func lane(env *environment, args []string) error {
	f := newFlags(env)
	asJSON := f.json()
	var w laneWork
	f.StringVar(&w.at, "at", "", "the `position` of the event, BAR:BEAT")
	f.StringArrayVar(&w.draw, "draw", nil, "draw these `stops`, couplers and tremulants: ids with commas between")
	f.StringArrayVar(&w.retire, "retire", nil, "retire these `stops`, couplers and tremulants")
	f.StringArrayVar(&w.expression, "expression", nil, "move a shoe: `ENCLOSURE=VALUE`, 0 to 127")
	f.StringVar(&w.scene, "scene", "", "recall the scene of this `name`")
	out := f.output("write the changed piece to this `file` instead of in place")
	rest, err := f.parse(args, "ARR", "list, add or remove")
	if err != nil {
		return err
	}
	var edit func(*environment, *sequencer.Arrangement) (*sequencer.Arrangement, error)
	switch verb := rest[1]; verb {
	case "list":
		err = f.only("json")
	case "add":
		edit = w.add
	case "remove":
		edit, err = w.remove, f.only("json", "at", "output")
	default:
		err = usagef("vol lane cannot %q (usage: %s)", verb, env.command.usage())
	}
	if err == nil && edit != nil && !f.Changed("at") {
		err = usagef("--at POS is missing (usage: %s)", env.command.usage())
	}
	if err != nil {
		return err
	}
	a, err := loadArrangement(env, rest[0])
	if err != nil {
		return err
	}
	if edit == nil {
		return listLane(env, a, *asJSON)
	}
	if a, err = edit(env, a); err != nil {
		return err
	}
	if *out == "" {
		*out = rest[0]
	}
	if err := saveArrangement(env, *out, a); err != nil || !*asJSON {
		return err
	}
	return listLane(env, a, true)
}

// laneWork is what is to be done to the lane, as it was typed.
type laneWork struct {
	at, scene                string
	draw, retire, expression []string
}

func (w *laneWork) add(env *environment, a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	e := sequencer.LaneEvent{Scene: w.scene, Draw: ids(w.draw), Retire: ids(w.retire)}
	var err error
	if e.Expression, err = shoes(w.expression); err != nil {
		return nil, err
	}
	if e.Empty() {
		return nil, usagef("nothing to add (give --draw, --retire, --expression or --scene)")
	}
	for _, id := range e.Draw {
		if slices.Contains(e.Retire, id) {
			return nil, usagef("%s is both drawn and retired (at one moment a control is on or off)", id)
		}
	}
	if e.At, err = tickOf(env, a, w.at); err != nil {
		return nil, err
	}
	b, err := sequencer.AddEvent(e)(a)
	if err != nil {
		return nil, fmt.Errorf("%w (%s)", err, nearControls(a.Console(), append(e.Draw, e.Retire...)))
	}
	return b, nil
}

func (w *laneWork) remove(env *environment, a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	at, err := tickOf(env, a, w.at)
	if err != nil {
		return nil, err
	}
	var there []sequencer.EventID
	named, _ := sequencer.ParsePosition(w.at)
	for _, e := range a.Lane() {
		// A position as list writes it is rounded, and may miss its tick by one.
		if e.At == at || a.Meters().Position(e.At).String() == named.String() {
			there = append(there, e.ID)
		}
	}
	if len(there) == 0 {
		return nil, fmt.Errorf("there is no event at %s (vol lane list shows them)", w.at)
	}
	return sequencer.RemoveEvents(sequencer.Select(nil, there))(a)
}

// ids reads comma-separated text ids from a flag that may be given several times.
func ids(values []string) []string {
	var out []string
	for _, v := range values {
		for _, id := range strings.Split(v, ",") {
			if id = strings.TrimSpace(id); id != "" {
				out = append(out, id)
			}
		}
	}
	return out
}

func shoes(values []string) ([]sequencer.Shoe, error) {
	var out []sequencer.Shoe
	for _, text := range ids(values) {
		enclosure, value, ok := strings.Cut(text, "=")
		v, err := strconv.Atoi(value)
		if !ok || err != nil || v < 0 || v > 127 {
			return nil, usagef("--expression %q is not ENCLOSURE=VALUE (for example swell=80; 0 to 127)", text)
		}
		out = append(out, sequencer.Shoe{Enclosure: enclosure, Value: uint8(v)})
	}
	return out, nil
}

// nearControls is a hint with the ids that look most like one the console does not have.
func nearControls(c *registration.Console, wanted []string) string {
	for _, id := range wanted {
		if _, ok := c.Control(id); ok {
			continue
		}
		division, rest, _ := strings.Cut(id, ".")
		first, _, _ := strings.Cut(rest, "-")
		var near []string
		for _, k := range c.Controls {
			if first != "" && strings.HasPrefix(k.ID, division+".") && strings.Contains(k.ID, first) {
				near = append(near, k.ID)
			}
		}
		if len(near) > 0 {
			return fmt.Sprintf("did you mean %s?", strings.Join(near[:min(len(near), 4)], ", "))
		}
		break
	}
	return fmt.Sprintf("vol console show %s lists what there is", c.Name)
}

func listLane(env *environment, a *sequencer.Arrangement, asJSON bool) error {
	rows := []laneRow{}
	for _, e := range a.Lane() {
		row := laneRow{
			At: a.Meters().Position(e.At).String(), Tick: int64(e.At), Scene: e.Scene,
			Draw: append([]string{}, e.Draw...), Retire: append([]string{}, e.Retire...), Expression: map[string]uint8{},
		}
		for _, s := range e.Expression {
			row.Expression[s.Enclosure] = s.Value
		}
		rows = append(rows, row)
	}
	if asJSON {
		return writeJSON(env.out, struct {
			Events []laneRow `json:"events"`
		}{rows})
	}
	lines := [][]string{{"at", "draw", "retire", "expression", "scene"}}
	for _, r := range rows {
		var moved []string
		for id, v := range r.Expression {
			moved = append(moved, fmt.Sprintf("%s=%d", id, v))
		}
		sort.Strings(moved)
		lines = append(lines, []string{r.At, strings.Join(r.Draw, ","), strings.Join(r.Retire, ","), strings.Join(moved, ","), r.Scene})
	}
	return table(env.out, lines)
}
