package roll

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
)

// Place is where the menu was asked for.
type Place struct {
	Tick    sequencer.Tick // exactly under the pointer
	Key     int            // -1 on the ruler
	Hit     Hit            // the note there; its Zone is Nothing when there is none
	OnRuler bool
	Mark    sequencer.Mark // whose flag lies there; its ID is 0 when there is none
}

// Roll is the widget. Its fields are set before it is shown; everything belongs to Fyne's goroutine.
type Roll struct {
	widget.BaseWidget

	OnSelect   func(sequencer.Selection)                             // marked here; the roll shows it already
	OnPreview  func(edit sequencer.Edit)                             // while a drag goes on: for Editor.Preview
	OnCommit   func(label, kind string, edit sequencer.Edit)         // for Editor.Apply; edits of one kind, not "", may merge
	OnCancel   func()                                                // the preview is taken back
	OnSeek     func(sequencer.Tick)                                  // the playhead is put here
	OnLoop     func(start, end sequencer.Tick)                       // dragged on the ruler; start == end takes the loop away
	OnAxis     func(axis.Axis)                                       // scrolled, zoomed or resized here; the roll shows it already
	OnListen   func(at sequencer.Tick, keys []Held)                  // notes are touched: they sound as they would at a tick; no keys: let go
	OnAudition func(d registration.DivisionID, key uint8, down bool) // a key of the keyboard is touched and let go
	OnHearing  func(sequencer.Hearing)                               // chosen in the legend; the roll waits to be given it
	OnMenu     func(at fyne.Position, place Place)                   // at is on the canvas
	OnMark     func(sequencer.Mark)                                  // a mark is to be changed in words
	OnHover    func(text string)                                     // what is under the pointer, "" when nothing
	OnFocus    func()
	OnKey      func(*fyne.KeyEvent)      // a key that means nothing here
	OnFirst    func(*fyne.KeyEvent) bool // asked before a key means anything here: true takes it away

	left     float32
	view     View
	notes    *notes
	marked   sequencer.Selection
	hearing  sequencer.Hearing
	snap     axis.Snap
	tool     Tool
	guides   [guides]bool
	ghostly  bool
	part     sequencer.PartID
	playhead float64
	looping  bool
	loopFrom sequencer.Tick
	loopTo   sequencer.Tick
	held     []Held

	modifiers fyne.KeyModifier // as last heard of
	said      string
	placed    bool // the keys were scrolled or zoomed by hand: a new size leaves them alone

	ruler    *ruler
	keyboard *keyboard
	field    *field
	corner   *corner
}

var _ fyne.Widget = (*Roll)(nil)

// New makes an empty roll with left units of room left of the notes; the keyboard needs KeyboardWidth of them, and what
// is more shows which colour is which division.
func New(left float32) *Roll {
	r := &Roll{left: max(left, KeyboardWidth), notes: newNotes(nil, nil, nil)}
	r.ruler, r.keyboard, r.field, r.corner = newRuler(r), newKeyboard(r), newField(r), newCorner(r)
	r.ExtendBaseWidget(r)
	return r
}

// SetArrangement shows a piece on a console. The first piece is shown from its start, with the keys it uses.
func (r *Roll) SetArrangement(a *sequencer.Arrangement, c *registration.Console) {
	if a == r.notes.piece && c == r.notes.console {
		return
	}
	before, first := r.notes, r.notes.piece == nil
	r.notes = newNotes(a, c, r.notes)
	r.field.forget()
	if a != nil {
		end := a.End()
		if end > 0 {
			_, end = a.Meters().BarAt(end - 1)
		}
		ax := r.view.Axis.WithEnd(end)
		if first {
			ax = ax.ScrollTo(math.Inf(-1))
			r.FitKeys()
		}
		r.applyAxis(ax)
	}
	if c != before.console || !r.notes.sameParts(before) {
		r.keyboard.Refresh()
		r.corner.Refresh()
	}
	r.repaint()
}

// SetSelection shows what is marked. Lane events in it are kept by Shift+click and let go by a plain one.
func (r *Roll) SetSelection(s sequencer.Selection) {
	r.marked = s
	r.repaint()
}

// Selection is what is marked.
func (r *Roll) Selection() sequencer.Selection { return r.marked }

// SetAxis shows another stretch of time. The width stays the roll's own.
func (r *Roll) SetAxis(a axis.Axis) {
	a.Width = r.view.Axis.Width
	if a == r.view.Axis {
		return
	}
	r.view.Axis = a
	r.repaint()
}

// Axis is the time axis as shown. X 0 lies left units right of the roll's left edge.
func (r *Roll) Axis() axis.Axis { return r.view.Axis }

// applyAxis shows an axis chosen here and tells the owner.
func (r *Roll) applyAxis(a axis.Axis) {
	if a == r.view.Axis {
		return
	}
	r.view.Axis = a
	r.repaint()
	if r.OnAxis != nil {
		r.OnAxis(a)
	}
}

// setView shows a view whose keys were changed by hand.
func (r *Roll) setView(v View) {
	r.placed = true
	r.showKeys(v)
}

func (r *Roll) showKeys(v View) {
	if v.Row != r.view.Row || v.Top != r.view.Top {
		r.view.Row, r.view.Top = v.Row, v.Top
		r.keyboard.raster.Refresh()
		r.repaint()
	}
}

// View is the geometry of the notes as shown.
func (r *Roll) View() View { return r.view }

