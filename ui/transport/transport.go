// Package transport is the bar with which a piece is played: rewind, play, stop, where we are, loop, tempo, what sounds
// and panic. The bar is mute: it shows the [Status] it is given and calls back.
package transport

import (
	"fmt"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"voluntary/ui/touch"
)

// Bounds of the tempo trim, in percent of what is written.
const (
	SlowestTempo = 50
	FastestTempo = 200
)

// Status is what the bar shows.
type Status struct {
	Playing   bool
	Position  string // "12:2.5"
	Clock     string // "0:34.5 / 4:38.7"
	Loop      bool
	LoopText  string // "bars 3 to 6", "" when no loop is set
	Tempo     int    // percent, now
	Asked     int    // percent, where the slider stands; 0: as Tempo
	Waiting   bool   // at a wait point: the play button goes on
	Transpose int    // semitones
	Output    string // "Built-in organ"
	Trouble   bool   // an output is faulted
}

// Bar is the transport bar.
type Bar struct {
	widget.BaseWidget

	OnRewind    func()
	OnPlay      func() // play or pause
	OnStop      func()
	OnLoop      func(bool)
	OnTempo     func(percent int)
	OnTranspose func(semitones int)
	OnOutputs   func(at fyne.CanvasObject)
	OnPanic     func()
	KeyOf       func(action string) string // the key of an action of the window: " (F8)"
	OnHover     func(string)               // what the button under the pointer does, "" for none
	OnKey       touch.Keys                 // a key that means nothing here

	status   Status
	quiet    bool // callbacks are held back while a status is shown
	play     *touch.Button
	position *canvas.Text
	clock    *canvas.Text
	loop     *touch.Check
	tempo    *touch.Slider
	percent  *touch.Button
	moved    *touch.Button // by how many semitones, while it is any
	output   *touch.Button
	content  fyne.CanvasObject
}

// New makes a bar at rest.
func New() *Bar {
	b := &Bar{}
	b.ExtendBaseWidget(b)
	b.build()
	b.SetStatus(Status{Position: "1:1", Clock: "0:00.0", Tempo: 100, Output: "No output"})
	return b
}

func (b *Bar) build() {
	call := func(f *func()) func() {
		return func() {
			if *f != nil {
				(*f)()
			}
		}
	}
	rewind := touch.NewButton("", theme.MediaSkipPreviousIcon(), call(&b.OnRewind))
	b.play = touch.NewButton("Play", theme.MediaPlayIcon(), call(&b.OnPlay))
	b.play.Importance = widget.HighImportance
	stop := touch.NewButton("", theme.MediaStopIcon(), call(&b.OnStop))
	b.position = number(20, true)
	b.clock = number(13, false)
	b.loop = touch.NewCheck("Loop", func(on bool) {
		if !b.quiet && b.OnLoop != nil {
			b.OnLoop(on)
		}
	})
	b.tempo = touch.NewSlider(SlowestTempo, FastestTempo, func(v float64) {
		if !b.quiet && b.OnTempo != nil {
			b.OnTempo(int(math.Round(v)))
		}
	})
	b.percent = touch.NewButton("100 %", nil, func() {
		if b.OnTempo != nil {
			b.OnTempo(100)
		}
	})
	b.percent.Importance = widget.LowImportance
	b.moved = touch.NewButton("", nil, func() {
		if b.OnTranspose != nil {
			b.OnTranspose(0)
		}
	})
	b.moved.Importance = widget.WarningImportance
	b.moved.Hide()
	b.output = touch.NewButton("", theme.VolumeUpIcon(), func() {
		if b.OnOutputs != nil {
			b.OnOutputs(b.output)
		}
	})
	panicButton := touch.NewButton("Panic", theme.WarningIcon(), call(&b.OnPanic))
	panicButton.Importance = widget.DangerImportance
	pass := func(e *fyne.KeyEvent) {
		if b.OnKey != nil {
			b.OnKey(e)
		}
	}
	say := func(text string) {
		if b.OnHover != nil {
			b.OnHover(text)
		}
	}
	for button, hint := range map[*touch.Button][2]string{ // and the action of the window that does the same
		rewind: {"To the beginning", "play.rewind"}, b.play: {"Play or pause", "play.toggle"},
		stop: {"Stop, and go back to where playing began", "play.stop"}, b.percent: {"Back to the written tempo", "play.written"},
		b.moved: {"Transposed; press to play as written"}, b.output: {"What the piece sounds on"},
		panicButton: {"Silence everything at once", "play.panic"},
	} {
		button.OnKey, button.Hint, button.OnHint = pass, hint[0], say
		button.HintOn = func() string {
			if b.KeyOf == nil || hint[1] == "" {
				return ""
			}
			return b.KeyOf(hint[1])
		}
	}
	b.loop.OnKey, b.tempo.OnKey = pass, pass
	// What changes while it plays has room for its longest, so that nothing beside it moves.
	b.content = container.NewHBox(
		rewind, room(b.play, 86), stop,
		room(container.NewCenter(b.position), 104), room(container.NewCenter(b.clock), 132), room(b.loop, 116),
		widget.NewSeparator(),
		container.NewCenter(widget.NewLabel("Tempo")), room(b.tempo, 120), room(b.percent, 66), b.moved,
		layout.NewSpacer(), b.output, panicButton,
	)
}

