package page

import (
	"sort"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// prose is text in lines as long as there is room. A link that has no room in its line begins the next one: Fyne would let it
// go on beyond the end.
type prose struct {
	widget.RichText
	written map[*widget.TextSegment]string // texts that a line is ended in, as they were
	width   float32                        // that the lines were ended for
	size    float32                        // of the text then
}

func newProse(markdown string) *prose {
	p := &prose{written: map[*widget.TextSegment]string{}}
	p.Segments = widget.NewRichTextFromMarkdown(markdown).Segments
	p.Wrapping, p.Scroll = fyne.TextWrapWord, container.ScrollNone
	p.ExtendBaseWidget(p)
	return p
}

// Resize implements fyne.CanvasObject.
func (p *prose) Resize(size fyne.Size) {
	p.settle(size.Width)
	p.RichText.Resize(size)
}

// Refresh implements fyne.Widget.
func (p *prose) Refresh() {
	p.settle(p.Size().Width)
	p.RichText.Refresh()
}

// settle ends lines before the links that would go on beyond a width.
func (p *prose) settle(width float32) {
	if width == p.width && fynetheme.TextSize() == p.size {
		return
	}
	p.width, p.size = width, fynetheme.TextSize()
	for s, text := range p.written {
		s.Text = text
	}
	clear(p.written)
	c := composer{prose: p, room: width - 2*fynetheme.InnerPadding()}
	if c.room > 0 {
		c.compose(p.Segments)
	}
}

// composer follows how Fyne breaks lines.
type composer struct {
	prose *prose
	room  float32
	x     float32             // where the line has come to
	last  *widget.TextSegment // what stands before, in the same paragraph
}

func (c *composer) compose(segments []widget.RichTextSegment) {
	for i, s := range segments {
		switch s := s.(type) {
		case widget.RichTextBlock:
			inner := s.Segments()
			c.compose(inner)
			if n := len(inner); n > 0 && !inner[n-1].Inline() {
				c.x, c.last = 0, nil
			}
			continue
		case *widget.TextSegment:
			c.write(s)
			c.last = s
		case *widget.HyperlinkSegment:
			c.link(s, closing(segments[i+1:]))
		}
		if !s.Inline() {
			c.x, c.last = 0, nil
		}
	}
}

// closing is what may not be parted from a link: the sign that follows it, and a little.
func closing(after []widget.RichTextSegment) string {
	if len(after) > 0 {
		if s, ok := after[0].(*widget.TextSegment); ok && s.Inline() {
			sign, _, _ := strings.Cut(s.Text, " ")
			return sign + " "
		}
	}
	return ""
}

func (c *composer) link(s *widget.HyperlinkSegment, closing string) {
	wide := fyne.MeasureText(s.Text, fynetheme.TextSize(), fyne.TextStyle{}).Width
	with := wide + fyne.MeasureText(closing, fynetheme.TextSize(), fyne.TextStyle{}).Width
	if t := c.last; c.x > 0 && c.x+with > c.room && t != nil && c.prose.written[t] == "" {
		c.prose.written[t] = t.Text
		text, bracket := strings.CutSuffix(strings.TrimRight(t.Text, " "), "(")
		t.Text, c.x = strings.TrimRight(text, " ")+"\n", 0
		if bracket {
			t.Text += "("
			c.x = fyne.MeasureText("(", fynetheme.TextSize(), t.Style.TextStyle).Width
		}
	}
	c.x += wide
}

// write goes over the lines of a text.
func (c *composer) write(s *widget.TextSegment) {
	size := fynetheme.TextSize()
	if t, ok := s.Visual().(*canvas.Text); ok {
		size = t.TextSize
	}
	wide := func(r []rune) float32 { return fyne.MeasureText(string(r), size, s.Style.TextStyle).Width }
	for i, line := range strings.Split(s.Text, "\n") {
		if i > 0 {
			c.x = 0
		}
		c.line([]rune(line), wide)
	}
}

// line goes over a text without line breaks of its own.
func (c *composer) line(text []rune, wide func([]rune) float32) {
	low, high := 0, len(text)
	for low < high {
		all := wide(text[low:high])
		if c.x+all <= c.room {
			c.x, low, high = c.x+all, high, len(text)
			if low < high && unicode.IsSpace(text[low]) {
				low++
			}
			if low < high {
				c.x = 0
			}
			continue
		}
		n := fitting(text[low:high], c.room-c.x, wide)
		at := n
		for at >= 0 && !unicode.IsSpace(text[low+at]) {
			at--
		}
		if at < 0 {
			at = n
		}
		switch at = max(at, 1); {
		case n == 0 && c.x == 0: // not even a letter
			return
		case n == 0, low+at == n && all <= c.room: // all of it goes to the next line
			c.x = 0
		default:
			high = low + at
		}
	}
}

// fitting is how many letters of a text have room, less than all.
func fitting(text []rune, room float32, wide func([]rune) float32) int {
	return sort.Search(len(text)-1, func(i int) bool { return wide(text[:i+1]) > room })
}
