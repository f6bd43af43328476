package roll

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"voluntary/ui/theme"
)

// corner names the two halves of the ruler, left of it.
type corner struct {
	widget.BaseWidget
	raster  *canvas.Raster
	sheet   sheet
	letters lettering
}

func newCorner(*Roll) *corner {
	c := &corner{}
	c.raster = canvas.NewRaster(c.paint)
	c.raster.ScaleMode = canvas.ImageScalePixels
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is for Fyne.
func (k *corner) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(k.raster) }

func (k *corner) paint(w, h int) image.Image {
	s, c := &k.sheet, theme.Current()
	s.reset(w, h)
	scale := float32(1)
	if width := k.Size().Width; width > 0 {
		scale = float32(w) / width
	}
	px := func(v float32) int { return int(v*scale + 0.5) }
	s.fill(0, 0, w, h, s.ink(c.Panel))
	size := max(px(10), 7)
	for i, text := range []string{"Time", "Bar"} {
		m := k.letters.mask(text, size, false)
		if m != nil {
			s.put(m, w-m.w-px(6), px(1.5)+i*px(rulerSplit+1), 0, w, c.TextSoft)
		}
	}
	s.fill(0, h-max(px(1), 1), w, h, s.ink(c.Line))
	s.fill(w-max(px(1), 1), 0, w, h, s.ink(c.Line))
	return s.img
}
