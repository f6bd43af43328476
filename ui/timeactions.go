package ui

import (
	"errors"
	"fmt"

	"fyne.io/fyne/v2"

	"voluntary/sequencer"
	"voluntary/ui/choose"
	"voluntary/ui/lane"
)

// timeActions are what is done to tempo, meters and marks.
func (w *Window) timeActions() []*Action {
	const m, in = "Tools", "Tempo and meter"
	time := func(id, label string, do func()) *Action {
		return &Action{ID: "time." + id, Menu: m, In: in, Label: label, Do: do}
	}
	tap := time("tap", "Tap the tempo along…", func() { w.tapAlong(w.here()) })
	tap.Key, tap.Mod = fyne.KeyF3, ctrl
	return []*Action{
		time("ramp", "From one tempo to another…", w.rampTempo), time("scale", "Scale the tempo of bars…", w.scaleTempo),
		time("even", "Even tempo in bars…", w.eraseTempo), tap,
		time("fermata", "Fermata…", func() { w.fermata(w.here()) }), time("breath", "Breath…", func() { w.breath(w.here()) }),
		time("meter", "Meter…", func() { w.meter(w.here()) }),
		time("nometer", "Remove the meter…", w.noMeter),
		{ID: "mark.add", Menu: m, In: "Marks", Label: "Mark the playhead…", Key: fyne.KeyB, Mod: ctrlShift, Do: func() { w.newMark(w.here()) }},
		w.markHere("verse", sequencer.Verse),
		w.markHere("section", sequencer.Section),
		w.markHere("wait", sequencer.Wait),
		{ID: "mark.next", Menu: m, In: "Marks", Label: "To the next mark", Key: fyne.KeyPageDown, Mod: ctrl, Do: func() { w.stepMark(1) }},
		{ID: "mark.back", Menu: m, In: "Marks", Label: "To the mark before", Key: fyne.KeyPageUp, Mod: ctrl, Do: func() { w.stepMark(-1) }},
		{ID: "mark.all", Menu: m, In: "Marks", Label: "All marks…", Do: w.showMarks},
	}
}

// timeItems are what can be done to tempo, meters and marks at a place.
func (w *Window) timeItems(tick sequencer.Tick) []choose.Item {
	const g = "Tempo, meter and marks"
	var items []choose.Item
	add := func(label, words string, do func()) {
		items = append(items, choose.Item{Group: g, Label: label, Words: words, Do: do})
	}
	add("Tempo from here…", "speed", func() { w.editTempo(tick) })
	add("From one tempo to another…", "ramp ritardando accelerando", w.rampTempo)
	add("Tap the tempo along from here…", "", func() { w.tapAlong(tick) })
	add("Fermata here…", "pause hold", func() { w.fermata(tick) })
	add("Breath before here…", "phrase", func() { w.breath(tick) })
	add("Meter from this bar on…", "time signature", func() { w.meter(tick) })
	for _, k := range markKinds {
		add(k.label+" here…", "mark", func() { w.nameMark(tick, k.kind, k.label) })
	}
	return items
}

var markKinds = []struct {
	kind  sequencer.MarkKind
	label string
}{{sequencer.Section, "Section"}, {sequencer.Verse, "Verse"}, {sequencer.Wait, "Wait point"}}

// kindLabel is what a kind of mark is called.
func kindLabel(kind sequencer.MarkKind) string {
	for _, k := range markKinds {
		if k.kind == kind {
			return k.label
		}
	}
	return string(kind)
}

// nameMark asks for the name of a new mark.
func (w *Window) nameMark(at sequencer.Tick, kind sequencer.MarkKind, label string) {
	w.askText(label, "Name", "", func(name string) { w.apply("Mark "+label, "", sequencer.AddMark(at, kind, name)) })
}

// markHere is the action that puts one kind of mark.
func (w *Window) markHere(id string, kind sequencer.MarkKind) *Action {
	label := kindLabel(kind)
	return &Action{ID: "mark." + id, Menu: "Tools", In: "Marks", Label: label + " at the playhead…", Do: func() { w.nameMark(w.here(), kind, label) }}
}

// newMark asks what kind of mark there is to be, and for its name.
func (w *Window) newMark(at sequencer.Tick) {
	f := form{title: fmt.Sprintf("Mark %v", w.session.Piece().Meters().Position(at)), choice: "What it is", text: "Name"}
	for _, k := range markKinds {
		f.options = append(f.options, k.label)
	}
	w.askForm(f, func(got answers) error {
		k := markKinds[got.choice]
		return w.try("Mark "+k.label, sequencer.AddMark(at, k.kind, got.text))
	})
}

// editMark changes the name, the kind and the place of a mark.
func (w *Window) editMark(m sequencer.Mark) {
	f := form{title: "Change the mark", choice: "What it is", text: "Name", said: m.Name}
	where := w.session.Piece().Meters().Position(m.At)
	f.numbers = []number{{"Bar", float64(where.Bar), 1, mostBars, true}, {"Beat", where.Beat, 1, 255, false}}
	for i, k := range markKinds {
		f.options = append(f.options, k.label)
		if k.kind == m.Kind {
			f.chosen = i
		}
	}
	w.askForm(f, func(got answers) error {
		return w.try("Change the mark "+m.Name, func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
			b, err := sequencer.RenameMark(m.ID, markKinds[got.choice].kind, got.text)(a)
			if err != nil {
				return nil, err
			}
			to := sequencer.Position{Bar: int(got.numbers[0]), Beat: got.numbers[1]}
			if to.String() == where.String() {
				return b, nil // as it was written; the tick may be finer
			}
			return sequencer.MoveMark(m.ID, a.Meters().Tick(to))(b)
		})
	})
}

