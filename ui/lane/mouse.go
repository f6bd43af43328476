package lane

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
)

// MouseDown takes the focus and begins a gesture. A press on a knob beside a name draws or retires at the playhead.
func (l *Lane) MouseDown(e *desktop.MouseEvent) {
	if l.layout == nil {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l)
	}
	hit := l.hitAt(e.Position)
	beside := e.Position.X < l.left
	if e.Button == desktop.MouseButtonSecondary {
		l.mark(hit)
		l.Refresh()
	}
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	if l.roller = l.rollerAt(e.Position); l.roller != nil {
		return
	}
	if beside {
		if e.Position.X >= l.left-knobRoom && hit.Row >= 0 && l.layout.Rows[hit.Row].Kind == ControlRow {
			l.toggle(l.layout.Rows[hit.Row].Control)
		}
		return
	}
	l.mark(hit)
	if hit.Row >= 0 {
		l.drag = &drag{hit: hit, row: l.layout.Rows[hit.Row], from: l.snapped(l.tickAt(e.Position))}
	}
	l.Refresh()
	l.say(e.Position)
}

// TappedSecondary opens the menu of a place; beside the names that of the playhead.
func (l *Lane) TappedSecondary(e *fyne.PointEvent) {
	if l.layout == nil {
		return
	}
	tick := l.snapped(l.tickAt(e.Position))
	if e.Position.X < l.left {
		tick = l.snapped(sequencer.Tick(l.playhead))
	}
	l.openMenu(e.AbsolutePosition, tick, l.hitAt(e.Position))
}

// toggle draws a control at the playhead, or retires it there.
func (l *Lane) toggle(k registration.ControlID) {
	tick := l.snapped(sequencer.Tick(l.playhead))
	state := l.layout.Picture.StateAt(tick, l.console.Initial())
	ch := toggle(l.console, &state, tick, l.console.Controls[k].Division, k)
	l.commit(ch.Step, ch.Edit)
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
	if l.roller != nil {
		l.scrollTo(l.roller.at(e.Position.Y))
		return
	}
	if l.drag == nil {
		return
	}
	l.drag.moved = true
	l.try(e.Position)
}

func (l *Lane) try(p fyne.Position) {
	label, edit, ok := l.drag.step(l.console, l.snapped(l.tickAt(p)), l.drag.row.ValueAt(p.Y+l.scroll))
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
	l.roller = nil
	l.finish()
}

// MouseUp ends a gesture without movement; a press on an empty place of a shoe's row sets a point there.
func (l *Lane) MouseUp(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary && l.roller != nil && !l.roller.moved {
		l.roller = nil
	}
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
	lands := l.drag.lands
	l.drag = nil
	edit, label := l.last, l.label
	l.last = nil
	if l.OnCancel != nil {
		l.OnCancel()
	}
	if edit != nil {
		l.commit(label, edit)
		l.marked = lands
		l.remark()
		l.Refresh()
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

// say tells in words what lies at a place.
func (l *Lane) say(p fyne.Position) {
	if l.OnHover == nil || l.piece == nil {
		return
	}
	hit := l.hitAt(p)
	if p.X < l.left {
		l.OnHover(l.sayRow(hit, p))
		return
	}
	m := l.piece.Meters()
	text := m.Position(l.snapped(l.tickAt(p))).String()
	if hit.Row < 0 {
		l.OnHover(text)
		return
	}
	row := l.layout.Rows[hit.Row]
	text += "  ·  "
	if row.Kind != SceneRow {
		text += l.console.Divisions[row.Division].Name + ": "
	}
	text += row.Label
	switch {
	case hit.Part >= Start && hit.Part <= Body:
		text += fmt.Sprintf(", drawn at %v", m.Position(hit.Bar.Start))
		if hit.Bar.ByScene {
			text += " by a scene"
		}
		if hit.Bar.Open {
			text += ", never retired"
		} else {
			text += fmt.Sprintf(", retired at %v", m.Position(hit.Bar.End))
		}
	case row.Kind == ShoeRow:
		text += " " + valueText(row.ValueAt(p.Y+l.scroll))
	case hit.Part == Flag:
		text += ": " + hit.Flag.Scene
	case row.Kind == ControlRow:
		text += ", not drawn here: drag to draw it"
	}
	l.OnHover(text)
}

// sayRow tells about the row whose name or knob is pointed at.
func (l *Lane) sayRow(hit Hit, p fyne.Position) string {
	if hit.Row < 0 {
		return ""
	}
	row := l.layout.Rows[hit.Row]
	if row.Kind == SceneRow {
		return row.Label
	}
	text := l.console.Divisions[row.Division].Name + ": " + row.Label
	now := l.DrawnNow()
	switch {
	case row.Kind == ShoeRow:
		return text + " " + valueText(now.Shoe(row.Enclosure))
	case p.X < l.left-knobRoom:
	default:
		k := &l.console.Controls[row.Control]
		where := l.piece.Meters().Position(l.snapped(sequencer.Tick(l.playhead)))
		return fmt.Sprintf("%s. Click to %s it at %v", text, strings.ToLower(verb(k, !now.On(row.Control))), where)
	}
	if now.On(row.Control) {
		return text + ", drawn"
	}
	return text + ", not drawn"
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
		l.scrollTo(l.scroll - e.Scrolled.DY)
	}
}

func (l *Lane) moveAxis(a axis.Axis) {
	if l.OnAxis != nil {
		l.OnAxis(a)
	}
}
