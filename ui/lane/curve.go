package lane

import (
	"image/color"

	"voluntary/sequencer"
	"voluntary/ui/theme"
)

// shoe paints a curve: level from point to point, and slanting where the shoe is led in a line.
func (p *painter) shoe(s *picture, r *Row) {
	ink := rowColour(s.layout, r, s.dark, func() color.NRGBA { return p.colours.Expression })
	points := s.layout.PointsOf(r.Enclosure)
	c := curve{p: p, s: s, ink: ink, bottom: s.y(r.Y + r.Height - 2)}
	value := s.layout.Console.Enclosures[r.Enclosure].Initial
	c.start(s.far(0), s.y(r.YOf(value)))
	for _, pt := range points {
		c.to(s.far(pt.At), s.y(r.YOf(pt.Value)), pt.Line)
	}
	c.level(p.img.Rect.Dx())
	for _, pt := range seen(s, p.img.Rect.Dx(), points, func(pt sequencer.LanePoint) sequencer.Tick { return pt.At }) {
		marked := s.marked.Part == Point && s.marked.Point.Enclosure == pt.Enclosure && s.marked.Point.At == pt.At
		p.knot(s, s.x(pt.At), s.y(r.YOf(pt.Value)), ink, marked, s.hover.Part == Point && s.hover.Point == pt, pt.ByScene)
	}
}

// tempo paints the tempo as a curve: level from point to point, and slanting where it is led.
func (p *painter) tempo(s *picture, r *Row) {
	l := s.layout
	y := func(bpm float64) int { return s.y(l.YOfBPM(*r, bpm)) }
	c := curve{p: p, s: s, ink: p.colours.Accent, bottom: s.y(r.Y + r.Height - 2)}
	c.start(s.far(0), y(l.Tempo.Points()[0].BPM()))
	for _, t := range l.tempos {
		if t.Part == Tempo {
			c.to(s.far(t.Tempo.At), y(t.Tempo.BPM()), false)
			continue
		}
		c.to(s.far(t.Ramp.From), y(t.Ramp.First), false)
		c.to(s.far(t.Ramp.To), y(t.Ramp.Last), true)
	}
	c.level(p.img.Rect.Dx())
	last := -1 << 30
	knot := func(tick sequencer.Tick, bpm float64, marked, hover bool) {
		x := s.x(tick)
		if x < -s.px(reach) || x > p.img.Rect.Dx()+s.px(reach) || x-last < s.px(12) && !marked && !hover {
			return // the many points of a passage that was tapped are a line
		}
		last = x
		p.knot(s, x, y(bpm), p.colours.Accent, marked, hover, false)
	}
	for _, t := range l.tempos {
		if t.Part == Tempo {
			knot(t.Tempo.At, t.Tempo.BPM(), s.marked.Part == Tempo && s.marked.Tempo.At == t.Tempo.At, s.hover.Part == Tempo && s.hover.Tempo == t.Tempo)
			continue
		}
		marked, hover := s.marked.onRamp() && s.marked.Ramp == t.Ramp, s.hover.onRamp() && s.hover.Ramp == t.Ramp
		knot(t.Ramp.From, t.Ramp.First, marked && s.marked.Part == RampStart, hover && s.hover.Part != RampEnd)
		knot(t.Ramp.To, t.Ramp.Last, marked && s.marked.Part == RampEnd, hover && s.hover.Part != RampStart)
	}
}

// curve is a line over a shaded ground that is drawn from left to right.
type curve struct {
	p      *painter
	s      *picture
	ink    color.NRGBA
	bottom int
	x, y   int
}

func (c *curve) start(x, y int) { c.x, c.y = x, y }

// level goes on to a place at the same height.
func (c *curve) level(x int) {
	if x > c.x {
		c.p.shade(max(c.x, 0), c.y, x, c.bottom, theme.Alpha(c.ink, 50))
		c.p.fill(c.x, c.y, x, c.y+max(c.s.px(2), 1), c.ink)
		c.x = x
	}
}

// to goes to a point, slanting or in a step.
func (c *curve) to(x, y int, slant bool) {
	thick := max(c.s.px(2), 1)
	if !slant || x <= c.x {
		c.level(x)
		c.p.fill(x, min(c.y, y), x+thick, max(c.y, y), c.ink)
		c.x, c.y = max(x, c.x), y
		return
	}
	x0, y0 := c.x, c.y
	before := y0
	for at := max(x0, 0); at < min(x, c.p.img.Rect.Dx()); at++ {
		now := y0 + (y-y0)*(at-x0)/(x-x0)
		if at == max(x0, 0) {
			before = now
		}
		c.p.shade(at, now, at+1, c.bottom, theme.Alpha(c.ink, 50))
		c.p.fill(at, min(now, before), at+1, max(now, before)+thick, c.ink)
		before = now
	}
	c.x, c.y = x, y
}

// knot paints a point of a curve; one by a scene is full.
func (p *painter) knot(s *picture, x, y int, ink color.NRGBA, marked, hover, full bool) {
	size := s.px(4)
	p.fill(x-size, y-size, x+size+1, y+size+1, ink)
	switch {
	case marked:
		p.outline(x-size-2, y-size-2, x+size+3, y+size+3, max(s.px(2), 2), p.colours.Marked)
	case hover:
		p.outline(x-size-2, y-size-2, x+size+3, y+size+3, max(s.px(1), 1), p.colours.Hover)
	}
	if !full {
		p.fill(x-size+1, y-size+1, x+size, y+size, p.colours.RowWhite)
	}
}
