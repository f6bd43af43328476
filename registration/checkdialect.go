package registration

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Limits of a dialect.
const (
	maxMessage = 4096 // bytes of one message
	maxParts   = 64   // bitmaps, banks
)

// ParseHex reads bytes written in hex, with or without spaces: "F0 31 2F 6C 00 F7".
func ParseHex(text string) ([]byte, error) {
	b, err := hex.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return nil, fmt.Errorf("%q is not hex (pairs of 0-9 and A-F)", text)
	}
	return b, nil
}

func (c *Console) checkDialect() error {
	d := &c.Dialect
	if len(d.Divisions) > len(c.Divisions) || len(d.Controls) > len(c.Controls) || len(d.Enclosures) > len(c.Enclosures) {
		return errors.New("the dialect has more entries than the console")
	}
	if err := d.checkParts(); err != nil {
		return fmt.Errorf("the dialect's %w", err)
	}
	for i, v := range d.Divisions {
		if v.Channel > 16 || v.Velocity > 127 {
			return fmt.Errorf("the dialect of division %s has channel %d, velocity %d", c.Divisions[i].ID, v.Channel, v.Velocity)
		}
		if v.Element != "" && !validElement(v.Element) {
			return fmt.Errorf("the dialect of division %s has the element %q", c.Divisions[i].ID, v.Element)
		}
	}
	for i, k := range d.Controls {
		if err := k.check(d); err != nil {
			return fmt.Errorf("the dialect of control %s %w", c.Controls[i].ID, err)
		}
	}
	for i, e := range d.Enclosures {
		if err := e.check(); err != nil {
			return fmt.Errorf("the dialect of enclosure %s %w", c.Enclosures[i].ID, err)
		}
	}
	if d.Gap < 0 || d.Travel < 0 {
		return errors.New("the dialect has a negative time")
	}
	return nil
}

func (d *Dialect) checkParts() error {
	if len(d.Bitmaps) > maxParts || len(d.Banks) > maxParts {
		return fmt.Errorf("%d bitmaps and %d banks are too many, at most %d", len(d.Bitmaps), len(d.Banks), maxParts)
	}
	names := make(map[string]bool)
	for _, b := range d.Bitmaps {
		if err := b.check(); err != nil {
			return fmt.Errorf("bitmap %q %w", b.Name, err)
		}
		if names[b.Name] {
			return fmt.Errorf("bitmap %q is there twice", b.Name)
		}
		names[b.Name] = true
	}
	clear(names)
	for _, b := range d.Banks {
		if b.Channel < 1 || b.Channel > 16 || b.Controller > 119 || max(b.Cancel, b.Previous, b.Next) > 127 {
			return fmt.Errorf("bank %q is out of range: controller %d on channel %d", b.Name, b.Controller, b.Channel)
		}
		if b.Cancel == b.Previous || b.Cancel == b.Next || b.Previous == b.Next {
			return fmt.Errorf("bank %q sends the same for two of cancel, previous and next", b.Name)
		}
		if names[b.Name] {
			return fmt.Errorf("bank %q is there twice", b.Name)
		}
		names[b.Name] = true
	}
	if d.Cancel != "" {
		if err := checkMessage(d.Cancel); err != nil {
			return fmt.Errorf("cancel is a bad message: %w", err)
		}
	}
	if _, err := d.PanicMessages(); err != nil {
		return fmt.Errorf("panic is a bad message: %w", err)
	}
	if len(d.Organ) > 1000 {
		return errors.New("organ has a name of more than 1000 bytes")
	}
	return nil
}

