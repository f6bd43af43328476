package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/registration/echo"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
	"voluntary/ui/touch"
)

// statusEvery is how often the status of the outputs is looked at while it is shown.
const statusEvery = 250 * time.Millisecond

// status is the page that shows how each output fares and how its organ stands: what it was told, and what it answers.
type status struct {
	w       *Window
	output  string
	choice  *touch.Select
	names   []string // of the choice
	answers *fyne.Container
	facts   []*widget.Label
	crowded crowded         // of what is played
	place   int             // that is spoken of; -1: none
	jump    *touch.Button   // goes there
	form    *fyne.Container // with the facts
	scroll  *container.Scroll
	rows    []statusRow
	list    *widget.List
}

// statusRow is a control of the console, or the heading of a division.
type statusRow struct{ name, told, answers, remark string }

// factNames are the lines of the page, in order.
var factNames = []string{"State", "Answers", "Round trip", "Lateness", "Wire", "Keys down", "MIDI guard"}

var statusColumns = columns{0, 84, 84, 74}

func (w *Window) showStatusPage() {
	w.showAside("status", "status of the outputs", fyne.NewSize(940, 620), func(a *aside) fyne.CanvasObject {
		s := &status{w: w}
		if len(w.outputs.chosen) > 0 {
			s.output = w.outputs.chosen[0]
		}
		body := s.build(a)
		a.every(statusEvery, s.show)
		return body
	})
}

func (s *status) build(a *aside) fyne.CanvasObject {
	s.choice = touch.NewSelect(nil, nil)
	s.choice.OnKey = a.key
	s.answers = container.NewStack()
	s.form = container.New(layout.NewFormLayout(), widget.NewLabel("Output"), s.choice, widget.NewLabel("Its organ answers at"), s.answers)
	for _, name := range factNames {
		l := widget.NewLabel("")
		l.Wrapping = fyne.TextWrapWord
		s.facts = append(s.facts, l)
		head := widget.NewLabel(name)
		head.TextStyle.Bold = true
		s.form.Add(head)
		if name == "Wire" {
			s.jump = touch.NewButton("", nil, s.goThere)
			s.jump.OnKey = a.key
			s.jump.Hide()
			s.form.Add(container.NewVBox(l, s.jump))
			continue
		}
		s.form.Add(l)
	}
	head := statusColumns.row()
	fillRow(head, "Control", "Told", "Answers", "")
	for _, o := range head.Objects {
		o.(*widget.Label).TextStyle.Bold = true
	}
	s.list = widget.NewList(func() int { return len(s.rows) },
		func() fyne.CanvasObject { return statusColumns.row() },
		func(i widget.ListItemID, o fyne.CanvasObject) {
			r := s.rows[i]
			o.(*fyne.Container).Objects[0].(*widget.Label).TextStyle.Bold = r.told == ""
			fillRow(o, r.name, r.told, r.answers, r.remark)
		})
	again := touch.NewButton("Tell the organ everything again", nil, func() { s.w.engine.Restore() })
	again.OnKey = a.key
	faults := touch.NewButton("What went wrong lately", nil, func() { s.showFaults(a) })
	faults.OnKey = a.key
	s.scroll = container.NewVScroll(s.form)
	left := container.NewBorder(nil, container.NewVBox(again, faults), nil, nil, s.scroll)
	split := container.NewHSplit(left, container.NewBorder(head, nil, nil, nil, s.list))
	split.SetOffset(0.43)
	s.pick(s.output)
	return split
}

// pick shows another output.
func (s *status) pick(output string) {
	s.output = output
	s.answers.RemoveAll()
	switch {
	case output == "":
		s.answers.Add(widget.NewLabel("No output is chosen."))
	case output == Builtin:
		s.answers.Add(widget.NewLabel("It is told, and never answers."))
	case !s.w.inputs.able():
		s.answers.Add(widget.NewLabel("There are no MIDI inputs here."))
	default:
		s.answers.Add(s.w.inputSelect(s.w.organs.returns[output], func(name string) { s.w.organs.answersAt(output, name) }))
	}
}

// show brings the page up to date.
func (s *status) show() {
	if chosen := s.w.outputs.chosen; !slices.Equal(chosen, s.names) || s.output == "" && len(chosen) > 0 {
		s.names = slices.Clone(chosen)
		if !slices.Contains(s.names, s.output) {
			output := ""
			if len(s.names) > 0 {
				output = s.names[0]
			}
			s.pick(output)
		}
		s.choice.OnChanged = nil
		s.choice.Options = nil
		for _, name := range s.names {
			s.choice.Options = append(s.choice.Options, s.w.outputs.label(name))
		}
		if i := slices.Index(s.names, s.output); i >= 0 {
			s.choice.SetSelectedIndex(i)
		}
		s.choice.OnChanged = func(string) {
			if i := s.choice.SelectedIndex(); i >= 0 {
				s.pick(s.names[i])
				s.show()
			}
		}
		s.choice.Refresh()
	}
	changed := false
	for i, text := range s.factTexts() {
		if s.facts[i].Text != text {
			s.facts[i].SetText(text)
			changed = true
		}
	}
	if label := s.jumpLabel(); label != s.jump.Text {
		s.jump.SetText(label)
		s.jump.Hidden = label == ""
		changed = true
	}
	if changed { // they may need more lines, or fewer
		s.form.Refresh()
		s.scroll.Refresh()
	}
	if rows := s.rowTexts(); !slices.Equal(rows, s.rows) {
		s.rows = rows
		s.list.Refresh()
	}
}

