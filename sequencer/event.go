package sequencer

import (
	"cmp"
	"time"

	"voluntary/registration"
)

// Kind says what an event does. The order of the kinds is the order at one instant: keys are released before stops move,
// and stops have moved before keys are pressed.
type Kind uint8

// The kinds of event.
const (
	KeyUp Kind = iota
	Change
	Expression
	KeyDown
)

var kindNames = [...]string{"off", "change", "expression", "on"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Event is one thing that an organ is told. It is small and has no pointers. Which fields count depends on Kind: KeyUp
// and KeyDown use Division, Key and Velocity; Change (draw or retire) and Expression use Change.
type Event struct {
	At       time.Duration // from the start of the performance
	Kind     Kind
	Division registration.DivisionID
	Key      uint8 // MIDI key on the division's keyboard
	Velocity uint8 // 1 to 127; of KeyDown
	Change   registration.Change
}

// CompareEvents orders events as an organ should get them.
func CompareEvents(a, b Event) int {
	return cmp.Or(
		cmp.Compare(a.At, b.At), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Change.Kind, b.Change.Kind),
		cmp.Compare(a.Division, b.Division), cmp.Compare(a.Key, b.Key),
		cmp.Compare(a.Change.Control, b.Change.Control), cmp.Compare(a.Change.Enclosure, b.Change.Enclosure),
	)
}

// ChangeEvent is the event that makes a change of registration.
func ChangeEvent(at time.Duration, c registration.Change) Event {
	kind := Change
	if c.Kind == registration.Express {
		kind = Expression
	}
	return Event{At: at, Kind: kind, Change: c}
}

// Sounding is everything an organ should be doing at one moment: the registration, and for each key of each division
// the velocity it is held with, 0 when it is up. It is a comparable value.
type Sounding struct {
	State registration.State
	Keys  [registration.MaxDivisions][128]uint8
}

// Apply makes one event.
func (s *Sounding) Apply(e Event) {
	switch e.Kind {
	case KeyUp:
		s.Keys[e.Division][e.Key&127] = 0
	case KeyDown:
		s.Keys[e.Division][e.Key&127] = max(e.Velocity, 1)
	case Change, Expression:
		s.State.Apply(e.Change)
	}
}

// HeldKey is a key that is down, with the velocity it is held with.
type HeldKey struct {
	Division registration.DivisionID
	Key      uint8
	Velocity uint8
}

// Held is an iterator over the keys that are down, by division and key: for k := range s.Held.
func (s *Sounding) Held(yield func(HeldKey) bool) {
	for d := range s.Keys {
		for k, v := range s.Keys[d] {
			if v != 0 && !yield(HeldKey{registration.DivisionID(d), uint8(k), v}) {
				return
			}
		}
	}
}