func (b *Bitmap) check() error {
	head, err := ParseHex(b.Head)
	if err != nil {
		return fmt.Errorf("has a bad head: %w", err)
	}
	if len(head) < 2 || len(head) > 64 || head[0] != 0xF0 || slices.Max(head[1:]) > 127 {
		return fmt.Errorf("has the head %q, must be F0 and 1 to 63 bytes up to 7F", b.Head)
	}
	if b.Length < 1 || b.Length > 128 {
		return fmt.Errorf("has %d data bytes, must be 1 to 128", b.Length)
	}
	base, err := ParseHex(b.Base)
	if err != nil {
		return fmt.Errorf("has a bad base: %w", err)
	}
	if len(base) > b.Length || len(base) > 0 && slices.Max(base) > 127 {
		return fmt.Errorf("has the base %q, must be at most %d bytes up to 7F", b.Base, b.Length)
	}
	if b.ChecksumFrom < 0 || b.ChecksumFrom > len(head) {
		return fmt.Errorf("has a checksum from byte %d, must be 0 to %d", b.ChecksumFrom, len(head))
	}
	switch {
	case b.Checksum != SumTo && b.Checksum != XorTo && b.Checksum != SumOf:
		return fmt.Errorf("has the unknown checksum %q (none is a sum, else xor or plain)", b.Checksum)
	case b.ChecksumTo > 127:
		return fmt.Errorf("has a checksum that comes to %d, must be 0 to 127", b.ChecksumTo)
	case b.ChecksumFrom == 0 && (b.Checksum != SumTo || b.ChecksumTo != 0):
		return errors.New("has a checksum, and does not say from which byte on")
	}
	return nil
}

// A rule says which numbers a kind of code takes. A limit of 0 lets the field be 0 only.
type rule struct {
	channel       bool
	number, index uint16
	group         uint8
	differ        bool // On and Off must differ
}

var rules = map[CodeKind]rule{
	Note:         {channel: true, number: 127},
	CC:           {channel: true, number: 119},
	CCIndex:      {channel: true, index: 127, differ: true},
	CCEmbedded:   {channel: true, number: 119, index: 63},
	CCBitfield:   {channel: true, number: 119, index: 6},
	CCTwoStep:    {channel: true, number: 119, index: 31, group: 7},
	NRPN:         {channel: true, number: 16383},
	NRPNRange:    {channel: true, number: 16383, differ: true},
	PCToggle:     {channel: true, number: 127},
	PCPair:       {channel: true, differ: true},
	SysExPair:    {},
	SysExToggle:  {},
	SysExBitmap:  {index: 128*7 - 1},
	RelativeBank: {index: 127},
	GOSetup:      {channel: true, number: 16383},
}

// Fields tells which of a code's numbers mean something for this kind, 0 included.
func (k CodeKind) Fields() (number, index bool) {
	return rules[k].number > 0, rules[k].index > 0
}

func (k *ControlCode) check(d *Dialect) error {
	if k.Kind == Unsaid {
		return nil
	}
	r, ok := rules[k.Kind]
	if !ok {
		return fmt.Errorf("is of the unknown kind %q", k.Kind)
	}
	if r.channel != (k.Channel != 0) || k.Channel > 16 {
		return fmt.Errorf("is out of range: %s on channel %d", k.Kind, k.Channel)
	}
	if k.Number > r.number || k.Index > r.index || k.Group > r.group || k.On > 127 || k.Off > 127 {
		return fmt.Errorf("is out of range: %s number %d, index %d, group %d, on %d, off %d", k.Kind, k.Number, k.Index, k.Group, k.On, k.Off)
	}
	if r.differ && k.On == k.Off {
		return fmt.Errorf("says %d for both on and off", k.On)
	}
	return k.checkTexts(d)
}

