package console

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/registration/board"
	"voluntary/registration/edit"
	"voluntary/ui/touch"
)

// forms are the forms of a jamb, for people.
var forms = []struct {
	form  registration.Form
	words string
}{
	{registration.ByDivision, "by divisions"},
	{registration.DoubleSided, "double-sided"},
	{registration.Horizontal, "horizontal rows"},
	{registration.Free, "freely drawn"},
}

// jambPage is the drawn jamb: its form, and on it what is engraved, in which colour, and where.
type jambPage struct {
	e     *Editor
	desk  *desk
	form  *Form
	pick  *touch.Select
	label *entry
	note  *widget.Label
	tools *fyne.Container
	all   fyne.CanvasObject

	carried []int // the pieces that are dragged, in the order before it
}

func newJambPage(e *Editor) *jambPage {
	p := &jambPage{e: e}
	p.desk = newDesk()
	p.desk.OnMarked = func() { e.edits.EndStep(); p.fill() }
	p.desk.OnMove = p.shift
	p.desk.OnDrag = p.tryShift
	p.desk.OnCancel = func() { p.carried = nil; e.edits.CancelPreview() }
	p.desk.OnDo = func() { p.form.Focus() }
	p.desk.OnLeave = func() { e.focusOn(p.pick) }
	p.desk.OnRemove, p.desk.OnKey = p.remove, e.pass
	p.desk.OnHover = func(s string) { e.say(s, false) }
	var words []string
	for _, f := range forms {
		words = append(words, f.words)
	}
	p.pick = touch.NewSelect(words, func(text string) {
		for _, f := range forms {
			if f.words == text && f.form != e.Console().Jamb.Form {
				e.do("Jamb "+f.words, "", edit.SetForm(f.form, p.desk.board.Pieces()))
			}
		}
	})
	p.pick.OnKey = e.pass
	p.note = widget.NewLabel("")
	p.note.Wrapping = fyne.TextWrapWord
	p.form = NewForm(p.fields()...)
	p.form.OnKey, p.form.OnEnd, p.form.OnHint = e.pass, e.edits.EndStep, func(s string) { e.say(s, false) }
	p.label = newEntry(func(string) {}, nil)
	p.label.OnSubmitted = func(string) { p.commit() }
	p.label.OnKey = e.pass
	p.label.SetPlaceHolder("Words of a new label")
	p.tools = container.NewGridWithColumns(2)
	for i, t := range jambTools {
		b := touch.NewButton(t.label, nil, func() { p.tool(i) })
		b.OnKey, b.Hint, b.OnHint = e.pass, t.hint, func(s string) { e.say(s, false) }
		p.tools.Add(b)
	}
	add := touch.NewButton("Add a label", nil, p.commit)
	add.OnKey = e.pass
	side := container.NewBorder(
		container.NewVBox(container.New(&labelled{}, widget.NewLabel("Form"), p.pick), p.note),
		container.NewVBox(p.tools, container.NewBorder(nil, nil, nil, add, p.label)), nil, nil, p.form.Content())
	p.all = split(p.desk, side, 0.72)
	return p
}

func (p *jambPage) title() string              { return "Jamb" }
func (p *jambPage) content() fyne.CanvasObject { return p.all }
func (p *jambPage) focus()                     { p.e.focusOn(p.desk) }
func (p *jambPage) add()                       { p.e.focusOn(p.label) }
func (p *jambPage) markAll()                   { p.desk.markAll() }

// jambTools are what can be done with marked pieces of a free board; without do it is what is not on the board that is placed.
var jambTools = []struct {
	label, hint string
	do          func(at []int) edit.Edit
}{
	{"Align left", toFirst, aligned(edit.LeftEdge)},
	{"Align right", toFirst, aligned(edit.RightEdge)},
	{"Align top", toFirst, aligned(edit.TopEdge)},
	{"Align bottom", toFirst, aligned(edit.BottomEdge)},
	{"One column", toFirst, aligned(edit.MiddleColumn)},
	{"One row", toFirst, aligned(edit.MiddleRow)},
	{"Spread across", equalGaps, func(at []int) edit.Edit { return edit.SpreadPieces(at, false) }},
	{"Spread down", equalGaps, func(at []int) edit.Edit { return edit.SpreadPieces(at, true) }},
	{"Same size", "As large as the first that was marked", edit.SameSize},
	{"Place what is missing", "Puts stops and pistons on the board that do not stand there yet", nil},
}

const (
	toFirst   = "To where the first that was marked stands"
	equalGaps = "Equal gaps between the first and the last"
)

func aligned(edge edit.Edge) func([]int) edit.Edit {
	return func(at []int) edit.Edit { return edit.AlignPieces(at, edge) }
}

