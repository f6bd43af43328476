package tune

import (
	"errors"
	"fmt"
	"strings"

	"voluntary/sequencer"
)

// sound is a note, a chord or a rest (no keys) as written in a bar, its start counted from the bar line.
type sound struct {
	start, length sequencer.Tick
	keys          []uint8
	tied          bool
}

// bar is everything that starts in one bar of a part, voice after voice.
type bar []sound

// readBar reads the voices of a bar that is length ticks long.
func readBar(text string, length sequencer.Tick) (bar, error) {
	var all bar
	if strings.TrimSpace(text) == "" {
		return nil, errors.New("the bar is empty (R is a bar of rest)")
	}
	for voice := range strings.SplitSeq(text, "&") {
		sounds, err := readVoice(voice, length)
		if err != nil {
			return nil, err
		}
		all = append(all, sounds...)
	}
	return all, nil
}

func readVoice(text string, length sequencer.Tick) ([]sound, error) {
	if strings.TrimSpace(text) == "R" {
		return nil, nil
	}
	var sounds []sound
	var at, last sequencer.Tick
	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimSpace(rest) {
		var token string
		token, rest = nextToken(rest)
		s, err := readSound(token, last)
		if err != nil {
			return nil, err
		}
		s.start, last = at, s.length
		at += s.length
		if at > length {
			return nil, fmt.Errorf("the voice %q is longer than the bar at %q", strings.TrimSpace(text), token)
		}
		if len(s.keys) > 0 {
			sounds = append(sounds, s)
		}
	}
	if at != length {
		return nil, fmt.Errorf("the voice %q fills %s of %s quarters of the bar", strings.TrimSpace(text), quarters(at), quarters(length))
	}
	return sounds, nil
}

// nextToken cuts off a note, a rest or a whole chord.
func nextToken(text string) (token, rest string) {
	end := 0
	if text[0] == '<' {
		end = max(strings.IndexByte(text, '>'), 0)
	}
	if i := strings.IndexAny(text[end:], " \t"); i >= 0 {
		return text[:end+i], text[end+i:]
	}
	return text, ""
}

// readSound reads a token; last is the length it has when it names none, 0 for none yet.
func readSound(token string, last sequencer.Tick) (sound, error) {
	var s sound
	var rest string
	switch {
	case token[0] == 'r':
		rest = token[1:]
	case token[0] == '<':
		inside, after, closed := strings.Cut(token[1:], ">")
		if !closed {
			return s, fmt.Errorf("the chord %q has no >", token)
		}
		rest = after
		for _, name := range strings.Fields(inside) {
			key, left, err := readKey(name)
			if err != nil {
				return s, err
			}
			if left != "" {
				return s, fmt.Errorf("the length in %q belongs after the >", token)
			}
			for _, k := range s.keys {
				if k == key {
					return s, fmt.Errorf("%q names one key twice", token)
				}
			}
			s.keys = append(s.keys, key)
		}
		if len(s.keys) == 0 {
			return s, fmt.Errorf("the chord %q is empty", token)
		}
	default:
		key, left, err := readKey(token)
		if err != nil {
			return s, err
		}
		s.keys, rest = []uint8{key}, left
	}
	rest, s.tied = strings.CutSuffix(rest, "~")
	if s.tied && len(s.keys) == 0 {
		return s, fmt.Errorf("%q ties a rest", token)
	}
	if rest == "" {
		if last == 0 {
			return s, fmt.Errorf("%q has no length, and no note before it in this voice and bar has one", token)
		}
		s.length = last
		return s, nil
	}
	length, err := readLength(rest)
	if err != nil {
		return s, fmt.Errorf("%q: %w", token, err)
	}
	s.length = length
	return s, nil
}

// readKey reads letter, accidentals and octave, and returns what follows.
func readKey(token string) (key uint8, rest string, err error) {
	letter := strings.IndexByte("c d ef g a b", token[0])
	if letter < 0 || token[0] == ' ' {
		return 0, "", fmt.Errorf("%q is not a note, a rest or a chord (they look like c#''4, r8, <e g c'>2)", token)
	}
	k := 48 + letter
	rest = token[1:]
	switch {
	case strings.HasPrefix(rest, "##"):
		k, rest = k+2, rest[2:]
	case strings.HasPrefix(rest, "#"):
		k, rest = k+1, rest[1:]
	case strings.HasPrefix(rest, "bb"):
		k, rest = k-2, rest[2:]
	case strings.HasPrefix(rest, "b"):
		k, rest = k-1, rest[1:]
	}
	up := len(rest) - len(strings.TrimLeft(rest, "'"))
	down := len(rest) - len(strings.TrimLeft(rest, ","))
	rest = rest[up+down:]
	k += 12 * (up - down)
	if k < 0 || k > 127 {
		return 0, "", fmt.Errorf("%q lies outside the keys that MIDI has", token)
	}
	return uint8(k), rest, nil
}

func readLength(text string) (sequencer.Tick, error) {
	number := strings.TrimRight(text, ".")
	dots := len(text) - len(number)
	var length sequencer.Tick
	switch number {
	case "1", "2", "4", "8", "16", "32", "64":
		for _, digit := range number {
			length = length*10 + sequencer.Tick(digit-'0')
		}
		length = 4 * sequencer.PPQ / length
	default:
		return 0, fmt.Errorf("%q is not a length (1, 2, 4, 8, 16, 32 or 64, with dots after it)", text)
	}
	if dots > 2 {
		return 0, fmt.Errorf("%q has more than two dots", text)
	}
	whole := length
	for range dots {
		whole /= 2
		length += whole
	}
	return length, nil
}

func quarters(t sequencer.Tick) string {
	return fmt.Sprintf("%.4g", float64(t)/sequencer.PPQ)
}
