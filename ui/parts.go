package ui

import (
	"fmt"
	"slices"
	"strings"

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
	fill := func() {
		a := w.session.Piece()
		rows.RemoveAll()
		for _, p := range a.Parts() {
			rows.Add(w.partRow(p.ID, a.Console(), at, fromHere))
		}
		if len(a.Parts()) == 0 {
			rows.Add(widget.NewLabel("This piece has no parts yet: add one, or open a MIDI file to bring some in."))
		}
	}
	fill()
	scroll := container.NewVScroll(rows)
	scroll.SetMinSize(fyne.NewSize(640, 260))
	add := w.button("Add a part…", func() {
		w.askText("New part", "Name", "", func(name string) {
			w.apply("Add a part", "", addPart(name))
			fill()
		})
	})
	body := container.NewBorder(fromHere, container.NewHBox(add), nil, nil, scroll)
	w.show(dialog.NewCustom("Parts and manuals", "Close", body, w.win), nil)
}

// addPart adds a part without notes, played on the division of its name or else the first.
func addPart(name string) sequencer.Edit {
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		if name == "" {
			name = fmt.Sprintf("Part %d", len(a.Parts())+1)
		}
		c := a.Console()
		division := c.Divisions[0].ID
		for _, d := range c.Divisions {
			if strings.EqualFold(d.Name, name) {
				division = d.ID
			}
		}
		return a.WithPiece(func(p *sequencer.Piece) {
			p.Parts = append(slices.Clone(p.Parts), sequencer.Part{Name: name, Routing: []sequencer.Routing{{Division: division}}})
		})
	}
}

func (w *Window) partRow(id sequencer.PartID, c *registration.Console, at sequencer.Tick, fromHere *widget.Check) fyne.CanvasObject {
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
		w.apply(label, "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
			return a.WithPart(id, func(p *sequencer.Part) { p.Routing = []sequencer.Routing{{At: 0, Division: division}} })
		})
	}
	shift := widget.NewSelect([]string{"2 octaves up", "octave up", "as written", "octave down", "2 octaves down"}, nil)
	if s := int(p.Shift); s%12 == 0 && s >= -24 && s <= 24 {
		shift.SetSelectedIndex((24 - s) / 12)
	} else {
		shift.PlaceHolder = fmt.Sprintf("%+d semitones", s)
	}
	shift.OnChanged = func(string) {
		semitones := int8(24 - 12*shift.SelectedIndex())
		w.apply("Shift "+p.Name, "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
			return a.WithPart(id, func(p *sequencer.Part) { p.Shift = semitones })
		})
	}
	notes := widget.NewLabel(fmt.Sprintf("%d notes", len(p.Notes)))
	return container.NewBorder(nil, nil, nil, container.NewHBox(notes,
		container.NewGridWrap(fyne.NewSize(140, 36), choose), container.NewGridWrap(fyne.NewSize(150, 36), shift)), name)
}
