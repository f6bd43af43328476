package lane

import (
	"strconv"
	"strings"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Choice is one thing that can be done to the registration at a place.
type Choice struct {
	Group    string // "Here", a division, "Scenes", "Everything"
	Label    string // "Open Diapason 8"
	Words    string // further words that it is found by
	Note     string // what choosing it does, when the label does not say so
	Step     string // as the undo menu names it: "Draw Open Diapason 8"
	On       bool   // it holds at the place
	Divided  bool   // it belongs to Division
	Division registration.DivisionID
	Edit     sequencer.Edit
}

// shoeSteps are the values that are offered for a shoe.
var shoeSteps = []struct {
	value uint8
	word  string
}{{127, "open"}, {96, "three quarters open"}, {64, "half open"}, {32, "a quarter open"}, {0, "closed"}}

// Choices lists what can be done at a tick of a piece on a console: draw or retire each control by division, move a
// shoe, recall a scene, retire everything. hit says what lies there, to be removed or cut; it comes first.
func Choices(a *sequencer.Arrangement, l *Layout, tick sequencer.Tick, hit Hit) []Choice {
	c := l.Console
	state := l.Picture.StateAt(tick, c.Initial())
	out := here(c, l, tick, hit)
	for d := range c.Divisions {
		id := registration.DivisionID(d)
		for _, k := range inJambOrder(c, id) {
			out = append(out, toggle(c, &state, tick, id, k))
		}
		if e, ok := c.EnclosureOf(id); ok && c.Enclosures[e].Divisions[0] == id {
			out = append(out, shoeChoices(c, &state, tick, id, e)...)
		}
	}
	out = append(out, sceneChoices(a, c, tick)...)
	if drawn := state.Drawn(); len(drawn) > 0 {
		out = append(out, Choice{
			Group: "Everything", Label: "Retire everything", Words: "general cancel", Step: "Retire everything",
			Edit: retireAll(c, tick, drawn),
		})
	}
	return out
}

// here lists what can be done to the thing that lies at the place.
func here(c *registration.Console, l *Layout, tick sequencer.Tick, hit Hit) []Choice {
	if hit.Row < 0 {
		return nil
	}
	row := l.Rows[hit.Row]
	one := func(label string, e sequencer.Edit) Choice {
		return Choice{Group: "Here", Label: label, Step: label, Edit: e, Divided: row.Kind != SceneRow, Division: row.Division}
	}
	switch hit.Part {
	case Start, End, Body:
		k := &c.Controls[hit.Bar.Control]
		var out []Choice
		if tick > hit.Bar.Start && tick < hit.Bar.End {
			out = append(out, one("Retire "+k.Label()+" here", sequencer.SetControl(tick, k.ID, false)))
		}
		if !hit.Bar.ByScene {
			out = append(out, one("Remove this bar of "+k.Label(), RemoveBar(c, hit.Bar)))
		}
		return out
	case Point:
		id := c.Enclosures[hit.Point.Enclosure].ID
		return []Choice{one("Remove this point of the shoe", sequencer.EraseShoe(hit.Point.At, id))}
	case Flag:
		return []Choice{one("Remove the scene "+hit.Flag.Scene, removeScene(hit.Flag))}
	}
	if row.Kind == ControlRow {
		k := &c.Controls[row.Control]
		return []Choice{one("Draw "+k.Label()+" here", sequencer.SetControl(tick, k.ID, true))}
	}
	return nil
}

// toggle draws a control that is retired at a tick, or retires it.
func toggle(c *registration.Console, s *registration.State, tick sequencer.Tick, d registration.DivisionID, id registration.ControlID) Choice {
	k := &c.Controls[id]
	ch := Choice{
		Group: c.Divisions[d].Name, Label: k.Label(), Words: string(k.Family), On: s.On(id), Divided: true, Division: d,
		Step: verb(k, !s.On(id)) + " " + k.Label(), Edit: sequencer.SetControl(tick, k.ID, !s.On(id)),
	}
	if ch.On {
		ch.Note = strings.ToLower(verb(k, false))
	}
	if k.Kind != registration.Stop {
		ch.Words = k.Kind.String()
	}
	return ch
}

// verb is how a control of its kind is moved: stops are drawn and retired, everything else engaged and disengaged.
func verb(k *registration.Control, on bool) string {
	switch {
	case k.Kind == registration.Stop && on:
		return "Draw"
	case k.Kind == registration.Stop:
		return "Retire"
	case on:
		return "Engage"
	}
	return "Disengage"
}

func shoeChoices(c *registration.Console, s *registration.State, tick sequencer.Tick, d registration.DivisionID, e registration.EnclosureID) []Choice {
	var out []Choice
	name := shoeName(c.Enclosures[e].Name)
	for _, step := range shoeSteps {
		label := name + ": " + step.word
		out = append(out, Choice{
			Group: c.Divisions[d].Name, Label: label, Words: "expression swell box", Step: label, Note: valueText(step.value),
			On: s.Shoe(e) == step.value, Divided: true, Division: d, Edit: sequencer.SetShoe(tick, c.Enclosures[e].ID, step.value),
		})
	}
	return out
}

// shoeName is an enclosure's shoe for people: "Swell shoe".
func shoeName(enclosure string) string {
	if strings.Contains(strings.ToLower(enclosure), "shoe") {
		return enclosure
	}
	return enclosure + " shoe"
}

func sceneChoices(a *sequencer.Arrangement, c *registration.Console, tick sequencer.Tick) []Choice {
	var out []Choice
	seen := make(map[string]bool)
	for _, list := range [][]registration.Scene{a.Piece().Scenes, c.Scenes} {
		for _, s := range list {
			if seen[s.Name] {
				continue
			}
			seen[s.Name] = true
			out = append(out, Choice{
				Group: "Scenes", Label: s.Name, Words: "scene recall", Step: "Recall the scene " + s.Name,
				Edit: sequencer.AddEvent(sequencer.LaneEvent{At: tick, Scene: s.Name}),
			})
		}
	}
	return out
}

// retireAll is a general cancel written out: everything that is drawn is retired.
func retireAll(c *registration.Console, tick sequencer.Tick, drawn []registration.ControlID) sequencer.Edit {
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		var err error
		for _, k := range drawn {
			if a, err = sequencer.SetControl(tick, c.Controls[k].ID, false)(a); err != nil {
				return nil, err
			}
		}
		return a, nil
	}
}

