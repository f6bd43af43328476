package lane

import (
	"fmt"
	"strconv"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Choice is one thing that can be done to the registration at a place: an edit, or a list of further choices.
type Choice struct {
	Label string
	Edit  sequencer.Edit
	Sub   []Choice
	Line  bool // a line stands above it
}

// shoeSteps are the values that the menu offers for a shoe.
var shoeSteps = []struct {
	value uint8
	word  string
}{{127, "open"}, {96, "three quarters"}, {64, "half"}, {32, "a quarter"}, {0, "closed"}}

// Choices lists what can be done at a tick of a piece on a console: draw or retire each control by division, move a
// shoe, recall a scene, retire everything. hit says what lies there, to be removed or cut.
func Choices(a *sequencer.Arrangement, l *Layout, tick sequencer.Tick, hit Hit) []Choice {
	c := l.Console
	state := l.Picture.StateAt(tick, c.Initial())
	out := here(c, l, tick, hit)
	first := len(out)
	for d := range c.Divisions {
		var stops []Choice
		kind := registration.Stop
		for _, k := range inJambOrder(c, registration.DivisionID(d)) {
			ch := toggle(c, &state, tick, k)
			if c.Controls[k].Kind != kind && len(stops) > 0 {
				ch.Line = true
			}
			kind = c.Controls[k].Kind
			stops = append(stops, ch)
		}
		if len(stops) > 0 {
			out = append(out, Choice{Label: c.Divisions[d].Name, Sub: stops})
		}
	}
	for i, e := range c.Enclosures {
		var steps []Choice
		for _, s := range shoeSteps {
			label := fmt.Sprintf("%s (%d)", s.word, s.value)
			if state.Shoe(registration.EnclosureID(i)) == s.value {
				label = "✓ " + label
			}
			steps = append(steps, Choice{Label: label, Edit: sequencer.SetShoe(tick, e.ID, s.value)})
		}
		out = append(out, Choice{Label: e.Name + " shoe", Sub: steps, Line: i == 0})
	}
	if scenes := sceneChoices(a, c, tick); len(scenes) > 0 {
		out = append(out, Choice{Label: "Recall a scene", Sub: scenes, Line: true})
	}
	if drawn := state.Drawn(); len(drawn) > 0 {
		out = append(out, Choice{Label: "Retire everything here", Edit: retireAll(c, tick, drawn), Line: true})
	}
	if first > 0 && first < len(out) {
		out[first].Line = true
	}
	return out
}

// here lists what can be done to the thing that lies at the place.
func here(c *registration.Console, l *Layout, tick sequencer.Tick, hit Hit) []Choice {
	if hit.Row < 0 {
		return nil
	}
	row := l.Rows[hit.Row]
	switch hit.Part {
	case Start, End, Body:
		k := &c.Controls[hit.Bar.Control]
		var out []Choice
		if tick > hit.Bar.Start && tick < hit.Bar.End {
			out = append(out, Choice{Label: "Retire " + k.Label() + " here", Edit: sequencer.SetControl(tick, k.ID, false)})
		}
		if !hit.Bar.ByScene {
			out = append(out, Choice{Label: "Remove this bar of " + k.Label(), Edit: RemoveBar(c, hit.Bar)})
		}
		return out
	case Point:
		id := c.Enclosures[hit.Point.Enclosure].ID
		return []Choice{{Label: "Remove this point", Edit: sequencer.EraseShoe(hit.Point.At, id)}}
	case Flag:
		return []Choice{{Label: "Remove the scene " + hit.Flag.Scene, Edit: removeScene(hit.Flag)}}
	}
	if row.Kind == ControlRow {
		k := &c.Controls[row.Control]
		return []Choice{{Label: "Draw " + k.Label() + " here", Edit: sequencer.SetControl(tick, k.ID, true)}}
	}
	return nil
}

func toggle(c *registration.Console, s *registration.State, tick sequencer.Tick, id registration.ControlID) Choice {
	k := &c.Controls[id]
	if s.On(id) {
		return Choice{Label: "✓ " + k.Label(), Edit: sequencer.SetControl(tick, k.ID, false)}
	}
	return Choice{Label: k.Label(), Edit: sequencer.SetControl(tick, k.ID, true)}
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
			out = append(out, Choice{Label: s.Name, Edit: sequencer.AddEvent(sequencer.LaneEvent{At: tick, Scene: s.Name})})
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