// room gives an object a width that does not change.
func room(o fyne.CanvasObject, width float32) fyne.CanvasObject {
	return container.NewGridWrap(fyne.NewSize(width, height), o)
}

// height of the bar in units.
const height = 34

func number(size float32, bold bool) *canvas.Text {
	t := canvas.NewText("", color.Black)
	t.TextSize = size
	t.TextStyle = fyne.TextStyle{Bold: bold}
	return t
}

// Status is what the bar shows now.
func (b *Bar) Status() Status { return b.status }

// SetStatus shows a status. Only what has changed is drawn anew.
func (b *Bar) SetStatus(s Status) {
	old := b.status
	b.status = s
	b.quiet = true
	defer func() { b.quiet = false }()
	if s.Playing != old.Playing || s.Waiting != old.Waiting {
		switch {
		case s.Waiting:
			b.play.SetText("Go on")
			b.play.SetIcon(theme.MediaPlayIcon())
		case s.Playing:
			b.play.SetText("Pause")
			b.play.SetIcon(theme.MediaPauseIcon())
		default:
			b.play.SetText("Play")
			b.play.SetIcon(theme.MediaPlayIcon())
		}
	}
	if s.Position != old.Position {
		b.position.Text = s.Position
		b.position.Refresh()
	}
	if s.Clock != old.Clock {
		b.clock.Text = s.Clock
		b.clock.Refresh()
	}
	if s.Loop != b.loop.Checked {
		b.loop.SetChecked(s.Loop)
	}
	if text := loopText(s); b.loop.Text != text {
		b.loop.Text = text
		b.loop.Refresh()
	}
	if asked := s.asked(); asked != old.asked() {
		b.tempo.SetValue(float64(asked))
	}
	if s.Tempo != old.Tempo {
		b.percent.SetText(fmt.Sprintf("%d %%", s.Tempo))
	}
	if s.Transpose != old.Transpose {
		b.moved.SetText(fmt.Sprintf("Key %+d", s.Transpose))
		if s.Transpose != 0 {
			b.moved.Show()
		} else {
			b.moved.Hide()
		}
	}
	if s.Output != old.Output || s.Trouble != old.Trouble {
		b.output.SetText(short(s.Output, 28))
		icon := theme.VolumeUpIcon()
		if s.Trouble {
			icon = theme.ErrorIcon()
		}
		b.output.SetIcon(icon)
	}
}

func (s Status) asked() int {
	if s.Asked == 0 {
		return s.Tempo
	}
	return s.Asked
}

func loopText(s Status) string {
	if s.LoopText == "" {
		return "Loop"
	}
	return "Loop " + s.LoopText
}

// short cuts a long name in its middle, where names of ports differ least.
func short(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n/2]) + "…" + string(r[len(r)-(n-n/2-1):])
}

// CreateRenderer implements fyne.Widget.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	b.recolour()
	return &renderer{WidgetRenderer: widget.NewSimpleRenderer(b.content), bar: b}
}

func (b *Bar) recolour() {
	c := b.Theme().Color(theme.ColorNameForeground, fyne.CurrentApp().Settings().ThemeVariant())
	b.position.Color, b.clock.Color = c, c
}

type renderer struct {
	fyne.WidgetRenderer
	bar *Bar
}

func (r *renderer) Refresh() {
	r.bar.recolour()
	r.WidgetRenderer.Refresh()
}
