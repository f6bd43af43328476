package paper

import (
	"errors"
	"fmt"
	"image/color"
	"io"
	"strings"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/tint"
)

// RollOptions say what of a piece is drawn and how.
type RollOptions struct {
	Console  *registration.Console // nil: the piece's own
	From, To sequencer.Tick        // whole bars that hold this span; To 0: to the end
	Bars     int                   // in a line; 0: a number that suits the meter
}

// MostBars bounds RollOptions.Bars.
const MostBars = 256

// Roll is the notes of a piece in lines of bars.
type Roll struct {
	piece   *sequencer.Arrangement
	console *registration.Console
	title   string
	lines   []rollLine
	lowest  int // key
	highest int
	longest sequencer.Tick // line
	changes []Row
	w       widths
}

// rollLine is a line of bars.
type rollLine struct {
	first, end int // bars
	from, to   sequencer.Tick
}

// ErrNothing is the error of a roll without bars.
var ErrNothing = errors.New("there are no notes to draw")

// NewRoll lays a piece out.
func NewRoll(a *sequencer.Arrangement, o RollOptions) (*Roll, error) {
	if o.Console == nil {
		o.Console = a.Console()
	}
	if o.To <= 0 || o.To > a.End() {
		o.To = a.End()
	}
	if o.From >= o.To {
		return nil, ErrNothing
	}
	m := a.Meters()
	if o.Bars <= 0 {
		o.Bars = int(max(min(32*sequencer.PPQ/max(m.At(o.From).BarTicks(), 1), 16), 2))
	}
	o.Bars = min(o.Bars, MostBars)
	r := &Roll{piece: a, console: o.Console, title: a.Title(), lowest: 128, highest: -1}
	if r.title == "" {
		r.title = "Untitled"
	}
	last := m.Position(o.To - 1).Bar
	for bar := m.Position(o.From).Bar; bar <= last; bar += o.Bars {
		l := rollLine{first: bar, end: min(bar+o.Bars, last+1)}
		l.from, _ = m.Bar(l.first)
		_, l.to = m.Bar(l.end - 1)
		r.longest = max(r.longest, l.to-l.from)
		r.lines = append(r.lines, l)
	}
	for i := range a.Parts() {
		p := &a.Parts()[i]
		for _, n := range p.Notes {
			if key, ok := p.Sounding(n); ok && n.Start < o.To && n.End > o.From {
				r.lowest, r.highest = min(r.lowest, int(key)), max(r.highest, int(key))
			}
		}
	}
	if r.highest < 0 {
		return nil, ErrNothing
	}
	r.lowest, r.highest = max(r.lowest-2, 0), min(r.highest+2, 127)
	r.changes = NewSheet(a, o.Console).Rows
	return r, nil
}

// Measures of the roll, in points.
const (
	rollMargin = 30.0
	keyRoom    = 26.0 // left of the notes
	wordsTall  = 34.0 // above the notes: marks, what is drawn and retired, bars
	lineRoom   = 14.0 // below them
	rollHead   = 40.0
	usualRow   = 3.1
)

// lineTall is how tall a line is with rows of this height.
func (r *Roll) lineTall(row float64) float64 {
	return wordsTall + float64(r.highest-r.lowest+1)*row + lineRoom
}

// PDF writes the roll as a document of pages that lie on their side.
func (r *Roll) PDF(w io.Writer, size Size) error {
	p := newPDF(r.title, size, true)
	room := p.height - 2*rollMargin
	row := min(usualRow, (room-rollHead-wordsTall-lineRoom)/float64(r.highest-r.lowest+1))
	tall := r.lineTall(row)
	y, page := 0.0, 0
	for i := range r.lines {
		if page == 0 || y+tall > p.height-rollMargin+lineRoom {
			p.page()
			page++
			y = rollMargin
			if page == 1 {
				r.head(p, p.width)
				y += rollHead
			}
			number := fmt.Sprint(page)
			p.write(number, p.width-rollMargin-r.w.measure(number, 8, false), p.height-rollMargin/2, 8, false, soft)
		}
		r.line(p, i, y, p.width, row)
		y += tall
	}
	return p.output(w)
}

// Missing are the letters that stand as question marks in what was made of the roll, "" for none.
func (r *Roll) Missing() string { return r.w.missing }

// head writes title and divisions.
func (r *Roll) head(s surface, width float64) {
	s.write(r.w.shortened(r.w.printable(r.title), 15, true, width-2*rollMargin), rollMargin, rollMargin+13, 15, true, black)
	x := rollMargin
	for d := range r.console.Divisions {
		id := registration.DivisionID(d)
		name := r.w.printable(r.console.Divisions[d].Name)
		x = r.chip(s, id, x, rollMargin+29) + 3
		s.write(name, x, rollMargin+29, 8.5, false, soft)
		if x += r.w.measure(name, 8.5, false) + 14; x > width-120 {
			break
		}
	}
}

// chip draws the sign of a division and returns where it ends.
func (r *Roll) chip(s surface, d registration.DivisionID, x, y float64) float64 {
	c, _ := tint.Division(r.console, d, false)
	letter := r.w.printable(tint.Letter(r.console, d))
	w := r.w.measure(letter, 6.5, true) + 5
	s.fill(x, y-6.5, w, 8.5, c)
	s.write(letter, x+2.5, y, 6.5, true, tint.Ink(c))
	return x + w
}

