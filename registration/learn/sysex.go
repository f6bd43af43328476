package learn

import (
	"bytes"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/dialect"
)

// longSysEx is from how many bytes on a message that differs in one bit is taken for one that holds all controls.
const longSysEx = 13

// mostSysEx bounds how many different messages are compared.
const mostSysEx = 64

// systemExclusive looks for a message that holds all controls, for a pair of messages and for one that is the same both
// ways.
func systemExclusive(words []word) []Finding {
	var said []event[string]
	var whole wholeMap
	for _, w := range words {
		if w.sort == aSysEx && len(w.bytes) <= 4096 {
			said = append(said, event[string]{w.at, whole.of(w.bytes)})
		}
	}
	if len(said) == 0 {
		return nil
	}
	var distinct []string
	for _, e := range said {
		if !slices.Contains(distinct, e.value) && len(distinct) < mostSysEx {
			distinct = append(distinct, e.value)
		}
	}
	var out []Finding
	out = append(out, bitmaps(said)...)
	for i, a := range distinct {
		for _, b := range distinct[i+1:] {
			if len(a) == len(b) {
				out = append(out, pair(said, a, b)...)
			}
		}
	}
	for _, a := range distinct {
		own := slices.DeleteFunc(slices.Clone(said), func(e event[string]) bool { return e.value != a })
		if sure := repeating(own); sure > 0 {
			out = append(out, Finding{
				Code: registration.ControlCode{Kind: registration.SysExToggle, OnSysEx: dialect.Hex([]byte(a))},
				Words: fmt.Sprintf("The message %s says that it has changed, the same for on and off. "+
					"Such an organ is played from a known state only: it needs a cancel.", short(a)),
				Confidence: 0.95 * sure,
			})
		}
	}
	return out
}

// pair looks whether two messages go on, off, on, off.
func pair(said []event[string], a, b string) []Finding {
	both := slices.DeleteFunc(slices.Clone(said), func(e event[string]) bool { return e.value != a && e.value != b })
	on, off, sure := alternating(both)
	if sure == 0 {
		return nil
	}
	f := pairFinding(on, off)
	f.Confidence *= sure
	if len(a) >= longSysEx {
		f.Confidence *= 0.7 // a bitmap is likelier, if it is one
	} else if m := oneBit([]byte(on), []byte(off)); m != nil {
		m.Confidence *= 0.5 * sure
		f.Others = []Finding{*m}
	}
	return []Finding{f}
}

func pairFinding(on, off string) Finding {
	return Finding{
		Code:       registration.ControlCode{Kind: registration.SysExPair, OnSysEx: dialect.Hex([]byte(on)), OffSysEx: dialect.Hex([]byte(off))},
		Words:      fmt.Sprintf("The message %s draws, %s retires.", short(on), short(off)),
		Confidence: 0.97,
	}
}

// bitmaps looks among long messages of one length and one beginning for a bit that goes on, off, on, off.
func bitmaps(said []event[string]) []Finding {
	type shape struct {
		length int
		maker  string
	}
	groups := make(map[shape][]event[string])
	var order []shape
	for _, e := range said {
		if len(e.value) < longSysEx {
			continue
		}
		s := shape{len(e.value), e.value[:makerLength([]byte(e.value))]}
		if groups[s] == nil {
			order = append(order, s)
		}
		groups[s] = append(groups[s], e)
	}
	var out []Finding
	for _, s := range order {
		if f, ok := bitmapOf(groups[s]); ok {
			out = append(out, f)
		}
	}
	return out
}

// makerLength is how many bytes of a message say only whose it is: F0 and one byte, or F0 00 and two more.
func makerLength(m []byte) int {
	if len(m) > 5 && m[1] == 0 {
		return 4
	}
	return 2
}

// bitmapOf finds the bit that moves in messages of one shape.
func bitmapOf(said []event[string]) (Finding, bool) {
	messages := make([][]byte, len(said))
	for i, e := range said {
		messages[i] = []byte(e.value)
	}
	check, ok := checksum(messages)
	end := len(messages[0]) - 1 // of the data
	if check.from > 0 {
		end--
	}
	type moving struct {
		byte int
		bit  int
		sure float64
	}
	var found []moving
	for i := makerLength(messages[0]); i < end; i++ {
		for bit := range 7 {
			series := make([]event[bool], len(said))
			for k, e := range said {
				series[k] = event[bool]{e.at, e.value[i]>>bit&1 != 0}
			}
			on, _, sure := alternating(startingOff(series))
			if sure > 0 && on {
				found = append(found, moving{i, bit, sure})
			}
		}
	}
	if len(found) == 0 {
		return Finding{}, false
	}
	slices.SortStableFunc(found, func(x, y moving) int {
		switch {
		case x.sure > y.sure:
			return -1
		case x.sure < y.sure:
			return 1
		}
		return 0
	})
	if len(found) > 1 && found[1].sure == found[0].sure {
		return Finding{}, false // several bits move together: this is no bitmap of single controls
	}
	b, index := part(messages, check, found[0].byte, found[0].bit)
	words := fmt.Sprintf("A message of %d bytes (%s...) holds all controls at once: this one is bit %d of byte %d", len(messages[0]), head(messages[0]), found[0].bit, found[0].byte)
	sure := 0.98 * found[0].sure
	switch {
	case check.from > 0:
		words += "; its last byte is a checksum, " + check.words() + "."
		if check.to != 0 {
			sure *= 0.8 // another stop will tell
		}
	case !ok:
		words += "; its last byte moves too and is no sum that is known, so that it cannot be said."
		sure *= 0.3
	default:
		words += "."
	}
	return Finding{
		Code: registration.ControlCode{Kind: registration.SysExBitmap, Part: b.Name, Index: index}, Bitmap: &b, Words: words, Confidence: sure,
		samples: messages, at: found[0].byte, bit: found[0].bit,
	}, true
}

