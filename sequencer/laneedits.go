package sequencer

import (
	"fmt"
	"slices"
)

// AddEvent adds one event to the lane, under an id of its own. Its names must be of the piece's console or among its scenes.
func AddEvent(e LaneEvent) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if err := a.knows(&e); err != nil {
			return nil, err
		}
		added := e.clone()
		added.ID = 0
		return a.WithLane(func(lane []LaneEvent) []LaneEvent { return append(lane, added) })
	}
}

// knows reports which of an event's names mean nothing on the piece's console.
func (a *Arrangement) knows(e *LaneEvent) error {
	c := a.Console()
	for _, ids := range [][]string{e.Draw, e.Retire} {
		for _, id := range ids {
			if _, ok := c.Control(id); !ok {
				return fmt.Errorf("console %s has no stop, coupler or tremulant %q", c.Name, id)
			}
		}
	}
	for _, s := range e.Expression {
		if _, ok := c.Enclosure(s.Enclosure); !ok {
			return fmt.Errorf("console %s has no enclosure %q", c.Name, s.Enclosure)
		}
		if s.Value > 127 {
			return fmt.Errorf("the shoe %q cannot stand at %d (0 to 127)", s.Enclosure, s.Value)
		}
	}
	if e.Scene == "" {
		return nil
	}
	for _, s := range a.piece.Scenes {
		if s.Name == e.Scene {
			return nil
		}
	}
	if _, ok := c.Scene(e.Scene); ok {
		return nil
	}
	return fmt.Errorf("there is no scene %q in the piece or on console %s", e.Scene, c.Name)
}

// RemoveEvents removes the marked lane events.
func RemoveEvents(marked Selection) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		return a.WithLane(func(lane []LaneEvent) []LaneEvent {
			return slices.DeleteFunc(lane, func(e LaneEvent) bool { return marked.HasEvent(e.ID) })
		})
	}
}

// MoveEvents moves the marked lane events in time together, so far that none leaves the start of the piece.
func MoveEvents(marked Selection, by Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		by := by
		for _, e := range a.Lane() {
			if marked.HasEvent(e.ID) {
				by = max(by, -e.At)
			}
		}
		if by == 0 {
			return a, nil
		}
		return a.WithLane(func(lane []LaneEvent) []LaneEvent {
			for i := range lane {
				if marked.HasEvent(lane[i].ID) {
					lane[i].At += by
				}
			}
			return lane
		})
	}
}

// SetControl draws or retires one control at a tick, adding to the event that stands there or making one. An opposite
// order at the same tick is taken out.
func SetControl(at Tick, control string, draw bool) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if _, ok := a.Console().Control(control); !ok {
			return nil, fmt.Errorf("console %s has no stop, coupler or tremulant %q", a.Console().Name, control)
		}
		return a.WithLane(func(lane []LaneEvent) []LaneEvent {
			lane = strike(lane, at, control)
			e := eventAt(&lane, at)
			if draw {
				e.Draw = append(slices.Clone(e.Draw), control)
			} else {
				e.Retire = append(slices.Clone(e.Retire), control)
			}
			return lane
		})
	}
}

// SetShoe moves an enclosure's shoe at a tick at once, adding to the event that stands there or making one.
func SetShoe(at Tick, enclosure string, value uint8) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		return putShoe(a, at, Shoe{Enclosure: enclosure, Value: value})
	}
}

// LeadShoe has an enclosure's shoe reach a value at a tick in a line from where it was set last.
func LeadShoe(at Tick, enclosure string, value uint8) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		return putShoe(a, at, Shoe{Enclosure: enclosure, Value: value, Line: true})
	}
}

func putShoe(a *Arrangement, at Tick, s Shoe) (*Arrangement, error) {
	if err := a.knows(&LaneEvent{Expression: []Shoe{s}}); err != nil {
		return nil, err
	}
	return a.WithLane(func(lane []LaneEvent) []LaneEvent {
		lane = strikeShoe(lane, at, s.Enclosure)
		e := eventAt(&lane, at)
		e.Expression = append(slices.Clone(e.Expression), s)
		return lane
	})
}

