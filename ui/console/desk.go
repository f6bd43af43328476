package console

import (
	"cmp"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/ui/jamb"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// desk shows the jamb as it will be and lets its pieces be marked and moved. It is mute.
type desk struct {
	widget.BaseWidget

	OnMarked func()
	OnMove   func(dx, dy int) // by units, for good
	OnDrag   func(dx, dy int) // a drag has come so far from where it began: to be shown only
	OnCancel func()           // to be shown no more
	OnDo     func()
	OnRemove func()
	OnLeave  func() // Escape, when nothing is marked
	OnHover  func(string)
	OnKey    touch.Keys

	board   *jamb.Board
	console *registration.Console
	marked  []int // pieces, the first marked first
	focused bool
	shift   bool
	held    *hold // while the mouse button is down
	band    *canvas.Rectangle
	frames  []*canvas.Rectangle
	over    *fyne.Container // above the board
	all     *fyne.Container
}

const step = 4 // units that the arrows and a drag move by

func newDesk() *desk {
	d := &desk{board: jamb.NewBoard(), band: canvas.NewRectangle(color.Transparent), over: container.NewWithoutLayout()}
	d.all = container.NewStack(d.board, d.over)
	d.ExtendBaseWidget(d)
	return d
}

// CreateRenderer implements fyne.Widget.
func (d *desk) CreateRenderer() fyne.WidgetRenderer {
	return &deskRenderer{widget.NewSimpleRenderer(container.NewStack(d.all, newCatch(d))), d}
}

type deskRenderer struct {
	fyne.WidgetRenderer
	d *desk
}

func (r *deskRenderer) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	r.d.frame()
}

// set shows a console.
func (d *desk) set(c *registration.Console) {
	names := d.names(d.board.Pieces())
	d.console = c
	d.board.Set(c, c.Scenes)
	var marked []int
	pieces := d.board.Pieces()
	now := d.names(pieces)
	for _, i := range d.marked {
		if i < len(names) {
			if at := slices.Index(now, names[i]); at >= 0 {
				marked = append(marked, at)
			}
		}
	}
	d.marked = marked
	d.frame()
}

// names tells pieces apart from one layout to the next.
func (d *desk) names(pieces []registration.Piece) []string {
	out := make([]string, len(pieces))
	seen := map[string]int{}
	for i, p := range pieces {
		name := string(p.Kind) + " " + p.Of
		seen[name]++
		out[i] = name + string(rune('0'+seen[name]%1000))
	}
	return out
}

// frame draws what is marked.
func (d *desk) frame() {
	pieces, o := d.board.Pieces(), d.board.Offset()
	c := theme.Current()
	d.over.RemoveAll()
	d.frames = d.frames[:0]
	for n, i := range d.marked {
		if i >= len(pieces) {
			continue
		}
		p := &pieces[i]
		f := canvas.NewRectangle(color.Transparent)
		f.StrokeColor, f.StrokeWidth, f.CornerRadius = c.Marked, 2, 6
		if n == 0 {
			f.StrokeWidth = 4 // which the others follow
		}
		if d.focused {
			f.StrokeColor = c.Accent
		}
		f.Move(fyne.NewPos(float32(p.X)-2-o.X, float32(p.Y)-2-o.Y))
		f.Resize(fyne.NewSize(float32(p.Width)+4, float32(p.Height)+4))
		d.frames = append(d.frames, f)
		d.over.Add(f)
	}
	d.band.StrokeColor, d.band.StrokeWidth, d.band.FillColor = c.Band, 1, c.BandFill
	d.over.Add(d.band)
	d.over.Refresh()
}

// at finds the topmost piece at a place, -1 for none.
func (d *desk) at(pos fyne.Position) int {
	pieces, o := d.board.Pieces(), d.board.Offset()
	x, y := int(pos.X+o.X), int(pos.Y+o.Y)
	for i := len(pieces) - 1; i >= 0; i-- {
		p := &pieces[i]
		if x >= p.X && x < p.X+p.Width && y >= p.Y && y < p.Y+p.Height {
			return i
		}
	}
	return -1
}

// mark marks pieces and nothing else.
func (d *desk) mark(at ...int) {
	d.marked = at
	d.frame()
	if d.OnMarked != nil {
		d.OnMarked()
	}
}

