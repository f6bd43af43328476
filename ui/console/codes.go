package console

import (
	"fmt"

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
func codeText(k *registration.ControlCode) string {
	at := fmt.Sprintf("ch %d", k.Channel)
	switch k.Kind {
	case registration.Unsaid:
		return "–"
	case registration.Note:
		return fmt.Sprintf("note %d, %s", k.Number, at)
	case registration.CC:
		return fmt.Sprintf("CC %d, %s", k.Number, at)
	case registration.CCIndex:
		return fmt.Sprintf("CC %d/%d no. %d, %s", k.On, k.Off, k.Index, at)
	case registration.CCEmbedded:
		return fmt.Sprintf("CC %d no. %d, %s", k.Number, k.Index, at)
	case registration.CCBitfield:
		return fmt.Sprintf("CC %d bit %d, %s", k.Number, k.Index, at)
	case registration.CCTwoStep:
		return fmt.Sprintf("group %d button %d, %s", k.Group, k.Index, at)
	case registration.NRPN:
		return fmt.Sprintf("NRPN %d, %s", k.Number, at)
	case registration.NRPNRange:
		return fmt.Sprintf("NRPN %d %d/%d, %s", k.Number, k.On, k.Off, at)
	case registration.PCToggle:
		return fmt.Sprintf("PC %d ⇄, %s", k.Number, at)
	case registration.PCPair:
		return fmt.Sprintf("PC %d/%d, %s", k.On, k.Off, at)
	case registration.SysExPair:
		return k.OnSysEx
	case registration.SysExToggle:
		return k.OnSysEx + " ⇄"
	case registration.SysExBitmap:
		return fmt.Sprintf("%s bit %d", k.Part, k.Index)
	case registration.RelativeBank:
		return fmt.Sprintf("%s no. %d", k.Part, k.Index)
	case registration.GOSetup:
		return k.Element
	}
	return string(k.Kind)
}

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
