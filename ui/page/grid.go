package page

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// grid is a table that is shown: its cells in columns, a line below each row.
type grid struct {
	widget.BaseWidget
	cells  [][]*prose
	wanted []float32 // how wide the text of each column is, on one line
	least  []float32 // and its longest word

	textSize float32 // that they were measured with
}

// trim is how much of its padding a cell goes without above and below.
const trim = 4

// newGrid shows a table. A head without words is left out.
func newGrid(t *table) *grid {
	rows := t.rows
	if !slices.ContainsFunc(rows[0], func(cell string) bool { return cell != "" }) {
		rows = rows[1:]
	}
	g := &grid{wanted: make([]float32, len(t.right)), least: make([]float32, len(t.right))}
	for i, row := range rows {
		var cells []*prose
		for j := range t.right {
			text := ""
			if j < len(row) {
				text = row[j]
			}
			cells = append(cells, newCell(text, i == 0 && len(rows) == len(t.rows), t.right[j]))
		}
		g.cells = append(g.cells, cells)
	}
	g.measure()
	g.ExtendBaseWidget(g)
	return g
}

// newCell is the text of a cell.
func newCell(text string, head, right bool) *prose {
	cell := newProse(text)
	if n := len(cell.Segments); n > 0 { // what ends a paragraph
		if end, ok := cell.Segments[n-1].(*widget.TextSegment); ok && end.Text == "" {
			cell.Segments = cell.Segments[:n-1]
		}
	}
	inline := !slices.ContainsFunc(cell.Segments, func(s widget.RichTextSegment) bool {
		switch s.(type) {
		case *widget.TextSegment, *widget.HyperlinkSegment:
			return false
		}
		return true
	})
	if !inline || len(cell.Segments) == 0 { // "-" is a dash here and no list
		cell.Segments = []widget.RichTextSegment{&widget.TextSegment{Style: widget.RichTextStyleInline, Text: text}}
	}
	for _, s := range cell.Segments {
		switch s := s.(type) {
		case *widget.TextSegment:
			s.Style.TextStyle.Bold = s.Style.TextStyle.Bold || head && !s.Style.TextStyle.Monospace
			if right {
				s.Style.Alignment = fyne.TextAlignTrailing
			}
		case *widget.HyperlinkSegment:
			if right {
				s.Alignment = fyne.TextAlignTrailing
			}
		}
	}
	return cell
}

// measure finds how wide the columns would be.
func (g *grid) measure() {
	g.textSize = fynetheme.TextSize()
	clear(g.wanted)
	clear(g.least)
	for _, row := range g.cells {
		for j, cell := range row {
			whole, word := widths(cell)
			g.wanted[j] = max(g.wanted[j], whole+2*fynetheme.InnerPadding()+1)
			g.least[j] = max(g.least[j], word+2*fynetheme.InnerPadding()+1)
		}
	}
}

// widths are how wide a cell is on one line, and how wide its longest word.
func widths(cell *prose) (whole, word float32) {
	size := fynetheme.TextSize()
	for _, s := range cell.Segments {
		style := fyne.TextStyle{}
		if t, ok := s.(*widget.TextSegment); ok {
			style = t.Style.TextStyle
		}
		one := fyne.MeasureText(s.Textual(), size, style).Width
		whole += one
		if _, ok := s.(*widget.HyperlinkSegment); ok { // it stays in one line
			word = max(word, one)
			continue
		}
		for _, one := range strings.Fields(s.Textual()) {
			word = max(word, fyne.MeasureText(one, size, style).Width)
		}
	}
	return whole, word
}

// MinSize is as narrow as the words allow, and as high as the rows are in the width that there is.
func (g *grid) MinSize() fyne.Size {
	g.ExtendBaseWidget(g)
	size := fyne.NewSize(0, 0)
	for _, w := range g.least {
		size.Width += w
	}
	for _, row := range g.cells {
		size.Height += rowHeight(row)
	}
	return size
}

// rowHeight is how high a row is, as wide as its cells are now.
func rowHeight(row []*prose) (h float32) {
	for _, cell := range row {
		h = max(h, cell.MinSize().Height-2*trim)
	}
	return h
}

// CreateRenderer implements fyne.Widget.
func (g *grid) CreateRenderer() fyne.WidgetRenderer {
	r := &gridRenderer{g: g}
	for _, row := range g.cells {
		for _, cell := range row {
			r.objects = append(r.objects, cell)
		}
		line := canvas.NewRectangle(fynetheme.Color(fynetheme.ColorNameSeparator))
		r.lines = append(r.lines, line)
		r.objects = append(r.objects, line)
	}
	return r
}

type gridRenderer struct {
	g       *grid
	lines   []*canvas.Rectangle
	objects []fyne.CanvasObject
}

// Layout implements fyne.WidgetRenderer.
func (r *gridRenderer) Layout(size fyne.Size) {
	widths := shares(r.g.wanted, r.g.least, size.Width)
	whole := float32(0)
	for _, w := range widths {
		whole += w
	}
	y := float32(0)
	for i, row := range r.g.cells {
		for j, cell := range row { // the height of a text follows from its width
			cell.Resize(fyne.NewSize(widths[j], cell.Size().Height))
		}
		h, x := rowHeight(row), float32(0)
		for j, cell := range row {
			cell.Move(fyne.NewPos(x, y-trim))
			cell.Resize(fyne.NewSize(widths[j], h+2*trim))
			x += widths[j]
		}
		y += h
		r.lines[i].Move(fyne.NewPos(0, y-1))
		r.lines[i].Resize(fyne.NewSize(whole, 1))
	}
}

// MinSize implements fyne.WidgetRenderer.
func (r *gridRenderer) MinSize() fyne.Size { return r.g.MinSize() }

// Refresh implements fyne.WidgetRenderer.
func (r *gridRenderer) Refresh() {
	for _, line := range r.lines {
		line.FillColor = fynetheme.Color(fynetheme.ColorNameSeparator)
		line.Refresh()
	}
	if size := fynetheme.TextSize(); size != r.g.textSize {
		r.g.measure()
	}
	r.Layout(r.g.Size())
}

// Objects implements fyne.WidgetRenderer.
func (r *gridRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Destroy implements fyne.WidgetRenderer.
func (r *gridRenderer) Destroy() {}
