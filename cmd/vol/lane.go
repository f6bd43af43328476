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
	Lead       []string         `json:"lead,omitempty"` // the enclosures whose shoe is led there in a line
}

func lane(env *environment, args []string) error {
	f := newFlags(env)
	var w laneWork
	f.StringVar(&w.at, "at", "", "the `position` of the event, BAR:BEAT")
	f.StringArrayVar(&w.draw, "draw", nil, "draw these `stops`, couplers and tremulants: ids with commas between")
	f.StringArrayVar(&w.retire, "retire", nil, "retire these `stops`, couplers and tremulants")
	f.StringArrayVar(&w.expression, "expression", nil, "move a shoe: `ENCLOSURE=VALUE`, 0 to 127")
	f.StringArrayVar(&w.lead, "lead", nil, "lead a shoe there in a line: `ENCLOSURE=VALUE`, 0 to 127")
	f.StringVar(&w.scene, "scene", "", "recall the scene of this `name`")
	f.StringVar(&w.from, "from", "", "the slice of time that is copied or cleared begins at this `position`")
	f.StringVar(&w.to, "to", "", "and ends at this `position`; of move: the position that it is moved to")
	f.StringVar(&w.as, "as", "", "the `position` whose registration is taken")
	f.StringVar(&w.name, "name", "", "what the scene is `called`")
	f.StringArrayVar(&w.control, "control", nil, "remove or move only what is said about these `controls`")
	does := func(name, needs string, edit func(*environment, *sequencer.Arrangement) (*sequencer.Arrangement, error), may ...string) verb {
		return verb{name, strings.Fields(needs), may, func(*sequencer.Arrangement) (sequencer.Edit, error) {
			return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) { return edit(env, a) }, nil
		}}
	}
	v := verbs{list: listLane, all: []verb{
		does("add", "at", w.add, "draw", "retire", "expression", "lead", "scene"),
		does("remove", "at", w.remove, "control"),
		does("move", "at to", w.move, "control"),
		does("copy", "from to at", w.copy),
		does("clear", "from to", w.clear),
		does("register", "at as", w.register),
		does("retire", "at", w.retireAll),
		does("scene", "at name", w.keepScene),
		does("tidy", "", w.tidy),
	}}
	return v.run(env, f, args)
}

// laneWork is what is to be done to the lane, as it was typed.
type laneWork struct {
	at, from, to, as, scene, name  string
	draw, retire, expression, lead []string
	control                        []string
}

// places makes an edit of the places that were named, in that order.
func (w *laneWork) places(env *environment, a *sequencer.Arrangement, edit func(at []sequencer.Tick) sequencer.Edit, named ...string) (*sequencer.Arrangement, error) {
	p := place{env: env, a: a}
	var at []sequencer.Tick
	for _, name := range named {
		at = append(at, p.at(name))
	}
	if p.err != nil {
		return nil, p.err
	}
	return edit(at)(a)
}

func (w *laneWork) copy(env *environment, a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	return w.places(env, a, func(at []sequencer.Tick) sequencer.Edit {
		return sequencer.Paste(sequencer.CopyLane(a, at[0], at[1]), at[2])
	}, w.from, w.to, w.at)
}

func (w *laneWork) clear(env *environment, a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	return w.places(env, a, func(at []sequencer.Tick) sequencer.Edit { return sequencer.ClearLane(at[0], at[1]) }, w.from, w.to)
}

func (w *laneWork) register(env *environment, a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	return w.places(env, a, func(at []sequencer.Tick) sequencer.Edit { return sequencer.RegisterAs(at[0], at[1]) }, w.at, w.as)
}

func (w *laneWork) retireAll(env *environment, a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	return w.places(env, a, func(at []sequencer.Tick) sequencer.Edit { return sequencer.RetireAll(at[0]) }, w.at)
}

func (w *laneWork) keepScene(env *environment, a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	return w.places(env, a, func(at []sequencer.Tick) sequencer.Edit { return sequencer.SaveScene(at[0], w.name) }, w.at)
}