// ShowStart scrolls to the start of the piece and shows the keys it uses: for a piece that was just opened.
func (r *Roll) ShowStart() {
	r.applyAxis(r.view.Axis.ScrollTo(math.Inf(-1)))
	r.FitKeys()
}

// FitKeys shows the keys that the piece uses, or the middle of the keyboard when it has no notes, and goes on to do so
// in every new size until the keys are scrolled or zoomed.
func (r *Roll) FitKeys() {
	lowest, highest, ok := r.notes.span()
	if !ok {
		lowest, highest = 36, 96
	}
	r.placed = false
	r.showKeys(r.view.FitKeys(lowest, highest))
}

// ZoomKeys makes the rows of the keys factor times as high about the middle.
func (r *Roll) ZoomKeys(factor float64) {
	r.setView(r.view.ZoomKeys(float32(r.view.Height/2), factor))
}

// ShowKey scrolls to a key where it is out of sight.
func (r *Roll) ShowKey(key int) { r.setView(r.view.RevealKey(key)) }

// SetSnap chooses the grid.
func (r *Roll) SetSnap(s axis.Snap) {
	if s != r.snap {
		r.snap = s
		r.repaint()
	}
}

// SetTool chooses what a press of the mouse does.
func (r *Roll) SetTool(t Tool) { r.tool = t }

// SetPart chooses the part that new notes go to; 0 leaves it to the roll: the part of the note marked last, or else the
// first that is played there.
func (r *Roll) SetPart(id sequencer.PartID) { r.part = id }

// SetHearing shows faintly what is not listened to.
func (r *Roll) SetHearing(h sequencer.Hearing) {
	r.hearing = h
	r.keyboard.raster.Refresh()
	r.repaint()
}

// SetPlayhead moves the playhead to a tick with its fraction. Nothing else is painted anew.
func (r *Roll) SetPlayhead(tick float64) {
	if tick == r.playhead {
		return
	}
	r.playhead = tick
	r.field.movePlayhead()
	r.ruler.movePlayhead()
}

func (r *Roll) playheadTick() sequencer.Tick { return sequencer.Tick(max(r.playhead, 0)) }

// SetLoop shows the loop on the ruler; on tells whether it is in force. end not after start shows none.
func (r *Roll) SetLoop(start, end sequencer.Tick, on bool) {
	if start == r.loopFrom && end == r.loopTo && on == r.looping {
		return
	}
	r.loopFrom, r.loopTo, r.looping = start, end, on
	r.repaint()
}

// SetHeld shows which keys sound on the keyboard. The roll keeps the slice.
func (r *Roll) SetHeld(held []Held) {
	same := len(held) == len(r.held)
	for i := 0; same && i < len(held); i++ {
		same = held[i] == r.held[i]
	}
	r.held = held
	if !same {
		r.keyboard.raster.Refresh()
	}
}

// Focus gives the notes the keyboard.
func (r *Roll) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.field); c != nil {
		c.Focus(r.field)
	}
}

// TypedKey takes a key as the notes do when they have the keyboard.
func (r *Roll) TypedKey(e *fyne.KeyEvent) { r.field.TypedKey(e) }

// repaint paints notes and ruler anew and puts everything above them in its place.
func (r *Roll) repaint() {
	r.field.raster.Refresh()
	r.ruler.raster.Refresh()
	r.field.place()
	r.ruler.movePlayhead()
}

// say tells the owner what is under the pointer.
func (r *Roll) say(text string) {
	if text != r.said && r.OnHover != nil {
		r.OnHover(text)
	}
	r.said = text
}

// snapped is a tick on the grid, or itself when Ctrl or Alt is held.
func (r *Roll) snapped(t sequencer.Tick) sequencer.Tick {
	if r.notes.piece == nil || r.free() {
		return t
	}
	return r.snap.Round(r.notes.piece.Meters(), t)
}

// free reports whether the grid is off for this gesture.
func (r *Roll) free() bool { return r.modifiers&(fyne.KeyModifierControl|fyne.KeyModifierAlt) != 0 }

type renderer struct{ r *Roll }

// CreateRenderer is for Fyne.
func (r *Roll) CreateRenderer() fyne.WidgetRenderer { return &renderer{r} }

func (q *renderer) Layout(size fyne.Size) {
	r := q.r
	width, height := max(size.Width-r.left, 0), max(size.Height-RulerHeight, 0)
	r.corner.Move(fyne.NewPos(0, 0))
	r.corner.Resize(fyne.NewSize(r.left, RulerHeight))
	r.ruler.Move(fyne.NewPos(r.left, 0))
	r.ruler.Resize(fyne.NewSize(width, RulerHeight))
	r.keyboard.Move(fyne.NewPos(0, RulerHeight))
	r.keyboard.Resize(fyne.NewSize(r.left, height))
	r.field.Move(fyne.NewPos(r.left, RulerHeight))
	before := r.view
	r.view = r.view.WithSize(width, height)
	r.field.Resize(fyne.NewSize(width, height))
	if !r.placed && height > 0 {
		r.FitKeys()
	}
	if r.view != before {
		r.keyboard.raster.Refresh()
		r.repaint()
	}
	if r.view.Axis != before.Axis && r.OnAxis != nil {
		r.OnAxis(r.view.Axis)
	}
}

func (q *renderer) MinSize() fyne.Size { return fyne.NewSize(q.r.left+160, RulerHeight+80) }

func (q *renderer) Refresh() {
	for _, o := range q.Objects() {
		o.Refresh()
	}
}

func (q *renderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{q.r.field, q.r.keyboard, q.r.ruler, q.r.corner}
}
func (q *renderer) Destroy() {}
