package smf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// meta keeps what is useful of a meta event.
func (r *reader) meta(t *Track, at int, tick int64, kind byte, m []byte) error {
	f, track := r.f, int32(t.Index)
	odd := func(format string, args ...any) {
		r.warn(false, "Track %d, byte %d: "+format+".", append([]any{t.Index, at}, args...)...)
	}
	switch kind {
	case 0x02:
		if f.Copyright == "" {
			f.Copyright = decode(m)
		}
	case 0x03:
		if t.Name == "" {
			t.Name = decode(m)
		}
	case 0x04:
		if t.Instrument == "" {
			t.Instrument = decode(m)
		}
	case 0x01, 0x05, 0x06, 0x07:
		if err := r.count(); err != nil {
			return err
		}
		x := Text{tick, t.Index, TextKind(kind), decode(m)}
		if kind == 0x06 {
			f.Markers = append(f.Markers, x)
		} else {
			f.Texts = append(f.Texts, x)
		}
	case 0x51:
		if len(m) != 3 {
			odd("a tempo of %d bytes instead of 3 is left out", len(m))
			break
		}
		quarter := int32(m[0])<<16 | int32(m[1])<<8 | int32(m[2])
		if quarter == 0 {
			odd("a tempo of 0 microseconds a quarter note is left out")
			break
		}
		if err := r.count(); err != nil {
			return err
		}
		f.Tempos = append(f.Tempos, Tempo{tick, quarter, track})
	case 0x58:
		return r.meter(t, tick, m, odd)
	case 0x59:
		return r.key(t, tick, m, odd)
	case 0x54:
		if len(m) != 5 {
			odd("an SMPTE offset of %d bytes instead of 5", len(m))
		}
	}
	return nil
}

func (r *reader) meter(t *Track, tick int64, m []byte, odd func(string, ...any)) error {
	if len(m) != 4 {
		odd("a time signature of %d bytes instead of 4", len(m))
	}
	if len(m) < 2 {
		return nil
	}
	if m[0] == 0 || m[1] > 7 {
		odd("a time signature of %d beats of 1/2^%d is left out", m[0], m[1])
	}
	if err := r.count(); err != nil {
		return err
	}
	x := Meter{Tick: tick, Numerator: m[0], Track: int32(t.Index)}
	if m[1] < 32 {
		x.Denominator = 1 << m[1]
	}
	r.f.Meters = append(r.f.Meters, x)
	return nil
}

func (r *reader) key(t *Track, tick int64, m []byte, odd func(string, ...any)) error {
	if len(m) != 2 {
		odd("a key signature of %d bytes instead of 2", len(m))
	}
	if len(m) < 2 {
		return nil
	}
	sharps := int8(m[0])
	if sharps < -7 || sharps > 7 || m[1] > 1 {
		odd("a key signature of %d sharps in mode %d does not exist", sharps, m[1])
	}
	if err := r.count(); err != nil {
		return err
	}
	r.f.Keys = append(r.f.Keys, KeySignature{tick, int32(t.Index), sharps, m[1]})
	return nil
}

// decode reads a text of a MIDI file: UTF-8, or else Latin-1, the two that the music of this world is written in.
func decode(raw []byte) string {
	if utf8.Valid(raw) {
		return string(raw)
	}
	var b strings.Builder
	b.Grow(len(raw) + len(raw)/4)
	for _, c := range raw {
		b.WriteRune(rune(c))
	}
	return b.String()
}

// longestLine bounds a cleaned text, in runes.
const longestLine = 200

// Clean makes one short printable line of a text out of a file: control characters become spaces, runs of spaces one,
// and what is longer than 200 characters is cut.
func Clean(s string) string {
	var b strings.Builder
	space, count := false, 0
	for _, r := range s {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			space = b.Len() > 0
			continue
		}
		if !unicode.IsPrint(r) {
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
			count++
		}
		if count++; count > longestLine {
			return strings.TrimSpace(b.String()) + "…"
		}
		b.WriteRune(r)
	}
	return b.String()
}
