package roll

import (
	"fyne.io/fyne/v2"

	"voluntary/sequencer"
)

// move carries the selection in time and pitch. The note that was grabbed lands on the grid, the others keep their
// distance from it.
type move struct {
	grabbed Seen
	tick    sequencer.Tick
	key     int
	at      fyne.Position
	by      sequencer.Tick
	up      int
	moved   bool

	copies bool // Ctrl was down when it began: the selection stays and a copy is carried
	marked sequencer.Selection
	before *sequencer.Arrangement
}

func newMove(f *field, p *press) *move {
	return &move{
		grabbed: p.hit.Seen, tick: p.tick, key: p.hit.Seen.Key, at: p.at,
		copies: p.modifiers&fyne.KeyModifierControl != 0, marked: f.r.marked, before: f.r.notes.piece,
	}
}

func (g *move) edit() sequencer.Edit {
	if g.copies {
		return sequencer.DuplicateNotes(g.marked, g.by, g.up)
	}
	return sequencer.MoveNotes(g.marked, g.by, g.up)
}

// to is where the grabbed note's start comes to lie. A copy is free of the grid with Alt alone, for Ctrl makes it one.
func (g *move) to(r *Roll, start sequencer.Tick) sequencer.Tick {
	if g.copies && r.modifiers&fyne.KeyModifierAlt == 0 && r.notes.piece != nil {
		return r.snap.Round(r.notes.piece.Meters(), start)
	}
	return r.snapped(start)
}

// show marks the copies while they are carried. The owner is told at the end.
func (g *move) show(r *Roll) {
	if g.copies && g.before != nil && r.notes.piece != nil {
		r.marked = sequencer.Added(g.before, r.notes.piece)
		r.repaint()
	}
}

// still is how far, in units, the pointer may stray before a drag changes the time: a chord is transposed more often
// than not without meaning to move it.
const still = 4

func (g *move) drag(f *field, p fyne.Position) {
	r := f.r
	by := sequencer.Tick(0)
	start := g.grabbed.Note.Start
	now := r.view.Axis.Tick(p.X)
	if dx := r.view.Axis.Length(now - g.tick); dx > still || dx < -still || g.by != 0 {
		by = g.to(r, max(start+now-g.tick, 0)) - start
	}
	up := r.view.Key(p.Y) - g.key
	if r.modifiers&fyne.KeyModifierShift != 0 { // along one axis: the one the pointer went further along
		if dx, dy := p.X-g.at.X, p.Y-g.at.Y; max(dx, -dx) >= max(dy, -dy) {
			up = 0
		} else {
			by = 0
		}
	}
	if by == g.by && up == g.up {
		return
	}
	if up != g.up {
		f.hear(max(g.grabbed.Note.Start+by, 0), g.grabbed.Division, g.grabbed.Key+up)
	}
	g.by, g.up, g.moved = by, up, true
	f.preview(g.edit())
	g.show(r)
	f.sayMove(g)
}

func (f *field) sayMove(g *move) {
	a := f.r.notes.piece
	if a == nil {
		return
	}
	key := min(max(g.grabbed.Key+g.up, 0), keys-1)
	f.r.say("Bar " + a.Meters().Position(max(g.grabbed.Note.Start+g.by, 0)).String() + " · " + f.r.keyName(key))
}

func (g *move) end(f *field) {
	r := f.r
	switch {
	case g.by == 0 && g.up == 0:
		g.cancel(f)
	case g.copies:
		r.marked = g.marked
		r.commit("Copy notes", "", g.edit())
		if added := sequencer.Added(g.before, r.notes.piece); !added.Empty() {
			r.mark(added)
		}
	default:
		r.commit(moveLabel(g.by, g.up), "", g.edit())
	}
}

func moveLabel(by sequencer.Tick, up int) string {
	if by == 0 && up != 0 {
		return "Transpose notes"
	}
	return "Move notes"
}

func (g *move) cancel(f *field) {
	if !g.moved {
		return
	}
	f.takeBack()
	if g.copies {
		f.r.marked = g.marked
		f.r.repaint()
	}
}
