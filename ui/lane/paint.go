package lane

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
	"voluntary/ui/theme"
)

// picture is everything that the painter shows of one moment.
type picture struct {
	layout  *Layout
	meters  sequencer.MeterMap
	axis    axis.Axis
	snap    axis.Snap
	scroll  float32 // units that the rows are scrolled up by
	scale   float32 // device pixels a unit
	dark    bool
	hover   Hit
	marked  Hit
	focused bool
	end     sequencer.Tick
	gripY   float32 // of the scroll bar; a grip of 0 shows none
	grip    float32

	sliceFrom, sliceTo sequencer.Tick
}

// px is a length or a place along the rows in device pixels.
func (s *picture) px(v float32) int { return int(min(max(v, -1e5), 1e6)*s.scale + 0.5) }

// x is the place of a tick in device pixels.
func (s *picture) x(t sequencer.Tick) int { return s.px(s.axis.X(t)) }

// far is x for curves, which may begin far out of sight.
func (s *picture) far(t sequencer.Tick) int {
	return int(math.Round(float64(s.axis.X(t)) * float64(s.scale)))
}

// y is the place of a height of the rows in device pixels.
func (s *picture) y(v float32) int { return s.px(v - s.scroll) }

// painter fills one reused image.
type painter struct {
	img     *image.RGBA
	colours *theme.Palette
	tints   []color.NRGBA // of the divisions
	marks   []theme.Pattern
	of      *Layout // that tints are of
	dark    bool
}

// learn finds the colours of the divisions when they may have changed.
func (p *painter) learn(s *picture) {
	p.colours = theme.Of(s.dark)
	if p.of == s.layout && p.dark == s.dark {
		return
	}
	p.of, p.dark = s.layout, s.dark
	c := s.layout.Console
	p.tints, p.marks = p.tints[:0], p.marks[:0]
	for d := range c.Divisions {
		p.tints = append(p.tints, theme.DivisionColor(c, registration.DivisionID(d), s.dark))
		p.marks = append(p.marks, theme.DivisionPattern(c, registration.DivisionID(d)))
	}
}

// tint is the colour of a row: its own, or that of its division.
func (p *painter) tint(s *picture, r *Row) color.NRGBA {
	return rowColour(s.layout, r, s.dark, func() color.NRGBA {
		if int(r.Division) < len(p.tints) {
			return p.tints[r.Division]
		}
		return p.colours.Expression
	})
}

// rowColour is the colour that a row was given, or the usual one.
func rowColour(l *Layout, r *Row, dark bool, usual func() color.NRGBA) color.NRGBA {
	if len(l.View.Setting.Colours) > 0 && r.Kind != HeadRow {
		if hue, ok := l.View.Setting.Colours[r.id(l.Console)]; ok {
			return theme.Hue(hue, dark)
		}
	}
	return usual()
}

// paint draws the rows into an image of w by h device pixels.
func (p *painter) paint(s *picture, w, h int) image.Image {
	if p.img == nil || p.img.Rect.Dx() != w || p.img.Rect.Dy() != h {
		p.img = image.NewRGBA(image.Rect(0, 0, w, h))
	}
	p.colours = theme.Of(s.dark)
	p.fill(0, 0, w, h, p.colours.RowWhite)
	if s.layout == nil || w == 0 || h == 0 {
		return p.img
	}
	p.learn(s)
	p.grounds(s, w, h)
	for i := range s.layout.Rows {
		r := &s.layout.Rows[i]
		if y := r.Y - s.scroll; y*s.scale > float32(h) || (y+r.Height)*s.scale < 0 {
			continue
		}
		switch r.Kind {
		case ControlRow:
			p.control(s, r, i)
		case ShoeRow:
			p.shoe(s, r)
		case HeadRow:
			p.head(s, r)
		case TempoRow:
			p.tempo(s, r)
		case SceneRow:
			p.flags(s, r, i, p.colours.Scene)
		case MeterRow, MarkRow:
			p.flags(s, r, i, p.colours.Mark)
		}
	}
	if x := s.x(s.end); x < w && s.end > 0 {
		p.shade(max(x, 0), 0, w, h, theme.Alpha(p.colours.Outside, 90))
	}
	if s.sliceTo > s.sliceFrom {
		x0, x1 := s.x(s.sliceFrom), s.x(s.sliceTo)
		p.shade(x0, 0, x1, h, theme.Alpha(p.colours.Accent, 0x30))
		p.fill(x0, 0, x0+max(s.px(1.5), 1), h, p.colours.Accent)
		p.fill(x1-max(s.px(1.5), 1), 0, x1, h, p.colours.Accent)
	}
	if s.grip > 0 {
		p.shade(w-s.px(barRoom-2), 0, w, h, theme.Alpha(p.colours.RowWhite, 160))
		p.shade(w-s.px(barRoom-3), s.px(s.gripY)+s.px(1), w-s.px(2), s.px(s.gripY+s.grip)-s.px(1), theme.Alpha(p.colours.Text, 120))
	}
	return p.img
}