func (k *ControlCode) checkTexts(d *Dialect) error {
	switch k.Kind {
	case CCIndex:
		if k.On > 119 || k.Off > 119 {
			return fmt.Errorf("is out of range: controllers %d and %d", k.On, k.Off)
		}
	case SysExPair:
		if err := checkSysEx(k.OffSysEx); err != nil {
			return fmt.Errorf("retires with a bad message: %w", err)
		}
		fallthrough
	case SysExToggle:
		if err := checkSysEx(k.OnSysEx); err != nil {
			return fmt.Errorf("draws with a bad message: %w", err)
		}
	case SysExBitmap:
		i := slices.IndexFunc(d.Bitmaps, func(b Bitmap) bool { return b.Name == k.Part })
		if i < 0 {
			return fmt.Errorf("stands in the bitmap %q, which is not there", k.Part)
		}
		if bits := d.Bitmaps[i].Length * 7; int(k.Index) >= bits {
			return fmt.Errorf("is bit %d of the bitmap %q, which has %d", k.Index, k.Part, bits)
		}
	case RelativeBank:
		if !slices.ContainsFunc(d.Banks, func(b Bank) bool { return b.Name == k.Part }) {
			return fmt.Errorf("stands in the bank %q, which is not there", k.Part)
		}
		if k.Index == 0 {
			return errors.New("has the place 0 in its bank (the first is 1)")
		}
	case GOSetup:
		if !validElement(k.Element) {
			return fmt.Errorf("has the element %q (M1S0, S6, T0 ...)", k.Element)
		}
	}
	return nil
}

func (e *EnclosureCode) check() error {
	if e.Channel > 16 || e.Controller > 119 || e.Number > 16383 || e.Closed > 127 || e.Open > 127 {
		return fmt.Errorf("has channel %d, controller %d, number %d, closed %d, open %d", e.Channel, e.Controller, e.Number, e.Closed, e.Open)
	}
	if e.Closed == e.Open && e.Open != 0 {
		return fmt.Errorf("says %d for both closed and open", e.Open)
	}
	switch e.Kind {
	case Unsaid, CC, NRPN:
	case GOSetup:
		if !validElement(e.Element) {
			return fmt.Errorf("has the element %q (E0, E1 ...)", e.Element)
		}
	default:
		return fmt.Errorf("is of the kind %q (cc-value, nrpn or go-setup)", e.Kind)
	}
	return nil
}

// validElement is true for a name of GrandOrgue's set-up header: "M1", "M1S0", "S1M2C8".
func validElement(name string) bool {
	for _, b := range []byte(name) {
		if (b < 'A' || b > 'Z') && (b < '0' || b > '9') {
			return false
		}
	}
	return len(name) >= 1 && len(name) <= 32
}

func checkSysEx(text string) error {
	if err := checkMessage(text); err != nil {
		return err
	}
	if b, _ := ParseHex(text); b[0] != 0xF0 {
		return fmt.Errorf("%q is not SysEx", text)
	}
	return nil
}

// checkMessage wants one whole MIDI message in hex.
// mostPanic is how many bytes a panic may say.
const mostPanic = 1024

// PanicMessages are the bytes of what a panic says, message by message.
func (d *Dialect) PanicMessages() ([][]byte, error) {
	if d.Panic == "" {
		return nil, nil
	}
	var all [][]byte
	bytes := 0
	for text := range strings.SplitSeq(d.Panic, ";") {
		if err := checkMessage(text); err != nil {
			return nil, err
		}
		b, _ := ParseHex(text)
		all = append(all, b)
		bytes += len(b)
	}
	if bytes > mostPanic {
		return nil, fmt.Errorf("%d bytes are too many, at most %d", bytes, mostPanic)
	}
	return all, nil
}

func checkMessage(text string) error {
	b, err := ParseHex(text)
	if err != nil {
		return err
	}
	want := 3
	switch {
	case len(b) == 0 || len(b) > maxMessage || b[0] < 0x80 || b[0] > 0xF0:
		want = -1
	case b[0] == 0xF0:
		if want = len(b); want < 3 || b[want-1] != 0xF7 {
			want = -1
		}
		b = b[:len(b)-1]
		want--
	case b[0]&0xE0 == 0xC0:
		want = 2
	}
	if len(b) != want || slices.Max(b[1:]) > 127 {
		return fmt.Errorf("%q is not one MIDI message", text)
	}
	return nil
}