// MoveShoe moves an enclosure's point from one tick to another and to a value; it stays a step or the end of a line. A
// point that stands at the other tick gives way.
func MoveShoe(from, to Tick, enclosure string, value uint8) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		s, found := shoeAt(a.Lane(), from, enclosure)
		if !found {
			return nil, fmt.Errorf("the shoe %q is not moved at %v", enclosure, a.Meters().Position(from))
		}
		if s.Value == value && from == to {
			return a, nil
		}
		b, err := EraseShoe(from, enclosure)(a)
		if err != nil {
			return nil, err
		}
		s.Value = value
		return putShoe(b, min(max(to, 0), MaxTick), s)
	}
}

// DrawShoeLine leads an enclosure's shoe evenly from one value to another over a span. Its points in the span are
// replaced.
func DrawShoeLine(from, to Tick, enclosure string, first, last uint8) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		from, to, err := bounded(from, to)
		if err != nil {
			return nil, err
		}
		b, err := a.WithLane(func(lane []LaneEvent) []LaneEvent {
			lo, hi := eventsIn(lane, from, to+1)
			for _, at := range ticksOf(lane[lo:hi]) {
				lane = strikeShoe(lane, at, enclosure)
			}
			return lane
		})
		if err != nil {
			return nil, err
		}
		if b, err = SetShoe(from, enclosure, first)(b); err != nil {
			return nil, err
		}
		return LeadShoe(to, enclosure, last)(b)
	}
}

func ticksOf(lane []LaneEvent) []Tick {
	var out []Tick
	for _, e := range lane {
		out = append(out, e.At)
	}
	return slices.Compact(out)
}

// shoeAt is the last order for a shoe at a tick.
func shoeAt(lane []LaneEvent, at Tick, enclosure string) (s Shoe, found bool) {
	lo, hi := eventsIn(lane, at, at+1)
	for _, e := range lane[lo:hi] {
		for _, x := range e.Expression {
			if x.Enclosure == enclosure {
				s, found = x, true
			}
		}
	}
	return s, found
}

// MoveControl moves one control's orders from one tick to another, out of the events they stand in.
func MoveControl(from, to Tick, control string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if from == to {
			return a, nil
		}
		found, draw := false, false
		for _, e := range a.Lane() {
			if e.At == from && slices.Contains(e.Retire, control) {
				found, draw = true, false
			}
			if e.At == from && slices.Contains(e.Draw, control) {
				found, draw = true, true
			}
		}
		if !found {
			return nil, fmt.Errorf("nothing is said about %s at %v", control, a.Meters().Position(from))
		}
		b, err := EraseControl(from, control)(a)
		if err != nil {
			return nil, err
		}
		return SetControl(max(to, 0), control, draw)(b)
	}
}

// EraseControl takes one control's orders at a tick out of the lane.
func EraseControl(at Tick, control string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		return a.WithLane(func(lane []LaneEvent) []LaneEvent { return strike(lane, at, control) })
	}
}

// EraseShoe takes one enclosure's orders at a tick out of the lane.
func EraseShoe(at Tick, enclosure string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		return a.WithLane(func(lane []LaneEvent) []LaneEvent { return strikeShoe(lane, at, enclosure) })
	}
}

// strike removes a control from every event at a tick.
func strike(lane []LaneEvent, at Tick, control string) []LaneEvent {
	is := func(id string) bool { return id == control }
	for i := range lane {
		e := &lane[i]
		if e.At == at && (slices.Contains(e.Draw, control) || slices.Contains(e.Retire, control)) {
			e.Draw = slices.DeleteFunc(slices.Clone(e.Draw), is)
			e.Retire = slices.DeleteFunc(slices.Clone(e.Retire), is)
		}
	}
	return lane
}

// strikeShoe removes an enclosure from every event at a tick.
func strikeShoe(lane []LaneEvent, at Tick, enclosure string) []LaneEvent {
	for i := range lane {
		if e := &lane[i]; e.At == at && slices.ContainsFunc(e.Expression, func(s Shoe) bool { return s.Enclosure == enclosure }) {
			e.Expression = slices.DeleteFunc(slices.Clone(e.Expression), func(s Shoe) bool { return s.Enclosure == enclosure })
		}
	}
	return lane
}

// eventAt is the last event at a tick, or a new one.
func eventAt(lane *[]LaneEvent, at Tick) *LaneEvent {
	for i := len(*lane) - 1; i >= 0; i-- {
		if (*lane)[i].At == at {
			return &(*lane)[i]
		}
	}
	*lane = append(*lane, LaneEvent{At: at})
	return &(*lane)[len(*lane)-1]
}