// line draws a line of bars with its upper edge at y.
func (r *Roll) line(s surface, i int, y, width, row float64) {
	l := r.lines[i]
	left := rollMargin + keyRoom
	perTick := (width - rollMargin - left) / float64(r.longest)
	at := func(t sequencer.Tick) float64 { return left + float64(t-l.from)*perTick }
	right := at(l.to)
	top := y + wordsTall
	bottom := top + float64(r.highest-r.lowest+1)*row
	keyY := func(key int) float64 { return top + float64(r.highest-key)*row }
	for key := r.lowest; key <= r.highest; key++ {
		if blackKey(key) {
			s.fill(left, keyY(key), right-left, row, pale)
		}
		if key%12 == 0 {
			s.fill(left, keyY(key)+row-0.25, right-left, 0.5, line)
			name := sequencer.KeyName(uint8(key))
			s.write(name, left-4-r.w.measure(name, 6.5, false), keyY(key)+row/2+2.2, 6.5, false, soft)
		}
	}
	s.fill(left, top-0.25, right-left, 0.5, line)
	s.fill(left, bottom-0.25, right-left, 0.5, line)
	r.bars(s, l, at, top, bottom)
	r.notes(s, l, at, keyY, row)
	r.words(s, l, at, y, right)
}

func (r *Roll) bars(s surface, l rollLine, at func(sequencer.Tick) float64, top, bottom float64) {
	m := r.piece.Meters()
	for bar := l.first; bar < l.end; bar++ {
		from, to := m.Bar(bar)
		meter := m.At(from)
		if beat := meter.BeatTicks(); at(from+beat)-at(from) > 5 {
			for t := from + beat; t < to; t += beat {
				s.fill(at(t)-0.15, top, 0.3, bottom-top, line)
			}
		}
		s.fill(at(from)-0.3, top-8, 0.6, bottom-top+8, soft)
		if at(to)-at(from) > 14 || bar == l.first || (bar-1)%5 == 0 {
			s.write(fmt.Sprint(bar), at(from)+2, top-2, 7, true, black)
		}
	}
	s.fill(at(l.to)-0.3, top, 0.6, bottom-top, soft)
}

func (r *Roll) notes(s surface, l rollLine, at func(sequencer.Tick) float64, keyY func(int) float64, row float64) {
	for i := range r.piece.Parts() {
		p := &r.piece.Parts()[i]
		for _, n := range p.Notes {
			if n.Start >= l.to {
				break
			}
			key, ok := p.Sounding(n)
			if !ok || n.End <= l.from {
				continue
			}
			c, letter := color.NRGBA{0x9a, 0x98, 0x92, 255}, "?"
			if d, ok := r.console.Division(p.DivisionAt(n.Start)); ok {
				c, _ = tint.Division(r.console, d, false)
				letter = r.w.printable(tint.Letter(r.console, d))
			}
			x0, x1 := at(max(n.Start, l.from)), at(min(n.End, l.to))
			w := max(x1-x0-0.4, 0.8)
			y := keyY(int(key))
			s.fill(x0, y+0.1, w, row-0.2, tint.Mix(c, black, 0.35))
			inner := c
			if n.Muted {
				inner = white
			}
			edge := min(row*0.14, 0.5)
			if w > 3*edge {
				s.fill(x0+edge, y+0.1+edge, w-2*edge, row-0.2-2*edge, inner)
			}
			if size := row * 0.95; size >= 2.4 && w > 3*size && !n.Muted {
				s.write(letter, x0+1.2, y+row*0.8, size, true, tint.Ink(c))
			}
		}
	}
}

// words writes marks, and what is drawn and retired, above a line.
func (r *Roll) words(s surface, l rollLine, at func(sequencer.Tick) float64, y, right float64) {
	var here []Row
	for _, c := range r.changes {
		if c.At >= l.from && c.At < l.to {
			here = append(here, c)
		}
	}
	for i, c := range here {
		x, end := at(c.At), right+rollMargin-6
		if i+1 < len(here) {
			end = at(here[i+1].At) - 3
		}
		if len(c.Marks) > 0 {
			s.write(r.w.shortened(r.w.printable(strings.Join(c.Marks, " · ")), 7, true, end-x), x, y+6, 7, true, black)
		}
		s.fill(x-0.4, y+8, 0.8, wordsTall-8, soft)
		r.orders(s, "+", c.Draw, c.Shoes, x+2, y+14, end)
		r.orders(s, "–", c.Retire, nil, x+2, y+22, end)
	}
}

// orders writes what is done in as many letters as there is room for. Where that is not all, dots say so.
func (r *Roll) orders(s surface, sign string, groups []Group, shoes []string, x, y, end float64) {
	const size, chipRoom, dots = 6.5, 14, "…"
	wide := func(text string) float64 { return r.w.measure(text, size, false) }
	put := func(text string, bold bool) bool {
		all := r.w.printable(text)
		cut := r.w.shortened(all, size, bold, end-x)
		if cut == "" {
			cut = dots
		}
		s.write(cut, x, y, size, bold, black)
		x += r.w.measure(cut, size, bold) + 2
		return cut == all
	}
	if len(groups) > 0 && !put(sign, true) {
		return
	}
	for i, g := range groups {
		if end-x < chipRoom+wide(dots) && i > 0 || end-x < chipRoom {
			s.write(dots, x, y, size, false, black)
			return
		}
		x = r.chip(s, g.Division, x, y) + 1.5
		if !put(strings.Join(g.Stops, ", "), false) {
			return
		}
	}
	for i, shoe := range shoes {
		if i > 0 || len(groups) > 0 {
			shoe = "· " + shoe
		}
		if !put(shoe, false) {
			return
		}
	}
}

func blackKey(key int) bool {
	switch key % 12 {
	case 1, 3, 6, 8, 10:
		return true
	}
	return false
}
