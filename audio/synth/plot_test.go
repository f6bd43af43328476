package synth_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

// Colours of the pictures in the manual. Lines differ by their names beside them, too.
var (
	paper = color.RGBA{255, 255, 255, 255}
	grid  = color.RGBA{226, 226, 230, 255}
	ink   = color.RGBA{40, 42, 54, 255}
	pens  = []color.RGBA{{31, 97, 141, 255}, {183, 65, 14, 255}, {28, 120, 70, 255}, {122, 60, 150, 255}}
)

// sheet is a picture made of panels.
type sheet struct{ *image.RGBA }

func newSheet(width, height int) sheet {
	s := sheet{image.NewRGBA(image.Rect(0, 0, width, height))}
	draw.Draw(s, s.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	return s
}

func (s sheet) text(x, y int, c color.Color, text string) {
	d := font.Drawer{Dst: s, Src: image.NewUniform(c), Face: basicfont.Face7x13, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

func (s sheet) fill(r image.Rectangle, c color.Color) {
	draw.Draw(s, r.Intersect(s.Bounds()), image.NewUniform(c), image.Point{}, draw.Src)
}

// panel is a place for one diagram, with its axes: x from left to right, y from the bottom up.
type panel struct {
	sheet
	box            image.Rectangle
	x0, x1, y0, y1 float64
}

// panel draws the frame, lines at the given places and what is written there.
func (s sheet) panel(box image.Rectangle, title string, x0, x1, y0, y1 float64, xs, ys map[float64]string) panel {
	p := panel{s, image.Rect(box.Min.X+40, box.Min.Y+20, box.Max.X-10, box.Max.Y-20), x0, x1, y0, y1}
	s.text(box.Min.X+40, box.Min.Y+14, ink, title)
	for x, word := range xs {
		at := p.at(x, y0).X
		s.fill(image.Rect(at, p.box.Min.Y, at+1, p.box.Max.Y), grid)
		s.text(min(at-7*len(word)/2, box.Max.X-7*len(word)), p.box.Max.Y+14, ink, word)
	}
	for y, word := range ys {
		at := p.at(x0, y).Y
		s.fill(image.Rect(p.box.Min.X, at, p.box.Max.X, at+1), grid)
		s.text(p.box.Min.X-4-7*len(word), at+5, ink, word)
	}
	s.fill(image.Rect(p.box.Min.X, p.box.Max.Y, p.box.Max.X, p.box.Max.Y+1), ink)
	s.fill(image.Rect(p.box.Min.X-1, p.box.Min.Y, p.box.Min.X, p.box.Max.Y+1), ink)
	return p
}

func (p panel) at(x, y float64) image.Point {
	return image.Pt(p.box.Min.X+int(math.Round((x-p.x0)/(p.x1-p.x0)*float64(p.box.Dx()))),
		p.box.Max.Y-int(math.Round((y-p.y0)/(p.y1-p.y0)*float64(p.box.Dy()))))
}

// bar stands at x, from the bottom to y.
func (p panel) bar(x, y float64, width int, c color.Color) {
	if y > p.y0 {
		top := p.at(x, min(y, p.y1))
		p.fill(image.Rect(top.X-width/2, top.Y, top.X-width/2+width, p.box.Max.Y), c)
	}
}

// line joins points, whose y are held inside.
func (p panel) line(xs, ys []float64, c color.Color) {
	for i := 1; i < len(xs) && xs[i] <= p.x1; i++ {
		a := p.at(xs[i-1], min(max(ys[i-1], p.y0), p.y1))
		b := p.at(xs[i], min(max(ys[i], p.y0), p.y1))
		n := max(abs(b.X-a.X), abs(b.Y-a.Y), 1)
		for k := 0; k <= n; k++ {
			x, y := a.X+(b.X-a.X)*k/n, a.Y+(b.Y-a.Y)*k/n
			p.fill(image.Rect(x, y-1, x+1, y+1), c)
		}
	}
}

func abs(n int) int { return max(n, -n) }

// keep compares the picture with that of the manual, or writes it there.
func (s sheet) keep(t *testing.T, name string) {
	t.Helper()
	path := filepath.Join("..", "..", "assets", "manual", name)
	if *update {
		var b bytes.Buffer
		e := png.Encoder{CompressionLevel: png.BestCompression}
		require.NoError(t, e.Encode(&b, s))
		require.NoError(t, os.WriteFile(path, b.Bytes(), 0o644))
		return
	}
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	want, err := png.Decode(bytes.NewReader(b))
	require.NoError(t, err)
	require.Equal(t, want.Bounds(), s.Bounds())
	differ := 0
	for y := range s.Bounds().Dy() {
		for x := range s.Bounds().Dx() {
			r, g, b, _ := want.At(x, y).RGBA()
			if c := s.RGBAAt(x, y); uint8(r>>8) != c.R || uint8(g>>8) != c.G || uint8(b>>8) != c.B {
				differ++
			}
		}
	}
	// The measuring functions of package math differ in the last bit from one processor to another.
	assert.Less(t, differ, s.Bounds().Dx()*s.Bounds().Dy()/500, "%s does not show what the organ plays (make golden draws it anew)", name)
}
