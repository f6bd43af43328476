package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/registration/draft"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
)

func (w *Window) ladderActions() []*Action {
	const play, in = "Play", "Loudness"
	return []*Action{
		{ID: "ladder.louder", Menu: play, In: in, Gap: true, Label: "Louder", Key: fyne.KeyUp, Mod: ctrlShift, Do: func() { w.stepLoudness(1) }},
		{ID: "ladder.softer", Menu: play, In: in, Label: "Softer", Key: fyne.KeyDown, Mod: ctrlShift, Do: func() { w.stepLoudness(-1) }},
		{ID: "ladder.play", Menu: play, In: in, Label: "Play at", Sub: func() []*fyne.MenuItem { return w.stepItems(w.playAt) }},
		{ID: "ladder.dynamics", Menu: "Tools", In: "Registration", Gap: true, Label: "Register by dynamics", Do: func() {
			w.apply("Register by dynamics", "", sequencer.RegisterByDynamics())
		}},
		{ID: "ladder.register", Menu: "Tools", In: "Registration", Label: "Register the whole piece at", Sub: func() []*fyne.MenuItem {
			return w.stepItems(func(step int) {
				w.apply("Register at "+registration.StepNames()[step], "", sequencer.RegisterAt(step))
			})
		}},
		{ID: "ladder.set", Menu: "Organ", Label: "Keep what is drawn as a step", Sub: func() []*fyne.MenuItem { return w.stepItems(w.setStep) }},
	}
}

// stepItems lists the steps of the organ's ladder, from the softest on.
func (w *Window) stepItems(do func(step int)) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	c := w.session.Console()
	for i, name := range registration.StepNames() {
		if !c.StepIsSet(i) {
			name += "  (by the families of the stops)"
		}
		items = append(items, fyne.NewMenuItem(name, func() { do(i) }))
	}
	return items
}

// playAt draws a step of the ladder by hand.
func (w *Window) playAt(step int) {
	sc := w.session.Console().Ladder()[step]
	w.recall(sc)
	w.alert(fmt.Sprintf("Drawn by hand: %s. %s gives the stops back to the lane.", sc.Name, w.byKey("play.lane")), false)
}

// stepLoudness goes from what is drawn to the next step that is louder or softer.
func (w *Window) stepLoudness(by int) {
	c := w.session.Console()
	step, ok := nextStep(c, w.commanded(), by)
	if !ok {
		w.alert(map[bool]string{true: "The ladder has no louder step.", false: "The ladder has no softer step."}[by > 0], false)
		return
	}
	w.playAt(step)
}

// audible is by how many decibels a step must differ to count as louder or softer.
const audible = 0.3

// nextStep is the step above or below a registration: the next one of the ladder when it is a step itself, else the nearest
// that is louder or softer.
func nextStep(c *registration.Console, now registration.State, by int) (step int, ok bool) {
	ladder := c.Ladder()
	states := make([]registration.State, len(ladder))
	for i, sc := range ladder {
		states[i], _ = sc.Recall(c, now)
	}
	if i := slices.Index(states, now); i >= 0 {
		step = i + by
		return step, step >= 0 && step < len(states)
	}
	loudness := c.LoudnessOfAll(&now)
	if by > 0 {
		for i := range states {
			if c.LoudnessOfAll(&states[i]) > loudness+audible {
				return i, true
			}
		}
		return 0, false
	}
	for i := len(states) - 1; i >= 0; i-- {
		if c.LoudnessOfAll(&states[i]) < loudness-audible {
			return i, true
		}
	}
	return 0, false
}

// setStep keeps what is drawn now as a step of the organ's ladder, in the console among the user's own.
func (w *Window) setStep(step int) {
	now := w.commanded()
	if now.Count() == 0 {
		w.alert("Nothing is drawn, so there is no step to keep.", true)
		return
	}
	name := registration.StepNames()[step]
	d := draft.Of(w.session.Console())
	scene := registration.SceneOf(&d.Console, name, now)
	if i := slices.IndexFunc(d.Scenes, func(s registration.Scene) bool { return s.Name == name }); i >= 0 {
		d.Scenes[i] = scene
	} else {
		d.Scenes = append(d.Scenes, scene)
	}
	c, err := d.Finish()
	if err != nil {
		w.trouble(err)
		return
	}
	keep := func() {
		w.keepConsole(c, func() {
			w.moveConsole("Keep the step "+name, c)
			w.alert(fmt.Sprintf("%s is what is drawn now, on the console %s among your own.", name, c.Name), false)
		})
	}
	words := fmt.Sprintf("A step is kept with the console. %s is not among your own consoles: a copy of that name is put there, with this step, and is used from now on wherever %s is asked for.", c.Name, c.Name)
	if consolefile.Installed(c.Name) {
		if own, err := consolefile.Find(c.Name); err == nil && reflect.DeepEqual(own, w.session.Console()) {
			keep()
			return
		}
		words = fmt.Sprintf("A step is kept with the console. The one of this piece takes the place of %s among your own consoles, which is another.", c.Name)
	}
	text := widget.NewLabel(words)
	text.Wrapping = fyne.TextWrapWord
	var q *question
	q = w.ask("Keep the step "+name, "Keep it so", text, func() {
		q.Hide()
		keep()
	})
	q.Resize(fyne.NewSize(480, 200))
}

// moveConsole gives the piece another description of its organ, that draws the same.
func (w *Window) moveConsole(label string, c *registration.Console) {
	w.apply(label, "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) { return a.WithConsole(c) })
}

// keepConsole keeps a console among the user's own, and calls then on Fyne's goroutine when that is done.
func (w *Window) keepConsole(c *registration.Console, then func()) {
	folder, err := consolefile.Folder()
	if err != nil {
		w.trouble(err)
		return
	}
	w.running.Go(func() {
		err := os.MkdirAll(folder, 0o755)
		if err == nil {
			err = consolefile.Save(filepath.Join(folder, c.Name+consolefile.Extension), c)
		}
		w.post(func() {
			if err != nil {
				w.fail("The console cannot be kept", err)
				return
			}
			then()
		})
	})
}
