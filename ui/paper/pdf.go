package paper

import (
	"fmt"
	"image/color"
	"io"

	"codeberg.org/go-pdf/fpdf"
)

// Size is the size of a page in points, upright.
type Size struct {
	Name          string
	Width, Height float64
}

// The sizes.
var (
	A4     = Size{"a4", 595.28, 841.89}
	Letter = Size{"letter", 612, 792}
)

// Sizes lists them.
func Sizes() []Size { return []Size{A4, Letter} }

// surface is what can be drawn on; x and y are points from the upper left corner of the page.
type surface interface {
	// fill fills a rectangle.
	fill(x, y, w, h float64, c color.NRGBA)
	// write writes a text of printable letters with its baseline at y.
	write(text string, x, y, size float64, bold bool, c color.NRGBA)
}

// pages is a surface of several pages.
type pages interface {
	surface
	page() // the next one
	size() (width, height float64)
}

// pdf is a document that is being written.
type pdf struct {
	doc           *fpdf.Fpdf
	width, height float64
	w             widths
}

const family = "go"

// newPDF begins a document. Its pages lie on their side when landscape.
func newPDF(title string, s Size, landscape bool) *pdf {
	p := &pdf{width: s.Width, height: s.Height}
	orientation := "P"
	if landscape {
		p.width, p.height, orientation = s.Height, s.Width, "L"
	}
	p.doc = fpdf.NewCustom(&fpdf.InitType{OrientationStr: orientation, UnitStr: "pt", Size: fpdf.SizeType{Wd: s.Width, Ht: s.Height}})
	p.doc.SetAutoPageBreak(false, 0)
	p.doc.SetMargins(0, 0, 0)
	p.doc.SetTitle(title, true)
	p.doc.SetCreator("Voluntary", true)
	p.doc.SetCatalogSort(true)
	p.doc.AddUTF8FontFromBytes(family, "", files[0])
	p.doc.AddUTF8FontFromBytes(family, "B", files[1])
	return p
}

func (p *pdf) page() { p.doc.AddPage() }

func (p *pdf) size() (width, height float64) { return p.width, p.height }

func (p *pdf) fill(x, y, w, h float64, c color.NRGBA) {
	p.doc.SetFillColor(int(c.R), int(c.G), int(c.B))
	p.doc.Rect(x, y, w, h, "F")
}

func (p *pdf) write(text string, x, y, size float64, bold bool, c color.NRGBA) {
	style := ""
	if bold {
		style = "B"
	}
	p.doc.SetFont(family, style, size)
	p.doc.SetTextColor(int(c.R), int(c.G), int(c.B))
	all := runs(text)
	for i, r := range all {
		if r.font == nil {
			p.doc.Text(x, y, r.text)
		} else {
			p.doc.SetFillColor(int(c.R), int(c.G), int(c.B))
			p.doc.SetDrawColor(int(c.R), int(c.G), int(c.B))
			p.draw(r.font, r.text, x, y, size, bold)
		}
		if i < len(all)-1 {
			x += p.w.measure(r.text, size, bold)
		}
	}
}

// output writes the document.
func (p *pdf) output(w io.Writer) error {
	if err := p.doc.Output(w); err != nil {
		return fmt.Errorf("the PDF could not be made: %w", err)
	}
	return nil
}

// The colours of paper.
var (
	black = color.NRGBA{0x1c, 0x1b, 0x19, 255}
	soft  = color.NRGBA{0x62, 0x5f, 0x58, 255}
	line  = color.NRGBA{0xb8, 0xb4, 0xaa, 255}
	pale  = color.NRGBA{0xf0, 0xee, 0xe8, 255}
	white = color.NRGBA{255, 255, 255, 255}
)
