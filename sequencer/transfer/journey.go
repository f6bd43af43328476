package transfer

import (
	"maps"
	"slices"

	"voluntary/registration"
	organ "voluntary/registration/transfer"
	"voluntary/sequencer"
)

// journey is one run of To.
type journey struct {
	piece  *sequencer.Arrangement
	home   *sequencer.Arrangement // the piece on its own organ, with what that has lost
	to     *registration.Console
	plan   *organ.Plan
	use    *use
	report *Report
	said   map[string]bool
}

// add puts lines into the report, each once.
func (j *journey) add(at sequencer.Tick, lines []organ.Line) {
	for _, l := range lines {
		key := string(l.Kind) + "\n" + l.About + "\n" + l.From
		for _, id := range l.To {
			key += "\n" + id
		}
		if !j.said[key] {
			j.said[key] = true
			j.report.Lines = append(j.report.Lines, Line{l, at})
		}
	}
}

// rewrite says the piece in the words of the other organ.
func (j *journey) rewrite() (*sequencer.Arrangement, error) {
	lane := j.lane()
	scenes := j.scenes()
	p := j.piece.Piece()
	p.Console = j.to
	p.Scenes = scenes
	p.Lane = lane
	p.Parts = slices.Clone(p.Parts)
	for i := range p.Parts {
		p.Parts[i].Routing = j.routing(p.Parts[i].Routing)
	}
	return sequencer.New(p)
}

// routing gives a part to the divisions there. What is played nowhere keeps its name, and the report tells of it.
func (j *journey) routing(in []sequencer.Routing) []sequencer.Routing {
	out := slices.Clone(in)
	for i := range out {
		d, ok := j.home.Console().Division(out[i].Division)
		if !ok {
			continue
		}
		if there, ok := j.plan.Division(d); ok {
			out[i].Division = j.to.Divisions[there].ID
		} else {
			out[i].Division = ""
		}
	}
	return out
}

// ladderStep reports whether a scene's name is a step of the ladder that the piece does not have a scene of its own for.
func (j *journey) ladderStep(name string) bool {
	names := registration.StepNames()
	return slices.Contains(names[:], name) && !slices.ContainsFunc(j.piece.Piece().Scenes, func(s registration.Scene) bool { return s.Name == name })
}

// scenes are those of the piece and those of its organ that the lane recalls, in the words of the other organ.
func (j *journey) scenes() []registration.Scene {
	own := j.piece.Piece().Scenes
	var out []registration.Scene
	seen := make(map[string]bool)
	for _, s := range own {
		seen[s.Name] = true
		out = append(out, j.scene(s))
	}
	for _, e := range j.piece.Lane() {
		if e.Scene == "" || seen[e.Scene] || j.ladderStep(e.Scene) {
			continue
		}
		seen[e.Scene] = true
		if s, ok := j.home.Console().Scene(e.Scene); ok {
			out = append(out, j.scene(s))
		}
	}
	return out
}

// scene says one scene in the words of the other organ. A scene of every control there is one of every control here.
func (j *journey) scene(s registration.Scene) registration.Scene {
	c := j.home.Console()
	var none registration.State
	on, _ := registration.Scene{On: s.On, Shoes: s.Shoes}.Recall(c, none)
	after, lines := j.plan.State(on, organ.Everyone)
	out := registration.Scene{Name: s.Name}
	drawn := make(map[string]bool)
	for _, id := range after.Drawn() {
		k := j.to.Controls[id].ID
		drawn[k] = true
		out.On = append(out.On, k)
	}
	for _, l := range lines {
		if l.Kind == organ.Lost && !j.means(l.From) {
			out.On = append(out.On, l.From)
		}
	}
	off := make(map[string]bool)
	if whole := len(s.On)+len(s.Off) >= len(j.piece.Console().Controls); whole {
		for i := range j.to.Controls {
			off[j.to.Controls[i].ID] = true
		}
	} else {
		for _, id := range s.Off {
			if k, ok := c.Control(id); ok {
				image, _ := j.plan.State(none.With(k, true), organ.Everyone)
				for _, there := range image.Drawn() {
					off[j.to.Controls[there].ID] = true
				}
			}
		}
	}
	for i := range j.to.Controls {
		if id := j.to.Controls[i].ID; off[id] && !drawn[id] {
			out.Off = append(out.Off, id)
		}
	}
	for i, e := range j.to.Enclosures {
		if moves := j.plan.Movers(registration.EnclosureID(i)); slices.ContainsFunc(moves, func(id registration.EnclosureID) bool {
			_, said := s.Shoes[c.Enclosures[id].ID]
			return said
		}) {
			if out.Shoes == nil {
				out.Shoes = make(map[string]uint8)
			}
			out.Shoes[e.ID] = after.Shoe(registration.EnclosureID(i))
		}
	}
	return out
}

// means reports whether the other organ takes an id of this one for something of its own.
func (j *journey) means(id string) bool {
	c := j.home.Console()
	k, ok := c.Control(id)
	if !ok {
		return true
	}
	_, _, found := j.to.Resolve(id, c.MeaningOf(k))
	return found
}

// base is where the registration there started from when a step of the ladder was recalled: from then on it moves by what
// moves here.
type base struct {
	set         bool
	here, there registration.State
}