// JambTools names what can be done with marked pieces of a freely drawn jamb.
func JambTools() []string {
	var out []string
	for _, t := range jambTools {
		out = append(out, t.label)
	}
	return out
}

// tool does one of the tools.
func (p *jambPage) tool(i int) {
	if t := jambTools[i]; t.do != nil {
		p.on(t.label, t.do)
		return
	}
	p.e.do(jambTools[i].label, "", edit.PlaceMissing(board.Usual(p.e.Console())))
}

// free reports whether pieces have places of their own.
func (p *jambPage) free() bool { return p.e.Console().Jamb.Form == registration.Free }

func (p *jambPage) show() {
	c := p.e.Console()
	p.desk.set(c)
	for _, f := range forms {
		if f.form == c.Jamb.Form && p.pick.Selected != f.words {
			p.pick.SetSelected(f.words)
		}
	}
	switch c.Jamb.Form {
	case registration.Free:
		p.note.SetText("Drag knobs, or move them by the arrows, with Shift by one unit. Tab goes on to the next, Ctrl and click marks several.")
		p.tools.Show()
	case registration.DoubleSided:
		p.note.SetText("Mark a knob to say on which side its division stands.")
		p.tools.Hide()
	default:
		p.note.SetText("Mark knobs to give them other words or colours. To place them by hand choose freely drawn.")
		p.tools.Hide()
	}
	p.fill()
}

func (p *jambPage) fill() {
	pieces := p.pieces()
	title := "Nothing is marked"
	if len(pieces) == 1 {
		title = p.name(pieces[0])
	} else if len(pieces) > 1 {
		title = fmt.Sprintf("%d pieces: what you change holds for all", len(pieces))
	}
	p.form.Fill(title)
}

func (p *jambPage) name(piece registration.Piece) string {
	c := p.e.Console()
	switch piece.Kind {
	case registration.Knob:
		if id, ok := c.Control(piece.Of); ok {
			return c.Divisions[c.Controls[id].Division].Name + ": " + c.Controls[id].Label()
		}
	case registration.Piston:
		return "Piston of the scene " + piece.Of
	case registration.Shoe:
		if id, ok := c.Enclosure(piece.Of); ok {
			return c.Enclosures[id].Name + " shoe"
		}
	case registration.Label:
		return "Label: " + piece.Text
	}
	return piece.Of
}

// pieces are the marked ones, as they are laid out.
func (p *jambPage) pieces() []registration.Piece {
	var out []registration.Piece
	all := p.desk.board.Pieces()
	for _, i := range p.desk.marked {
		if i < len(all) {
			out = append(out, all[i])
		}
	}
	return out
}

// own finds the marked pieces among the console's own. On a free board that is where they stand; elsewhere words and colour
// get a piece when they are first given.
func own(c *registration.Jamb, pieces []registration.Piece) (at []int) {
	for _, piece := range pieces {
		i := slices.Index(c.Pieces, piece)
		if i < 0 {
			i, _ = c.Piece(piece.Kind, piece.Of)
		}
		if i >= 0 && (piece.Kind != registration.Label || c.Form == registration.Free) {
			at = append(at, i)
		}
	}
	return at
}

// on makes an edit of the marked pieces of a free board.
func (p *jambPage) on(label string, make func(at []int) edit.Edit) {
	p.e.do(label, "", make(own(&p.e.Console().Jamb, p.pieces())))
}

// shift moves what is marked.
func (p *jambPage) shift(dx, dy int) {
	pieces := p.pieces()
	kind := "jamb move"
	for _, piece := range pieces {
		kind += " " + string(piece.Kind) + piece.Of + piece.Text
	}
	p.move(own(&p.e.Console().Jamb, pieces), dx, dy, func(x edit.Edit) error { return p.e.apply("Move on the jamb", kind, x) })
}

// tryShift shows where a drag would bring what is marked.
func (p *jambPage) tryShift(dx, dy int) {
	if p.carried == nil {
		p.carried = own(&p.e.Console().Jamb, p.pieces())
	}
	p.move(p.carried, dx, dy, p.e.edits.Preview)
}

// move moves pieces, and lifts them above what they come to lie under: else they could be lost there.
func (p *jambPage) move(at []int, dx, dy int, do func(edit.Edit) error) {
	if len(p.desk.marked) == 0 {
		return
	}
	var to []int
	if err := do(edit.All(edit.MovePieces(at, dx, dy), edit.RaisePieces(at, &to))); err != nil {
		p.e.say(sentence(err), true)
		return
	}
	all := p.desk.board.Pieces()
	marked := make([]int, len(to)) // a label has no name by which the board could find it again
	for n, i := range to {
		marked[n] = slices.Index(all, p.e.Console().Jamb.Pieces[i])
	}
	p.desk.marked = marked
	p.desk.frame()
	p.fill()
}

