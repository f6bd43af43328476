package grandorgue

import (
	"fmt"
	"strconv"
	"strings"
)

// Limits of what is kept of a definition.
const (
	maxSections = 200_000
	maxKeys     = 2_000_000
	maxName     = 200 // bytes of a name; longer ones are cut
)

// document is a definition as sections of keys, both without regard to case: old files write them in different ways, and
// GrandOrgue looks again without regard to case, too.
type document struct {
	sections map[string]*section
	warnings *warnings
}

type section struct {
	name string // as written
	keys map[string]string
}

// parse reads the lines. What is no line of a section is passed over, as GrandOrgue does; the last of two equal keys counts.
func parse(text string, w *warnings) (*document, error) {
	doc := &document{sections: make(map[string]*section), warnings: w}
	var now *section
	skip := false
	keys, n := 0, 0
	for raw := range strings.Lines(text) {
		n++
		line := strings.TrimSpace(raw)
		switch {
		case line == "" || line[0] == ';':
			continue
		case line[0] == '[' && strings.HasSuffix(line, "]"):
			name := line[1 : len(line)-1]
			if skip = strings.HasPrefix(name, "_"); skip { // settings of old versions, kept in the definition
				continue
			}
			key := strings.ToLower(name)
			if now = doc.sections[key]; now == nil {
				if len(doc.sections) == maxSections {
					return nil, fmt.Errorf("line %d: more than %d sections (is it a definition?)", n, maxSections)
				}
				now = &section{name, make(map[string]string)}
				doc.sections[key] = now
			} else {
				w.add("line %d: the section [%s] is there twice; both are read", n, name)
			}
			continue
		case skip || now == nil:
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		if !ok {
			w.add("line %d: %q in [%s] has no = and is passed over", n, short(line), now.name)
			continue
		}
		key = strings.ToLower(strings.TrimSpace(key))
		if bulk(key) {
			continue
		}
		if keys++; keys > maxKeys {
			return nil, fmt.Errorf("line %d: more than %d keys (is it a definition?)", n, maxKeys)
		}
		now.keys[key] = value
	}
	return doc, nil
}

// bulk is true for the keys of samples and pictures, which are most of a definition and tell nothing of its console.
func bulk(key string) bool {
	return strings.HasPrefix(key, "pipe") || strings.HasPrefix(key, "disp") && key != "displayed" || strings.HasPrefix(key, "image") || strings.HasPrefix(key, "mouse")
}

// numbered is the section of a thing with this number: [Stop012].
func (d *document) numbered(kind string, n int) (s *section, name string) {
	name = fmt.Sprintf("%s%03d", kind, n)
	return d.sections[strings.ToLower(name)], name
}

// text is the value of a key, "" when it is not there.
func (s *section) text(key string) string {
	v := strings.TrimSpace(s.exact(key))
	if len(v) > maxName {
		v = strings.ToValidUTF8(v[:maxName], "")
	}
	return v
}

// exact is the value with the blanks that it begins with; GrandOrgue takes off only those at the end.
func (s *section) exact(key string) string { return s.keys[strings.ToLower(key)] }

// yes reads Y or N.
func (d *document) yes(s *section, key string, usual bool) bool {
	switch v := s.text(key); {
	case v == "":
		return usual
	case strings.EqualFold(v, "Y"), strings.EqualFold(v, "yes"), strings.EqualFold(v, "true"):
		return true
	case strings.EqualFold(v, "N"), strings.EqualFold(v, "no"), strings.EqualFold(v, "false"):
		return false
	default:
		d.warnings.add("[%s] %s is %q, must be Y or N", s.name, key, short(v))
		return usual
	}
}

// number reads a whole number within bounds. What is none, or out of bounds, is warned of and taken as usual.
func (d *document) number(s *section, key string, usual, low, high int) int {
	v := s.text(key)
	if v == "" || strings.EqualFold(v, "none") {
		return usual
	}
	n, err := strconv.Atoi(strings.TrimSuffix(v, ".0"))
	if err != nil || n < low || n > high {
		d.warnings.add("[%s] %s is %q, must be a number from %d to %d; taken as %d", s.name, key, short(v), low, high, usual)
		return usual
	}
	return n
}

// needed reads a number without which the definition makes no sense.
func (d *document) needed(s *section, key string, low, high int) (int, error) {
	v := s.text(key)
	if v == "" {
		return 0, fmt.Errorf("[%s] has no key %s (a number from %d to %d)", s.name, key, low, high)
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < low || n > high {
		return 0, fmt.Errorf("[%s] %s is %q, must be a number from %d to %d", s.name, key, short(v), low, high)
	}
	return n, nil
}

// list reads NumberOfStops and Stop001, Stop002 ... . The places of what is missing hold 0, so that the count stays right.
func (d *document) list(s *section, count, key string, most int) []int {
	n := d.number(s, count, 0, 0, most)
	out := make([]int, 0, min(n, 64))
	for i := 1; i <= n; i++ {
		out = append(out, d.number(s, fmt.Sprintf("%s%03d", key, i), 0, 1, 99999))
	}
	return out
}

// short cuts a value for a message.
func short(v string) string {
	if len(v) > 40 {
		return strings.ToValidUTF8(v[:40], "") + "..."
	}
	return v
}
