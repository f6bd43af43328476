package ui

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/sequencer"
)

// askText asks for one line of text.
func (w *Window) askText(title, label, text string, then func(string)) {
	entry := widget.NewEntry()
	entry.SetText(text)
	d := dialog.NewForm(title, "OK", "Cancel", []*widget.FormItem{widget.NewFormItem(label, entry)}, func(ok bool) {
		if ok {
			then(strings.TrimSpace(entry.Text))
		}
	}, w.win)
	entry.OnSubmitted = func(string) { d.Submit() }
	d.Resize(fyne.NewSize(380, 150))
	d.Show()
	w.win.Canvas().Focus(entry)
}

// editWords asks for title, composer and the other words of the piece.
func (w *Window) editWords() {
	p := w.session.Piece().Piece()
	title, composer, tune, number := widget.NewEntry(), widget.NewEntry(), widget.NewEntry(), widget.NewEntry()
	copyright, notes := widget.NewEntry(), widget.NewMultiLineEntry()
	notes.SetMinRowsVisible(4)
	for e, text := range map[*widget.Entry]string{title: p.Title, composer: p.Composer, tune: p.Tune, number: p.Number, copyright: p.Copyright, notes: p.Notes} {
		e.SetText(text)
	}
	d := dialog.NewForm("Title and notes", "OK", "Cancel", []*widget.FormItem{
		widget.NewFormItem("Title", title), widget.NewFormItem("Composer", composer), widget.NewFormItem("Tune", tune),
		widget.NewFormItem("Number", number), widget.NewFormItem("Copyright", copyright), widget.NewFormItem("Notes", notes),
	}, func(ok bool) {
		if !ok {
			return
		}
		w.apply("Title and notes", "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
			return a.WithPiece(func(p *sequencer.Piece) {
				p.Title, p.Composer, p.Tune = title.Text, composer.Text, tune.Text
				p.Number, p.Copyright, p.Notes = number.Text, copyright.Text, notes.Text
			})
		})
	}, w.win)
	d.Resize(fyne.NewSize(520, 420))
	d.Show()
}

// editTempo asks for the tempo from the playhead on.
func (w *Window) editTempo() {
	a := w.session.Piece()
	at := w.grid.Round(a.Meters(), sequencer.Tick(w.playhead))
	where := a.Meters().Position(at)
	entry := widget.NewEntry()
	entry.SetText(strconv.FormatFloat(a.Tempo().At(at).BPM(), 'f', -1, 32))
	entry.Validator = func(s string) error {
		if v, err := strconv.ParseFloat(strings.TrimSpace(s), 64); err != nil || v < 10 || v > 600 {
			return fmt.Errorf("a number of quarter notes a minute from 10 to 600")
		}
		return nil
	}
	whole := widget.NewCheck("Scale the tempo of the whole piece alike", nil)
	d := dialog.NewForm(fmt.Sprintf("Tempo from %v on", where), "OK", "Cancel", []*widget.FormItem{
		widget.NewFormItem("Quarters a minute", entry), widget.NewFormItem("", whole),
	}, func(ok bool) {
		if !ok {
			return
		}
		bpm, err := strconv.ParseFloat(strings.TrimSpace(entry.Text), 64)
		if err != nil {
			return
		}
		w.apply("Tempo", "", setTempo(at, bpm, whole.Checked))
	}, w.win)
	d.Resize(fyne.NewSize(420, 210))
	d.Show()
	w.win.Canvas().Focus(entry)
}

// setTempo sets the tempo at a tick, or scales every tempo so that the one at the tick becomes bpm.
func setTempo(at sequencer.Tick, bpm float64, whole bool) sequencer.Edit {
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		points := append([]sequencer.Tempo(nil), a.Tempo().Points()...)
		if !whole {
			return a.WithTempo(append(points, sequencer.Tempo{At: at, PerQuarter: sequencer.QuarterAt(bpm)}))
		}
		factor := bpm / a.Tempo().At(at).BPM()
		for i := range points {
			points[i].PerQuarter = sequencer.QuarterAt(points[i].BPM() * factor)
		}
		return a.WithTempo(points)
	}
}

// editParts shows every part with the division that plays it at the playhead, to be changed from there on or throughout.
func (w *Window) editParts() {
	a := w.session.Piece()
	c := a.Console()
	at := w.grid.Round(a.Meters(), sequencer.Tick(w.playhead))
	where := a.Meters().Position(at)
	throughout := widget.NewCheck(fmt.Sprintf("Only from %v on (otherwise for the whole piece)", where), nil)
	throughout.SetChecked(at > 0)
	if at == 0 {
		throughout.Hide()
	}
	rows := container.NewVBox()
	for _, p := range a.Parts() {
		rows.Add(w.partRow(p.ID, c, at, throughout))
	}
	if len(a.Parts()) == 0 {
		rows.Add(widget.NewLabel("This piece has no parts yet: open a MIDI file to bring some in."))
	}
	scroll := container.NewVScroll(rows)
	scroll.SetMinSize(fyne.NewSize(640, 260))
	d := dialog.NewCustom("Parts and manuals", "Close", container.NewBorder(throughout, nil, nil, nil, scroll), w.win)
	d.Show()
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
