package ui

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/sequencer"
	"voluntary/ui/touch"
)

// builtin is how the built-in organ is tuned, where it stands and how it is played: what the player has chosen for this
// computer, under what the piece asks for. It belongs to Fyne's goroutine.
type builtin struct {
	w        *Window
	builder  OrganBuilder // nil: there is nothing to choose
	choices  OrganChoices
	own      OrganSettings // the player's
	wanted   OrganSettings // with what the piece asks for
	building bool          // on a goroutine of its own
	later    bool          // what was built last waits for the next start of the program
	unknown  string        // a temperament that the piece asks for and nobody knows
	shown    func()        // brings the dialog up to date, while it is open
}

// newBuiltin finds how the organ was left in the last run, and tells it to the devices, which have opened nothing yet.
func newBuiltin(w *Window) *builtin {
	b := &builtin{w: w}
	b.builder, _ = w.devices.(OrganBuilder)
	if b.builder == nil {
		return b
	}
	b.choices = b.builder.OrganChoices()
	p, usual := w.app.Preferences(), b.choices.Usual
	b.own = b.tidy(OrganSettings{
		Temperament: p.StringWithFallback(prefTemperament, usual.Temperament),
		Pitch:       p.FloatWithFallback(prefPitch, usual.Pitch),
		Room:        p.StringWithFallback(prefRoom, usual.Room),
		Wind:        p.IntWithFallback(prefWind, usual.Wind),
		Seed:        p.IntWithFallback(prefSeed, usual.Seed),
		Waiting:     p.IntWithFallback(prefWaiting, usual.Waiting),
		Steady:      p.BoolWithFallback(prefSteady, usual.Steady),
	})
	if n := w.options.Waiting; n != 0 {
		b.own.Waiting = n // for this run
	}
	if w.options.Steady {
		b.own.Steady = true
	}
	b.wanted = b.own
	b.builder.BuildOrgan(b.own)
	return b
}

// tidy is settings with the usual in place of what cannot be chosen any more.
func (b *builtin) tidy(s OrganSettings) OrganSettings {
	c := &b.choices
	if !slices.Contains(c.Temperaments, s.Temperament) {
		s.Temperament = c.Usual.Temperament
	}
	if !(s.Pitch >= c.LowestPitch && s.Pitch <= c.HighestPitch) {
		s.Pitch = c.Usual.Pitch
	}
	if !slices.Contains(c.Rooms, s.Room) {
		s.Room = c.Usual.Room
	}
	s.Wind = min(max(s.Wind, 0), 100)
	if !slices.Contains(c.Waiting, s.Waiting) {
		s.Waiting = c.Usual.Waiting
	}
	return s
}

// follow tunes the organ as the piece asks for it.
func (b *builtin) follow(a *sequencer.Arrangement) {
	if b.builder == nil {
		return
	}
	want, unknown := b.under(a.Tuning())
	if unknown != "" && unknown != b.unknown {
		b.w.alert(fmt.Sprintf("The piece asks for the temperament %s, which is not known: it is played in %s.", unknown, want.Temperament), true)
	}
	b.unknown = unknown
	b.build(want)
	if b.shown != nil {
		b.shown()
	}
}

// under is the player's settings with what a piece asks for put over them.
func (b *builtin) under(t sequencer.Tuning) (want OrganSettings, unknown string) {
	want = b.own
	switch {
	case t.Temperament == "":
	case slices.Contains(b.choices.Temperaments, t.Temperament):
		want.Temperament = t.Temperament
	default:
		unknown = t.Temperament
	}
	if t.Pitch != 0 {
		want.Pitch = min(max(t.Pitch, b.choices.LowestPitch), b.choices.HighestPitch)
	}
	return want, unknown
}

// build lets the organ become what is wanted, on a goroutine of its own; what is wanted meanwhile comes after it.
func (b *builtin) build(want OrganSettings) {
	same := want == b.wanted
	b.wanted = want
	if same || b.building {
		return
	}
	b.building = true
	b.w.running.Go(func() {
		now := b.builder.BuildOrgan(want)
		b.w.post(func() {
			b.building, b.later = false, !now
			if b.w.closing {
				return
			}
			if want != b.wanted {
				next := b.wanted
				b.wanted = want
				b.build(next)
			} else if b.shown != nil {
				b.shown()
			}
		})
	})
}

