package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/board"
	"voluntary/registration/draft"
	"voluntary/registration/edit"
)

// jambEdits changes how a console's jamb is drawn: its form first, then the pieces.
func (w *consoleWork) jambEdits(c *registration.Console) ([]edit.Edit, error) {
	var edits []edit.Edit
	add := func(e ...edit.Edit) { edits = append(edits, e...) }
	var wrong error
	w.words("form", func(s string) {
		form := registration.Form(s)
		if s == "divisions" {
			form = registration.ByDivision
		}
		if !slices.Contains(registration.Forms(), form) || s == "" {
			wrong = usagef("--form %q is no form (divisions, double, horizontal or free)", s)
		}
		now, _ := board.Plan(c, c.Scenes, board.UsualWidth)
		add(edit.SetForm(form, now))
	})
	w.words("left", func(s string) { add(edit.SetLeftSide(ids([]string{s}))) })
	w.words("board", func(s string) {
		width, height, err := two("board", s, "x", 0)
		wrong = cmp.Or(wrong, err)
		add(edit.SetBoard(width, height))
	})
	w.when("missing", func() { add(edit.PlaceMissing(board.Usual(c))) })
	x, y := 0, 0
	w.words("at", func(s string) {
		var err error
		x, y, err = two("at", s, ",", 0)
		wrong = cmp.Or(wrong, err)
	})
	w.words("label", func(s string) { add(edit.AddLabel(s, x, y)) })
	pieces, err := w.f.GetStringArray("piece")
	if wrong = cmp.Or(wrong, err); wrong != nil {
		return nil, wrong
	}
	tools, err := w.pieceTools(x, y)
	switch {
	case err != nil:
		return nil, err
	case len(pieces) == 0 && tools.any():
		return nil, usagef("--piece PIECE is missing (vol console jamb C lists what stands where)")
	case len(pieces) > 0 && !tools.any():
		return nil, usagef("nothing to do with --piece (give --at, --by, --size, --text, --colour, --align, --same-size, --spread or --take-off)")
	case w.f.Changed("at") && len(pieces) == 0 && !w.f.Changed("label"):
		return nil, usagef("--at is of --label or --piece (give one of them)")
	case len(pieces) > 0:
		add(tools.on(pieces, board.Usual(c)))
	}
	return edits, nil
}

// pieceTools are what is to be done with pieces: to how they look, and where they stand.
type pieceTools struct {
	look  []func(*registration.Piece)
	place []func(at []int) edit.Edit
	moves bool // what comes to lie under another is raised
}

func (t *pieceTools) any() bool { return len(t.look)+len(t.place) > 0 }

func (w *consoleWork) pieceTools(x, y int) (*pieceTools, error) {
	tools := &pieceTools{}
	var wrong error
	add := func(place func(at []int) edit.Edit) { tools.place = append(tools.place, place) }
	look := func(change func(*registration.Piece)) { tools.look = append(tools.look, change) }
	w.words("size", func(s string) {
		width, height, err := two("size", s, "x", 0)
		wrong = cmp.Or(wrong, err)
		add(func(at []int) edit.Edit { return edit.SizePieces(at, width, height) })
	})
	if w.f.Changed("at") && !w.f.Changed("label") && w.f.Changed("piece") {
		add(func(at []int) edit.Edit { return edit.PutPieces(at, x, y) })
		tools.moves = true
	}
	w.words("by", func(s string) {
		dx, dy, err := two("by", s, ",", -registration.MaxBoard)
		wrong = cmp.Or(wrong, err)
		add(func(at []int) edit.Edit { return edit.MovePieces(at, dx, dy) })
		tools.moves = true
	})
	w.words("text", func(s string) { look(func(p *registration.Piece) { p.Text = strings.TrimSpace(s) }) })
	w.words("colour", func(s string) { look(func(p *registration.Piece) { p.Colour = s }) })
	w.when("same-size", func() { add(edit.SameSize) })
	w.words("align", func(s string) {
		edge, ok := map[string]edit.Edge{
			"left": edit.LeftEdge, "right": edit.RightEdge, "top": edit.TopEdge, "bottom": edit.BottomEdge,
			"column": edit.MiddleColumn, "row": edit.MiddleRow,
		}[s]
		if !ok {
			wrong = usagef("--align %q is no edge (left, right, top, bottom, column or row)", s)
		}
		add(func(at []int) edit.Edit { return edit.AlignPieces(at, edge) })
	})
	w.words("spread", func(s string) {
		if s != "across" && s != "down" {
			wrong = usagef("--spread %q is no way (across or down)", s)
		}
		add(func(at []int) edit.Edit { return edit.SpreadPieces(at, s == "down") })
	})
	w.when("take-off", func() { add(edit.RemovePieces); tools.moves = false })
	return tools, wrong
}

