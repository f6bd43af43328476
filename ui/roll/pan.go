package roll

import "fyne.io/fyne/v2"

// pan moves the view under the pointer, by the middle button.
type pan struct{ last, from fyne.Position }

func newPan(_ *field, p *press) *pan { return &pan{last: p.at, from: p.at} }

func (g *pan) drag(f *field, p fyne.Position) {
	f.r.applyAxis(f.r.view.Axis.ScrollBy(g.last.X - p.X))
	f.r.setView(f.r.view.ScrollKeys(g.last.Y - p.Y))
	g.last = p
}

func (g *pan) end(*field)      {}
func (g *pan) cancel(f *field) { g.drag(f, g.from) }

// slide drags a scroll bar.
type slide struct {
	pan
	upright bool
}

// onBar reports whether a place lies on a scroll bar.
func (f *field) onBar(p fyne.Position) bool { return f.onLying(p) || f.onUpright(p) }

func (f *field) onLying(p fyne.Position) bool {
	b := f.bars[0]
	return b.Size().Width > 0 && p.Y >= f.Size().Height-barGrab && within(p.X, b.Position().X+b.Size().Width/2, b.Size().Width/2)
}

func (f *field) onUpright(p fyne.Position) bool {
	b := f.bars[1]
	return b.Size().Height > 0 && p.X >= f.Size().Width-barGrab && within(p.Y, b.Position().Y+b.Size().Height/2, b.Size().Height/2)
}

func newSlide(f *field, p *press) *slide {
	return &slide{pan: pan{last: p.at, from: p.at}, upright: !f.onLying(p.at)}
}

func (g *slide) drag(f *field, p fyne.Position) {
	v, size := f.r.view, f.Size()
	if g.upright {
		room := size.Height - f.bars[1].Size().Height - barGrab
		if room > 0 {
			rows := keys - v.Height/v.row()
			f.r.setView(v.ScrollKeys(float32(float64(p.Y-g.last.Y) / float64(room) * rows * v.row())))
		}
	} else if room := size.Width - f.bars[0].Size().Width - barGrab; room > 0 {
		first, last := v.Axis.Bounds()
		f.r.applyAxis(v.Axis.ScrollTo(v.Axis.Scroll + float64((p.X-g.last.X)/room)*(last-first)))
	}
	g.last = p
}

func (g *slide) cancel(f *field) { g.drag(f, g.from) }
