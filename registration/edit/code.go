package edit

import (
	"fmt"
	"strconv"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
)

// NextCode is how a new control of a division is said: as the last one there of the same kind of control, else the last one of
// any, counted on to a number that is free. Where codes are not counted, as messages that were learnt, or nothing is said there
// yet, it says nothing.
func NextCode(d *draft.Draft, at registration.DivisionID, kind registration.Kind) registration.ControlCode {
	best, rank := registration.ControlCode{}, 0
	for i, code := range d.Dialect.Controls {
		k := &d.Controls[i]
		if code.Kind == registration.Unsaid {
			continue
		}
		r := 1
		if k.Division == at {
			r = 3
		}
		if k.Kind == kind {
			r++
		}
		grouped := code.Kind == registration.CCTwoStep || code.Kind == registration.GOSetup // which go by divisions
		if grouped && r < 3 || r < rank {
			continue
		}
		best, rank = code, r
	}
	if code, ok := follow(d, best); ok {
		return code
	}
	return registration.ControlCode{}
}

// SetCodeKind lets controls be said by another kind of message, which is valid and waits to be filled in: what was said before
// stays as far as it has a meaning. Those that are said so already stay as they are.
func SetCodeKind(ids []string, kind registration.CodeKind) Edit {
	return func(d *draft.Draft) error {
		if kind == registration.SysExBitmap && len(d.Dialect.Bitmaps) == 0 {
			d.Dialect.Bitmaps = append(d.Dialect.Bitmaps, newBitmap)
			d.Dialect.Bitmaps[0].Name = "stops"
		}
		if kind == registration.RelativeBank && len(d.Dialect.Banks) == 0 {
			d.Dialect.Banks = append(d.Dialect.Banks, newBank)
			d.Dialect.Banks[0].Name = "memory"
		}
		return SetCodes(ids, func(k *registration.ControlCode) {
			if k.Kind != kind {
				*k = startCode(kind, *k, &d.Dialect)
			}
		})(d)
	}
}

func startCode(kind registration.CodeKind, before registration.ControlCode, d *registration.Dialect) registration.ControlCode {
	k := registration.ControlCode{Kind: kind}
	number, index := kind.Fields()
	if number {
		k.Number = min(before.Number, 119)
	}
	if index {
		k.Index = min(before.Index, 6)
	}
	switch kind {
	case registration.Unsaid, registration.SysExPair, registration.SysExToggle, registration.SysExBitmap, registration.RelativeBank:
	default:
		if k.Channel = before.Channel; k.Channel == 0 {
			k.Channel = 16
		}
	}
	switch kind {
	case registration.CCIndex:
		k.On, k.Off = 16, 17
	case registration.NRPNRange, registration.PCPair:
		k.On, k.Off = 1, 0
	case registration.SysExPair:
		k.OnSysEx, k.OffSysEx = "F0 7D 01 F7", "F0 7D 00 F7"
	case registration.SysExToggle:
		k.OnSysEx = "F0 7D 01 F7"
	case registration.SysExBitmap:
		k.Part = d.Bitmaps[0].Name
	case registration.RelativeBank:
		k.Part, k.Index = d.Banks[0].Name, max(k.Index, 1)
	case registration.GOSetup:
		k.Element = "M1S0"
	}
	return k
}

// NumberOn gives controls, in the order of the console, the codes that follow the first of them.
func NumberOn(ids []string) Edit {
	return func(d *draft.Draft) error {
		marked, err := picked(d, ids)
		if err != nil {
			return err
		}
		first := true
		var last registration.ControlCode
		for i := range d.Controls { // what they have is free now, but for the first's
			if !marked[registration.ControlID(i)] {
				continue
			}
			if !first {
				d.Dialect.Controls[i] = registration.ControlCode{}
			} else if last = d.Dialect.Controls[i]; last.Kind == registration.Unsaid {
				return fmt.Errorf("%s has no number to count on from", d.Controls[i].Name)
			}
			first = false
		}
		first = true
		for i := range d.Controls {
			if !marked[registration.ControlID(i)] {
				continue
			}
			if first {
				first = false
				continue
			}
			next, ok := follow(d, last)
			if !ok {
				return fmt.Errorf("there is no number left for %s, or its kind of message is not counted", d.Controls[i].Name)
			}
			d.Dialect.Controls[i], last = next, next
		}
		return nil
	}
}

