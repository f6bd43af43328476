package file

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// printer writes JSON for people: nested things indented, each value that is handed to it on one line.
type printer struct {
	buf   []byte
	depth int
	first bool // nothing stands yet in what was opened last
	err   error
}

func (p *printer) open(bracket byte) {
	p.buf = append(p.buf, bracket)
	p.depth++
	p.first = true
}

func (p *printer) close(bracket byte) {
	p.depth--
	if !p.first {
		p.line()
	}
	p.buf = append(p.buf, bracket)
	p.first = false
}

func (p *printer) line() {
	p.buf = append(p.buf, '\n')
	for range p.depth {
		p.buf = append(p.buf, ' ', ' ')
	}
}

// next begins an entry of what is open.
func (p *printer) next() {
	if !p.first {
		p.buf = append(p.buf, ',')
	}
	p.first = false
	p.line()
}

// name begins a field of the object that is open.
func (p *printer) name(name string) {
	p.next()
	p.value(name)
	p.buf = append(p.buf, ':', ' ')
}

// field writes a field whose value is one line.
func (p *printer) field(name string, value any) {
	p.name(name)
	p.value(value)
}

// text writes a field unless it is empty.
func (p *printer) text(name, value string) {
	if value != "" {
		p.field(name, value)
	}
}

// value writes a value on one line, a space after each comma and colon.
func (p *printer) value(v any) {
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		if p.err == nil {
			p.err = err
		}
		return
	}
	quoted := false
	for b := bytes.TrimSuffix(line.Bytes(), []byte("\n")); len(b) > 0; b = b[1:] {
		p.buf = append(p.buf, b[0])
		switch {
		case quoted && b[0] == '\\':
			b = b[1:]
			p.buf = append(p.buf, b[0])
		case b[0] == '"':
			quoted = !quoted
		case !quoted && (b[0] == ',' || b[0] == ':'):
			p.buf = append(p.buf, ' ')
		}
	}
}

// numbers writes a short list of whole numbers.
func (p *printer) numbers(values ...int64) {
	p.buf = append(p.buf, '[')
	for i, v := range values {
		if i > 0 {
			p.buf = append(p.buf, ',', ' ')
		}
		p.buf = strconv.AppendInt(p.buf, v, 10)
	}
	p.buf = append(p.buf, ']')
}

// lines writes a field that is a list of one entry a line; a list without entries is left out.
func lines[T any](p *printer, name string, list []T, entry func(T)) {
	if len(list) == 0 {
		return
	}
	p.name(name)
	p.open('[')
	for _, v := range list {
		p.next()
		entry(v)
	}
	p.close(']')
}
