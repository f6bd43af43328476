package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"voluntary/ui/touch"
)

// textOf is what a thing that shows words shows.
func textOf(o fyne.CanvasObject) (string, bool) {
	switch o := o.(type) {
	case *canvas.Text:
		return o.Text, true
	case *widget.Label:
		return o.Text, true
	case *widget.Button:
		return o.Text, true
	case *touch.Button:
		return o.Text, true
	case *touch.Entry:
		return o.Text, true
	case *widget.RichText:
		return o.String(), true
	}
	return "", false
}

// button finds a button by its label.
func button(o fyne.CanvasObject, label string) fyne.Tappable {
	if !o.Visible() {
		return nil
	}
	switch b := o.(type) {
	case *widget.Button:
		if b.Text == label && !b.Disabled() {
			return b
		}
		return nil
	case *touch.Button:
		if b.Text == label && !b.Disabled() {
			return b
		}
		return nil
	case *fyne.Container:
		for _, c := range b.Objects {
			if found := button(c, label); found != nil {
				return found
			}
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(b).Objects() {
			if found := button(c, label); found != nil {
				return found
			}
		}
	}
	return nil
}
