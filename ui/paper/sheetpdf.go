package paper

import (
	"fmt"
	"image"
	"io"
	"strings"

	"voluntary/registration"
	"voluntary/ui/tint"
)

// Measures of the sheet, in points.
const (
	margin  = 45.0
	textAt  = 10.0 // size
	lineGap = 13.0
	cellGap = 5.0
)

// phrase is a line of a cell: words with what stands before them.
type phrase struct {
	letter   string // of the division, "" for none
	division registration.DivisionID
	text     string
	bold     bool
}

// sheetPage lays the sheet out.
type sheetPage struct {
	s       *Sheet
	p       pages
	height  float64
	w       widths
	y       float64
	pages   int
	columns [4]float64 // left edges: bar, draw, retire, right end
}

// PDF writes the sheet as a document.
func (s *Sheet) PDF(w io.Writer, size Size) error {
	doc := newPDF(s.Title+": registration", size, false)
	s.lay(doc)
	return doc.output(w)
}

// Image paints the first page with scale pixels a point.
func (s *Sheet) Image(size Size, scale float64) *image.RGBA {
	p := newPicture(size.Width, size.Height, scale)
	s.lay(&firstPage{picture: p, width: size.Width, height: size.Height})
	return p.img
}

// firstPage is a picture of the first page; what comes after it is not painted.
type firstPage struct {
	*picture
	width, height float64
	pages         int
}

func (f *firstPage) page() {
	if f.pages++; f.pages > 1 {
		f.picture = newPicture(1, 1, 1)
	}
}

func (f *firstPage) size() (width, height float64) { return f.width, f.height }

// Missing are the letters that stand as question marks in what was made of the sheet last, "" for none.
func (s *Sheet) Missing() string { return s.missing }

// lay lays the sheet out on pages.
func (s *Sheet) lay(on pages) {
	p := &sheetPage{s: s, p: on}
	width, height := on.size()
	p.height = height
	right := width - margin
	p.columns = [4]float64{margin, margin + 82, margin + 82 + (right-margin-82)*0.54, right}
	p.page()
	for i := range s.Rows {
		p.row(&s.Rows[i], i == 0)
	}
	p.end()
	s.missing = p.w.missing
}

func (p *sheetPage) page() {
	p.p.page()
	p.pages++
	p.y = margin
	if p.pages == 1 {
		for i, l := range p.w.broken(p.w.printable(p.s.Title), 19, true, p.columns[3]-margin) {
			if i == 3 {
				break
			}
			p.y += 21
			p.p.write(l, margin, p.y, 19, true, black)
		}
		for _, words := range []string{p.s.About, "Registration for " + p.s.Organ + " · " + clock(p.s.duration)} {
			if words == "" {
				continue
			}
			p.y += 15
			p.p.write(p.w.shortened(p.w.printable(words), 10.5, false, p.columns[3]-margin), margin, p.y, 10.5, false, soft)
		}
		p.y += 16
	} else {
		p.y += 10
		p.p.write(p.w.shortened(p.w.printable(p.s.Title), 10, true, p.columns[3]-margin-60), margin, p.y, 10, true, soft)
		p.y += 10
	}
	number := fmt.Sprint(p.pages)
	p.p.write(number, p.columns[3]-p.w.measure(number, 9, false), p.height-margin+18, 9, false, soft)
	p.y += 4
	for i, head := range []string{"Bar", "Draw", "Retire"} {
		p.p.write(head, p.columns[i], p.y+9, 9, true, soft)
	}
	p.y += 14
	p.p.fill(margin, p.y, p.columns[3]-margin, 1, black)
	p.y += 1
}

