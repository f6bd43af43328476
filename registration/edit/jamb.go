package edit

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
)

// SetForm lays the jamb out in another form. A free one begins with pieces where they stand now, unless it has places of its
// own from before.
func SetForm(form registration.Form, now []registration.Piece) Edit {
	return func(d *draft.Draft) error {
		j := &d.Jamb
		j.Form = form
		if form == registration.Free && !slices.ContainsFunc(j.Pieces, func(p registration.Piece) bool { return p.Width > 0 }) {
			j.Pieces = slices.Clone(now)
		}
		return nil
	}
}

// SetLeft puts a division on the left side of a double-sided jamb, or takes it away from there. before are the divisions that
// stand there now, also where the console leaves it to the program.
func SetLeft(id string, left bool, before []string) Edit {
	return func(d *draft.Draft) error {
		if _, err := division(d, id); err != nil {
			return err
		}
		side := slices.DeleteFunc(slices.Clone(before), func(v string) bool { return v == id })
		if left {
			side = append(side, id)
		}
		return SetLeftSide(side)(d)
	}
}

// SetLeftSide says which divisions stand on the left of a double-sided jamb.
func SetLeftSide(ids []string) Edit {
	return func(d *draft.Draft) error {
		if len(ids) == 0 {
			return errors.New("one division has to stand on the left")
		}
		for _, id := range ids {
			if _, err := division(d, id); err != nil {
				return err
			}
		}
		d.Jamb.Left = slices.Clone(ids)
		return nil
	}
}

// SetBoard gives a free board a size; 0 and 0: as far as the pieces go.
func SetBoard(width, height int) Edit {
	return onFree(func(d *draft.Draft) error {
		d.Jamb.Width, d.Jamb.Height = width, height
		return nil
	})
}

// onFree is an edit of places, which only a free board has.
func onFree(do Edit) Edit {
	return func(d *draft.Draft) error {
		if d.Jamb.Form != registration.Free {
			return errors.New("choose the form freely drawn first: in the others the program places the knobs")
		}
		return do(d)
	}
}

// places checks the indices of pieces.
func places(d *draft.Draft, at []int) ([]*registration.Piece, error) {
	var out []*registration.Piece
	for _, i := range at {
		if i < 0 || i >= len(d.Jamb.Pieces) {
			return nil, fmt.Errorf("the jamb has no piece %d", i+1)
		}
		out = append(out, &d.Jamb.Pieces[i])
	}
	return out, nil
}

// MovePieces moves pieces by so many units. None leaves the board: all stop where the first comes to its edge.
func MovePieces(at []int, dx, dy int) Edit {
	return onFree(func(d *draft.Draft) error {
		pieces, err := places(d, at)
		if err != nil {
			return err
		}
		for _, p := range pieces {
			dx = min(max(dx, -p.X), registration.MaxBoard-p.X-p.Width)
			dy = min(max(dy, -p.Y), registration.MaxBoard-p.Y-p.Height)
		}
		for _, p := range pieces {
			p.X, p.Y = p.X+dx, p.Y+dy
		}
		return nil
	})
}

// RaisePieces puts pieces above all others when one of them lies under another: what is moved last is drawn on top, and is what
// the pointer finds. to is told where each of them is in the order then; it may be nil.
func RaisePieces(at []int, to *[]int) Edit {
	return onFree(func(d *draft.Draft) error {
		if _, err := places(d, at); err != nil {
			return err
		}
		now := slices.Clone(at)
		if under(d.Jamb.Pieces, at) {
			var order []int
			for i := range d.Jamb.Pieces {
				if !slices.Contains(at, i) {
					order = append(order, i)
				}
			}
			for i := range d.Jamb.Pieces {
				if slices.Contains(at, i) {
					order = append(order, i)
				}
			}
			pieces := make([]registration.Piece, len(order))
			for i, from := range order {
				pieces[i] = d.Jamb.Pieces[from]
			}
			for i := range now {
				now[i] = slices.Index(order, at[i])
			}
			d.Jamb.Pieces = pieces
		}
		if to != nil {
			*to = now
		}
		return nil
	})
}

