package lane

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
	"voluntary/ui/theme"
)

// Places in units. Left of the rows: the division's band, then the name, and at the right end the knob. Above them a
// strip that says what is drawn.
const (
	bandWidth   = 16
	nameLeft    = 24
	knobRoom    = 20
	stripHeight = 20

	nameSize      = 12
	leastNameSize = 9.5 // of long names
)

// renderer owns the canvas objects: the image of the rows, a name and a knob for each row that can be seen, words above
// the image, the strip, and the playhead above them.
type renderer struct {
	lane     *Lane
	back     *canvas.Rectangle
	names    []*canvas.Text
	knobs    []*canvas.Circle
	folds    []*widget.Icon      // of heads
	values   []*canvas.Text      // where a shoe stands, beside its name
	words    words               // of flags, tempos and silence
	bands    []*canvas.Rectangle // the divisions, left of the names
	letters  []*canvas.Text
	focus    *canvas.Rectangle
	side     *canvas.Rectangle
	corner   *canvas.Rectangle // left end of the strip, above names that are scrolled under it
	strip    *canvas.Rectangle
	slice    *canvas.Rectangle
	title    *canvas.Text
	drawn    words // what is drawn, in the strip
	empty    *canvas.Text
	playhead *canvas.Rectangle
	shown    registration.State
}

// CreateRenderer implements fyne.Widget.
func (l *Lane) CreateRenderer() fyne.WidgetRenderer {
	l.raster = canvas.NewRaster(l.draw)
	l.raster.ScaleMode = canvas.ImageScalePixels
	box := func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }
	r := &renderer{
		lane: l, back: box(), side: box(), corner: box(), strip: box(), slice: box(), playhead: box(), focus: box(),
		empty: canvas.NewText("Right-click here to draw a stop: without stops an organ is silent.", color.Black),
		title: canvas.NewText("", color.Black),
	}
	r.empty.TextSize, r.title.TextSize = 13, 11
	l.live = r
	r.Refresh()
	return r
}

func (r *renderer) Destroy() {}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(r.lane.left+100, 64) }

func (r *renderer) Layout(size fyne.Size) {
	l := r.lane
	l.settleScroll()
	r.back.Resize(fyne.NewSize(size.Width, stripHeight)) // the rest lies under the picture
	l.raster.Move(fyne.NewPos(l.left, stripHeight))
	l.raster.Resize(fyne.NewSize(max(size.Width-l.left, 0), l.rowsHeight()))
	r.side.Resize(fyne.NewSize(l.left, size.Height))
	r.corner.Resize(fyne.NewSize(l.left, stripHeight))
	r.strip.Move(fyne.NewPos(l.left, 0))
	r.strip.Resize(fyne.NewSize(max(size.Width-l.left, 0), stripHeight-1))
	r.focus.Resize(size)
	r.placeRows(size)
	r.placePlayhead()
	r.placeSlice()
}

func (r *renderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, 16+4*len(r.names)+len(r.words.texts)+len(r.drawn.texts)+2*len(r.bands))
	out = append(out, r.back, r.lane.raster)
	out = r.words.objects(out)
	out = append(out, r.side, r.empty)
	for i := range r.names {
		out = append(out, r.names[i], r.knobs[i], r.folds[i], r.values[i])
	}
	for i := range r.bands {
		out = append(out, r.bands[i], r.letters[i])
	}
	out = append(out, r.corner, r.strip, r.slice, r.title)
	out = r.drawn.objects(out)
	return append(out, r.playhead, r.focus)
}

func (r *renderer) Refresh() {
	colours := theme.Current()
	r.back.FillColor, r.side.FillColor = colours.RowWhite, colours.Panel
	r.corner.FillColor, r.strip.FillColor = colours.Panel, colours.Panel
	r.slice.FillColor = theme.Alpha(colours.Accent, 0x60)
	r.playhead.FillColor = colours.Playhead
	r.empty.Color = colours.TextSoft
	r.focus.StrokeWidth = 0
	if r.lane.focused {
		r.focus.StrokeColor, r.focus.StrokeWidth = theme.Alpha(colours.Accent, 0xa0), 1
	}
	r.placeRows(r.lane.Size())
	r.placePlayhead()
	r.placeSlice()
	r.lane.refreshPicture()
	canvas.Refresh(r.lane)
}

