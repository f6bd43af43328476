package registration

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Limits of a drawn jamb.
const (
	MaxBoard  = 4000 // units, of width and height
	maxPieces = MaxControls + MaxEnclosures + 512
	leastSide = 8 // units
)

// Form is how the knobs of a console are laid out.
type Form string

// The forms of a jamb.
const (
	ByDivision  Form = ""           // a block for each division, one below the other
	DoubleSided Form = "double"     // blocks left and right of the keyboards
	Horizontal  Form = "horizontal" // a row of tabs for each division, above the keyboards
	Free        Form = "free"       // as the pieces say
)

// Forms lists every form.
func Forms() []Form { return []Form{ByDivision, DoubleSided, Horizontal, Free} }

// Jamb is how the knobs of a console are drawn on the screen. The zero value is by divisions. It says nothing of MIDI, and
// what a piece stands for need not be there: it is passed over then.
type Jamb struct {
	Form          Form
	Left          []string // of a double-sided one: text ids of the divisions on the left; none: every other one
	Width, Height int      // of a free one's board, in units; 0: as far as the pieces go
	Pieces        []Piece  // where each thing stands on a free one; on the others only Text and Colour count
}

// PieceKind says what a piece of a jamb is.
type PieceKind string

// The kinds of piece.
const (
	Knob   PieceKind = "knob"   // of a control: Of is its text id
	Piston PieceKind = "piston" // of a scene: Of is its name
	Shoe   PieceKind = "shoe"   // of an enclosure: Of is its text id
	Label  PieceKind = "label"  // words on the board: Of is ""
)

// Piece is one thing on a drawn jamb. A unit is a pixel on a screen of the usual size; X and Y are those of the upper left
// corner.
type Piece struct {
	Kind          PieceKind
	Of            string
	Text          string // what is engraved; "": the name
	Colour        string // "#rrggbb"; "": the division's
	X, Y          int
	Width, Height int
}

// Piece finds the piece of a control, scene or enclosure.
func (j *Jamb) Piece(kind PieceKind, of string) (i int, ok bool) {
	i = slices.IndexFunc(j.Pieces, func(p Piece) bool { return p.Kind == kind && p.Of == of })
	return i, i >= 0
}

// Meets reports whether two pieces have some of the board in common.
func (p Piece) Meets(q Piece) bool {
	return p.X < q.X+q.Width && q.X < p.X+p.Width && p.Y < q.Y+q.Height && q.Y < p.Y+p.Height
}

// ParseColour reads "#rrggbb".
func ParseColour(text string) (r, g, b uint8, err error) {
	hex, marked := strings.CutPrefix(text, "#")
	v, err := ParseHex(hex)
	if !marked || err != nil || len(v) != 3 || len(hex) != 6 {
		return 0, 0, 0, fmt.Errorf("%q is not a colour (# and six of 0-9 and a-f, as #2561d4)", text)
	}
	return v[0], v[1], v[2], nil
}

func (c *Console) checkJamb() error {
	j := &c.Jamb
	if !slices.Contains(Forms(), j.Form) {
		return fmt.Errorf("the jamb has the unknown form %q (double, horizontal or free)", j.Form)
	}
	if j.Width < 0 || j.Height < 0 || j.Width > MaxBoard || j.Height > MaxBoard {
		return fmt.Errorf("the jamb is %d by %d units, must be 0 to %d", j.Width, j.Height, MaxBoard)
	}
	if len(j.Left) > MaxDivisions {
		return fmt.Errorf("the jamb has %d divisions on the left, at most %d", len(j.Left), MaxDivisions)
	}
	if len(j.Pieces) > maxPieces {
		return fmt.Errorf("the jamb has %d pieces, at most %d", len(j.Pieces), maxPieces)
	}
	for i := range j.Pieces {
		if err := j.Pieces[i].check(j.Form == Free); err != nil {
			return fmt.Errorf("piece %d of the jamb (%s) %w", i+1, j.Pieces[i].name(), err)
		}
	}
	return nil
}

func (p *Piece) name() string { return strings.TrimSpace(string(p.Kind) + " " + p.Of) }

func (p *Piece) check(placed bool) error {
	switch p.Kind {
	case Knob, Piston, Shoe:
		if p.Of == "" {
			return errors.New("does not say whose it is")
		}
	case Label:
		if p.Text == "" {
			return errors.New("has no words")
		}
	default:
		return fmt.Errorf("is of the unknown kind %q (knob, piston, shoe or label)", p.Kind)
	}
	if p.Colour != "" {
		if _, _, _, err := ParseColour(p.Colour); err != nil {
			return fmt.Errorf("has a bad colour: %w", err)
		}
	}
	if p.X < 0 || p.Y < 0 || p.Width < 0 || p.Height < 0 || p.X+p.Width > MaxBoard || p.Y+p.Height > MaxBoard {
		return fmt.Errorf("stands at %d, %d and is %d by %d units: a board goes to %d", p.X, p.Y, p.Width, p.Height, MaxBoard)
	}
	if placed && (p.Width < leastSide || p.Height < leastSide) {
		return fmt.Errorf("is %d by %d units, at least %d by %d", p.Width, p.Height, leastSide, leastSide)
	}
	return nil
}
