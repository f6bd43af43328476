package roll

import (
	"fyne.io/fyne/v2"

	"voluntary/sequencer"
)

// stretch moves one end of the selected notes. The end that was grabbed lands on the grid, the others move as far.
type stretch struct {
	grabbed Seen
	left    bool
	tick    sequencer.Tick
	by      sequencer.Tick
	moved   bool
}

func newStretch(f *field, p *press) *stretch {
	return &stretch{grabbed: p.hit.Seen, left: p.hit.Zone == LeftEdge, tick: p.tick}
}

// shortestNote is what a stretched or drawn note keeps at the least: a 128th.
const shortestNote = sequencer.PPQ / 32

func (g *stretch) drag(f *field, p fyne.Position) {
	r := f.r
	n := g.grabbed.Note
	end := n.End
	if g.left {
		end = n.Start
	}
	by := r.snapped(max(end+r.view.Axis.Tick(p.X)-g.tick, 0)) - end
	if g.left {
		by = min(by, n.End-n.Start-shortestNote)
	} else {
		by = max(by, shortestNote-(n.End-n.Start))
	}
	if by == g.by {
		return
	}
	g.by, g.moved = by, true
	f.preview(g.edit(r.marked))
	if a := r.notes.piece; a != nil {
		length := n.End - n.Start + by
		if g.left {
			length = n.End - n.Start - by
		}
		r.say("Bar " + a.Meters().Position(end+by).String() + " · " + lengthText(a.Meters().At(n.Start), length))
	}
}

func (g *stretch) edit(marked sequencer.Selection) sequencer.Edit {
	if g.left {
		return sequencer.StartNotes(marked, g.by, shortestNote)
	}
	return sequencer.LengthenNotes(marked, g.by, shortestNote)
}

func (g *stretch) end(f *field) {
	switch {
	case g.by != 0:
		f.r.commit(g.label(), "", g.edit(f.r.marked))
	case g.moved:
		f.takeBack()
	}
}

func (g *stretch) label() string {
	if g.by < 0 != g.left {
		return "Shorten notes"
	}
	return "Lengthen notes"
}

func (g *stretch) cancel(f *field) {
	if g.moved {
		f.takeBack()
	}
}
