package paper

import (
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"voluntary/ui/letters"
)

// draw fills the shapes of a text in a borrowed font. A bold one is drawn with a line around it.
func (p *pdf) draw(f *opentype.Font, text string, x, y, size float64, bold bool) {
	var buf sfnt.Buffer
	style := "F"
	if bold {
		p.doc.SetLineWidth(size * boldness)
		style = "FD"
	}
	for _, r := range text {
		i, err := f.GlyphIndex(&buf, r)
		if err != nil {
			continue
		}
		shape, err := letters.Outline(f, i)
		if err != nil {
			continue
		}
		at := func(q fixed.Point26_6) (float64, float64) {
			return x + float64(q.X)/64*size/letters.OutlineSize, y + float64(q.Y)/64*size/letters.OutlineSize
		}
		var x0, y0 float64
		for n, s := range shape {
			x1, y1 := at(s.Args[0])
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				if n > 0 {
					p.doc.ClosePath()
				}
				p.doc.MoveTo(x1, y1)
				x0, y0 = x1, y1
			case sfnt.SegmentOpLineTo:
				p.doc.LineTo(x1, y1)
				x0, y0 = x1, y1
			case sfnt.SegmentOpQuadTo: // a page knows cubic curves only
				x2, y2 := at(s.Args[1])
				p.doc.CurveBezierCubicTo(x0+(x1-x0)*2/3, y0+(y1-y0)*2/3, x2+(x1-x2)*2/3, y2+(y1-y2)*2/3, x2, y2)
				x0, y0 = x2, y2
			case sfnt.SegmentOpCubeTo:
				x2, y2 := at(s.Args[1])
				x3, y3 := at(s.Args[2])
				p.doc.CurveBezierCubicTo(x1, y1, x2, y2, x3, y3)
				x0, y0 = x3, y3
			}
		}
		if len(shape) > 0 {
			p.doc.ClosePath()
			p.doc.DrawPath(style)
		}
		if wide, err := f.GlyphAdvance(&buf, i, fixed.I(letters.OutlineSize), 0); err == nil {
			x += float64(wide) / 64 * size / letters.OutlineSize
		}
	}
}
