package roll

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"voluntary/sequencer"
)

// The flags of the marks on the ruler: a click goes to one and takes it up for the keys, a drag moves it.

// flagBox is where the flag of a mark stands.
type flagBox struct {
	x, width float32
	mark     sequencer.Mark
}

// carry is a flag that is dragged.
type carry struct {
	mark  sequencer.Mark // as it was when the button went down
	grab  sequencer.Tick // how far right of the flag it was grabbed
	to    sequencer.Tick
	moved bool
}

// flagAt is the mark whose flag lies at a place; where there is none, the one that is hardly missed.
func (u *ruler) flagAt(p fyne.Position) (sequencer.Mark, bool) {
	if p.Y >= 0 && p.Y < rulerSplit {
		for _, near := range []struct{ left, least float32 }{{}, {2, 10}} {
			for _, f := range slices.Backward(u.flags) {
				if p.X >= f.x-near.left && p.X < f.x+max(f.width, near.least) {
					return f.mark, true
				}
			}
		}
	}
	return sequencer.Mark{}, false
}

// chosen is the mark that the keys work on.
func (u *ruler) chosen() (sequencer.Mark, bool) {
	if u.r.notes.piece == nil || u.mark == 0 {
		return sequencer.Mark{}, false
	}
	marks := u.r.notes.piece.Marks()
	if i := slices.IndexFunc(marks, func(m sequencer.Mark) bool { return m.ID == u.mark }); i >= 0 {
		return marks[i], true
	}
	return sequencer.Mark{}, false
}

func (u *ruler) choose(id sequencer.MarkID) {
	if id != u.mark {
		u.mark = id
		u.raster.Refresh()
	}
}

// take begins to drag a flag.
func (u *ruler) take(m sequencer.Mark, x float32) {
	u.choose(m.ID)
	u.carry = &carry{mark: m, grab: u.r.view.Axis.Tick(x) - m.At, to: m.At}
	if c := fyne.CurrentApp().Driver().CanvasForObject(u); c != nil {
		c.Focus(u)
	}
}

func (u *ruler) carryTo(x float32) {
	c := u.carry
	to := u.r.snapped(max(u.r.view.Axis.Tick(min(max(x, 0), u.Size().Width))-c.grab, 0))
	if to == c.to && c.moved {
		return
	}
	c.to, c.moved = to, true
	u.r.field.preview(sequencer.MoveMark(c.mark.ID, to))
	u.r.say(u.tell(sequencer.Mark{Kind: c.mark.Kind, Name: c.mark.Name, At: to}))
}

// drop ends the drag of a flag.
func (u *ruler) drop() {
	c := u.carry
	u.carry = nil
	switch {
	case c == nil || !c.moved:
	case c.to == c.mark.At:
		u.r.field.takeBack()
	default:
		u.r.commit("Move the mark "+markText(c.mark), "", sequencer.MoveMark(c.mark.ID, c.to))
	}
}

// tell says what a mark is and where it stands.
func (u *ruler) tell(m sequencer.Mark) string {
	kind := map[sequencer.MarkKind]string{sequencer.Section: "Section", sequencer.Verse: "Verse", sequencer.Wait: "Wait point"}[m.Kind]
	if m.Name != "" {
		kind += " “" + m.Name + "”"
	}
	return kind + " at " + u.r.notes.piece.Meters().Position(m.At).String()
}

// kindMark merges what keys do to a mark one after the other.
const kindMark = "roll.mark"

// TypedKey is for Fyne: arrows go from mark to mark.
func (u *ruler) TypedKey(e *fyne.KeyEvent) {
	if u.r.OnFirst != nil && u.r.OnFirst(e) {
		return
	}
	if !u.typed(e.Name) && u.r.OnKey != nil {
		u.r.OnKey(e)
	}
}

func (u *ruler) typed(name fyne.KeyName) bool {
	m, ok := u.chosen()
	switch name {
	case fyne.KeyEscape:
		switch {
		case u.escape():
		case ok:
			u.choose(0)
		default:
			return false
		}
	case fyne.KeyLeft, fyne.KeyRight:
		return u.step(name == fyne.KeyRight)
	case fyne.KeyDelete, fyne.KeyBackspace:
		if !ok {
			return false
		}
		u.r.commit("Remove the mark "+markText(m), "", sequencer.RemoveMark(m.ID))
	case fyne.KeyF2, fyne.KeyReturn, fyne.KeyEnter:
		if !ok || u.r.OnMark == nil {
			return false
		}
		u.r.OnMark(m)
	case desktop.KeyMenu:
		if !ok || u.r.OnMenu == nil {
			return false
		}
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(u)
		u.r.OnMenu(at.AddXY(min(max(u.r.view.Axis.X(m.At), 0), u.Size().Width), rulerSplit), Place{Tick: m.At, Key: -1, OnRuler: true, Mark: m})
	default:
		return false
	}
	return true
}

// step takes up the next mark, or the one before; the first time that which is nearest to the left edge.
func (u *ruler) step(forward bool) bool {
	if u.r.notes.piece == nil || len(u.r.notes.piece.Marks()) == 0 {
		return false
	}
	marks := u.r.notes.piece.Marks()
	i := slices.IndexFunc(marks, func(m sequencer.Mark) bool { return m.ID == u.mark })
	switch {
	case i < 0:
		left, _ := u.r.view.Axis.Span()
		if i = slices.IndexFunc(marks, func(m sequencer.Mark) bool { return m.At >= left }); i < 0 {
			i = len(marks) - 1
		}
	case forward:
		i = min(i+1, len(marks)-1)
	default:
		i = max(i-1, 0)
	}
	u.choose(marks[i].ID)
	u.r.applyAxis(u.r.view.Axis.Reveal(marks[i].At, 40))
	u.r.say(u.tell(marks[i]))
	return true
}

// KeyDown is for Fyne: Alt with an arrow is a shortcut and never typed.
func (u *ruler) KeyDown(e *fyne.KeyEvent) {
	u.r.readModifiers()
	m, ok := u.chosen()
	if !ok || u.r.modifiers != fyne.KeyModifierAlt || e.Name != fyne.KeyLeft && e.Name != fyne.KeyRight {
		return
	}
	meters := u.r.notes.piece.Meters()
	to := m.At + u.r.snap.Step(meters, m.At)
	if e.Name == fyne.KeyLeft {
		to = m.At - u.r.snap.Step(meters, max(m.At-1, 0))
	}
	u.r.commit("Move the mark "+markText(m), kindMark, sequencer.MoveMark(m.ID, max(to, 0)))
	u.r.applyAxis(u.r.view.Axis.Reveal(max(to, 0), 40))
	m.At = max(to, 0)
	u.r.say(u.tell(m))
}

// KeyUp is for Fyne.
func (u *ruler) KeyUp(*fyne.KeyEvent) {}

// TypedRune is for Fyne.
func (u *ruler) TypedRune(rune) {}

// DoubleTapped is for Fyne: the mark there is changed in words.
func (u *ruler) DoubleTapped(e *fyne.PointEvent) {
	if m, ok := u.flagAt(e.Position); ok && u.r.OnMark != nil {
		u.r.OnMark(m)
	}
}

// FocusGained is for Fyne.
func (u *ruler) FocusGained() {
	u.focused = true
	u.raster.Refresh()
	if u.r.OnFocus != nil {
		u.r.OnFocus()
	}
}

// FocusLost is for Fyne.
func (u *ruler) FocusLost() {
	u.focused = false
	u.raster.Refresh()
}