// grounds paints what lies behind everything: the rows and the grid.
func (p *painter) grounds(s *picture, w, h int) {
	c := p.colours
	for i := range s.layout.Rows {
		r := &s.layout.Rows[i]
		y0, y1 := s.y(r.Y), s.y(r.Y+r.Height)
		if y1 < 0 || y0 > h {
			continue
		}
		back := c.RowWhite
		if i%2 == 1 {
			back = c.RowBlack
		}
		switch {
		case r.Kind == HeadRow:
			back = theme.Mix(c.Panel, p.tint(s, r), 0.16)
		case r.Division != Whole:
			back = theme.Mix(back, p.tint(s, r), 0.06)
		}
		p.fill(0, y0, w, y1, back)
		p.fill(0, y1-1, w, y1, c.RowLine)
	}
	for _, line := range s.axis.Lines(s.meters, s.snap) {
		ink := c.PartLine
		switch line.Rank {
		case axis.BarLine:
			ink = c.BarLine
		case axis.BeatLine:
			ink = c.BeatLine
		}
		x := s.px(line.X)
		p.fill(x, 0, x+1, h, ink)
	}
}

// seen is the part of a list in order of time that may be in sight, with one thing more at the left.
func seen[T any](s *picture, w int, list []T, at func(T) sequencer.Tick) []T {
	first := sequencer.Tick(s.axis.At(-reach))
	last := s.axis.Tick(float32(w)/s.scale + reach)
	lo, _ := slices.BinarySearchFunc(list, first, func(v T, t sequencer.Tick) int { return int(min(max(at(v)-t, -1), 1)) })
	hi := lo
	for hi < len(list) && at(list[hi]) <= last {
		hi++
	}
	return list[max(lo-1, 0):hi]
}

// flags paints the poles of scenes, meters and marks; their words are written above them.
func (p *painter) flags(s *picture, r *Row, row int, ink color.NRGBA) {
	y := s.y(r.Y)
	things := s.layout.Things(row)
	for i, f := range s.layout.flags(s.axis, things) {
		if f.X > float32(p.img.Rect.Dx())/s.scale+reach {
			break
		}
		if f.X+f.Room < -reach {
			continue
		}
		t, x := things[i], s.px(f.X)
		p.fill(x, y+2, x+max(s.px(2), 1), y+s.px(r.Height)-2, ink)
		switch {
		case t.Part == Mark && t.Mark.Kind == sequencer.Wait: // two bars, as on a pause key
			p.fill(x+s.px(4), y+s.px(4), x+s.px(6), y+s.px(12), ink)
			p.fill(x+s.px(8), y+s.px(4), x+s.px(10), y+s.px(12), ink)
		case t.Part == Mark && t.Mark.Kind == sequencer.Verse: // a hollow flag
			p.fill(x, y+2, x+s.px(8), y+s.px(10), ink)
			p.fill(x+s.px(2), y+2+s.px(2), x+s.px(6), y+s.px(8), theme.Mix(p.colours.RowWhite, ink, 0.15))
		default:
			p.fill(x, y+2, x+s.px(8), y+s.px(10), ink)
		}
		switch {
		case s.marked.Part == t.Part && s.marked.is(&t):
			p.outline(x-2, y+1, x+s.px(11)+2, y+s.px(r.Height)-1, max(s.px(2), 2), p.colours.Marked)
		case s.hover.Part == t.Part && s.hover.is(&t):
			p.outline(x-1, y+1, x+s.px(11)+1, y+s.px(r.Height)-1, 1, p.colours.Hover)
		}
	}
}

