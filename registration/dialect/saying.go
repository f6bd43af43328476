package dialect

import "voluntary/registration"

// Saying is what moves one control or shoe, in whole messages, on an organ of which everything else is retired. Both are
// empty for what is not said over MIDI.
type Saying struct {
	On, Off []byte // of a shoe: open, closed
}

// Sayings lists what moves each control and each shoe of a console, for people to read: of a bank it is all the steps from
// none to the combination.
func Sayings(c *registration.Console) (controls, shoes []Saying) {
	e := NewEncoder(c)
	e.opened = true
	say := func(kind registration.ChangeKind, id registration.ControlID) []byte {
		return e.AppendChange(nil, registration.Change{Kind: kind, Control: id})
	}
	for i := range c.Controls {
		e.Assume(registration.State{})
		id := registration.ControlID(i)
		on := say(registration.Draw, id)
		controls = append(controls, Saying{on, say(registration.Retire, id)})
	}
	move := func(id registration.EnclosureID, to uint8) []byte {
		return e.AppendChange(nil, registration.Change{Kind: registration.Express, Enclosure: id, Value: to})
	}
	for i := range c.Enclosures {
		id := registration.EnclosureID(i)
		shoes = append(shoes, Saying{move(id, 127), move(id, 0)})
	}
	return controls, shoes
}
