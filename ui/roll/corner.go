package roll

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
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

// legend paints which colour, pattern and letter is which division, in the columns from 0 up to width.
func (k *keyboard) legend(width int, px func(float32) int, c *theme.Palette) {
	console := k.r.notes.console
	if console == nil || width < px(44) {
		return
	}
	dark := theme.Dark()
	p := painter{}
	x, y := px(8), px(10)
	chip := px(15)
	for i := range console.Divisions {
		if y+chip > k.sheet.h {
			return
		}
		d := registration.DivisionID(i)
		p.sheet = k.sheet
		coat := p.coat(theme.DivisionColor(console, d, dark), c, dark)
		coat.pattern = theme.DivisionPattern(console, d)
		p.sheet.fill(x, y, x+2*chip, y+chip, coat.fill)
		p.pattern(x, y, x+2*chip, y+chip, &coat)
		k.sheet.inks = p.sheet.inks
		letter := k.letters.mask(theme.DivisionLetter(console, d), chip-px(4), true)
		if letter != nil {
			k.sheet.put(letter, x+(2*chip-letter.w)/2, y+(chip-letter.h)/2, x, x+2*chip, coat.text)
		}
		at := x + 2*chip + px(6)
		name := k.letters.fitting(console.Divisions[i].Name, max(px(12), 8), false, width-px(4)-at)
		if name != nil {
			k.sheet.put(name, at, y+(chip-name.h)/2, 0, width, c.Text)
		}
		y += chip + px(7)
	}
}