// choose changes the player's settings and remembers them.
func (b *builtin) choose(change func(*OrganSettings)) {
	change(&b.own)
	p := b.w.app.Preferences()
	p.SetString(prefTemperament, b.own.Temperament)
	p.SetFloat(prefPitch, b.own.Pitch)
	p.SetString(prefRoom, b.own.Room)
	p.SetInt(prefWind, b.own.Wind)
	p.SetInt(prefSeed, b.own.Seed)
	p.SetInt(prefWaiting, b.own.Waiting)
	p.SetBool(prefSteady, b.own.Steady)
	b.follow(b.w.session.Piece())
}

// tune changes temperament or pitch, of the piece if it asks for one, else the player's.
func (b *builtin) tune(change func(*OrganSettings)) {
	t := b.w.session.Piece().Tuning()
	if t == (sequencer.Tuning{}) {
		b.choose(change)
		return
	}
	s, _ := b.under(t)
	change(&s)
	b.ask(sequencer.Tuning{Temperament: s.Temperament, Pitch: s.Pitch})
}

// ask lets the piece ask for a tuning. Several changes in a row are one step.
func (b *builtin) ask(t sequencer.Tuning) {
	if t == b.w.session.Piece().Tuning() {
		return
	}
	b.w.apply("Tuning of the piece", "tuning", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) { return a.WithTuning(t) })
}

// report says how the organ fares on the sound device.
func (b *builtin) report() (words string, trouble bool) {
	if r := b.w.outputs.reports[Builtin]; r != nil && b.w.outputs.open[Builtin] {
		return r.Report()
	}
	return "", false
}

