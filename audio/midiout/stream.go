package midiout

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"voluntary/audio/guard/wire"
	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/sequencer"
)

// Message is one MIDI message and when it leaves the port.
type Message struct {
	At    time.Duration // as the events' times; negative where a change leaves before the beginning
	Bytes []byte        // whole, with its status byte
}

// Opening is what an engine says to an organ of which nothing is known, before it begins to play at time 0: the whole
// registration, so early that all of it stands when the first keys go down.
func Opening(c *registration.Console, s registration.State) []sequencer.Event {
	delays := delaysOf(c)
	var all []sequencer.Event
	for _, change := range registration.All(c, s) {
		all = append(all, sequencer.ChangeEvent(0, change))
	}
	lead := max(PlanOf(c).Advance, settling(c, all)) + delays.most
	for i := range all {
		all[i].At = delays.of(&all[i]) - lead
	}
	return all
}

// settling is how long an organ needs for changes that are all said at once, after the dialect's opening.
func settling(c *registration.Console, changes []sequencer.Event) time.Duration {
	plan, encoder := PlanOf(c), dialect.NewEncoder(c)
	line := wire.NewLine(plan, 0)
	if plan.Check() != nil {
		return 0 // Stream says so
	}
	said := encoder.AppendOpening(nil)
	last := map[uint32][]byte{} // one message says how all the controls of a part stand
	put := func(b []byte) {
		for piece := range dialect.Messages(b) {
			_ = line.Put(wire.Control, 0, piece)
		}
	}
	put(said)
	for i := range changes {
		if changes[i].Kind == sequencer.Expression {
			continue
		}
		said = encoder.AppendChange(nil, changes[i].Change)
		if part, all := encoder.Whole(changes[i].Change.Control); all && len(said) > 0 {
			last[part] = said
			continue
		}
		put(said)
	}
	for _, b := range last {
		put(b)
	}
	at, _ := line.Settles(0)
	return at
}

// Stream is exactly what leaves the port when events, in order of time, are played at the written tempo: in the dialect
// of the console, with pacing, travel times and speaking delays. The messages are in order of time.
func Stream(c *registration.Console, events []sequencer.Event) ([]Message, error) {
	plan := PlanOf(c)
	if err := plan.Check(); err != nil {
		return nil, err
	}
	line, encoder := wire.NewLine(plan, 0), dialect.NewEncoder(c)
	lead := plan.Advance
	events = ahead(c, events)
	out := make([]Message, 0, len(events))
	var memory, said []byte
	number, last := uint32(0), map[uint32]waiting{}
	put := func(class wire.Class, due time.Duration, b []byte) error {
		if class != wire.Control {
			return line.Put(class, due, b)
		}
		number++
		for piece := range dialect.Messages(b) {
			if err := line.PutNumbered(number, class, due, piece); err != nil {
				return err
			}
		}
		return nil
	}
	if len(events) > 0 {
		if said = encoder.AppendOpening(said); len(said) > 0 {
			if err := put(wire.Control, events[0].At-lead, said); err != nil {
				return nil, err
			}
		}
	}
	for rest := events; ; {
		t, waits := line.When()
		// Nothing that is due later can leave before what may leave now.
		if len(rest) > 0 && (!waits || rest[0].At-lead <= t) {
			e := rest[0]
			rest = rest[1:]
			class := wire.Key
			switch e.Kind {
			case sequencer.Change:
				class = wire.Control
			case sequencer.Expression:
				class = wire.Shoe
			}
			if class == wire.Key {
				said = encoder.AppendKey(said[:0], e.Division, e.Key, e.Velocity, e.Kind == sequencer.KeyDown)
			} else {
				said = encoder.AppendChange(said[:0], e.Change)
			}
			if len(said) == 0 {
				continue
			}
			due := e.At
			part, all := encoder.Whole(e.Change.Control)
			if all = all && class == wire.Control; all {
				if w, ok := last[part]; ok && together(due-w.due, plan.Gap) && waits && w.drop(line) {
					due = w.due
				}
				last[part] = waiting{number + 1, due}
			}
			if err := put(class, due, said); err != nil {
				return nil, fmt.Errorf("at %v: %w", e.At, err)
			}
			continue
		}
		if !waits {
			return out, nil
		}
		m := line.Pop(t)
		if m == nil {
			continue // withheld: too many keys are down
		}
		line.Left(m.Class, m.Due, t, m.Bytes())
		for b := m.Bytes(); len(b) > 0; {
			var one []byte
			if one, b = wire.Cut(b); len(one) == 0 {
				break
			}
			from := len(memory)
			memory = append(memory, one...)
			out = append(out, Message{At: t, Bytes: memory[from:len(memory):len(memory)]})
		}
	}
}

// ahead are the events as they are to be done: each so much earlier as the pipes of its division take to speak.
func ahead(c *registration.Console, events []sequencer.Event) []sequencer.Event {
	delays := delaysOf(c)
	if delays.most == 0 {
		return events
	}
	events = slices.Clone(events)
	for i := range events {
		events[i].At -= delays.of(&events[i])
	}
	slices.SortStableFunc(events, func(a, b sequencer.Event) int { return cmp.Compare(a.At, b.At) })
	return events
}

// waiting is a message in a line that says how all the controls of a part stand.
type waiting struct {
	number uint32
	due    time.Duration
}

// drop takes it out; false: it has left.
func (w waiting) drop(line *wire.Line) bool {
	for number := range line.Controls {
		if number == w.number {
			line.Drop(func(id uint32) bool { return id == number })
			return true
		}
	}
	return false
}
