package jamb

import (
	"fyne.io/fyne/v2"

	"voluntary/registration/board"
)

// Sizes in units.
const (
	knobWidth    = board.KnobWidth
	knobHeight   = board.KnobHeight
	pistonHeight = board.PistonHeight
	gap          = board.Gap
)

// columns lays things out in rows that fill the width: as many side by side as have room, all equally wide.
type columns struct {
	height float32
	width  float32 // as laid out last
}

func (c *columns) across() int { return max(int((c.width+gap)/(knobWidth+gap)), 1) }

// Layout implements fyne.Layout.
func (c *columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	n := c.across()
	w := (size.Width - gap*float32(n-1)) / float32(n)
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i%n)*(w+gap), float32(i/n)*(c.height+gap)))
		o.Resize(fyne.NewSize(w, c.height))
	}
}

// MinSize implements fyne.Layout. Its height is that of the width laid out last.
func (c *columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	n := c.across()
	if c.width == 0 {
		n = 2
	}
	rows := (len(objects) + n - 1) / n
	return fyne.NewSize(knobWidth, max(float32(rows)*(c.height+gap)-gap, 0))
}
