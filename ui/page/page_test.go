package page

import (
	"io/fs"
	"net/url"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/assets"
)

func TestAPageIsPartedAtItsTables(t *testing.T) {
	got := blocksOf("# Keys\n\n| key | does |\n| --- | ---: |\n| Space | plays |\n| F8 |\n\nMore.\n```\n| a |\n| --- |\n```\n| no table\n")
	require.Len(t, got, 3)
	assert.Equal(t, "# Keys", got[0].text)
	assert.Equal(t, &table{rows: [][]string{{"key", "does"}, {"Space", "plays"}, {"F8"}}, right: []bool{false, true}}, got[1].table)
	assert.Equal(t, "More.\n```\n| a |\n| --- |\n```\n| no table", got[2].text)
}

func TestColumnsShareTheRoom(t *testing.T) {
	for name, c := range map[string]struct {
		wanted, least []float32
		room          float32
		want          []float32
	}{
		"room":         {[]float32{50, 100}, []float32{20, 20}, 200, []float32{50, 100}},
		"one is long":  {[]float32{50, 900}, []float32{20, 20}, 200, []float32{50, 150}},
		"all are long": {[]float32{500, 900}, []float32{20, 20}, 200, []float32{100, 100}},
		"a long word":  {[]float32{500, 900}, []float32{150, 20}, 200, []float32{150, 50}},
		"too narrow":   {[]float32{500, 900}, []float32{150, 120}, 200, []float32{150, 120}},
	} {
		assert.Equal(t, c.want, shares(c.wanted, c.least, c.room), name)
	}
}

// show lays a page out in a window of a width.
func show(t *testing.T, text string, width float32, follow func(*url.URL) bool) []*grid {
	t.Helper()
	content := New(text, follow)
	scroll := container.NewVScroll(content)
	w := test.NewTempWindow(t, scroll)
	w.Resize(fyne.NewSize(width, 500))
	scroll.Resize(fyne.NewSize(width, 500)) // the heights follow from the widths
	content.Refresh()
	var out []*grid
	for _, o := range content.(*fyne.Container).Objects {
		if g, ok := o.(*grid); ok {
			out = append(out, g)
		}
	}
	return out
}

func TestEveryTableOfTheManualIsAligned(t *testing.T) {
	test.NewTempApp(t)
	names, err := fs.Glob(assets.Manual(), "*.md")
	require.NoError(t, err)
	tables := 0
	for _, name := range names {
		text, err := fs.ReadFile(assets.Manual(), name)
		require.NoError(t, err)
		for _, b := range blocksOf(string(text)) {
			if b.table == nil {
				if !strings.Contains(b.text, "```") {
					assert.NotContains(t, "\n"+b.text, "\n|", name)
				}
				continue
			}
			for _, row := range b.table.rows {
				assert.Len(t, row, len(b.table.right), "%s: %v", name, row)
			}
			tables++
			aligned(t, name, newGrid(b.table))
		}
	}
	assert.Greater(t, tables, 15)
}

// aligned lays a table out where it is narrow, and looks at every cell.
func aligned(t *testing.T, name string, g *grid) {
	t.Helper()
	g.Resize(fyne.NewSize(300, 10))
	g.Refresh()
	y := float32(-trim)
	for i, row := range g.cells {
		x, h := float32(0), float32(0)
		for j, cell := range row {
			assert.Equal(t, fyne.NewPos(x, y), cell.Position(), "%s, row %d", name, i)
			assert.Equal(t, g.cells[0][j].Size().Width, cell.Size().Width, "a column is as wide in every row")
			assert.LessOrEqual(t, cell.MinSize().Height, cell.Size().Height+0.01, "%s: %q is cut off", name, cell.String())
			x, h = x+cell.Size().Width, cell.Size().Height-2*trim
		}
		y += h
	}
	assert.InDelta(t, g.MinSize().Height, y+trim, 0.5, "nothing lies below the table: %s", name)
}

