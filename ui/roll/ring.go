package roll

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// ringWidth is how thick a ring is, in units.
const ringWidth = 2

// ring is a line around the field. It is four bars: one rectangle with nothing but an edge would cost a software renderer
// as much as a filled one, in every frame.
type ring struct {
	bars [4]*canvas.Rectangle // above, below, left, right
	size fyne.Size
}

func newRing() (r ring) {
	for i := range r.bars {
		r.bars[i] = &canvas.Rectangle{}
	}
	return r
}

func (r *ring) colour(c color.Color) {
	for _, b := range r.bars {
		b.FillColor = c
	}
}

func (r *ring) refresh() {
	for _, b := range r.bars {
		b.Refresh()
	}
}

// resize puts the ring around a size; none takes it away.
func (r *ring) resize(size fyne.Size) {
	r.size = size
	if size.IsZero() {
		for _, b := range r.bars {
			b.Resize(size)
		}
		return
	}
	place := func(i int, x, y, w, h float32) {
		r.bars[i].Move(fyne.NewPos(x, y))
		r.bars[i].Resize(fyne.NewSize(max(w, 0), max(h, 0)))
	}
	place(0, 0, 0, size.Width, ringWidth)
	place(1, 0, size.Height-ringWidth, size.Width, ringWidth)
	place(2, 0, ringWidth, ringWidth, size.Height-2*ringWidth)
	place(3, size.Width-ringWidth, ringWidth, ringWidth, size.Height-2*ringWidth)
}

func (r *ring) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.bars[0], r.bars[1], r.bars[2], r.bars[3]}
}
