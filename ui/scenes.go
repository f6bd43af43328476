package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/sequencer"
)

// scenesOf lists the scenes of a piece, then those of its console that it does not have of its own.
func scenesOf(a *sequencer.Arrangement) []registration.Scene {
	var out []registration.Scene
	seen := make(map[string]bool)
	for _, list := range [][]registration.Scene{a.Piece().Scenes, a.Console().Scenes} {
		for _, s := range list {
			if !seen[s.Name] {
				seen[s.Name] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// recall makes every change that a scene asks for, by hand.
func (w *Window) recall(sc registration.Scene) {
	c := w.session.Console()
	from := w.commanded()
	to, missing := sc.Recall(c, from)
	w.byHand(registration.Diff(from, to)...)
	if len(missing) > 0 {
		w.alert(fmt.Sprintf("The scene %s asks for %s, which this organ does not have.", sc.Name, missing[0]), true)
	}
}

// keepScene makes a scene of what is drawn on the organ now.
func (w *Window) keepScene() { w.askScene(w.commanded()) }

// askScene asks for the name of a scene and keeps a registration under it.
func (w *Window) askScene(state registration.State) {
	c := w.session.Console()
	if state.Count() == 0 {
		w.alert("Nothing is drawn, so there is no scene to keep.", true)
		return
	}
	name := w.entry("")
	name.SetPlaceHolder(fmt.Sprintf("Scene %d", len(w.session.Piece().Piece().Scenes)+1))
	what := widget.NewLabel(drawnText(c, state))
	what.Wrapping = fyne.TextWrapWord
	note := widget.NewLabel("The lane recalls it by right-click, the jamb by its piston.")
	name.OnChanged = func(text string) {
		note.SetText("The lane recalls it by right-click, the jamb by its piston.")
		for _, s := range scenesOf(w.session.Piece()) {
			if s.Name == text {
				note.SetText("There is a scene of this name: this one takes its place.")
			}
		}
	}
	body := container.NewVBox(what, container.New(layout.NewFormLayout(), widget.NewLabel("Name"), name), note)
	var q *question
	q = w.ask("Keep a scene", "Keep", body, func() {
		q.Hide()
		text := name.Text
		if text == "" {
			text = name.PlaceHolder
		}
		w.apply("Keep the scene "+text, "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
			return a.WithScene(registration.SceneOf(c, text, state))
		})
	})
	q.Resize(fyne.NewSize(480, 240))
	w.focus(name)
}
