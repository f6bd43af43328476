package file

import (
	"bytes"
	"errors"
	"fmt"

	"voluntary/sequencer"
)

// maxID bounds the ids of a piece, so that there are always fresh ones to give.
const maxID = 1 << 31

// rawList is a JSON list whose entries are decoded one by one, so that a count can be kept within bounds before anything
// is made of it.
type rawList []byte

// UnmarshalJSON keeps the list for later.
func (l *rawList) UnmarshalJSON(data []byte) error {
	*l = bytes.Clone(data)
	return nil
}

// each calls entry for every element, at most limit of them. It relies on data being valid JSON.
func (l rawList) each(limit int, entry func(i int, value []byte) error) error {
	rest := space(l)
	if len(rest) == 0 || rest[0] == 'n' {
		return nil
	}
	if rest[0] != '[' {
		return errors.New("is not a list")
	}
	rest = space(rest[1:])
	for i := 0; rest[0] != ']'; i++ {
		if i == limit {
			return fmt.Errorf("has more than %d entries", limit)
		}
		n := valueLength(rest)
		if err := entry(i, rest[:n]); err != nil {
			return err
		}
		if rest = space(rest[n:]); rest[0] == ',' {
			rest = space(rest[1:])
		}
	}
	return nil
}

func space(b []byte) []byte {
	for len(b) > 0 && (b[0] == ' ' || b[0] == '\n' || b[0] == '\t' || b[0] == '\r') {
		b = b[1:]
	}
	return b
}

// valueLength is how many bytes the value at the start of valid JSON has.
func valueLength(b []byte) int {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '"':
			for i++; b[i] != '"'; i++ {
				if b[i] == '\\' {
					i++
				}
			}
			if depth == 0 {
				return i + 1
			}
		case '[', '{':
			depth++
		case ']', '}':
			if depth == 0 {
				return i // a number or a word ended where its list did
			}
			if depth--; depth == 0 {
				return i + 1
			}
		case ',', ' ', '\n', '\t', '\r':
			if depth == 0 {
				return i
			}
		}
	}
	return len(b)
}

// noteRows are the notes of one part: [id, start, end, key, velocity, channel].
type noteRows []sequencer.Note

// UnmarshalJSON reads the rows without a detour: a piece may have a million.
func (rows *noteRows) UnmarshalJSON(data []byte) error {
	var notes []sequencer.Note
	err := rawList(data).each(sequencer.MaxNotes, func(i int, value []byte) error {
		n, err := noteRow(value)
		if err != nil {
			return fmt.Errorf("note %d: %w", i+1, err)
		}
		notes = append(notes, n)
		return nil
	})
	if err != nil {
		return err
	}
	*rows = notes
	return nil
}

func noteRow(row []byte) (sequencer.Note, error) {
	bad := func() (sequencer.Note, error) {
		return sequencer.Note{}, fmt.Errorf("%.60q is not a note (six whole numbers: [id, start, end, key, velocity, channel])", row)
	}
	var v [6]int64
	if row[0] != '[' {
		return bad()
	}
	rest := space(row[1:])
	for i := range v {
		negative := rest[0] == '-'
		if negative {
			rest = rest[1:]
		}
		digits := 0
		for ; rest[digits] >= '0' && rest[digits] <= '9'; digits++ {
			if digits == 18 {
				return bad()
			}
			v[i] = v[i]*10 + int64(rest[digits]-'0')
		}
		if negative {
			v[i] = -v[i]
		}
		end := byte(',')
		if i == len(v)-1 {
			end = ']'
		}
		if rest = space(rest[digits:]); digits == 0 || rest[0] != end {
			return bad()
		}
		rest = space(rest[1:])
	}
	if v[0] < 0 || v[0] > maxID {
		return sequencer.Note{}, fmt.Errorf("the id %d is out of range", v[0])
	}
	for i, name := range [...]string{"key", "velocity", "channel"} {
		if v[3+i] < 0 || v[3+i] > 127 {
			return sequencer.Note{}, fmt.Errorf("the %s %d is out of range", name, v[3+i])
		}
	}
	return sequencer.Note{
		ID: sequencer.NoteID(v[0]), Start: sequencer.Tick(v[1]), End: sequencer.Tick(v[2]),
		Key: uint8(v[3]), Velocity: uint8(v[4]), Channel: uint8(v[5]),
	}, nil
}
