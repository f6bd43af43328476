package learn

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"voluntary/registration"
	"voluntary/registration/dialect"
)

// What may stand in the way of learning.
var (
	ErrNothing = errors.New("nothing came in (is the organ's MIDI output connected, and switched on in its menu?)")
	ErrUnclear = errors.New("what came in does not go on, off, on, off (move it once more, slowly, and nothing else)")
	ErrSame    = errors.New("every move says the same, whether it goes on or off (only program changes and System Exclusive can be played so: look in the organ's menu for another way)")
)

// Finding is what was found of one control.
type Finding struct {
	Code       registration.ControlCode
	Bitmap     *registration.Bitmap // of SysExBitmap: the message that its bit stands in
	Words      string               // what it is, in a sentence
	Confidence float64              // 0 to 1
	Others     []Finding            // what it may be as well, to be settled by the next control

	samples [][]byte // of SysExBitmap: the messages
	at, bit int      // in them
}

// Sure says the confidence in a word.
func (f *Finding) Sure() string {
	switch {
	case f.Confidence >= 0.9:
		return "sure"
	case f.Confidence >= 0.6:
		return "likely"
	}
	return "a guess"
}

// Control finds how the organ says one control that was moved on, off, on, off. The control was off before.
func Control(heard []Heard) (Finding, error) {
	words := wordsOf(heard)
	if len(words) == 0 {
		return Finding{}, ErrNothing
	}
	var found []Finding
	for _, look := range []func([]word) []Finding{parameters, twoSteps, controllers, indexes, systemExclusive, programs, notes} {
		found = append(found, look(words)...)
	}
	found = slices.DeleteFunc(found, func(f Finding) bool { return !f.sayable() })
	if len(found) == 0 && same(words) {
		return Finding{}, ErrSame
	}
	if len(found) == 0 {
		return Finding{}, ErrUnclear
	}
	slices.SortStableFunc(found, func(x, y Finding) int { return cmp.Compare(y.Confidence, x.Confidence) })
	return found[0], nil
}

// place is where a word is said.
type place struct {
	channel uint8
	number  uint16
}

// valuesBy gathers the values of the words of one sort by their place.
func valuesBy(words []word, s sort) map[place][]event[uint8] {
	out := make(map[place][]event[uint8])
	for _, w := range words {
		if w.sort == s {
			p := place{w.channel, w.number}
			out[p] = append(out[p], event[uint8]{w.at, w.value})
		}
	}
	return out
}

func places[T any](m map[place]T) []place {
	return slices.SortedFunc(maps.Keys(m), func(x, y place) int {
		return cmp.Or(cmp.Compare(x.channel, y.channel), cmp.Compare(x.number, y.number))
	})
}

// usual reports whether two values are the common ones for on and off.
func usual(on, off uint8) bool { return on == 127 && off == 0 }

func onOff(code registration.ControlCode, on, off uint8) registration.ControlCode {
	if !usual(on, off) {
		code.On, code.Off = on, off
	}
	return code
}

// same reports whether a note or a controller said at each of four moves the same: a toggle of a sort that no dialect has.
func same(words []word) bool {
	struck := slices.DeleteFunc(slices.Clone(words), func(w word) bool { return w.value == 0 })
	for _, series := range []map[place][]event[uint8]{valuesBy(struck, aNote), valuesBy(words, aController), valuesBy(words, aParameter)} {
		for _, events := range series {
			if repeating(events) >= 0.6 {
				return true
			}
		}
	}
	return false
}

func parameters(words []word) []Finding {
	var out []Finding
	series := valuesBy(words, aParameter)
	for _, p := range places(series) {
		on, off, sure := alternating(series[p])
		if sure == 0 {
			continue
		}
		one := Finding{
			Code:       onOff(registration.ControlCode{Kind: registration.NRPN, Channel: p.channel, Number: p.number}, on, off),
			Words:      fmt.Sprintf("NRPN %d on channel %d says %d for on and %d for off.", p.number, p.channel, on, off),
			Confidence: sure,
		}
		many := Finding{
			Code:       registration.ControlCode{Kind: registration.NRPNRange, Channel: p.channel, Number: p.number, On: on, Off: off},
			Words:      fmt.Sprintf("NRPN %d on channel %d holds several controls: %d draws this one and %d retires it.", p.number, p.channel, on, off),
			Confidence: sure,
		}
		if usual(on, off) || on >= 64 && off == 0 && on != 64 {
			many.Confidence *= 0.5
			one.Others = []Finding{many}
			out = append(out, one)
		} else {
			one.Confidence *= 0.5
			many.Confidence *= 0.9
			many.Others = []Finding{one}
			out = append(out, many)
		}
	}
	return out
}

