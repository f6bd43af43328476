package ui

import (
	"fmt"
	"math/rand/v2"
	"time"

	"fyne.io/fyne/v2"

	"voluntary/sequencer"
	"voluntary/ui/roll"
)

// askNotes asks for numbers and makes an edit of the selection.
func (w *Window) askNotes(title string, numbers []number, edit func(sequencer.Selection, []float64) sequencer.Edit) {
	w.askForm(form{title: title, numbers: numbers}, func(got answers) error {
		return w.try(title, edit(w.marked(), got.numbers))
	})
}

// notes makes an edit of the selection.
func (w *Window) notes(label string, edit func(sequencer.Selection) sequencer.Edit) func() {
	return func() { w.apply(label, "", edit(w.marked())) }
}

func (w *Window) transposeNotes() {
	w.askNotes("Transpose", []number{{"Semitones, down with -", 1, -127, 127, true}}, func(m sequencer.Selection, v []float64) sequencer.Edit {
		return sequencer.TransposeNotes(m, int(v[0]))
	})
}

func (w *Window) legato() {
	w.askNotes("Legato", []number{{"Leave rests longer than, in quarters", 1, 0, 1000, false}}, func(m sequencer.Selection, v []float64) sequencer.Edit {
		return sequencer.Legato(m, sequencer.Tick(v[0]*sequencer.PPQ))
	})
}

func (w *Window) staccato() {
	w.askNotes("Staccato", []number{{"Percent of the length", 50, 1, 400, true}}, func(m sequencer.Selection, v []float64) sequencer.Edit {
		return sequencer.Staccato(m, int(v[0]))
	})
}

func (w *Window) gapRepeated() {
	w.askNotes("Gap before repeated notes", []number{{"Quarters", 0.125, 0.01, 4, false}}, func(m sequencer.Selection, v []float64) sequencer.Edit {
		return sequencer.GapRepeated(m, sequencer.Tick(v[0]*sequencer.PPQ))
	})
}

func (w *Window) velocity() {
	w.askNotes("Velocity", []number{{"Velocity", 80, 1, 127, true}}, func(m sequencer.Selection, v []float64) sequencer.Edit {
		return sequencer.SetVelocity(m, int(v[0]))
	})
}

// muteMarked leaves the selected notes out of what is played; when they all are left out, it takes them in again.
func (w *Window) muteMarked() {
	if sequencer.AllMuted(w.session.Piece(), w.marked()) {
		w.apply("Unmute notes", "", sequencer.MuteNotes(w.marked(), false))
		return
	}
	w.apply("Mute notes", "", sequencer.MuteNotes(w.marked(), true))
}

// toolLabels are the tools of the roll as they are chosen.
var toolLabels = []string{roll.Pointer: "Pointer", roll.Pencil: "Pencil", roll.Eraser: "Eraser"}

// setTool chooses what the mouse does to the notes.
func (w *Window) setTool(t roll.Tool) {
	w.tool = t
	w.eachRoll(func(r *roll.Roll) { r.SetTool(t) })
	w.tools.SetSelectedIndex(int(t))
	w.refreshMenu()
}

// toolSwitches choose the tool of the roll by a key; the same key puts it away.
func (w *Window) toolSwitches() []*Action {
	tool := func(id string, t roll.Tool, key fyne.KeyName) *Action {
		return &Action{ID: "tool." + id, Menu: "Tools", Label: toolLabels[t], Key: key, Checked: func() bool { return w.tool == t }, Do: func() {
			if w.tool == t {
				t = roll.Pointer
			}
			w.setTool(t)
		}}
	}
	return []*Action{tool("pencil", roll.Pencil, fyne.KeyD), tool("eraser", roll.Eraser, fyne.KeyE)}
}

// grids are the lengths that notes can be drawn to.
var grids = []struct {
	label string
	step  sequencer.Tick
}{
	{"Quarter", sequencer.PPQ},
	{"Eighth", sequencer.PPQ / 2},
	{"Eighth triplet", sequencer.PPQ / 3},
	{"Sixteenth", sequencer.PPQ / 4},
	{"Sixteenth triplet", sequencer.PPQ / 6},
	{"Thirty-second", sequencer.PPQ / 8},
}

const sixteenth = 3 // index in grids

func (w *Window) quantise() {
	f := form{title: "Quantise", numbers: []number{{"Strength in percent", 100, 0, 100, true}}, choice: "Grid", chosen: sixteenth, check: "The ends, too"}
	for _, g := range grids {
		f.options = append(f.options, g.label)
	}
	w.askForm(f, func(got answers) error {
		return w.try("Quantise", sequencer.Quantise(w.marked(), grids[got.choice].step, int(got.numbers[0]), got.checked))
	})
}

func (w *Window) humanise() {
	w.askNotes("Humanise", []number{{"Early or late by up to, in quarters", 0.02, 0, 1, false}, {"Velocity by up to", 0, 0, 60, true}},
		func(m sequencer.Selection, v []float64) sequencer.Edit {
			return sequencer.Humanise(m, sequencer.Tick(v[0]*sequencer.PPQ), int(v[1]), rand.Uint64())
		})
}

