package file

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"voluntary/registration"
)

// Format is what the field "format" of every .console file says.
const Format = "voluntary-console"

// Extension ends the name of a console's file.
const Extension = ".console"

// Limits of a file.
const (
	MaxSize  = 4 << 20 // bytes
	maxDepth = 16      // of objects and lists in one another
	maxText  = 10_000  // bytes of one name or id
)

// Read reads a .console file of this version or an older one. It never panics; the error names the place.
func Read(data []byte) (*registration.Console, error) {
	if len(data) > MaxSize {
		return nil, fmt.Errorf("the file is larger than %d MiB", MaxSize>>20)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	top, err := upgraded(data)
	if err != nil {
		return nil, err
	}
	doc, err := decode(top)
	if err != nil {
		return nil, err
	}
	return doc.console()
}

// checkShape walks the tokens once: syntax, depth, length of texts, and names that come twice in one object.
func checkShape(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	type level struct {
		names map[string]bool // nil in a list
		name  bool            // the next token is a name
	}
	var open []level
	for n := 0; ; n++ {
		token, err := d.Token()
		if err == io.EOF && n > 0 && len(open) == 0 {
			return nil
		}
		if err != nil {
			return syntaxFault(data, err)
		}
		if n > 0 && len(open) == 0 {
			return fmt.Errorf("line %d: there is something after the end", line(data, d.InputOffset()))
		}
		if text, ok := token.(string); ok {
			if len(text) > maxText {
				return fmt.Errorf("line %d: a text of more than %d bytes", line(data, d.InputOffset()), maxText)
			}
			if here := len(open) - 1; here >= 0 && open[here].name {
				if open[here].names[text] {
					return fmt.Errorf("line %d: %q stands here twice", line(data, d.InputOffset()), text)
				}
				open[here].names[text] = true
				open[here].name = false
				continue
			}
		}
		switch token {
		case json.Delim('{'):
			open = append(open, level{names: map[string]bool{}, name: true})
		case json.Delim('['):
			open = append(open, level{})
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		}
		if len(open) > maxDepth {
			return fmt.Errorf("line %d: nested more than %d deep", line(data, d.InputOffset()), maxDepth)
		}
		if here := len(open) - 1; here >= 0 && token != json.Delim('{') && open[here].names != nil {
			open[here].name = true
		}
	}
}

// line is the line on which the byte before offset stands, from 1.
func line(data []byte, offset int64) int {
	return bytes.Count(data[:max(0, min(offset-1, int64(len(data))))], []byte("\n")) + 1
}

func syntaxFault(data []byte, err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		if len(bytes.TrimSpace(data)) == 0 {
			return errors.New("the file is empty")
		}
		return errors.New("the file is cut off before its end")
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: not JSON: %w", line(data, syntax.Offset), err)
	}
	return fmt.Errorf("not JSON: %w", err)
}