// twoSteps looks for a controller that first says what to do in which group and then with which button.
func twoSteps(words []word) []Finding {
	type step struct {
		place
		group, button uint8
	}
	series := make(map[step][]event[uint8])
	var order []step
	for _, w := range words {
		if w.sort != aStep {
			continue
		}
		s := step{place{w.channel, w.number}, w.extra & 7, w.value}
		if series[s] == nil {
			order = append(order, s)
		}
		series[s] = append(series[s], event[uint8]{w.at, w.extra >> 4 & 3})
	}
	var out []Finding
	for _, s := range order {
		const retire, draw, toggle = 1, 2, 3
		on, off, sure := alternating(series[s])
		code := registration.ControlCode{Kind: registration.CCTwoStep, Channel: s.channel, Number: s.number, Group: s.group, Index: uint16(s.button)}
		switch {
		case sure > 0 && on == draw && off == retire:
			out = append(out, Finding{Code: code, Confidence: sure, Words: fmt.Sprintf(
				"Controller %d on channel %d says it in two steps: draw or retire in group %d, then button %d.", s.number, s.channel, s.group, s.button)})
		case repeating(series[s]) > 0 && series[s][0].value == toggle:
			out = append(out, Finding{Code: code, Confidence: 0.9 * repeating(series[s]), Words: fmt.Sprintf(
				"Controller %d on channel %d says it in two steps, group %d and button %d. The console only says that it has changed; it is told to draw and to retire.",
				s.number, s.channel, s.group, s.button)})
		}
	}
	return out
}

func controllers(words []word) []Finding {
	var out []Finding
	series := valuesBy(words, aController)
	for _, p := range places(series) {
		on, off, sure := alternating(series[p])
		if sure == 0 || p.number > 119 {
			continue
		}
		at := registration.ControlCode{Channel: p.channel, Number: p.number}
		value, embedded, field := at, at, at
		value.Kind, embedded.Kind, field.Kind = registration.CC, registration.CCEmbedded, registration.CCBitfield
		all := []Finding{{
			Code:       onOff(value, on, off),
			Words:      fmt.Sprintf("Controller %d on channel %d says %d for on and %d for off.", p.number, p.channel, on, off),
			Confidence: 0.75 * sure,
		}}
		if usual(on, off) {
			all[0].Confidence = sure
		}
		if on == off+64 && off < 64 {
			embedded.Index = uint16(off)
			f := Finding{Code: embedded, Confidence: 0.9 * sure, Words: fmt.Sprintf(
				"Controller %d on channel %d holds several controls: this one is %d, and 64 more for on.", p.number, p.channel, off)}
			all = append(all, f)
		}
		if diff := on ^ off; bits.OnesCount8(diff) == 1 && on > off {
			field.Index = uint16(bits.TrailingZeros8(diff))
			f := Finding{Code: field, Confidence: 0.8 * sure, Words: fmt.Sprintf(
				"Controller %d on channel %d holds up to seven controls: this one is bit %d.", p.number, p.channel, field.Index)}
			if off == 0 {
				f.Confidence = 0.78 * sure
			}
			all = append(all, f)
		}
		out = append(out, best(all))
	}
	return out
}

// best is the surest of several, the others with it.
func best(all []Finding) Finding {
	slices.SortStableFunc(all, func(x, y Finding) int { return cmp.Compare(y.Confidence, x.Confidence) })
	f := all[0]
	f.Others = all[1:]
	return f
}

// indexes looks for two controllers of which one says on and one off, with the control as their value.
func indexes(words []word) []Finding {
	type control struct{ channel, value uint8 }
	series := make(map[control][]event[uint16])
	var order []control
	for _, w := range words {
		if w.sort != aController || w.number > 119 {
			continue
		}
		k := control{w.channel, w.value}
		if series[k] == nil {
			order = append(order, k)
		}
		series[k] = append(series[k], event[uint16]{w.at, w.number})
	}
	var out []Finding
	for _, k := range order {
		on, off, sure := alternating(series[k])
		if sure < 0.6 {
			continue // two controllers with one value in common are no find
		}
		out = append(out, Finding{
			Code: registration.ControlCode{
				Kind: registration.CCIndex, Channel: k.channel, On: uint8(on), Off: uint8(off), Index: uint16(k.value),
			},
			Words:      fmt.Sprintf("On channel %d controller %d draws and controller %d retires; this control is number %d.", k.channel, on, off, k.value),
			Confidence: 0.95 * sure,
		})
	}
	return out
}