func (w *laneWork) tidy(_ *environment, a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	return sequencer.RemoveRedundant()(a)
}

func (w *laneWork) add(env *environment, a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	e := sequencer.LaneEvent{Scene: w.scene, Draw: ids(w.draw), Retire: ids(w.retire)}
	var err error
	if e.Expression, err = shoes("expression", w.expression); err != nil {
		return nil, err
	}
	led, err := shoes("lead", w.lead)
	if err != nil {
		return nil, err
	}
	for _, s := range led {
		s.Line = true
		e.Expression = append(e.Expression, s)
	}
	if e.Empty() {
		return nil, usagef("nothing to add (give --draw, --retire, --expression, --lead or --scene)")
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

// there is where the events of --at stand, and which they are.
func (w *laneWork) there(env *environment, a *sequencer.Arrangement) (at sequencer.Tick, events sequencer.Selection, err error) {
	if at, err = tickOf(env, a, w.at); err != nil {
		return 0, events, err
	}
	var there []sequencer.EventID
	named, _ := sequencer.ParsePosition(w.at)
	for _, e := range a.Lane() {
		// A position as list writes it is rounded, and may miss its tick by one.
		if e.At == at || a.Meters().Position(e.At).String() == named.String() {
			there, at = append(there, e.ID), e.At
		}
	}
	if len(there) == 0 {
		return 0, events, fmt.Errorf("there is no event at %s (vol lane list shows them)", w.at)
	}
	return at, sequencer.Select(nil, there), nil
}

// remove takes out the events at a place, or only what they say about some controls.
func (w *laneWork) remove(env *environment, a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	at, events, err := w.there(env, a)
	if err != nil {
		return nil, err
	}
	if w.control == nil {
		return sequencer.RemoveEvents(events)(a)
	}
	var edits []sequencer.Edit
	for _, id := range ids(w.control) {
		if !slices.ContainsFunc(a.Lane(), func(e sequencer.LaneEvent) bool {
			return e.At == at && (slices.Contains(e.Draw, id) || slices.Contains(e.Retire, id))
		}) {
			return nil, fmt.Errorf("nothing is said about %s at %s (vol lane list shows what is)", id, w.at)
		}
		edits = append(edits, sequencer.EraseControl(at, id))
	}
	return sequencer.InTurn(edits...)(a)
}

// move takes the events at a place, or what they say about some controls, to another.
func (w *laneWork) move(env *environment, a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	at, events, err := w.there(env, a)
	if err != nil {
		return nil, err
	}
	to, err := tickOf(env, a, w.to)
	if err != nil {
		return nil, err
	}
	if w.control == nil {
		return sequencer.MoveEvents(events, to-at)(a)
	}
	var edits []sequencer.Edit
	for _, id := range ids(w.control) {
		edits = append(edits, sequencer.MoveControl(at, to, id))
	}
	return sequencer.InTurn(edits...)(a)
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

func shoes(flag string, values []string) ([]sequencer.Shoe, error) {
	var out []sequencer.Shoe
	for _, text := range ids(values) {
		enclosure, value, ok := strings.Cut(text, "=")
		v, err := strconv.Atoi(value)
		if !ok || err != nil || v < 0 || v > 127 {
			return nil, usagef("--%s %q is not ENCLOSURE=VALUE (for example swell=80; 0 to 127)", flag, text)
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
			if s.Line {
				row.Lead = append(row.Lead, s.Enclosure)
			}
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
			text := fmt.Sprintf("%s=%d", id, v)
			if slices.Contains(r.Lead, id) {
				text += " in a line"
			}
			moved = append(moved, text)
		}
		sort.Strings(moved)
		lines = append(lines, []string{r.At, strings.Join(r.Draw, ","), strings.Join(r.Retire, ","), strings.Join(moved, ","), r.Scene})
	}
	return table(env.out, lines)
}
