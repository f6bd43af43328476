package file

import (
	"bytes"
	"strings"
)

// How long a line may get, its indentation counted: an entry is read better in one line than in eight.
const (
	width      = 130
	entryWidth = 210
)

// layOut breaks compact JSON into lines for people: an entry of a list on one line if it fits, long lists of words filled
// like a paragraph.
func layOut(compact []byte) []byte {
	var out bytes.Buffer
	layOutValue(&out, compact, 0, 0)
	out.WriteByte('\n')
	return out.Bytes()
}

// layOutValue writes one value that begins in the given column at the given depth.
func layOutValue(out *bytes.Buffer, value []byte, depth, column int) {
	kind := value[0]
	if kind != '{' && kind != '[' || len(value) == 2 {
		out.Write(value)
		return
	}
	parts := members(value)
	words := kind == '[' && parts[0][0] != '{' && parts[0][0] != '['
	listOfObjects := kind == '[' && !words
	longest := width
	if kind == '{' {
		longest = entryWidth
	}
	if line := spaced(value); depth > 0 && !listOfObjects && column+len(line) < longest {
		out.Write(line)
		return
	}
	indent := strings.Repeat("  ", depth+1)
	out.WriteByte(kind)
	column = width
	for i, part := range parts {
		if words && column+len(part)+2 < width {
			out.WriteByte(' ')
			column++
		} else {
			out.WriteString("\n" + indent)
			column = len(indent)
		}
		before := out.Len()
		if kind == '{' {
			name, rest := cutName(part)
			out.Write(name)
			out.WriteString(": ")
			layOutValue(out, rest, depth+1, column+len(name)+2)
		} else {
			layOutValue(out, part, depth+1, column)
		}
		if i < len(parts)-1 {
			out.WriteByte(',')
		}
		column += out.Len() - before
	}
	out.WriteString("\n" + indent[2:])
	out.WriteByte(kind + 2) // } follows { by two in ASCII, and ] follows [
}

// scan calls visit for every byte of compact JSON that is not inside a text, with the depth before it.
func scan(value []byte, visit func(i, depth int)) {
	depth := 0
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case '"':
			for i++; value[i] != '"'; i++ {
				if value[i] == '\\' {
					i++
				}
			}
		case '{', '[':
			visit(i, depth)
			depth++
		case '}', ']':
			depth--
			visit(i, depth)
		default:
			visit(i, depth)
		}
	}
}

// members splits an object or a list that is not empty at its own commas.
func members(value []byte) [][]byte {
	var out [][]byte
	start := 1
	scan(value, func(i, depth int) {
		if depth == 1 && value[i] == ',' || i == len(value)-1 {
			out = append(out, value[start:i])
			start = i + 1
		}
	})
	return out
}

// cutName splits "name":value.
func cutName(member []byte) (name, value []byte) {
	at := -1
	scan(member, func(i, depth int) {
		if at < 0 && member[i] == ':' {
			at = i
		}
	})
	return member[:at], member[at+1:]
}

// spaced puts a space after each comma and colon.
func spaced(value []byte) []byte {
	out := make([]byte, 0, len(value)+len(value)/8)
	from := 0
	scan(value, func(i, _ int) {
		if value[i] == ',' || value[i] == ':' {
			out = append(append(out, value[from:i+1]...), ' ')
			from = i + 1
		}
	})
	return append(out, value[from:]...)
}
