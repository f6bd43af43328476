package transfer

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	organ "voluntary/registration/transfer"
	"voluntary/sequencer/transfer"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// View shows a sheet. It belongs to Fyne's goroutine.
type View struct {
	OnTrouble func(error) // something that was chosen cannot be; may be nil
	OnKey     touch.Keys  // a key that no choice takes

	sheet   *Sheet
	summary *widget.Label
	rows    *fyne.Container
	content fyne.CanvasObject
	picks   []*touch.Select
}

const (
	choiceWidth = 250 // of what can be chosen in a line
	besides     = 56  // of it for the arrow and the rim
)

// NewView shows a sheet.
func NewView(s *Sheet) *View {
	v := &View{sheet: s, summary: widget.NewLabel(""), rows: container.NewVBox()}
	v.summary.Wrapping = fyne.TextWrapWord
	v.summary.TextStyle.Bold = true
	scroll := container.NewVScroll(v.rows)
	scroll.SetMinSize(fyne.NewSize(620, 200))
	v.content = container.NewBorder(v.summary, nil, nil, nil, scroll)
	v.fill()
	return v
}

// Content is what the window shows.
func (v *View) Content() fyne.CanvasObject { return v.content }

func (v *View) fill() {
	v.summary.SetText(v.sheet.Summary())
	v.rows.RemoveAll()
	v.picks = nil
	for _, l := range v.sheet.Lines() {
		v.rows.Add(v.row(l))
	}
}

func (v *View) row(l transfer.Line) fyne.CanvasObject {
	at := v.sheet.piece.Meters().Position(l.At).String()
	place := container.NewGridWrap(fyne.NewSize(64, 36), widget.NewLabel(at))
	text := widget.NewLabel(l.Message())
	text.Wrapping = fyne.TextWrapWord
	left := container.NewHBox(widget.NewIcon(icon(l)), place)
	options, now := v.sheet.Options(l)
	if len(options) == 0 {
		return container.NewBorder(nil, nil, left, nil, text)
	}
	labels := make([]string, 0, len(options))
	for _, o := range options { // a long name of a division leaves the stop in sight
		label := theme.FittedBoth(o.Of, strings.TrimPrefix(o.Label, o.Of), choiceWidth-besides, fynetheme.TextSize(), fyne.TextStyle{})
		for slices.Contains(labels, label) {
			label += " " // each is told from the others
		}
		labels = append(labels, label)
	}
	pick := touch.NewSelect(labels, nil)
	pick.PlaceHolder = "Choose…"
	if now >= 0 {
		pick.SetSelectedIndex(now)
	}
	pick.OnChanged = func(string) {
		i := pick.SelectedIndex()
		if i < 0 || i == now {
			return
		}
		if err := v.sheet.Pick(l, options[i]); err != nil && v.OnTrouble != nil {
			v.OnTrouble(err)
		}
		v.fill()
	}
	pick.OnKey = func(e *fyne.KeyEvent) {
		if v.OnKey != nil {
			v.OnKey(e)
		}
	}
	v.picks = append(v.picks, pick)
	return container.NewBorder(nil, nil, left, container.NewGridWrap(fyne.NewSize(choiceWidth, 36), pick), text)
}

// icon tells by its shape what becomes of a thing.
func icon(l transfer.Line) fyne.Resource {
	switch {
	case l.Chosen:
		return fynetheme.ConfirmIcon()
	case l.Kind == organ.Lost:
		return fynetheme.WarningIcon()
	case l.Kind == organ.Covered:
		return fynetheme.InfoIcon()
	}
	return fynetheme.NavigateNextIcon()
}