// startingOff leaves out that the bit was off before the first move, which an organ may say again and again.
func startingOff(series []event[bool]) []event[bool] {
	i := slices.IndexFunc(series, func(e event[bool]) bool { return e.value })
	if i < 0 {
		return nil
	}
	return series[i:]
}

// oneBit is the bitmap that two messages may be of that differ in one bit, and perhaps in a checksum.
func oneBit(on, off []byte) *Finding {
	check, _ := checksum([][]byte{on, off})
	end := len(on) - 1
	if check.from > 0 {
		end--
	}
	at := -1
	for i := range end {
		if on[i] == off[i] {
			continue
		}
		if at >= 0 || bits.OnesCount8(on[i]^off[i]) != 1 || on[i] < off[i] || i < makerLength(on) {
			return nil
		}
		at = i
	}
	if at < 0 || check.from == 0 && !bytes.Equal(on[end:], off[end:]) {
		return nil
	}
	bit := bits.TrailingZeros8(on[at] ^ off[at])
	b, index := part([][]byte{on, off}, check, at, bit)
	return &Finding{
		Code: registration.ControlCode{Kind: registration.SysExBitmap, Part: b.Name, Index: index}, Bitmap: &b,
		Words:      fmt.Sprintf("The message %s... holds several controls: this one is bit %d of byte %d.", head(on), bit, at),
		Confidence: 1, samples: [][]byte{on, off}, at: at, bit: bit,
	}
}

// part is the message that a bit stands in, and which of its controls the bit is. Of a make that is known the head is
// known, else it is as short as can be: what never changes in the data is its base.
func part(messages [][]byte, c check, at, bit int) (registration.Bitmap, uint16) {
	return partFrom(messages, c, at, bit, at)
}

// partFrom is part when the first byte with a known bit is earliest.
func partFrom(messages [][]byte, c check, at, bit, earliest int) (registration.Bitmap, uint16) {
	m := messages[0]
	length := makerLength(m)
	offset, summed := false, c.from > 0
	switch {
	case stopChange(m) && m[6] == 0 && summed:
		length, offset, c = 6, true, check{from: 5}
	case summed:
		length = max(length, min(c.from, earliest))
	}
	dataStart := length
	if offset {
		dataStart++
	}
	end := len(m) - 1
	if summed {
		end--
	}
	base := bytes.Clone(m[dataStart:end])
	for _, o := range messages[1:] {
		for i := range base {
			base[i] &= o[dataStart+i]
		}
	}
	base[at-dataStart] &^= 1 << bit
	b := registration.Bitmap{Name: "stops", Head: dialect.Hex(m[:length]), Offset: offset, Length: len(base)}
	if trimmed := bytes.TrimRight(base, "\x00"); len(trimmed) > 0 {
		b.Base = dialect.Hex(trimmed)
	}
	b.ChecksumFrom, b.Checksum, b.ChecksumTo = c.from, c.kind, c.to
	return b, uint16((at-dataStart)*7 + bit)
}

// clearBase takes a known bit out of what is always set.
func clearBase(b *registration.Bitmap, f *Finding, at, index int) {
	base, err := registration.ParseHex(b.Base)
	if err != nil || f == nil {
		return
	}
	i := f.at - at + index/7 // counted in data bytes
	if i >= 0 && i < len(base) {
		base[i] &^= 1 << f.bit
	}
	b.Base = dialect.Hex(bytes.TrimRight(base, "\x00"))
}

func head(m []byte) string { return dialect.Hex(m[:min(len(m), 6)]) }

// short is a message in hex that fits into a sentence.
func short(m string) string {
	text := dialect.Hex([]byte(m))
	if len(m) > 14 {
		return strings.TrimSpace(text[:3*12]) + " ..."
	}
	return text
}
