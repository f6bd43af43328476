package learn

import (
	"fmt"
	"slices"

	"voluntary/registration"
	"voluntary/registration/dialect"
)

// Keyboard is what was found of a division.
type Keyboard struct {
	Channel         uint8 // 1 to 16
	Lowest, Highest uint8 // the keys that came; equal when only one did
	Velocity        uint8 // what every key had; 0 when they differ
	OffAs9n         bool  // keys are released by note-on with velocity 0
	Words           string
	Confidence      float64
}

// Keys finds a division's channel, and its compass when the lowest and the highest key were pressed.
func Keys(heard []Heard) (Keyboard, error) {
	byChannel := make(map[uint8][]word)
	for _, w := range wordsOf(heard) {
		if w.sort == aNote {
			byChannel[w.channel] = append(byChannel[w.channel], w)
		}
	}
	var best []word
	for channel := uint8(1); channel <= 16; channel++ {
		if len(byChannel[channel]) > len(best) {
			best = byChannel[channel]
		}
	}
	if len(best) == 0 {
		return Keyboard{}, ErrNothing
	}
	k := Keyboard{Channel: best[0].channel, Lowest: 127, Confidence: 0.95}
	same, ups, as9n := true, 0, 0
	for _, w := range best {
		if w.value == 0 {
			ups++
			as9n += int(w.extra)
			continue
		}
		k.Lowest, k.Highest = min(k.Lowest, uint8(w.number)), max(k.Highest, uint8(w.number))
		same = same && (k.Velocity == 0 || k.Velocity == w.value)
		k.Velocity = w.value
	}
	if k.Highest == 0 && k.Lowest == 127 {
		return Keyboard{}, ErrNothing // releases alone
	}
	k.OffAs9n = ups > 0 && as9n == ups
	strokes := len(best) - ups
	if !same || strokes < 2 {
		k.Velocity = 0
	}
	if len(byChannel) > 1 {
		k.Confidence = 0.7
	}
	k.Words = fmt.Sprintf("Its keys are on channel %d, from %d to %d.", k.Channel, k.Lowest, k.Highest)
	if k.Lowest == k.Highest {
		k.Words = fmt.Sprintf("Its keys are on channel %d.", k.Channel)
	}
	return k, nil
}

// ShoeFinding is what was found of a shoe.
type ShoeFinding struct {
	Code       registration.EnclosureCode
	Words      string
	Confidence float64
}

// fewest is how many different values a shoe says at the least on its way.
const fewest = 3

// Shoe finds the controller or NRPN of a shoe that was moved from closed to open.
func Shoe(heard []Heard) (ShoeFinding, error) {
	words := wordsOf(heard)
	if len(words) == 0 {
		return ShoeFinding{}, ErrNothing
	}
	var best ShoeFinding
	most := 0
	for _, s := range []sort{aParameter, aController} {
		series := valuesBy(words, s)
		for _, p := range places(series) {
			events := series[p]
			seen := make(map[uint8]bool)
			for _, e := range events {
				seen[e.value] = true
			}
			if len(seen) < fewest || len(seen) <= most || s == aController && p.number > 119 {
				continue
			}
			most = len(seen)
			closed, open := events[0].value, events[len(events)-1].value
			low := slices.MinFunc(events, func(x, y event[uint8]) int { return int(x.value) - int(y.value) }).value
			high := slices.MaxFunc(events, func(x, y event[uint8]) int { return int(x.value) - int(y.value) }).value
			rising := open >= closed
			if rising {
				closed, open = low, high
			} else {
				closed, open = high, low
			}
			if closed <= 2 && open >= 125 { // a shoe seldom says its very ends
				closed, open = 0, 127
			}
			code := registration.EnclosureCode{Channel: p.channel, Closed: closed, Open: open}
			what := fmt.Sprintf("Controller %d", p.number)
			if s == aParameter {
				code.Kind, code.Number = registration.NRPN, p.number
				what = fmt.Sprintf("NRPN %d", p.number)
			} else {
				code.Controller = uint8(p.number)
			}
			if closed == 0 && open == 127 {
				code.Closed, code.Open = 0, 0
			}
			best = ShoeFinding{Code: code, Confidence: min(0.5+0.05*float64(most), 0.95), Words: fmt.Sprintf(
				"%s on channel %d moves the shoe: %d is closed, %d is open.", what, p.channel, closed, open)}
		}
	}
	if most == 0 {
		return ShoeFinding{}, fmt.Errorf("nothing that came in moves through several values (move the shoe slowly from closed to open): %w", ErrUnclear)
	}
	return best, nil
}

// CancelMessage finds what the general cancel says: the one message that is no key and no shoe. It is given in hex.
func CancelMessage(heard []Heard) (string, error) {
	var candidates []string
	for _, w := range wordsOf(heard) {
		var m []byte
		switch w.sort {
		case aSysEx:
			m = w.bytes
		case aProgram:
			m = []byte{0xC0 | (w.channel - 1), w.value}
		case aController:
			m = []byte{0xB0 | (w.channel - 1), byte(w.number), w.value}
		default:
			continue
		}
		if text := dialect.Hex(m); !slices.Contains(candidates, text) {
			candidates = append(candidates, text)
		}
	}
	switch len(candidates) {
	case 0:
		return "", ErrNothing
	case 1:
		return candidates[0], nil
	}
	for _, c := range candidates { // System Exclusive says more than the rest
		if c[:2] == "F0" {
			return c, nil
		}
	}
	return "", fmt.Errorf("%d different messages came in (press only the cancel, with nothing drawn): %w", len(candidates), ErrUnclear)
}
