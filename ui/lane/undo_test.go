package lane

import (
	"math/rand/v2"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/ui/axis"
)

// TestAnyGesturesCanBeUndone drives the lane at random: undoing everything is the start again, redoing it the end.
func TestAnyGesturesCanBeUndone(t *testing.T) {
	for seed := range uint64(12) {
		s := inWindow(t, piece(t, "parish"))
		s.SetAxis(axis.Axis{PerTick: 40.0 / bar, Width: 800, End: 16 * bar})
		start := s.editor.Current()
		r := rand.New(rand.NewPCG(seed, 1))
		place := func() fyne.Position { return fyne.NewPos(r.Float32()*900, r.Float32()*240) }
		keys := []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight, fyne.KeyDelete, fyne.KeyReturn, fyne.KeyEscape}
		for range 150 {
			switch r.IntN(9) {
			case 0, 1, 2:
				s.pull(place(), place())
			case 3:
				p := place()
				s.press(p, desktop.MouseButtonPrimary)
				s.release(p)
			case 4:
				s.TypedKey(&fyne.KeyEvent{Name: keys[r.IntN(len(keys))]})
			case 5:
				if s.marked.Part != Nothing {
					s.held = modAlt
					s.KeyDown(&fyne.KeyEvent{Name: keys[r.IntN(4)]})
					s.held = 0
				}
			case 6:
				tick := s.snapped(s.tickAt(place()))
				list := Choices(s.piece, s.layout, tick, s.hitAt(place()))
				ch := list[r.IntN(len(list))]
				s.OnCommit(ch.Step, ch.Edit)
			case 7:
				if r.IntN(2) == 0 {
					s.editor.Undo()
				} else {
					s.editor.Redo()
				}
			case 8:
				s.ShowAll(r.IntN(2) == 0)
				s.ShowTime(r.IntN(2) == 0)
				s.SetSnapping(Snappings()[r.IntN(len(Snappings()))])
				s.held = []fyne.KeyModifier{0, 0, modShift, modCtrl, modAlt}[r.IntN(5)]
				s.SetPlayhead(r.Float64() * 16 * bar)
				s.scrollTo(r.Float32() * 400)
			}
			require.False(t, s.editor.Previewing())
			_, err := sequencer.New(s.editor.Current().Piece())
			require.NoError(t, err)
			for _, b := range s.layout.Picture.Bars {
				require.Less(t, b.Start, b.End)
			}
		}
		end := s.editor.Current()
		for s.editor.Redo() {
			end = s.editor.Current()
		}
		for s.editor.Undo() {
			require.Equal(t, s.editor.Current(), s.piece)
		}
		assert.Same(t, start, s.editor.Current())
		for s.editor.Redo() {
			require.Equal(t, s.editor.Current(), s.piece)
		}
		assert.Same(t, end, s.editor.Current())
	}
}
