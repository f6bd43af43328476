package roll

import (
	"image"
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"voluntary/sequencer"
	"voluntary/ui/axis"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// RulerHeight is the height of the ruler above the notes, in units: times and marks above, bars and beats below.
const RulerHeight = 36

const rulerSplit = 16 // where the lower half begins

// ruler shows bars, beats, time, marks and the loop. A click moves the playhead, a drag sets the loop, or moves a mark by
// its flag.
type ruler struct {
	widget.BaseWidget
	r       *Roll
	raster  *canvas.Raster
	head    *canvas.Rectangle
	sheet   sheet
	letters lettering

	flags []flagBox // of the marks, as painted last

	mark    sequencer.MarkID // taken up for the keys, 0: none
	carry   *carry           // its flag is dragged
	focused bool
	over    bool // the pointer is on a flag

	second  touch.Second
	pressed bool
	deaf    bool           // the drag was taken back: the rest of it is ignored
	anchor  sequencer.Tick // where the press was
	other   sequencer.Tick // the end of the loop that a drag leaves where it is
	dragged bool
	before  loop // as it was when the button went down
}

var (
	_ fyne.Draggable         = (*ruler)(nil)
	_ fyne.Scrollable        = (*ruler)(nil)
	_ fyne.SecondaryTappable = (*ruler)(nil)
	_ desktop.Mouseable      = (*ruler)(nil)
	_ desktop.Hoverable      = (*ruler)(nil)
	_ desktop.Cursorable     = (*ruler)(nil)
	_ desktop.Keyable        = (*ruler)(nil)
	_ fyne.Focusable         = (*ruler)(nil)
	_ fyne.DoubleTappable    = (*ruler)(nil)
)

func newRuler(r *Roll) *ruler {
	u := &ruler{r: r}
	u.raster = canvas.NewRaster(u.paint)
	u.raster.ScaleMode = canvas.ImageScalePixels
	u.head = canvas.NewRectangle(theme.Current().Playhead)
	u.ExtendBaseWidget(u)
	return u
}

type rulerRenderer struct{ u *ruler }

// CreateRenderer is for Fyne.
func (u *ruler) CreateRenderer() fyne.WidgetRenderer { return &rulerRenderer{u} }

func (q *rulerRenderer) Layout(size fyne.Size) {
	q.u.raster.Resize(size)
	q.u.movePlayhead()
}
func (q *rulerRenderer) MinSize() fyne.Size { return fyne.NewSize(80, RulerHeight) }
func (q *rulerRenderer) Refresh() {
	q.u.head.FillColor = theme.Current().Playhead
	q.u.raster.Refresh()
	q.u.movePlayhead()
}

func (q *rulerRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{q.u.raster, q.u.head}
}
func (q *rulerRenderer) Destroy() {}

func (u *ruler) movePlayhead() {
	x := u.r.view.Axis.XAt(u.r.playhead)
	placeUpright(u.head, axis.Whole(x-1, u.r.field.scale), 2, rulerSplit, RulerHeight-rulerSplit, u.Size().Width)
}

// placeUpright moves a bar of a width to x, or makes it vanish when it lies outside of what can be seen.
func placeUpright(bar *canvas.Rectangle, x, width, y, height, limit float32) {
	if x < -width || x >= limit {
		bar.Resize(fyne.Size{})
		return
	}
	bar.Move(fyne.NewPos(x, y))
	bar.Resize(fyne.NewSize(width, height))
}

func (u *ruler) paint(w, h int) image.Image {
	s, r, c := &u.sheet, u.r, theme.Current()
	s.reset(w, h)
	scale := float32(1)
	if width := u.Size().Width; width > 0 {
		scale = float32(w) / width
	}
	px := func(v float32) int { return int(min(max(v, -1e5), 1e6)*scale + 0.5) }
	split := px(rulerSplit)
	s.fill(0, 0, w, h, s.ink(c.Panel))
	if r.loopTo > r.loopFrom {
		x0, x1 := px(r.view.Axis.X(r.loopFrom)), px(r.view.Axis.X(r.loopTo))
		if r.looping {
			s.tint(x0, split, x1, h, c.LoopFill)
		}
		edge := s.ink(c.Loop)
		t := max(px(1.5), 1)
		s.fill(x0, split, x1, split+t, edge)
		s.fill(x0, split, x0+t, h, edge)
		s.fill(x1-t, split, x1, h, edge)
	}
	s.fill(0, h-max(px(1), 1), w, h, s.ink(c.Line))
	if r.notes.piece == nil {
		return s.img
	}
	bar, beat := s.ink(c.TextSoft), s.ink(theme.Mix(c.Panel, c.TextSoft, 0.55))
	thin := max(px(1), 1)
	size := max(px(12), 8)
	first := w // where the first number in sight stands
	for _, l := range r.view.Axis.Lines(r.notes.piece.Meters(), r.snap) {
		x := px(l.X)
		switch l.Rank {
		case axis.BarLine:
			top := h - px(9)
			if l.Labelled {
				top = split + px(2)
			}
			s.fill(x, top, x+thin, h, bar)
		case axis.BeatLine:
			s.fill(x, h-px(6), x+thin, h, beat)
		default:
			s.fill(x, h-px(3), x+thin, h, beat)
		}
		if !l.Labelled {
			continue
		}
		if l.Rank == axis.BarLine {
			u.number(u.letters.mask(l.Label(), size, true), x+px(4), split+px(1), c.Text)
			if x > 0 {
				first = min(first, x)
			}
		} else {
			u.number(u.letters.mask(l.Label(), max(px(10), 7), false), x+px(3), split+px(2), c.TextSoft)
			if x > 0 {
				first = min(first, x)
			}
		}
	}
	// The bar that began left of the edge keeps its number in sight.
	if left, _ := r.view.Axis.Span(); r.view.Axis.X(left) <= 0 {
		bar := r.notes.piece.Meters().Position(left).Bar
		if m := u.letters.mask(strconv.Itoa(bar), size, true); m != nil && m.w+px(8) < first {
			s.put(m, px(4), split+px(1), 0, w, c.TextSoft)
		}
	}
	u.paintTimes(s, px, scale, c)
	return s.img
}

// number writes a number that lies wholly in sight, and no other: a cut number is a wrong one.
func (u *ruler) number(m *mask, x, y int, c color.NRGBA) {
	if m != nil && x >= 0 && x+m.w <= u.sheet.w {
		u.sheet.put(m, x, y, 0, u.sheet.w, c)
	}
}

// paintTimes writes the times and the flags of the marks in the upper half; flags go before times.
func (u *ruler) paintTimes(s *sheet, px func(float32) int, scale float32, c *theme.Palette) {
	u.flags = u.flags[:0]
	r := u.r
	size := max(px(10), 7)
	flag := s.ink(c.Mark)
	type span struct{ from, to int }
	var taken []span
	marks := r.notes.piece.Marks()
	wide := func(i int) float32 {
		w := px(8)
		if text := u.letters.mask(markText(marks[i]), size, true); text != nil {
			w += text.w
		}
		return float32(w+1) / scale
	}
	rooms := r.view.Axis.Flags(len(marks), func(i int) sequencer.Tick { return marks[i].At }, wide, float32(s.w)/scale)
	for i, m := range marks {
		x, limit := px(rooms[i].X), px(rooms[i].X+rooms[i].Room)
		if limit < 0 || x > s.w {
			continue
		}
		text := u.letters.fitting(markText(m), size, true, limit-x-px(8))
		end := x + px(8)
		if text != nil {
			end += text.w
		}
		end = min(end, limit)
		if pole := px(r.view.Axis.X(m.At)); pole == x {
			s.fill(x, px(2), x+max(px(1.5), 1), s.h, flag)
		}
		s.fill(x, px(2), end, px(rulerSplit-1), s.ink(theme.Mix(c.Panel, c.Accent, 0.28)))
		s.fill(x, px(2), x+max(px(2.5), 1), px(rulerSplit-1), flag)
		s.put(text, x+px(5), px(1.5), x, limit, c.Text)
		taken = append(taken, span{x, end})
		u.flags = append(u.flags, flagBox{rooms[i].X, float32(end-x) / scale, m})
		if m.ID == u.mark {
			u.frame(s, x, px(1), max(end, x+px(6)), px(rulerSplit), max(px(2), 1), c)
		}
	}
	for _, m := range r.view.Axis.Times(r.notes.piece.Tempo()) {
		x := px(m.X)
		text := u.letters.mask(m.Text, size, false)
		if text == nil {
			continue
		}
		free := x+px(3)+text.w <= s.w
		for _, t := range taken {
			free = free && (x+text.w+px(4) < t.from || x > t.to)
		}
		if free {
			s.fill(x, px(3), x+max(px(1), 1), px(rulerSplit-2), s.ink(c.Line))
			s.put(text, x+px(3), px(1.5), x, s.w, c.TextSoft)
		}
	}
}

// frame is drawn round the flag that is taken up; it is heavy while keys come here.
func (u *ruler) frame(s *sheet, x0, y0, x1, y1, thick int, c *theme.Palette) {
	ink := s.ink(c.Marked)
	if !u.focused {
		thick = max(thick/2, 1)
	}
	s.fill(x0, y0, x1, y0+thick, ink)
	s.fill(x0, y1-thick, x1, y1, ink)
	s.fill(x0, y0, x0+thick, y1, ink)
	s.fill(x1-thick, y0, x1, y1, ink)
}

func markText(m sequencer.Mark) string {
	switch {
	case m.Name != "":
		return m.Name
	case m.Kind == sequencer.Verse:
		return "Verse"
	case m.Kind == sequencer.Wait:
		return "Wait"
	}
	return "Section"
}

// MouseDown is for Fyne.
func (u *ruler) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary {
		u.second.Down()
		return
	}
	touch.Hold(u.escape)
	u.r.modifiers = e.Modifier
	u.pressed, u.dragged, u.deaf, u.carry = true, false, false, nil
	u.anchor = u.at(e.Position.X)
	if m, ok := u.flagAt(e.Position); ok { // a click on a flag goes to its mark
		u.anchor = m.At
		u.take(m, e.Position.X)
	} else {
		u.choose(0)
	}
	u.grip(e.Position)
}