// more makes as many objects for rows as there are rows.
func (r *renderer) more(n int) {
	for len(r.names) < n {
		name := canvas.NewText("", color.Black)
		r.names = append(r.names, name)
		r.knobs = append(r.knobs, canvas.NewCircle(color.Transparent))
		r.folds = append(r.folds, widget.NewIcon(nil))
		value := canvas.NewText("", color.Black)
		value.TextSize, value.Alignment = 11, fyne.TextAlignTrailing
		r.values = append(r.values, value)
	}
	r.names, r.knobs, r.folds, r.values = r.names[:n], r.knobs[:n], r.folds[:n], r.values[:n]
}

func showIf(o fyne.CanvasObject, show bool) {
	if show {
		o.Show()
	} else {
		o.Hide()
	}
}

// placeRows puts names and knobs beside the rows and hides those that are scrolled away.
func (r *renderer) placeRows(size fyne.Size) {
	l := r.lane
	var rows []Row
	if l.layout != nil {
		rows = l.layout.Rows
	}
	r.more(len(rows))
	for i := range rows {
		row := &rows[i]
		y := stripHeight + row.Y - l.scroll
		visible := y+row.Height > stripHeight && y < size.Height
		showIf(r.names[i], visible)
		showIf(r.values[i], visible && (row.Kind == ShoeRow || row.Kind == TempoRow || row.Kind == HeadRow && row.Folded))
		showIf(r.knobs[i], visible && row.Kind == ControlRow)
		showIf(r.folds[i], visible && row.Kind == HeadRow)
		if visible {
			r.placeRow(i, row, y)
		}
	}
	showIf(r.empty, len(rows) == 0 || l.piece != nil && len(l.piece.Lane()) == 0 && !l.view.All)
	below := float32(0)
	if l.layout != nil {
		below = max(l.layout.Height-l.scroll, 0)
	}
	room := size.Height - stripHeight - below
	if room < r.empty.MinSize().Height {
		r.empty.Hide()
	}
	r.empty.Move(fyne.NewPos(l.left+40, stripHeight+below+max((room-r.empty.MinSize().Height)/2, 0)))
	r.placeBands(size)
	r.placeWords()
	r.colourKnobs(l.DrawnNow())
}

func (r *renderer) placeRow(i int, row *Row, y float32) {
	l, colours := r.lane, theme.Current()
	name := r.names[i]
	room := l.left - nameLeft - knobRoom
	left := float32(nameLeft)
	switch {
	case row.Kind == ShoeRow || row.Kind == TempoRow:
		room -= 22
	case row.Kind == HeadRow:
		left += 14
		room = l.left - left - 4
		if row.Folded {
			room -= 60
		}
	}
	name.TextStyle.Bold = row.Kind == HeadRow
	name.TextSize = fittingSize(row.Label, room, nameSize, leastNameSize)
	name.Text = theme.Fitted(row.Label, room, name.TextSize, fyne.TextStyle{Bold: true})
	name.Color = colours.Text
	height := name.MinSize().Height
	name.Move(fyne.NewPos(left, y+(row.Height-height)/2))
	if !l.wholly(name.Position().Y, name.TextSize, height) { // a word that is cut off is none
		name.Hide()
		r.values[i].Hide()
		r.knobs[i].Hide()
		r.folds[i].Hide()
	}
	knob := r.knobs[i]
	knob.Resize(fyne.NewSize(10, 10))
	knob.Move(fyne.NewPos(l.left-17, y+(row.Height-10)/2))
	if row.Kind == HeadRow {
		fold := r.folds[i]
		fold.Resize(fyne.NewSquareSize(14))
		fold.Move(fyne.NewPos(nameLeft-3, y+(row.Height-14)/2))
		icon := fynetheme.Icon(fynetheme.IconNameArrowDropDown)
		if row.Folded {
			icon = fynetheme.MenuExpandIcon()
		}
		fold.SetResource(icon)
	}
	value := r.values[i]
	value.Color = colours.Text
	width := float32(44)
	if row.Kind == HeadRow {
		width = 60
	}
	value.Resize(fyne.NewSize(width, 16))
	value.Move(fyne.NewPos(l.left-6-width, y+(row.Height-16)/2))
}

