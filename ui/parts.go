package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/sequencer"
)

// editParts shows every part with the division that plays it at the playhead, to be changed from there on or throughout.
func (w *Window) editParts() {
	at := w.here()
	where := w.session.Piece().Meters().Position(at)
	fromHere := widget.NewCheck(fmt.Sprintf("Only from %v on (otherwise for the whole piece)", where), nil)
	fromHere.SetChecked(at > 0)
	if at == 0 {
		fromHere.Hide()
	}
	rows := container.NewVBox()
	var fill func()
	fill = func() {
		a := w.session.Piece()
		rows.RemoveAll()
		for _, p := range a.Parts() {
			rows.Add(w.partRow(p.ID, a.Console(), at, fromHere, fill))
		}
		if len(a.Parts()) == 0 {
			rows.Add(widget.NewLabel("This piece has no parts yet: add one, or open a MIDI file to bring some in."))
		}
	}
	fill()
	scroll := container.NewVScroll(rows)
	scroll.SetMinSize(fyne.NewSize(690, 260))
	add := w.button("Add a part…", func() {
		w.askText("New part", "Name", "", func(name string) {
			w.apply("Add a part", "", sequencer.AddPart(name, sequencer.LikelyDivision(w.session.Console(), name)))
			fill()
		})
	})
	body := container.NewBorder(fromHere, container.NewHBox(add), nil, nil, scroll)
	w.show(dialog.NewCustom("Parts and manuals", "Close", body, w.win), nil)
}

func (w *Window) partRow(id sequencer.PartID, c *registration.Console, at sequencer.Tick, fromHere *widget.Check, changed func()) fyne.CanvasObject {
	p := w.session.Piece().Part(id)
	name := widget.NewLabelWithStyle(p.Name, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	name.Truncation = fyne.TextTruncateEllipsis
	options := []string{"(silent)"}
	for _, d := range c.Divisions {
		options = append(options, d.Name)
	}
	choose := widget.NewSelect(options, nil)
	now := p.DivisionAt(at)
	choose.SetSelectedIndex(0)
	for i, d := range c.Divisions {
		if d.ID == now {
			choose.SetSelectedIndex(i + 1)
		}
	}
	choose.OnChanged = func(string) {
		division := ""
		if i := choose.SelectedIndex(); i > 0 {
			division = c.Divisions[i-1].ID
		}
		label := "Play " + p.Name + " on " + choose.Selected
		if fromHere.Checked && at > 0 {
			w.apply(label, "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) { return a.WithRouting(id, at, division) })
			return
		}
		w.apply(label, "", sequencer.RoutePart(id, division))
	}
	shift := widget.NewSelect([]string{"2 octaves up", "octave up", "as written", "octave down", "2 octaves down"}, nil)
	if s := int(p.Shift); s%12 == 0 && s >= -24 && s <= 24 {
		shift.SetSelectedIndex((24 - s) / 12)
	} else {
		shift.PlaceHolder = fmt.Sprintf("%+d semitones", s)
	}
	shift.OnChanged = func(string) {
		w.apply("Shift "+p.Name, "", sequencer.ShiftPart(id, 24-12*shift.SelectedIndex()))
	}
	notes := widget.NewLabel(sequencer.Count(len(p.Notes), "note"))
	more := w.button("…", nil)
	more.OnTapped = func() {
		below := fyne.CurrentApp().Driver().AbsolutePositionForObject(more).AddXY(0, more.Size().Height)
		w.popUp(below, w.partItems(id, changed))
	}
	return container.NewBorder(nil, nil, nil, container.NewHBox(notes, container.NewGridWrap(fyne.NewSize(140, 36), choose),
		container.NewGridWrap(fyne.NewSize(150, 36), shift), container.NewGridWrap(fyne.NewSize(40, 36), more)), name)
}

// partItems are what can be done with a part as a whole; changed is called when something was.
func (w *Window) partItems(id sequencer.PartID, changed func()) []*fyne.MenuItem {
	merge := fyne.NewMenuItem("Put its notes into another part…", func() { w.mergePart(id, changed) })
	merge.Disabled = len(w.session.Piece().Parts()) < 2
	return []*fyne.MenuItem{
		fyne.NewMenuItem("Rename…", func() { w.renamePart(id, changed) }), merge,
		fyne.NewMenuItem("Take out of the piece", func() {
			w.apply("Take out "+w.session.Piece().Part(id).Name, "", sequencer.RemovePart(id))
			changed()
		}),
	}
}

func (w *Window) renamePart(id sequencer.PartID, changed func()) {
	w.askText("Rename the part", "Name", w.session.Piece().Part(id).Name, func(name string) {
		if name != "" {
			w.apply("Rename a part", "", sequencer.RenamePart(id, name))
			changed()
		}
	})
}

// mergePart asks for the part that gets all notes of another, which is taken out of the piece then.
func (w *Window) mergePart(id sequencer.PartID, changed func()) {
	name := w.session.Piece().Part(id).Name
	w.askPart("Put the notes of "+name, id, func(into sequencer.PartID) error {
		err := w.try("Put "+name+" into another part", sequencer.MergeParts(id, into))
		if err == nil {
			changed()
		}
		return err
	})
}

// giveToPart asks for the part that gets the selected notes.
func (w *Window) giveToPart() {
	not := sequencer.PartID(0)
	if parts := sequencer.PartsOf(w.session.Piece(), w.marked()); len(parts) == 1 {
		not = parts[0]
	}
	w.askPart("Put the selected notes", not, func(into sequencer.PartID) error {
		return w.try("Notes to another part", sequencer.MoveToPart(w.marked(), into))
	})
}

// askPart asks for a part other than one.
func (w *Window) askPart(title string, not sequencer.PartID, do func(into sequencer.PartID) error) {
	var names []string
	var ids []sequencer.PartID
	for _, p := range w.session.Piece().Parts() {
		if p.ID != not {
			names, ids = append(names, p.Name), append(ids, p.ID)
		}
	}
	if ids == nil {
		w.alert("There is no other part: add one in Parts and manuals first.", true)
		return
	}
	w.askForm(form{title: title, choice: "Into", options: names}, func(got answers) error { return do(ids[got.choice]) })
}
