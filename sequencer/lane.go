package sequencer

import (
	"cmp"
	"maps"
	"slices"

	"voluntary/registration"
)

// EventID names a lane event for the whole life of a piece. 0 names none.
type EventID uint32

// Shoe is an enclosure's shoe at a value, 0 to 127.
type Shoe struct {
	Enclosure string // text id
	Value     uint8
	Line      bool // it is led there evenly from where it was set last, instead of all at once
}

// LaneEvent is what is done to the registration at one moment. The scene is recalled first, then controls are retired,
// then drawn, then shoes moved.
type LaneEvent struct {
	ID         EventID
	At         Tick
	Scene      string   // name of a scene of the piece or of the console; "" for none
	Retire     []string // text ids of controls
	Draw       []string
	Expression []Shoe
}

// Empty reports whether the event does nothing.
func (e *LaneEvent) Empty() bool {
	return e.Scene == "" && len(e.Retire) == 0 && len(e.Draw) == 0 && len(e.Expression) == 0
}

func compareLane(a, b LaneEvent) int {
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID))
}

// clone copies the event's own slices, for an edit that writes to them.
func (e LaneEvent) clone() LaneEvent {
	e.Retire = slices.Clone(e.Retire)
	e.Draw = slices.Clone(e.Draw)
	e.Expression = slices.Clone(e.Expression)
	return e
}

// MarkKind says what a mark is for.
type MarkKind string

// The kinds of mark.
const (
	Section MarkKind = "section"
	Verse   MarkKind = "verse"
	Wait    MarkKind = "wait" // playing waits here until the player goes on
)

// MarkID names a mark for the whole life of a piece.
type MarkID uint32

// Mark is a named place on the time line.
type Mark struct {
	ID   MarkID
	At   Tick
	Kind MarkKind
	Name string
}

// Registrar folds lane events into registrations of one console: it resolves text ids, falling back to the meaning that
// the piece keeps for each, and reports what the console lacks.
type Registrar struct {
	console  *registration.Console
	scenes   map[string]registration.Scene
	controls map[string]resolution
	meanings map[string]registration.Meaning
	state    registration.State
}

type resolution struct {
	id        registration.ControlID
	exact, ok bool
}

// NewRegistrar starts at the console's initial state.
func NewRegistrar(a *Arrangement, c *registration.Console) *Registrar {
	r := &Registrar{
		console: c, state: c.Initial(), meanings: a.piece.Meanings,
		scenes:   make(map[string]registration.Scene, len(c.Scenes)+len(a.piece.Scenes)),
		controls: make(map[string]resolution),
	}
	for _, s := range c.Scenes {
		r.scenes[s.Name] = s
	}
	for _, s := range a.piece.Scenes {
		r.scenes[s.Name] = s
	}
	return r
}

// Control resolves a text id of the piece to a control of the console. exact is false when it was found by its meaning.
func (r *Registrar) Control(id string) (control registration.ControlID, exact, ok bool) {
	res, known := r.controls[id]
	if !known {
		res.id, res.exact, res.ok = r.console.Resolve(id, r.meanings[id])
		r.controls[id] = res
	}
	return res.id, res.exact, res.ok
}

// State is the registration reached so far.
func (r *Registrar) State() registration.State { return r.state }

// Play makes an event and returns what the console does not have.
func (r *Registrar) Play(e *LaneEvent) (missing []string) {
	if e.Scene != "" {
		sc, ok := r.scenes[e.Scene]
		if !ok {
			if sc, ok = r.console.Scene(e.Scene); ok { // a step of the ladder that is not set
				r.scenes[e.Scene] = sc
			}
		}
		if ok {
			r.recall(sc, &missing)
		} else {
			missing = append(missing, e.Scene)
		}
	}
	r.set(e.Retire, false, &missing)
	r.set(e.Draw, true, &missing)
	for _, s := range e.Expression {
		r.move(s.Enclosure, s.Value, &missing)
	}
	return missing
}

func (r *Registrar) recall(sc registration.Scene, missing *[]string) {
	r.set(sc.Off, false, missing)
	r.set(sc.On, true, missing)
	for _, id := range slices.Sorted(maps.Keys(sc.Shoes)) {
		r.move(id, sc.Shoes[id], missing)
	}
}

func (r *Registrar) set(ids []string, on bool, missing *[]string) {
	for _, id := range ids {
		if k, _, ok := r.Control(id); ok {
			r.state = r.state.With(k, on)
		} else {
			*missing = append(*missing, id)
		}
	}
}

func (r *Registrar) move(enclosure string, value uint8, missing *[]string) {
	if id, ok := r.console.Enclosure(enclosure); ok {
		r.state = r.state.WithShoe(id, value)
	} else {
		*missing = append(*missing, enclosure)
	}
}
