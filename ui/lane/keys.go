package lane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"voluntary/sequencer"
)

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

// TypedRune implements fyne.Focusable.
func (l *Lane) TypedRune(rune) {}

// TypedKey moves the mark from bar to bar and, with Alt, the marked end itself.
func (l *Lane) TypedKey(e *fyne.KeyEvent) {
	if l.layout == nil {
		return
	}
	switch e.Name {
	case fyne.KeyEscape:
		if l.drag != nil {
			l.drag, l.last = nil, nil
			if l.OnCancel != nil {
				l.OnCancel()
			}
			return
		}
		if l.marked.On {
			l.marked = Mark{}
			l.Refresh()
			return
		}
	case fyne.KeyDelete, fyne.KeyBackspace:
		if b, ok := l.MarkedBar(); ok {
			l.commit("Remove "+l.console.Controls[b.Control].Label(), RemoveBar(l.console, b))
			return
		}
	case fyne.KeyLeft, fyne.KeyRight:
		if l.step(e.Name == fyne.KeyRight) {
			return
		}
	case fyne.KeyUp, fyne.KeyDown:
		if l.otherRow(e.Name == fyne.KeyDown) {
			return
		}
	case fyne.KeyReturn, fyne.KeyEnter, desktop.KeyMenu:
		tick := l.snapped(sequencer.Tick(l.playhead))
		y := float32(0)
		hit := Hit{Row: -1}
		if b, ok := l.MarkedBar(); ok {
			row := l.layout.RowOf(b.Control)
			hit = Hit{Row: row, Part: Body, Bar: b}
			y = l.layout.Rows[row].Y - l.scroll
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l)
		l.openMenu(at.AddXY(l.left+max(l.axis.X(tick), 0), y+10), tick, hit)
		return
	}
	if l.OnKey != nil {
		l.OnKey(e)
	}
}

// KeyDown moves the marked end: Alt with an arrow is a shortcut to Fyne and never typed.
func (l *Lane) KeyDown(e *fyne.KeyEvent) {
	if l.layout == nil || modifiers() != fyne.KeyModifierAlt || e.Name != fyne.KeyLeft && e.Name != fyne.KeyRight {
		return
	}
	if _, ok := l.MarkedBar(); ok {
		l.nudge(e.Name == fyne.KeyRight)
	}
}

// KeyUp implements desktop.Keyable.
func (l *Lane) KeyUp(*fyne.KeyEvent) {}

// MarkedBar is the bar that is marked.
func (l *Lane) MarkedBar() (sequencer.LaneBar, bool) {
	if !l.marked.On || l.layout == nil {
		return sequencer.LaneBar{}, false
	}
	for _, b := range l.layout.BarsOf(l.marked.Control) {
		if b.Start == l.marked.Start {
			return b, true
		}
	}
	return sequencer.LaneBar{}, false
}

// step marks the next end of a bar in the row, or the first bar of the lane when none is marked.
func (l *Lane) step(forward bool) bool {
	b, ok := l.MarkedBar()
	if !ok {
		return l.otherRow(true)
	}
	if forward && l.marked.Part == Start && !b.Open {
		l.marked.Part = End
		l.Refresh()
		return true
	}
	if !forward && l.marked.Part == End {
		l.marked.Part = Start
		l.Refresh()
		return true
	}
	bars := l.layout.BarsOf(b.Control)
	for i := range bars {
		if bars[i].Start != b.Start {
			continue
		}
		if forward && i+1 < len(bars) {
			l.markBar(bars[i+1], Start)
			return true
		}
		if !forward && i > 0 {
			l.markBar(bars[i-1], End)
			return true
		}
	}
	return true
}

// otherRow marks the first bar of the next row that has one.
func (l *Lane) otherRow(down bool) bool {
	at, by := -1, 1
	if b, ok := l.MarkedBar(); ok {
		at = l.layout.RowOf(b.Control)
	}
	if !down {
		by = -1
	}
	for i := at + by; i >= 0 && i < len(l.layout.Rows); i += by {
		row := l.layout.Rows[i]
		if bars := l.layout.BarsOf(row.Control); row.Kind == ControlRow && len(bars) > 0 {
			l.markBar(bars[0], Start)
			if y := row.Y - l.scroll; y < 0 || y+row.Height > l.Size().Height {
				l.scrollTo(row.Y - l.Size().Height/2)
			}
			l.Refresh()
			return true
		}
	}
	return at >= 0
}

func (l *Lane) markBar(b sequencer.LaneBar, part Part) {
	l.marked = Mark{On: true, Control: b.Control, Start: b.Start, Part: part}
	if l.OnAxis != nil {
		at := b.Start
		if part == End {
			at = b.End
		}
		l.OnAxis(l.axis.Reveal(at, 40))
	}
	l.Refresh()
}

// nudge moves the marked end by one step of the grid.
func (l *Lane) nudge(forward bool) {
	b, _ := l.MarkedBar()
	at := b.Start
	if l.marked.Part == End {
		at = b.End
	}
	to := l.snap.Before(l.piece.Meters(), at)
	if forward {
		to = l.snap.Next(l.piece.Meters(), at)
	}
	d := &drag{hit: Hit{Part: l.marked.Part, Bar: b}, from: at}
	label, edit, ok := d.step(l.console, to, 0)
	if !ok {
		return
	}
	l.commit(label, edit)
	l.marked = d.lands
	l.remark()
	l.Refresh()
}
