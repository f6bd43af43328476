package ui

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/ui/touch"
)

// noInput is the choice of no input.
const noInput = "None"

// inputSelect is a choice among the inputs. The one that is chosen stays in the list when it is not there.
func (w *Window) inputSelect(chosen string, choose func(name string)) *touch.Select {
	s := touch.NewSelect(nil, nil)
	s.OnKey = w.typedKey
	var names []string
	fill := func() {
		names = append([]string{""}, w.inputs.choices(chosen)...)
		s.Options = nil
		for _, n := range names {
			label := noInput
			if n != "" {
				label = w.inputs.label(n)
			}
			for slices.Contains(s.Options, label) { // two ports of a name, of two systems
				label += " "
			}
			s.Options = append(s.Options, label)
		}
		s.Selected = s.Options[slices.Index(names, chosen)]
		s.Refresh()
	}
	fill()
	s.OnChanged = func(string) {
		if i := s.SelectedIndex(); i >= 0 && names[i] != chosen {
			chosen = names[i]
			choose(chosen)
		}
	}
	w.inputs.look(fill)
	return s
}

// showKeyboards asks which MIDI keyboard plays what.
func (w *Window) showKeyboards() {
	if !w.inputs.able() {
		w.inform("MIDI keyboards", "There are no MIDI inputs here.")
		return
	}
	state := widget.NewLabel("")
	state.Wrapping = fyne.TextWrapWord
	show := func(heard string) { state.SetText(w.keyboardState(heard)) }
	in := w.inputSelect(w.live.input, func(name string) {
		w.live.choose(name)
		show("")
	})
	plays := touch.NewCheck("Play what comes in on the organ", func(on bool) { w.live.play(on) })
	plays.Checked = w.live.plays
	plays.OnKey = w.typedKey
	w.live.told = show
	removed := w.inputs.changed.add(func() {
		plays.SetChecked(w.live.plays)
		show("")
	})
	w.live.settle()
	show("")

	grid := container.New(layout.NewGridLayout(2))
	for channel := range 16 {
		grid.Add(w.channelRow(channel))
	}
	hint := widget.NewLabel("“As the organ” means the channels of the organ's own MIDI. A keyboard set to a division plays that, and its pedal for " +
		"volume or expression moves the division's shoe.")
	hint.Wrapping = fyne.TextWrapWord
	top := container.NewVBox(
		container.New(layout.NewFormLayout(), widget.NewLabel("MIDI input"), in),
		plays, state, widget.NewSeparator())
	body := container.NewBorder(top, hint, nil, nil, container.NewVScroll(grid))
	d := dialog.NewCustom("MIDI keyboards", "Close", body, w.win)
	b := w.show(d, nil)
	closed := func() {
		w.boxes = slices.DeleteFunc(w.boxes, func(o *box) bool { return o == b })
		w.live.told = nil
		removed()
		w.live.settle()
	}
	d.SetOnClosed(closed)
	size := w.win.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width-60, 700), min(size.Height-60, 600)))
}

// channelRow chooses what a channel plays.
func (w *Window) channelRow(channel int) fyne.CanvasObject {
	c := w.session.Console()
	own := "nothing"
	for i, d := range c.Dialect.Divisions {
		if int(d.Channel) == channel+1 {
			own = c.Divisions[i].Name
			break
		}
	}
	options, ids := []string{"As the organ: " + own, "Nothing"}, []string{asOrgan, nobody}
	for _, d := range c.Divisions {
		options, ids = append(options, d.Name), append(ids, d.ID)
	}
	s := touch.NewSelect(options, nil)
	s.OnKey = w.typedKey
	s.SetSelectedIndex(max(slices.Index(ids, w.live.rules[channel]), 0))
	s.OnChanged = func(string) { w.live.rule(channel, ids[max(s.SelectedIndex(), 0)]) }
	label := widget.NewLabel(fmt.Sprintf("Channel %d", channel+1))
	return container.NewBorder(nil, nil, container.NewCenter(container.NewGridWrap(fyne.NewSize(92, label.MinSize().Height), label)), nil, s)
}

// keyboardState says how the input fares and what came last.
func (w *Window) keyboardState(heard string) string {
	switch trouble := w.inputs.troubleOf(w.live.input); {
	case w.live.input == "":
		return "Choose the input that your keyboard is connected to."
	case trouble != "":
		return sentence(fmt.Errorf("%s", trouble))
	case heard != "":
		return "Heard: " + heard
	}
	return "It is there. Press a key: what is heard stands here."
}
