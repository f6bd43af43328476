package minimap

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
	"voluntary/ui/theme"
)

// Height is how high the strip is, in units.
const Height = 30

// Map is the widget. Its fields are set before it is shown; everything belongs to Fyne's goroutine.
type Map struct {
	widget.BaseWidget

	OnAxis  func(axis.Axis)      // the roll is to show this
	OnHover func(text string)    // what is under the pointer, "" when nothing
	OnKey   func(*fyne.KeyEvent) // a key that means nothing here

	piece    *sequencer.Arrangement
	console  *registration.Console
	axis     axis.Axis
	playhead float64

	cols    []column
	loudest float64
	stale   bool    // cols are of another piece or width
	scale   float32 // device pixels a unit, as painted last

	raster  *canvas.Raster
	window  *canvas.Rectangle // what the roll shows
	head    *canvas.Rectangle
	ring    *canvas.Rectangle
	focused bool
	grip    float32 // where in the window it was grabbed
	held    bool
}

var (
	_ fyne.Focusable    = (*Map)(nil)
	_ fyne.Draggable    = (*Map)(nil)
	_ fyne.Scrollable   = (*Map)(nil)
	_ desktop.Mouseable = (*Map)(nil)
	_ desktop.Hoverable = (*Map)(nil)
)

// New makes an empty strip.
func New() *Map {
	m := &Map{window: &canvas.Rectangle{}, head: &canvas.Rectangle{}, ring: &canvas.Rectangle{}}
	m.raster = canvas.NewRaster(m.paint)
	m.raster.ScaleMode = canvas.ImageScalePixels
	m.window.StrokeWidth, m.window.CornerRadius, m.ring.StrokeWidth = 1, 2, 2
	m.colour()
	m.ExtendBaseWidget(m)
	return m
}

func (m *Map) colour() {
	c := theme.Current()
	m.head.FillColor = c.Playhead
	m.window.FillColor, m.window.StrokeColor = c.BandFill, c.Band
	m.ring.FillColor, m.ring.StrokeColor = color.Transparent, theme.Alpha(c.Accent, 0xa0)
}

// SetArrangement shows a piece on a console.
func (m *Map) SetArrangement(a *sequencer.Arrangement, c *registration.Console) {
	if a == m.piece && c == m.console {
		return
	}
	m.piece, m.console, m.stale = a, c, true
	m.raster.Refresh()
	m.place()
}

// SetAxis frames what the roll shows. The piece ends where the axis says.
func (m *Map) SetAxis(a axis.Axis) {
	if a == m.axis {
		return
	}
	longer := a.End != m.axis.End
	m.axis = a
	if longer {
		m.stale = true
		m.raster.Refresh()
	}
	m.place()
}

// SetPlayhead moves the playhead to a tick with its fraction. Nothing is painted anew.
func (m *Map) SetPlayhead(tick float64) {
	if tick != m.playhead {
		m.playhead = tick
		m.placeHead()
	}
}

func (m *Map) end() float64 { return max(float64(m.axis.End), 1) }

// x is the place of a tick in the strip, tick the other way round.
func (m *Map) x(tick float64) float32 { return float32(tick / m.end() * float64(m.Size().Width)) }

func (m *Map) tick(x float32) float64       { return float64(x) / max(float64(m.Size().Width), 1) * m.end() }
func (m *Map) seen() (first, ticks float64) { return m.axis.Scroll, m.axis.Width / m.axis.Scale() }

// frame is where the window stands: what the roll shows, at least so wide that it can be seen and grabbed.
func (m *Map) frame() (x0, x1 float32) {
	first, ticks := m.seen()
	x0, x1 = max(m.x(first), 0), min(m.x(first+ticks), m.Size().Width)
	const least = 6
	if x1-x0 < least {
		x0 = min(max((x0+x1-least)/2, 0), max(m.Size().Width-least, 0))
		x1 = x0 + least
	}
	return x0, x1
}

func (m *Map) place() {
	size := m.Size()
	x0, x1 := m.frame()
	if m.axis.End <= 0 {
		x0, x1 = 0, 0
	}
	m.window.Move(fyne.NewPos(x0, 0))
	m.window.Resize(fyne.NewSize(x1-x0, size.Height))
	if m.focused {
		m.ring.Resize(size)
	} else {
		m.ring.Resize(fyne.Size{})
	}
	m.placeHead()
}

func (m *Map) placeHead() {
	x := m.x(m.playhead)
	if x < 0 || x > m.Size().Width || m.axis.End <= 0 {
		m.head.Resize(fyne.Size{})
		return
	}
	m.head.Move(fyne.NewPos(axis.Whole(max(x-1, 0), m.scale), 0))
	m.head.Resize(fyne.NewSize(2, m.Size().Height))
}

func (m *Map) show(a axis.Axis) {
	if a == m.axis {
		return
	}
	m.SetAxis(a)
	if m.OnAxis != nil {
		m.OnAxis(a)
	}
}

func (m *Map) paint(w, h int) image.Image {
	if m.stale || len(m.cols) != w {
		m.cols, m.loudest, m.stale = nil, 0, false
		if m.piece != nil && m.console != nil {
			m.cols, m.loudest = columns(m.piece, m.console, m.axis.End, w)
		}
	}
	scale := float32(1)
	if m.Size().Width > 0 {
		scale = float32(w) / m.Size().Width
	}
	m.scale = scale
	return paint(m, w, h, scale)
}

type renderer struct{ m *Map }

// CreateRenderer is for Fyne.
func (m *Map) CreateRenderer() fyne.WidgetRenderer { return &renderer{m} }

func (q *renderer) Layout(size fyne.Size) {
	q.m.raster.Resize(size)
	q.m.place()
}
func (q *renderer) MinSize() fyne.Size { return fyne.NewSize(100, Height) }
func (q *renderer) Refresh() {
	q.m.colour()
	for _, o := range q.Objects() {
		o.Refresh()
	}
	q.m.place()
}

func (q *renderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{q.m.raster, q.m.window, q.m.head, q.m.ring}
}
func (q *renderer) Destroy() {}