// under reports whether one of the pieces lies, in part or whole, under one that is not of them.
func under(pieces []registration.Piece, at []int) bool {
	for _, i := range at {
		for above := i + 1; above < len(pieces); above++ {
			if !slices.Contains(at, above) && pieces[i].Meets(pieces[above]) {
				return true
			}
		}
	}
	return false
}

// PutPieces brings the first of the pieces to a place; the others go with it.
func PutPieces(at []int, x, y int) Edit {
	return onFree(func(d *draft.Draft) error {
		pieces, err := places(d, at)
		if err != nil || len(pieces) == 0 {
			return err
		}
		return MovePieces(at, x-pieces[0].X, y-pieces[0].Y)(d)
	})
}

// SizePieces makes pieces of one size.
func SizePieces(at []int, width, height int) Edit {
	return onFree(func(d *draft.Draft) error {
		pieces, err := places(d, at)
		for _, p := range pieces {
			p.Width, p.Height = width, height
		}
		return err
	})
}

// Edge is where pieces are aligned.
type Edge uint8

// The edges, and the lines through the middle.
const (
	LeftEdge Edge = iota
	RightEdge
	TopEdge
	BottomEdge
	MiddleColumn // one above the other
	MiddleRow    // one beside the other
)

// AlignPieces brings an edge of all pieces to that of the first one.
func AlignPieces(at []int, edge Edge) Edit {
	return onFree(func(d *draft.Draft) error {
		pieces, err := places(d, at)
		if err != nil || len(pieces) < 2 {
			return several(err)
		}
		to := pieces[0]
		for _, p := range pieces[1:] {
			switch edge {
			case LeftEdge:
				p.X = to.X
			case RightEdge:
				p.X = max(to.X+to.Width-p.Width, 0)
			case TopEdge:
				p.Y = to.Y
			case BottomEdge:
				p.Y = max(to.Y+to.Height-p.Height, 0)
			case MiddleColumn:
				p.X = max(to.X+(to.Width-p.Width)/2, 0)
			case MiddleRow:
				p.Y = max(to.Y+(to.Height-p.Height)/2, 0)
			}
		}
		return nil
	})
}

func several(err error) error {
	if err == nil {
		err = errors.New("mark two pieces or more: they follow the one that was marked first")
	}
	return err
}

// SameSize makes all pieces as large as the first one.
func SameSize(at []int) Edit {
	return onFree(func(d *draft.Draft) error {
		pieces, err := places(d, at)
		if err != nil || len(pieces) < 2 {
			return several(err)
		}
		return SizePieces(at, pieces[0].Width, pieces[0].Height)(d)
	})
}

// SpreadPieces makes the gaps between pieces equal, those at the ends staying where they are; down: one above the other.
func SpreadPieces(at []int, down bool) Edit {
	return onFree(func(d *draft.Draft) error {
		pieces, err := places(d, at)
		if err != nil || len(pieces) < 3 {
			if err == nil {
				err = errors.New("mark three pieces or more to spread them evenly")
			}
			return err
		}
		from := func(p *registration.Piece) (*int, int) {
			if down {
				return &p.Y, p.Height
			}
			return &p.X, p.Width
		}
		slices.SortStableFunc(pieces, func(a, b *registration.Piece) int {
			x, _ := from(a)
			y, _ := from(b)
			return cmp.Compare(*x, *y)
		})
		first, _ := from(pieces[0])
		last, width := from(pieces[len(pieces)-1])
		room := *last + width - *first
		for _, p := range pieces {
			_, w := from(p)
			room -= w
		}
		x, gaps := *first, len(pieces)-1
		for i, p := range pieces {
			at, w := from(p)
			*at = max(x+room*i/gaps, 0)
			x += w
		}
		return nil
	})
}

// AddLabel writes words on the board.
func AddLabel(text string, x, y int) Edit {
	return onFree(func(d *draft.Draft) error {
		text := strings.TrimSpace(text)
		if text == "" {
			return errors.New("type the words of the label")
		}
		d.Jamb.Pieces = append(d.Jamb.Pieces, labelAt(text, x, y))
		return nil
	})
}

// labelAt are words at a place, or as near to it as the board has room.
func labelAt(text string, x, y int) registration.Piece {
	p := registration.Piece{Kind: registration.Label, Text: text, Width: max(40, 8*len([]rune(text))), Height: 20}
	p.X, p.Y = min(max(x, 0), registration.MaxBoard-p.Width), min(max(y, 0), registration.MaxBoard-p.Height)
	return p
}

