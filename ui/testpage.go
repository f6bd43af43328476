package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/registration/trial"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
	"voluntary/ui/touch"
)

// testPage is the window that tries the organ: a key, a stop, all stops in turn, the whole compass. What is tried goes the way
// of all playing, to every output. Everything is released when it is closed.
type testPage struct {
	w       *Window
	console *registration.Console
	a       *aside
	trial   *trial.Trial
	held    bool
	step    *trial.Step // that sounds, one of so many
	number  int
	steps   int

	division *touch.Select
	key      *touch.Select
	control  *touch.Select
	controls []registration.ControlID // of the choice
	slow     *touch.Slider
	sounds   *widget.Label
	hold     *touch.Button
	next     *touch.Button
	stop     *touch.Button
	starts   []*touch.Button
}

// The time that a stop is held, in tenths of a second.
const (
	quickestTrial = 3
	usualTrial    = 10
	slowestTrial  = 50
)

func (w *Window) showTestPage() {
	w.showAside("test", "test stops and keys", fyne.NewSize(640, 430), func(a *aside) fyne.CanvasObject {
		p := &testPage{w: w, a: a, console: w.session.Console()}
		a.onClose(p.close)
		body := p.build()
		a.every(500*time.Millisecond, p.look)
		return body
	})
}

func (p *testPage) build() fyne.CanvasObject {
	p.division, p.key, p.control = touch.NewSelect(nil, nil), touch.NewSelect(nil, nil), touch.NewSelect(nil, nil)
	for _, s := range []*touch.Select{p.division, p.key, p.control} {
		s.OnKey = p.a.key
	}
	p.division.OnChanged = func(string) { p.fillDivision() }
	p.slow = touch.NewSlider(quickestTrial, slowestTrial, nil)
	p.slow.Value = usualTrial
	p.slow.OnKey = p.a.key
	pace := widget.NewLabel("")
	p.slow.OnChanged = func(float64) {
		d := p.pace()
		pace.SetText(fmt.Sprintf("%.1f s, in a compass %.2f s", d.Stop.Seconds(), d.Key.Seconds()))
	}
	p.slow.OnChanged(usualTrial)
	p.sounds = widget.NewLabel("")
	p.sounds.TextStyle.Bold = true
	p.sounds.Wrapping = fyne.TextWrapWord
	one := p.starter("Sound this key", p.tryKey)
	draw := p.starter("Try this stop", p.tryStop)
	all := p.starter("All its stops in turn", func() []trial.Step { return trial.Stops(p.console, p.chosen(), p.drawn(), p.pace()) })
	whole := p.starter("All stops of the organ", func() []trial.Step { return trial.Stops(p.console, trial.All, p.drawn(), p.pace()) })
	scan := p.starter("Its whole compass", func() []trial.Step { return trial.Compass(p.console, p.chosen(), p.drawn(), p.pace()) })
	scanAll := p.starter("Every key of the organ", func() []trial.Step { return trial.Compass(p.console, trial.All, p.drawn(), p.pace()) })
	p.hold = touch.NewButton("Hold", nil, p.toggleHold)
	p.next = touch.NewButton("Next", nil, func() {
		if p.trial != nil {
			p.trial.Next()
		}
	})
	p.stop = touch.NewButton("Stop", nil, p.end)
	p.stop.Importance = widget.DangerImportance
	for _, b := range []*touch.Button{p.hold, p.next, p.stop} {
		b.OnKey = p.a.key
	}
	form := container.New(layout.NewFormLayout(),
		widget.NewLabel("Division"), p.division,
		widget.NewLabel("Key"), container.NewBorder(nil, nil, nil, container.NewGridWrap(fyne.NewSize(170, 36), one), p.key),
		widget.NewLabel("Stop"), container.NewBorder(nil, nil, nil, container.NewGridWrap(fyne.NewSize(170, 36), draw), p.control),
		widget.NewLabel("Pace"), container.NewBorder(nil, nil, nil, pace, p.slow),
	)
	many := container.NewGridWithColumns(2, all, whole, scan, scanAll)
	hint := widget.NewLabel("A stop is heard alone. Keys sound with what is drawn; where nothing is drawn, with a stop of 8 feet. Closing this window releases everything.")
	hint.Wrapping = fyne.TextWrapWord
	p.fill()
	p.showRunning()
	p.a.renamed, p.a.panicked = p.renamed, p.end
	return container.NewBorder(
		container.NewVBox(form, widget.NewSeparator(), many, widget.NewSeparator()),
		container.NewVBox(widget.NewSeparator(), container.NewGridWithColumns(3, p.hold, p.next, p.stop)), nil, nil,
		container.NewVBox(p.sounds, hint))
}

