package jamb

import (
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// Board is a jamb in the form that its console asks for: double-sided, horizontal, free or by divisions, as large as there is
// room. It is mute as [Jamb] is. Everything belongs to Fyne's goroutine.
type Board struct {
	widget.BaseWidget

	OnMove  func(registration.Change)
	OnScene func(registration.Scene)
	OnHover func(text string)
	OnKey   touch.Keys

	console *registration.Console
	scenes  []registration.Scene
	state   registration.State
	pieces  []registration.Piece
	knobs   []*knob         // per control; nil: it does not stand on the board
	shoes   []*touch.Slider // per enclosure
	back    *canvas.Rectangle
	body    *fyne.Container
	scroll  *container.Scroll
	width   int // laid out for
	quiet   bool
}

// NewBoard makes a board with no console.
func NewBoard() *Board {
	b := &Board{back: canvas.NewRectangle(color.Black), body: container.New(&boardLayout{})}
	b.scroll = container.NewScroll(b.body)
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

// SetState shows what is drawn now.
func (b *Board) SetState(s registration.State) {
	if b.console != nil && s != b.state {
		b.state = s
		b.show()
	}
}

// State is what the board shows.
func (b *Board) State() registration.State { return b.state }

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
	b.pieces, height = Plan(c, b.scenes, b.width)
	b.knobs, b.shoes = make([]*knob, len(c.Controls)), make([]*touch.Slider, len(c.Enclosures))
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
	size := fyne.NewSize(float32(p.Width), float32(p.Height))
	switch p.Kind {
	case registration.Knob:
		if id, ok := b.console.Control(p.Of); ok {
			return b.knob(id, p, size)
		}
	case registration.Piston:
		kn := newKnob(b.engraved(p, p.Of), "", b.tint(p, nil), func() { b.recall(p.Of) }, b.say)
		kn.piston, kn.onKey, kn.onFocus = true, b.OnKey.Pass, b.reveal
		kn.fit(size)
		return kn
	case registration.Shoe:
		if id, ok := b.console.Enclosure(p.Of); ok {
			return b.shoe(id, p)
		}
	}
	return newHead(p.Text, b.tint(p, func() color.NRGBA { return theme.Current().Text }), p.Height)
}

func (b *Board) engraved(p *registration.Piece, name string) string {
	if p.Text != "" {
		return p.Text
	}
	return name
}

// tint is a piece's own colour, else the one given, else that of soft words.
func (b *Board) tint(p *registration.Piece, usual func() color.NRGBA) func() color.NRGBA {
	if r, g, bl, err := registration.ParseColour(p.Colour); err == nil {
		return func() color.NRGBA { return color.NRGBA{r, g, bl, 0xff} }
	}
	if usual != nil {
		return usual
	}
	return func() color.NRGBA { return theme.Current().TextSoft }
}

func (b *Board) knob(id registration.ControlID, p *registration.Piece, size fyne.Size) fyne.CanvasObject {
	k := &b.console.Controls[id]
	name, pitch := k.Name, ""
	if k.Kind == registration.Stop && k.Pitch > 0 {
		pitch = registration.FeetText(k.Pitch)
	}
	if p.Text != "" {
		name, pitch = p.Text, ""
	}
	c := b.console
	kn := newKnob(name, pitch, b.tint(p, func() color.NRGBA { return theme.DivisionColor(c, k.Division, theme.Dark()) }), func() { b.move(id) }, b.say)
	kn.onKey, kn.onFocus = b.OnKey.Pass, b.reveal
	kn.full = c.Divisions[k.Division].Name + ": " + k.Label()
	kn.fit(size)
	b.knobs[id] = kn
	return kn
}

func (b *Board) shoe(id registration.EnclosureID, p *registration.Piece) fyne.CanvasObject {
	s := touch.NewSlider(0, 127, nil)
	s.OnKey = b.OnKey.Pass
	s.OnChanged = func(v float64) {
		if b.quiet {
			return
		}
		change := registration.Change{Kind: registration.Express, Enclosure: id, Value: uint8(math.Round(v))}
		b.state.Apply(change)
		if b.OnMove != nil {
			b.OnMove(change)
		}
	}
	b.shoes[id] = s
	name := widget.NewLabel(b.engraved(p, b.console.Enclosures[id].Name+" shoe"))
	return container.NewBorder(nil, nil, name, nil, s)
}

func (b *Board) move(id registration.ControlID) {
	change := registration.Change{Kind: registration.Draw, Control: id}
	if b.state.On(id) {
		change.Kind = registration.Retire
	}
	b.state.Apply(change)
	b.knobs[id].set(change.Kind == registration.Draw)
	if b.OnMove != nil {
		b.OnMove(change)
	}
}

func (b *Board) recall(name string) {
	for _, s := range b.scenes {
		if s.Name == name && b.OnScene != nil {
			b.OnScene(s)
		}
	}
}

func (b *Board) say(text string) {
	if b.OnHover != nil {
		b.OnHover(text)
	}
}

// reveal scrolls as little as is needed to see a knob.
func (b *Board) reveal(k *knob) { b.inSight(k.Position(), k.Size()) }

func (b *Board) inSight(at fyne.Position, size fyne.Size) {
	view := b.scroll.Size()
	o := b.scroll.Offset
	o.X = max(min(o.X, at.X-gap), at.X+size.Width+gap-view.Width)
	o.Y = max(min(o.Y, at.Y-gap), at.Y+size.Height+gap-view.Height)
	if o != b.scroll.Offset {
		b.scroll.ScrollToOffset(o)
	}
}

func (b *Board) show() {
	for i, k := range b.knobs {
		if k != nil {
			k.set(b.state.On(registration.ControlID(i)))
		}
	}
	b.quiet = true
	for i, s := range b.shoes {
		if v := float64(b.state.Shoe(registration.EnclosureID(i))); s != nil && s.Value != v {
			s.SetValue(v)
		}
	}
	b.quiet = false
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
	text *canvas.Text
	tint func() color.NRGBA
}

func newHead(words string, tint func() color.NRGBA, height int) *head {
	h := &head{text: canvas.NewText(words, tint()), tint: tint}
	h.text.TextSize, h.text.TextStyle.Bold = min(max(float32(height)*0.65, 9), 40), true
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer implements fyne.Widget.
func (h *head) CreateRenderer() fyne.WidgetRenderer { return &headRenderer{h} }

type headRenderer struct{ h *head }

func (r *headRenderer) Layout(s fyne.Size)           { r.h.text.Resize(s) }
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
