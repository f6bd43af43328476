package playback

import (
	"voluntary/registration"
	"voluntary/sequencer"
)

// hand is what is held by hand on top of the performance. It is a plain value.
type hand struct {
	moved registration.State // a control that is on here, a shoe that is not 0 here, stands where state has it
	state registration.State
	keys  [registration.MaxDivisions][128]uint8 // velocities of pressed keys
}

var atLane registration.State // nothing moved by hand

// move makes a change by hand. Back at where the lane has it, a control is the lane's again.
func (h *hand) move(c registration.Change, lane *registration.State) {
	h.state.Apply(c)
	if c.Kind == registration.Express {
		h.moved.Apply(about(c, h.state.Shoe(c.Enclosure) != lane.Shoe(c.Enclosure)))
		return
	}
	h.moved.Apply(about(c, h.state.On(c.Control) != lane.On(c.Control)))
}

// yield gives the control of a change back to the lane.
func (h *hand) yield(c registration.Change) { h.moved.Apply(about(c, false)) }

// over is the registration with what is held by hand on top of the lane's.
func (h *hand) over(lane *registration.State) registration.State {
	s := *lane
	if h.moved == atLane {
		return s
	}
	for k := range registration.ControlID(registration.MaxControls) {
		if h.moved.On(k) {
			s.Apply(drawing(k, h.state.On(k)))
		}
	}
	for e := range registration.EnclosureID(registration.MaxEnclosures) {
		if h.moved.Shoe(e) != 0 {
			s.Apply(registration.Change{Kind: registration.Express, Enclosure: e, Value: h.state.Shoe(e)})
		}
	}
	return s
}

// carried is what stays moved by hand when an organ is described anew, under the same name: by the ids of controls and
// shoes. Keys are let go of. On another organ nothing stays.
func (h *hand) carried(from, to *registration.Console) (out hand) {
	if from == nil || to == nil || from.Name != to.Name || h.moved == atLane {
		return out
	}
	for i := range from.Controls {
		if k := registration.ControlID(i); h.moved.On(k) {
			if there, ok := to.Control(from.Controls[i].ID); ok {
				out.hold(drawing(there, h.state.On(k)))
			}
		}
	}
	for i := range from.Enclosures {
		if e := registration.EnclosureID(i); h.moved.Shoe(e) != 0 {
			if there, ok := to.Enclosure(from.Enclosures[i].ID); ok {
				out.hold(registration.Change{Kind: registration.Express, Enclosure: there, Value: h.state.Shoe(e)})
			}
		}
	}
	return out
}

// hold holds what a change says, wherever the lane has it.
func (h *hand) hold(c registration.Change) {
	h.state.Apply(c)
	h.moved.Apply(about(c, true))
}

// drawing is the change that draws or retires a control.
func drawing(k registration.ControlID, on bool) registration.Change {
	if on {
		return registration.Change{Kind: registration.Draw, Control: k}
	}
	return registration.Change{Kind: registration.Retire, Control: k}
}

// valid tells whether a change names something that a state has room for.
func valid(c registration.Change) bool {
	switch c.Kind {
	case registration.Draw, registration.Retire:
		return c.Control < registration.MaxControls
	case registration.Express:
		return c.Enclosure < registration.MaxEnclosures
	}
	return false
}

// strokeEvent presses or releases a key.
func strokeEvent(kind sequencer.Kind, d registration.DivisionID, key, velocity uint8) sequencer.Event {
	return sequencer.Event{Kind: kind, Division: d, Key: key, Velocity: velocity}
}