// lane says the lane in the words of the other organ: at every place what must move.
func (j *journey) lane() []sequencer.LaneEvent {
	c, n := j.home.Console(), len(j.home.Console().Divisions)
	events := j.piece.Lane()
	here := sequencer.NewRegistrar(j.home, c)
	lost := make(map[string]bool)
	var from base
	now := j.to.Initial()
	var out []sequencer.LaneEvent
	places := append(j.use.turns(j.plan, n), 0)
	for i := range events {
		places = append(places, events[i].At)
	}
	slices.Sort(places)
	next := 0
	for _, at := range slices.Compact(places) {
		e := sequencer.LaneEvent{At: at}
		first := next
		for ; next < len(events) && events[next].At == at; next++ {
			ev := &events[next]
			here.Play(ev)
			if e.ID == 0 {
				e.ID = ev.ID
			}
			if ev.Scene != "" {
				e.Scene = ev.Scene
				from.set = false
				if j.ladderStep(ev.Scene) {
					from = base{set: true, here: here.State()}
					step, _ := j.to.Scene(ev.Scene)
					from.there, _ = step.Recall(j.to, now)
				}
			}
		}
		want, lines := j.want(here.State(), at, from)
		j.add(at, lines)
		j.lostShoes(events[first:next], at)
		start := now
		if e.Scene != "" {
			start = j.recalled(e.Scene, now)
		}
		j.order(&e, start, want, events[first:next])
		j.keepLost(&e, lines, lost)
		now = want
		if !e.Empty() {
			out = append(out, e)
		}
	}
	return out
}

// want is the registration there for one here.
func (j *journey) want(here registration.State, at sequencer.Tick, from base) (registration.State, []organ.Line) {
	active := j.use.active(j.plan, len(j.home.Console().Divisions), at)
	want, lines := j.plan.State(here, active)
	if !from.set {
		return want, lines
	}
	// what has moved here since the step was recalled moves there
	step, _ := j.plan.State(from.here, organ.Everyone)
	everything, _ := j.plan.State(here, organ.Everyone)
	moved := from.there
	for _, ch := range registration.Diff(step, everything) {
		moved.Apply(ch)
	}
	lines = slices.DeleteFunc(lines, func(l organ.Line) bool {
		k, ok := j.home.Console().Control(l.From)
		return ok && from.here.On(k)
	})
	return moved, lines
}

// recalled is the registration there after a scene is recalled.
func (j *journey) recalled(name string, now registration.State) registration.State {
	if !j.ladderStep(name) {
		for _, s := range j.piece.Piece().Scenes {
			if s.Name == name {
				after, _ := j.scene(s).Recall(j.to, now)
				return after
			}
		}
		if s, ok := j.home.Console().Scene(name); ok {
			after, _ := j.scene(s).Recall(j.to, now)
			return after
		}
		return now
	}
	s, _ := j.to.Scene(name)
	after, _ := s.Recall(j.to, now)
	return after
}

// order adds to an event what leads from one registration to another. A shoe that is moved here is moved there, also to where
// it stands, for a line begins where a shoe was set last; in a line when it is led here.
func (j *journey) order(e *sequencer.LaneEvent, from, to registration.State, events []sequencer.LaneEvent) {
	for _, ch := range registration.Diff(from, to) {
		switch ch.Kind {
		case registration.Draw:
			e.Draw = append(e.Draw, j.to.Controls[ch.Control].ID)
		case registration.Retire:
			e.Retire = append(e.Retire, j.to.Controls[ch.Control].ID)
		}
	}
	for i, x := range j.to.Enclosures {
		id := registration.EnclosureID(i)
		moved, line := j.moved(id, events)
		if moved || from.Shoe(id) != to.Shoe(id) {
			e.Expression = append(e.Expression, sequencer.Shoe{Enclosure: x.ID, Value: to.Shoe(id), Line: line})
		}
	}
}

// moved reports whether events move a shoe here that moves one there, and whether they lead it.
func (j *journey) moved(there registration.EnclosureID, events []sequencer.LaneEvent) (moved, line bool) {
	for i := range events {
		for _, s := range events[i].Expression {
			if id, ok := j.home.Console().Enclosure(s.Enclosure); ok && slices.Contains(j.plan.Movers(there), id) {
				moved, line = true, s.Line
			}
		}
	}
	return moved, line
}

// keepLost leaves what is left out in the lane under its old name, unless a person has chosen to leave it out.
func (j *journey) keepLost(e *sequencer.LaneEvent, lines []organ.Line, lost map[string]bool) {
	now := make(map[string]bool)
	for _, l := range lines {
		if l.Kind == organ.Lost && l.About == organ.AboutControl && !l.Chosen && !j.means(l.From) {
			now[l.From] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(now)) {
		if !lost[id] {
			lost[id] = true
			e.Draw = append(e.Draw, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(lost)) {
		if !now[id] {
			delete(lost, id)
			e.Retire = append(e.Retire, id)
		}
	}
}

// lostShoes reports shoes that move here and nothing there.
func (j *journey) lostShoes(events []sequencer.LaneEvent, at sequencer.Tick) {
	for i := range events {
		for _, s := range events[i].Expression {
			if id, ok := j.home.Console().Enclosure(s.Enclosure); ok {
				if l, lost := j.plan.LostShoe(id); lost {
					j.add(at, []organ.Line{l})
				}
			}
		}
	}
}
