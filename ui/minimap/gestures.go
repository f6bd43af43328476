package minimap

import (
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"voluntary/sequencer"
)

// MouseDown is for Fyne. Beside the window it comes to the pointer first.
func (m *Map) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary || m.axis.End <= 0 {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(m); c != nil && !m.focused {
		c.Focus(m)
	}
	m.held = true
	x0, x1 := m.frame()
	if e.Position.X < x0 || e.Position.X >= x1 {
		_, ticks := m.seen()
		m.show(m.axis.ScrollTo(m.tick(e.Position.X) - ticks/2))
	}
	m.grip = e.Position.X - m.x(m.axis.Scroll)
}

// MouseUp is for Fyne.
func (m *Map) MouseUp(*desktop.MouseEvent) { m.held = false }

// Dragged is for Fyne.
func (m *Map) Dragged(e *fyne.DragEvent) {
	if m.held {
		m.show(m.axis.ScrollTo(m.tick(e.Position.X - m.grip)))
	}
}

// DragEnd is for Fyne.
func (m *Map) DragEnd() { m.held = false }

// Scrolled is for Fyne.
func (m *Map) Scrolled(e *fyne.ScrollEvent) {
	by := e.Scrolled.DX
	if by == 0 {
		by = e.Scrolled.DY
	}
	m.show(m.axis.ScrollBy(-by * 2))
}

// MouseIn is for Fyne.
func (m *Map) MouseIn(e *desktop.MouseEvent) { m.MouseMoved(e) }

// MouseMoved is for Fyne.
func (m *Map) MouseMoved(e *desktop.MouseEvent) {
	if m.OnHover != nil {
		m.OnHover(m.describe(e.Position.X))
	}
}

// MouseOut is for Fyne.
func (m *Map) MouseOut() {
	if m.OnHover != nil {
		m.OnHover("")
	}
}

// describe says which bar a place is, the last mark before it, and who plays there.
func (m *Map) describe(x float32) string {
	if m.piece == nil || m.console == nil || m.axis.End <= 0 {
		return ""
	}
	tick := sequencer.Tick(min(max(m.tick(x), 0), m.end()))
	position := m.piece.Meters().Position(tick)
	position.Beat = 1
	words := []string{"Bar " + strings.TrimSuffix(position.String(), ":1")}
	mark := ""
	for _, k := range m.piece.Marks() {
		if k.At <= tick && k.Name != "" {
			mark = k.Name
		}
	}
	if mark != "" {
		words = append(words, mark)
	}
	if i := int(x / max(m.Size().Width, 1) * float32(len(m.cols))); i >= 0 && i < len(m.cols) {
		for d, p := range m.cols[i].power {
			if p > 0 {
				words = append(words, m.console.Divisions[d].Name)
			}
		}
		if m.cols[i].silent {
			words = append(words, "keys pressed with nothing drawn")
		}
	}
	return strings.Join(words, " · ")
}

// FocusGained is for Fyne.
func (m *Map) FocusGained() { m.focused = true; m.place() }

// FocusLost is for Fyne.
func (m *Map) FocusLost() { m.focused = false; m.place() }

// TypedRune is for Fyne.
func (m *Map) TypedRune(rune) {}

// TypedKey is for Fyne.
func (m *Map) TypedKey(e *fyne.KeyEvent) {
	page := float32(m.axis.Width) * 0.9
	switch e.Name {
	case fyne.KeyLeft:
		m.show(m.axis.ScrollBy(-page / 8))
	case fyne.KeyRight:
		m.show(m.axis.ScrollBy(page / 8))
	case fyne.KeyPageUp:
		m.show(m.axis.ScrollBy(-page))
	case fyne.KeyPageDown:
		m.show(m.axis.ScrollBy(page))
	case fyne.KeyHome:
		m.show(m.axis.ScrollTo(math.Inf(-1)))
	case fyne.KeyEnd:
		m.show(m.axis.ScrollTo(math.Inf(1)))
	default:
		if m.OnKey != nil {
			m.OnKey(e)
		}
	}
}
