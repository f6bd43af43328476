package roll

import (
	"slices"

	"fyne.io/fyne/v2"

	"voluntary/sequencer"
)

// band is the rubber band: what it touches is selected, with Shift added to what was.
type band struct {
	before sequencer.Selection
	keep   bool
	tick   float64 // where it began, in the piece: it stays there while the view scrolls
	top    float64
	ids    []sequencer.NoteID // what it touches now
	moved  bool
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
	if g.moved && slices.Equal(ids, g.ids) {
		return
	}
	g.ids, g.moved = ids, true
	if g.keep {
		f.r.marked = sequencer.Select(append(g.before.Notes(), ids...), g.before.Events())
	} else {
		f.r.marked = sequencer.Select(ids, nil)
	}
	f.r.repaint()
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