// on finds the pieces by their names when its turn has come, and works on them. On a free board only what has its place there
// is found, in the other forms all that is usual.
func (t *pieceTools) on(names []string, usual []registration.Piece) edit.Edit {
	return func(d *draft.Draft) error {
		var named []registration.Piece
		var at []int
		for _, name := range names {
			p := pieceNamed(name)
			called := func(x registration.Piece) bool { return pieceName(&x) == pieceName(&p) }
			free, i := d.Jamb.Form == registration.Free, slices.IndexFunc(d.Jamb.Pieces, called)
			if i < 0 && (free || !slices.ContainsFunc(usual, called)) || !free && p.Kind == registration.Label {
				return fmt.Errorf("%s does not stand on the board", name)
			}
			if i >= 0 {
				p = d.Jamb.Pieces[i]
			}
			named, at = append(named, p), append(at, i)
		}
		if len(t.look) > 0 {
			if err := edit.SetLook(named, func(p *registration.Piece) {
				for _, change := range t.look {
					change(p)
				}
			})(d); err != nil {
				return err
			}
		}
		for _, place := range t.place {
			if err := place(at)(d); err != nil {
				return err
			}
		}
		if t.moves {
			return edit.RaisePieces(at, nil)(d)
		}
		return nil
	}
}

// pieceNamed is the piece that a name means.
func pieceNamed(name string) registration.Piece {
	kind, of, ok := strings.Cut(name, ":")
	switch registration.PieceKind(kind) {
	case registration.Label:
		return registration.Piece{Kind: registration.Label, Text: of}
	case registration.Knob, registration.Piston, registration.Shoe:
		if ok {
			return registration.Piece{Kind: registration.PieceKind(kind), Of: of}
		}
	}
	return registration.Piece{Kind: registration.Knob, Of: name}
}

// pieceName names a piece as pieceNamed reads it.
func pieceName(p *registration.Piece) string {
	switch p.Kind {
	case registration.Knob:
		return p.Of
	case registration.Label:
		return "label:" + p.Text
	}
	return string(p.Kind) + ":" + p.Of
}

// two reads two whole numbers with something between.
func two(flag, text, between string, least int) (a, b int, err error) {
	if _, err := fmt.Sscanf(text+"\n", "%d"+between+"%d\n", &a, &b); err != nil || min(a, b) < least || max(a, b) > registration.MaxBoard {
		return 0, 0, usagef("--%s %q is not possible (units, %d to %d, as 120%s40)", flag, text, least, registration.MaxBoard, between)
	}
	return a, b, nil
}

type pieceRow struct {
	Piece  string `json:"piece"`
	Text   string `json:"text"`
	Colour string `json:"colour"`
	X      int    `json:"x"`
	Y      int    `json:"y"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

type jambView struct {
	Form   string     `json:"form"`
	Left   []string   `json:"left"`
	Height int        `json:"height"`
	Pieces []pieceRow `json:"pieces"`
}

// showJamb tells where everything stands, on a jamb that is not free for a board of usual width.
func (v *consoleView) showJamb(env *environment, c *registration.Console, asJSON bool) error {
	pieces, height := board.Plan(c, c.Scenes, board.UsualWidth)
	jamb := jambView{cmp.Or(string(c.Jamb.Form), "divisions"), append([]string{}, c.Jamb.Left...), height, []pieceRow{}}
	lines := [][]string{{"piece", "at", "size", "text", "colour"}}
	for i := range pieces {
		p := &pieces[i]
		jamb.Pieces = append(jamb.Pieces, pieceRow{pieceName(p), p.Text, p.Colour, p.X, p.Y, p.Width, p.Height})
		lines = append(lines, []string{
			pieceName(p), fmt.Sprintf("%d,%d", p.X, p.Y), fmt.Sprintf("%dx%d", p.Width, p.Height), p.Text, p.Colour,
		})
	}
	if asJSON {
		return writeJSON(env.out, jamb)
	}
	fmt.Fprintf(env.out, "%s: %s\nThe jamb is laid out as %s, %d units high.\n\n", v.Name, v.Title, jamb.Form, height)
	return table(env.out, lines)
}
