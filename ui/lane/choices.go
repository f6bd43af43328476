package lane

import (
	"fmt"
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
	for i := range c.Enclosures {
		if e := registration.EnclosureID(i); overAll(c, e) {
			out = append(out, shoeChoices(c, &state, tick, Whole, e)...)
		}
	}
	for _, d := range l.View.Setting.divisionOrder(c) {
		for _, r := range rowsOf(c, d, l.View.Setting) {
			if r.Kind == ShoeRow {
				out = append(out, shoeChoices(c, &state, tick, d, r.Enclosure)...)
			} else {
				out = append(out, toggle(c, &state, tick, d, r.Control))
			}
		}
	}
	out = append(out, sceneChoices(a, c, tick)...)
	if drawn := state.Drawn(); len(drawn) > 0 {
		out = append(out, Choice{
			Group: "Everything", Label: "Retire everything", Words: "general cancel", Step: "Retire everything",
			Edit: sequencer.RetireAll(tick),
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
		return Choice{Group: "Here", Label: label, Step: label, Edit: e, Divided: row.divided(c), Division: row.Division}
	}
	var out []Choice
	switch hit.Part {
	case Start, End, Body:
		if k := &c.Controls[hit.Bar.Control]; tick > hit.Bar.Start && tick < hit.Bar.End {
			label := verb(k, false) + " " + k.Label() + " here"
			out = append(out, one(label, sequencer.SetControl(tick, k.ID, false)))
		}
	case Point:
		ch := lineChoice(c, hit.Point)
		ch.Divided, ch.Division = row.divided(c), row.Division
		out = append(out, ch)
	case Nothing:
		if row.Kind == ControlRow {
			k := &c.Controls[row.Control]
			return []Choice{one(verb(k, true)+" "+k.Label()+" here", sequencer.SetControl(tick, k.ID, true))}
		}
	}
	if ch, ok := removal(c, row, hit); ok {
		ch.Divided, ch.Division = row.divided(c), row.Division
		out = append(out, ch)
	}
	return out
}

// removal is what takes a thing out; ok is false for what cannot be.
func removal(c *registration.Console, row Row, hit Hit) (Choice, bool) {
	one := func(label string, e sequencer.Edit) (Choice, bool) {
		return Choice{Group: "Here", Label: label, Words: "delete", Step: label, Edit: e}, true
	}
	switch hit.Part {
	case Start, End, Body:
		name := c.Controls[hit.Bar.Control].Label()
		if hit.Bar.ByScene {
			return Choice{Step: "Remove " + name, Edit: explain("%s is drawn here by a scene: remove the scene, or retire the stop by itself", name)}, false
		}
		return one("Remove this bar of "+name, RemoveBar(c, hit.Bar))
	case Point:
		if hit.Point.ByScene {
			return Choice{}, false
		}
		return one("Remove this point of the shoe", sequencer.EraseShoe(hit.Point.At, c.Enclosures[hit.Point.Enclosure].ID))
	case Flag:
		return one("Remove the scene "+hit.Flag.Scene, removeScene(hit.Flag))
	case Idle:
		name := c.Controls[hit.Idle.Control].Label()
		return one("Remove this order for "+name+", which changes nothing", sequencer.EraseControl(hit.Idle.At, c.Controls[hit.Idle.Control].ID))
	case Tempo:
		if hit.Tempo.At == 0 {
			return Choice{}, false
		}
		return one("Remove this tempo", sequencer.EraseTempo(hit.Tempo.At, hit.Tempo.At+1))
	case RampStart, RampEnd, RampBody:
		return one("Remove this ramp of the tempo", sequencer.RemoveRamp(hit.Ramp))
	case Meter:
		if hit.Meter.At == 0 {
			return Choice{}, false
		}
		return one(fmt.Sprintf("Remove the meter %d/%d", hit.Meter.Num, hit.Meter.Den), sequencer.EraseMeter(hit.Meter.At))
	case Mark:
		return one("Remove the mark "+hit.Mark.Name, sequencer.RemoveMark(hit.Mark.ID))
	}
	return Choice{}, false
}

// removal is what the delete key does to a thing.
func (l *Lane) removal(hit Hit) (Choice, bool) {
	if hit.Part == Nothing || hit.Row < 0 {
		return Choice{}, false
	}
	ch, ok := removal(l.console, l.layout.Rows[hit.Row], hit)
	return ch, ok || ch.Edit != nil // an edit that says why it cannot be made
}

// lineChoice leads the shoe to a point in a line, or moves it there at once.
func lineChoice(c *registration.Console, p sequencer.LanePoint) Choice {
	id := c.Enclosures[p.Enclosure].ID
	if p.Line {
		return Choice{Group: "Here", Label: "Move the shoe here at once", Words: "step", Step: "Move the shoe at once", Edit: sequencer.SetShoe(p.At, id, p.Value)}
	}
	return Choice{
		Group: "Here", Label: "Lead the shoe here in a line", Words: "crescendo diminuendo ramp", Step: "Lead the shoe in a line",
		Edit: sequencer.LeadShoe(p.At, id, p.Value),
	}
}

func (l *Lane) lineChoice(p sequencer.LanePoint) Choice { return lineChoice(l.console, p) }

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
	group := "Whole organ"
	if int(d) < len(c.Divisions) {
		group = c.Divisions[d].Name
	}
	for _, step := range shoeSteps {
		label := name + ": " + step.word
		out = append(out, Choice{
			Group: group, Label: label, Words: "expression swell box", Step: label, Note: valueText(step.value),
			On: s.Shoe(e) == step.value, Divided: d != Whole, Division: d, Edit: sequencer.SetShoe(tick, c.Enclosures[e].ID, step.value),
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
