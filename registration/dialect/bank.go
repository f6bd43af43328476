package dialect

import (
	"slices"

	"voluntary/registration"
)

// bank is a row of combinations that can only be stepped through.
type bank struct {
	registration.Bank
	place int // of the combination that holds; 0 after cancel
}

func (b *bank) append(dst []byte, value uint8) []byte {
	return append(dst, status(controller, b.Channel), b.Controller, value)
}

// move adds the fewest messages that lead to a place.
func (b *bank) move(dst []byte, to int) []byte {
	if to < b.place && 1+to < b.place-to {
		dst = b.append(dst, b.Cancel)
		b.place = 0
	}
	for ; b.place < to; b.place++ {
		dst = b.append(dst, b.Next)
	}
	for ; b.place > to; b.place-- {
		dst = b.append(dst, b.Previous)
	}
	return dst
}

// take follows a step that was heard.
func (b *bank) take(value uint8) bool {
	switch value {
	case b.Cancel:
		b.place = 0
	case b.Previous:
		b.place = max(0, b.place-1)
	case b.Next:
		b.place = min(255, b.place+1)
	default:
		return false
	}
	return true
}

// combination is one place of a bank. Drawing it retires the others.
type combination struct {
	bank  *bank
	at    address
	place int
}

func newCombination(p *parts, c registration.ControlCode) code {
	n := slices.IndexFunc(p.banks, func(b *bank) bool { return b.Name == c.Part })
	return combination{p.banks[n], address{subject: aCombination, number: uint16(n)}, int(c.Index)}
}

func (c combination) say(dst []byte, _, on bool) []byte {
	switch {
	case on:
		return c.bank.move(dst, c.place)
	case c.bank.place == c.place:
		c.bank.place = 0
		return c.bank.append(dst, c.bank.Cancel)
	}
	return dst
}

// remember of a combination that is off says nothing of the others; Assume begins with none.
func (c combination) remember(on bool) {
	if on {
		c.bank.place = c.place
	}
}

func (c combination) addresses() []address { return []address{c.at} }
func (c combination) hear(w word, was bool) (on, ok bool) {
	on = int(w.value) == c.place
	return on, on != was
}
