package board

import (
	"fmt"

	"voluntary/registration"
)

// Hidden says of each piece of a free board that lies wholly under others: no pointer reaches it. Words on the board hide
// nothing: what is under them is still pressed.
func Hidden(c *registration.Console) []string {
	if c.Jamb.Form != registration.Free {
		return nil
	}
	pieces, _ := free(c, c.Scenes)
	var out []string
	for i, p := range pieces {
		if p.Kind == registration.Label {
			continue
		}
		seen, above := []registration.Piece{p}, ""
		for _, q := range pieces[i+1:] {
			if q.Kind == registration.Label || !p.Meets(q) {
				continue
			}
			var left []registration.Piece
			for _, s := range seen {
				left = append(left, beside(s, q)...)
			}
			if seen = left; len(seen) == 0 {
				above = q.Of
				break
			}
		}
		if len(seen) == 0 {
			out = append(out, fmt.Sprintf("On the jamb, %s lies wholly under %s: it cannot be pressed there.", p.Of, above))
		}
	}
	return out
}

// beside is what is seen of a piece when another lies on it, in up to four parts.
func beside(p, on registration.Piece) []registration.Piece {
	if !p.Meets(on) {
		return []registration.Piece{p}
	}
	var out []registration.Piece
	add := func(x, y, right, below int) {
		if right > x && below > y {
			out = append(out, registration.Piece{X: x, Y: y, Width: right - x, Height: below - y})
		}
	}
	right, below := p.X+p.Width, p.Y+p.Height
	top, bottom := max(p.Y, on.Y), min(below, on.Y+on.Height)
	add(p.X, p.Y, right, top)
	add(p.X, bottom, right, below)
	add(p.X, top, on.X, bottom)
	add(on.X+on.Width, top, right, bottom)
	return out
}