// head paints where a division is silent though it is played, and what is drawn in one that is folded.
func (p *painter) head(s *picture, r *Row) {
	y0, y1 := s.y(r.Y), s.y(r.Y+r.Height)
	w := p.img.Rect.Dx()
	if r.Folded {
		ink := theme.Alpha(p.tint(s, r), 0x50)
		for _, row := range rowsOf(s.layout.Console, r.Division, Setting{}) {
			if row.Kind != ControlRow {
				continue
			}
			for _, b := range s.layout.BarsOf(row.Control) {
				x1 := s.x(b.End)
				if b.Open {
					x1 = w
				}
				p.shade(s.x(b.Start), y0+s.px(5), x1, y1-s.px(5), ink)
			}
		}
	}
	for _, t := range s.layout.SilenceOf(r.Division) {
		x0, x1 := s.x(t.From), s.x(t.To)
		if x1 < 0 || x0 > w {
			continue
		}
		p.shade(x0, y0+1, x1, y1-2, theme.Alpha(p.colours.Alarm, 0x2c))
		p.hatch(s, x0, y0+1, x1, y1-2, theme.Alpha(p.colours.Alarm, 0x90))
		p.outline(x0, y0+1, x1, y1-2, 1, p.colours.Alarm)
	}
	if s.marked.Part == Head && s.layout.Rows[s.marked.Row].same(r) {
		p.outline(0, y0, w, y1, max(s.px(2), 2), p.colours.Marked)
	}
}

// hatch lays slanting lines over a place. They stay with the music when it scrolls.
func (p *painter) hatch(s *picture, x0, y0, x1, y1 int, c color.NRGBA) {
	step, thick := max(s.px(7), 4), max(s.px(1), 1)
	r := p.rect(x0, y0, x1, y1)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		line := p.img.Pix[p.img.PixOffset(0, y):]
		first := r.Min.X - (r.Min.X-x0+y-y0)%step
		for x := first; x < r.Max.X; x += step {
			for at := max(x, r.Min.X); at < min(x+thick, r.Max.X); at++ {
				blend(line[4*at:4*at+3], c)
			}
		}
	}
}

// blend lays a translucent colour over one pixel.
func blend(pix []uint8, c color.NRGBA) {
	a := uint32(c.A)
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		pix[i] = uint8((uint32(pix[i])*(255-a) + uint32(v)*a) / 255)
	}
}

func (p *painter) control(s *picture, r *Row, row int) {
	w := p.img.Rect.Dx()
	bars := s.layout.BarsOf(r.Control)
	lo, _ := slices.BinarySearchFunc(bars, sequencer.Tick(s.axis.At(-reach)), func(b sequencer.LaneBar, t sequencer.Tick) int { return int(min(max(b.End-t, -1), 1)) })
	for _, b := range bars[lo:] {
		if s.x(b.Start) > w {
			break
		}
		p.bar(s, r, b, row)
	}
	for _, o := range seen(s, w, s.layout.IdleOf(r.Control), func(o sequencer.LaneOrder) sequencer.Tick { return o.At }) {
		p.idle(s, r, o)
	}
}

// idle paints an order that changes nothing: faint, a tooth to the right where it draws and to the left where it retires.
func (p *painter) idle(s *picture, r *Row, o sequencer.LaneOrder) {
	x, y0, y1 := s.x(o.At), s.y(r.Y+3), s.y(r.Y+r.Height-3)
	ink := theme.Alpha(p.colours.Text, 0x80)
	p.shade(x, y0, x+max(s.px(1), 1), y1, ink)
	tooth := s.px(5)
	if !o.Draw {
		tooth = -tooth
	}
	p.shade(min(x, x+tooth), y0, max(x, x+tooth), y0+max(s.px(2), 1), ink)
	p.shade(min(x, x+tooth), y1-max(s.px(2), 1), max(x, x+tooth), y1, ink)
	if s.marked.Part == Idle && s.marked.Idle == o {
		p.outline(x-s.px(7), y0-1, x+s.px(7), y1+1, max(s.px(2), 2), p.colours.Marked)
	} else if s.hover.Part == Idle && s.hover.Idle == o {
		p.outline(x-s.px(7), y0-1, x+s.px(7), y1+1, 1, p.colours.Hover)
	}
}

