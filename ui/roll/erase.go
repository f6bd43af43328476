package roll

import (
	"math"

	"fyne.io/fyne/v2"

	"voluntary/sequencer"
)

// Tool is what a press of the mouse does to the notes.
type Tool uint8

// The tools.
const (
	Pointer Tool = iota // select, move, lengthen
	Pencil              // over nothing: draw a note
	Eraser              // remove every note that is touched
)

// erase removes the notes that the pointer goes over.
type erase struct {
	gone []sequencer.NoteID
	last fyne.Position
}

func (g *erase) edit() sequencer.Edit { return sequencer.DeleteNotes(sequencer.Select(g.gone, nil)) }

// touch takes what lies between the last place and this one.
func (g *erase) touch(f *field, p fyne.Position) {
	dx, dy := float64(p.X-g.last.X), float64(p.Y-g.last.Y)
	steps := max(int(math.Hypot(dx, dy)/2), 1)
	before := len(g.gone)
	for i := 1; i <= steps; i++ {
		t := float32(i) / float32(steps)
		at := fyne.NewPos(g.last.X+float32(dx)*t, g.last.Y+float32(dy)*t)
		for range 8 { // notes may lie on each other
			hit := f.hitAt(at)
			if hit.Zone == Nothing {
				break
			}
			g.gone = append(g.gone, hit.Seen.Note.ID)
			f.preview(g.edit())
		}
	}
	g.last = p
	if n := len(g.gone); n > before {
		f.over = Hit{}
	}
}

func (g *erase) drag(f *field, p fyne.Position) { g.touch(f, p) }

func (g *erase) end(f *field) {
	if len(g.gone) > 0 {
		f.r.commit("Erase notes", "", g.edit())
	}
}

func (g *erase) cancel(f *field) {
	if len(g.gone) > 0 {
		f.takeBack()
	}
}