func TestTheHeadIsBoldAndNumbersStandAtTheRight(t *testing.T) {
	test.NewTempApp(t)
	var followed []string
	g := show(t, "| what | how many |\n| --- | ---: |\n| **a** [link](lane.md) | 7 |\n| - | 8 |", 400, func(u *url.URL) bool {
		followed = append(followed, u.Path)
		return true
	})[0]
	style := func(row, column int) widget.RichTextStyle {
		return g.cells[row][column].Segments[0].(*widget.TextSegment).Style
	}
	assert.True(t, style(0, 0).TextStyle.Bold)
	assert.True(t, style(0, 1).TextStyle.Bold)
	assert.False(t, style(1, 1).TextStyle.Bold)
	assert.Equal(t, fyne.TextAlignTrailing, style(1, 1).Alignment)
	assert.Equal(t, "-", g.cells[2][0].String())
	for _, s := range g.cells[1][0].Segments {
		if link, ok := s.(*widget.HyperlinkSegment); ok {
			link.OnTapped()
		}
	}
	assert.Equal(t, []string{"lane.md"}, followed)
	assert.Len(t, show(t, "| | |\n| --- | --- |\n| a | b |", 400, nil)[0].cells, 1, "a head without words is left out")
}

func TestTheWheelIsThePagesOverATableToo(t *testing.T) {
	test.NewTempApp(t)
	for _, o := range test.WidgetRenderer(show(t, "| a | b |\n| --- | --- |\n| c | d |", 400, nil)[0]).Objects() {
		assert.NotImplements(t, (*fyne.Scrollable)(nil), o)
	}
}

func TestLinksOfListsStayInTheManual(t *testing.T) {
	followed := 0
	text := widget.NewRichTextFromMarkdown("* [one](one.md)\n* [two](two.md)\n")
	follow := func(*url.URL) bool { followed++; return true }
	followLinks(text.Segments, follow)
	var tap func(s []widget.RichTextSegment)
	tap = func(s []widget.RichTextSegment) {
		for _, s := range s {
			switch s := s.(type) {
			case *widget.HyperlinkSegment:
				s.OnTapped()
			case *widget.ParagraphSegment:
				tap(s.Texts)
			case *widget.ListSegment:
				tap(s.Items)
			}
		}
	}
	tap(text.Segments)
	assert.Equal(t, 2, followed)
}

// links are the links of a page as they are painted, with the object that they stand in.
func links(t *testing.T, o fyne.CanvasObject) (out []*widget.Hyperlink) {
	t.Helper()
	for _, o := range test.LaidOutObjects(o) {
		if link, ok := o.(*widget.Hyperlink); ok && link.Visible() {
			out = append(out, link)
		}
	}
	return out
}

func TestNoLinkOfTheManualGoesOnBeyondItsLine(t *testing.T) {
	test.NewTempApp(t)
	seen := 0
	names, err := fs.Glob(assets.Manual(), "*.md")
	require.NoError(t, err)
	for _, name := range names {
		text, err := fs.ReadFile(assets.Manual(), name)
		require.NoError(t, err)
		for _, paragraph := range strings.Split(withoutPictures(string(text)), "\n\n") {
			if isRow(paragraph) || !strings.Contains(paragraph, "](") {
				continue
			}
			p := newProse(paragraph)
			test.NewTempWindow(t, container.NewVScroll(p))
			for _, width := range []float32{513} {
				p.Resize(fyne.NewSize(width, 100))
				p.Resize(fyne.NewSize(width, p.MinSize().Height))
				for _, link := range links(t, p) {
					seen++
					d := fyne.CurrentApp().Driver()
					at := d.AbsolutePositionForObject(link).X - d.AbsolutePositionForObject(p).X
					end := at + fyne.MeasureText(link.Text, fynetheme.TextSize(), fyne.TextStyle{}).Width
					assert.LessOrEqual(t, end, width-fynetheme.InnerPadding()+0.5, "%s, %v wide: %s", name, width, link.Text)
				}
			}
		}
	}
	assert.Greater(t, seen, 70)
}

func TestALineIsEndedBeforeALinkAndPutTogetherAgain(t *testing.T) {
	test.NewTempApp(t)
	p := newProse("Some words before [the registration lane](lane.md), and some after it.")
	first := p.Segments[0].(*widget.TextSegment)
	before := first.Text
	p.Resize(fyne.NewSize(1000, 100))
	assert.Equal(t, before, first.Text)
	one := p.MinSize().Height
	p.Resize(fyne.NewSize(230, 100))
	assert.Greater(t, p.MinSize().Height, one+15, "it is as high as its lines: it does not scroll by itself")
	assert.Equal(t, strings.TrimRight(before, " ")+"\n", first.Text)
	p.Resize(fyne.NewSize(1000, 100))
	assert.Equal(t, before, first.Text)
}