func within(x, of, by float32) bool { return x >= of-by && x <= of+by }

// at is the tick at a place, on the grid unless Ctrl or Alt is held.
func (u *ruler) at(x float32) sequencer.Tick { return u.r.snapped(u.r.view.Axis.Tick(x)) }

// MouseUp is for Fyne.
func (u *ruler) MouseUp(e *desktop.MouseEvent) {
	if !u.pressed || e.Button != desktop.MouseButtonPrimary {
		return
	}
	u.pressed = false
	if !u.dragged {
		u.carry = nil
	}
	if !u.dragged && u.r.OnSeek != nil {
		u.r.OnSeek(u.anchor)
	}
}

// Dragged is for Fyne.
func (u *ruler) Dragged(e *fyne.DragEvent) {
	if u.deaf {
		return
	}
	if u.carry != nil {
		u.dragged = true
		u.r.readModifiers()
		u.carryTo(e.Position.X)
		return
	}
	if !u.pressed {
		u.r.applyAxis(u.r.view.Axis.ScrollBy(-e.Dragged.DX))
		return
	}
	if !u.dragged && !u.focused && !u.r.field.focused { // so that Escape comes here
		u.r.Focus()
	}
	u.dragged = true
	u.r.readModifiers()
	u.span(e.Position.X)
}

