package sequencer

import (
	"slices"
	"sort"

	"voluntary/registration"
)

// laneFold is the lane played from the start: the registration after each moment at which something is done.
type laneFold struct {
	initial registration.State
	states  []stateAt
}

func foldLane(a *Arrangement) *laneFold {
	c := a.Console()
	f := &laneFold{initial: c.Initial()}
	r := NewRegistrar(a, c)
	lane := PlayedLane(a, c)
	for i := 0; i < len(lane); {
		at := lane[i].At
		for ; i < len(lane) && lane[i].At == at; i++ {
			r.Play(&lane[i])
		}
		f.states = append(f.states, stateAt{at, r.State()})
	}
	return f
}

// after is the registration with everything at tick done.
func (f *laneFold) after(tick Tick) registration.State {
	i := sort.Search(len(f.states), func(i int) bool { return f.states[i].at > tick })
	if i == 0 {
		return f.initial
	}
	return f.states[i-1].state
}

// before is the registration that holds up to a tick.
func (f *laneFold) before(tick Tick) registration.State { return f.after(tick - 1) }

// StateAt is the registration of an arrangement on its own console with everything at tick done.
func StateAt(a *Arrangement, tick Tick) registration.State { return foldLane(a).after(tick) }

// orders is the event that leads from one registration to another; it is empty when they are the same.
func orders(c *registration.Console, at Tick, from, to registration.State) LaneEvent {
	e := LaneEvent{At: at}
	for _, ch := range registration.Diff(from, to) {
		switch ch.Kind {
		case registration.Draw:
			e.Draw = append(e.Draw, c.Controls[ch.Control].ID)
		case registration.Retire:
			e.Retire = append(e.Retire, c.Controls[ch.Control].ID)
		case registration.Express:
			e.Expression = append(e.Expression, Shoe{Enclosure: c.Enclosures[ch.Enclosure].ID, Value: ch.Value})
		}
	}
	return e
}

// withState makes the registration at a tick the wanted one, whatever was ordered there. Orders of that tick that say
// the opposite are taken out; scenes that stand there stay, and are corrected.
func withState(a *Arrangement, at Tick, want registration.State) (*Arrangement, error) {
	c := a.Console()
	if now := StateAt(a, at); now == want {
		return a, nil
	}
	return a.WithLane(func(lane []LaneEvent) []LaneEvent {
		wrong := orders(c, at, foldOf(a, lane, at), want)
		for _, id := range slices.Concat(wrong.Draw, wrong.Retire) {
			lane = strike(lane, at, id)
		}
		for _, s := range wrong.Expression {
			lane = strikeShoe(lane, at, s.Enclosure)
		}
		right := orders(c, at, foldOf(a, lane, at), want)
		i := slices.IndexFunc(lane, func(e LaneEvent) bool { return e.At > at })
		if i < 0 {
			i = len(lane)
		}
		if right.Empty() || i == 0 || lane[i-1].At != at {
			return append(lane, right)
		}
		e := &lane[i-1]
		e.Retire = slices.Concat(e.Retire, right.Retire)
		e.Draw = slices.Concat(e.Draw, right.Draw)
		e.Expression = slices.Concat(e.Expression, right.Expression)
		// An event may name a control by the id it has on another organ, and would then have the last word.
		return append(lane, orders(c, at, foldOf(a, lane, at), want))
	})
}

// foldOf is the registration that a lane reaches with everything at tick done; the lane is in order up to there.
func foldOf(a *Arrangement, lane []LaneEvent, tick Tick) registration.State {
	r := NewRegistrar(a, a.Console())
	for _, e := range written(a, a.Console(), lane) {
		if e.At > tick {
			break
		}
		r.Play(&e)
	}
	return r.State()
}
