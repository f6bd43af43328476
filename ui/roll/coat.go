package roll

import (
	"image/color"

	"voluntary/registration"
	"voluntary/ui/theme"
)

// coat is how the notes of one division are painted.
type coat struct {
	fill, edge, shade, outside ink
	letter                     string
	text                       color.NRGBA
	pattern                    theme.Pattern
}

// prepareCoats mixes the colours of each division; the last coat is that of notes which nobody plays.
func (p *painter) prepareCoats(s *scene, c *theme.Palette) {
	p.coats = p.coats[:0]
	console := s.notes.console
	n := 0
	if console != nil {
		n = len(console.Divisions)
	}
	for i := range n {
		d := registration.DivisionID(i)
		fill := theme.DivisionColor(console, d, s.dark)
		p.coats = append(p.coats, p.coat(fill, c, s.dark))
		p.coats[i].letter = theme.DivisionLetter(console, d)
		p.coats[i].pattern = theme.DivisionPattern(console, d)
	}
	last := p.coat(c.Unrouted, c, s.dark)
	last.pattern, last.letter = theme.Stripes, "?"
	p.coats = append(p.coats, last)
}

func (p *painter) coat(fill color.NRGBA, c *theme.Palette, dark bool) coat {
	black := color.NRGBA{A: 255}
	shade := theme.Mix(fill, black, 0.34)
	if !dark {
		shade = theme.Mix(fill, color.NRGBA{255, 255, 255, 255}, 0.42)
	}
	return coat{
		fill: p.sheet.ink(fill), edge: p.sheet.ink(theme.Mix(fill, black, 0.5)), shade: p.sheet.ink(shade),
		outside: p.sheet.ink(c.Alarm), text: theme.Ink(fill),
	}
}

// faint is a coat for what is not heard.
func (p *painter) faint(k coat, s *scene, c *theme.Palette) coat {
	back := c.RowWhite
	mix := func(i ink, t float64) ink { return p.sheet.ink(theme.Mix(i.color(), back, t)) }
	k.fill, k.edge, k.shade, k.letter = mix(k.fill, 0.72), mix(k.fill, 0.4), mix(k.shade, 0.72), ""
	return k
}

// pattern marks the inside of a note.
func (p *painter) pattern(x0, y0, x1, y1 int, k *coat) {
	h := y1 - y0
	t := max(h/6, 1)
	step := 3 * t
	middle := (y0 + y1 - t) / 2
	dashes := func(y, from, on, off int) {
		for x := insight(x0+from, on+off); x < min(x1, p.sheet.w); x += on + off {
			p.sheet.fill(x, y, min(x+on, x1), y+t, k.shade)
		}
	}
	switch k.pattern {
	case theme.Top:
		p.sheet.fill(x0, y0, x1, y0+t, k.shade)
	case theme.Bottom:
		p.sheet.fill(x0, y1-t, x1, y1, k.shade)
	case theme.Middle:
		p.sheet.fill(x0, middle, x1, middle+t, k.shade)
	case theme.Edges:
		p.sheet.fill(x0, y0, x1, y0+t, k.shade)
		p.sheet.fill(x0, y1-t, x1, y1, k.shade)
	case theme.Dots:
		dashes(middle, step, t, step)
	case theme.Dashes:
		dashes(y0, 0, step, step)
	case theme.Checks:
		dashes(y0, 0, step, step)
		dashes(y1-t, step, step, step)
	case theme.Bars:
		for x := insight(x0+step, 2*step); x < min(x1, p.sheet.w); x += 2 * step {
			p.sheet.fill(x, y0, min(x+t, x1), y1, k.shade)
		}
	case theme.Stripes:
		for x := insight(x0-h, 2*step+1); x < min(x1, p.sheet.w); x += 2*step + 1 {
			for i := range h {
				p.sheet.fill(max(x+i, x0), y1-1-i, min(x+i+t, x1), y1-i, k.shade)
			}
		}
	}
}

// insight is the last place before the sheet, or on it, that lies a whole number of steps after x.
func insight(x, step int) int {
	if x < -256 {
		x += (-256 - x) / step * step
	}
	return x
}
