package sequencer

import (
	"cmp"
	"slices"

	"voluntary/registration"
)

// LaneBar is one control from where it is drawn to where it is retired, as the lane shows it.
type LaneBar struct {
	Control    registration.ControlID
	Start, End Tick
	Open       bool // never retired: it lasts to the end of the piece
	ByScene    bool // drawn by a scene
}

// LanePoint is a place where a shoe is moved.
type LanePoint struct {
	Enclosure registration.EnclosureID
	At        Tick
	Value     uint8
	Line      bool // it is led there evenly from the point before
	ByScene   bool
}

// LaneOrder is an order that changes nothing: to draw what is drawn, or to retire what is not.
type LaneOrder struct {
	Control registration.ControlID
	At      Tick
	Draw    bool
}

// LaneFlag is a place where a scene is recalled.
type LaneFlag struct {
	At    Tick
	Event EventID
	Scene string
}

// LanePicture is the lane folded for the eye, resolved on one console.
type LanePicture struct {
	Bars   []LaneBar   // in order of control, then start
	Points []LanePoint // in order of enclosure, then time
	Flags  []LaneFlag  // in order of time
	Idle   []LaneOrder // in order of control, then time
	states []stateAt
}

type stateAt struct {
	at    Tick
	state registration.State
}

// PictureLane folds the lane of an arrangement on a console.
func PictureLane(a *Arrangement, c *registration.Console) *LanePicture {
	pic := &LanePicture{}
	r := NewRegistrar(a, c)
	open := make(map[registration.ControlID]LaneBar)
	lane := PlayedLane(a, c)
	pic.states = make([]stateAt, 0, len(lane))
	for i := 0; i < len(lane); {
		at := lane[i].At
		before := r.State()
		scene := false
		first := i
		for ; i < len(lane) && lane[i].At == at; i++ {
			if lane[i].Scene != "" {
				scene = true
				pic.Flags = append(pic.Flags, LaneFlag{at, lane[i].ID, lane[i].Scene})
			}
			r.Play(&lane[i])
			if lane[i].ID == 0 {
				continue // a step of a line
			}
			for _, s := range lane[i].Expression {
				if e, ok := c.Enclosure(s.Enclosure); ok {
					pic.Points = append(pic.Points, LanePoint{Enclosure: e, At: at, Value: s.Value, Line: s.Line})
				}
			}
		}
		after := r.State()
		if !scene {
			pic.Idle = append(pic.Idle, idleOrders(r, lane[first:i], before)...)
		}
		for _, ch := range registration.Diff(before, after) {
			switch ch.Kind {
			case registration.Draw:
				open[ch.Control] = LaneBar{Control: ch.Control, Start: at, ByScene: scene}
			case registration.Retire:
				b := open[ch.Control]
				b.End = at
				pic.Bars = append(pic.Bars, b)
				delete(open, ch.Control)
			case registration.Express:
				if scene && !slices.ContainsFunc(pic.Points, func(p LanePoint) bool { return p.At == at && p.Enclosure == ch.Enclosure }) {
					pic.Points = append(pic.Points, LanePoint{Enclosure: ch.Enclosure, At: at, Value: ch.Value, ByScene: true})
				}
			}
		}
		pic.states = append(pic.states, stateAt{at, after})
	}
	for _, b := range open {
		b.End, b.Open = max(a.End(), b.Start+1), true
		pic.Bars = append(pic.Bars, b)
	}
	slices.SortFunc(pic.Bars, func(x, y LaneBar) int {
		return cmp.Or(cmp.Compare(x.Control, y.Control), cmp.Compare(x.Start, y.Start))
	})
	slices.SortFunc(pic.Points, func(x, y LanePoint) int {
		return cmp.Or(cmp.Compare(x.Enclosure, y.Enclosure), cmp.Compare(x.At, y.At))
	})
	slices.SortFunc(pic.Idle, func(x, y LaneOrder) int {
		return cmp.Or(cmp.Compare(x.Control, y.Control), cmp.Compare(x.At, y.At))
	})
	return pic
}

// idleOrders lists the orders of one moment that leave a control as it was before.
func idleOrders(r *Registrar, events []LaneEvent, before registration.State) []LaneOrder {
	var out []LaneOrder
	after := r.State()
	for _, e := range events {
		for _, orders := range []struct {
			ids  []string
			draw bool
		}{{e.Retire, false}, {e.Draw, true}} {
			for _, id := range orders.ids {
				if k, _, ok := r.Control(id); ok && before.On(k) == orders.draw && after.On(k) == orders.draw {
					out = append(out, LaneOrder{k, e.At, orders.draw})
				}
			}
		}
	}
	return out
}

// StateAt is the registration after everything at tick and before is done; initial is what holds before the first event.
func (p *LanePicture) StateAt(tick Tick, initial registration.State) registration.State {
	i, _ := slices.BinarySearchFunc(p.states, tick+1, func(s stateAt, t Tick) int { return cmp.Compare(s.at, t) })
	if i == 0 {
		return initial
	}
	return p.states[i-1].state
}
