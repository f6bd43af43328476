package roll

import (
	"image"
	"image/color"
	"math"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
	"voluntary/ui/theme"
)

// scene is everything that the picture of the notes shows.
type scene struct {
	view     View
	notes    *notes
	marked   sequencer.Selection
	hearing  sequencer.Hearing
	ghosts   *ghosts // nil: not shown
	snap     axis.Snap
	guides   [guides]bool
	loopFrom sequencer.Tick
	loopTo   sequencer.Tick // not after loopFrom: no loop
	dark     bool
	scale    float32 // pixels a unit
}

// painter paints the field of notes. The picture it returns is its own and is painted over by the next call.
type painter struct {
	sheet   sheet
	letters lettering
	rows    map[rowKind][]byte
	coats   []coat
	pale    []coat // for what is not heard
	places  places
	front   []spot // marked notes, painted last
	last    [keys]int

	letterSize int // pixels; 0: no room for letters
}

// spot is a note with what is needed to paint it.
type spot struct {
	note  sequencer.Note
	key   int
	route *route
}

// rowKind is a kind of pixel row of the background: all rows of a kind are the same.
type rowKind struct {
	black, outside, pedal, line bool
	phase                       int // of the hatching
}

// hatchStep is how many pixels the stripes of the hatching are apart.
const hatchStep = 8

func (p *painter) paint(s *scene, w, h int) *image.RGBA {
	p.sheet.reset(w, h)
	colours := theme.Of(s.dark)
	p.background(s, colours)
	p.prepareCoats(s, colours)
	p.pale = p.pale[:0]
	for _, k := range p.coats {
		p.pale = append(p.pale, p.faint(k, s, colours))
	}
	p.letterSize = 0
	if size := s.px(float32(s.view.row()*0.8) - 1); float32(size) >= 7.4*s.scale {
		p.letterSize = size
	}
	p.places.set(s)
	p.paintGuides(s, colours)
	p.paintGhosts(s, colours, false)
	p.paintNotes(s, colours)
	p.paintGhosts(s, colours, true)
	return p.sheet.img
}

// px is a place in pixels.
func (s *scene) px(units float32) int { return int(math.Round(float64(units) * float64(s.scale))) }

// compass says for each key what the organ has.
type compass struct{ has, pedal [keys]bool }

func compassOf(c *registration.Console) (out compass) {
	for k := range keys {
		out.has[k] = c == nil || len(c.Divisions) == 0
	}
	if c == nil {
		return out
	}
	for _, d := range c.Divisions {
		for k := int(d.Lowest); k <= min(int(d.Highest), keys-1); k++ {
			out.has[k] = true
			out.pedal[k] = out.pedal[k] || d.Pedal
		}
	}
	return out
}

func isBlack(key int) bool {
	switch key % 12 {
	case 1, 3, 6, 8, 10:
		return true
	}
	return false
}

// background paints the rows and the grid. Each kind of row is made once and copied.
func (p *painter) background(s *scene, c *theme.Palette) {
	p.rows = make(map[rowKind][]byte)
	has := compassOf(s.notes.console)
	var lines []axis.Line
	if s.notes.piece != nil {
		lines = s.view.Axis.Lines(s.notes.piece.Meters(), s.snap)
	}
	upper, lower := s.px(s.view.Y(keys-1)), s.px(s.view.Y(-1))
	for y := range min(upper, p.sheet.h) {
		p.sheet.copyRow(y, p.row(s, c, lines, rowKind{outside: true, phase: y % hatchStep}))
	}
	for y := max(lower, 0); y < p.sheet.h; y++ {
		p.sheet.copyRow(y, p.row(s, c, lines, rowKind{outside: true, phase: y % hatchStep}))
	}
	lowest, highest := s.view.Keys()
	for key := lowest; key <= highest; key++ {
		y0, y1 := max(s.px(s.view.Y(key)), 0), min(s.px(s.view.Y(key-1)), p.sheet.h)
		kind := rowKind{black: isBlack(key), outside: !has.has[key], pedal: has.pedal[key]}
		for y := y0; y < y1; y++ {
			k := kind
			if k.outside {
				k.phase = y % hatchStep
			}
			// A line under each C, and a fainter division of the white keys E and F is left to the shading.
			k.line = key%12 == 0 && y == y1-1 && key > 0
			p.sheet.copyRow(y, p.row(s, c, lines, k))
		}
	}
}