// wholly reports whether the letters of a line of text are wholly in sight among the rows; what a line has above and below
// them may be cut.
func (l *Lane) wholly(y, size, height float32) bool {
	spare := max((height-size)/2, 0)
	return y+spare >= stripHeight && y+height-spare <= l.Size().Height
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
		top, bottom := max(stripHeight+g.Y-l.scroll+1, stripHeight), min(stripHeight+g.Y+g.Height-l.scroll-1, size.Height)
		band, letter := r.bands[i], r.letters[i]
		if bottom-top < 2 {
			band.Resize(fyne.NewSize(0, 0))
			letter.Hide()
			continue
		}
		tint := theme.DivisionColor(l.console, g.Division, theme.Dark())
		band.FillColor = tint
		band.Move(fyne.NewPos(2, top))
		band.Resize(fyne.NewSize(bandWidth, bottom-top))
		letter.Text, letter.Color = theme.DivisionLetter(l.console, g.Division), theme.Ink(tint)
		letter.Resize(fyne.NewSize(bandWidth, 14))
		letter.Move(fyne.NewPos(2, (top+bottom-14)/2))
		showIf(letter, bottom-top >= 13)
	}
}

func (r *renderer) placePlayhead() {
	l := r.lane
	x := l.axis.XAt(l.playhead)
	if x < -1 || x > l.Size().Width-l.left {
		r.playhead.Resize(fyne.NewSize(0, 0))
		return
	}
	r.playhead.Move(fyne.NewPos(axis.Whole(l.left+x-0.5, l.scale), stripHeight)) // the words of the strip are of no place in time
	r.playhead.Resize(fyne.NewSize(1.5, max(l.Size().Height-stripHeight, 0)))
}

// placeSlice shows the selected slice in the strip.
func (r *renderer) placeSlice() {
	l := r.lane
	from, to, ok := l.Slice()
	x0, x1 := max(l.axis.X(from), 0), min(l.axis.X(to), l.Size().Width-l.left)
	if !ok || x1 <= x0 {
		r.slice.Resize(fyne.Size{})
	} else {
		r.slice.Move(fyne.NewPos(l.left+x0, stripHeight-5))
		r.slice.Resize(fyne.NewSize(x1-x0, 4))
	}
	r.title.Text = "Drawn"
	r.title.Color = theme.Current().TextSoft
	if ok {
		r.title.Text, r.title.Color = l.sliceText(), theme.Current().Accent
	}
	r.title.Move(fyne.NewPos(6, 2))
	r.title.Refresh()
}

// placeKnobs fills the knobs of what is drawn, when that has changed.
func (r *renderer) placeKnobs() {
	if now := r.lane.DrawnNow(); now != r.shown {
		r.colourKnobs(now)
		for i := range r.names {
			r.knobs[i].Refresh()
			r.names[i].Refresh()
			r.values[i].Refresh()
		}
	}
}

// placeTempo says the tempo at the playhead, when that has changed.
func (r *renderer) placeTempo() {
	l := r.lane
	if l.layout == nil {
		return
	}
	for i := range l.layout.Rows {
		if l.layout.Rows[i].Kind != TempoRow || i >= len(r.values) {
			continue
		}
		if now := l.tempoNow(); now != r.values[i].Text {
			r.values[i].Text = now
			r.values[i].Refresh()
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
	for i := range l.layout.Rows {
		row := &l.layout.Rows[i]
		switch row.Kind {
		case ShoeRow:
			r.values[i].Text = valueText(now.Shoe(row.Enclosure))
		case TempoRow:
			r.values[i].Text = l.tempoNow()
		case HeadRow:
			n := 0
			for _, k := range now.Drawn() {
				if int(k) < len(l.console.Controls) && l.console.Controls[k].Division == row.Division { // it may be of the organ before
					n++
				}
			}
			r.values[i].Text = fmt.Sprintf("%d drawn", n)
		case ControlRow:
			on := now.On(row.Control)
			r.knobs[i].StrokeColor, r.knobs[i].StrokeWidth = colours.TextSoft, 1.5
			r.knobs[i].FillColor = color.Transparent
			r.names[i].TextStyle.Bold = on
			if on {
				c := rowColour(l.layout, row, theme.Dark(), func() color.NRGBA { return theme.DivisionColor(l.console, row.Division, theme.Dark()) })
				r.knobs[i].FillColor, r.knobs[i].StrokeColor = c, c
			}
		}
	}
	r.placeDrawn()
}

// tickAt is the tick under a place in the widget.
func (l *Lane) tickAt(p fyne.Position) sequencer.Tick { return l.axis.Tick(p.X - l.left) }
