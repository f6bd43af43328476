package grandorgue

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// jMakeOdf turns a list of lines, each with its own meaning by its place, into a definition. A star after blanks begins a
// comment.

var comment = regexp.MustCompile(`\s+\*.*$`)

// isMakeODF looks at the places that only such a text has: a yes or no in the tenth line, a number after it, and no section.
func isMakeODF(data []byte) bool {
	head := data[:min(len(data), 8192)]
	if bytes.IndexByte(head, 0) >= 0 || bytes.HasPrefix(head, []byte{0x1F, 0x8B}) {
		return false
	}
	lines := strings.Split(loose(head), "\n")
	if len(lines) < 15 {
		return false
	}
	for i, line := range lines[:15] {
		line = strings.TrimSpace(comment.ReplaceAllString(line, ""))
		if strings.HasPrefix(line, "[") || strings.HasPrefix(line, ";") {
			return false
		}
		lines[i] = line
	}
	_, err := strconv.Atoi(lines[10])
	return err == nil && (strings.EqualFold(lines[9], "yes") || strings.EqualFold(lines[9], "no"))
}

// makeODF walks over the lines.
type makeODF struct {
	lines []string
	at    int // lines read
	warn  *warnings
	err   error // the first mistake; after it everything is empty
}

func readMakeODF(text string, w *warnings) (*organ, error) {
	r := &makeODF{lines: strings.Split(text, "\n"), warn: w}
	o := &organ{stops: make(map[int]*stop), couplers: make(map[int]*coupler)}
	o.church = r.line("the organ's name")
	o.identity = o.church
	for range 9 { // level, tuning, panel
		r.line("the panel")
	}
	for range r.count("switches") {
		f := r.fields("a switch", 3)
		s := &drawstop{name: f[0], engaged: isYes(f[1]), shown: isYes(f[2]), stored: true}
		r.function(s)
		o.switches = append(o.switches, s)
	}
	for range r.count("enclosures") {
		o.enclosures = append(o.enclosures, r.fields("an enclosure", 1)[0])
	}
	for range r.count("tremulants") {
		o.tremulants = append(o.tremulants, r.tremulant())
	}
	for range r.count("windchests") {
		f := r.fields("a windchest", 3)
		var c chest
		c.enclosures, f = r.numbers(f[1:])
		c.tremulants, _ = r.numbers(f)
		o.chests = append(o.chests, c)
	}
	for range r.count("keyboards") {
		r.keyboard(o)
	}
	if r.err == nil && len(o.manuals) == 0 {
		r.fail("the organ has no keyboard")
	}
	if r.err == nil && o.church == "" {
		r.err = fmt.Errorf("line 1: the organ has no name")
	}
	return o, r.err
}

func (r *makeODF) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("line %d: %s", r.at, fmt.Sprintf(format, args...))
	}
}

// line is the next one without its comment.
func (r *makeODF) line(what string) string {
	if r.err != nil {
		return ""
	}
	if r.at == len(r.lines) {
		r.fail("the text ends where %s should follow", what)
		return ""
	}
	r.at++
	line := strings.TrimSpace(comment.ReplaceAllString(r.lines[r.at-1], ""))
	if len(line) > 4096 {
		r.fail("%s has more than 4096 letters", what)
		return ""
	}
	return line
}

// count reads how many things follow.
func (r *makeODF) count(what string) int {
	line := r.line("the number of " + what)
	if r.err != nil {
		return 0
	}
	n, err := strconv.Atoi(line)
	if err != nil || n < 0 || n > maxListed {
		r.fail("the number of %s is %q, must be 0 to %d", what, short(line), maxListed)
		return 0
	}
	return n
}

// fields cuts a line at its colons. There are at least so many.
func (r *makeODF) fields(what string, least int) []string {
	f := strings.Split(r.line(what), ":")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	if r.err == nil && len(f) < least {
		r.fail("%s has %d fields between colons, must be at least %d", what, len(f), least)
	}
	for len(f) < least {
		f = append(f, "")
	}
	return f
}

