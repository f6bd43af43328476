package smf

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"voluntary/registration"
	"voluntary/sequencer"
)

// ErrMapping is wrapped by every complaint about a mapping that a person typed.
var ErrMapping = errors.New("the mapping does not fit")

// ParseMapping reads which division plays each of a number of tracks, as a person types it: division ids with commas
// between ("swell,swell,great,great,pedal"; names and initials will do), or only initials ("SSGGP"), in capitals or not.
// "-" leaves a track out. It answers with the text ids in order of the tracks, "" for what is left out. The error is one
// sentence that says what was expected.
func ParseMapping(list string, tracks int, c *registration.Console) ([]string, error) {
	m := mapping{console: c}
	var entries []string
	switch list = strings.TrimSpace(list); {
	case list == "":
		return nil, m.wrong("it is empty; %s expected", sequencer.Count(tracks, "entry"))
	case strings.Contains(list, ","):
		for entry := range strings.SplitSeq(strings.TrimSuffix(list, ","), ",") {
			entries = append(entries, strings.TrimSpace(entry))
		}
	case m.find(list) != "":
		entries = []string{list}
	case strings.ContainsAny(list, " ;"):
		entries = strings.FieldsFunc(list, func(r rune) bool { return unicode.IsSpace(r) || r == ';' })
	default:
		for _, r := range list {
			entries = append(entries, string(r))
		}
	}
	ids := make([]string, 0, len(entries))
	for i, entry := range entries {
		id, err := m.entry(entry)
		if err != nil {
			return nil, fmt.Errorf("%w: entry %d %w", ErrMapping, i+1, err)
		}
		ids = append(ids, id)
	}
	if len(ids) != tracks {
		return nil, m.wrong("%q has %s, the score has %s with notes", list, sequencer.Count(len(ids), "entry"), sequencer.Count(tracks, "track"))
	}
	return ids, nil
}

// mapping reads the entries of a typed mapping.
type mapping struct{ console *registration.Console }

func (m mapping) wrong(format string, args ...any) error {
	return fmt.Errorf("%w: %s (%s)", ErrMapping, fmt.Sprintf(format, args...), m.legend())
}

// legend says what may be typed.
func (m mapping) legend() string {
	var parts []string
	for _, d := range m.console.Divisions {
		if letter := initial(d); len(m.starting(letter)) == 1 {
			parts = append(parts, string(unicode.ToUpper(letter))+" or "+d.ID)
		} else {
			parts = append(parts, d.ID)
		}
	}
	return "for each track: " + strings.Join(parts, ", ") + ", - to leave it out"
}

// find leads from an id or a name to the id, "" when there is none.
func (m mapping) find(entry string) string {
	for _, d := range m.console.Divisions {
		if strings.EqualFold(entry, d.ID) {
			return d.ID
		}
	}
	for _, d := range m.console.Divisions {
		if strings.EqualFold(entry, d.Name) {
			return d.ID
		}
	}
	return ""
}

func (m mapping) entry(entry string) (string, error) {
	if entry == "-" || entry == "–" {
		return "", nil
	}
	if id := m.find(entry); id != "" {
		return id, nil
	}
	if utf8.RuneCountInString(entry) != 1 {
		if entry == "" {
			return "", fmt.Errorf("is empty (%s)", m.legend())
		}
		return "", fmt.Errorf("is %q, which is no division of the console (%s)", entry, m.legend())
	}
	letter, _ := utf8.DecodeRuneInString(entry)
	switch found := m.starting(unicode.ToLower(letter)); len(found) {
	case 1:
		return found[0], nil
	case 0:
		return "", fmt.Errorf("is %q, with which no division begins (%s)", entry, m.legend())
	default:
		return "", fmt.Errorf("is %q, which may be %s; write the divisions in full (%s)", entry, strings.Join(found, " or "), m.legend())
	}
}

// starting lists the ids of the divisions whose id begins with a lower-case letter.
func (m mapping) starting(letter rune) []string {
	var ids []string
	for _, d := range m.console.Divisions {
		if initial(d) == letter && !slices.Contains(ids, d.ID) {
			ids = append(ids, d.ID)
		}
	}
	return ids
}

func initial(d registration.Division) rune {
	r, _ := utf8.DecodeRuneInString(d.ID)
	return unicode.ToLower(r)
}

// Choice is what is done with a track, or with one channel of it.
type Choice struct {
	Track    int
	Channel  int    // 0 to 15: only this channel; -1: all
	Division string // text id; "" leaves it out
	Shift    int8   // semitones
	Name     string // of the part; "" for the track's own
}

// Take makes choices of suggestions as they are.
func Take(list []Suggestion) []Choice {
	choices := make([]Choice, len(list))
	for i, s := range list {
		choices[i] = Choice{Track: s.Track, Channel: s.Channel, Division: s.Division, Shift: s.Shift}
	}
	return choices
}

// Map makes choices of what ParseMapping reads: one division for each track with notes, in order.
func Map(f *File, divisions []string) []Choice {
	var choices []Choice
	for i, track := range f.Voiced() {
		if i < len(divisions) {
			choices = append(choices, Choice{Track: track, Channel: -1, Division: divisions[i]})
		}
	}
	return choices
}
