package lane

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/theme"
)

// Places left of the rows, in units: the division's band, then the name, and at the right end the knob.
const (
	bandWidth = 16
	nameLeft  = 24
	knobRoom  = 24
)

// renderer owns the canvas objects: the image of the rows, a name and a knob for each row that can be seen, scene names,
// and the playhead above them.
type renderer struct {
	lane     *Lane
	back     *canvas.Rectangle
	names    []*canvas.Text
	knobs    []*canvas.Circle
	values   []*canvas.Text // where a shoe stands, beside its name
	flags    []*canvas.Text
	bands    []*canvas.Rectangle // the divisions, left of the names
	letters  []*canvas.Text
	focus    *canvas.Rectangle
	side     *canvas.Rectangle
	empty    *canvas.Text
	playhead *canvas.Rectangle
	shown    registration.State
}

// CreateRenderer implements fyne.Widget.
func (l *Lane) CreateRenderer() fyne.WidgetRenderer {
	l.raster = canvas.NewRaster(l.draw)
	l.raster.ScaleMode = canvas.ImageScalePixels
	r := &renderer{
		lane: l, back: canvas.NewRectangle(color.Black), side: canvas.NewRectangle(color.Black),
		empty:    canvas.NewText("Right-click here to draw a stop: without stops an organ is silent.", color.Black),
		playhead: canvas.NewRectangle(color.Black), focus: canvas.NewRectangle(color.Transparent),
	}
	r.empty.TextSize = 13
	l.live = r
	r.Refresh()
	return r
}

func (r *renderer) Destroy() {}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(r.lane.left+100, 64) }

func (r *renderer) Layout(size fyne.Size) {
	l := r.lane
	l.settleScroll()
	r.back.Resize(size)
	l.raster.Move(fyne.NewPos(l.left, 0))
	l.raster.Resize(fyne.NewSize(max(size.Width-l.left, 0), size.Height))
	r.side.Resize(fyne.NewSize(l.left, size.Height))
	r.focus.Resize(size)
	r.placeRows(size)
	r.placePlayhead()
}

func (r *renderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, 7+3*len(r.names)+len(r.flags)+2*len(r.bands))
	out = append(out, r.back, r.lane.raster)
	for _, f := range r.flags {
		out = append(out, f)
	}
	out = append(out, r.playhead, r.side, r.empty)
	for i := range r.names {
		out = append(out, r.names[i], r.knobs[i], r.values[i])
	}
	for i := range r.bands {
		out = append(out, r.bands[i], r.letters[i])
	}
	return append(out, r.focus)
}

func (r *renderer) Refresh() {
	colours := theme.Current()
	r.back.FillColor, r.side.FillColor = colours.RowWhite, colours.Panel
	r.playhead.FillColor = colours.Playhead
	r.empty.Color = colours.TextSoft
	r.focus.StrokeWidth = 0
	if r.lane.focused {
		r.focus.StrokeColor, r.focus.StrokeWidth = theme.Alpha(colours.Accent, 0xa0), 1
	}
	r.placeRows(r.lane.Size())
	r.placePlayhead()
	r.lane.refreshPicture()
	canvas.Refresh(r.lane)
}

// placeRows puts names and knobs beside the rows and hides those that are scrolled away.
func (r *renderer) placeRows(size fyne.Size) {
	l := r.lane
	colours := theme.Current()
	var rows []Row
	if l.layout != nil {
		rows = l.layout.Rows
	}
	for len(r.names) < len(rows) {
		name := canvas.NewText("", color.Black)
		name.TextSize = 12
		r.names = append(r.names, name)
		r.knobs = append(r.knobs, canvas.NewCircle(color.Transparent))
		value := canvas.NewText("", color.Black)
		value.TextSize, value.Alignment = 11, fyne.TextAlignTrailing
		r.values = append(r.values, value)
	}
	r.names, r.knobs, r.values = r.names[:len(rows)], r.knobs[:len(rows)], r.values[:len(rows)]
	for i, row := range rows {
		y := row.Y - l.scroll
		name := r.names[i]
		room := l.left - nameLeft - knobRoom
		if row.Kind == ShoeRow {
			room -= 22
		}
		name.Text = fitted(row.Label, room, name)
		name.Color = colours.Text
		height := name.MinSize().Height
		name.Move(fyne.NewPos(nameLeft, y+(row.Height-height)/2))
		knob := r.knobs[i]
		knob.Resize(fyne.NewSize(10, 10))
		knob.Move(fyne.NewPos(l.left-17, y+(row.Height-10)/2))
		value := r.values[i]
		value.Color = colours.Text
		value.Resize(fyne.NewSize(44, 16))
		value.Move(fyne.NewPos(l.left-50, y+(row.Height-16)/2))
		visible := y+row.Height > 0 && y < size.Height
		if visible && row.Kind == ShoeRow {
			value.Show()
		} else {
			value.Hide()
		}
		if visible {
			name.Show()
		} else {
			name.Hide()
		}
		if visible && row.Kind == ControlRow {
			knob.Show()
		} else {
			knob.Hide()
		}
	}
	if len(rows) == 0 {
		r.empty.Show()
		r.empty.Move(fyne.NewPos(l.left+40, max((size.Height-r.empty.MinSize().Height)/2, 4)))
	} else {
		r.empty.Hide()
	}
	r.placeFlags(rows)
	r.placeBands(size)
	r.colourKnobs(l.DrawnNow())
}