// cell breaks lines to a width, the letters of divisions before them.
func (p *sheetPage) cell(in []phrase, width float64) (out []phrase) {
	for _, l := range in {
		room := width
		if l.letter != "" {
			room -= 20
		}
		for i, text := range p.w.broken(p.w.printable(l.text), textAt, l.bold, room) {
			part := phrase{text: text, bold: l.bold, division: l.division}
			if i == 0 {
				part.letter = l.letter
			} else if l.letter != "" {
				part.letter = " "
			}
			out = append(out, part)
		}
	}
	return out
}

func (p *sheetPage) groups(in []Group) (out []phrase) {
	for _, g := range in {
		out = append(out, phrase{letter: tint.Letter(p.s.console, g.Division), division: g.Division, text: strings.Join(g.Stops, ", ")})
	}
	return out
}

func (p *sheetPage) row(r *Row, first bool) {
	var cells [3][]phrase
	where := []phrase{{text: r.Where(), bold: true}, {text: clock(r.Time)}}
	if first {
		where = []phrase{{text: "Before the beginning", bold: true}}
	}
	for i, in := range [][]phrase{where, p.groups(r.Draw), p.groups(r.Retire)} {
		if i == 1 {
			for _, scene := range r.Scenes {
				in = append([]phrase{{text: "Scene: " + scene, bold: true}}, in...)
			}
			if first && len(r.Draw) == 0 {
				in = append(in, phrase{text: "Nothing is drawn."})
			}
			for _, shoe := range r.Shoes {
				in = append(in, phrase{text: shoe})
			}
		}
		cells[i] = p.cell(in, p.columns[i+1]-p.columns[i]-10)
	}
	marks := p.cell([]phrase{{text: strings.Join(r.Marks, " · "), bold: true}}, p.columns[3]-margin-8)
	if len(r.Marks) == 0 {
		marks = nil
	}
	tall := 0
	for _, c := range cells {
		tall = max(tall, len(c))
	}
	bottom := p.height - margin
	if p.y+float64(min(tall, 6)+len(marks))*lineGap+2*cellGap > bottom {
		p.page()
	}
	if marks != nil {
		p.p.fill(margin, p.y+1, p.columns[3]-margin, float64(len(marks))*lineGap+4, pale)
		for _, m := range marks {
			p.y += lineGap
			p.p.write(m.text, margin+4, p.y, textAt, true, black)
		}
		p.y += 5
	}
	p.y += cellGap
	for i := range tall {
		if p.y+lineGap > bottom { // taller than what is left of the page
			p.page()
			p.y += cellGap
		}
		p.y += lineGap
		for k, c := range cells {
			if i < len(c) {
				p.line(c[i], p.columns[k])
			}
		}
	}
	p.y += cellGap
	p.p.fill(margin, p.y, p.columns[3]-margin, 0.5, line)
}

func (p *sheetPage) line(l phrase, x float64) {
	if l.letter != "" {
		if l.letter != " " {
			col, _ := tint.Division(p.s.console, l.division, false)
			p.p.fill(x, p.y-9, 16, 11.5, col)
			p.p.write(p.w.printable(l.letter), x+8-p.w.measure(l.letter, 8.5, true)/2, p.y-0.4, 8.5, true, tint.Ink(col))
		}
		x += 20
	}
	p.p.write(l.text, x, p.y, textAt, l.bold, black)
}

// end writes which letter is which division, and the arranger's notes.
func (p *sheetPage) end() {
	var key []string
	for d := range p.s.console.Divisions {
		key = append(key, tint.Letter(p.s.console, registration.DivisionID(d))+" "+p.s.console.Divisions[d].Name)
	}
	for i, words := range []string{strings.Join(key, " · "), p.s.Comment, p.s.Copying} {
		if words == "" {
			continue
		}
		lines := p.w.broken(p.w.printable(words), 9, false, p.columns[3]-margin)
		p.y += 6
		for _, l := range lines {
			if p.y+12 > p.height-margin {
				p.page()
			}
			p.y += 12
			c := soft
			if i == 1 {
				c = black
			}
			p.p.write(l, margin, p.y, 9, false, c)
		}
	}
}
