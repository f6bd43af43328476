package lane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"voluntary/sequencer"
)

const (
	modAlt   = fyne.KeyModifierAlt
	modShift = fyne.KeyModifierShift
	modCtrl  = fyne.KeyModifierControl
)

// heldNow is what is held on the keyboard, as far as the driver knows.
func heldNow() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// FocusGained implements fyne.Focusable.
func (l *Lane) FocusGained() {
	l.focused = true
	if l.OnFocus != nil {
		l.OnFocus()
	}
	l.Refresh()
}

// FocusLost implements fyne.Focusable.
func (l *Lane) FocusLost() {
	l.focused = false
	l.Refresh()
}

// Focused reports whether keys come here.
func (l *Lane) Focused() bool { return l.focused }

// TypedRune leads the shoe to the marked point in a line, or at once.
func (l *Lane) TypedRune(r rune) {
	if (r == 'l' || r == 'L') && l.marked.Part == Point && l.layout != nil {
		ch := l.lineChoice(l.marked.Point)
		l.commit(ch.Step, ch.Edit)
	}
}

// TypedKey moves the mark from thing to thing; with Shift it selects a slice of time.
func (l *Lane) TypedKey(e *fyne.KeyEvent) {
	if l.layout == nil {
		return
	}
	if !l.typed(e.Name, l.modifiers()&modShift != 0) && l.OnKey != nil {
		l.OnKey(e)
	}
}

func (l *Lane) typed(name fyne.KeyName, shift bool) bool {
	switch name {
	case fyne.KeyEscape:
		return l.escape()
	case fyne.KeyDelete, fyne.KeyBackspace:
		return l.remove()
	case fyne.KeyLeft, fyne.KeyRight:
		if shift {
			l.extendSlice(name == fyne.KeyRight)
			return true
		}
		return l.step(name == fyne.KeyRight)
	case fyne.KeyUp, fyne.KeyDown:
		return l.otherRow(name == fyne.KeyDown)
	case fyne.KeyReturn, fyne.KeyEnter, desktop.KeyMenu:
		l.menuAtMark()
		return true
	}
	return false
}

// takeBack takes back the drag that goes on and reports whether there was one.
func (l *Lane) takeBack() bool {
	switch {
	case l.sweep != nil && l.sweep.moved:
		from, to := l.sweep.from, l.sweep.to
		l.sweep = nil
		l.SetSlice(from, to)
	case l.carry != nil && l.carry.moved:
		before := l.carry.before
		l.carry = nil
		l.set(before)
	case l.drag != nil && l.drag.moved:
		l.drag, l.last = nil, nil
		if l.OnCancel != nil {
			l.OnCancel()
		}
	default:
		return false
	}
	return true
}

// escape takes back a drag, else forgets the mark, else the slice.
func (l *Lane) escape() bool {
	switch {
	case l.takeBack():
	case l.drag != nil:
		l.drag = nil
	case l.marked.Part != Nothing:
		l.marked = Hit{Row: -1}
		l.Refresh()
	case l.sliceTo > l.sliceFrom:
		l.SetSlice(0, 0)
	default:
		return false
	}
	return true
}

// remove takes the marked thing out, else what is ordered in the slice.
func (l *Lane) remove() bool {
	if ch, ok := l.removal(l.marked); ok {
		l.commit(ch.Step, ch.Edit)
		return true
	}
	if from, to, ok := l.Slice(); ok {
		l.commit("Clear the registration of "+l.sliceText(), sequencer.ClearLane(from, to))
		return true
	}
	return false
}

// menuAtMark opens the menu for the marked thing at the playhead; of a mark, a meter or a tempo at its own place.
func (l *Lane) menuAtMark() {
	tick, y := l.snapped(sequencer.Tick(l.playhead)), float32(0)
	hit := Hit{Row: -1}
	if l.marked.Part != Nothing {
		hit = l.marked
		y = l.layout.Rows[hit.Row].Y - l.scroll
		switch hit.Part {
		case Start, End:
			hit.Part = Body
		case Tempo, RampStart, RampEnd, Meter, Mark, Flag, Point, Idle:
			tick = hit.Tick()
		}
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l)
	l.openMenu(at.AddXY(l.left+max(l.axis.X(tick), 0), stripHeight+max(y, 0)+10), tick, hit)
}

// KeyDown moves what is marked: Alt with an arrow is a shortcut to Fyne and never typed.
func (l *Lane) KeyDown(e *fyne.KeyEvent) {
	if l.layout == nil || l.marked.Part == Nothing || l.modifiers() != modAlt {
		return
	}
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyRight:
		l.nudge(e.Name == fyne.KeyRight)
	case fyne.KeyUp, fyne.KeyDown:
		l.lift(e.Name == fyne.KeyUp)
	}
}

// KeyUp implements desktop.Keyable.
func (l *Lane) KeyUp(*fyne.KeyEvent) {}

// Marked is the thing that keys work on; its part is Nothing when there is none.
func (l *Lane) Marked() Hit { return l.marked }

// MarkedBar is the bar that is marked.
func (l *Lane) MarkedBar() (sequencer.LaneBar, bool) {
	switch l.marked.Part {
	case Start, End, Body:
		return l.marked.Bar, true
	}
	return sequencer.LaneBar{}, false
}

