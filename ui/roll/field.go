package roll

import (
	"image"
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"voluntary/sequencer"
	"voluntary/ui/axis"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// field is the area of the notes: one picture, and a few objects above it that only move.
type field struct {
	widget.BaseWidget
	r       *Roll
	raster  *canvas.Raster
	painter painter
	scale   float32 // device pixels a unit, as painted last

	head  *canvas.Rectangle // playhead
	band  *canvas.Rectangle // rubber band
	hover *canvas.Rectangle // outline of the note under the pointer
	ring  ring              // seen while the field has the focus
	bars  [2]*canvas.Rectangle
	empty [2]*canvas.Text // what to do where there are no notes yet

	focused bool
	over    Hit
	pointer fyne.Position
	inside  bool
	lasso   Box // the rubber band; no width and height: none

	press   *press
	gesture gesture
	second  touch.Second
	tapped  []Held // what sounds because of a gesture or a key
	quiet   *time.Timer
	turn    int // counts what the timer is about

	picture *sequencer.LanePicture // of the piece, made when a tool tip first needs it
	ghosts  *ghosts                // of the piece, made when they are first shown
	rest    *fyne.Animation        // runs while a drag is beyond an edge
	stirred time.Time              // when that drag last moved, or the view under it
}

var (
	_ fyne.Focusable         = (*field)(nil)
	_ fyne.Draggable         = (*field)(nil)
	_ fyne.Scrollable        = (*field)(nil)
	_ fyne.DoubleTappable    = (*field)(nil)
	_ fyne.SecondaryTappable = (*field)(nil)
	_ desktop.Mouseable      = (*field)(nil)
	_ desktop.Hoverable      = (*field)(nil)
	_ desktop.Cursorable     = (*field)(nil)
	_ desktop.Keyable        = (*field)(nil)
)

func newField(r *Roll) *field {
	f := &field{r: r}
	f.raster = canvas.NewRaster(f.paint)
	f.raster.ScaleMode = canvas.ImageScalePixels
	// An object that is hidden when it is first painted never appears; these have no size instead.
	f.head, f.band, f.hover = &canvas.Rectangle{}, &canvas.Rectangle{}, &canvas.Rectangle{}
	f.ring = newRing()
	f.bars = [2]*canvas.Rectangle{{CornerRadius: 3}, {CornerRadius: 3}}
	for i := range f.empty {
		f.empty[i] = &canvas.Text{TextSize: 13, Alignment: fyne.TextAlignCenter}
	}
	f.hover.StrokeWidth, f.hover.CornerRadius = 1.5, 2
	f.band.StrokeWidth = 1
	f.colour()
	f.ExtendBaseWidget(f)
	return f
}

func (f *field) colour() {
	c := theme.Current()
	f.head.FillColor = c.Playhead
	f.band.FillColor, f.band.StrokeColor = c.BandFill, c.Band
	f.hover.FillColor, f.hover.StrokeColor = color.Transparent, c.Hover
	f.ring.colour(theme.Alpha(c.Accent, 0xa0))
	for _, b := range f.bars {
		b.FillColor = theme.Alpha(c.Text, 0x50)
	}
	for _, t := range f.empty {
		t.Color = c.TextSoft
	}
}

type fieldRenderer struct{ f *field }

// CreateRenderer is for Fyne.
func (f *field) CreateRenderer() fyne.WidgetRenderer { return &fieldRenderer{f} }

func (q *fieldRenderer) Layout(size fyne.Size) {
	q.f.raster.Resize(size)
	q.f.place()
}
func (q *fieldRenderer) MinSize() fyne.Size { return fyne.NewSize(160, 80) }
func (q *fieldRenderer) Refresh() {
	q.f.colour()
	for _, o := range q.Objects() {
		o.Refresh()
	}
	q.f.place()
}

func (q *fieldRenderer) Objects() []fyne.CanvasObject {
	f := q.f
	return append([]fyne.CanvasObject{f.raster, f.empty[0], f.empty[1], f.hover, f.band, f.head, f.bars[0], f.bars[1]}, f.ring.objects()...)
}
func (q *fieldRenderer) Destroy() {}

func (f *field) paint(w, h int) image.Image {
	r := f.r
	s := &scene{
		view: r.view, notes: r.notes, marked: r.marked, hearing: r.hearing, ghosts: f.ghostsNow(), snap: r.snap, guides: r.guides, dark: theme.Dark(), scale: 1,
	}
	if width := f.Size().Width; width > 0 {
		s.scale = float32(w) / width
	}
	f.scale = s.scale
	if r.looping {
		s.loopFrom, s.loopTo = r.loopFrom, r.loopTo
	}
	return f.painter.paint(s, w, h)
}

// place puts what stands above the picture in its place.
func (f *field) place() {
	f.movePlayhead()
	f.placeHover()
	f.placeBars()
	f.placeEmpty()
	frame(f.band, f.lasso, f.Size())
	if f.focused {
		f.ring.resize(f.Size())
	} else {
		f.ring.resize(fyne.Size{})
	}
}

// beginnings are ways to come by the first notes.
var beginnings = [2]string{
	"No notes yet: a double click draws one.",
	"File > Open or import brings in a score; one can also be dropped here.",
}

// placeEmpty says how to begin, as long as there are no notes.
func (f *field) placeEmpty() {
	size, piece := f.Size(), f.r.notes.piece
	for i, t := range f.empty {
		text := ""
		if piece != nil && piece.NoteCount() == 0 && f.gesture == nil {
			text = beginnings[i]
		}
		if height := t.TextSize * 1.6; text != "" {
			t.Move(fyne.NewPos(0, size.Height/3+float32(i)*height))
			t.Resize(fyne.NewSize(size.Width, height))
		}
		if text != "" && fyne.MeasureText(text, t.TextSize, t.TextStyle).Width > size.Width-2*barGrab {
			text = ""
		}
		if text != t.Text {
			t.Text = text
			t.Refresh()
		}
	}
}

func (f *field) movePlayhead() {
	placeUpright(f.head, axis.Whole(f.r.view.Axis.XAt(f.r.playhead)-1, f.scale), 2, 0, f.Size().Height, f.Size().Width)
}

// frame puts a rectangle around a box, cut off at the edges of the field.
func frame(rect *canvas.Rectangle, b Box, size fyne.Size) {
	x0, y0 := max(b.X, 0), max(b.Y, 0)
	x1, y1 := min(b.X+b.W, size.Width), min(b.Y+b.H, size.Height)
	if x1 <= x0 || y1 <= y0 {
		rect.Resize(fyne.Size{})
		return
	}
	rect.Move(fyne.NewPos(x0, y0))
	rect.Resize(fyne.NewSize(x1-x0, y1-y0))
}

func (f *field) placeHover() {
	if f.over.Zone == Nothing || f.gesture != nil {
		f.hover.Resize(fyne.Size{})
		return
	}
	s := f.over.Seen
	b := f.r.view.Box(s.Note.Start, s.Note.End, s.Key)
	frame(f.hover, Box{b.X - 1, b.Y - 1, b.W + 2, b.H + 1}, f.Size())
}

// barThick is how thick the scroll bars are; they can be grabbed a little beside themselves.
const (
	barThick = 6
	barGrab  = 10
)

// placeBars shows how much of the piece and of the keyboard is in sight.
func (f *field) placeBars() {
	size, v := f.Size(), f.r.view
	first, last := v.Axis.Bounds()
	seen := v.Axis.Width / v.Axis.Scale()
	if last > first && size.Width > 60 {
		length := max(float64(size.Width)*seen/(last-first+seen), 30)
		x := (v.Axis.Scroll - first) / (last - first) * (float64(size.Width) - length - barGrab)
		f.bars[0].Move(fyne.NewPos(float32(x), size.Height-barThick-2))
		f.bars[0].Resize(fyne.NewSize(float32(length), barThick))
	} else {
		f.bars[0].Resize(fyne.Size{})
	}
	rows := v.Height / v.row()
	if rows < keys && size.Height > 60 {
		length := max(float64(size.Height)*rows/keys, 30)
		y := (keys - v.Top) / (keys - rows) * (float64(size.Height) - length - barGrab)
		f.bars[1].Move(fyne.NewPos(size.Width-barThick-2, float32(y)))
		f.bars[1].Resize(fyne.NewSize(barThick, float32(length)))
	} else {
		f.bars[1].Resize(fyne.Size{})
	}
}

// forget lets go of what was found in the last arrangement.
func (f *field) forget() {
	f.picture, f.ghosts = nil, nil
	if f.over.Zone == Nothing {
		return
	}
	if s, ok := f.r.notes.find(f.over.Seen.Note.ID); ok {
		f.over.Seen = s
	} else {
		f.over = Hit{}
	}
}

// hitAt finds what lies at a place of the field.
func (f *field) hitAt(p fyne.Position) Hit { return f.r.view.hit(f.r.notes, f.r.marked, p.X, p.Y) }

// Wheel: a notch is 25 units of Fyne's.
const wheelSpeed = 2

func wheelFactor(dy float32) float64 { return math.Pow(1.25, float64(dy)/25) }

// Scrolled is for Fyne.
func (f *field) Scrolled(e *fyne.ScrollEvent) {
	f.r.scrolled(e, e.Position.X, e.Position.Y)
	if f.gesture == nil && f.inside {
		f.look(e.Position)
	}
}

// scrolled answers the wheel at a place; y below 0 is on the ruler, where the wheel goes sideways.
func (r *Roll) scrolled(e *fyne.ScrollEvent, x, y float32) {
	r.readModifiers()
	switch {
	case r.modifiers&fyne.KeyModifierControl != 0 && r.modifiers&fyne.KeyModifierShift != 0 && y >= 0:
		r.setView(r.view.ZoomKeys(y, wheelFactor(e.Scrolled.DX+e.Scrolled.DY)))
	case r.modifiers&fyne.KeyModifierControl != 0:
		r.applyAxis(r.view.Axis.Zoom(x, wheelFactor(e.Scrolled.DX+e.Scrolled.DY)))
	case r.modifiers&fyne.KeyModifierShift != 0 || y < 0:
		r.applyAxis(r.view.Axis.ScrollBy(-wheelSpeed * (e.Scrolled.DX + e.Scrolled.DY)))
	default:
		r.setView(r.view.ScrollKeys(-wheelSpeed * e.Scrolled.DY))
		r.applyAxis(r.view.Axis.ScrollBy(-wheelSpeed * e.Scrolled.DX))
	}
}

// readModifiers asks the driver which modifiers are held: drags and the wheel do not say. The driver of tests does not
// know; then what the last press said stays.
func (r *Roll) readModifiers() {
	if app := fyne.CurrentApp(); app != nil {
		if d, ok := app.Driver().(desktop.Driver); ok {
			r.modifiers = d.CurrentKeyModifiers()
		}
	}
}

// MouseIn is for Fyne.
func (f *field) MouseIn(e *desktop.MouseEvent) {
	f.inside = true
	f.MouseMoved(e)
}

// MouseMoved is for Fyne.
func (f *field) MouseMoved(e *desktop.MouseEvent) {
	f.inside = true
	if f.gesture == nil {
		f.look(e.Position)
	}
}

// MouseOut is for Fyne.
func (f *field) MouseOut() {
	f.inside = false
	if f.gesture != nil {
		return
	}
	f.over = Hit{}
	f.placeHover()
	f.r.say("")
	if f.r.keyboard.over >= 0 {
		f.r.keyboard.MouseOut()
	}
}

// Pointer is the tick under the mouse pointer, false when it is not over the notes.
func (r *Roll) Pointer() (sequencer.Tick, bool) {
	if !r.field.inside || r.notes.piece == nil {
		return 0, false
	}
	return r.view.Axis.Tick(r.field.pointer.X), true
}

// look shows and says what is at a place.
func (f *field) look(p fyne.Position) {
	f.pointer = p
	f.over = f.hitAt(p)
	f.placeHover()
	f.r.say(f.describe(p))
}

// Cursor is for Fyne.
func (f *field) Cursor() desktop.Cursor {
	switch {
	case f.r.tool == Eraser, f.r.tool == Pencil && f.over.Zone == Nothing:
		return desktop.CrosshairCursor
	}
	switch f.over.Zone {
	case LeftEdge, RightEdge:
		return desktop.HResizeCursor
	case Body:
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained is for Fyne.
func (f *field) FocusGained() {
	f.focused = true
	f.place()
	f.ring.refresh()
	if f.r.OnFocus != nil {
		f.r.OnFocus()
	}
}

// FocusLost is for Fyne.
func (f *field) FocusLost() {
	f.focused = false
	f.place()
	f.ring.refresh()
}

// TappedSecondary is for Fyne: the menu, about the note under the pointer if there is one.
func (f *field) TappedSecondary(e *fyne.PointEvent) {
	if f.second.Tapped() {
		return
	}
	hit := f.hitAt(e.Position)
	if hit.Zone != Nothing && !f.r.marked.HasNote(hit.Seen.Note.ID) {
		f.r.mark(sequencer.Select([]sequencer.NoteID{hit.Seen.Note.ID}, nil))
	}
	if f.r.OnMenu != nil {
		f.r.OnMenu(e.AbsolutePosition, Place{Tick: f.r.view.Axis.Tick(e.Position.X), Key: f.r.view.Key(e.Position.Y), Hit: hit})
	}
}

// mark selects here and tells the owner.
func (r *Roll) mark(s sequencer.Selection) {
	r.marked = s
	r.repaint()
	if r.OnSelect != nil {
		r.OnSelect(s)
	}
}
