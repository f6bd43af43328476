package jamb

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/registration/board"
	"voluntary/ui/theme"
)

// Board is a jamb in the form that its console asks for: double-sided, horizontal, free or by divisions, as large as there is
// room. It is mute as [Jamb] is. Everything belongs to Fyne's goroutine.
type Board struct {
	widget.BaseWidget

	works

	pieces []registration.Piece
	back   *canvas.Rectangle
	body   *fyne.Container
	scroll *container.Scroll
	width  int // laid out for
}

// NewBoard makes a board with no console.
func NewBoard() *Board {
	b := &Board{back: canvas.NewRectangle(color.Black), body: container.New(&boardLayout{})}
	b.scroll = container.NewScroll(b.body)
	b.reveal = func(k *knob) { b.inSight(k.Position(), k.Size()) }
	b.ExtendBaseWidget(b)
	return b
}

// Set shows a console with the scenes that have pistons.
func (b *Board) Set(c *registration.Console, scenes []registration.Scene) {
	same := slices.EqualFunc(scenes, b.scenes, func(x, y registration.Scene) bool { return x.Name == y.Name })
	b.scenes = scenes
	if c == b.console && same {
		return
	}
	if c != b.console {
		b.console, b.state = c, c.Initial()
	}
	b.layOut()
}

// Pieces lists what stands where, as laid out last.
func (b *Board) Pieces() []registration.Piece { return b.pieces }

// Offset is how far the board is scrolled.
func (b *Board) Offset() fyne.Position { return b.scroll.Offset }

// room is the width to lay out for.
func (b *Board) room() int { return int(max(b.Size().Width-12, 0)) }

func (b *Board) layOut() {
	c := b.console
	if c == nil {
		return
	}
	b.width = b.room()
	var height int
	b.pieces, height = board.Plan(c, b.scenes, b.width)
	b.begin()
	b.body.RemoveAll()
	lay := b.body.Layout.(*boardLayout)
	lay.pieces, lay.least = b.pieces, fyne.NewSize(float32(c.Jamb.Width), float32(height))
	for i := range b.pieces {
		b.body.Add(b.object(&b.pieces[i]))
	}
	b.show()
	b.Refresh()
}

// object makes what stands for a piece.
func (b *Board) object(p *registration.Piece) fyne.CanvasObject {
	switch p.Kind {
	case registration.Knob:
		if id, ok := b.console.Control(p.Of); ok {
			return fitted(b.knob(id, p), p)
		}
	case registration.Piston:
		return fitted(b.piston(p.Of, p), p)
	case registration.Shoe:
		if id, ok := b.console.Enclosure(p.Of); ok {
			return b.shoe(id, p)
		}
	}
	h := newHead(p.Text, colour(p, func() color.NRGBA { return theme.Current().Text }), p.Height)
	h.whole = b.console.Jamb.Form == registration.Free // they stand there as they were written
	return h
}

// fitted breaks the words of a knob for the size of its piece.
func fitted(k *knob, p *registration.Piece) *knob {
	k.fit(fyne.NewSize(float32(p.Width), float32(p.Height)))
	return k
}

func (b *Board) inSight(at fyne.Position, size fyne.Size) {
	view := b.scroll.Size()
	o := b.scroll.Offset
	o.X = max(min(o.X, at.X-gap), at.X+size.Width+gap-view.Width)
	o.Y = max(min(o.Y, at.Y-gap), at.Y+size.Height+gap-view.Height)
	if o != b.scroll.Offset {
		b.scroll.ScrollToOffset(o)
	}
}

// CreateRenderer implements fyne.Widget.
func (b *Board) CreateRenderer() fyne.WidgetRenderer {
	return &boardRenderer{WidgetRenderer: widget.NewSimpleRenderer(container.NewStack(b.back, b.scroll)), board: b}
}

type boardRenderer struct {
	fyne.WidgetRenderer
	board *Board
}

func (r *boardRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	if b := r.board; b.room() != b.width {
		b.layOut()
	}
}

func (r *boardRenderer) MinSize() fyne.Size { return fyne.NewSize(2*knobWidth+36, 120) }

func (r *boardRenderer) Refresh() {
	r.board.back.FillColor = theme.Current().Jamb
	r.WidgetRenderer.Refresh()
}

// boardLayout puts each object where its piece says.
type boardLayout struct {
	pieces []registration.Piece
	least  fyne.Size
}

func (l *boardLayout) Layout(objects []fyne.CanvasObject, _ fyne.Size) {
	for i, o := range objects {
		p := &l.pieces[i]
		o.Move(fyne.NewPos(float32(p.X), float32(p.Y)))
		o.Resize(fyne.NewSize(float32(p.Width), float32(p.Height)))
	}
}

func (l *boardLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	size := l.least
	for _, p := range l.pieces {
		size = size.Max(fyne.NewSize(float32(p.X+p.Width), float32(p.Y+p.Height)))
	}
	return size
}

// head is words on the board.
type head struct {
	widget.BaseWidget
	words string
	whole bool // it may be wider than its piece
	text  *canvas.Text
	tint  func() color.NRGBA
}

func newHead(words string, tint func() color.NRGBA, height int) *head {
	h := &head{words: words, text: canvas.NewText(words, tint()), tint: tint}
	h.text.TextSize, h.text.TextStyle.Bold = min(max(float32(height)*0.65, 9), 40), true
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer implements fyne.Widget.
func (h *head) CreateRenderer() fyne.WidgetRenderer { return &headRenderer{h} }

type headRenderer struct{ h *head }

func (r *headRenderer) Layout(s fyne.Size) {
	t := r.h.text
	if !r.h.whole {
		t.Text = theme.Fitted(r.h.words, s.Width, t.TextSize, t.TextStyle)
	}
	t.Resize(s)
}

func (r *headRenderer) MinSize() fyne.Size           { return fyne.NewSize(8, 8) }
func (r *headRenderer) Refresh()                     { r.h.text.Color = r.h.tint(); canvas.Refresh(r.h) }
func (r *headRenderer) Destroy()                     {}
func (r *headRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.h.text} }

// Scroll scrolls the board as the wheel does.
func (b *Board) Scroll(e *fyne.ScrollEvent) { b.scroll.Scrolled(e) }

// Reveal scrolls as little as is needed to see a piece.
func (b *Board) Reveal(p registration.Piece) {
	b.inSight(fyne.NewPos(float32(p.X), float32(p.Y)), fyne.NewSize(float32(p.Width), float32(p.Height)))
}
