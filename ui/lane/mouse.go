package lane

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"voluntary/sequencer"
	"voluntary/ui/axis"
)

// MouseDown takes the focus and begins a gesture; the right button opens the menu of the place.
func (l *Lane) MouseDown(e *desktop.MouseEvent) {
	if l.layout == nil {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l)
	}
	hit := l.hitAt(e.Position)
	if e.Button == desktop.MouseButtonSecondary {
		l.mark(hit)
		l.openMenu(e.AbsolutePosition, l.snapped(l.tickAt(e.Position)), hit)
		return
	}
	if e.Button != desktop.MouseButtonPrimary || e.Position.X < l.left {
		return
	}
	l.mark(hit)
	if hit.Row >= 0 {
		l.drag = &drag{hit: hit, row: l.layout.Rows[hit.Row], from: l.snapped(l.tickAt(e.Position))}
	}
	l.Refresh()
}

func (l *Lane) mark(hit Hit) {
	l.marked = Mark{}
	switch hit.Part {
	case Start, Body:
		l.marked = Mark{On: true, Control: hit.Bar.Control, Start: hit.Bar.Start, Part: Start}
	case End:
		l.marked = Mark{On: true, Control: hit.Bar.Control, Start: hit.Bar.Start, Part: End}
	}
}

// Dragged shows what the gesture would do.
func (l *Lane) Dragged(e *fyne.DragEvent) {
	if l.drag == nil {
		return
	}
	l.drag.moved = true
	l.try(e.Position)
}

func (l *Lane) try(p fyne.Position) {
	label, edit, ok := l.drag.step(l.layoutAtStart(), l.snapped(l.tickAt(p)), l.drag.row.ValueAt(p.Y+l.scroll))
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

// layoutAtStart is the layout that the gesture began on; only its console is used, so the present one serves.
func (l *Lane) layoutAtStart() *Layout { return l.layout }

// DragEnd makes the edit.
func (l *Lane) DragEnd() { l.finish() }

// MouseUp ends a gesture without movement; a press on an empty place of a shoe's row sets a point there.
func (l *Lane) MouseUp(e *desktop.MouseEvent) {
	if l.drag == nil || e.Button != desktop.MouseButtonPrimary {
		return
	}
	if !l.drag.moved {
		if l.drag.row.Kind == ShoeRow && l.drag.hit.Part == Nothing {
			l.try(e.Position)
			l.finish()
			return
		}
		l.drag = nil
	}
}

func (l *Lane) finish() {
	if l.drag == nil {
		return
	}
	l.drag = nil
	edit, label := l.last, l.label
	l.last = nil
	if l.OnCancel != nil {
		l.OnCancel()
	}
	if edit != nil {
		l.commit(label, edit)
	}
}

func (l *Lane) commit(label string, edit sequencer.Edit) {
	if l.OnCommit != nil {
		l.OnCommit(label, edit)
	}
}

func (l *Lane) hitAt(p fyne.Position) Hit {
	if l.layout == nil || p.X < l.left {
		row := -1
		if l.layout != nil {
			row = l.layout.RowAt(p.Y + l.scroll)
		}
		return Hit{Row: row}
	}
	return l.layout.HitAt(l.axis, p.X-l.left, p.Y+l.scroll)
}

func (l *Lane) openMenu(at fyne.Position, tick sequencer.Tick, hit Hit) {
	if l.OnMenu != nil {
		l.OnMenu(at, Choices(l.piece, l.layout, tick, hit))
	}
}

// MouseIn implements desktop.Hoverable.
func (l *Lane) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved shows what lies under the pointer.
func (l *Lane) MouseMoved(e *desktop.MouseEvent) {
	hit := l.hitAt(e.Position)
	if hit != l.hover {
		l.hover = hit
		l.raster.Refresh()
	}
	l.say(e.Position)
}

// MouseOut implements desktop.Hoverable.
func (l *Lane) MouseOut() {
	l.hover = Hit{Row: -1}
	l.raster.Refresh()
	if l.OnHover != nil {
		l.OnHover("")
	}
}

// say tells in words what lies at a place.
func (l *Lane) say(p fyne.Position) {
	if l.OnHover == nil || l.piece == nil {
		return
	}
	tick := l.snapped(l.tickAt(p))
	text := l.piece.Meters().Position(tick).String()
	hit := l.hitAt(p)
	if hit.Row >= 0 {
		row := l.layout.Rows[hit.Row]
		text += "  " + row.Label
		switch {
		case hit.Part >= Start && hit.Part <= Body:
			m := l.piece.Meters()
			text += fmt.Sprintf("  drawn at %v", m.Position(hit.Bar.Start))
			if hit.Bar.Open {
				text += ", never retired"
			} else {
				text += fmt.Sprintf(", retired at %v", m.Position(hit.Bar.End))
			}
		case row.Kind == ShoeRow:
			text += "  " + valueText(row.ValueAt(p.Y+l.scroll))
		case hit.Part == Flag:
			text += "  " + hit.Flag.Scene
		}
	}
	l.OnHover(text)
}

// Cursor shows what can be dragged.
func (l *Lane) Cursor() desktop.Cursor {
	switch l.hover.Part {
	case Start, End, Point:
		return desktop.HResizeCursor
	case Body, Flag:
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// Scrolled scrolls the rows; with Shift, or sideways, the time; with Ctrl it zooms about the pointer.
func (l *Lane) Scrolled(e *fyne.ScrollEvent) {
	mods := modifiers()
	switch {
	case mods&fyne.KeyModifierControl != 0:
		factor := 1.2
		if e.Scrolled.DY < 0 {
			factor = 1 / factor
		}
		l.moveAxis(l.axis.Zoom(e.Position.X-l.left, factor))
	case mods&fyne.KeyModifierShift != 0:
		l.moveAxis(l.axis.ScrollBy(-e.Scrolled.DY * 2))
	case e.Scrolled.DX != 0:
		l.moveAxis(l.axis.ScrollBy(-e.Scrolled.DX * 2))
	default:
		before := l.scroll
		l.scroll -= e.Scrolled.DY
		l.settleScroll()
		if l.scroll != before {
			l.Refresh()
		}
	}
}

func (l *Lane) moveAxis(a axis.Axis) {
	if l.OnAxis != nil {
		l.OnAxis(a)
	}
}
