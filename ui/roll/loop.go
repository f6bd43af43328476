package roll

import (
	"fyne.io/fyne/v2"

	"voluntary/sequencer"
)

// loop is a span that is played again and again, when it is on.
type loop struct {
	from, to sequencer.Tick
	on       bool
}

// grip begins to drag a loop where the button went down. Near an end of the loop a drag moves that end.
func (u *ruler) grip(p fyne.Position) {
	r := u.r
	u.before = loop{r.loopFrom, r.loopTo, r.looping}
	u.other = u.anchor
	if r.loopTo > r.loopFrom && p.Y >= rulerSplit {
		if within(p.X, r.view.Axis.X(r.loopFrom), edge) {
			u.other = r.loopTo
		} else if within(p.X, r.view.Axis.X(r.loopTo), edge) {
			u.other = r.loopFrom
		}
	}
}

// span sets the loop from the end that stays to the pointer.
func (u *ruler) span(x float32) {
	to := u.at(min(max(x, 0), u.Size().Width))
	u.r.loopFrom, u.r.loopTo, u.r.looping = min(u.other, to), max(u.other, to), true
	u.r.repaint()
}

// escape takes the drag back that goes on and reports whether there was one. The rest of it is ignored.
func (u *ruler) escape() bool {
	switch {
	case u.carry != nil:
		if u.carry.moved {
			u.r.field.takeBack()
		}
	case u.pressed && u.dragged:
		u.r.loopFrom, u.r.loopTo, u.r.looping = u.before.from, u.before.to, u.before.on
		u.r.repaint()
	default:
		return false
	}
	u.carry, u.pressed, u.dragged, u.deaf = nil, false, false, true
	return true
}