// RemoveBar takes a bar's orders out of the lane, so that the control is neither drawn nor retired by them.
func RemoveBar(c *registration.Console, b sequencer.LaneBar) sequencer.Edit {
	id := c.Controls[b.Control].ID
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		out, err := sequencer.EraseControl(b.Start, id)(a)
		if err != nil || b.Open {
			return out, err
		}
		return sequencer.EraseControl(b.End, id)(out)
	}
}

func removeScene(f sequencer.LaneFlag) sequencer.Edit {
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		return a.WithLane(func(lane []sequencer.LaneEvent) []sequencer.LaneEvent {
			for i := range lane {
				if lane[i].ID == f.Event {
					lane[i].Scene = ""
				}
			}
			return lane
		})
	}
}

// DrawBar draws a control at one tick and retires it at another, clearing its orders between them.
func DrawBar(c *registration.Console, k registration.ControlID, from, to sequencer.Tick) sequencer.Edit {
	id := c.Controls[k].ID
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		l := sequencer.PictureLane(a, c)
		before := l.StateAt(to, c.Initial())
		after := before.On(k) // what held at the far end goes on holding
		out, err := clearOrders(a, id, from, to)
		if err != nil {
			return nil, err
		}
		if out, err = sequencer.SetControl(from, id, true)(out); err != nil || after {
			return out, err
		}
		return sequencer.SetControl(to, id, false)(out)
	}
}

func clearOrders(a *sequencer.Arrangement, control string, from, to sequencer.Tick) (*sequencer.Arrangement, error) {
	var err error
	out := a
	for _, e := range a.Lane() {
		if e.At >= from && e.At <= to {
			if out, err = sequencer.EraseControl(e.At, control)(out); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// valueText is a shoe's value for people.
func valueText(v uint8) string { return strconv.Itoa(int(v)*100/127) + " %" }