func (d *desk) markAll() {
	all := make([]int, len(d.board.Pieces()))
	for i := range all {
		all[i] = i
	}
	d.mark(all...)
}

// hold is a mouse button that is down, and the drag that may follow.
type hold struct {
	from    fyne.Position // on the board, however it is scrolled
	before  []int         // what was marked before the press
	marked  []int         // and after it
	moving  bool          // pieces; else a band is drawn
	dragged bool
	dx, dy  int // by which the pieces are moved now
}

// press takes the mouse button.
func (d *desk) press(pos fyne.Position, several bool) {
	focusOn(d)
	touch.Hold(d.cancel)
	i := d.at(pos)
	d.held = &hold{from: pos.Add(d.board.Offset()), before: d.marked, moving: i >= 0}
	defer func() { d.held.marked = d.marked }()
	switch held := slices.Contains(d.marked, i); {
	case i < 0 && !several:
		d.mark()
	case i < 0:
	case several && held:
		d.mark(slices.DeleteFunc(slices.Clone(d.marked), func(v int) bool { return v == i })...)
	case several:
		d.mark(append(slices.Clone(d.marked), i)...)
	case !held:
		d.mark(i)
	}
}

// drag moves what is marked by whole steps, or draws a band.
func (d *desk) drag(pos fyne.Position) {
	h := d.held
	if h == nil {
		return
	}
	h.dragged = true
	from := h.from.Subtract(d.board.Offset())
	if !h.moving {
		d.band.Move(fyne.NewPos(min(from.X, pos.X), min(from.Y, pos.Y)))
		d.band.Resize(fyne.NewSize(max(from.X-pos.X, pos.X-from.X), max(from.Y-pos.Y, pos.Y-from.Y)))
		d.band.Refresh()
		return
	}
	dx, dy := int((pos.X-from.X)/step)*step, int((pos.Y-from.Y)/step)*step
	if dx == h.dx && dy == h.dy {
		return
	}
	h.dx, h.dy = dx, dy
	if d.OnDrag != nil {
		d.OnDrag(dx, dy)
	}
}

// cancel takes back the drag that goes on and reports whether there was one. The rest of it is ignored.
func (d *desk) cancel() bool {
	h := d.held
	if h == nil || !h.dragged {
		return false
	}
	d.held = nil
	if !h.moving {
		d.band.Resize(fyne.Size{})
		d.mark(h.before...)
		return true
	}
	d.settle(h)
	return true
}

// settle ends what a drag has shown of moving pieces.
func (d *desk) settle(h *hold) {
	if d.OnCancel != nil {
		d.OnCancel()
	}
	d.mark(h.marked...)
}

// drop ends a drag.
func (d *desk) drop() {
	h := d.held
	d.held = nil
	if h == nil || !h.dragged {
		return
	}
	if h.moving {
		d.settle(h)
		if (h.dx != 0 || h.dy != 0) && d.OnMove != nil {
			d.OnMove(h.dx, h.dy)
			d.mark(d.marked...) // what comes next is a step of its own
		}
		return
	}
	o := d.board.Offset()
	x, y := d.band.Position().X+o.X, d.band.Position().Y+o.Y
	size := d.band.Size()
	var in []int
	for i, p := range d.board.Pieces() {
		if float32(p.X) < x+size.Width && float32(p.X+p.Width) > x && float32(p.Y) < y+size.Height && float32(p.Y+p.Height) > y {
			in = append(in, i)
		}
	}
	d.band.Resize(fyne.Size{})
	d.mark(in...)
}

