package ui

import (
	"fmt"

	"voluntary/sequencer"
)

// bars are the bars that a dialog begins with: those of the slice in the lane, else of the loop, else of the selection, else the one at the playhead.
func (w *Window) bars() (first, last int) {
	a := w.session.Piece()
	from, to := sequencer.Tick(0), sequencer.Tick(0)
	if x, y, ok := w.lane.Slice(); ok {
		from, to = x, y
	} else if l := w.engine.Status().Loop; l.On && l.To > l.From {
		from, to = l.From, l.To
	} else if x, y, ok := sequencer.Extent(a, w.marked()); ok {
		from, to = x, max(y, x+1)
	} else {
		from = w.here()
		to = from + 1
	}
	return a.Meters().Position(from).Bar, a.Meters().Position(to - 1).Bar
}

// mostBars bounds the number of a bar that can be typed.
const mostBars = 1 << 20

func (w *Window) barNumbers() []number { return numbersOf(w.bars()) }

// numbersOf asks for a first and a last bar.
func numbersOf(first, last int) []number {
	return []number{
		{"From bar", float64(first), 1, mostBars, true},
		{"To bar", float64(last), 1, mostBars, true},
	}
}

// span is the span of the bars that were asked for.
func (w *Window) span(got answers) (from, to sequencer.Tick, err error) {
	first, last := int(got.numbers[0]), int(got.numbers[1])
	if last < first {
		return 0, 0, fmt.Errorf("bar %d comes before bar %d", last, first)
	}
	from, to = sequencer.BarSpan(w.session.Piece(), first, last)
	return from, to, nil
}

// askBars asks for bars and more numbers, and makes an edit of the span.
func (w *Window) askBars(title string, more []number, edit func(from, to sequencer.Tick, more []float64) sequencer.Edit) {
	first, last := w.bars()
	w.askTheBars(title, first, last, more, edit)
}

// askTheBars is askBars that begins with these bars.
func (w *Window) askTheBars(title string, first, last int, more []number, edit func(from, to sequencer.Tick, more []float64) sequencer.Edit) {
	w.askForm(form{title: title, numbers: append(numbersOf(first, last), more...)}, func(got answers) error {
		from, to, err := w.span(got)
		if err != nil {
			return err
		}
		return w.try(title, edit(from, to, got.numbers[2:]))
	})
}

func (w *Window) insertBars() {
	first, _ := w.bars()
	w.askForm(form{title: "Insert bars", numbers: []number{
		{"Before bar", float64(first), 1, mostBars, true}, {"How many", 1, 1, sequencer.MaxRepeats, true},
	}}, func(got answers) error {
		return w.try("Insert bars", sequencer.InsertBars(int(got.numbers[0]), int(got.numbers[1])))
	})
}

func (w *Window) deleteBars() {
	w.askBars("Delete bars", nil, func(from, to sequencer.Tick, _ []float64) sequencer.Edit { return sequencer.DeleteSpan(from, to) })
}

func (w *Window) repeatBars() { w.repeatTheBars(w.bars()) }

// repeatTheBars asks how often bars are to be repeated, beginning with these.
func (w *Window) repeatTheBars(first, last int) {
	w.askTheBars("Repeat bars", first, last, []number{{"Times in all", 2, 1, sequencer.MaxRepeats, true}}, func(from, to sequencer.Tick, n []float64) sequencer.Edit {
		return sequencer.RepeatSpan(from, to, int(n[0]))
	})
}

func (w *Window) moveBars() {
	first, _ := w.bars()
	w.askBars("Move bars", []number{{"Before bar", float64(first), 1, mostBars, true}}, func(from, to sequencer.Tick, n []float64) sequencer.Edit {
		before, _ := w.session.Piece().Meters().Bar(int(n[0]))
		return sequencer.MoveSpan(from, to, before)
	})
}

func (w *Window) clearBars() {
	w.askBars("Clear bars", nil, func(from, to sequencer.Tick, _ []float64) sequencer.Edit { return sequencer.ClearSpan(from, to) })
}

// copyBars takes bars into the clipboard, all parts and rows of the lane, or the lane alone.
func (w *Window) copyBars(lane bool) {
	title, take := "Copy bars", sequencer.CopySpan
	if lane {
		title, take = "Copy the registration of bars", sequencer.CopyLane
	}
	w.askForm(form{title: title, numbers: w.barNumbers()}, func(got answers) error {
		from, to, err := w.span(got)
		if err == nil {
			w.keep(take(w.session.Piece(), from, to))
		}
		return err
	})
}

// routeBars gives the parts of the selection, or every part, to a division over some bars.
func (w *Window) routeBars() {
	a := w.session.Piece()
	c := a.Console()
	var names, ids []string
	now, likely := w.playing(), -1 // another one of its kind than plays them now
	for i, d := range c.Divisions {
		names, ids = append(names, d.Name), append(ids, d.ID)
		if p, ok := c.Division(now); likely < 0 && d.ID != now && (!ok || d.Pedal == c.Divisions[p].Pedal) {
			likely = i
		}
	}
	names, ids = append(names, "No division (silent)"), append(ids, "")
	parts := sequencer.PartsOf(a, w.marked())
	title := "Play the selected part on"
	switch len(parts) {
	case 0:
		w.alert("Select a note of the part first.", true)
		return
	case 1:
	default:
		title = "Play the selected parts on"
	}
	w.askForm(form{title: title, numbers: w.barNumbers(), choice: "Division", options: names, chosen: max(likely, 0)}, func(got answers) error {
		from, to, err := w.span(got)
		if err != nil {
			return err
		}
		return w.try("Play bars on "+names[got.choice], func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
			for _, p := range parts {
				if a, err = sequencer.RouteSpan(p, from, to, ids[got.choice])(a); err != nil {
					return nil, err
				}
			}
			return a, nil
		})
	})
}
