package roll

import (
	"image"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/ui/theme"
)

// KeyboardWidth is how wide the keyboard is, in units. It stands at the right end of the room left of the notes.
const KeyboardWidth = 56

// Held is a key that sounds.
type Held struct {
	Division registration.DivisionID
	Key      uint8
}

// keyboard is the strip of keys at the left, with the legend left of it. Keys that no division of the organ has are grey, keys that sound take the
// colour of their division. A press sounds the key.
type keyboard struct {
	widget.BaseWidget
	r       *Roll
	raster  *canvas.Raster
	sheet   sheet
	letters lettering
	down    int // the key pressed here, -1 when none
	with    registration.DivisionID
	over    int // the key under the pointer, -1 when none
}

var (
	_ fyne.Draggable    = (*keyboard)(nil)
	_ fyne.Scrollable   = (*keyboard)(nil)
	_ desktop.Mouseable = (*keyboard)(nil)
	_ desktop.Hoverable = (*keyboard)(nil)
)

func newKeyboard(r *Roll) *keyboard {
	k := &keyboard{r: r, down: -1, over: -1}
	k.raster = canvas.NewRaster(k.paint)
	k.raster.ScaleMode = canvas.ImageScalePixels
	k.ExtendBaseWidget(k)
	return k
}

type keyboardRenderer struct{ k *keyboard }

// CreateRenderer is for Fyne.
func (k *keyboard) CreateRenderer() fyne.WidgetRenderer { return &keyboardRenderer{k} }

func (q *keyboardRenderer) Layout(size fyne.Size)        { q.k.raster.Resize(size) }
func (q *keyboardRenderer) MinSize() fyne.Size           { return fyne.NewSize(KeyboardWidth, 80) }
func (q *keyboardRenderer) Refresh()                     { q.k.raster.Refresh() }
func (q *keyboardRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{q.k.raster} }
func (q *keyboardRenderer) Destroy()                     {}

func (k *keyboard) paint(w, h int) image.Image {
	s, r, c := &k.sheet, k.r, theme.Current()
	s.reset(w, h)
	scale := float32(1)
	if width := k.Size().Width; width > 0 {
		scale = float32(w) / width
	}
	px := func(v float32) int { return int(v*scale + 0.5) }
	s.fill(0, 0, w, h, s.ink(c.Panel))
	has := compassOf(r.notes.console)
	left := max(w-px(KeyboardWidth), 0)
	short := left + (w-left)*62/100
	line := s.ink(c.KeyLine)
	lowest, highest := r.view.Keys()
	held := k.held()
	colour := func(key int) ink {
		if h, ok := held[key]; ok {
			return s.ink(h)
		}
		switch {
		case !has.has[key]:
			return s.ink(c.KeyMissing)
		case key == k.over:
			return s.ink(theme.Mix(c.KeyWhite, c.Accent, 0.35))
		case isBlack(key):
			return s.ink(c.KeyBlack)
		}
		return s.ink(c.KeyWhite)
	}
	thin := max(px(1), 1)
	// White keys first, each reaching to the middle of its black neighbours; then black ones over them.
	for key := lowest - 1; key <= highest+1; key++ {
		if key < 0 || key >= keys || isBlack(key) {
			continue
		}
		y0, y1 := px(r.view.Y(key)), px(r.view.Y(key-1))
		row := y1 - y0
		if key+1 < keys && isBlack(key+1) {
			y0 -= row / 2
		}
		if key > 0 && isBlack(key-1) {
			y1 += row - row/2
		}
		s.fill(left, y0, w, y1, colour(key))
		s.fill(left, y1-thin, w, y1, line)
	}
	for key := lowest; key <= highest; key++ {
		if !isBlack(key) {
			continue
		}
		y0, y1 := px(r.view.Y(key)), px(r.view.Y(key-1))
		col := colour(key)
		if !has.has[key] {
			col = s.ink(theme.Mix(c.KeyMissing, c.KeyBlack, 0.35))
		}
		s.fill(left, y0, short, y1, s.ink(theme.Mix(c.KeyBlack, c.KeyLine, 0.25)))
		s.fill(left, y0, short-thin, y1-thin, col)
	}
	for key := lowest; key <= highest; key++ {
		if key%12 != 0 {
			continue
		}
		size := min(max(px(10), 7), px(float32(r.view.row()))+px(2))
		text := k.letters.mask(r.keyName(key), size, true)
		if text != nil && float32(r.view.row()) >= 4 {
			ink := c.KeyText
			if col, ok := held[key]; ok {
				ink = theme.Ink(col)
			} else if !has.has[key] {
				ink = c.TextSoft
			}
			y0, y1 := px(r.view.Y(key)), px(r.view.Y(key-1))
			s.put(text, w-text.w-px(3), (y0+y1-text.h)/2, left, w, ink)
		}
	}
	s.fill(w-thin, 0, w, h, s.ink(c.Line))
	k.legend(left, px, c)
	return s.img
}

// MouseDown is for Fyne.
func (k *keyboard) MouseDown(e *desktop.MouseEvent) {
	switch {
	case e.Button != desktop.MouseButtonPrimary:
	case e.Position.X < k.Size().Width-KeyboardWidth:
		k.tapLegend(e.Position.X, e.Position.Y)
	default:
		k.press(k.r.view.Key(e.Position.Y))
	}
}

// MouseUp is for Fyne.
func (k *keyboard) MouseUp(*desktop.MouseEvent) { k.release() }

// Dragged is for Fyne: the finger glides over the keys.
func (k *keyboard) Dragged(e *fyne.DragEvent) {
	if k.down < 0 {
		k.r.setView(k.r.view.ScrollKeys(-e.Dragged.DY))
		return
	}
	if key := k.r.view.Key(e.Position.Y); key != k.down {
		k.press(key)
	}
}

// DragEnd is for Fyne.
func (k *keyboard) DragEnd() { k.release() }

func (k *keyboard) press(key int) {
	k.release()
	d, ok := k.r.divisionFor(key)
	if !ok {
		return
	}
	k.down, k.with = key, d
	k.r.sound(d, key, true)
	k.raster.Refresh()
}

func (k *keyboard) release() {
	if k.down < 0 {
		return
	}
	k.r.sound(k.with, k.down, false)
	k.down = -1
	k.raster.Refresh()
}

// Scrolled is for Fyne.
func (k *keyboard) Scrolled(e *fyne.ScrollEvent) {
	k.r.readModifiers()
	if k.r.modifiers&fyne.KeyModifierControl != 0 {
		k.r.setView(k.r.view.ZoomKeys(e.Position.Y, wheelFactor(e.Scrolled.DY)))
		return
	}
	k.r.setView(k.r.view.ScrollKeys(-wheelSpeed * e.Scrolled.DY))
}

// MouseIn is for Fyne.
func (k *keyboard) MouseIn(e *desktop.MouseEvent) { k.MouseMoved(e) }

// MouseMoved is for Fyne.
func (k *keyboard) MouseMoved(e *desktop.MouseEvent) {
	if e.Position.X < k.Size().Width-KeyboardWidth {
		if k.over >= 0 {
			k.over = -1
			k.raster.Refresh()
		}
		k.r.say(k.legendHint(e.Position.X, e.Position.Y))
		return
	}
	if key := k.r.view.Key(e.Position.Y); key != k.over {
		k.over = key
		k.r.say("Key " + k.r.keyName(key) + " (" + strconv.Itoa(key) + ")")
		k.raster.Refresh()
	}
}

// MouseOut is for Fyne.
func (k *keyboard) MouseOut() {
	k.over = -1
	k.r.say("")
	k.raster.Refresh()
}