func (p *jambPage) remove() {
	at := own(&p.e.Console().Jamb, p.pieces())
	if len(p.pieces()) > 0 && p.e.do("Take off the board", "", edit.RemovePieces(at)) {
		p.desk.mark()
	}
}

func (p *jambPage) commit() {
	o := p.desk.board.Offset()
	if p.e.do("Add a label", "", edit.AddLabelNear(p.label.Text, int(o.X)+16, int(o.Y)+16)) {
		p.label.SetText("")
		p.desk.mark(len(p.desk.board.Pieces()) - 1)
	}
}

// change changes what the console says of the marked pieces.
func (p *jambPage) change(label string, change func(*registration.Piece)) error {
	pieces := p.pieces()
	if len(pieces) == 0 {
		return errors.New("nothing is marked")
	}
	kind := "jamb " + label
	for _, piece := range pieces {
		kind += " " + piece.Of
	}
	return p.e.apply(label, kind, edit.SetLook(pieces, change))
}

// colours that have a name; any other is written as # and six digits.
var colours = []struct{ name, code string }{
	{"the division's", ""},
	{"ivory", "#e8e0c8"},
	{"white", "#ffffff"},
	{"black", "#1a1a1a"},
	{"grey", "#8a8a8a"},
	{"red", "#c23b2e"},
	{"orange", "#e08a1e"},
	{"yellow", "#e6c84a"},
	{"green", "#3f9d5a"},
	{"blue", "#3f6fd8"},
	{"purple", "#8a5cc2"},
	{"brown", "#8a6238"},
}

func colourText(code string) string {
	for _, c := range colours {
		if strings.EqualFold(c.code, code) {
			return c.name
		}
	}
	return code
}

func readColour(text string) (string, error) {
	for _, c := range colours {
		if strings.EqualFold(c.name, text) {
			return c.code, nil
		}
	}
	if text == "" {
		return "", nil
	}
	_, _, _, err := registration.ParseColour(text)
	return strings.ToLower(text), err
}

func (p *jambPage) fields() []*field {
	some := func() bool { return len(p.pieces()) > 0 }
	read := func(of func(registration.Piece) string) func() string {
		return func() string { return same(p.pieces(), of) }
	}
	words := &field{
		label: "Engraved", hint: "Empty: the name, with the pitch", shown: some, read: read(func(x registration.Piece) string { return x.Text }),
		write: func(s string) error {
			return p.change("Engraving", func(x *registration.Piece) { x.Text = strings.TrimSpace(s) })
		},
	}
	names := make([]string, 0, len(colours))
	for _, c := range colours {
		names = append(names, c.name)
	}
	colour := &field{
		label: "Colour", hint: "A name (" + strings.Join(names[1:], ", ") + ") or # and six digits; empty: the division's", shown: some,
		read: read(func(x registration.Piece) string { return colourText(x.Colour) }),
		write: func(s string) error {
			code, err := readColour(strings.TrimSpace(s))
			if err != nil {
				return err
			}
			return p.change("Colour", func(x *registration.Piece) { x.Colour = code })
		},
	}
	side := &field{
		label: "On the left", tick: true,
		shown: func() bool { return p.e.Console().Jamb.Form == registration.DoubleSided && p.division() != "" },
		read:  func() string { return yesNo(slices.Contains(board.LeftSide(p.e.Console()), p.division())) },
		write: func(s string) error {
			return p.e.apply("Side of a division", "", edit.SetLeft(p.division(), s == "yes", board.LeftSide(p.e.Console())))
		},
	}
	fields := []*field{words, colour, side}
	for _, f := range []struct {
		label string
		of    func(*registration.Piece) *int
	}{
		{"From the left", func(x *registration.Piece) *int { return &x.X }},
		{"From the top", func(x *registration.Piece) *int { return &x.Y }},
		{"Width", func(x *registration.Piece) *int { return &x.Width }},
		{"Height", func(x *registration.Piece) *int { return &x.Height }},
	} {
		fields = append(fields, &field{
			label: f.label, hint: "In units: a pixel on a usual screen", shown: func() bool { return some() && p.free() },
			read: read(func(x registration.Piece) string { return fmt.Sprint(*f.of(&x)) }),
			write: func(s string) error {
				v, err := number(s, 0, registration.MaxBoard, true)
				if err != nil {
					return err
				}
				return p.change(f.label, func(x *registration.Piece) { *f.of(x) = int(v) })
			},
		})
	}
	return fields
}

// division is that of the marked knobs, "" when they have none in common.
func (p *jambPage) division() string {
	c := p.e.Console()
	id := same(p.pieces(), func(x registration.Piece) string {
		if k, ok := c.Control(x.Of); ok && x.Kind == registration.Knob {
			return c.Divisions[c.Controls[k].Division].ID
		}
		return several
	})
	if id == several {
		return ""
	}
	return id
}
