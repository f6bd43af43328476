package ui

import (
	"io"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration/replace"
	"voluntary/sequencer/monitor"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// wireMonitor is the window that shows all that comes in and goes out.
type wireMonitor struct {
	w       *Window
	log     *monitor.Log
	filter  monitor.Filter
	paused  bool
	lines   []monitor.Line
	last    uint64
	list    *widget.List
	state   *widget.Label
	pause   *touch.Button
	stops   map[string]func() // of listening, by input
	onlyIn  string            // the input that is heard; "" is all
	entry   *touch.Entry
	anyPort *touch.Select
}

// monitorEvery is how often new lines are shown.
const monitorEvery = 100 * time.Millisecond

var monitorColumns = columns{104, 40, 190, 0, 270}

// allInputs is the choice of all inputs.
const allInputs = "All inputs"

func (w *Window) showMonitor() {
	w.showAside("monitor", "MIDI monitor", fyne.NewSize(1040, 560), func(a *aside) fyne.CanvasObject {
		m := &wireMonitor{w: w, log: monitor.NewLog(w.session.Console()), stops: make(map[string]func())}
		if d, ok := w.devices.(Wire); ok {
			a.onClose(d.OnSent(func(name string, x Heard) {
				m.log.Add(monitor.Line{At: x.At, Port: strings.TrimPrefix(name, "virtual:"), Out: true, Bytes: x.Bytes})
			}))
		}
		a.onClose(m.deafen)
		a.onClose(w.inputs.changed.add(m.listen))
		w.inputs.look(nil) // which listens to what is there
		body := m.build(a)
		a.every(monitorEvery, m.show)
		return body
	})
}

// listen listens to the inputs that are chosen.
func (m *wireMonitor) listen() {
	var want []string
	if m.onlyIn != "" {
		want = []string{m.onlyIn}
	} else {
		for _, p := range m.w.inputs.ports {
			want = append(want, p.Name)
		}
		for name := range m.w.inputs.open { // also those that are in no list
			if !slices.Contains(want, name) {
				want = append(want, name)
			}
		}
	}
	for name, stop := range m.stops {
		if !slices.Contains(want, name) {
			stop()
			delete(m.stops, name)
		}
	}
	for _, name := range want {
		if m.stops[name] == nil {
			label := m.w.inputs.label(name)
			m.stops[name] = m.w.inputs.listen(name, func(x Heard) {
				m.log.Add(monitor.Line{At: x.At, Port: label, Bytes: x.Bytes})
			})
		}
	}
}

func (m *wireMonitor) deafen() {
	for name, stop := range m.stops {
		stop()
		delete(m.stops, name)
	}
}

func (m *wireMonitor) build(a *aside) fyne.CanvasObject {
	m.state = widget.NewLabel("")
	m.state.Truncation = fyne.TextTruncateEllipsis
	m.pause = touch.NewButton("Pause", nil, func() { m.setPaused(!m.paused) })
	wipe := touch.NewButton("Clear", nil, func() {
		m.log.Clear()
		m.again()
	})
	save := touch.NewButton("Save…", nil, m.save)
	m.entry = touch.NewEntry("")
	m.entry.SetPlaceHolder("Only lines with…")
	m.entry.OnChanged = func(text string) { m.narrow(func(f *monitor.Filter) { f.Text = strings.TrimSpace(text) }) }
	m.entry.OnKey = a.key
	check := func(label string, on bool, set func(f *monitor.Filter, on bool)) *touch.Check {
		c := touch.NewCheck(label, nil)
		c.Checked = on
		c.OnChanged = func(on bool) { m.narrow(func(f *monitor.Filter) { set(f, on) }) }
		c.OnKey = a.key
		return c
	}
	in := check("In", true, func(f *monitor.Filter, on bool) { f.NoIn = !on })
	out := check("Out", true, func(f *monitor.Filter, on bool) { f.NoOut = !on })
	keys := check("Keys", true, func(f *monitor.Filter, on bool) { f.NoKeys = !on })
	clock := check("Clock", false, func(f *monitor.Filter, on bool) { f.Clock = on })
	for _, b := range []*touch.Button{m.pause, wipe, save} {
		b.OnKey = a.key
	}
	m.list = widget.NewList(func() int { return len(m.lines) },
		func() fyne.CanvasObject {
			row := monitorColumns.row()
			row.Objects[4].(*widget.Label).TextStyle.Monospace = true
			return row
		},
		func(i widget.ListItemID, o fyne.CanvasObject) {
			l := &m.lines[i]
			fillRow(o, l.Clock(), l.Way(), l.Port, m.fitted(l.Words, o), l.Hex())
		})
	m.list.OnSelected = func(i widget.ListItemID) { // a line that is looked at stays where it is
		m.setPaused(true)
		m.state.SetText(m.lines[i].String())
	}
	head := monitorColumns.row()
	fillRow(head, "Time", "", "Port", "Meaning", "Bytes")
	for _, o := range head.Objects {
		o.(*widget.Label).TextStyle.Bold = true
	}
	tools := container.NewBorder(nil, nil,
		container.NewHBox(m.pause, wipe, save, widget.NewSeparator(), in, out, keys, clock),
		container.NewGridWrap(fyne.NewSize(210, 36), m.inputChoice(a)), m.entry)
	return container.NewBorder(container.NewVBox(tools, head), container.NewBorder(widget.NewSeparator(), nil, nil, nil, m.state), nil, nil, m.list)
}

// fitted is what a message means in the room of its row: a long name of a division leaves the stop or the key in sight.
func (m *wireMonitor) fitted(words string, row fyne.CanvasObject) string {
	room := row.(*fyne.Container).Objects[3].Size().Width - 2*fynetheme.InnerPadding()
	if room <= 0 {
		return words // not laid out yet
	}
	for _, d := range m.w.session.Console().Divisions {
		if rest, ok := strings.CutPrefix(words, d.Name); ok && strings.HasPrefix(rest, " ") {
			return theme.FittedBoth(d.Name, rest, room, fynetheme.TextSize(), fyne.TextStyle{})
		}
	}
	return words
}

// inputChoice says which input is heard.
func (m *wireMonitor) inputChoice(a *aside) fyne.CanvasObject {
	m.anyPort = touch.NewSelect([]string{allInputs}, nil)
	m.anyPort.Selected = allInputs
	m.anyPort.OnKey = a.key
	var names []string
	fill := func() {
		names = append([]string{""}, m.w.inputs.choices(m.onlyIn)...)
		options := []string{allInputs}
		for _, n := range names[1:] {
			options = append(options, m.w.inputs.label(n))
		}
		if !slices.Equal(options, m.anyPort.Options) {
			m.anyPort.Options = options
			m.anyPort.Refresh()
		}
	}
	a.onClose(m.w.inputs.changed.add(fill))
	m.anyPort.OnChanged = func(string) {
		if i := m.anyPort.SelectedIndex(); i >= 0 && i < len(names) {
			m.onlyIn = names[i]
			m.listen()
		}
	}
	return m.anyPort
}

func (m *wireMonitor) setPaused(on bool) {
	m.paused = on
	m.pause.SetText(map[bool]string{true: "Go on", false: "Pause"}[on])
	if !on {
		m.list.UnselectAll()
	}
}

func (m *wireMonitor) narrow(change func(*monitor.Filter)) {
	change(&m.filter)
	m.again()
}

// again takes everything from the log anew.
func (m *wireMonitor) again() {
	m.lines, m.last = nil, 0
	m.take()
	m.list.UnselectAll()
	m.list.Refresh()
	m.list.ScrollToBottom()
	m.showState()
}

// show shows what is new.
func (m *wireMonitor) show() {
	m.log.Use(m.w.session.Console())
	if m.paused {
		return
	}
	if m.take() {
		m.list.Refresh()
		m.list.ScrollToBottom()
	}
	m.showState()
}

func (m *wireMonitor) take() (news bool) {
	fresh := m.log.Lines(m.filter, m.last)
	if len(fresh) == 0 {
		return false
	}
	m.last = fresh[len(fresh)-1].Number
	m.lines = append(m.lines, fresh...)
	if n := len(m.lines) - monitor.MostLines; n > 0 {
		m.lines = slices.Delete(m.lines, 0, n)
	}
	return true
}

func (m *wireMonitor) showState() {
	text := ""
	switch {
	case len(m.lines) > 0:
	case m.filter.Text != "":
		text = "No line has that in it."
	case !m.w.inputs.able():
		text = "There are no MIDI inputs here; what goes out is shown."
	default:
		text = "Nothing has passed yet: play a key on a MIDI keyboard, or let the piece play on a MIDI output. The built-in organ needs no MIDI."
	}
	if m.state.Text != text {
		m.state.SetText(text)
	}
}

// save asks in the main window where to, and writes the lines that are shown to a text file.
func (m *wireMonitor) save() {
	m.w.win.RequestFocus()
	m.w.askFile(fileQuestion{
		title: "Save what the monitor shows", ok: "Save", name: "midi-" + time.Now().Format("2006-01-02-1504") + ".txt",
		folder: m.w.folder(), extension: ".txt", replaced: "This file is there already: it will be replaced.",
	}, func(path string) {
		if err := m.saveTo(path); err != nil {
			m.w.fail("The lines cannot be saved", err)
			return
		}
		m.w.alert("Saved as "+path+".", false)
	})
}

func (m *wireMonitor) saveTo(path string) error {
	return replace.File(path, func(to io.Writer) error { return m.log.Write(to, m.filter) })
}