// next marks the piece after or before the one that was marked last, as one reads: line by line, whichever lies on top.
func (d *desk) next(by int) {
	pieces := d.board.Pieces()
	n := len(pieces)
	if n == 0 {
		return
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	if d.console.Jamb.Form == registration.Free {
		slices.SortStableFunc(order, func(a, b int) int {
			return cmp.Or(cmp.Compare(pieces[a].Y, pieces[b].Y), cmp.Compare(pieces[a].X, pieces[b].X))
		})
	}
	at := -1
	if len(d.marked) > 0 {
		at = slices.Index(order, d.marked[len(d.marked)-1])
	} else if by < 0 {
		at = n
	}
	d.mark(order[(at+by+n)%n])
	p := pieces[d.marked[0]]
	d.board.Reveal(p)
	d.frame()
	if d.OnHover != nil {
		d.OnHover(describe(d.console, p))
	}
}

// describe says in words what stands where.
func describe(c *registration.Console, p registration.Piece) string {
	text := string(p.Kind) + " " + p.Of
	if k, ok := c.Control(p.Of); ok && p.Kind == registration.Knob {
		text = c.Divisions[c.Controls[k].Division].Name + ": " + c.Controls[k].Label()
	}
	if p.Text != "" {
		text += " (" + p.Text + ")"
	}
	if p.Colour != "" {
		text += ", " + colourText(p.Colour)
	}
	return text
}

// FocusGained implements fyne.Focusable.
func (d *desk) FocusGained() { d.focused = true; d.frame() }

// FocusLost implements fyne.Focusable.
func (d *desk) FocusLost() { d.focused, d.shift = false, false; d.frame() }

// TypedRune implements fyne.Focusable.
func (d *desk) TypedRune(rune) {}

// KeyDown implements desktop.Keyable.
func (d *desk) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		d.shift = true
	}
}

// KeyUp implements desktop.Keyable.
func (d *desk) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		d.shift = false
	}
}

// AcceptsTab implements fyne.Tabbable: Tab goes from piece to piece, and out at the ends by Escape.
func (d *desk) AcceptsTab() bool { return len(d.board.Pieces()) > 0 }

// TypedKey implements fyne.Focusable.
func (d *desk) TypedKey(e *fyne.KeyEvent) {
	by := step
	if d.shift {
		by = 1
	}
	dx := map[fyne.KeyName]int{fyne.KeyLeft: -by, fyne.KeyRight: by}[e.Name]
	dy := map[fyne.KeyName]int{fyne.KeyUp: -by, fyne.KeyDown: by}[e.Name]
	switch {
	case dx != 0 || dy != 0:
		if len(d.marked) == 0 {
			d.next(1)
		} else if d.OnMove != nil {
			d.OnMove(dx, dy)
		}
	case e.Name == fyne.KeyTab:
		if d.shift {
			d.next(-1)
		} else {
			d.next(1)
		}
	case e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter:
		if d.OnDo != nil {
			d.OnDo()
		}
	case e.Name == fyne.KeyDelete:
		if d.OnRemove != nil {
			d.OnRemove()
		}
	case e.Name == fyne.KeyEscape && d.cancel():
	case e.Name == fyne.KeyEscape && len(d.marked) > 0:
		d.mark()
	case e.Name == fyne.KeyEscape && d.OnLeave != nil:
		d.OnLeave()
	default:
		d.OnKey.Pass(e)
	}
}

// catch takes the mouse above the board.
type catch struct {
	widget.BaseWidget
	d *desk
}

func newCatch(d *desk) *catch {
	c := &catch{d: d}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *catch) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

// MouseDown implements desktop.Mouseable.
func (c *catch) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary {
		touch.TakeBack()
		return
	}
	c.d.press(e.Position, e.Modifier&(fyne.KeyModifierShortcutDefault|fyne.KeyModifierShift) != 0)
}

// MouseUp implements desktop.Mouseable.
func (c *catch) MouseUp(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary {
		c.d.drop()
	}
}

// Dragged implements fyne.Draggable.
func (c *catch) Dragged(e *fyne.DragEvent) { c.d.drag(e.Position) }

// DragEnd implements fyne.Draggable.
func (c *catch) DragEnd() { c.d.drop() }

// Scrolled implements fyne.Scrollable.
func (c *catch) Scrolled(e *fyne.ScrollEvent) {
	c.d.board.Scroll(e)
	c.d.frame()
}

// MouseIn implements desktop.Hoverable.
func (c *catch) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (c *catch) MouseMoved(e *desktop.MouseEvent) {
	if i := c.d.at(e.Position); i >= 0 && c.d.OnHover != nil {
		c.d.OnHover(describe(c.d.console, c.d.board.Pieces()[i]))
	}
}

// MouseOut implements desktop.Hoverable.
func (c *catch) MouseOut() {}
