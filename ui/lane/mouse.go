package lane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
	"voluntary/ui/touch"
)

// MouseDown takes the focus and begins a gesture. A press on a knob beside a name draws or retires at the playhead, one
// on a head folds, one on a name takes the row along; with Shift, or in the strip above the rows, a slice is selected.
func (l *Lane) MouseDown(e *desktop.MouseEvent) {
	if l.layout == nil || e.Button != desktop.MouseButtonPrimary && l.second.Down() {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l)
	}
	hit := l.hitAt(e.Position)
	if e.Button == desktop.MouseButtonSecondary {
		l.mark(hit)
		l.Refresh()
	}
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	touch.Hold(l.takeBack)
	if l.roller = l.rollerAt(e.Position); l.roller != nil {
		return
	}
	if e.Position.X < l.left {
		l.pressBeside(e.Position, hit.Row)
		return
	}
	if e.Position.Y < stripHeight || e.Modifier&modShift != 0 {
		l.sweep = l.sweepFrom(e.Position.X - l.left)
		return
	}
	line := e.Modifier&modCtrl != 0
	if line && hit.Part == RampBody { // another one is drawn
		hit = Hit{Row: hit.Row}
	}
	l.mark(hit)
	if hit.Row >= 0 {
		l.drag = &drag{
			layout: l.layout, hit: hit, row: l.layout.Rows[hit.Row], from: l.snapped(l.tickAt(e.Position)), line: line,
			y: e.Position.Y - stripHeight + l.scroll, beside: l.beside,
		}
		if hit.Part == Flag || hit.Part == Meter || hit.Part == Mark {
			l.drag.grab = e.Position.X - l.left - l.axis.X(hit.Tick())
		}
	}
	l.Refresh()
	l.say(e.Position)
}

// pressBeside is a press on the names.
func (l *Lane) pressBeside(p fyne.Position, row int) {
	if row < 0 || p.Y < stripHeight {
		return
	}
	switch r := l.layout.Rows[row]; {
	case r.Kind == ControlRow && p.X >= l.left-knobRoom:
		l.toggle(r.Control)
	case r.divided(l.console):
		l.carry = &carry{row: row, before: l.view.Setting}
		l.mark(l.firstOf(row))
		l.Refresh()
	}
}

// firstOf is the first thing of a row, so that keys work on it.
func (l *Lane) firstOf(row int) Hit {
	if things := l.layout.Things(row); len(things) > 0 {
		return things[0]
	}
	return Hit{Row: -1}
}

// TappedSecondary opens the menu of a place; beside the names that of the playhead.
func (l *Lane) TappedSecondary(e *fyne.PointEvent) {
	if l.second.Tapped() || l.layout == nil {
		return
	}
	tick := l.snapped(l.tickAt(e.Position))
	if e.Position.X < l.left {
		tick = l.snapped(sequencer.Tick(l.playhead))
	}
	l.openMenu(e.AbsolutePosition, tick, l.hitAt(e.Position))
}

// DoubleTapped opens a thing to be changed in words, or makes one where there is none.
func (l *Lane) DoubleTapped(e *fyne.PointEvent) {
	if l.layout == nil || e.Position.X < l.left || e.Position.Y < stripHeight || l.OnOpen == nil {
		return
	}
	if hit := l.hitAt(e.Position); hit.Row >= 0 {
		l.OnOpen(hit, l.snapped(l.tickAt(e.Position)))
	}
}

// toggle draws a control at the playhead, or retires it there.
func (l *Lane) toggle(k registration.ControlID) {
	tick := l.snapped(sequencer.Tick(l.playhead))
	state := l.layout.Picture.StateAt(tick, l.console.Initial())
	ch := toggle(l.console, &state, tick, l.console.Controls[k].Division, k)
	l.commit(ch.Step, ch.Edit)
}

// Dragged shows what the gesture would do.
func (l *Lane) Dragged(e *fyne.DragEvent) {
	switch {
	case l.roller != nil:
		l.scrollTo(l.roller.at(e.Position.Y))
	case l.carry != nil:
		l.carryTo(e.Position.Y - stripHeight)
	case l.sweep != nil:
		l.sweep.moved = true
		l.SetSlice(l.sweep.anchor, l.snapped(l.tickAt(e.Position)))
		l.say(e.Position)
	case l.drag != nil:
		l.drag.moved = true
		l.try(e.Position)
	}
}