// factTexts are the lines of the page, in the order of factNames.
func (s *status) factTexts() []string {
	st := s.w.engine.Status()
	out := make([]string, len(factNames))
	s.place = -1
	var fares *playback.OutputStatus
	for i := range st.Outputs {
		if st.Outputs[i].Name == s.output {
			fares = &st.Outputs[i]
		}
	}
	out[0] = s.stateText(fares)
	if fares != nil {
		out[3] = lateText(fares)
	}
	if s.output == Builtin || s.output == "" {
		out[1], out[2], out[4], out[6] = "It does not answer.", "-", "It hangs on no wire.", "-"
		out[5] = heldText(st)
		if r := s.w.outputs.reports[s.output]; r != nil {
			words, _ := r.Report()
			out[2] = sentence(fmt.Errorf("%s", words))
		}
		return out
	}
	s.w.organs.with(s.output, func(o *echo.Organ) {
		out[1] = s.answerText(o)
		out[2] = tripText(o)
		out[5] = downText(o)
	})
	s.place = s.crowded.place(st, time.Now())
	out[4] = s.w.organs.meterText(s.output) + s.crowded.text(s.place) + withheldText(s.w.outputs.reports[s.output])
	out[6] = accountText(s.w)
	return out
}

// withheldText says how many keys an output had to withhold.
func withheldText(r reporter) string {
	o, ok := r.(interface{ Withheld() uint64 })
	if !ok {
		return ""
	}
	switch n := o.Withheld(); n {
	case 0:
		return ""
	case 1:
		return " 1 key was withheld, for as many were down as the organ bears."
	default:
		return " " + sequencer.Count(n, "key") + " were withheld, for as many were down as the organ bears."
	}
}

func (s *status) stateText(fares *playback.OutputStatus) string {
	switch {
	case s.output == "":
		return "No output is chosen: the button at the right of the bar lists them."
	case s.w.outputs.failed[s.output] != "":
		return s.w.outputs.failed[s.output]
	case fares == nil:
		return "It is being opened."
	case fares.Fault != "":
		return fares.Fault
	case fares.Blind:
		return "Open. Its stops are not moved: nobody has said how they stand."
	}
	return "Open."
}

// jumpLabel is what the button to the place that is spoken of says.
func (s *status) jumpLabel() string {
	if s.place < 0 {
		return ""
	}
	return fmt.Sprintf("Show bar %d", s.crowded.traffic.Places()[s.place].Position.Bar)
}

// goThere shows the place that is spoken of, as the report does.
func (s *status) goThere() {
	if s.place >= 0 {
		s.w.showFinding(s.crowded.traffic.Findings()[s.place])
	}
}

func lateText(fares *playback.OutputStatus) string {
	text := "Nothing was handed over late."
	switch fares.Late {
	case 0:
	case 1:
		text = "1 event was handed over late."
	default:
		text = sequencer.Count(fares.Late, "event") + " were handed over late."
	}
	switch fares.Reopens {
	case 0:
	case 1:
		text += " It was opened again once."
	default:
		text += " It was opened again " + sequencer.Count(fares.Reopens, "time") + "."
	}
	return text
}

func (s *status) answerText(o *echo.Organ) string {
	input := s.w.organs.returns[s.output]
	switch trouble := s.w.inputs.troubleOf(input); {
	case input == "":
		return "Not heard: choose the input that the organ's MIDI out leads to, if it has one."
	case trouble != "":
		return sentence(fmt.Errorf("%s", trouble))
	case o.Loop():
		return "What comes in there is what Voluntary itself sends: a cable or program leads it back. It says nothing about the organ."
	case !o.Speaks():
		return "Nothing has come from it yet. Many organs say only what is moved by hand, or nothing at all."
	}
	if o.Doubtful(time.Now()) {
		return "All that came in is what was sent, word for word. Whether the organ repeats it or a cable leads it back shows with the first keys."
	}
	if o.Unnumbered() {
		return "GrandOrgue speaks, but in numbers that it told when it loaded its organ. Load the organ again there: then it is understood."
	}
	_, knows := o.Answered()
	return fmt.Sprintf("It answers: %d of its %d controls are known.", knows.Count(), len(o.Console().Controls))
}

func tripText(o *echo.Organ) string {
	median, longest, n := o.RoundTrip()
	if n == 0 || o.Doubtful(time.Now()) {
		return "Not measured: nothing that was sent has been answered."
	}
	return fmt.Sprintf("%s from leaving to the answer; the longest lately %s; %s measured.", msText(median), msText(longest), sequencer.Figures(n))
}