// show opens the page of the built-in organ. Everything is heard at once.
func (b *builtin) show() {
	w, c := b.w, &b.choices
	silent := false // the widgets are being set
	heard := func(f func()) func() {
		return func() {
			if !silent {
				f()
			}
		}
	}
	choice := func(options []string, set func(string)) *touch.Select {
		s := touch.NewSelect(options, nil)
		s.OnChanged = func(v string) { heard(func() { set(v) })() }
		s.OnKey = w.typedKey
		return s
	}
	temperament := choice(c.Temperaments, func(v string) { b.tune(func(s *OrganSettings) { s.Temperament = v }) })
	room := choice(c.Rooms, func(v string) { b.choose(func(s *OrganSettings) { s.Room = v }) })

	pitchText := widget.NewLabel("")
	pitch := touch.NewSlider(math.Ceil(c.LowestPitch), math.Floor(c.HighestPitch), nil)
	pitch.OnKey = w.typedKey
	pitch.OnChanged = func(v float64) { heard(func() { b.tune(func(s *OrganSettings) { s.Pitch = v }) })() }
	windText := widget.NewLabel("")
	wind := touch.NewSlider(0, 100, nil)
	wind.OnKey = w.typedKey
	wind.OnChanged = func(v float64) { heard(func() { b.choose(func(s *OrganSettings) { s.Wind = int(v) }) })() }

	seed := w.entry("")
	seed.OnChanged = func(text string) {
		if n, err := strconv.Atoi(text); err == nil && n >= 0 {
			heard(func() { b.choose(func(s *OrganSettings) { s.Seed = n }) })()
		}
	}
	another := w.button("Another", func() { b.choose(func(s *OrganSettings) { s.Seed = 1 + rand.IntN(9999) }) })

	var frames []string
	for _, n := range c.Waiting {
		frames = append(frames, waitingText(n, c.Rate))
	}
	waiting := choice(frames, nil)
	waiting.OnChanged = func(string) {
		heard(func() { b.choose(func(s *OrganSettings) { s.Waiting = c.Waiting[max(waiting.SelectedIndex(), 0)] }) })()
	}

	grows := touch.NewCheck("More wait when the sound has broken off", nil)
	grows.OnKey = w.typedKey
	grows.OnChanged = func(on bool) { heard(func() { b.choose(func(s *OrganSettings) { s.Steady = !on }) })() }

	piece := touch.NewCheck("Temperament and a' belong to this piece", nil)
	piece.OnKey = w.typedKey
	piece.OnChanged = func(on bool) {
		heard(func() {
			var t sequencer.Tuning
			if on {
				t = sequencer.Tuning{Temperament: b.wanted.Temperament, Pitch: b.wanted.Pitch}
			}
			b.ask(t)
		})()
	}

	state := widget.NewLabel("")
	state.Wrapping = fyne.TextWrapWord
	look := func() {
		silent = true
		defer func() { silent = false }()
		s := b.wanted
		temperament.SetSelected(s.Temperament)
		room.SetSelected(s.Room)
		pitch.SetValue(math.Round(s.Pitch))
		pitchText.SetText(pitchName(s.Pitch))
		wind.SetValue(float64(s.Wind))
		windText.SetText(windName(s.Wind))
		if n, err := strconv.Atoi(seed.Text); err != nil || n != s.Seed {
			seed.SetText(strconv.Itoa(s.Seed))
		}
		waiting.SetSelectedIndex(slices.Index(c.Waiting, s.Waiting))
		grows.SetChecked(!s.Steady)
		piece.SetChecked(w.session.Piece().Tuning() != (sequencer.Tuning{}))
		words, trouble := b.report()
		if words == "" {
			words = "the organ is not open on the sound device"
		}
		words = sentence(fmt.Errorf("%s", words))
		if b.later {
			words += " Fewer frames wait when Voluntary is started again."
		}
		state.Importance = widget.MediumImportance
		if trouble {
			state.Importance = widget.WarningImportance
			words += " Let more frames wait if that goes on."
		}
		state.SetText(words)
	}

	beside := func(main, right fyne.CanvasObject) fyne.CanvasObject {
		return container.NewBorder(nil, nil, nil, container.NewGridWrap(fyne.NewSize(230, 36), right), main)
	}
	form := container.New(layout.NewFormLayout(),
		widget.NewLabel("Temperament"), temperament,
		widget.NewLabel("a'"), beside(pitch, pitchText),
		widget.NewLabel(""), piece,
		widget.NewLabel("Room"), room,
		widget.NewLabel("Wind"), beside(wind, windText),
		widget.NewLabel("Pipes"), beside(seed, another),
		widget.NewLabel("Sound device"), waiting,
		widget.NewLabel(""), grows,
	)
	usual := w.button("As usual", func() {
		b.choose(func(s *OrganSettings) { *s = c.Usual })
		b.ask(sequencer.Tuning{})
	})
	page := container.NewVBox(form, state)
	scroll := container.NewVScroll(page)
	d := dialog.NewCustomWithoutButtons("Built-in organ", scroll, w.win)
	closeIt := w.button("Close", func() { d.Hide() })
	closeIt.Importance = widget.HighImportance
	d.SetButtons([]fyne.CanvasObject{container.NewHBox(layout.NewSpacer(), usual, closeIt)})
	stop := make(chan struct{})
	d.SetOnClosed(func() {
		b.shown = nil
		close(stop)
	})
	w.show(d, nil)
	b.shown = look
	look()
	window := w.win.Canvas().Size()
	scroll.SetMinSize(fyne.NewSize(0, min(page.MinSize().Height+2*state.MinSize().Height, window.Height-130)))
	d.Resize(fyne.NewSize(min(window.Width-40, 640), 0))
	w.win.Canvas().Focus(temperament)
	w.running.Go(func() { // how often it breaks off
		every := time.NewTicker(time.Second)
		defer every.Stop()
		for {
			select {
			case <-stop:
				return
			case <-w.ctx.Done():
				return
			case <-every.C:
				w.post(func() {
					if b.shown != nil {
						b.shown()
					}
				})
			}
		}
	})
}

// pitchName is a pitch for people, with what it stands for.
func pitchName(hertz float64) string {
	names := map[float64]string{392: "French, about 1700", 415: "chamber, low", 430: "classical", 440: "usual", 442: "today's orchestra", 466: "choir, high"}
	text := plain(hertz) + " Hz"
	if name := names[hertz]; name != "" {
		text += " (" + name + ")"
	}
	return text
}

func windName(percent int) string {
	switch {
	case percent == 0:
		return "steady"
	case percent < 40:
		return fmt.Sprintf("%d %%, sags a little", percent)
	case percent < 80:
		return fmt.Sprintf("%d %%, sags", percent)
	}
	return fmt.Sprintf("%d %%, old bellows", percent)
}

// waitingText says how many frames wait, and how long that is.
func waitingText(frames, rate int) string {
	return fmt.Sprintf("%s wait (%.0f ms)", sequencer.Count(frames, "frame"), 1000*float64(frames)/float64(max(rate, 1)))
}
