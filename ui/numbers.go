package ui

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/sequencer"
	"voluntary/ui/touch"
)

// number is a line of a dialog that asks for numbers.
type number struct {
	label     string
	start     float64 // what stands there first
	low, high float64
	whole     bool
}

func (n number) read(text string) (float64, error) {
	v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(text), ",", "."), 64)
	if err != nil || !(v >= n.low && v <= n.high) || n.whole && v != math.Trunc(v) {
		kind := "a number"
		if n.whole {
			kind = "a whole number"
		}
		return 0, fmt.Errorf("%s: %s from %s to %s, please", n.label, kind, plain(n.low), plain(n.high))
	}
	return v, nil
}

// plain is a number for people: as short as it can be.
func plain(v float64) string { return strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64) }

// form is a dialog of numbers, choices and switches. The edit that is made of them may be refused: the dialog says why and
// stays.
type form struct {
	title   string
	numbers []number
	choice  string   // label of the choice, "" for none
	options []string // of the choice
	chosen  int      // index of the option that stands there first
	text    string   // label of the line of text, "" for none
	said    string   // what stands in it first
	check   string   // label of the switch, "" for none
	checked bool
}

// answers are what was filled in.
type answers struct {
	numbers []float64
	choice  int    // index in options
	text    string // without spaces at its ends
	checked bool
}

// askForm shows a form. then does what was asked for and reports why it cannot be done.
func (w *Window) askForm(f form, then func(answers) error) {
	rows := container.New(layout.NewFormLayout())
	entries := make([]*touch.Entry, len(f.numbers))
	for i, n := range f.numbers {
		entries[i] = w.entry(plain(n.start))
		rows.Add(widget.NewLabel(n.label))
		rows.Add(entries[i])
	}
	choice := touch.NewSelect(f.options, nil)
	choice.OnKey = w.typedKey
	if f.choice != "" {
		choice.SetSelectedIndex(f.chosen)
		rows.Add(widget.NewLabel(f.choice))
		rows.Add(choice)
	}
	text := w.entry(f.said)
	if f.text != "" {
		rows.Add(widget.NewLabel(f.text))
		rows.Add(text)
	}
	check := touch.NewCheck(f.check, nil)
	check.OnKey = w.typedKey
	check.SetChecked(f.checked)
	if f.check != "" {
		rows.Add(widget.NewLabel(""))
		rows.Add(check)
	}
	note := widget.NewLabel("")
	note.Importance, note.Wrapping = widget.WarningImportance, fyne.TextWrapWord
	var q *question
	q = w.ask(f.title, "OK", container.NewVBox(rows, note), func() {
		got := answers{choice: max(choice.SelectedIndex(), 0), checked: check.Checked, text: strings.TrimSpace(text.Text)}
		for i, n := range f.numbers {
			v, err := n.read(entries[i].Text)
			if err != nil {
				note.SetText(sentence(err))
				w.focus(entries[i])
				return
			}
			got.numbers = append(got.numbers, v)
		}
		if err := then(got); err != nil {
			note.SetText(sentence(err))
			return
		}
		q.Hide()
	})
	q.Resize(fyne.NewSize(440, 170+38*float32(len(f.numbers)+min(len(f.options), 1)+min(len(f.text), 1))))
	switch {
	case f.text != "":
		w.focus(text)
	case len(entries) > 0:
		w.focus(entries[0])
	}
}

// try makes an edit and gives back why it cannot be made.
func (w *Window) try(label string, edit sequencer.Edit) error {
	return w.session.Editor().Apply(label, "", edit)
}