// numbers reads a count and as many numbers, and gives the fields after them.
func (r *makeODF) numbers(f []string) (list []int, rest []string) {
	if len(f) == 0 || r.err != nil {
		return nil, nil
	}
	n := r.whole("the count", f[0], 0, maxListed)
	f = f[1:]
	if n > len(f) {
		r.fail("%d numbers should follow and there are %d", n, len(f))
		return nil, nil
	}
	for _, text := range f[:n] {
		list = append(list, r.whole("the number", text, 1, maxListed))
	}
	return list, f[n:]
}

func (r *makeODF) whole(what, text string, low, high int) int {
	if r.err != nil {
		return low
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		r.fail("%s is %q, must be %d to %d", what, short(text), low, high)
		return low
	}
	return n
}

// function reads the line that says whether the player moves a thing.
func (r *makeODF) function(d *drawstop) {
	f := r.fields("a function", 2)
	d.function = f[0]
	d.switches, _ = r.numbers(f[1:])
}

func (r *makeODF) tremulant() *tremulant {
	f := r.fields("a tremulant", 4)
	t := &tremulant{drawstop: drawstop{name: f[0], shown: true, stored: true}}
	if strings.EqualFold(f[1], "Synth") {
		t.period, t.depth = decimal(f[2]), decimal(f[3])
	}
	r.function(&t.drawstop)
	return t
}

func (r *makeODF) keyboard(o *organ) {
	f := r.fields("a keyboard", 4)
	m := &manual{name: f[0], number: r.manual(f[1]), keys: r.whole("the number of keys", f[2], 0, 128)}
	m.lowest = r.whole("the first key", f[3], 0, 127)
	if m.lowest+m.keys > 128 {
		r.fail("the keyboard %s has keys above 127", m.name)
	}
	for range r.count("couplers") {
		f := r.fields("a coupler", 4)
		c := &coupler{drawstop: drawstop{name: f[0], shown: true, stored: true}, to: r.manual(f[3])}
		switch f[1] {
		case "B":
			c.kind = "Bass"
		case "M":
			c.kind = "Melody"
		}
		switch f[2] {
		case "-":
			c.shift = -12
		case "+":
			c.shift = 12
		}
		r.function(&c.drawstop)
		n := len(o.couplers) + 1
		o.couplers[n] = c
		m.couplers = append(m.couplers, n)
	}
	m.tremulants, _ = r.numbers(r.fields("the keyboard's tremulants", 1))
	m.switches, _ = r.numbers(r.fields("the keyboard's switches", 1))
	for range r.count("stops") {
		n := len(o.stops) + 1
		o.stops[n] = r.stop()
		m.stops = append(m.stops, n)
	}
	if r.err != nil {
		return
	}
	for _, other := range o.manuals {
		if other.number == m.number {
			r.fail("there are two keyboards with the code %s", f[1])
			return
		}
	}
	if m.number == 0 { // the pedal comes first, as in a definition
		o.manuals = append([]*manual{m}, o.manuals...)
		return
	}
	o.manuals = append(o.manuals, m)
}

func (r *makeODF) stop() *stop {
	f := r.fields("a stop", 8)
	s := &stop{drawstop: drawstop{name: f[0], shown: true, stored: true}, feet: feetOf(f[4])}
	s.pipes = r.whole("the number of pipes", f[1], 0, 192)
	if c := r.whole("the windchest", f[7], 0, maxListed); c > 0 {
		s.chests = []int{c}
	}
	for loaded := 0; loaded < s.pipes && r.err == nil; {
		n := r.whole("the number of pipes to load", r.fields("the pipes", 2)[0], 1, 192)
		loaded += n
	}
	r.function(&s.drawstop)
	return s
}

// manual reads a keyboard's code, PED or a roman number.
func (r *makeODF) manual(code string) int {
	if strings.EqualFold(code, "PED") {
		return 0
	}
	for i, roman := range strings.Fields("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI") {
		if strings.EqualFold(code, roman) {
			return i + 1
		}
	}
	r.fail("a keyboard has the code %q, must be PED or I to XVI", short(code))
	return 0
}

func isYes(v string) bool { return strings.EqualFold(v, "yes") }
