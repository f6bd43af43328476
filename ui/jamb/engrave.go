package jamb

import (
	"regexp"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"voluntary/ui/theme"
)

const (
	textSize  = 11
	smallText = 9.5 // of a name that is whole only so
	tinyText  = 9
	sideRoom  = 12 // that a knob's words leave, both sides together
	lampRoom  = 14 // of the lower right corner, where the lamp is
	edgeRoom  = 5  // that the line beside it leaves at the left
)

// engraving is the words of a knob, broken into lines.
type engraving struct {
	lines []string
	text  float32 // size
	line  float32 // height
	left  float32 // by which the last line stands left of the middle, beside the lamp
}

// engraver breaks a name into the lines of a knob.
type engraver struct {
	engraving
	size  fyne.Size
	lamp  bool // it has one
	parts bool // words may be broken, too
}

// engrave breaks a name into lines that fit a knob of a size and stay clear of its lamp; the pitch is the last, or stands
// behind the name where that leaves the name whole. A name that is too long is engraved smaller, or its words are broken; only
// what has no room even then is cut off.
func engrave(name, pitch string, size fyne.Size, lamp bool) engraving {
	for _, try := range []struct {
		text, line float32
		parts      bool
	}{{textSize, 13, false}, {smallText, 13, false}, {textSize, 13, true}, {tinyText, 10, false}, {tinyText, 10, true}} {
		e := engraver{engraving{text: try.text, line: try.line}, size, lamp, try.parts}
		if e.whole(name, pitch) {
			return e.set()
		}
	}
	e := engraver{engraving{text: smallText, line: 13}, size, lamp, true}
	limit := e.limit()
	if pitch != "" && limit > 1 {
		limit--
	} else {
		name, pitch = strings.TrimSpace(name+" "+pitch), ""
	}
	if e.lines, _ = e.broken(name, "", e.room()); len(e.lines) > limit {
		e.lines = append(e.lines[:limit-1:limit-1], strings.Join(e.lines[limit-1:], " "))
	}
	if pitch != "" {
		e.lines = append(e.lines, pitch)
	}
	for i, l := range e.lines {
		e.lines[i] = theme.Fitted(l, e.roomOf(i, len(e.lines)), e.text, fyne.TextStyle{Bold: true})
	}
	return e.set()
}

// set moves the last line beside the lamp when it would come upon it.
func (e *engraver) set() engraving {
	if n := len(e.lines); n > 0 && e.beside(n-1, n) {
		e.left = max((e.size.Width+e.width(e.lines[n-1]))/2-(e.size.Width-lampRoom), 0)
	}
	return e.engraving
}

// limit is how many lines there can be.
func (e *engraver) limit() int { return max(int((e.size.Height-6)/e.line), 1) }

func (e *engraver) room() float32 { return e.size.Width - sideRoom }

// beside reports whether one of so many lines stands beside the lamp.
func (e *engraver) beside(line, lines int) bool {
	return e.lamp && line == lines-1 && (e.size.Height+e.line*float32(lines))/2 > e.size.Height-lampRoom
}

func (e *engraver) roomOf(line, lines int) float32 {
	if e.beside(line, lines) {
		return e.size.Width - lampRoom - edgeRoom
	}
	return e.room()
}

func (e *engraver) width(s string) float32 {
	return fyne.MeasureText(s, e.text, fyne.TextStyle{Bold: true}).Width // drawn ones are bold, and wider
}

// whole has a line for the pitch, or sets it behind the name, and reports whether everything has room.
func (e *engraver) whole(name, pitch string) bool {
	for _, behind := range []string{"", pitch} {
		if words := strings.Fields(name); behind != "" && len(words) > 0 && numeral.MatchString(words[len(words)-1]) {
			break // two numbers would be read as one
		}
		for _, room := range []float32{e.room(), e.size.Width - lampRoom - edgeRoom} {
			var ok bool
			if e.lines, ok = e.broken(name, behind, room); behind == "" && pitch != "" {
				e.lines = append(e.lines, pitch)
			}
			if ok && e.fits() {
				return true
			}
		}
	}
	return false
}

func (e *engraver) fits() bool {
	for i, l := range e.lines {
		if e.width(l) > e.roomOf(i, len(e.lines)) {
			return false
		}
	}
	return len(e.lines) <= e.limit()
}

// broken breaks a name, with what is to stand behind it, into lines no wider than there is room; ok is false when a word is.
func (e *engraver) broken(name, behind string, room float32) (lines []string, ok bool) {
	words := pieces(name)
	if behind != "" {
		words = append(words, " "+strings.ReplaceAll(behind, " ", "\u00a0"))
	}
	ok = true
	for _, w := range words {
		if n := len(lines); n > 0 && e.width(lines[n-1]+w) <= room {
			lines[n-1] += w
			continue
		}
		w = strings.TrimPrefix(w, " ")
		for e.parts && e.width(w) > room {
			head, tail := e.split(w, room)
			if head == "" {
				break
			}
			lines, w = append(lines, head), tail
		}
		ok = ok && e.width(w) <= room
		lines = append(lines, w)
	}
	return lines, ok
}

// numeral is what belongs to the word before it: a number, or the ranks of a mixture.
var numeral = regexp.MustCompile(`^([0-9]+|[IVX]+(-[IVX]+)?)$`)

// pieces are the parts of a name between which a line may end, with the spaces before them: words, and what a hyphen joins.
func pieces(name string) (out []string) {
	for i, word := range strings.Fields(name) {
		if i > 0 && numeral.MatchString(word) {
			out[len(out)-1] += "\u00a0" + word
			continue
		}
		space := " "
		if i == 0 {
			space = ""
		}
		for {
			at := strings.IndexRune(word, '-')
			if at < 3 || len(word)-at < 4 {
				break
			}
			out = append(out, space+word[:at+1])
			word, space = word[at+1:], ""
		}
		out = append(out, space+word)
	}
	return out
}

// split breaks a word, before a syllable if there is one, so that its beginning has room; head is empty when it has not.
func (e *engraver) split(word string, room float32) (head, tail string) {
	r := []rune(word)
	for i := 2; i+2 < len(r) && e.width(string(r[:i])+"-") <= room; i++ {
		if head == "" || syllable(r, i) {
			head, tail = string(r[:i])+"-", string(r[i:])
		}
	}
	return head, tail
}

// syllable reports whether one seems to begin at a letter: a consonant and a vowel, or as in tra and fle.
func syllable(r []rune, i int) bool {
	is := func(i int, of string) bool { return strings.ContainsRune(of, unicode.ToLower(r[i])) }
	const vowels, stops, liquids = "aeiouyäöüàâéèêëîïôûùœæ", "bcdfgkpt", "lr"
	switch {
	case !unicode.IsLetter(r[i-1]) || !unicode.IsLetter(r[i]) || is(i, vowels):
		return false
	case is(i, liquids) && is(i-1, stops), is(i, "h") && is(i-1, "cpst"):
		return false
	case is(i, stops) && is(i+1, liquids):
		return is(i+2, vowels)
	}
	return is(i+1, vowels)
}