// step marks the next end of a bar, or the next thing of the row; of the lane when nothing is marked yet. A head is
// unfolded and folded.
func (l *Lane) step(forward bool) bool {
	switch m := &l.marked; {
	case m.Part == Nothing:
		return l.otherRow(true)
	case m.Part == Head:
		if l.layout.Rows[m.Row].Folded == forward {
			l.fold(m.Row)
		}
		return true
	case forward && m.Part == Start && !m.Bar.Open:
		m.Part = End
		l.reveal(m.Bar.End)
		return true
	case forward && m.Part == RampStart:
		m.Part = RampEnd
		l.reveal(m.Ramp.To)
		return true
	case !forward && m.Part == RampEnd:
		m.Part = RampStart
		l.reveal(m.Ramp.From)
		return true
	case !forward && m.Part == End:
		m.Part = Start
		l.reveal(m.Bar.Start)
		return true
	}
	things := l.layout.Things(l.marked.Row)
	for i := range things {
		if !things[i].is(&l.marked) {
			continue
		}
		if forward && i+1 < len(things) {
			l.markThing(things[i+1])
		}
		if !forward && i > 0 {
			t := things[i-1]
			switch {
			case t.Part == Start && !t.Bar.Open:
				t.Part = End
			case t.Part == RampStart:
				t.Part = RampEnd
			}
			l.markThing(t)
		}
		break
	}
	return true
}

// otherRow marks the first thing, in sight if there is one, of the next row that has any.
func (l *Lane) otherRow(down bool) bool {
	at, by := -1, 1
	if l.marked.Part != Nothing {
		at = l.marked.Row
	}
	if !down {
		by = -1
	}
	for i := at + by; i >= 0 && i < len(l.layout.Rows); i += by {
		things := l.layout.Things(i)
		if len(things) == 0 {
			continue
		}
		l.showRow(i)
		l.markThing(things[0])
		return true
	}
	return at >= 0
}

// showRow scrolls until a row is in sight.
func (l *Lane) showRow(i int) {
	row := l.layout.Rows[i]
	if y := row.Y - l.scroll; y < 0 || y+row.Height > l.rowsHeight() {
		l.scrollTo(row.Y - l.rowsHeight()/2)
	}
}

func (l *Lane) markThing(h Hit) {
	l.mark(h)
	if h.Part == Head {
		l.Refresh()
		return
	}
	l.reveal(h.Tick())
}

func (l *Lane) reveal(at sequencer.Tick) {
	if l.OnAxis != nil {
		l.OnAxis(l.axis.Reveal(at, 40))
	}
	l.Refresh()
}

// nudge moves the marked thing by one step of the grid, a bar by the marked end.
func (l *Lane) nudge(forward bool) {
	at := l.marked.Tick()
	l.push(l.stepFrom(at, forward), l.heightOf(l.marked))
}

// lift moves a marked point up or down by a step, and every other row among its neighbours.
func (l *Lane) lift(up bool) {
	by := float32(1)
	if up {
		by = -1
	}
	row := l.layout.Rows[l.marked.Row]
	switch l.marked.Part {
	case Point:
		value := int(l.marked.Point.Value) - int(by)*shoeStep
		l.push(l.marked.Point.At, row.YOf(uint8(min(max(value, 0), 127))))
	case Tempo:
		bpm := l.marked.Tempo.BPM() - float64(by)
		l.commit("Set the tempo", moveTempo(l.marked.Tempo.At, l.marked.Tempo.At, bpm))
	case RampStart, RampEnd:
		r, label := l.marked.Ramp, "Tempo where a ramp begins"
		if l.marked.Part == RampStart {
			r.First = roundBPM(r.First-float64(by), true)
		} else {
			r.Last, label = roundBPM(r.Last-float64(by), true), "Tempo where a ramp ends"
		}
		l.commit(label, sequencer.MoveRamp(l.marked.Ramp, r))
	default:
		l.moveRow(l.marked.Row, l.neighbour(l.marked.Row, !up))
	}
}

// shoeStep is how far a key moves a shoe.
const shoeStep = 4

func (l *Lane) heightOf(h Hit) float32 {
	row := l.layout.Rows[h.Row]
	switch h.Part {
	case Point:
		return row.YOf(h.Point.Value)
	case Tempo:
		return l.layout.YOfBPM(row, h.Tempo.BPM())
	}
	return row.Y
}

// push moves the marked thing to a tick and a height.
func (l *Lane) push(to sequencer.Tick, y float32) {
	d := &drag{layout: l.layout, hit: l.marked, row: l.layout.Rows[l.marked.Row], from: l.marked.Tick(), y: y, beside: l.stepOff}
	label, edit, ok := d.step(to, y, true)
	if l.marked.Part == Tempo { // by the height it would lose its fraction
		edit = moveTempo(l.marked.Tempo.At, d.lands.Tempo.At, l.marked.Tempo.BPM())
	}
	if !ok {
		return
	}
	l.commit(label, edit)
	l.land(d)
}

// land marks what a gesture has left.
func (l *Lane) land(d *drag) {
	l.marked, l.markedRow = d.lands, d.row
	l.remark()
	l.Refresh()
}
