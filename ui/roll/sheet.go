package roll

import (
	"image"
	"image/color"
)

// ink is a row of pixels of one colour: filling is copying.
type ink []byte

func (i ink) color() color.NRGBA { return color.NRGBA{i[0], i[1], i[2], 255} }

// sheet is the picture that the painters fill: one buffer that is used again as long as its size stays.
type sheet struct {
	img  *image.RGBA
	w, h int
	inks map[color.NRGBA]ink
}

// reset makes the sheet w by h pixels, its content left over from the last picture.
func (s *sheet) reset(w, h int) {
	if s.img != nil && s.w == w && s.h == h {
		return
	}
	if w != s.w {
		s.inks = nil
	}
	s.w, s.h = w, h
	s.img = image.NewRGBA(image.Rect(0, 0, w, h))
}

// ink is the row of an opaque colour. Alpha is ignored.
func (s *sheet) ink(c color.NRGBA) ink {
	c.A = 255
	if row, ok := s.inks[c]; ok {
		return row
	}
	if s.inks == nil || len(s.inks) > 256 {
		s.inks = make(map[color.NRGBA]ink)
	}
	row := make(ink, 4*s.w)
	for i := 0; i < len(row); i += 4 {
		row[i], row[i+1], row[i+2], row[i+3] = c.R, c.G, c.B, 255
	}
	s.inks[c] = row
	return row
}

// fill paints the rectangle from (x0, y0) up to, and not at, (x1, y1), as far as it lies on the sheet.
func (s *sheet) fill(x0, y0, x1, y1 int, c ink) {
	x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, s.w), min(y1, s.h)
	if x0 >= x1 || y0 >= y1 {
		return
	}
	row := c[:4*(x1-x0)]
	stride := s.img.Stride
	at := y0*stride + 4*x0
	for range y1 - y0 {
		copy(s.img.Pix[at:at+len(row)], row)
		at += stride
	}
}

// copyRow paints a whole row of pixels.
func (s *sheet) copyRow(y int, row []byte) {
	copy(s.img.Pix[y*s.img.Stride:(y+1)*s.img.Stride], row)
}

// tint lays a translucent colour over a rectangle.
func (s *sheet) tint(x0, y0, x1, y1 int, c color.NRGBA) {
	x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, s.w), min(y1, s.h)
	if x0 >= x1 {
		return
	}
	for y := y0; y < y1; y++ {
		at := y * s.img.Stride
		tintRow(s.img.Pix[at+4*x0:at+4*x1], c)
	}
}

func tintRow(row []byte, c color.NRGBA) {
	a := uint32(c.A)
	for i := 0; i+3 < len(row); i += 4 {
		row[i] = blend(row[i], c.R, a)
		row[i+1] = blend(row[i+1], c.G, a)
		row[i+2] = blend(row[i+2], c.B, a)
	}
}

func blend(under, over uint8, a uint32) uint8 {
	return uint8((uint32(under)*(255-a) + uint32(over)*a + 127) / 255)
}

// frame paints the border of a rectangle, thick pixels wide and inside it.
func (s *sheet) frame(x0, y0, x1, y1, thick int, c ink) {
	s.fill(x0, y0, x1, y0+thick, c)
	s.fill(x0, y1-thick, x1, y1, c)
	s.fill(x0, y0+thick, x0+thick, y1-thick, c)
	s.fill(x1-thick, y0+thick, x1, y1-thick, c)
}
