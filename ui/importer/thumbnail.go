package importer

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"voluntary/ui/theme"
)

// thumbnail draws a track small: time across, keys up.
func thumbnail(row *Row, end int64, tint func() color.NRGBA) *canvas.Raster {
	r := canvas.NewRaster(func(w, h int) image.Image {
		img := image.NewRGBA(image.Rect(0, 0, w, h))
		back := theme.Current().RowWhite
		for i := 0; i < len(img.Pix); i += 4 {
			img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3] = back.R, back.G, back.B, 255
		}
		if end <= 0 || w == 0 || h == 0 {
			return img
		}
		c := tint()
		low, span := int(row.Lowest), max(int(row.Top)-int(row.Lowest), 11)+1
		thick := max(h/span, h/20, 1)
		for _, n := range row.Notes {
			x0, x1 := int(n.Start*int64(w)/end), int(n.End*int64(w)/end)
			y := h - thick - (int(n.Key)-low)*(h-thick)/span
			for x := max(x0, 0); x < min(max(x1, x0+1), w); x++ {
				for dy := 0; dy < thick; dy++ {
					if yy := y + dy; yy >= 0 && yy < h {
						o := img.PixOffset(x, yy)
						img.Pix[o], img.Pix[o+1], img.Pix[o+2] = c.R, c.G, c.B
					}
				}
			}
		}
		return img
	})
	r.ScaleMode = canvas.ImageScalePixels
	r.SetMinSize(fyne.NewSize(150, 30))
	return r
}
