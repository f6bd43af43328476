package lane

import (
	"image"
	"image/color"
	"image/draw"

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
	marked  Mark
	focused bool
	end     sequencer.Tick
	gripY   float32 // of the scroll bar; a grip of 0 shows none
	grip    float32
}

// painter fills one reused image.
type painter struct {
	img *image.RGBA
}

// paint draws the rows into an image of w by h device pixels.
func (p *painter) paint(s *picture, w, h int) image.Image {
	if p.img == nil || p.img.Rect.Dx() != w || p.img.Rect.Dy() != h {
		p.img = image.NewRGBA(image.Rect(0, 0, w, h))
	}
	colours := theme.Of(s.dark)
	p.fill(0, 0, w, h, colours.RowWhite)
	if s.layout == nil || w == 0 || h == 0 {
		return p.img
	}
	px := func(v float32) int { return int(v*s.scale + 0.5) }
	for i, r := range s.layout.Rows {
		y0, y1 := px(r.Y-s.scroll), px(r.Y+r.Height-s.scroll)
		back := colours.RowWhite
		if i%2 == 1 {
			back = colours.RowBlack
		}
		if r.Kind != SceneRow {
			back = theme.Mix(back, theme.DivisionColor(s.layout.Console, r.Division, s.dark), 0.06)
		}
		p.fill(0, y0, w, y1, back)
		p.fill(0, y1-1, w, y1, colours.RowLine)
	}
	for _, line := range s.axis.Lines(s.meters, s.snap) {
		c := colours.PartLine
		switch line.Rank {
		case axis.BarLine:
			c = colours.BarLine
		case axis.BeatLine:
			c = colours.BeatLine
		}
		x := px(line.X)
		p.fill(x, 0, x+1, h, c)
	}
	for _, r := range s.layout.Rows {
		if y := r.Y - s.scroll; y*s.scale > float32(h) || (y+r.Height)*s.scale < 0 {
			continue
		}
		switch r.Kind {
		case ControlRow:
			for _, b := range s.layout.BarsOf(r.Control) {
				p.bar(s, colours, r, b)
			}
		case ShoeRow:
			p.shoe(s, colours, r)
		case SceneRow:
			for _, f := range s.layout.Picture.Flags {
				x, y := px(s.axis.X(f.At)), px(r.Y-s.scroll)
				p.fill(x, y+2, x+max(px(2), 1), y+px(r.Height)-2, colours.Scene)
				p.fill(x, y+2, x+px(8), y+px(10), colours.Scene)
			}
		}
	}
	if x := px(s.axis.X(s.end)); x < w && s.end > 0 {
		p.shade(max(x, 0), 0, w, h, theme.Alpha(colours.Outside, 90))
	}
	if s.grip > 0 {
		p.shade(w-px(barRoom-2), 0, w, h, theme.Alpha(colours.RowWhite, 160))
		p.shade(w-px(barRoom-3), px(s.gripY)+px(1), w-px(2), px(s.gripY+s.grip)-px(1), theme.Alpha(colours.Text, 120))
	}
	return p.img
}

func (p *painter) bar(s *picture, colours *theme.Palette, r Row, b sequencer.LaneBar) {
	px := func(v float32) int { return int(v*s.scale + 0.5) }
	x0, x1 := px(s.axis.X(b.Start)), px(s.axis.X(b.End))
	if b.Open {
		x1 = max(x1, p.img.Rect.Dx())
	}
	y0, y1 := px(r.Y-s.scroll+3), px(r.Y+r.Height-s.scroll-3)
	if x1 < 0 || x0 > p.img.Rect.Dx() {
		return
	}
	x1 = max(x1, x0+max(px(3), 2))
	colour := theme.DivisionColor(s.layout.Console, r.Division, s.dark)
	face := colour
	if s.layout.Console.Controls[b.Control].Kind != registration.Stop {
		face = theme.Mix(colour, colours.RowWhite, 0.35)
	}
	edge := theme.Mix(colour, colours.NoteEdge, 0.5)
	p.fill(x0, y0, x1, y1, edge)
	p.fill(x0+1, y0+1, x1-1, y1-1, face)
	p.pattern(s, theme.DivisionPattern(s.layout.Console, r.Division), x0+1, y0+1, x1-1, y1-1, theme.Alpha(theme.Ink(face), 70))
	grip := theme.Alpha(theme.Ink(face), 150)
	if !b.ByScene {
		p.shade(x0+2, y0+3, x0+2+max(px(2), 1), y1-3, grip)
	}
	if !b.Open {
		p.shade(x1-2-max(px(2), 1), y0+3, x1-2, y1-3, grip)
	}
	if s.marked.Control == b.Control && s.marked.Start == b.Start && s.marked.On {
		p.outline(x0-1, y0-1, x1+1, y1+1, max(px(2), 2), colours.Marked)
		if s.focused {
			at := x0
			if s.marked.Part == End {
				at = x1 - px(5)
			}
			p.fill(at, y0-1, at+px(5), y1+1, colours.Marked)
		}
	} else if s.hover.Part != Nothing && s.hover.Part <= Body && s.hover.Bar == b {
		p.outline(x0-1, y0-1, x1+1, y1+1, 1, colours.Hover)
	}
}

func (p *painter) shoe(s *picture, colours *theme.Palette, r Row) {
	px := func(v float32) int { return int(v*s.scale + 0.5) }
	value := s.layout.Console.Enclosures[r.Enclosure].Initial
	x, w := 0, p.img.Rect.Dx()
	bottom := px(r.Y + r.Height - s.scroll - 2)
	stretch := func(to int) {
		y := px(r.YOf(value) - s.scroll)
		p.shade(x, y, to, bottom, theme.Alpha(colours.Expression, 50))
		p.fill(x, y, to, y+max(px(2), 1), colours.Expression)
	}
	for _, pt := range s.layout.PointsOf(r.Enclosure) {
		at := px(s.axis.X(pt.At))
		if at > x {
			stretch(min(at, w))
			x = at
		}
		old := px(r.YOf(value) - s.scroll)
		value = pt.Value
		now := px(r.YOf(value) - s.scroll)
		p.fill(at, min(old, now), at+max(px(2), 1), max(old, now), colours.Expression)
	}
	stretch(w)
	for _, pt := range s.layout.PointsOf(r.Enclosure) {
		at, y := px(s.axis.X(pt.At)), px(r.YOf(pt.Value)-s.scroll)
		size := px(4)
		p.fill(at-size, y-size, at+size+1, y+size+1, colours.Expression)
		if s.hover.Part == Point && s.hover.Point == pt {
			p.outline(at-size-2, y-size-2, at+size+3, y+size+3, max(px(1), 1), colours.Hover)
		} else {
			p.fill(at-size+1, y-size+1, at+size, y+size, colours.RowWhite)
		}
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