// stepMark moves the playhead to the next mark, or the one before.
func (w *Window) stepMark(by int) {
	at, found := w.standing(), sequencer.Tick(-1)
	for _, m := range w.session.Piece().Marks() {
		if by > 0 && m.At > at {
			found = m.At
			break
		}
		if by < 0 && m.At < at {
			found = m.At
		}
	}
	if found < 0 {
		w.alert("There is no further mark.", false)
		return
	}
	w.engine.Seek(found)
	w.setAxis(w.axis.Reveal(found, 40))
}

// showMarks lists the marks; the one that is chosen is gone to.
func (w *Window) showMarks() {
	size := w.win.Canvas().Size()
	choose.Show(w.win.Canvas(), fyne.NewPos((size.Width-choose.Width)/2, 60), "Marks", w.listOfMarks)
}

func (w *Window) listOfMarks() []choose.Item {
	var items []choose.Item
	a := w.session.Piece()
	for _, m := range a.Marks() {
		label := m.Name
		if label == "" {
			label = string(m.Kind)
		}
		items = append(items, choose.Item{
			Group: "Go to", Label: label, Words: string(m.Kind), Note: a.Meters().Position(m.At).String(),
			Do: func() { w.engine.Seek(m.At); w.setAxis(w.axis.Reveal(m.At, 40)) },
		})
	}
	for _, m := range a.Marks() {
		label := m.Name
		if label == "" {
			label = string(m.Kind)
		}
		items = append(items,
			choose.Item{Group: "Change", Label: "Change " + label + "…", Words: string(m.Kind), Note: a.Meters().Position(m.At).String(), Do: func() { w.editMark(m) }})
	}
	return append(items, choose.Item{Group: "New", Label: "Mark the playhead…", Do: func() { w.newMark(w.here()) }})
}

// noMeter takes out the meter that holds at the playhead.
func (w *Window) noMeter() {
	a := w.session.Piece()
	m := a.Meters().At(w.here())
	if m.At == 0 {
		w.trouble(errors.New("the piece begins with this meter; set another one instead"))
		return
	}
	w.apply(fmt.Sprintf("Remove the meter %d/%d", m.Num, m.Den), "", sequencer.EraseMeter(m.At))
}

// openThing changes a thing of the lane in words, or makes one.
func (w *Window) openThing(hit lane.Hit, tick sequencer.Tick) {
	switch hit.Part {
	case lane.Mark:
		w.editMark(hit.Mark)
		return
	case lane.Meter:
		w.meter(hit.Meter.At)
		return
	case lane.Tempo:
		w.editTempo(hit.Tempo.At)
		return
	case lane.RampStart, lane.RampEnd, lane.RampBody:
		w.editRamp(hit.Ramp)
		return
	case lane.Point:
		w.editPoint(hit)
		return
	case lane.Head:
		return
	}
	switch w.lane.Layout().Rows[hit.Row].Kind {
	case lane.MarkRow:
		w.newMark(tick)
	case lane.MeterRow:
		w.meter(tick)
	case lane.TempoRow, lane.ShoeRow:
		// the first click has set a point
	default:
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(w.lane)
		w.laneMenu(at.AddXY(leftWidth+min(max(w.axis.X(tick), 0), w.lane.Size().Width-leftWidth-60), 40), tick, hit)
	}
}

// editPoint sets a shoe's point by a number.
func (w *Window) editPoint(hit lane.Hit) {
	a := w.session.Piece()
	p := hit.Point
	e := a.Console().Enclosures[p.Enclosure]
	if p.ByScene {
		w.alert("A scene moves the shoe here: change the scene, or set the shoe elsewhere.", true)
		return
	}
	w.askForm(form{
		title: fmt.Sprintf("%s at %v", e.Name, a.Meters().Position(p.At)), numbers: []number{{"Open, from 0 to 127", float64(p.Value), 0, 127, true}},
		check: "Led there in a line", checked: p.Line,
	}, func(got answers) error {
		edit := sequencer.SetShoe
		if got.checked {
			edit = sequencer.LeadShoe
		}
		return w.try("Set the shoe", edit(p.At, e.ID, uint8(got.numbers[0])))
	})
}

// editRamp changes where a ramp of the tempo reaches from and to.
func (w *Window) editRamp(r sequencer.Ramp) {
	meters := w.session.Piece().Meters()
	from, to := meters.Position(r.From), meters.Position(r.To)
	w.askForm(form{title: "From one tempo to another", numbers: []number{
		{"From bar", float64(from.Bar), 1, mostBars, true},
		{"Beat", from.Beat, 1, 255, false},
		{"Quarters a minute at first", r.First, slowest, fastest, false},
		{"To bar", float64(to.Bar), 1, mostBars, true},
		{"Beat", to.Beat, 1, 255, false},
		{"Quarters a minute at last", r.Last, slowest, fastest, false},
	}}, func(got answers) error {
		now := sequencer.Ramp{From: r.From, To: r.To, First: got.numbers[2], Last: got.numbers[5]}
		if p := (sequencer.Position{Bar: int(got.numbers[0]), Beat: got.numbers[1]}); p.String() != from.String() {
			now.From = meters.Tick(p)
		}
		if p := (sequencer.Position{Bar: int(got.numbers[3]), Beat: got.numbers[4]}); p.String() != to.String() {
			now.To = meters.Tick(p)
		}
		return w.try("Change a ramp of the tempo", sequencer.MoveRamp(r, now))
	})
}