// DragEnd is for Fyne.
func (u *ruler) DragEnd() {
	if !u.dragged {
		return
	}
	u.pressed, u.dragged = false, false
	if u.carry != nil {
		u.drop()
		return
	}
	if u.r.OnLoop != nil {
		u.r.OnLoop(u.r.loopFrom, u.r.loopTo)
	}
}

// Scrolled is for Fyne.
func (u *ruler) Scrolled(e *fyne.ScrollEvent) { u.r.scrolled(e, e.Position.X, -1) }

// TappedSecondary is for Fyne.
func (u *ruler) TappedSecondary(e *fyne.PointEvent) {
	if u.second.Tapped() || u.r.OnMenu == nil {
		return
	}
	place := Place{Tick: u.r.view.Axis.Tick(e.Position.X), Key: -1, OnRuler: true}
	if m, ok := u.flagAt(e.Position); ok {
		u.choose(m.ID)
		place.Tick, place.Mark = m.At, m
	}
	u.r.OnMenu(e.AbsolutePosition, place)
}

// MouseIn is for Fyne.
func (u *ruler) MouseIn(e *desktop.MouseEvent) { u.MouseMoved(e) }

// MouseMoved is for Fyne.
func (u *ruler) MouseMoved(e *desktop.MouseEvent) {
	if u.r.notes.piece == nil {
		return
	}
	m, flag := u.flagAt(e.Position)
	u.over = flag
	if flag {
		u.r.say(u.tell(m) + ". Drag to move it, double click to change it, right-click for more")
		return
	}
	t := u.r.view.Axis.Tick(e.Position.X)
	u.r.say("Bar " + u.r.notes.piece.Meters().Position(t).String() + " · " + axis.Clock(u.r.notes.piece.Tempo().TimeAt(t)))
}

// MouseOut is for Fyne.
func (u *ruler) MouseOut() {
	u.over = false
	u.r.say("")
}

// Cursor is for Fyne.
func (u *ruler) Cursor() desktop.Cursor {
	if u.over || u.carry != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}
