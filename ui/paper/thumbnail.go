package paper

import (
	"image"
	"image/color"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/tint"
)

// Thumbnail paints a whole piece small, each note in the colour of its division, on a ground of the given colour.
func Thumbnail(a *sequencer.Arrangement, width, height int, dark bool, ground color.NRGBA) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	p := &picture{img: img, scale: 1}
	p.fill(0, 0, float64(width), float64(height), ground)
	end := a.End()
	if end == 0 {
		return img
	}
	c := a.Console()
	lowest, highest := 128, -1
	each := func(do func(p *sequencer.Part, n *sequencer.Note, key int)) {
		for i := range a.Parts() {
			p := &a.Parts()[i]
			for k := range p.Notes {
				if key, ok := p.Sounding(p.Notes[k]); ok && !p.Notes[k].Muted {
					do(p, &p.Notes[k], int(key))
				}
			}
		}
	}
	each(func(_ *sequencer.Part, _ *sequencer.Note, key int) {
		lowest, highest = min(lowest, key), max(highest, key)
	})
	if highest < 0 {
		return img
	}
	colours := make([]color.NRGBA, len(c.Divisions))
	for d := range colours {
		colours[d], _ = tint.Division(c, registration.DivisionID(d), dark)
	}
	rows := float64(max(highest-lowest, 11) + 1)
	tall := max(float64(height)/rows, 1)
	each(func(p *sequencer.Part, n *sequencer.Note, key int) {
		col := soft
		if d, ok := c.Division(p.DivisionAt(n.Start)); ok {
			col = colours[d]
		}
		x := float64(n.Start) / float64(end) * float64(width)
		w := max(float64(n.End-n.Start)/float64(end)*float64(width), 1)
		y := (float64(height) - tall) * (1 - float64(key-lowest)/(rows-1))
		picture := image.Rect(int(x), int(y), int(x+w), int(y+tall)).Intersect(img.Rect)
		for yy := picture.Min.Y; yy < picture.Max.Y; yy++ {
			for xx := picture.Min.X; xx < picture.Max.X; xx++ {
				img.SetRGBA(xx, yy, color.RGBA{col.R, col.G, col.B, 255})
			}
		}
	})
	return img
}
