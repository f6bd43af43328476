package page

import (
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// New is the content of a page, to be scrolled; it is as wide as the words of its widest table. follow takes a link to another page of the manual; what it does not take is opened outside.
func New(text string, follow func(*url.URL) bool) fyne.CanvasObject {
	box := container.NewVBox()
	for _, b := range blocksOf(withoutPictures(text)) {
		if b.table == nil {
			t := newProse(b.text)
			followLinks(t.Segments, follow)
			box.Add(t)
			continue
		}
		g := newGrid(b.table)
		for _, row := range g.cells {
			for _, cell := range row {
				followLinks(cell.Segments, follow)
			}
		}
		box.Add(g)
	}
	return box
}

// withoutPictures leaves out lines that are only a picture: their files are inside the program, where the viewer does
// not look.
func withoutPictures(text string) string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(strings.TrimSpace(line), "![") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// followLinks makes links between pages of the manual stay in the manual.
func followLinks(segments []widget.RichTextSegment, follow func(*url.URL) bool) {
	for _, s := range segments {
		switch s := s.(type) {
		case *widget.HyperlinkSegment:
			s.OnTapped = func() {
				if !follow(s.URL) {
					_ = fyne.CurrentApp().OpenURL(s.URL)
				}
			}
		case *widget.ParagraphSegment:
			followLinks(s.Texts, follow)
		case *widget.ListSegment:
			followLinks(s.Items, follow)
		}
	}
}
