package lane

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// Lane is the widget. Its fields are set before it is shown; everything belongs to Fyne's goroutine.
type Lane struct {
	widget.BaseWidget

	OnPreview func(edit sequencer.Edit)                            // while a drag goes on
	OnCommit  func(label string, edit sequencer.Edit)              // an edit is made
	OnCancel  func()                                               // the preview is taken back
	OnAxis    func(axis.Axis)                                      // scrolled or zoomed here
	OnMenu    func(at fyne.Position, tick sequencer.Tick, hit Hit) // what can be done there is asked for
	OnOpen    func(hit Hit, tick sequencer.Tick)                   // a double click: a thing is to be changed in words, or made
	OnSlice   func()                                               // another slice of time is selected, or none
	OnSetting func(Setting)                                        // rows were folded, moved or coloured
	OnHover   func(text string)
	OnFocus   func()
	OnKey     func(*fyne.KeyEvent) // a key that means nothing here

	left     float32 // width of the names
	piece    *sequencer.Arrangement
	console  *registration.Console
	view     View
	layout   *Layout
	stale    bool // the notes have changed since layout was made
	axis     axis.Axis
	snap     axis.Snap
	snapping Snapping
	starts   starts
	scroll   float32
	playhead float64
	drawn    registration.State
	known    bool // drawn is told from outside while the piece plays

	hover     Hit
	marked    Hit
	markedRow Row // that the mark is in, to find it in another layout
	drag      *drag
	second    touch.Second
	sweep     *sweep
	carry     *carry
	roller    *roller // the scroll bar is held
	last      sequencer.Edit
	label     string
	focused   bool
	live      *renderer
	modifiers func() fyne.KeyModifier

	sliceFrom, sliceTo sequencer.Tick

	painter painter
	scale   float32 // device pixels a unit, as painted last
	raster  *canvas.Raster
	wanted  int // pictures asked for, and which of them was painted last
	painted int
}

var (
	_ fyne.Focusable         = (*Lane)(nil)
	_ fyne.Draggable         = (*Lane)(nil)
	_ fyne.Scrollable        = (*Lane)(nil)
	_ desktop.Keyable        = (*Lane)(nil)
	_ desktop.Mouseable      = (*Lane)(nil)
	_ desktop.Hoverable      = (*Lane)(nil)
	_ fyne.DoubleTappable    = (*Lane)(nil)
	_ fyne.SecondaryTappable = (*Lane)(nil)
	_ desktop.Cursorable     = (*Lane)(nil)
)

// New makes an empty lane whose names are left units wide.
func New(left float32) *Lane {
	l := &Lane{left: left, modifiers: heldNow, marked: Hit{Row: -1}, hover: Hit{Row: -1}}
	l.ExtendBaseWidget(l)
	return l
}

// SetArrangement shows a piece on a console. Where only notes have changed, what the lane says about silence waits for
// [Lane.Settle].
func (l *Lane) SetArrangement(a *sequencer.Arrangement, c *registration.Console) {
	if a == l.piece && c == l.console {
		return
	}
	same := l.piece != nil && c == l.console && sameLane(l.piece, a)
	l.stale = same
	l.piece, l.console = a, c
	if !same {
		l.arrange()
	}
}

// Settle brings what the lane says about silence up to date, when a gesture in the notes has ended.
func (l *Lane) Settle() {
	if l.stale {
		l.arrange()
	}
}

// sameLane reports whether two versions of a piece look alike in the lane, as they do while notes are moved.
func sameLane(a, b *sequencer.Arrangement) bool {
	return shared(a.Lane(), b.Lane()) && shared(a.Piece().Scenes, b.Piece().Scenes) && shared(a.Marks(), b.Marks()) &&
		shared(a.Piece().Tempo, b.Piece().Tempo) && shared(a.Piece().Meters, b.Piece().Meters) && a.End() == b.End()
}

// shared reports whether two lists are one and the same.
func shared[T any](a, b []T) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }

// ShowAll gives every control of the console a row, or only those that the piece uses.
func (l *Lane) ShowAll(all bool) {
	if all != l.view.All {
		l.view.All = all
		l.arrange()
	}
}

// ShowsAll reports whether every control has a row.
func (l *Lane) ShowsAll() bool { return l.view.All }

// ShowTime shows rows for marks, meters and tempo, or hides them.
func (l *Lane) ShowTime(on bool) {
	if on != l.view.Time {
		l.view.Time = on
		l.arrange()
		l.scrollTo(0)
	}
}

// ShowsTime reports whether marks, meters and tempo have rows.
func (l *Lane) ShowsTime() bool { return l.view.Time }

