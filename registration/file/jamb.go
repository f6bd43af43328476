package file

import (
	"fmt"

	"voluntary/registration"
)

func (j *jamb) UnmarshalJSON(data []byte) error {
	type plain jamb
	if err := strict(data, (*plain)(j)); err != nil {
		return fmt.Errorf("jamb: %w", err)
	}
	return nil
}

// jamb keeps an absent list as no list, as the writer does.
func (j *jamb) jamb() (out registration.Jamb) {
	if j == nil {
		return out
	}
	out = registration.Jamb{Form: j.Form, Width: j.Width, Height: j.Height}
	if len(j.Left) > 0 {
		out.Left = j.Left
	}
	for _, p := range j.Pieces {
		out.Pieces = append(out.Pieces, registration.Piece{
			Kind: p.Kind, Of: p.Of, Text: p.Text, Colour: p.Colour, X: p.X, Y: p.Y, Width: p.Width, Height: p.Height,
		})
	}
	return out
}

func jambOf(j *registration.Jamb) *jamb {
	if j.Form == registration.ByDivision && len(j.Left) == 0 && j.Width == 0 && j.Height == 0 && len(j.Pieces) == 0 {
		return nil
	}
	out := &jamb{Form: j.Form, Left: j.Left, Width: j.Width, Height: j.Height}
	for _, p := range j.Pieces {
		out.Pieces = append(out.Pieces, piece{
			Of: p.Of, Kind: p.Kind, Text: p.Text, Colour: p.Colour, X: p.X, Y: p.Y, Width: p.Width, Height: p.Height,
		})
	}
	return out
}
