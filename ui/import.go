package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	"voluntary/ui/importer"
)

// importPlan asks which manual plays what.
func (w *Window) importPlan(p *importer.Plan) {
	var consoles []*registration.Console
	for _, e := range consolefile.List() {
		if c, err := consolefile.Find(e.Name); err == nil {
			consoles = append(consoles, c)
		}
	}
	p.Console = sameName(consoles, p.Console)
	d := importer.NewDialog(p, consoles)
	d.OnKey = w.typedKey
	box := dialog.NewCustomWithoutButtons("Give the tracks to the manuals", d.Content(), w.win)
	d.OnCancel = box.Hide
	box.SetOnClosed(d.Silence)
	d.OnListen = w.listen
	d.OnSilent = w.silence
	d.OnImport = func(a *sequencer.Arrangement) {
		box.Hide()
		name := strings.TrimSuffix(p.Source.Name, filepath.Ext(p.Source.Name))
		w.session.SetUnsaved(a, "", name)
		w.opened(nil)
	}
	size := w.win.Canvas().Size()
	box.Resize(fyne.NewSize(min(size.Width-40, 1120), min(size.Height-40, 640)))
	w.show(box, d.Finish)
}

// sameName is the console of the list with this console's name, or the console itself.
func sameName(list []*registration.Console, c *registration.Console) *registration.Console {
	for _, o := range list {
		if o.Name == c.Name {
			return o
		}
	}
	return c
}

// listen plays a passage of something that is not the piece.
func (w *Window) listen(a *sequencer.Arrangement, from, to sequencer.Tick) {
	w.passage = true
	w.outputs.use(a.Console())
	p, _ := sequencer.Compile(a, nil)
	w.engine.SetPerformance(p)
	w.engine.PlayPassage(from, to)
}

// silence goes back to the piece.
func (w *Window) silence() {
	if !w.passage {
		return
	}
	w.passage = false
	w.engine.Stop()
	w.outputs.use(w.session.Console())
	w.listenAnew()
	w.engine.Seek(0)
}