// row is a pixel row of the background with the grid lines in it.
func (p *painter) row(s *scene, c *theme.Palette, lines []axis.Line, k rowKind) []byte {
	if row, ok := p.rows[k]; ok {
		return row
	}
	under := c.RowWhite
	switch {
	case k.line:
		under = c.RowLine
	case k.outside:
		under = c.Outside
	case k.black:
		under = c.RowBlack
	}
	row := make([]byte, 4*p.sheet.w)
	copy(row, p.sheet.ink(under))
	if k.pedal && !k.outside {
		tintRow(row, c.PedalBand)
	}
	set := func(x int, c color.NRGBA) {
		if x >= 0 && x < p.sheet.w {
			row[4*x], row[4*x+1], row[4*x+2] = c.R, c.G, c.B
		}
	}
	if k.outside && !k.line {
		// The stripes move with the piece, so that scrolling does not make them crawl.
		from := -s.px(float32(s.view.Axis.XAt(0))) + k.phase
		for x := range p.sheet.w {
			if m := (x + from) % hatchStep; m == 0 || m == -hatchStep {
				set(x, c.Hatch)
			}
		}
	}
	if s.loopTo > s.loopFrom {
		x0, x1 := min(max(s.px(s.view.Axis.X(s.loopFrom)), 0), p.sheet.w), min(max(s.px(s.view.Axis.X(s.loopTo)), 0), p.sheet.w)
		tintRow(row[4*x0:4*max(x1, x0)], theme.Alpha(c.LoopFill, c.LoopFill.A/4))
	}
	thick := max(s.px(1), 1)
	crowded := s.crowded(lines)
	for _, l := range lines {
		line := c.PartLine
		switch l.Rank {
		case axis.BarLine:
			line = c.BarLine
			if crowded && !l.Labelled {
				line = c.BeatLine
			}
		case axis.BeatLine:
			line = c.BeatLine
		}
		for i := range thick {
			set(s.px(l.X)+i, line)
		}
	}
	p.rows[k] = row
	return row
}

// crowded reports whether the bar lines stand so close that those without a number should step back.
func (s *scene) crowded(lines []axis.Line) bool {
	const room = 28
	bars := 0
	for _, l := range lines {
		if l.Rank == axis.BarLine {
			bars++
		}
	}
	return float64(bars)*room > s.view.Axis.Width
}

func (p *painter) paintNotes(s *scene, c *theme.Palette) {
	first, end := s.view.Axis.Span()
	lowest, highest := s.view.Keys()
	p.front = p.front[:0]
	anyMarked := !s.marked.Empty()
	for i := range s.notes.parts {
		part := &s.notes.parts[i]
		shift := int(part.part.Shift)
		unheard := s.unheard(part.part.ID)
		p.free()
		part.walk(first, end, func(i int, n *sequencer.Note, r *route) bool {
			key := int(n.Key) + shift
			if key < lowest || key > highest {
				return true
			}
			if anyMarked && s.marked.HasNote(n.ID) {
				p.front = append(p.front, spot{*n, key, r})
				return true
			}
			switch {
			case n.Muted:
				p.note(n, key, r, p.pale)
				p.strikeOut(n, key, r)
			case unheard[r.division+1]:
				p.note(n, key, r, p.pale)
			default:
				p.note(n, key, r, p.coats)
			}
			return true
		})
	}
	p.free()
	p.paintMarked(s, c)
}

// unheard tells for each division, from that of nobody on, whether a part is not heard while it plays the part.
func (s *scene) unheard(part sequencer.PartID) (out [registration.MaxDivisions + 1]bool) {
	if s.hearing.Everything() || s.notes.console == nil {
		return out
	}
	for i := range s.notes.console.Divisions {
		out[i+1] = !s.hearing.Hears(part, s.notes.console.Divisions[i].ID)
	}
	return out
}

// strikeOut draws a line through a note that is muted.
func (p *painter) strikeOut(n *sequencer.Note, key int, r *route) {
	x0, y0, x1, y1 := p.places.corners(n, key)
	if x1-x0 < 4 || y1-y0 < 4 {
		return
	}
	k := &p.coats[len(p.coats)-1]
	if r.division != nobody {
		k = &p.coats[r.division]
	}
	middle := (y0 + y1 - p.places.gap) / 2
	p.sheet.fill(x0, middle, x1, middle+p.places.gap, k.edge)
}