func msText(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}

func downText(o *echo.Organ) string {
	var parts []string
	for i, d := range o.Console().Divisions {
		told, answered := o.Keys(registration.DivisionID(i))
		text := fmt.Sprintf("%s %d", d.Name, told)
		if answered > 0 && !o.Doubtful(time.Now()) {
			text += fmt.Sprintf(" (answers %d)", answered)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

// heldText counts the keys that the performance holds now.
func heldText(st *playback.Status) string {
	if st.Performance == nil {
		return "-"
	}
	c := st.Performance.Console()
	count := make([]int, len(c.Divisions))
	if st.Transport == playback.Playing {
		sounding := st.Performance.Chase(st.PositionAt(time.Now()))
		for k := range sounding.Held {
			count[k.Division]++
		}
	}
	var parts []string
	for i, d := range c.Divisions {
		parts = append(parts, fmt.Sprintf("%s %d", d.Name, count[i]))
	}
	return strings.Join(parts, ", ")
}

func accountText(w *Window) string {
	d, ok := w.devices.(Wire)
	if !ok {
		return "-"
	}
	a := d.Account()
	text := sequencer.Count(a.Sent, "message") + " sent"
	if a.Late > 0 {
		text += fmt.Sprintf(", %s later than 10 ms (the worst by %s)", sequencer.Figures(a.Late), msText(a.Latest))
	} else {
		text += ", none late"
	}
	if a.Behind > 20*time.Millisecond {
		text += fmt.Sprintf(", JACK is %s behind", msText(a.Behind))
	}
	if a.Refused > 0 {
		text += ", " + sequencer.Figures(a.Refused) + " found no room"
	}
	if a.Missed > 0 {
		text += ", " + sequencer.Figures(a.Missed) + " that came in found no room"
	}
	switch a.Restarts {
	case 0:
		text += "; it has run without a fault."
	case 1:
		text += "; it was started again once."
	default:
		text += "; it was started again " + sequencer.Count(a.Restarts, "time") + "."
	}
	return text
}

// rowTexts are the controls as they stand.
func (s *status) rowTexts() (rows []statusRow) {
	c := s.w.session.Console()
	told, toldKnows := s.w.commanded(), registration.State{}
	var answers, answersKnow registration.State
	wired := s.output != Builtin && s.output != ""
	if wired {
		s.w.organs.with(s.output, func(o *echo.Organ) {
			told, toldKnows = o.Commanded()
			if !o.Doubtful(time.Now()) {
				answers, answersKnow = o.Answered()
			}
		})
	}
	add := func(name, told, answers string) {
		r := statusRow{name: name, told: told, answers: answers}
		if told != unknown && answers != unknown && told != answers {
			r.remark = "differs"
		}
		rows = append(rows, r)
	}
	for d := range c.Divisions {
		rows = append(rows, statusRow{name: c.Divisions[d].Name})
		for _, k := range c.ControlsOf(registration.DivisionID(d)) {
			add(c.Controls[k].Label(), onText(told.On(k), !wired || toldKnows.On(k)), onText(answers.On(k), answersKnow.On(k)))
		}
	}
	if len(c.Enclosures) > 0 {
		rows = append(rows, statusRow{name: "Shoes"})
	}
	for i, x := range c.Enclosures {
		e := registration.EnclosureID(i)
		add(x.Name, shoeText(told.Shoe(e), !wired || toldKnows.Shoe(e) > 0), shoeText(answers.Shoe(e), answersKnow.Shoe(e) > 0))
	}
	return rows
}

const unknown = "unknown"

func onText(on, known bool) string {
	switch {
	case !known:
		return unknown
	case on:
		return "drawn"
	}
	return "retired"
}

func shoeText(value uint8, known bool) string {
	if !known {
		return unknown
	}
	return fmt.Sprint(value)
}

// showFaults lists what went wrong lately.
func (s *status) showFaults(a *aside) {
	var lines []string
	for _, x := range slices.Backward(s.w.organs.lately) {
		lines = append(lines, x.Time.Format("15:04:05")+"  "+x.Message)
	}
	if len(lines) == 0 {
		lines = []string{"Nothing has gone wrong since the program was started."}
	}
	text := widget.NewLabel(strings.Join(lines, "\n"))
	text.Wrapping = fyne.TextWrapWord
	p := widget.NewModalPopUp(nil, a.win.Canvas())
	shut := touch.NewButton("Close", nil, p.Hide)
	scroll := container.NewVScroll(text)
	scroll.SetMinSize(fyne.NewSize(520, 240))
	p.Content = container.NewBorder(widget.NewLabelWithStyle("What went wrong lately", fyne.TextAlignLeading, fyne.TextStyle{Bold: true}),
		container.NewHBox(layout.NewSpacer(), shut), nil, nil, scroll)
	p.Refresh()
	p.Show()
}
