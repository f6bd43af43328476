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
}

func newMove(f *field, p *press) *move {
	return &move{grabbed: p.hit.Seen, tick: p.tick, key: p.hit.Seen.Key, at: p.at}
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
		by = r.snapped(max(start+now-g.tick, 0)) - start
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
		f.hear(g.grabbed.Division, g.grabbed.Key+up)
	}
	g.by, g.up, g.moved = by, up, true
	f.preview(sequencer.MoveNotes(r.marked, by, up))
	f.sayMove(g)
}

func (f *field) sayMove(g *move) {
	a := f.r.notes.piece
	if a == nil {
		return
	}
	key := min(max(g.grabbed.Key+g.up, 0), keys-1)
	f.r.say("Bar " + a.Meters().Position(max(g.grabbed.Note.Start+g.by, 0)).String() + " · " + sequencer.KeyName(uint8(key)))
}

func (g *move) end(f *field) {
	switch {
	case g.by != 0 || g.up != 0:
		f.r.commit(moveLabel(g.by, g.up), "", sequencer.MoveNotes(f.r.marked, g.by, g.up))
	case g.moved:
		f.takeBack()
	}
}

func moveLabel(by sequencer.Tick, up int) string {
	if by == 0 && up != 0 {
		return "Transpose notes"
	}
	return "Move notes"
}

func (g *move) cancel(f *field) {
	if g.moved {
		f.takeBack()
	}
}