// starter is a button that begins a trial.
func (p *testPage) starter(label string, steps func() []trial.Step) *touch.Button {
	b := touch.NewButton(label, nil, func() { p.start(steps()) })
	b.OnKey = p.a.key
	p.starts = append(p.starts, b)
	return b
}

// fill offers the divisions of the console.
func (p *testPage) fill() {
	p.division.Options = nil
	for _, d := range p.console.Divisions {
		p.division.Options = append(p.division.Options, d.Name)
	}
	p.division.SetSelectedIndex(0)
	p.division.Refresh()
	p.fillDivision()
}

// fillDivision offers the keys and stops of the division.
func (p *testPage) fillDivision() {
	d := p.chosen()
	v := p.console.Divisions[d]
	p.key.Options = nil
	for k := int(v.Lowest); k <= int(v.Highest); k++ {
		p.key.Options = append(p.key.Options, fmt.Sprintf("%s (%d)", sequencer.KeyName(uint8(k)), k))
	}
	p.key.SetSelectedIndex(min(max(60-int(v.Lowest), 0), len(p.key.Options)/2))
	p.key.Refresh()
	p.controls = p.console.ControlsOf(d)
	p.control.Options = nil
	for _, k := range p.controls {
		p.control.Options = append(p.control.Options, p.console.Controls[k].Label())
	}
	p.control.ClearSelected()
	if len(p.controls) > 0 {
		p.control.SetSelectedIndex(0)
	}
	p.control.Refresh()
}

func (p *testPage) chosen() registration.DivisionID {
	return registration.DivisionID(max(p.division.SelectedIndex(), 0))
}

func (p *testPage) drawn() registration.State { return p.w.commanded() }

func (p *testPage) pace() trial.Pace {
	d := time.Duration(p.slow.Value) * 100 * time.Millisecond
	return trial.Pace{Stop: d, Key: d / 5}
}

func (p *testPage) tryKey() []trial.Step {
	d := p.chosen()
	k := trial.Key{Division: d, Key: p.console.Divisions[d].Lowest + uint8(max(p.key.SelectedIndex(), 0))}
	return trial.Note(p.console, k, p.drawn(), p.pace())
}

func (p *testPage) tryStop() []trial.Step {
	if i := p.control.SelectedIndex(); i >= 0 && i < len(p.controls) {
		return trial.Stop(p.console, p.controls[i], p.drawn(), p.pace())
	}
	return nil
}

// start begins a trial, in the place of one that goes on. The piece pauses for it.
func (p *testPage) start(steps []trial.Step) {
	p.end()
	if len(steps) == 0 {
		return
	}
	s := p.w.engine.Status()
	if s.Transport == playback.Playing {
		p.w.engine.Pause()
	}
	p.held, p.step = false, nil
	var t *trial.Trial
	t = trial.Start(p.w.engine, s.Registration, steps, func(n int, s *trial.Step) {
		p.w.post(func() {
			if p.trial != t {
				return
			}
			if s == nil {
				p.trial = nil
				p.sounds.SetText("")
				p.showRunning()
				return
			}
			p.step, p.number, p.steps = s, n+1, len(steps)
			p.sayStep()
		})
	})
	p.trial = t
	p.showRunning()
}

// sayStep says what sounds.
func (p *testPage) sayStep() {
	text := p.step.Text(sequencer.KeyName)
	if p.steps > 1 {
		text = fmt.Sprintf("%d of %d   %s", p.number, p.steps, text)
	}
	p.sounds.SetText(text)
}

// renamed calls the keys as they are called now.
func (p *testPage) renamed() {
	p.fillDivision()
	if p.trial != nil && p.step != nil {
		p.sayStep()
	}
}

// end ends the trial that goes on, with everything released.
func (p *testPage) end() {
	if t := p.trial; t != nil {
		p.trial = nil
		t.Close()
		p.sounds.SetText("")
		p.showRunning()
	}
}

func (p *testPage) toggleHold() {
	if p.trial != nil {
		p.held = !p.held
		p.trial.Hold(p.held)
		p.showRunning()
	}
}

func (p *testPage) showRunning() {
	for _, b := range []*touch.Button{p.hold, p.next, p.stop} {
		if p.trial != nil {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	p.hold.SetText(map[bool]string{true: "Go on", false: "Hold"}[p.held && p.trial != nil])
	if p.trial == nil && p.sounds.Text == "" {
		p.sounds.SetText("Nothing is being tried.")
	}
}

// look ends the trial when playing begins, and follows another console.
func (p *testPage) look() {
	if p.trial != nil && p.w.engine.Status().Transport == playback.Playing {
		p.end()
	}
	if c := p.w.session.Console(); c != p.console {
		p.end()
		p.console = c
		p.fill()
	}
}

func (p *testPage) close() { p.end() }
