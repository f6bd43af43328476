package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// switches is what the menu shows of the engine.
type switches struct {
	loop, wait, hold, pause, glide, chase, fading bool
	toggles                                       bool
	transpose                                     int
}

func switchesOf(s *playback.Status) switches {
	all, _ := toggled(s)
	return switches{
		toggles: len(all) > 0,
		loop:    s.Loop.On, wait: s.WaitAtMarks, hold: s.HoldAtMarks, pause: s.PauseOnFault, glide: s.Glide, chase: s.ChaseKeys, fading: s.Fading,
		transpose: s.Transpose,
	}
}

// restoreSwitches gives the engine what was chosen in the last run.
func (w *Window) restoreSwitches() {
	p := w.app.Preferences()
	w.engine.WaitAtMarks(p.BoolWithFallback(prefWait, true))
	w.engine.HoldAtMarks(p.BoolWithFallback(prefHold, true))
	w.engine.PauseOnFault(p.Bool(prefPause))
	w.engine.Glide(p.Bool(prefGlide))
	w.engine.ChaseKeys(p.BoolWithFallback(prefChase, true))
	w.restoreLater()
}

// flip is an action that switches something of the engine on or off, and remembers it.
func (w *Window) flip(id, label, pref string, is func(*playback.Status) bool, set func(bool)) *Action {
	return &Action{
		ID: id, Menu: "Play", In: "Settings", Label: label, Gap: id == "play.wait",
		Checked: func() bool { return is(w.engine.Status()) },
		Do: func() {
			on := !is(w.engine.Status())
			w.app.Preferences().SetBool(pref, on)
			set(on)
		},
	}
}

// playOn is the play button: it pauses, plays, goes on from a wait point, and takes back a fade.
func (w *Window) playOn() {
	switch s := w.engine.Status(); {
	case s.Waiting:
		w.engine.GoOn()
	case s.Fading:
		w.engine.CancelFade()
	case s.Transport == playback.Playing:
		w.engine.Pause()
	default:
		w.playThen(w.engine.Play)
	}
}

// panic silences everything, also where the engine is stuck, and ends what would press more keys.
func (w *Window) panic() {
	if d, ok := w.devices.(Silencer); ok {
		d.Panic()
	}
	for _, a := range w.asides {
		if a.panicked != nil {
			a.panicked()
		}
	}
	w.engine.Panic()
}

// fades are the lengths of a fade that can be chosen.
var fades = []time.Duration{5 * time.Second, 10 * time.Second, 20 * time.Second}

func (w *Window) fadeItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, over := range fades {
		items = append(items, fyne.NewMenuItem(fmt.Sprintf("over %.0f seconds", over.Seconds()), func() {
			if w.engine.Status().Transport != playback.Playing {
				w.alert("Nothing plays, so there is nothing to fade out.", false)
				return
			}
			w.engine.FadeOut(over)
		}))
	}
	return items
}

func (w *Window) transposeItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	now := w.engine.Status().Transpose
	for by := playback.FarthestTranspose; by >= -playback.FarthestTranspose; by-- {
		item := fyne.NewMenuItem(transposeText(by), func() { w.transposePlaying(by) })
		item.Checked = by == now
		items = append(items, item)
	}
	return items
}

// transposeText is a transposition for people.
func transposeText(by int) string {
	switch by {
	case 0:
		return "As written"
	case 1, -1:
		return fmt.Sprintf("%+d semitone", by)
	}
	return fmt.Sprintf("%+d semitones", by)
}

// transposePlaying moves what is played, and says what the keyboards do not have.
func (w *Window) transposePlaying(by int) {
	w.engine.Transpose(by)
	p := w.engine.Status().Performance
	if p == nil {
		return
	}
	silent, first := playback.BeyondCompass(p, by)
	where := p.Meters().Position(first)
	switch {
	case silent == 1:
		w.alert(fmt.Sprintf("One note is silent now, at %v: its keyboard ends before.", where), true)
	case silent > 1:
		w.alert(fmt.Sprintf("%s are silent now, the first at %v: their keyboards end before.", sequencer.Count(silent, "note"), where), true)
	}
}

