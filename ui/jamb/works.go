package jamb

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// works is what the knobs, pistons and shoes of a console show and do, wherever they stand.
type works struct {
	OnMove  func(registration.Change) // a control or a shoe was moved by hand
	OnScene func(registration.Scene)  // a piston was pressed
	OnHover func(text string)
	OnKey   touch.Keys // a key that means nothing here

	console *registration.Console
	scenes  []registration.Scene
	state   registration.State
	knobs   []*knob         // per control; nil: there is none
	shoes   []*touch.Slider // per enclosure; nil: there is none
	reveal  func(*knob)     // scrolls to a knob that has the keyboard
	quiet   bool
}

// begin forgets the knobs and shoes that there were.
func (w *works) begin() {
	w.knobs, w.shoes = make([]*knob, len(w.console.Controls)), make([]*touch.Slider, len(w.console.Enclosures))
}

// SetState shows what is drawn now. Only what has moved is drawn anew.
func (w *works) SetState(s registration.State) {
	if w.console != nil && s != w.state {
		w.state = s
		w.show()
	}
}

// State is what is shown.
func (w *works) State() registration.State { return w.state }

func (w *works) show() {
	for i, k := range w.knobs {
		if k != nil {
			k.set(w.state.On(registration.ControlID(i)))
		}
	}
	w.quiet = true
	for i, s := range w.shoes {
		if v := float64(w.state.Shoe(registration.EnclosureID(i))); s != nil && s.Value != v {
			s.SetValue(v)
		}
	}
	w.quiet = false
}

// look is what a console's own jamb says of the words and the colour of a thing.
func (w *works) look(kind registration.PieceKind, of string) *registration.Piece {
	if i, ok := w.console.Jamb.Piece(kind, of); ok {
		return &w.console.Jamb.Pieces[i]
	}
	return &registration.Piece{Kind: kind, Of: of}
}

// colour is a piece's own, else the usual one.
func colour(p *registration.Piece, usual func() color.NRGBA) func() color.NRGBA {
	if r, g, b, err := registration.ParseColour(p.Colour); err == nil {
		return func() color.NRGBA { return color.NRGBA{r, g, b, 0xff} }
	}
	return usual
}

func soft() color.NRGBA { return theme.Current().TextSoft }

// engraved is a piece's own words, else the name.
func engraved(p *registration.Piece, name string) string {
	if p.Text != "" {
		return p.Text
	}
	return name
}

// knob makes that of a control, as its piece says.
func (w *works) knob(id registration.ControlID, p *registration.Piece) *knob {
	c := w.console
	k := &c.Controls[id]
	name, pitch := k.Engraving()
	if p.Text != "" {
		name, pitch = p.Text, ""
	}
	tint := colour(p, func() color.NRGBA { return theme.DivisionColor(c, k.Division, theme.Dark()) })
	kn := newKnob(name, pitch, tint, func() { w.move(id) }, w.say)
	kn.onKey, kn.onFocus = w.pass, w.reveal
	kn.full = c.Divisions[k.Division].Name + ": " + k.Label()
	w.knobs[id] = kn
	return kn
}

// piston makes that of a scene.
func (w *works) piston(name string, p *registration.Piece) *knob {
	kn := newKnob(engraved(p, name), "", colour(p, soft), func() { w.recall(name) }, w.say)
	kn.piston, kn.onKey, kn.onFocus = true, w.pass, w.reveal
	kn.fit(fyne.NewSize(knobWidth, pistonHeight))
	return kn
}

// shoe makes that of an enclosure, with its name.
func (w *works) shoe(id registration.EnclosureID, p *registration.Piece) fyne.CanvasObject {
	s := touch.NewSlider(0, 127, nil)
	s.OnKey = w.pass
	s.OnChanged = func(v float64) {
		if w.quiet {
			return
		}
		w.moved(registration.Change{Kind: registration.Express, Enclosure: id, Value: uint8(math.Round(v))})
	}
	w.shoes[id] = s
	name := widget.NewLabel(engraved(p, w.console.Enclosures[id].Name+" shoe"))
	wide := name.MinSize().Width + 2*fynetheme.InnerPadding() // a label that may be cut off keeps more room around its words
	name.Truncation = fyne.TextTruncateEllipsis
	return container.New(&beside{wide}, name, s)
}

// move draws what is retired and retires what is drawn.
func (w *works) move(id registration.ControlID) {
	change := registration.Change{Kind: registration.Draw, Control: id}
	if w.state.On(id) {
		change.Kind = registration.Retire
	}
	w.knobs[id].set(change.Kind == registration.Draw)
	w.moved(change)
}

func (w *works) moved(change registration.Change) {
	w.state.Apply(change)
	if w.OnMove != nil {
		w.OnMove(change)
	}
}

// recall presses the piston of a scene, as it is now.
func (w *works) recall(name string) {
	for _, s := range w.scenes {
		if s.Name == name && w.OnScene != nil {
			w.OnScene(s)
		}
	}
}

func (w *works) say(text string) {
	if w.OnHover != nil {
		w.OnHover(text)
	}
}

func (w *works) pass(e *fyne.KeyEvent) { w.OnKey.Pass(e) }