// placeBands shows left of the names which division a row belongs to, by colour and letter.
func (r *renderer) placeBands(size fyne.Size) {
	l := r.lane
	var groups []Group
	if l.layout != nil {
		groups = l.layout.Groups()
	}
	for len(r.bands) < len(groups) {
		band, letter := canvas.NewRectangle(color.Black), canvas.NewText("", color.Black)
		band.CornerRadius = 3
		letter.TextSize, letter.TextStyle.Bold, letter.Alignment = 11, true, fyne.TextAlignCenter
		r.bands, r.letters = append(r.bands, band), append(r.letters, letter)
	}
	r.bands, r.letters = r.bands[:len(groups)], r.letters[:len(groups)]
	for i, g := range groups {
		top, bottom := max(g.Y-l.scroll+1, 0), min(g.Y+g.Height-l.scroll-1, size.Height)
		band, letter := r.bands[i], r.letters[i]
		if bottom-top < 2 {
			band.Resize(fyne.NewSize(0, 0))
			letter.Hide()
			continue
		}
		band.FillColor = theme.DivisionColor(l.console, g.Division, theme.Dark())
		band.Move(fyne.NewPos(2, top))
		band.Resize(fyne.NewSize(bandWidth, bottom-top))
		letter.Text, letter.Color = theme.DivisionLetter(l.console, g.Division), theme.Ink(theme.DivisionColor(l.console, g.Division, theme.Dark()))
		letter.Resize(fyne.NewSize(bandWidth, 14))
		letter.Move(fyne.NewPos(2, (top+bottom-14)/2))
		if bottom-top >= 13 {
			letter.Show()
		} else {
			letter.Hide()
		}
	}
}

// placeFlags writes the names of scenes beside their flags.
func (r *renderer) placeFlags(rows []Row) {
	l := r.lane
	for _, f := range r.flags {
		f.Hide()
	}
	if len(rows) == 0 || rows[0].Kind != SceneRow {
		return
	}
	flags := l.layout.Picture.Flags
	for i, flag := range flags {
		if i == len(r.flags) {
			t := canvas.NewText("", color.Black)
			t.TextSize = 11
			r.flags = append(r.flags, t)
		}
		t := r.flags[i]
		x := l.left + l.axis.X(flag.At) + 11
		room := l.Size().Width - x - barRoom
		if i+1 < len(flags) {
			room = min(room, l.axis.X(flags[i+1].At)-l.axis.X(flag.At)-14)
		}
		t.Text, t.Color = fitted(flag.Scene, room, t), theme.Current().Text
		t.Move(fyne.NewPos(x, rows[0].Y-l.scroll+2))
		if room > 8 && x > l.left-4 && x < l.Size().Width && rows[0].Y-l.scroll > -4 {
			t.Show()
		}
		t.Refresh()
	}
}

func (r *renderer) placePlayhead() {
	l := r.lane
	x := l.axis.XAt(l.playhead)
	if x < -1 || x > l.Size().Width-l.left {
		r.playhead.Resize(fyne.NewSize(0, 0))
		return
	}
	r.playhead.Move(fyne.NewPos(l.left+x-0.5, 0))
	r.playhead.Resize(fyne.NewSize(1.5, l.Size().Height))
}

// placeKnobs fills the knobs of what is drawn, when that has changed.
func (r *renderer) placeKnobs() {
	if now := r.lane.DrawnNow(); now != r.shown {
		r.colourKnobs(now)
		for _, k := range r.knobs {
			k.Refresh()
		}
		for _, n := range r.names {
			n.Refresh()
		}
		for _, v := range r.values {
			v.Refresh()
		}
	}
}

func (r *renderer) colourKnobs(now registration.State) {
	r.shown = now
	l := r.lane
	if l.layout == nil {
		return
	}
	colours := theme.Current()
	for i, row := range l.layout.Rows {
		r.names[i].TextStyle.Bold = false
		switch row.Kind {
		case ShoeRow:
			r.values[i].Text = valueText(now.Shoe(row.Enclosure))
			continue
		case SceneRow:
			continue
		}
		on := now.On(row.Control)
		r.knobs[i].StrokeColor, r.knobs[i].StrokeWidth = colours.TextSoft, 1.5
		r.knobs[i].FillColor = color.Transparent
		r.names[i].TextStyle.Bold = on
		if on {
			c := theme.DivisionColor(l.console, row.Division, theme.Dark())
			r.knobs[i].FillColor, r.knobs[i].StrokeColor = c, c
		}
	}
}

// fitted cuts a text that is wider than it may be.
func fitted(s string, width float32, t *canvas.Text) string {
	if fyne.MeasureText(s, t.TextSize, fyne.TextStyle{Bold: true}).Width <= width {
		return s
	}
	runes := []rune(s)
	for len(runes) > 1 {
		runes = runes[:len(runes)-1]
		if cut := string(runes) + "…"; fyne.MeasureText(cut, t.TextSize, fyne.TextStyle{Bold: true}).Width <= width {
			return cut
		}
	}
	return s
}

// tickAt is the tick under a place in the widget.
func (l *Lane) tickAt(p fyne.Position) sequencer.Tick { return l.axis.Tick(p.X - l.left) }
