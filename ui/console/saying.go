package console

import (
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/edit"
)

// code is a field of how each marked control is said.
func (p *controlsPage) code(label, hint string, read func(*registration.ControlCode) string, make func(text string) (func(*registration.ControlCode), error), kinds ...registration.CodeKind) *field {
	return &field{
		label: label, hint: hint,
		read: func() string {
			return same(p.marked(), func(k registration.ControlID) string { return read(&p.e.Console().Dialect.Controls[k]) })
		},
		write: func(s string) error {
			change, err := make(strings.TrimSpace(s))
			if err != nil {
				return err
			}
			ids := p.list.Marked()
			return p.e.apply(label+" of "+p.whose(ids), "code "+label+strings.Join(ids, " "), edit.SetCodes(ids, change))
		},
		shown: func() bool {
			marked := p.marked()
			return len(marked) > 0 && !slices.ContainsFunc(marked, func(k registration.ControlID) bool {
				return !slices.Contains(kinds, p.e.Console().Dialect.Controls[k].Kind)
			})
		},
	}
}

// saying is how a control is said over MIDI.
func (p *controlsPage) saying() []*field {
	c := p.e.Console
	whole := func(high float64, set func(*registration.ControlCode, int)) func(string) (func(*registration.ControlCode), error) {
		return func(s string) (func(*registration.ControlCode), error) {
			v, err := number(s, 0, high, true)
			return func(k *registration.ControlCode) { set(k, int(v)) }, err
		}
	}
	words := func(set func(*registration.ControlCode, string)) func(string) (func(*registration.ControlCode), error) {
		return func(s string) (func(*registration.ControlCode), error) {
			return func(k *registration.ControlCode) { set(k, s) }, nil
		}
	}
	kind := &field{
		label: "Said as", hint: "Which MIDI message draws and retires it",
		options: func() []string {
			var out []string
			for _, k := range codeKinds {
				out = append(out, k.words)
			}
			return out
		},
		read: func() string {
			return same(p.marked(), func(k registration.ControlID) string { return codeWords(c().Dialect.Controls[k].Kind) })
		},
		write: func(s string) error {
			to, ids := codeKindOf(s), p.list.Marked()
			return p.e.apply("How "+p.whose(ids)+" is said", "", edit.SetCodeKind(ids, to))
		},
		shown: p.some,
	}
	n, cc, cx, ce, cb, ct, nr, nx, pt, pp := registration.Note, registration.CC, registration.CCIndex, registration.CCEmbedded, registration.CCBitfield,
		registration.CCTwoStep, registration.NRPN, registration.NRPNRange, registration.PCToggle, registration.PCPair
	sp, st, sb, rb, gs := registration.SysExPair, registration.SysExToggle, registration.SysExBitmap, registration.RelativeBank, registration.GOSetup
	parts := func(k registration.CodeKind) func() []string {
		return func() (out []string) {
			for _, b := range c().Dialect.Bitmaps {
				if k == sb {
					out = append(out, b.Name)
				}
			}
			for _, b := range c().Dialect.Banks {
				if k == rb {
					out = append(out, b.Name)
				}
			}
			return out
		}
	}
	bitmap := p.code("Message", "Which of the messages with all stops", func(k *registration.ControlCode) string { return k.Part }, words(func(k *registration.ControlCode, s string) { k.Part = s }), sb)
	bitmap.options = parts(sb)
	bank := p.code("Memory", "Which row of combinations", func(k *registration.ControlCode) string { return k.Part }, words(func(k *registration.ControlCode, s string) { k.Part = s }), rb)
	bank.options = parts(rb)
	release := p.code("Off as note-on 0", "", func(k *registration.ControlCode) string { return yesNo(k.OffAs9n) }, words(func(k *registration.ControlCode, s string) { k.OffAs9n = s == "yes" }), n)
	release.tick = true
	fields := []*field{
		kind,
		p.code("Channel", "1 to 16", func(k *registration.ControlCode) string { return fmt.Sprint(k.Channel) }, whole(16, func(k *registration.ControlCode, v int) { k.Channel = uint8(v) }), n, cc, cx, ce, cb, ct, nr, nx, pt, pp, gs),
		p.code("Number", "Of the note, controller, program or NRPN", func(k *registration.ControlCode) string { return fmt.Sprint(k.Number) }, whole(16383, func(k *registration.ControlCode, v int) { k.Number = uint16(v) }), n, cc, ce, cb, ct, nr, nx, pt, gs),
		p.code("Group", "0 to 7, from the top", func(k *registration.ControlCode) string { return fmt.Sprint(k.Group) }, whole(7, func(k *registration.ControlCode, v int) { k.Group = uint8(v) }), ct),
		p.code("Place or bit", "Which stop within the message, from 0; of a memory from 1", func(k *registration.ControlCode) string { return fmt.Sprint(k.Index) }, whole(895, func(k *registration.ControlCode, v int) { k.Index = uint16(v) }), cx, ce, cb, ct, sb, rb),
		p.code("On", "The value, controller or program that draws; on and off both 0 stand for 127 and 0", func(k *registration.ControlCode) string { return fmt.Sprint(k.On) }, whole(127, func(k *registration.ControlCode, v int) { k.On = uint8(v) }), n, cc, cx, nr, nx, pp, gs),
		p.code("Off", "The value, controller or program that retires", func(k *registration.ControlCode) string { return fmt.Sprint(k.Off) }, whole(127, func(k *registration.ControlCode, v int) { k.Off = uint8(v) }), n, cc, cx, nr, nx, pp, gs),
		p.code("On, in hex", "The whole message: F0 31 2F 70 03 F7", func(k *registration.ControlCode) string { return k.OnSysEx }, words(func(k *registration.ControlCode, s string) { k.OnSysEx = s }), sp, st),
		p.code("Off, in hex", "The whole message", func(k *registration.ControlCode) string { return k.OffSysEx }, words(func(k *registration.ControlCode, s string) { k.OffSysEx = s }), sp),
		p.code("Element", "What GrandOrgue calls it: M1S0, M1C0, T0, S6", func(k *registration.ControlCode) string { return k.Element }, words(func(k *registration.ControlCode, s string) { k.Element = s }), gs),
		release, bitmap, bank,
	}
	return slices.Concat(fields, p.bitmaps(bitmap.shown), p.banks(bank.shown))
}

