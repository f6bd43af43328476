package ui

import "voluntary/registration"

// commanded is what the engine commands, on the organ of the piece: after a change of the organ it may command the one before for
// a moment longer.
func (w *Window) commanded() registration.State {
	s := w.engine.Status()
	if s.Performance == nil {
		return s.Registration
	}
	return carried(s.Performance.Console(), w.session.Console(), s.Registration)
}

// carried is a registration of one console on another, by the ids of controls and shoes. What the other has besides stands as
// it does at first.
func carried(from, to *registration.Console, state registration.State) registration.State {
	if from == to {
		return state
	}
	out := to.Initial()
	for i := range from.Controls {
		if k, ok := to.Control(from.Controls[i].ID); ok && state.On(registration.ControlID(i)) {
			out = out.With(k, true)
		}
	}
	for i, x := range from.Enclosures {
		if k, ok := to.Enclosure(x.ID); ok {
			out = out.WithShoe(k, state.Shoe(registration.EnclosureID(i)))
		}
	}
	return out
}
