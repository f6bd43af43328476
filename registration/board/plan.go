package board

import (
	"slices"

	"voluntary/registration"
)

// Sizes on a board, in units: of a knob, of a piston, and what lies between two knobs.
const (
	KnobWidth    = 92
	KnobHeight   = 46
	PistonHeight = 32
	Gap          = 4

	UsualWidth = 980 // of a board that is laid out for no window
)

// Sizes of what else stands there.
const (
	headHeight = 20
	shoeHeight = 34
	shoeWidth  = 260
	margin     = 8
	middle     = 28 // between the two sides of a double-sided jamb
)

// Plan says where everything of a console stands in the form of its jamb, on a board of a width: a knob for each control, a
// shoe for each enclosure, a piston for each scene, and the names of the divisions as labels. On a free board the width does
// not matter. What is engraved and its colour are those of the console's pieces. The height is what they need.
func Plan(c *registration.Console, scenes []registration.Scene, width int) (pieces []registration.Piece, height int) {
	if c.Jamb.Form == registration.Free {
		return free(c, scenes)
	}
	p := &planner{console: c}
	width = max(width, KnobWidth+2*margin)
	inner := width - 2*margin
	all := make([]registration.DivisionID, len(c.Divisions))
	for i := range all {
		all[i] = registration.DivisionID(i)
	}
	y := margin
	switch {
	case c.Jamb.Form == registration.DoubleSided && width >= 2*(2*KnobWidth+Gap)+middle+2*margin:
		side := (inner - middle) / 2
		left, right := sides(c)
		y = max(p.blocks(left, margin, y, side), p.blocks(right, margin+side+middle, y, side))
	case c.Jamb.Form == registration.Horizontal && width >= 5*KnobWidth:
		for _, d := range all {
			y = p.row(d, margin, y, inner)
		}
	default:
		y = p.blocks(all, margin, y, inner)
	}
	y = p.pistons(scenes, margin, y, inner)
	return p.pieces, y + margin
}

// Usual says where everything stands on a board of usual width when the jamb is laid out by divisions, whatever its form.
func Usual(c *registration.Console) []registration.Piece {
	bare := *c
	bare.Jamb = registration.Jamb{}
	pieces, _ := Plan(&bare, bare.Scenes, UsualWidth)
	return pieces
}

// LeftSide lists the divisions on the left of a double-sided jamb, as the console says or else every other one.
func LeftSide(c *registration.Console) []string {
	left, _ := sides(c)
	var ids []string
	for _, d := range left {
		ids = append(ids, c.Divisions[d].ID)
	}
	return ids
}

// sides shares the divisions out. The console says who is on the left, or each goes where fewer knobs stand.
func sides(c *registration.Console) (left, right []registration.DivisionID) {
	for i := range c.Divisions {
		d := registration.DivisionID(i)
		if slices.Contains(c.Jamb.Left, c.Divisions[i].ID) {
			left = append(left, d)
		} else {
			right = append(right, d)
		}
	}
	if len(left) > 0 {
		return left, right
	}
	right = nil
	order := make([]registration.DivisionID, len(c.Divisions))
	for i := range order {
		order[i] = registration.DivisionID(i)
	}
	slices.SortStableFunc(order, func(a, b registration.DivisionID) int { return len(c.ControlsOf(b)) - len(c.ControlsOf(a)) })
	l, r := 0, 0
	for _, d := range order {
		if n := len(c.ControlsOf(d)); l <= r {
			left, l = append(left, d), l+n
		} else {
			right, r = append(right, d), r+n
		}
	}
	slices.Sort(left)
	slices.Sort(right)
	return left, right
}

// planner puts pieces one after the other.
type planner struct {
	console *registration.Console
	pieces  []registration.Piece
}

// look is what the console says of a piece's words and colour.
func (p *planner) look(kind registration.PieceKind, of string) registration.Piece {
	out := registration.Piece{Kind: kind, Of: of}
	if i, ok := p.console.Jamb.Piece(kind, of); ok {
		out.Text, out.Colour = p.console.Jamb.Pieces[i].Text, p.console.Jamb.Pieces[i].Colour
	}
	return out
}

func (p *planner) put(piece registration.Piece, x, y, w, h int) {
	piece.X, piece.Y, piece.Width, piece.Height = x, y, w, h
	p.pieces = append(p.pieces, piece)
}

