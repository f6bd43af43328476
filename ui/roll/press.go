package roll

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"voluntary/sequencer"
	"voluntary/ui/touch"
)

// gesture is a drag that goes on. A gesture proposes with every move and decides at the end.
type gesture interface {
	drag(f *field, p fyne.Position) // the pointer has come to p
	end(f *field)                   // it was let go
	cancel(f *field)                // Escape: everything is as before
}

// press is a mouse button that is down.
type press struct {
	at        fyne.Position
	tick      sequencer.Tick
	button    desktop.MouseButton
	modifiers fyne.KeyModifier
	hit       Hit
	// single: this click leaves only the note marked when no drag follows; toggle: it takes the note out.
	single, toggle bool
}

// MouseDown is for Fyne.
func (f *field) MouseDown(e *desktop.MouseEvent) {
	f.r.modifiers = e.Modifier
	if f.second.Down() {
		return
	}
	if !f.focused {
		f.r.Focus()
	}
	if e.Button == desktop.MouseButtonSecondary {
		return
	}
	touch.Hold(f.escape)
	f.press = &press{
		at: e.Position, tick: f.r.view.Axis.Tick(e.Position.X), button: e.Button, modifiers: e.Modifier, hit: f.hitAt(e.Position),
	}
	if e.Button == desktop.MouseButtonPrimary && f.press.hit.Zone != Nothing && f.r.tool != Eraser {
		f.touch(f.press)
	}
}

// touch selects the pressed note at once, so that the drag that may follow has something to move.
func (f *field) touch(p *press) {
	id := p.hit.Seen.Note.ID
	marked := f.r.marked.HasNote(id)
	shift := p.modifiers&fyne.KeyModifierShift != 0
	switch {
	case shift && marked:
		p.toggle = true
	case shift:
		f.r.mark(f.r.with(id))
	case marked:
		p.single = true
	default:
		f.r.mark(sequencer.Select([]sequencer.NoteID{id}, nil))
	}
	f.hear(p.hit.Seen.Note.Start, p.hit.Seen.Division, p.hit.Seen.Key)
}

// with is the selection and one more note.
func (r *Roll) with(id sequencer.NoteID) sequencer.Selection {
	return sequencer.Select(append(r.marked.Notes(), id), r.marked.Events())
}

// without is the selection less one note.
func (r *Roll) without(id sequencer.NoteID) sequencer.Selection {
	var ids []sequencer.NoteID
	for _, m := range r.marked.Notes() {
		if m != id {
			ids = append(ids, m)
		}
	}
	return sequencer.Select(ids, r.marked.Events())
}

// MouseUp is for Fyne. It comes before DragEnd when there was a drag.
func (f *field) MouseUp(e *desktop.MouseEvent) {
	p := f.press
	if p == nil || e.Button != p.button {
		return
	}
	f.hush()
	if f.gesture != nil {
		return // DragEnd follows
	}
	f.press = nil
	if p.button != desktop.MouseButtonPrimary {
		return
	}
	switch id := p.hit.Seen.Note.ID; {
	case f.r.tool == Eraser:
		g := &erase{last: p.at}
		g.touch(f, p.at)
		g.end(f)
	case p.toggle:
		f.r.mark(f.r.without(id))
	case p.single:
		f.r.mark(sequencer.Select([]sequencer.NoteID{id}, nil))
	case p.hit.Zone == Nothing && p.modifiers&fyne.KeyModifierShift == 0 && !f.onBar(p.at) && f.r.tool == Pencil:
		f.drawOne(p.at)
	case p.hit.Zone == Nothing && p.modifiers&fyne.KeyModifierShift == 0 && !f.onBar(p.at) && !f.r.marked.Empty():
		f.r.mark(sequencer.Selection{})
	}
}

// Dragged is for Fyne. The first one decides which gesture it is.
func (f *field) Dragged(e *fyne.DragEvent) {
	p := f.press
	if p == nil {
		return
	}
	f.r.readModifiers()
	if f.gesture == nil {
		f.gesture = f.begin(p)
		f.placeHover()
	}
	f.pointer = e.Position
	f.creep(e.Position)
	f.gesture.drag(f, e.Position)
	f.creepOn()
}

