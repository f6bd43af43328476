package roll

import (
	"fyne.io/fyne/v2"

	"voluntary/sequencer"
)

// usualVelocity is what a drawn note gets. Organs seldom care.
const usualVelocity = 80

// draw makes a new note from where the drag began to where the pointer is.
type draw struct {
	part        sequencer.PartID
	key         uint8 // as written
	division    int
	from        sequencer.Tick
	start, stop sequencer.Tick
}

// newDraw begins a note, nil when there is no part that could have one there.
func newDraw(f *field, at fyne.Position) *draw {
	r := f.r
	if r.notes.piece == nil {
		return nil
	}
	tick := r.view.Axis.Tick(at.X)
	from := tick
	if !r.drawsFree() {
		from = r.snap.Down(r.notes.piece.Meters(), tick)
	}
	sounding := r.view.Key(at.Y)
	i, ok := r.partFor(tick, sounding)
	if !ok {
		return nil
	}
	p := &r.notes.parts[i]
	key := sounding - int(p.part.Shift)
	if key < 0 || key >= keys {
		return nil
	}
	return &draw{part: p.part.ID, key: uint8(key), division: p.routes[p.route(from)].division, from: from}
}

// drawsFree reports whether a note is drawn without the grid: with Alt alone, for Ctrl draws it.
func (r *Roll) drawsFree() bool { return r.modifiers&fyne.KeyModifierAlt != 0 }

// partFor is the part that a note drawn here goes to: the chosen one, or that of a marked note, or the first whose
// division has the key there, or the first.
func (r *Roll) partFor(at sequencer.Tick, key int) (int, bool) {
	if len(r.notes.parts) == 0 {
		return 0, false
	}
	for i := range r.notes.parts {
		if r.notes.parts[i].part.ID == r.part {
			return i, true
		}
	}
	if ids := r.marked.Notes(); len(ids) > 0 {
		if s, ok := r.notes.find(ids[len(ids)-1]); ok {
			return s.Part, true
		}
	}
	for i := range r.notes.parts {
		p := &r.notes.parts[i]
		if to := p.routes[p.route(at)]; to.division != nobody && key >= int(to.lowest) && key <= int(to.highest) {
			return i, true
		}
	}
	return 0, true
}

func (g *draw) note() sequencer.Edit {
	return sequencer.AddNote(g.part, sequencer.Note{Start: g.start, End: g.stop, Key: g.key, Velocity: usualVelocity})
}

// span is the note between where it began and a tick: whole cells of the grid, at least one.
func (g *draw) span(r *Roll, to sequencer.Tick) {
	m := r.notes.piece.Meters()
	from := g.from
	if r.drawsFree() {
		g.start, g.stop = min(from, to), max(from, to, min(from, to)+shortestNote)
		return
	}
	if to >= from {
		g.start, g.stop = from, max(r.snap.Round(m, to), r.cell(from))
		return
	}
	g.start, g.stop = r.snap.Down(m, to), r.cell(from)
}

// cell is the end of the grid cell that begins at a tick; without a grid a beat later.
func (r *Roll) cell(from sequencer.Tick) sequencer.Tick {
	m := r.notes.piece.Meters()
	if next := r.snap.Next(m, from); next-from >= shortestNote {
		return next
	}
	return from + m.At(from).BeatTicks()
}

func (g *draw) drag(f *field, p fyne.Position) {
	start, stop := g.start, g.stop
	g.span(f.r, f.r.view.Axis.Tick(p.X))
	f.hear(g.start, g.division, int(g.key)+f.shift(g.part))
	if g.start != start || g.stop != stop {
		f.preview(g.note())
	}
}

func (f *field) shift(id sequencer.PartID) int {
	if p := f.r.notes.piece.Part(id); p != nil {
		return int(p.Shift)
	}
	return 0
}

func (g *draw) end(f *field) { f.r.add(g) }

func (g *draw) cancel(f *field) { f.takeBack() }

// add commits a drawn note and selects it.
func (r *Roll) add(g *draw) {
	r.commit("Draw a note", "", g.note())
	if r.notes.piece == nil {
		return
	}
	id := sequencer.NoteID(r.notes.piece.Piece().LastID) // ids count up: the newest thing in the piece
	if s, ok := r.notes.find(id); ok && s.Note.Start == g.start {
		r.mark(sequencer.Select([]sequencer.NoteID{id}, nil))
	}
}

// drawOne makes a note as long as the grid at a place.
func (f *field) drawOne(at fyne.Position) {
	g := newDraw(f, at)
	if g == nil {
		return
	}
	g.start, g.stop = g.from, f.r.cell(g.from)
	f.tap(g.start, g.division, int(g.key)+f.shift(g.part))
	f.r.add(g)
}