// grid puts pieces into rows as wide as there is room, all of one size, and gives the y below.
func (p *planner) grid(pieces []registration.Piece, x, y, width, height int) int {
	if len(pieces) == 0 {
		return y
	}
	across := max((width+Gap)/(KnobWidth+Gap), 1)
	w := min((width-Gap*(across-1))/across, KnobWidth+Gap+24)
	for i, piece := range pieces {
		p.put(piece, x+i%across*(w+Gap), y+i/across*(height+Gap), w, height)
	}
	return y + (len(pieces)+across-1)/across*(height+Gap)
}

// controls lists the knobs of a division: its stops, and what else it has.
func (p *planner) controls(d registration.DivisionID) (stops, others []registration.Piece) {
	for _, id := range p.console.ControlsOf(d) {
		piece := p.look(registration.Knob, p.console.Controls[id].ID)
		if p.console.Controls[id].Kind == registration.Stop {
			stops = append(stops, piece)
		} else {
			others = append(others, piece)
		}
	}
	return stops, others
}

// blocks puts divisions one below the other.
func (p *planner) blocks(divisions []registration.DivisionID, x, y, width int) int {
	for _, d := range divisions {
		p.put(registration.Piece{Kind: registration.Label, Text: p.console.Divisions[d].Name}, x, y, width, headHeight)
		y += headHeight + Gap
		stops, others := p.controls(d)
		y = p.grid(stops, x, y, width, KnobHeight)
		y = p.grid(others, x, y, width, KnobHeight)
		if e, ok := p.shoeOf(d); ok {
			p.put(p.look(registration.Shoe, e), x, y, min(width, shoeWidth), shoeHeight)
			y += shoeHeight + Gap
		}
		y += Gap
	}
	return y
}

// row puts a division's tabs beside its name.
func (p *planner) row(d registration.DivisionID, x, y, width int) int {
	const name = KnobWidth
	p.put(registration.Piece{Kind: registration.Label, Text: p.console.Divisions[d].Name}, x, y, name, headHeight)
	stops, others := p.controls(d)
	below := p.grid(append(stops, others...), x+name+Gap, y, width-name-Gap, KnobHeight)
	if e, ok := p.shoeOf(d); ok {
		p.put(p.look(registration.Shoe, e), x+name+Gap, below, min(width-name-Gap, shoeWidth), shoeHeight)
		below += shoeHeight + Gap
	}
	return max(below, y+headHeight+Gap) + Gap
}

// shoeOf is the enclosure whose shoe stands with a division: the first that is inside.
func (p *planner) shoeOf(d registration.DivisionID) (string, bool) {
	e, ok := p.console.EnclosureOf(d)
	if !ok || p.console.Enclosures[e].Divisions[0] != d {
		return "", false
	}
	return p.console.Enclosures[e].ID, true
}

func (p *planner) pistons(scenes []registration.Scene, x, y, width int) int {
	if len(scenes) == 0 {
		return y
	}
	p.put(registration.Piece{Kind: registration.Label, Text: "Pistons"}, x, y, width, headHeight)
	var pieces []registration.Piece
	for _, s := range scenes {
		pieces = append(pieces, p.look(registration.Piston, s.Name))
	}
	return p.grid(pieces, x, y+headHeight+Gap, width, PistonHeight)
}

// free takes the pieces as they are, and puts the pistons of scenes that the board does not know below them: those of the
// piece.
func free(c *registration.Console, scenes []registration.Scene) (pieces []registration.Piece, height int) {
	known := func(name string) bool {
		return slices.ContainsFunc(c.Scenes, func(s registration.Scene) bool { return s.Name == name })
	}
	for _, p := range c.Jamb.Pieces {
		_, there := c.Control(p.Of)
		if p.Kind == registration.Shoe {
			_, there = c.Enclosure(p.Of)
		}
		if p.Kind == registration.Piston {
			there = known(p.Of) || slices.ContainsFunc(scenes, func(s registration.Scene) bool { return s.Name == p.Of })
		}
		if there || p.Kind == registration.Label {
			pieces = append(pieces, p)
			height = max(height, p.Y+p.Height)
		}
	}
	more := &planner{console: c}
	var rest []registration.Piece
	for _, s := range scenes {
		if _, placed := c.Jamb.Piece(registration.Piston, s.Name); !placed && !known(s.Name) {
			rest = append(rest, more.look(registration.Piston, s.Name))
		}
	}
	wide := 0
	for _, p := range pieces {
		wide = max(wide, p.X+p.Width)
	}
	end := more.grid(rest, margin, height+margin, max(wide, 6*KnobWidth), PistonHeight)
	return append(pieces, more.pieces...), max(c.Jamb.Height, end)
}
