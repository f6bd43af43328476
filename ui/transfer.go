package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	organ "voluntary/registration/transfer"
	"voluntary/sequencer"
	piecetransfer "voluntary/sequencer/transfer"
	"voluntary/ui/transfer"
)

// useConsole brings the piece to another organ. What is not there as it is here is shown first, to be accepted or changed.
func (w *Window) useConsole(c *registration.Console) { w.useConsoleThen(c, func() {}) }

// useConsoleThen calls then when the piece is on the other organ, which may never be: there is a question first.
func (w *Window) useConsoleThen(c *registration.Console, then func()) {
	book, err := organ.OpenBook("")
	var choices organ.Choices
	if err == nil {
		choices, err = book.Choices(w.session.Console().Name, c.Name)
	}
	if err != nil {
		w.trouble(err)
	}
	sheet, err := transfer.NewSheet(w.session.Piece(), c, choices)
	if err != nil {
		w.fail("The organ cannot be used", err)
		return
	}
	if len(sheet.Lines()) == 0 {
		w.moveTo(c, choices)
		then()
		return
	}
	view := transfer.NewView(sheet)
	view.OnTrouble, view.OnKey = w.trouble, w.typedKey
	keep := widget.NewCheck(fmt.Sprintf("Remember this for every piece that goes from %s to %s", w.session.Console().Name, c.Name), nil)
	keep.SetChecked(true)
	var q *question
	q = w.ask(fmt.Sprintf("From %s to %s", w.session.Console().Name, c.Name), "Use "+c.Name,
		container.NewBorder(nil, keep, nil, nil, view.Content()), func() {
			q.Hide()
			choices := sheet.Choices()
			if keep.Checked && book != nil {
				if err := book.Keep(w.session.Console().Name, c.Name, sheet.Accepted()); err != nil {
					w.trouble(err)
				}
			}
			w.moveTo(c, choices)
			then()
		})
	size := w.win.Canvas().Size()
	q.Resize(fyne.NewSize(min(size.Width-60, 940), min(size.Height-60, 560)))
}

// moveTo makes the step of the piece to another organ.
func (w *Window) moveTo(c *registration.Console, choices organ.Choices) {
	w.apply("Use the organ "+c.Name, "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		there, _, err := piecetransfer.To(a, c, choices)
		return there, err
	})
}
