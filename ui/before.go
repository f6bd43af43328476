package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// before marks the lane and the notes while they are shown as they were before the last edit: a frame round them, and a
// plate at their top that says so and leads back. It lies above them, so that nothing moves.
type before struct {
	*fyne.Container
	frame, plate *canvas.Rectangle
	what         *widget.Label
	back         *touch.Button
}

func newBefore(back func(), onKey touch.Keys) *before {
	b := &before{frame: &canvas.Rectangle{StrokeWidth: 3}, plate: &canvas.Rectangle{CornerRadius: 6}, what: widget.NewLabel("")}
	b.frame.FillColor = color.Transparent
	b.what.TextStyle.Bold = true
	b.what.Importance = widget.WarningImportance
	b.back = touch.NewButton("", nil, back)
	b.back.Importance = widget.WarningImportance
	b.back.OnKey = onKey
	row := container.NewStack(b.plate, container.New(layout.NewCustomPaddedLayout(2, 2, 8, 4), container.NewHBox(b.what, b.back)))
	b.Container = container.NewStack(b.frame, container.NewVBox(container.NewHBox(layout.NewSpacer(), row, layout.NewSpacer())))
	b.Hide()
	return b
}

func (b *before) say(what, back string) {
	c := theme.Current()
	b.frame.StrokeColor, b.plate.FillColor, b.plate.StrokeColor, b.plate.StrokeWidth = c.Warning, c.Panel, c.Warning, 2
	b.what.SetText(what)
	b.back.SetText(back)
	b.Show()
	b.Refresh()
}
