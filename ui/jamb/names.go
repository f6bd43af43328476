package jamb

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"

	"voluntary/ui/theme"
)

// title puts the name of a division above its line. However long it is, the jamb stays as wide as there is room.
type title struct{ name string }

// Layout implements fyne.Layout.
func (l *title) Layout(o []fyne.CanvasObject, size fyne.Size) {
	t := o[0].(*canvas.Text)
	if text := theme.Fitted(l.name, size.Width, t.TextSize, t.TextStyle); t.Text != text {
		t.Text = text
		t.Refresh()
	}
	high := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(size.Width, high))
	o[1].Move(fyne.NewPos(0, high+fynetheme.Padding()))
	o[1].Resize(fyne.NewSize(size.Width, o[1].MinSize().Height))
}

// MinSize implements fyne.Layout.
func (l *title) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(knobWidth, o[0].MinSize().Height+fynetheme.Padding()+o[1].MinSize().Height)
}

// beside puts the name of a shoe before its slider, which keeps half of the width at the least. wide is how wide the whole name is.
type beside struct{ wide float32 }

// Layout implements fyne.Layout.
func (l *beside) Layout(o []fyne.CanvasObject, size fyne.Size) {
	w := min(l.wide, size.Width/2)
	o[0].Resize(fyne.NewSize(w, size.Height))
	o[1].Move(fyne.NewPos(w, 0))
	o[1].Resize(fyne.NewSize(size.Width-w, size.Height))
}

// MinSize implements fyne.Layout.
func (l *beside) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(knobWidth, max(o[0].MinSize().Height, o[1].MinSize().Height))
}
