package sequencer

import (
	"fmt"
	"slices"
	"strings"
)

// MaxMarks bounds the marks of one piece.
const MaxMarks = 100_000

// AddMark puts a mark at a tick.
func AddMark(at Tick, kind MarkKind, name string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if err := checkMark(kind, name); err != nil {
			return nil, err
		}
		if len(a.Marks()) >= MaxMarks {
			return nil, fmt.Errorf("a piece has at most %d marks", MaxMarks)
		}
		return a.WithMarks(func(marks []Mark) []Mark {
			return append(marks, Mark{At: min(max(at, 0), MaxTick), Kind: kind, Name: strings.TrimSpace(name)})
		})
	}
}

func checkMark(kind MarkKind, name string) error {
	switch kind {
	case Section, Verse, Wait:
	default:
		return fmt.Errorf("%q is no kind of mark (%s, %s or %s)", kind, Section, Verse, Wait)
	}
	if strings.TrimSpace(name) == "" && kind != Wait {
		return fmt.Errorf("a %s needs a name", kind)
	}
	return nil
}

// changeMark changes one mark. change gets a copy.
func changeMark(id MarkID, change func(*Mark) error) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		i := slices.IndexFunc(a.Marks(), func(m Mark) bool { return m.ID == id })
		if i < 0 {
			return nil, fmt.Errorf("there is no mark %d", id)
		}
		m := a.Marks()[i]
		if err := change(&m); err != nil {
			return nil, err
		}
		if m == a.Marks()[i] {
			return a, nil
		}
		return a.WithMarks(func(marks []Mark) []Mark {
			marks[i] = m
			return marks
		})
	}
}

// RenameMark gives a mark another name and kind.
func RenameMark(id MarkID, kind MarkKind, name string) Edit {
	return changeMark(id, func(m *Mark) error {
		m.Kind, m.Name = kind, strings.TrimSpace(name)
		return checkMark(kind, name)
	})
}

// MoveMark moves a mark to another tick.
func MoveMark(id MarkID, to Tick) Edit {
	return changeMark(id, func(m *Mark) error {
		m.At = min(max(to, 0), MaxTick)
		return nil
	})
}

// RemoveMark takes a mark out.
func RemoveMark(id MarkID) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		if !slices.ContainsFunc(a.Marks(), func(m Mark) bool { return m.ID == id }) {
			return nil, fmt.Errorf("there is no mark %d", id)
		}
		return a.WithMarks(func(marks []Mark) []Mark {
			return slices.DeleteFunc(marks, func(m Mark) bool { return m.ID == id })
		})
	}
}