func programs(words []word) []Finding {
	byChannel := make(map[uint8][]event[uint8])
	for _, w := range words {
		if w.sort == aProgram {
			byChannel[w.channel] = append(byChannel[w.channel], event[uint8]{w.at, w.value})
		}
	}
	var out []Finding
	for _, channel := range slices.Sorted(maps.Keys(byChannel)) {
		events := byChannel[channel]
		if sure := repeating(events); sure > 0 {
			out = append(out, Finding{
				Code: registration.ControlCode{Kind: registration.PCToggle, Channel: channel, Number: uint16(events[0].value)},
				Words: fmt.Sprintf("Program change %d on channel %d says that it has changed, the same for on and off. "+
					"Such an organ is played from a known state only: it needs a cancel.", events[0].value, channel),
				Confidence: sure,
			})
			continue
		}
		if on, off, sure := alternating(events); sure > 0 {
			out = append(out, Finding{
				Code:       registration.ControlCode{Kind: registration.PCPair, Channel: channel, On: on, Off: off},
				Words:      fmt.Sprintf("Program change %d on channel %d draws, %d retires.", on, channel, off),
				Confidence: sure,
			})
		}
	}
	return out
}

// notes are the last to be taken: a key that is played meanwhile looks the same.
func notes(words []word) []Finding {
	series := make(map[place][]event[bool])
	as9n := make(map[place]bool)
	velocity := make(map[place]uint8)
	keys := make(map[uint8]map[uint16]bool) // per channel
	for _, w := range words {
		if w.sort != aNote {
			continue
		}
		p := place{w.channel, w.number}
		series[p] = append(series[p], event[bool]{w.at, w.value > 0})
		if w.value == 0 {
			as9n[p] = w.extra == 1
		} else {
			velocity[p] = w.value
		}
		if keys[w.channel] == nil {
			keys[w.channel] = make(map[uint16]bool)
		}
		keys[w.channel][w.number] = true
	}
	var out []Finding
	for _, p := range places(series) {
		on, _, sure := alternating(series[p])
		if sure == 0 || !on {
			continue
		}
		code := registration.ControlCode{Kind: registration.Note, Channel: p.channel, Number: p.number, OffAs9n: as9n[p]}
		if v := velocity[p]; v != 127 {
			code.On = v
		}
		confidence := 0.9 * sure
		if n := len(keys[p.channel]); n > 1 {
			confidence *= 0.9 // among keys that were played
		}
		how := "a note-off"
		if as9n[p] {
			how = "velocity 0"
		}
		out = append(out, Finding{
			Code:       code,
			Words:      fmt.Sprintf("Note %d on channel %d sounds while it is drawn, %s retires it.", p.number, p.channel, how),
			Confidence: confidence,
		})
	}
	return out
}

// sayable reports whether a dialect can hold the code.
func (f *Finding) sayable() bool {
	on, _ := f.Messages()
	return on != ""
}

// Messages are what the organ is told for on and for off, in hex, as far as that is one message.
func (f *Finding) Messages() (on, off string) {
	c := registration.Console{
		Name: "learnt", Divisions: []registration.Division{{ID: "d", Highest: 127}},
		Controls: []registration.Control{{ID: "c"}},
		Dialect:  registration.Dialect{Controls: []registration.ControlCode{f.Code}},
	}
	if f.Bitmap != nil {
		c.Dialect.Bitmaps = []registration.Bitmap{*f.Bitmap}
	}
	whole, err := registration.NewConsole(c)
	if err != nil {
		return "", ""
	}
	e := dialect.NewEncoder(whole)
	e.Assume(whole.Initial())
	on = dialect.Hex(e.AppendChange(nil, registration.Change{Kind: registration.Draw}))
	off = dialect.Hex(e.AppendChange(nil, registration.Change{Kind: registration.Retire}))
	return on, off
}
