package dialect

import (
	"slices"

	"voluntary/registration"
)

// sysExPair: a message that draws and one that retires.
type sysExPair struct {
	on, off     []byte
	onAt, offAt address
}

func newSysExPair(p *parts, c registration.ControlCode) code {
	on, off := mustHex(c.OnSysEx), mustHex(c.OffSysEx)
	return sysExPair{on, off, p.sysExAt(on), p.sysExAt(off)}
}

func (s sysExPair) say(dst []byte, _, on bool) []byte {
	if on {
		return append(dst, s.on...)
	}
	return append(dst, s.off...)
}

func (s sysExPair) addresses() []address              { return []address{s.onAt, s.offAt} }
func (s sysExPair) hear(w word, _ bool) (on, ok bool) { return w.address == s.onAt, true }

// sysExToggle: one message both ways.
type sysExToggle struct {
	message []byte
	at      address
}

func newSysExToggle(p *parts, c registration.ControlCode) code {
	m := mustHex(c.OnSysEx)
	return sysExToggle{m, p.sysExAt(m)}
}

func (s sysExToggle) say(dst []byte, was, on bool) []byte {
	if was == on {
		return dst
	}
	return append(dst, s.message...)
}

func (s sysExToggle) addresses() []address                { return []address{s.at} }
func (s sysExToggle) hear(_ word, was bool) (on, ok bool) { return !was, true }

// sysExAt gives each message its own address.
func (p *parts) sysExAt(message []byte) address {
	n, ok := p.sysEx[string(message)]
	if !ok {
		n = uint16(len(p.sysEx))
		p.sysEx[string(message)] = n
	}
	return address{subject: aSysEx, number: n}
}

// bitmap is a message with the state of all its controls.
type bitmap struct {
	registration.Bitmap
	head []byte
	data []byte // as the organ is believed to have it
	base []byte // data with nothing on
	said bool   // since the organ was last unknown
}

func newBitmap(b registration.Bitmap) *bitmap {
	m := &bitmap{Bitmap: b, head: mustHex(b.Head), base: make([]byte, b.Length)}
	copy(m.base, mustHex(b.Base))
	m.data = slices.Clone(m.base)
	return m
}

// append adds the whole message.
func (m *bitmap) append(dst []byte) []byte {
	start := len(dst)
	dst = append(dst, m.head...)
	if m.Offset {
		dst = append(dst, 0)
	}
	dst = append(dst, m.data...)
	if m.ChecksumFrom > 0 {
		dst = append(dst, m.CheckByte(dst[start+m.ChecksumFrom:]))
	}
	return append(dst, sysExEnd)
}

// take reads a message that begins like this bitmap. It is not ok when the message is another or its checksum is wrong.
func (m *bitmap) take(message []byte) (bits []byte, first int, ok bool) {
	if len(message) <= len(m.head) || !slices.Equal(message[:len(m.head)], m.head) {
		return nil, 0, false
	}
	bits = message[len(m.head) : len(message)-1]
	if m.ChecksumFrom > 0 {
		last := len(message) - 2
		if len(bits) == 0 || m.CheckByte(message[m.ChecksumFrom:last]) != message[last] {
			return nil, 0, false
		}
		bits = bits[:len(bits)-1]
	}
	if m.Offset {
		if len(bits) == 0 {
			return nil, 0, false
		}
		first, bits = int(bits[0]), bits[1:]
	} else if len(bits) != m.Length {
		return nil, 0, false
	}
	return bits, first, true
}

// bitmapBit is one control of a bitmap.
type bitmapBit struct {
	bitmap *bitmap
	at     address
	byte   int
	mask   byte
}

func newBitmapBit(p *parts, c registration.ControlCode) code {
	n := slices.IndexFunc(p.bitmaps, func(m *bitmap) bool { return m.Name == c.Part })
	return bitmapBit{p.bitmaps[n], address{subject: aBitmap, number: uint16(n)}, int(c.Index / 7), 1 << (c.Index % 7)}
}

func (b bitmapBit) remember(on bool) {
	b.bitmap.data[b.byte] &^= b.mask
	if on {
		b.bitmap.data[b.byte] |= b.mask
	}
}

func (b bitmapBit) say(dst []byte, _, on bool) []byte {
	if b.bitmap.said && on == (b.bitmap.data[b.byte]&b.mask != 0) {
		return dst
	}
	b.remember(on)
	b.bitmap.said = true
	return b.bitmap.append(dst)
}

func (b bitmapBit) addresses() []address { return []address{b.at} }
func (b bitmapBit) hear(w word, was bool) (on, ok bool) {
	at := b.byte - w.first
	if at < 0 || at >= len(w.bits) {
		return false, false
	}
	on = w.bits[at]&b.mask != 0
	return on, on != was
}