func (f *field) begin(p *press) gesture {
	draws := f.r.tool == Pencil || p.modifiers&fyne.KeyModifierControl != 0
	switch {
	case p.button != desktop.MouseButtonPrimary:
		return newPan(f, p)
	case f.onBar(p.at) && p.hit.Zone == Nothing:
		return newSlide(f, p)
	case f.r.tool == Eraser:
		g := &erase{last: p.at}
		g.touch(f, p.at)
		return g
	case p.hit.Zone == Body:
		return newMove(f, p)
	case p.hit.Zone != Nothing:
		return newStretch(f, p)
	case draws:
		if g := newDraw(f, p.at); g != nil {
			return g
		}
	}
	return newBand(f, p)
}

// creepEvery is how long the pointer rests beyond an edge before the view scrolls on by itself, and between two steps.
const creepEvery = 40 * time.Millisecond

// creepOn goes on scrolling while a drag rests beyond an edge.
func (f *field) creepOn() {
	f.stirred = time.Now()
	if f.gesture == nil || !f.beyond(f.pointer) {
		f.creepNoMore()
		return
	}
	if f.rest != nil {
		return
	}
	a := &fyne.Animation{Duration: time.Second, RepeatCount: fyne.AnimationRepeatForever, Curve: fyne.AnimationLinear}
	a.Tick = func(float32) {
		if f.rest == a && time.Since(f.stirred) >= creepEvery {
			f.creepStep()
		}
	}
	f.rest = a
	a.Start()
}

func (f *field) creepStep() {
	if f.gesture == nil {
		return
	}
	f.stirred = time.Now()
	before := f.r.view
	f.creep(f.pointer)
	if f.r.view != before { // else this is the end of the piece or of the keyboard
		f.gesture.drag(f, f.pointer)
	}
}

func (f *field) creepNoMore() {
	if f.rest != nil {
		f.rest.Stop()
		f.rest = nil
	}
}

func (f *field) beyond(p fyne.Position) bool {
	switch f.gesture.(type) {
	case *pan, *slide:
		return false
	}
	return p.X < 0 || p.Y < 0 || p.X > f.Size().Width || p.Y > f.Size().Height
}

// creep scrolls while the pointer is dragged beyond an edge.
func (f *field) creep(p fyne.Position) {
	if !f.beyond(p) {
		return
	}
	size := f.Size()
	if over := p.X - size.Width; over > 0 {
		f.r.applyAxis(f.r.view.Axis.ScrollBy(over / 4))
	} else if p.X < 0 {
		f.r.applyAxis(f.r.view.Axis.ScrollBy(p.X / 4))
	}
	if over := p.Y - size.Height; over > 0 {
		f.r.setView(f.r.view.ScrollKeys(over / 4))
	} else if p.Y < 0 {
		f.r.setView(f.r.view.ScrollKeys(p.Y / 4))
	}
}

// DragEnd is for Fyne.
func (f *field) DragEnd() {
	f.press = nil
	f.hush()
	f.creepNoMore()
	if g := f.gesture; g != nil {
		f.gesture = nil
		g.end(f)
		f.look(f.pointer)
	}
}

// escape takes the drag back that goes on and reports whether there was one. What the mouse still does is ignored until
// it is let go.
func (f *field) escape() bool {
	f.hush()
	f.creepNoMore()
	f.press = nil
	g := f.gesture
	if g == nil {
		return false
	}
	f.gesture = nil
	g.cancel(f)
	f.place()
	return true
}

// DoubleTapped is for Fyne.
func (f *field) DoubleTapped(e *fyne.PointEvent) {
	hit := f.hitAt(e.Position)
	if f.r.tool == Eraser {
		return
	}
	if hit.Zone == Nothing {
		if f.r.tool == Pointer && !f.onBar(e.Position) {
			f.drawOne(e.Position)
		}
		return
	}
	var ids []sequencer.NoteID
	for _, n := range f.r.notes.parts[hit.Seen.Part].part.Notes {
		ids = append(ids, n.ID)
	}
	f.r.mark(sequencer.Select(ids, nil))
}

// preview and commit hand an edit to the owner.
func (f *field) preview(e sequencer.Edit) {
	if f.r.OnPreview != nil {
		f.r.OnPreview(e)
	}
}

func (f *field) takeBack() {
	if f.r.OnCancel != nil {
		f.r.OnCancel()
	}
}

func (r *Roll) commit(label, kind string, e sequencer.Edit) {
	if r.OnCommit != nil {
		r.OnCommit(label, kind, e)
	}
}