// follow counts a code on until it is free. It is not ok when its kind is not counted or has come to its end.
func follow(d *draft.Draft, code registration.ControlCode) (registration.ControlCode, bool) {
	if code.Kind == registration.GOSetup {
		return element(d, code)
	}
	for range registration.MaxControls + 1 {
		next, ok := after(code)
		if !ok || beyond(d, next) {
			return code, false
		}
		if !used(d, next) {
			return next, true
		}
		code = next
	}
	return code, false
}

// used reports whether a control is said so already.
func used(d *draft.Draft, code registration.ControlCode) bool {
	if code.Kind == registration.NRPN && taken(d, code.Channel, code.Number) {
		return true
	}
	for _, k := range d.Dialect.Controls {
		a, b := k, code
		a.OffAs9n, b.OffAs9n = false, false
		if a == b {
			return true
		}
	}
	return false
}

// taken reports whether a parameter is that of a control or a shoe.
func taken(d *draft.Draft, channel uint8, number uint16) bool {
	parameter := func(k registration.CodeKind) bool {
		return k == registration.NRPN || k == registration.NRPNRange || k == registration.GOSetup
	}
	for _, k := range d.Dialect.Controls {
		if parameter(k.Kind) && k.Channel == channel && k.Number == number {
			return true
		}
	}
	for _, x := range d.Dialect.Enclosures {
		if parameter(x.Kind) && x.Channel == channel && x.Number == number {
			return true
		}
	}
	return false
}

// element is the next element of GrandOrgue's set-up header after one, with the first number that is free on its channel.
func element(d *draft.Draft, c registration.ControlCode) (registration.ControlCode, bool) {
	prefix := strings.TrimRight(c.Element, "0123456789")
	last := -1
	for _, k := range d.Dialect.Controls {
		if tail, ok := strings.CutPrefix(k.Element, prefix); ok && k.Kind == registration.GOSetup {
			if n, err := strconv.Atoi(tail); err == nil {
				last = max(last, n)
			}
		}
	}
	c.Element = prefix + strconv.Itoa(last+1)
	for c.Number = 0; c.Number <= 16383; c.Number++ {
		if !taken(d, c.Channel, c.Number) {
			return c, true
		}
	}
	return c, false
}

// after is the code after one.
func after(c registration.ControlCode) (registration.ControlCode, bool) {
	number, index := c.Kind.Fields()
	switch {
	case c.Kind == registration.NRPNRange:
		return c, false
	case c.Kind == registration.PCPair:
		by := uint8(2)
		if c.On > c.Off+1 || c.Off > c.On+1 {
			by = 1
		}
		c.On, c.Off = c.On+by, c.Off+by
	case c.Kind == registration.CCBitfield && c.Index == 6:
		c.Number, c.Index = c.Number+1, 0
	case index:
		c.Index++
	case number:
		c.Number++
	default:
		return c, false
	}
	return c, true
}

// beyond reports whether a code is past the end of what its kind can say.
func beyond(d *draft.Draft, c registration.ControlCode) bool {
	limits := map[registration.CodeKind][2]uint16{ // of number and index
		registration.Note: {127, 0}, registration.CC: {119, 0}, registration.CCIndex: {0, 127}, registration.CCEmbedded: {119, 63},
		registration.CCBitfield: {119, 6}, registration.CCTwoStep: {119, 31}, registration.NRPN: {16383, 0},
		registration.PCToggle: {127, 0}, registration.RelativeBank: {0, 127},
	}
	switch c.Kind {
	case registration.PCPair:
		return c.On > 127 || c.Off > 127
	case registration.SysExBitmap:
		for _, b := range d.Dialect.Bitmaps {
			if b.Name == c.Part {
				return int(c.Index) >= b.Length*7
			}
		}
		return true
	}
	l, ok := limits[c.Kind]
	return !ok || c.Number > l[0] || c.Index > l[1]
}