// bitmaps are the fields of the message that holds all stops.
func (p *controlsPage) bitmaps(shown func() bool) []*field {
	c := p.e.Console
	at := func() int {
		marked := p.marked()
		if len(marked) == 0 {
			return -1
		}
		return slices.IndexFunc(c().Dialect.Bitmaps, func(b registration.Bitmap) bool { return b.Name == c().Dialect.Controls[marked[0]].Part })
	}
	one := func(label, hint string, read func(*registration.Bitmap) string, make func(string) (func(*registration.Bitmap), error)) *field {
		return &field{
			label: label, hint: hint, shown: func() bool { return shown() && at() >= 0 },
			read: func() string { return read(&c().Dialect.Bitmaps[at()]) },
			write: func(s string) error {
				change, err := make(strings.TrimSpace(s))
				if err != nil {
					return err
				}
				return p.e.apply(label+" of the message", "", edit.SetBitmap(c().Dialect.Bitmaps[at()].Name, change))
			},
		}
	}
	count := func(low, high float64, set func(*registration.Bitmap, int)) func(string) (func(*registration.Bitmap), error) {
		return func(s string) (func(*registration.Bitmap), error) {
			v, err := number(s, low, high, true)
			return func(b *registration.Bitmap) { set(b, int(v)) }, err
		}
	}
	text := func(set func(*registration.Bitmap, string)) func(string) (func(*registration.Bitmap), error) {
		return func(s string) (func(*registration.Bitmap), error) {
			return func(b *registration.Bitmap) { set(b, s) }, nil
		}
	}
	offset := one("Says first byte", "", func(b *registration.Bitmap) string { return yesNo(b.Offset) }, text(func(b *registration.Bitmap, s string) { b.Offset = s == "yes" }))
	offset.tick = true
	return []*field{
		one("Message begins", "In hex, from F0 on", func(b *registration.Bitmap) string { return b.Head }, text(func(b *registration.Bitmap, s string) { b.Head = s })),
		one("Data bytes", "1 to 128, seven stops in each", func(b *registration.Bitmap) string { return fmt.Sprint(b.Length) }, count(1, 128, func(b *registration.Bitmap, v int) { b.Length = v })),
		one("Always set", "Data bytes in hex whose bits are no stops", func(b *registration.Bitmap) string { return b.Base }, text(func(b *registration.Bitmap, s string) { b.Base = s })),
		one("Checksum from byte", "0: the message has none", func(b *registration.Bitmap) string { return fmt.Sprint(b.ChecksumFrom) }, count(0, 64, func(b *registration.Bitmap, v int) { b.ChecksumFrom = v })),
		one("Checksum is", "sum: all and the checksum come to a number; xor: the same; plain: the sum itself", func(b *registration.Bitmap) string { return edit.ChecksumWord(b.Checksum) },
			text(func(b *registration.Bitmap, s string) { b.Checksum = edit.ReadChecksum(s) })),
		one("Checksum comes to", "0 to 127; Roland's 0, a ones' complement 127", func(b *registration.Bitmap) string { return fmt.Sprint(b.ChecksumTo) }, count(0, 127, func(b *registration.Bitmap, v int) { b.ChecksumTo = uint8(v) })),
		offset,
	}
}

// banks are the fields of a row of combinations.
func (p *controlsPage) banks(shown func() bool) []*field {
	c := p.e.Console
	at := func() int {
		marked := p.marked()
		if len(marked) == 0 {
			return -1
		}
		return slices.IndexFunc(c().Dialect.Banks, func(b registration.Bank) bool { return b.Name == c().Dialect.Controls[marked[0]].Part })
	}
	one := func(label string, high float64, of func(*registration.Bank) *uint8) *field {
		return &field{
			label: label, hint: "Of the whole memory", shown: func() bool { return shown() && at() >= 0 },
			read: func() string { b := c().Dialect.Banks[at()]; return fmt.Sprint(*of(&b)) },
			write: func(s string) error {
				v, err := number(s, 0, high, true)
				if err != nil {
					return err
				}
				return p.e.apply(label, "", edit.SetBank(c().Dialect.Banks[at()].Name, func(b *registration.Bank) { *of(b) = uint8(v) }))
			},
		}
	}
	return []*field{
		one("Memory's channel", 16, func(b *registration.Bank) *uint8 { return &b.Channel }),
		one("Controller", 119, func(b *registration.Bank) *uint8 { return &b.Controller }),
		one("Value for cancel", 127, func(b *registration.Bank) *uint8 { return &b.Cancel }),
		one("Value for previous", 127, func(b *registration.Bank) *uint8 { return &b.Previous }),
		one("Value for next", 127, func(b *registration.Bank) *uint8 { return &b.Next }),
	}
}