// paintMarked paints the marked notes over all others, paler and in a frame.
func (p *painter) paintMarked(s *scene, c *theme.Palette) {
	marked := p.sheet.ink(c.Marked)
	coats := make([]coat, len(p.coats))
	for i, k := range p.coats {
		pale := theme.Mix(k.fill.color(), color.NRGBA{255, 255, 255, 255}, 0.5)
		k.fill, k.text = p.sheet.ink(pale), theme.Ink(pale)
		coats[i] = k
	}
	thick := max(s.px(1.5), 1)
	for i := range p.front {
		n := &p.front[i]
		p.note(&n.note, n.key, n.route, coats)
		if n.note.Muted {
			p.strikeOut(&n.note, n.key, n.route)
		}
		x0, y0, x1, y1 := p.places.corners(&n.note, n.key)
		if x1-x0 > 2*thick && y1-y0 > 2*thick {
			p.sheet.frame(x0, y0, x1, y1, thick, marked)
		} else {
			p.sheet.fill(x0, y0, x1, y1, marked)
		}
	}
}

// free forgets which pixels narrow notes have been painted on.
func (p *painter) free() {
	for k := range p.last {
		p.last[k] = math.MinInt
	}
}

// places leads from notes to pixels. It is View and scale worked out once for a picture.
type places struct {
	perTick, scroll float64
	thin            int // what the shortest note is wide
	gap             int
	upper, lower    [keys]int
}

func (q *places) set(s *scene) {
	q.perTick = s.view.Axis.Scale() * float64(s.scale)
	q.scroll = s.view.Axis.Scroll
	q.thin, q.gap = max(s.px(Shortest), 1), max(s.px(0.75), 1)
	for k := range keys {
		q.upper[k], q.lower[k] = s.px(s.view.Y(k)), s.px(s.view.Y(k-1))
		if q.lower[k]-q.upper[k] > 4 {
			q.lower[k]-- // a line of background stays free below each note
		}
	}
}

// x is the pixel column of a tick, far outside of the picture for what lies far outside of it.
func (q *places) x(t sequencer.Tick) int {
	return int(min(max((float64(t)-q.scroll)*q.perTick, -1e6), 1e6)+1e6+0.5) - 1e6
}

// corners are the pixels of a note, with a gap before the next one on the same key.
func (q *places) corners(n *sequencer.Note, key int) (x0, y0, x1, y1 int) {
	x0, x1 = q.x(n.Start), q.x(n.End)
	if x1-x0 > 4*q.gap {
		x1 -= q.gap
	}
	return x0, q.upper[key], max(x1, x0+q.thin), q.lower[key]
}

func (p *painter) note(n *sequencer.Note, key int, r *route, coats []coat) {
	x0, y0, x1, y1 := p.places.corners(n, key)
	w, h := x1-x0, y1-y0
	if w <= 3 {
		// At far zoom many notes fall on the same pixels: those already painted are passed over.
		if x1 <= p.last[key] {
			return
		}
		p.last[key] = x1
	}
	k := &coats[len(coats)-1]
	if r.division != nobody {
		k = &coats[r.division]
	}
	if w <= 3 {
		p.sheet.fill(x0, y0, x1, y1, k.fill)
		return
	}
	if r.division != nobody && (key < int(r.lowest) || key > int(r.highest)) {
		p.sheet.fill(x0, y0, x1, y1, k.outside)
		if w > 6 && h > 6 {
			p.sheet.fill(x0+2, y0+2, x1-2, y1-2, k.fill)
		}
		return
	}
	if w < 5 || h < 5 {
		p.sheet.fill(x0, y0, x1, y1, k.fill)
		p.sheet.fill(x0, y0, x0+1, y1, k.edge)
		return
	}
	// Edge above and below with the corners left out, then both ends, then the inside.
	t := p.places.gap
	p.sheet.fill(x0+t, y0, x1-t, y0+t, k.edge)
	p.sheet.fill(x0+t, y1-t, x1-t, y1, k.edge)
	p.sheet.fill(x0, y0+t, x0+t, y1-t, k.edge)
	p.sheet.fill(x1-t, y0+t, x1, y1-t, k.edge)
	p.sheet.fill(x0+t, y0+t, x1-t, y1-t, k.fill)
	if h >= 7 {
		p.pattern(x0+t, y0+t, x1-t, y1-t, k)
	}
	if size := p.letterSize; size > 0 && w > 2*size && k.letter != "" {
		m := p.letters.mask(k.letter, size, true)
		if m != nil && m.w+2*t < w/2 {
			left := max(x0, 0) // stays in sight while the note does
			p.sheet.put(m, left+3*t, (y0+y1-m.h)/2, x0+t, x1-t, theme.Alpha(k.text, 0xb4))
		}
	}
}
