package sequencer

import (
	"fmt"
	"slices"
)

// OrderKind says what one order of the lane does.
type OrderKind string

// The kinds of order, in the order in which an event does them.
const (
	RecallOrder OrderKind = "recall"
	RetireOrder OrderKind = "retire"
	DrawOrder   OrderKind = "draw"
	ShoeOrder   OrderKind = "shoe"
)

// Order is one thing that a lane event does: an event is a list of them at one tick.
type Order struct {
	Event EventID
	At    Tick
	Kind  OrderKind
	ID    string // text id of the control or enclosure, or the name of the scene
	Value uint8  // of a shoe
	Line  bool   // of a shoe: led there
}

// Orders lists everything that the lane does, in order of time.
func Orders(a *Arrangement) []Order {
	var out []Order
	for _, e := range a.Lane() {
		if e.Scene != "" {
			out = append(out, Order{Event: e.ID, At: e.At, Kind: RecallOrder, ID: e.Scene})
		}
		for _, id := range e.Retire {
			out = append(out, Order{Event: e.ID, At: e.At, Kind: RetireOrder, ID: id})
		}
		for _, id := range e.Draw {
			out = append(out, Order{Event: e.ID, At: e.At, Kind: DrawOrder, ID: id})
		}
		for _, s := range e.Expression {
			out = append(out, Order{Event: e.ID, At: e.At, Kind: ShoeOrder, ID: s.Enclosure, Value: s.Value, Line: s.Line})
		}
	}
	return out
}

// takeOrder takes an order out of a lane and reports whether it was there. The slices of events are replaced.
func takeOrder(lane []LaneEvent, o Order) bool {
	i := slices.IndexFunc(lane, func(e LaneEvent) bool { return e.ID == o.Event })
	if i < 0 {
		return false
	}
	e := &lane[i]
	without := func(list []string) ([]string, bool) {
		k := slices.Index(list, o.ID)
		if k < 0 {
			return list, false
		}
		return slices.Delete(slices.Clone(list), k, k+1), true
	}
	ok := false
	switch o.Kind {
	case RecallOrder:
		if ok = e.Scene == o.ID; ok {
			e.Scene = ""
		}
	case RetireOrder:
		e.Retire, ok = without(e.Retire)
	case DrawOrder:
		e.Draw, ok = without(e.Draw)
	case ShoeOrder:
		s := Shoe{Enclosure: o.ID, Value: o.Value, Line: o.Line}
		if k := slices.Index(e.Expression, s); k >= 0 {
			e.Expression, ok = slices.Delete(slices.Clone(e.Expression), k, k+1), true
		}
	}
	return ok
}

// RemoveOrders takes orders out of the lane.
func RemoveOrders(orders []Order) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		missing := 0
		b, err := a.WithLane(func(lane []LaneEvent) []LaneEvent {
			for _, o := range orders {
				if !takeOrder(lane, o) {
					missing++
				}
			}
			return lane
		})
		if missing > 0 {
			return nil, fmt.Errorf("the lane has changed: %d of these orders are no longer there", missing)
		}
		return b, err
	}
}

// ChangeOrder has an order stand at another tick, and a shoe at another value. Other orders of its event stay.
func ChangeOrder(o Order, to Tick, value uint8, line bool) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		to := min(max(to, 0), MaxTick)
		if to == o.At && (o.Kind != ShoeOrder || value == o.Value && line == o.Line) {
			return a, nil
		}
		b, err := RemoveOrders([]Order{o})(a)
		if err != nil {
			return nil, err
		}
		switch o.Kind {
		case RecallOrder:
			return AddEvent(LaneEvent{At: to, Scene: o.ID})(b)
		case ShoeOrder:
			return putShoe(b, to, Shoe{Enclosure: o.ID, Value: value, Line: line})
		}
		if _, ok := b.Console().Control(o.ID); !ok { // of another organ: it goes along as it is
			e := LaneEvent{At: to, Draw: []string{o.ID}}
			if o.Kind == RetireOrder {
				e = LaneEvent{At: to, Retire: []string{o.ID}}
			}
			return b.WithLane(func(lane []LaneEvent) []LaneEvent { return append(lane, e) })
		}
		return SetControl(to, o.ID, o.Kind == DrawOrder)(b)
	}
}
