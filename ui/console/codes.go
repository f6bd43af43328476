package console

import (
	"cmp"

	"voluntary/registration"
)

// codeKinds lists the ways to say a control, for people.
var codeKinds = []struct {
	kind  registration.CodeKind
	words string
}{
	{registration.Unsaid, "not over MIDI"},
	{registration.Note, "note"},
	{registration.CC, "controller, value on or off"},
	{registration.CCIndex, "controller on or off, value which"},
	{registration.CCEmbedded, "controller, value which, +64 on"},
	{registration.CCBitfield, "controller with seven stops"},
	{registration.CCTwoStep, "controller, group then button"},
	{registration.NRPN, "NRPN"},
	{registration.NRPNRange, "NRPN shared, told by the value"},
	{registration.PCToggle, "program change, the other way"},
	{registration.PCPair, "program change on, another off"},
	{registration.SysExPair, "SysEx on, another off"},
	{registration.SysExToggle, "SysEx, the other way"},
	{registration.SysExBitmap, "SysEx with all stops"},
	{registration.RelativeBank, "next or previous combination"},
	{registration.GOSetup, "GrandOrgue set-up header"},
}

func codeWords(k registration.CodeKind) string {
	for _, c := range codeKinds {
		if c.kind == k {
			return c.words
		}
	}
	return string(k)
}

func codeKindOf(words string) registration.CodeKind {
	for _, c := range codeKinds {
		if c.words == words {
			return c.kind
		}
	}
	return registration.Unsaid
}

// codeText says in short how a control is said.
func codeText(k *registration.ControlCode) string { return cmp.Or(k.Words(), unsaid) }

// unsaid stands for what is not said over MIDI.
const unsaid = "–"

// startCode is a code of a kind that is valid, to be filled in: what an earlier code said stays as far as it has a meaning.
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
		k.Channel = before.Channel
		if k.Channel == 0 {
			k.Channel = 16
		}
	}
	switch kind {
	case registration.CCIndex:
		k.On, k.Off = 16, 17
	case registration.NRPNRange, registration.PCPair:
		k.On, k.Off = 1, 0
	case registration.SysExPair: // F0 7D is for trials: no organ obeys it
		k.OnSysEx, k.OffSysEx = "F0 7D 01 F7", "F0 7D 00 F7"
	case registration.SysExToggle:
		k.OnSysEx = "F0 7D 01 F7"
	case registration.SysExBitmap:
		if len(d.Bitmaps) == 0 {
			d.Bitmaps = append(d.Bitmaps, registration.Bitmap{Name: "stops", Head: "F0 7D", Length: 16})
		}
		k.Part = d.Bitmaps[0].Name
	case registration.RelativeBank:
		if len(d.Banks) == 0 {
			d.Banks = append(d.Banks, registration.Bank{Name: "memory", Channel: 1, Controller: 16, Previous: 1, Next: 2})
		}
		k.Part, k.Index = d.Banks[0].Name, max(k.Index, 1)
	case registration.GOSetup:
		k.Element = "M1S0"
	}
	return k
}
