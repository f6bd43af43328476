package jamb

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/ui/theme"
)

// Jamb is the widget. Everything belongs to Fyne's goroutine.
type Jamb struct {
	widget.BaseWidget

	works

	heads  []*canvas.Text
	lines  []line
	grids  []*columns
	board  *canvas.Rectangle
	body   *fyne.Container
	scroll *container.Scroll
}

// New makes a jamb with no console.
func New() *Jamb {
	j := &Jamb{board: canvas.NewRectangle(color.Black), body: container.NewVBox()}
	pad := fynetheme.Padding()
	j.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(pad, pad, pad, pad+barRoom), j.body))
	j.works.reveal = j.inSight
	j.ExtendBaseWidget(j)
	return j
}

// SetConsole lays out the knobs of a console.
func (j *Jamb) SetConsole(c *registration.Console) {
	if c == j.console {
		return
	}
	j.console, j.state = c, c.Initial()
	j.layOut()
}

// SetScenes gives a piston to each scene.
func (j *Jamb) SetScenes(scenes []registration.Scene) {
	same := slices.EqualFunc(scenes, j.scenes, func(a, b registration.Scene) bool { return a.Name == b.Name })
	j.scenes = scenes
	if !same && j.console != nil {
		j.layOut()
	}
}

func (j *Jamb) layOut() {
	c := j.console
	j.body.RemoveAll()
	j.heads, j.lines, j.grids = nil, nil, nil
	j.begin()
	for d := range c.Divisions {
		id := registration.DivisionID(d)
		tint := func() color.NRGBA { return theme.DivisionColor(c, id, theme.Dark()) }
		j.head(c.Divisions[d].Name, tint)
		var stops, others []fyne.CanvasObject
		for _, k := range c.ControlsOf(id) {
			kn := j.knob(k, j.look(registration.Knob, c.Controls[k].ID))
			if c.Controls[k].Kind == registration.Stop {
				stops = append(stops, kn)
			} else {
				others = append(others, kn)
			}
		}
		for _, list := range [][]fyne.CanvasObject{stops, others} {
			if len(list) > 0 {
				j.add(knobHeight, list)
			}
		}
		if e, ok := c.EnclosureOf(id); ok && c.Enclosures[e].Divisions[0] == id {
			j.body.Add(j.shoe(e, j.look(registration.Shoe, c.Enclosures[e].ID)))
		}
	}
	if len(j.scenes) > 0 {
		j.head("Pistons", soft)
		var pistons []fyne.CanvasObject
		for _, s := range j.scenes {
			pistons = append(pistons, j.piston(s.Name, j.look(registration.Piston, s.Name)))
		}
		j.add(pistonHeight, pistons)
	}
	j.show()
	j.Refresh()
}

// line is drawn under the name of a division.
type line struct {
	rect *canvas.Rectangle
	tint func() color.NRGBA // light and dark differ
}

func (j *Jamb) head(name string, tint func() color.NRGBA) {
	t := canvas.NewText(name, theme.Current().Text)
	t.TextSize, t.TextStyle.Bold = 13, true
	j.heads = append(j.heads, t)
	rect := canvas.NewRectangle(tint())
	rect.SetMinSize(fyne.NewSize(10, 3))
	j.lines = append(j.lines, line{rect, tint})
	j.body.Add(container.New(&title{name}, t, rect))
}

// add adds rows of knobs below what is there. Fyne draws what is scrolled away, too, so the knobs look for themselves.
func (j *Jamb) add(height float32, knobs []fyne.CanvasObject) {
	rows := container.New(j.columns(height), knobs...)
	for _, o := range knobs {
		o.(*knob).away = func(k *knob) bool {
			y := fynetheme.Padding() + rows.Position().Y + k.Position().Y - j.scroll.Offset.Y
			return y+k.Size().Height < 0 || y > j.scroll.Size().Height
		}
	}
	j.body.Add(rows)
}

func (j *Jamb) columns(height float32) *columns {
	c := &columns{height: height, width: j.room(j.Size())}
	j.grids = append(j.grids, c)
	return c
}

// barRoom is kept free at the right for the scroll bar.
const barRoom = 6

// room is the width that knobs have in a jamb of a size.
func (j *Jamb) room(size fyne.Size) float32 { return max(size.Width-2*fynetheme.Padding()-barRoom, 0) }

// inSight scrolls as little as is needed to see a knob.
func (j *Jamb) inSight(k *knob) {
	d := fyne.CurrentApp().Driver()
	y := d.AbsolutePositionForObject(k).Y - d.AbsolutePositionForObject(j.scroll).Y
	over := y + k.Size().Height - j.scroll.Size().Height
	switch {
	case y < 0:
		j.scroll.ScrollToOffset(j.scroll.Offset.AddXY(0, y-gap))
	case over > 0:
		j.scroll.ScrollToOffset(j.scroll.Offset.AddXY(0, over+gap))
	}
}

// CreateRenderer implements fyne.Widget.
func (j *Jamb) CreateRenderer() fyne.WidgetRenderer {
	return &renderer{WidgetRenderer: widget.NewSimpleRenderer(container.NewStack(j.board, j.scroll)), jamb: j}
}

type renderer struct {
	fyne.WidgetRenderer
	jamb *Jamb
}

func (r *renderer) Layout(size fyne.Size) {
	for _, c := range r.jamb.grids {
		c.width = r.jamb.room(size)
	}
	r.WidgetRenderer.Layout(size)
}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(2*knobWidth+36, 120) }

func (r *renderer) Refresh() {
	colours := theme.Current()
	r.jamb.board.FillColor = colours.Jamb
	for _, h := range r.jamb.heads {
		h.Color = colours.Text
	}
	for _, l := range r.jamb.lines {
		l.rect.FillColor = l.tint()
	}
	r.WidgetRenderer.Refresh()
}