func (l *Lane) try(p fyne.Position) {
	label, edit, ok := l.drag.step(l.snapped(l.tickAt(p.SubtractXY(l.drag.grab, 0))), p.Y-stripHeight+l.scroll, l.modifiers()&modAlt != 0)
	l.last, l.label = nil, ""
	if !ok {
		if l.OnCancel != nil {
			l.OnCancel()
		}
		return
	}
	l.last, l.label = edit, label
	if l.OnPreview != nil {
		l.OnPreview(edit)
	}
	l.say(p)
}

// DragEnd makes the edit.
func (l *Lane) DragEnd() {
	l.roller, l.sweep, l.carry = nil, nil, nil
	l.finish()
}

// MouseUp ends a gesture without movement: a press on an empty place of a shoe's or the tempo's row sets a point there,
// one on a head folds it, one that would select a slice selects none.
func (l *Lane) MouseUp(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	if l.roller != nil && !l.roller.moved {
		l.roller = nil
	}
	if l.sweep != nil && !l.sweep.moved {
		l.sweep = nil
		l.SetSlice(0, 0)
	}
	if l.carry != nil && !l.carry.moved {
		row := l.carry.row
		l.carry = nil
		if l.layout.Rows[row].Kind == HeadRow {
			l.fold(row)
		}
	}
	if l.drag == nil || l.drag.moved {
		return
	}
	switch kind := l.drag.row.Kind; {
	case l.drag.hit.Part == Nothing && (kind == ShoeRow || kind == TempoRow) && !l.drag.line:
		l.try(e.Position)
		l.finish()
	default:
		l.drag = nil
	}
}

func (l *Lane) finish() {
	if l.drag == nil {
		return
	}
	d := l.drag
	l.drag = nil
	edit, label := l.last, l.label
	l.last = nil
	if l.OnCancel != nil {
		l.OnCancel()
	}
	if edit != nil {
		l.commit(label, edit)
		l.land(d)
	}
	if d.row.Kind == TempoRow {
		l.arrange() // its scale is free again
	}
}

func (l *Lane) commit(label string, edit sequencer.Edit) {
	if l.OnCommit != nil {
		l.OnCommit(label, edit)
	}
}

func (l *Lane) hitAt(p fyne.Position) Hit {
	switch {
	case l.layout == nil || p.Y < stripHeight:
		return Hit{Row: -1}
	case p.X < l.left:
		return Hit{Row: l.layout.RowAt(p.Y - stripHeight + l.scroll)}
	}
	return l.layout.HitAt(l.axis, p.X-l.left, p.Y-stripHeight+l.scroll)
}

func (l *Lane) openMenu(at fyne.Position, tick sequencer.Tick, hit Hit) {
	if l.OnMenu != nil {
		l.OnMenu(at, tick, hit)
	}
}

// MouseIn implements desktop.Hoverable.
func (l *Lane) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved shows what lies under the pointer.
func (l *Lane) MouseMoved(e *desktop.MouseEvent) {
	hit := l.hitAt(e.Position)
	if e.Position.X < l.left {
		hit.Row = -1 // nothing to light up
	}
	if hit.Part == Head {
		hit.Part = Nothing
	}
	if hit != l.hover {
		l.hover = hit
		l.refreshPicture()
	}
	l.say(e.Position)
}

// MouseOut implements desktop.Hoverable.
func (l *Lane) MouseOut() {
	l.hover = Hit{Row: -1}
	l.refreshPicture()
	if l.OnHover != nil {
		l.OnHover("")
	}
}

// Cursor shows what can be dragged.
func (l *Lane) Cursor() desktop.Cursor {
	switch l.hover.Part {
	case Start, End, Point, Tempo, RampStart, RampEnd, Idle:
		return desktop.HResizeCursor
	case Body, RampBody, Flag, Meter, Mark:
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// Scrolled scrolls the rows; with Shift, or sideways, the time; with Ctrl it zooms about the pointer.
func (l *Lane) Scrolled(e *fyne.ScrollEvent) {
	mods := l.modifiers()
	switch {
	case mods&modCtrl != 0:
		factor := 1.2
		if e.Scrolled.DY < 0 {
			factor = 1 / factor
		}
		l.moveAxis(l.axis.Zoom(e.Position.X-l.left, factor))
	case mods&modShift != 0:
		l.moveAxis(l.axis.ScrollBy(-e.Scrolled.DY * 2))
	case e.Scrolled.DX != 0:
		l.moveAxis(l.axis.ScrollBy(-e.Scrolled.DX * 2))
	default:
		l.scrollTo(l.scroll - e.Scrolled.DY)
	}
}

func (l *Lane) moveAxis(a axis.Axis) {
	if l.OnAxis != nil {
		l.OnAxis(a)
	}
}
