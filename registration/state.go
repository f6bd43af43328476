package registration

import "math/bits"

const stateWords = MaxControls / 64

// State is a registration: which controls are on and where each shoe stands. It is a comparable value of a fixed size;
// == tells whether two registrations are the same. The zero value has nothing on and every shoe at 0.
type State struct {
	on    [stateWords]uint64
	shoes [MaxEnclosures]uint8
}

// On reports whether a control is on.
func (s *State) On(c ControlID) bool { return s.on[c/64]>>(c%64)&1 != 0 }

// SameControls reports whether the same controls are on, wherever the shoes stand.
func (s *State) SameControls(o *State) bool { return s.on == o.on }

// Shoe is where an enclosure's shoe stands, 0 to 127.
func (s *State) Shoe(e EnclosureID) uint8 { return s.shoes[e] }

// With returns the state with a control on or off.
func (s State) With(c ControlID, on bool) State {
	if on {
		s.on[c/64] |= 1 << (c % 64)
	} else {
		s.on[c/64] &^= 1 << (c % 64)
	}
	return s
}

// WithShoe returns the state with a shoe at value, 0 to 127.
func (s State) WithShoe(e EnclosureID, value uint8) State {
	s.shoes[e] = min(value, 127)
	return s
}

// Count is how many controls are on.
func (s *State) Count() int {
	n := 0
	for _, w := range s.on {
		n += bits.OnesCount64(w)
	}
	return n
}

// Drawn lists the controls that are on, in console order.
func (s *State) Drawn() []ControlID {
	ids := make([]ControlID, 0, s.Count())
	for i, w := range s.on {
		for ; w != 0; w &= w - 1 {
			ids = append(ids, ControlID(i*64+bits.TrailingZeros64(w)))
		}
	}
	return ids
}

// ChangeKind says what a change does.
type ChangeKind uint8

// The changes. At one moment they are made in this order: what is retired leaves before what is drawn comes.
const (
	NoChange ChangeKind = iota
	Retire
	Draw
	Express // an enclosure's shoe is moved
)

// Change is one step between two states. It has no pointers.
type Change struct {
	Kind      ChangeKind
	Control   ControlID   // of Draw and Retire
	Enclosure EnclosureID // of Express
	Value     uint8       // of Express, 0 to 127
}

// Apply makes one change. NoChange leaves the state as it is.
func (s *State) Apply(c Change) {
	switch c.Kind {
	case Draw:
		s.on[c.Control/64] |= 1 << (c.Control % 64)
	case Retire:
		s.on[c.Control/64] &^= 1 << (c.Control % 64)
	case Express:
		s.shoes[c.Enclosure] = min(c.Value, 127)
	}
}

// Diff lists the changes that lead from one state to another: retired controls first, then drawn ones, then shoes, each
// in console order. Equal states give none.
func Diff(from, to State) []Change {
	if from == to {
		return nil
	}
	var out []Change
	for _, kind := range [...]ChangeKind{Retire, Draw} {
		for i := range from.on {
			w := from.on[i] &^ to.on[i]
			if kind == Draw {
				w = to.on[i] &^ from.on[i]
			}
			for ; w != 0; w &= w - 1 {
				out = append(out, Change{Kind: kind, Control: ControlID(i*64 + bits.TrailingZeros64(w))})
			}
		}
	}
	for i := range from.shoes {
		if from.shoes[i] != to.shoes[i] {
			out = append(out, Change{Kind: Express, Enclosure: EnclosureID(i), Value: to.shoes[i]})
		}
	}
	return out
}

// All lists the changes that say the whole state to an organ of which nothing is known: every control of c off or on,
// every shoe.
func All(c *Console, s State) []Change {
	out := make([]Change, 0, len(c.Controls)+len(c.Enclosures))
	for _, kind := range [...]ChangeKind{Retire, Draw} {
		for i := range c.Controls {
			if s.On(ControlID(i)) == (kind == Draw) {
				out = append(out, Change{Kind: kind, Control: ControlID(i)})
			}
		}
	}
	for i := range c.Enclosures {
		out = append(out, Change{Kind: Express, Enclosure: EnclosureID(i), Value: s.Shoe(EnclosureID(i))})
	}
	return out
}
