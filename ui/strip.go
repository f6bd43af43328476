package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"voluntary/ui/touch"
)

// strip is a line above the bottom one that says how keys are taken now, with a button that ends it.
type strip struct {
	*fyne.Container
	what, how *widget.Label
}

func newStrip(end func(), onKey touch.Keys) *strip {
	s := &strip{what: widget.NewLabel(""), how: widget.NewLabel("")}
	s.what.TextStyle.Bold = true
	s.what.Importance = widget.HighImportance
	s.how.Truncation = fyne.TextTruncateEllipsis
	b := touch.NewButton("End", nil, end)
	b.OnKey = onKey
	s.Container = container.NewBorder(nil, nil, s.what, b, s.how)
	s.Container.Hide()
	return s
}

func (s *strip) show(what, how string) {
	s.what.SetText(what)
	s.how.SetText(how)
	s.Container.Show()
	s.Container.Refresh()
}