func (p *painter) bar(s *picture, r *Row, b sequencer.LaneBar, row int) {
	x0, x1 := s.x(b.Start), s.x(b.End)
	if b.Open {
		x1 = max(x1, p.img.Rect.Dx())
	}
	y0, y1 := s.y(r.Y+3), s.y(r.Y+r.Height-3)
	if x1 < 0 || x0 > p.img.Rect.Dx() {
		return
	}
	x1 = max(x1, x0+max(s.px(3), 2))
	colours := p.colours
	colour := p.tint(s, r)
	face := colour
	if s.layout.Console.Controls[b.Control].Kind != registration.Stop {
		face = theme.Mix(colour, colours.RowWhite, 0.35)
	}
	unheard := s.layout.Unheard(b)
	if unheard { // hollow: it is drawn and nobody hears it
		face = theme.Mix(colour, colours.RowWhite, 0.82)
	}
	edge := theme.Mix(colour, colours.NoteEdge, 0.5)
	p.fill(x0, y0, x1, y1, edge)
	p.fill(x0+1, y0+1, x1-1, y1-1, face)
	if unheard {
		p.hatch(s, x0+1, y0+1, x1-1, y1-1, theme.Alpha(colours.Text, 0x38))
	} else if int(r.Division) < len(p.marks) {
		p.pattern(s, p.marks[r.Division], x0+1, y0+1, x1-1, y1-1, theme.Alpha(theme.Ink(face), 70))
	}
	grip := theme.Alpha(theme.Ink(face), 150)
	if !b.ByScene {
		p.shade(x0+2, y0+3, x0+2+max(s.px(2), 1), y1-3, grip)
	}
	if !b.Open {
		p.shade(x1-2-max(s.px(2), 1), y0+3, x1-2, y1-3, grip)
	}
	if s.marked.Row == row && s.marked.Part >= Start && s.marked.Part <= Body && s.marked.Bar.Start == b.Start {
		p.outline(x0-1, y0-1, x1+1, y1+1, max(s.px(2), 2), colours.Marked)
		if s.focused {
			at := x0
			if s.marked.Part == End {
				at = x1 - s.px(5)
			}
			p.fill(at, y0-1, at+s.px(5), y1+1, colours.Marked)
		}
	} else if s.hover.Part != Nothing && s.hover.Part <= Body && s.hover.Bar == b {
		p.outline(x0-1, y0-1, x1+1, y1+1, 1, colours.Hover)
	}
}

// pattern marks a bar by its division besides the colour.
func (p *painter) pattern(s *picture, pt theme.Pattern, x0, y0, x1, y1 int, c color.NRGBA) {
	line := max(int(s.scale*2), 1)
	mid := (y0 + y1 - line) / 2
	switch pt {
	case theme.Top:
		p.shade(x0, y0, x1, y0+line, c)
	case theme.Bottom:
		p.shade(x0, y1-line, x1, y1, c)
	case theme.Middle:
		p.shade(x0, mid, x1, mid+line, c)
	case theme.Edges:
		p.shade(x0, y0, x1, y0+line, c)
		p.shade(x0, y1-line, x1, y1, c)
	case theme.Dots, theme.Dashes, theme.Bars, theme.Stripes, theme.Checks:
		step := int(8 * s.scale)
		on := line
		if pt == theme.Dashes || pt == theme.Checks {
			on = step / 2
		}
		top, bottom := mid, mid+line
		if pt == theme.Bars || pt == theme.Stripes {
			top, bottom = y0, y1
		}
		for x := max(x0, x0+(-x0/step)*step); x < min(x1, p.img.Rect.Dx()); x += step {
			p.shade(x, top, min(x+on, x1), bottom, c)
		}
	}
}

func (p *painter) rect(x0, y0, x1, y1 int) image.Rectangle {
	return image.Rectangle{Min: image.Pt(x0, y0), Max: image.Pt(x1, y1)}.Intersect(p.img.Rect)
}

func (p *painter) fill(x0, y0, x1, y1 int, c color.NRGBA) {
	if x1 <= x0 || y1 <= y0 {
		return
	}
	r := p.rect(x0, y0, x1, y1)
	if r.Empty() {
		return
	}
	first := p.img.Pix[p.img.PixOffset(r.Min.X, r.Min.Y):][:4*r.Dx()]
	for i := 0; i < len(first); i += 4 {
		first[i], first[i+1], first[i+2], first[i+3] = c.R, c.G, c.B, 255
	}
	for y := r.Min.Y + 1; y < r.Max.Y; y++ {
		copy(p.img.Pix[p.img.PixOffset(r.Min.X, y):][:4*r.Dx()], first)
	}
}

// shade lays a translucent colour over what is there.
func (p *painter) shade(x0, y0, x1, y1 int, c color.NRGBA) {
	if x1 > x0 && y1 > y0 {
		draw.Draw(p.img, p.rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Over)
	}
}

func (p *painter) outline(x0, y0, x1, y1, width int, c color.NRGBA) {
	p.fill(x0, y0, x1, y0+width, c)
	p.fill(x0, y1-width, x1, y1, c)
	p.fill(x0, y0, x0+width, y1, c)
	p.fill(x1-width, y0, x1, y1, c)
}
