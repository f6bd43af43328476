package paper

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// PictureWidth is how wide the picture of a roll is, in points.
const PictureWidth = 1000.0

// mostPixels bounds a picture.
const mostPixels = 120_000_000

// picture is a surface of pixels.
type picture struct {
	img   *image.RGBA
	scale float64 // pixels a point
	faces map[faceOf]font.Face
}

type faceOf struct {
	size float64
	bold bool
	font *opentype.Font // a borrowed one; nil: the built-in one
}

// newPicture is white paper of a size in points.
func newPicture(width, height, scale float64) *picture {
	p := &picture{
		img:   image.NewRGBA(image.Rect(0, 0, int(math.Round(width*scale)), int(math.Ceil(height*scale)))),
		scale: scale, faces: make(map[faceOf]font.Face),
	}
	p.fill(0, 0, width+1, height+1, white)
	return p
}

func (p *picture) px(v float64) int { return int(math.Round(v * p.scale)) }

func (p *picture) fill(x, y, w, h float64, c color.NRGBA) {
	x0, y0 := p.px(x), p.px(y)
	x1, y1 := max(p.px(x+w), x0+1), max(p.px(y+h), y0+1)
	r := image.Rect(x0, y0, x1, y1).Intersect(p.img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := p.img.Pix[p.img.PixOffset(r.Min.X, y):p.img.PixOffset(r.Max.X, y)]
		for i := 0; i < len(row); i += 4 {
			row[i], row[i+1], row[i+2], row[i+3] = c.R, c.G, c.B, 255
		}
	}
}

func (p *picture) write(text string, x, y, size float64, bold bool, c color.NRGBA) {
	dot := fixed.Point26_6{X: fixed.Int26_6(x * p.scale * 64), Y: fixed.Int26_6(y * p.scale * 64)}
	for _, r := range runs(text) {
		key := faceOf{size, bold, r.font}
		f, ok := p.faces[key]
		if !ok {
			of := r.font
			if of == nil {
				of = fonts()[fontOf(bold)]
			}
			f, _ = opentype.NewFace(of, &opentype.FaceOptions{Size: size * p.scale, DPI: 72, Hinting: font.HintingNone})
			p.faces[key] = f
		}
		d := font.Drawer{Dst: p.img, Src: image.NewUniform(c), Face: f, Dot: dot}
		d.DrawString(r.text)
		if r.font != nil && bold { // once more beside it
			again := d
			again.Dot = dot
			again.Dot.X += fixed.Int26_6(size * boldness * p.scale * 64)
			again.DrawString(r.text)
		}
		dot = d.Dot
	}
}

// Image paints the roll, all its lines below each other, with scale pixels a point: the picture is scale times
// [PictureWidth] wide.
func (r *Roll) Image(scale float64) (*image.RGBA, error) {
	tall := rollMargin*2 + rollHead + float64(len(r.lines))*r.lineTall(usualRow)
	w, h := PictureWidth*scale, tall*scale
	if !(w >= 1) || w*h > mostPixels {
		return nil, fmt.Errorf("the picture would have %.0f by %.0f pixels, which is too many (draw fewer bars at a time, or more in a line)", w, h)
	}
	p := newPicture(PictureWidth, tall, scale)
	r.head(p, PictureWidth)
	for i := range r.lines {
		r.line(p, i, rollMargin+rollHead+float64(i)*r.lineTall(usualRow), PictureWidth, usualRow)
	}
	return p.img, nil
}

// PNG writes what Image paints.
func (r *Roll) PNG(w io.Writer, scale float64) error {
	img, err := r.Image(scale)
	if err != nil {
		return err
	}
	return png.Encode(w, img)
}
