package smf

import (
	"strconv"
	"strings"
)

// sense is what the name of a track says.
type sense struct {
	text   string // the part of the name that says it, for people
	role   role
	word   string // the word for the role, folded
	manual int    // number of a manual, 0 for none
	hand   hand
	voice  voice
	any    bool // it is on the manuals, whichever
	out    bool // its notes are not keys
	letter bool // the voice is a single letter
	sure   bool // nothing in the name speaks of something else
}

// senseOf reads a name. Lilypond's "context:voice" is read on the left of the colon first. In a name that may be the
// title of the piece only what is beyond doubt counts.
func senseOf(name string, title bool) sense {
	name = Clean(name)
	s := read1(name)
	if before, after, colon := strings.Cut(name, ":"); colon {
		if s = read1(before); !s.says() {
			s = read1(after)
		}
		s.upper(false)
	} else {
		s.upper(true)
	}
	if title && !s.sure {
		return sense{}
	}
	return s
}

func (s *sense) says() bool {
	return s.role != noRole || s.manual != 0 || s.hand != noHand || s.voice != noVoice || s.any || s.out
}

// upper settles what "Upper" and "Lower" mean: the manuals of an instrument with two, but in Lilypond, with a colon, the
// staves of one.
func (s *sense) upper(manuals bool) {
	if s.word != "upper" && s.word != "lower" {
		return
	}
	if manuals && s.role == noRole && s.manual == 0 {
		s.role, s.hand = map[string]role{"upper": swell, "lower": great}[s.word], noHand
	}
	if s.role == noRole {
		s.word = ""
	}
}

// read1 reads one side of a name.
func read1(name string) sense {
	list := words(name)
	s := sense{text: name, sure: true}
	var numbers []int
	spoken := len(list) == 0 // whether any word says nothing we know
	manual, sole := false, len(list) == 1
	for i := 0; i < len(list); i++ {
		w := list[i]
		if i+1 < len(list) {
			if two := w + " " + list[i+1]; roleWords[two] != noRole || handWords[two] != noHand || voiceWords[two] != noVoice {
				w = two
			}
		}
		step := strings.Count(w, " ")
		next, prev := at(list, i+step+1), at(list, i-1)
		switch {
		case outWords[w]:
			s.out = true
		case w == "ch" && isNumber(next): // a channel
		case roleWords[w] != noRole && (!doubtful[w] || len(list) == step+1 || plain(next) || plain(prev)) && !otherWords[next]:
			if s.role == noRole {
				s.role, s.word = roleWords[w], w
			}
		case handWords[w] != noHand:
			s.hand = handWords[w]
			if s.word == "" && (w == "upper" || w == "lower") {
				s.word = w
			}
		case voiceWords[w] != noVoice:
			if s.voice == noVoice {
				s.voice = voiceWords[w]
			}
		case manualWords[w]:
			manual = true
		case isNumber(w):
			n, _ := strconv.Atoi(w)
			numbers = append(numbers, n)
		case romans[w] != 0:
			numbers = append(numbers, romans[w])
			manual = manual || sole
		case sole && w == "p":
			s.role, s.word = pedal, w
		case sole && strings.Contains("satb", w):
			s.voice, s.letter = voice(1+strings.Index("satb", w)), true
		case plainWords[w]:
		default:
			spoken, s.sure = true, false
		}
		i += step
	}
	if manual && len(numbers) > 0 && numbers[0] >= 1 && numbers[0] <= 5 {
		s.manual = numbers[0]
	}
	s.any = manual && s.manual == 0 && !spoken
	if !s.says() {
		s.sure = false
	}
	return s
}

func at(list []string, i int) string {
	if i < 0 || i >= len(list) {
		return ""
	}
	return list[i]
}

func isNumber(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' }

// plain reports whether a word beside a division is one that goes with divisions.
func plain(w string) bool {
	return w != "" && (plainWords[w] || manualWords[w] || isNumber(w) || romans[w] != 0 || handWords[w] != noHand || roleWords[w] != noRole && !doubtful[w])
}

// standsFor reports whether the name of a first track names no piece: a heading, or the division that its notes are for.
func standsFor(name string, notes bool) bool {
	s := senseOf(name, true)
	return headings[strings.Join(words(name), " ")] || notes && s.says()
}