// double has another division play the top or bottom voice of the selection as well.
func (w *Window) double(v sequencer.Voice, title string) {
	var names, ids []string
	likely := -1 // a manual for the tune, a pedal for the bass, that does not play it already
	for i, d := range w.session.Console().Divisions {
		names, ids = append(names, d.Name), append(ids, d.ID)
		if likely < 0 && d.Pedal == (v == sequencer.Bottom) && d.ID != w.playing() {
			likely = i
		}
	}
	w.askForm(form{title: title, choice: "On the", options: names, chosen: max(likely, 0)}, func(got answers) error {
		return w.addingOr(title, sequencer.DoubleVoice(w.marked(), v, ids[got.choice]))
	})
}

// playing is the division that plays the first selected note.
func (w *Window) playing() string {
	a := w.session.Piece()
	from, _, ok := sequencer.Extent(a, w.marked())
	if parts := sequencer.PartsOf(a, w.marked()); ok && len(parts) > 0 {
		return a.Part(parts[0]).DivisionAt(from)
	}
	return ""
}

// parts makes an edit of every part that has a selected note.
func (w *Window) parts(edit func(sequencer.PartID) sequencer.Edit) sequencer.Edit {
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		var err error
		for _, p := range sequencer.PartsOf(a, w.marked()) {
			if a, err = edit(p)(a); err != nil {
				return nil, err
			}
		}
		return a, nil
	}
}

func (w *Window) splitByKey() {
	w.askForm(form{title: "Split by key", numbers: []number{{fmt.Sprintf("Notes below key (60 is %s)", sequencer.KeyName(60)), 60, 1, 127, true}}}, func(got answers) error {
		return w.try("Split by key", w.parts(func(p sequencer.PartID) sequencer.Edit { return sequencer.SplitByKey(p, uint8(got.numbers[0])) }))
	})
}

func (w *Window) splitByHand() {
	w.askText("The selection as a part of its own", "What it is", "solo", func(name string) {
		if name == "" {
			name = "solo"
		}
		w.apply("Part from the selection", "", sequencer.SplitByHand(w.marked(), name))
	})
}

func (w *Window) rampTempo() {
	first, last := w.bars()
	a := w.session.Piece()
	from, to := sequencer.BarSpan(a, first, last)
	w.askBars("Tempo from one to another", []number{
		{"Quarters a minute at first", a.Tempo().At(from).BPM(), slowest, fastest, false},
		{"Quarters a minute at last", a.Tempo().At(to).BPM(), slowest, fastest, false},
	}, func(from, to sequencer.Tick, v []float64) sequencer.Edit {
		return sequencer.RampTempo(from, to, v[0], v[1])
	})
}

func (w *Window) scaleTempo() {
	w.askBars("Tempo of bars", []number{{"Percent of what it is", 90, 10, 1000, false}}, func(from, to sequencer.Tick, v []float64) sequencer.Edit {
		return sequencer.ScaleTempo(from, to, v[0])
	})
}

func (w *Window) eraseTempo() {
	w.askBars("Even tempo in bars", nil, func(from, to sequencer.Tick, _ []float64) sequencer.Edit { return sequencer.EraseTempo(from, to) })
}

// fermata holds the selected notes, or the beat at a place.
func (w *Window) fermata(from sequencer.Tick) {
	a := w.session.Piece()
	to := from + a.Meters().At(from).BeatTicks()
	if x, y, ok := sequencer.Extent(a, w.marked()); ok && y > x {
		from, to = x, y
	}
	w.askForm(form{title: fmt.Sprintf("Fermata at %v", a.Meters().Position(from)), numbers: []number{{"Times as long", 2, 1.01, 16, false}}}, func(got answers) error {
		return w.try("Fermata", sequencer.Fermata(from, to, got.numbers[0]))
	})
}

func (w *Window) breath(at sequencer.Tick) {
	w.askForm(form{title: fmt.Sprintf("Breath before %v", w.session.Piece().Meters().Position(at)), numbers: []number{{"Seconds", 0.3, 0.01, 5, false}}}, func(got answers) error {
		return w.try("Breath", sequencer.Breath(at, time.Duration(got.numbers[0]*float64(time.Second))))
	})
}

func (w *Window) meter(at sequencer.Tick) {
	a := w.session.Piece()
	at, _ = a.Meters().BarAt(at)
	m := a.Meters().At(at)
	w.askForm(form{title: fmt.Sprintf("Meter from bar %d on", a.Meters().Position(at).Bar), numbers: []number{
		{"Beats in a bar", float64(m.Num), 1, 255, true}, {"Of a whole note the", float64(m.Den), 1, 128, true},
	}}, func(got answers) error {
		return w.try("Meter", sequencer.SetMeter(at, int(got.numbers[0]), int(got.numbers[1])))
	})
}

// registerAs makes the registration at a place what it is at another bar.
func (w *Window) registerAs(at sequencer.Tick) {
	a := w.session.Piece()
	where := a.Meters().Position(at)
	w.askForm(form{title: fmt.Sprintf("Registration from %v on as at", where), numbers: []number{{"Bar", float64(max(where.Bar-1, 1)), 1, mostBars, true}, {"Beat", 1, 1, 255, false}}}, func(got answers) error {
		there := a.Meters().Tick(sequencer.Position{Bar: int(got.numbers[0]), Beat: got.numbers[1]})
		return w.try(fmt.Sprintf("Registration as at %v", a.Meters().Position(there)), sequencer.RegisterAs(at, there))
	})
}
