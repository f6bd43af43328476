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
