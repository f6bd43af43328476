package minimap

import (
	"image"
	"image/color"
	"math"

	"voluntary/registration"
	"voluntary/ui/theme"
)

// silentFoot is how high, in units, the warning under a silent column is.
const silentFoot = 3

// markTall is how high, in units, a mark is.
const markTall = 5

// paint paints the strip: columns from the foot up, divisions one above the other in the order of the console.
func paint(m *Map, w, h int, scale float32) *image.RGBA {
	dark := theme.Dark()
	c := theme.Of(dark)
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	fill(img, 0, 0, w, h, c.RowBlack)
	fill(img, 0, h-1, w, h, c.Line)
	var paints [registration.MaxDivisions]color.NRGBA
	if m.console != nil {
		for d := range m.console.Divisions {
			paints[d] = theme.DivisionColor(m.console, registration.DivisionID(d), dark)
		}
	}
	room := float64(h) - float64(markTall*scale)
	for x := range m.cols {
		k := &m.cols[x]
		total := 0.0
		for _, p := range k.power {
			total += p
		}
		if total > 0 && m.loudest > 0 {
			// Twice the wind is not twice as loud: the root brings soft places up to where they can be seen.
			tall := math.Sqrt(total/m.loudest) * room
			foot := float64(h)
			for d, p := range k.power {
				if p > 0 {
					top := foot - tall*p/total
					fill(img, x, int(math.Round(top)), x+1, int(math.Round(foot)), paints[d])
					foot = top
				}
			}
		}
		if k.silent {
			fill(img, x, h-max(int(silentFoot*scale), 1), x+1, h, c.Warning)
		}
	}
	if m.piece != nil && m.axis.End > 0 {
		for _, mark := range m.piece.Marks() {
			x := int(float64(mark.At) / m.end() * float64(w))
			fill(img, x, 0, x+max(int(scale+0.5), 1), int(markTall*scale), c.Mark)
		}
	}
	return img
}

func fill(img *image.RGBA, x0, y0, x1, y1 int, c color.NRGBA) {
	r := image.Rect(x0, y0, x1, y1).Intersect(img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		at := img.PixOffset(r.Min.X, y)
		for range r.Dx() {
			img.Pix[at], img.Pix[at+1], img.Pix[at+2], img.Pix[at+3] = c.R, c.G, c.B, 255
			at += 4
		}
	}
}