// Layout is the geometry as it is shown now, nil before there is a piece.
func (l *Lane) Layout() *Layout { return l.layout }

func (l *Lane) arrange() {
	if l.piece == nil {
		return
	}
	l.layout = NewLayout(l.piece, l.console, l.view)
	l.layout.wide = flagWide
	if l.drag != nil { // the scale of the tempo stands still while a point is dragged
		l.layout.slowest, l.layout.fastest = l.drag.layout.slowest, l.drag.layout.fastest
	}
	l.stale = false
	l.settleScroll()
	l.remark()
	l.Refresh()
}

// remark finds the marked thing again, or forgets it when it is gone.
func (l *Lane) remark() {
	if l.marked.Part == Nothing || l.layout == nil {
		return
	}
	l.marked, _ = l.layout.find(l.marked, l.markedRow)
}

// mark marks a thing of the layout, or nothing.
func (l *Lane) mark(h Hit) {
	l.marked = Hit{Row: -1}
	if h.Part == Nothing || h.Row < 0 {
		return
	}
	switch h.Part {
	case Body:
		h.Part = Start
	case RampBody:
		h.Part = RampStart
	}
	l.marked, l.markedRow = h, l.layout.Rows[h.Row]
}

// SetAxis follows the axis of the roll.
func (l *Lane) SetAxis(a axis.Axis) {
	if a == l.axis {
		return
	}
	l.axis = a
	if r := l.live; r != nil {
		r.placeWords()
		r.placePlayhead()
		r.placeSlice()
		l.refreshPicture()
	}
}

// SetSnap sets the grid.
func (l *Lane) SetSnap(s axis.Snap) {
	if s != l.snap {
		l.snap = s
		l.Refresh()
	}
}

// SetSnapping sets what drags and keys snap to.
func (l *Lane) SetSnapping(s Snapping) { l.snapping = s }

// Snapping is what drags and keys snap to.
func (l *Lane) Snapping() Snapping { return l.snapping }

// SetPlayhead moves the playhead to a tick. Only the line moves, unless a stop has changed on the way.
func (l *Lane) SetPlayhead(tick float64) {
	l.playhead = tick
	if r := l.live; r != nil {
		r.placePlayhead()
		r.placeTempo()
		r.placeKnobs()
	}
}

// tempoNow is the tempo at the playhead, for people.
func (l *Lane) tempoNow() string { return bpmText(l.layout.Tempo.At(sequencer.Tick(l.playhead)).BPM()) }

// SetDrawn tells what is drawn on the organ now. While known is false the lane says what it itself asks for at the
// playhead.
func (l *Lane) SetDrawn(s registration.State, known bool) {
	l.catchUp()
	if s == l.drawn && known == l.known {
		return
	}
	l.drawn, l.known = s, known
	if r := l.live; r != nil {
		r.placeKnobs()
	}
}

// refreshPicture has the rows painted anew.
func (l *Lane) refreshPicture() {
	l.wanted++
	if l.raster != nil {
		l.raster.Refresh()
	}
}

// catchUp asks again for a picture that was not painted: Fyne drops a refresh when its cache has just let go of the object.
func (l *Lane) catchUp() {
	if l.raster != nil && l.painted != l.wanted {
		l.raster.Refresh()
	}
}

// DrawnNow is the registration shown by the knobs.
func (l *Lane) DrawnNow() registration.State {
	if l.known || l.layout == nil {
		return l.drawn
	}
	return l.layout.Picture.StateAt(sequencer.Tick(l.playhead), l.console.Initial())
}

// PreferredHeight is the height that shows every row, within what a lane should take of a window.
func (l *Lane) PreferredHeight() float32 {
	if l.layout == nil {
		return 80
	}
	return min(max(l.layout.Height+stripHeight+4, 84), 250)
}

func (l *Lane) draw(w, h int) image.Image {
	l.painted = l.wanted
	scale := float32(1)
	if width := l.Size().Width - l.left; width > 0 {
		scale = float32(w) / width
	}
	l.scale = scale
	s := &picture{
		layout: l.layout, axis: l.axis, snap: l.snap, scroll: l.scroll, scale: scale, dark: theme.Dark(),
		hover: l.hover, marked: l.marked, focused: l.focused, sliceFrom: l.sliceFrom, sliceTo: l.sliceTo,
	}
	s.gripY, s.grip = l.grip()
	if l.piece != nil {
		s.meters, s.end = l.piece.Meters(), l.piece.End()
	}
	return l.painter.paint(s, w, h)
}
