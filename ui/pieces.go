package ui

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/sequencer"
)

// editWords asks for title, composer and the other words of the piece.
func (w *Window) editWords() {
	p := w.session.Piece().Piece()
	title, composer, tune, number := w.entry(p.Title), w.entry(p.Composer), w.entry(p.Tune), w.entry(p.Number)
	copyright, notes := w.entry(p.Copyright), w.entry(p.Notes)
	notes.MultiLine, notes.Wrapping, notes.OnSubmitted = true, fyne.TextWrapWord, nil
	notes.SetMinRowsVisible(4)
	form := container.New(layout.NewFormLayout())
	for _, row := range []struct {
		label string
		entry fyne.CanvasObject
	}{{"Title", title}, {"Composer", composer}, {"Tune", tune}, {"Number", number}, {"Copyright", copyright}, {"Notes", notes}} {
		form.Add(widget.NewLabel(row.label))
		form.Add(row.entry)
	}
	var q *question
	q = w.ask("Title and notes", "OK", form, func() {
		q.Hide()
		w.apply("Title and notes", "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
			return a.WithPiece(func(p *sequencer.Piece) {
				for _, word := range []struct {
					of   *string
					text string
				}{
					{&p.Title, title.Text},
					{&p.Composer, composer.Text},
					{&p.Tune, tune.Text},
					{&p.Number, number.Text},
					{&p.Copyright, copyright.Text},
					{&p.Notes, notes.Text},
				} {
					*word.of = strings.TrimSpace(word.text)
				}
			})
		})
	})
	q.Resize(fyne.NewSize(520, 400))
	w.focus(title)
}

// Bounds of a tempo that can be typed, in quarters a minute.
const (
	slowest = 10
	fastest = 600
)

// editTempo asks for the tempo from a tick on.
func (w *Window) editTempo(at sequencer.Tick) {
	a := w.session.Piece()
	entry := w.entry(strconv.FormatFloat(a.Tempo().At(at).BPM(), 'f', -1, 32))
	whole := widget.NewCheck("Scale the tempo of the whole piece alike", nil)
	note := widget.NewLabel("")
	note.Importance = widget.WarningImportance
	form := container.New(layout.NewFormLayout(),
		widget.NewLabel("Quarters a minute"), entry, widget.NewLabel(""), whole, widget.NewLabel(""), note)
	var q *question
	q = w.ask(fmt.Sprintf("Tempo from %v on", a.Meters().Position(at)), "OK", form, func() {
		bpm, ok := tempoOf(entry.Text)
		if !ok {
			note.SetText(fmt.Sprintf("A number from %d to %d, please.", slowest, fastest))
			return
		}
		q.Hide()
		w.apply("Tempo", "", setTempo(at, bpm, whole.Checked))
	})
	q.Resize(fyne.NewSize(440, 190))
	w.focus(entry)
}

// tempoOf reads a tempo as a person types it, with a point or a comma.
func tempoOf(text string) (bpm float64, ok bool) {
	v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(text), ",", "."), 64)
	return v, err == nil && v >= slowest && v <= fastest
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
