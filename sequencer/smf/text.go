package smf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
