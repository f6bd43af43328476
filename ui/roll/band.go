package roll

import (
	"fyne.io/fyne/v2"

	"voluntary/sequencer"
)

// band is the rubber band: what it touches is selected, with Shift added to what was.
type band struct {
	before sequencer.Selection
	keep   bool
	tick   float64 // where it began, in the piece: it stays there while the view scrolls
	top    float64
}

func newBand(f *field, p *press) *band {
	v := f.r.view
	return &band{
		before: f.r.marked, keep: p.modifiers&fyne.KeyModifierShift != 0,
		tick: v.Axis.At(p.at.X), top: v.Top - float64(p.at.Y)/v.row(),
	}
}

func (g *band) drag(f *field, p fyne.Position) {
	v := f.r.view
	x, y := v.Axis.XAt(g.tick), float32((v.Top-g.top)*v.row())
	f.lasso = Box{min(x, p.X), min(y, p.Y), max(x-p.X, p.X-x), max(y-p.Y, p.Y-y)}
	frame(f.band, f.lasso, f.Size())
	f.band.Refresh()
	ids := v.within(f.r.notes, f.lasso)
	var s sequencer.Selection
	if g.keep {
		s = sequencer.Select(append(g.before.Notes(), ids...), g.before.Events())
	} else {
		s = sequencer.Select(ids, nil)
	}
	if !same(s, f.r.marked) {
		f.r.marked = s
		f.r.repaint()
	}
}

// same reports whether two selections mark as many things and every note of one is in the other.
func same(a, b sequencer.Selection) bool {
	x, y := a.Notes(), b.Notes()
	if len(x) != len(y) || len(a.Events()) != len(b.Events()) {
		return false
	}
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	return true
}

func (g *band) end(f *field) {
	f.lasso = Box{}
	frame(f.band, f.lasso, f.Size())
	f.band.Refresh()
	f.r.mark(f.r.marked)
}

func (g *band) cancel(f *field) {
	f.lasso = Box{}
	f.band.Refresh()
	f.r.mark(g.before)
}