// tapTempo takes a beat that was tapped.
func (w *Window) tapTempo() {
	s, now := w.engine.Status(), time.Now()
	if s.Performance == nil {
		return
	}
	w.taps.Tap(now)
	percent, ok := w.taps.Percent(playback.BeatAt(s.Performance, sequencer.Tick(s.TickAt(now))))
	if !ok {
		w.alert("Tap the beat"+w.keyOf("play.tap")+" in the tempo you want.", false)
		return
	}
	w.engine.Tempo(percent)
	w.alert(fmt.Sprintf("Tapped: %d %% of the written tempo.", percent), false)
}

// idle is what the line at the bottom says while nothing lies under the pointer: what playing waits for, else what is
// drawn.
func (w *Window) idle(s *playback.Status) (text string, urgent bool) {
	_, blind := toggled(s)
	switch {
	case s.Performance == nil:
		return "", false // the piece is being compiled: nothing is known yet
	case w.session.Editor().Comparing():
		return "You see and hear it as it was before: " + w.session.Editor().UndoLabel() + ". The same key" + w.keyOf("hear.compare") + " goes back to how it is now.", true
	}
	if text := w.passing(s); text != "" {
		return text, true
	}
	if len(blind) > 0 {
		return blindText(blind[0]), true
	}
	if text := drawnShort(w.session.Console(), w.commanded(), w.hint.fits); text != "" {
		return text, false
	}
	return "Nothing is drawn: right-click in the lane, or press " + w.byKey("edit.lane") + ", to draw a stop.", false
}

// passing is what playing waits for or is about to end with: the line at the bottom says so whatever lies under the pointer. "" is
// nothing.
func (w *Window) passing(s *playback.Status) string {
	switch {
	case s.Performance == nil:
	case s.Waiting:
		return w.waitText(s)
	case s.Setting:
		return settingText(s, time.Now())
	case s.Fading:
		left := max(time.Until(s.FadeEnds), 0).Round(time.Second)
		return fmt.Sprintf("Fading out: %.0f s left. %s or %s takes it back.", left.Seconds(), w.byKey("play.toggle"), w.byKey("play.unfade"))
	}
	return ""
}

// waitText says where playing waits and how it goes on.
func (w *Window) waitText(s *playback.Status) string {
	where := fmt.Sprintf(" at %v", s.Performance.Meters().Position(s.WaitPoint.At))
	if s.WaitPoint.Name != "" {
		where += " (" + s.WaitPoint.Name + ")"
	}
	return "Waiting" + where + ": " + w.byKey("play.toggle") + " goes on."
}

// settingText says that playing waits for the organ.
func settingText(s *playback.Status, now time.Time) string {
	return fmt.Sprintf("The stops are being set, one after the other as this organ needs it: playing begins in %s.",
		inSeconds(s.Instant.Sub(now)))
}

// inSeconds is a time to wait, for people.
func inSeconds(d time.Duration) string {
	if n := int(d.Round(time.Second) / time.Second); n > 1 {
		return fmt.Sprintf("%d seconds", n)
	}
	return "a second"
}

// showSwitches brings the menu to what the engine is set to.
func (w *Window) showSwitches(s *playback.Status) {
	if now := switchesOf(s); now != w.switches {
		w.switches = now
		w.refreshMenu()
	}
}

// offer puts a button beside the line at the bottom that goes on where playing has paused because of a fault.
func (w *Window) offer(a playback.Alert) {
	w.offered = a.From
	w.offerSeen = false
	w.resume.SetText(fmt.Sprintf("Go on from bar %d", a.Bar))
	w.resume.Show()
}

// takeOffer goes on from where the offer says.
func (w *Window) takeOffer() {
	w.resume.Hide()
	w.playThen(func() { w.engine.PlayFrom(w.offered) })
}

// showOffer takes the offer away once playing goes on in another way.
func (w *Window) showOffer(s *playback.Status) {
	if !w.resume.Visible() {
		return
	}
	playing := s.Transport == playback.Playing
	if playing && w.offerSeen {
		w.resume.Hide()
	}
	w.offerSeen = w.offerSeen || !playing
}