// AddLabelNear writes words on the board at the first place below a point where nothing stands: in that row or a later one, as
// far to the left as there is room.
func AddLabelNear(text string, x, y int) Edit {
	return func(d *draft.Draft) error {
		const step, apart = 8, 4
		wide := 0
		for _, p := range d.Jamb.Pieces {
			wide = max(wide, p.X+p.Width)
		}
		p := labelAt(strings.TrimSpace(text), x, y)
		for ; p.Y+p.Height < registration.MaxBoard; p.Y += step {
			for p.X = max(x, 0); p.X == max(x, 0) || p.X+p.Width <= wide; p.X += step {
				if !slices.ContainsFunc(d.Jamb.Pieces, func(q registration.Piece) bool {
					return p.X < q.X+q.Width+apart && q.X < p.X+p.Width+apart && p.Y < q.Y+q.Height+apart && q.Y < p.Y+p.Height+apart
				}) {
					return AddLabel(text, p.X, p.Y)(d)
				}
			}
		}
		return AddLabel(text, x, y)(d)
	}
}

// RemovePieces takes pieces off the board; the controls stay in the console.
func RemovePieces(at []int) Edit {
	return onFree(func(d *draft.Draft) error {
		if _, err := places(d, at); err != nil {
			return err
		}
		var left []registration.Piece
		for i, p := range d.Jamb.Pieces {
			if !slices.Contains(at, i) {
				left = append(left, p)
			}
		}
		d.Jamb.Pieces = left
		return nil
	})
}

// PlaceMissing puts on a free board what is not there yet, in rows below the rest. A division of which nothing stood there
// begins a row of its own, under its name.
func PlaceMissing(now []registration.Piece) Edit {
	return onFree(func(d *draft.Draft) error {
		const margin, apart = 8, 4
		x, y, tallest := margin, margin, 0
		for _, p := range d.Jamb.Pieces {
			y = max(y, p.Y+p.Height+margin)
		}
		down := func() {
			if x > margin {
				x, y, tallest = margin, y+tallest+apart, 0
			}
		}
		put := func(p registration.Piece) {
			if x+p.Width > max(d.Jamb.Width, 900) {
				down()
			}
			p.X, p.Y = x, y
			x, tallest = x+p.Width+apart, max(tallest, p.Height)
			d.Jamb.Pieces = append(d.Jamb.Pieces, p)
		}
		for len(now) > 0 {
			head, block := now[0], now[1:]
			if head.Kind != registration.Label {
				head, block = registration.Piece{}, now
			}
			end := slices.IndexFunc(block, func(p registration.Piece) bool { return p.Kind == registration.Label })
			if end < 0 {
				end = len(block)
			}
			block, now = block[:end], block[end:]
			missing := slices.DeleteFunc(slices.Clone(block), func(p registration.Piece) bool {
				_, there := d.Jamb.Piece(p.Kind, p.Of)
				return there
			})
			if head.Text != "" && len(missing) > 0 && len(missing) == len(block) {
				down()
				if !slices.ContainsFunc(d.Jamb.Pieces, func(p registration.Piece) bool { return p.Kind == registration.Label && p.Text == head.Text }) {
					put(head)
					down()
				}
			}
			for _, p := range missing {
				put(p)
			}
		}
		return nil
	})
}

// SetLook changes what the console says of pieces that are laid out now: on a free board of those that stand there, in the
// other forms of their words and colour, which get a piece when they are first given. Names of divisions are left alone there.
func SetLook(now []registration.Piece, change func(*registration.Piece)) Edit {
	return func(d *draft.Draft) error {
		j := &d.Jamb
		for _, p := range now {
			i := slices.Index(j.Pieces, p)
			if i < 0 && p.Kind == registration.Label {
				continue
			}
			if i < 0 {
				i, _ = j.Piece(p.Kind, p.Of)
			}
			if i < 0 {
				j.Pieces = append(j.Pieces, registration.Piece{Kind: p.Kind, Of: p.Of})
				i = len(j.Pieces) - 1
			}
			change(&j.Pieces[i])
		}
		return nil
	}
}
