package jamb

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"voluntary/ui/theme"
	contrast "voluntary/ui/tint"
)

// knob is one drawknob, engraved with a name and a pitch.
type knob struct {
	widget.BaseWidget

	name    string
	pitch   string
	words   engraving
	tint    func() color.NRGBA
	drawn   bool
	piston  bool // pressed, never drawn
	focused bool
	hovered bool
	away    func(*knob) bool // it is scrolled out of sight: nothing of it is drawn; nil: never
	onTap   func()
	onHover func(string)
	onKey   func(*fyne.KeyEvent)
	onFocus func(*knob)
	full    string
	face    *face
}

var (
	_ fyne.Tappable      = (*knob)(nil)
	_ fyne.Focusable     = (*knob)(nil)
	_ desktop.Hoverable  = (*knob)(nil)
	_ desktop.Cursorable = (*knob)(nil)
)

func newKnob(name, pitch string, tint func() color.NRGBA, onTap func(), onHover func(string)) *knob {
	k := &knob{name: name, pitch: pitch, tint: tint, onTap: onTap, onHover: onHover, full: strings.TrimSpace(name + " " + pitch)}
	k.fit(fyne.NewSize(knobWidth, knobHeight))
	k.ExtendBaseWidget(k)
	return k
}

// fit breaks the words anew for another size.
func (k *knob) fit(size fyne.Size) { k.words = engrave(k.name, k.pitch, size, !k.piston) }

func (k *knob) set(drawn bool) {
	if k.drawn != drawn {
		k.drawn = drawn
		k.Refresh()
		if k.hovered {
			k.say()
		}
	}
}

// Tapped moves the knob.
func (k *knob) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(k); c != nil {
		c.Focus(k)
	}
	k.onTap()
}

// FocusGained implements fyne.Focusable.
func (k *knob) FocusGained() {
	k.focused = true
	if k.onFocus != nil {
		k.onFocus(k)
	}
	k.Refresh()
}

// FocusLost implements fyne.Focusable.
func (k *knob) FocusLost() { k.focused = false; k.Refresh() }

// TypedRune implements fyne.Focusable.
func (k *knob) TypedRune(rune) {}

// TypedKey moves the knob by Return.
func (k *knob) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter:
		k.onTap()
	case k.onKey != nil:
		k.onKey(e)
	}
}

// MouseIn implements desktop.Hoverable.
func (k *knob) MouseIn(*desktop.MouseEvent) {
	k.hovered = true
	k.Refresh()
	k.say()
}

// say tells in words how the knob stands.
func (k *knob) say() {
	if k.onHover == nil {
		return
	}
	switch {
	case k.piston:
		k.onHover("Piston: recall the scene " + k.full)
	case k.drawn:
		k.onHover(k.full + ", drawn")
	default:
		k.onHover(k.full + ", not drawn")
	}
}

// MouseMoved implements desktop.Hoverable.
func (k *knob) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (k *knob) MouseOut() {
	k.hovered = false
	k.Refresh()
	if k.onHover != nil {
		k.onHover("")
	}
}

// Cursor implements desktop.Cursorable.
func (k *knob) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (k *knob) CreateRenderer() fyne.WidgetRenderer {
	f := &face{knob: k, plate: canvas.NewRectangle(color.Black), lamp: canvas.NewCircle(color.Transparent)}
	f.plate.CornerRadius = 7
	for range k.words.lines {
		t := canvas.NewText("", color.Black)
		t.TextSize = k.words.text
		t.Alignment = fyne.TextAlignCenter
		f.texts = append(f.texts, t)
	}
	k.face = f
	f.colour()
	return f
}

// face draws a knob.
type face struct {
	knob  *knob
	plate *canvas.Rectangle
	lamp  *canvas.Circle
	texts []*canvas.Text
}

func (f *face) Destroy() {}

func (f *face) MinSize() fyne.Size {
	if f.knob.piston {
		return fyne.NewSize(knobWidth, pistonHeight)
	}
	return fyne.NewSize(knobWidth, knobHeight)
}

func (f *face) Objects() []fyne.CanvasObject {
	if f.knob.away != nil && f.knob.away(f.knob) {
		return nil
	}
	out := []fyne.CanvasObject{f.plate, f.lamp}
	for _, t := range f.texts {
		out = append(out, t)
	}
	return out
}

func (f *face) Layout(size fyne.Size) {
	f.plate.Move(fyne.NewPos(1, 1))
	f.plate.Resize(size.SubtractWidthHeight(2, 2))
	if f.knob.piston {
		f.plate.CornerRadius = (size.Height - 2) / 2
	}
	f.lamp.Resize(fyne.NewSize(7, 7))
	f.lamp.Move(fyne.NewPos(size.Width-13, size.Height-13))
	w := &f.knob.words
	y := (size.Height - w.line*float32(len(f.texts))) / 2
	if len(f.texts) > 0 { // a line is higher than the step to the next one
		y -= max(f.texts[0].MinSize().Height-w.line, 0) / 2
	}
	for i, t := range f.texts {
		t.Resize(fyne.NewSize(size.Width, w.line))
		t.Move(fyne.NewPos(0, y))
		if i == len(f.texts)-1 {
			t.Move(fyne.NewPos(-w.left, y))
		}
		y += w.line
	}
}

func (f *face) Refresh() {
	f.colour()
	canvas.Refresh(f.knob)
}

func (f *face) colour() {
	colours := theme.Current()
	k := f.knob
	tint := k.tint()
	plate, ink := colours.Knob, colours.KnobText
	f.plate.StrokeColor, f.plate.StrokeWidth = colours.KnobRing, 1
	ring := tint
	if contrast.Contrast(ring, plate) < 3 { // the bright colours of the dark look, on a knob that is never dark
		ring = theme.Mix(ring, ink, 0.55)
	}
	f.lamp.FillColor, f.lamp.StrokeColor, f.lamp.StrokeWidth = color.Transparent, ring, 1.5
	if k.drawn {
		plate = tint
		ink = theme.Ink(tint)
		f.lamp.FillColor, f.lamp.StrokeColor = ink, ink
	}
	if k.piston {
		f.lamp.StrokeWidth = 0
	}
	if k.hovered {
		plate = theme.Mix(plate, ink, 0.1)
	}
	if k.focused {
		f.plate.StrokeColor, f.plate.StrokeWidth = colours.Accent, 3
	}
	f.plate.FillColor = plate
	for i, t := range f.texts {
		t.Text, t.Color = k.words.lines[i], ink
		t.TextStyle.Bold = k.drawn
	}
}
