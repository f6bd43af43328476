package ui

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/sequencer/playback"
)

// outputs is what the piece sounds on: which ports the player has chosen, and which of them are open. Opening happens on
// goroutines of its own; everything else belongs to Fyne's.
type outputs struct {
	w       *Window
	console *registration.Console
	chosen  []string          // names, in order of choice
	open    map[string]bool   // in the engine
	opening map[string]bool   //
	failed  map[string]string // why it could not be opened
	reports map[string]reporter
	ports   []Port
	note    string

	preview  string                // the name of GrandOrgue's organ, "" while there is no preview
	previews *registration.Console // that organ's
	former   []string              // what was chosen before the preview

	waits bool // for the first piece
}

// reporter is an output that can say how it fares: how soon a key sounds, how often the sound broke off.
type reporter interface {
	Report() (words string, trouble bool)
}

func newOutputs(w *Window) *outputs {
	return &outputs{
		w: w, open: make(map[string]bool), opening: make(map[string]bool), failed: make(map[string]string),
		reports: make(map[string]reporter),
	}
}

// restore chooses what was chosen in the last run, at first the built-in organ. Nothing is opened before begin: an organ would be
// told the registration of another one, in the other's MIDI, while the first piece is still being read.
func (o *outputs) restore() {
	o.chosen = o.w.app.Preferences().StringListWithFallback(prefOutputs, []string{Builtin})
	o.waits = true
}

// begin opens what is chosen: the first piece is there.
func (o *outputs) begin() {
	o.waits = false
	o.openAll()
}

// use speaks to everything as another console wants it.
func (o *outputs) use(c *registration.Console) {
	same := c == o.console || reflect.DeepEqual(c, o.console) // the same description, read once more
	o.console = c
	defer o.toPreview()
	if same {
		return
	}
	for name := range o.open {
		o.w.engine.RemoveOutput(name)
		delete(o.open, name)
	}
	clear(o.failed)
	o.openAll()
}

func (o *outputs) openAll() {
	for _, name := range o.chosen {
		o.openOne(name)
	}
}

// openOne opens a chosen output if it is not open.
func (o *outputs) openOne(name string) {
	if o.console == nil || o.waits || o.open[name] || o.opening[name] {
		return
	}
	o.opening[name] = true
	delete(o.failed, name)
	c := o.console
	open := func(ctx context.Context) (playback.Output, error) { // by the engine, too, when it was lost
		out, err := o.w.devices.Open(ctx, name, c)
		if err == nil {
			r, _ := out.(reporter)
			o.w.post(func() { o.reports[name] = r })
		}
		return out, err
	}
	o.w.running.Go(func() {
		out, err := open(o.w.ctx)
		o.w.post(func() { o.opened(name, c, out, err, open) })
	})
}

func (o *outputs) opened(name string, c *registration.Console, out playback.Output, err error, reopen playback.Reopen) {
	delete(o.opening, name)
	switch {
	case err != nil:
		if o.w.ctx.Err() == nil {
			o.failed[name] = sentence(err)
			o.w.alert(o.failed[name], true)
		}
	case o.w.closing || !reflect.DeepEqual(o.console, c) || !slices.Contains(o.chosen, name):
		out.Close()
		if !o.w.closing && slices.Contains(o.chosen, name) {
			o.openOne(name) // as the console that is there now wants it
		}
	default:
		o.open[name] = true
		o.w.engine.AddOutput(out, reopen)
	}
	o.w.showStatus()
}

// choose takes an output into use or out of it.
func (o *outputs) choose(name string, on bool) {
	o.chosen = slices.DeleteFunc(slices.Clone(o.chosen), func(s string) bool { return s == name })
	if on {
		o.chosen = append(o.chosen, name)
		o.openOne(name)
	} else {
		delete(o.failed, name)
		if o.open[name] {
			o.w.engine.RemoveOutput(name)
			delete(o.open, name)
		}
	}
	kept := o.chosen
	if o.former != nil {
		kept = o.former
	}
	o.w.app.Preferences().SetStringList(prefOutputs, kept)
	o.w.showCount()
	o.w.showStatus()
}

// previewOn has the piece played on GrandOrgue's organ alone, as soon as it is for that organ.
func (o *outputs) previewOn(name string, c *registration.Console) {
	if o.preview != "" {
		o.choose(o.preview, false) // another organ, or a GrandOrgue that was started again
	}
	o.preview, o.previews = name, c
	o.toPreview()
}

// toPreview leaves everything else for GrandOrgue's organ when the piece is for it.
func (o *outputs) toPreview() {
	if o.preview == "" || o.console == nil || !sameOrgan(o.console, o.previews) || slices.Contains(o.chosen, o.preview) {
		return
	}
	if o.former == nil {
		o.former = slices.Clone(o.chosen)
	}
	for _, name := range slices.Clone(o.chosen) {
		o.choose(name, false)
	}
	o.choose(o.preview, true)
}

// previewing reports whether GrandOrgue was started.
func (o *outputs) previewing() bool { return o.preview != "" }

// endPreview goes back to what was chosen before.
func (o *outputs) endPreview() {
	former := o.former
	o.choose(o.preview, false)
	o.preview, o.previews, o.former = "", nil, nil
	for _, name := range former {
		if !slices.Contains(o.chosen, name) {
			o.choose(name, true)
		}
	}
	o.w.refreshMenu()
}

// wired reports whether anything but the built-in organ is chosen.
func (o *outputs) wired() bool {
	return slices.ContainsFunc(o.chosen, func(name string) bool { return name != Builtin })
}

// caption says in short what sounds, and whether something is wrong.
func (o *outputs) caption(s *playback.Status) (text string, trouble bool) {
	trouble = len(o.failed) > 0
	for _, out := range s.Outputs {
		trouble = trouble || out.Fault != ""
	}
	switch len(o.chosen) {
	case 0:
		return "No output", trouble
	case 1:
		return o.label(o.chosen[0]), trouble
	}
	return fmt.Sprintf("%d outputs", len(o.chosen)), trouble
}

func (o *outputs) label(name string) string {
	if name == o.preview && name != "" {
		return "GrandOrgue"
	}
	return portLabel(o.ports, name)
}

// portLabel is a port for people.
func portLabel(ports []Port, name string) string {
	for _, p := range ports {
		if p.Name == name && p.Label != "" {
			return p.Label
		}
	}
	return strings.TrimPrefix(name, "virtual:")
}

// popUp lists what can sound, below the button.
func (o *outputs) popUp(at fyne.CanvasObject) {
	show := func(ports []Port, note string) {
		o.ports, o.note = ports, note
		pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(at)
		menu := widget.NewPopUpMenu(fyne.NewMenu("", o.items()...), o.w.win.Canvas())
		size := menu.MinSize()
		x := min(pos.X, o.w.win.Canvas().Size().Width-size.Width-4)
		menu.ShowAtPosition(fyne.NewPos(max(x, 0), pos.Y+at.Size().Height))
	}
	o.w.running.Go(func() {
		ports, note := o.w.devices.Ports(o.w.ctx)
		o.w.post(func() {
			if !o.w.closing {
				show(ports, note)
			}
		})
	})
}

func (o *outputs) items() []*fyne.MenuItem {
	add := func(items []*fyne.MenuItem, name, label string) []*fyne.MenuItem {
		on := slices.Contains(o.chosen, name)
		if why := o.failed[name]; why != "" && on {
			label += "  (not open)"
		}
		item := fyne.NewMenuItem(label, func() { o.choose(name, !on) })
		item.Checked = on
		return append(items, item)
	}
	items := add(nil, Builtin, Builtin)
	items = append(items, fyne.NewMenuItemSeparator())
	listed := map[string]bool{Builtin: true}
	for _, p := range o.ports {
		label := p.Label
		if label == "" {
			label = p.Name
		}
		items = add(items, p.Name, label)
		listed[p.Name] = true
	}
	if o.preview != "" {
		items = add(items, o.preview, "GrandOrgue: "+o.previews.Title)
		listed[o.preview] = true
	}
	for _, name := range o.chosen {
		switch {
		case listed[name]:
		case o.open[name]: // a file of bytes is in no list
			items = add(items, name, o.label(name))
		default:
			items = add(items, name, o.label(name)+"  (not there)")
		}
	}
	for _, name := range o.chosen {
		if r := o.reports[name]; r != nil && o.open[name] {
			words, _ := r.Report()
			note := fyne.NewMenuItem(o.label(name)+": "+words, nil)
			note.Disabled = true
			items = append(items, note)
		}
	}
	if o.note != "" {
		note := fyne.NewMenuItem(o.note, nil)
		note.Disabled = true
		items = append(items, note)
	}
	items = append(items, fyne.NewMenuItemSeparator())
	if a := o.w.action("play.organ"); a.enabled() {
		items = append(items, fyne.NewMenuItem(a.label(), func() { o.w.run(a) }))
	}
	items = append(items, fyne.NewMenuItem("Try again what is not open", func() {
		clear(o.failed)
		o.openAll()
	}))
	return items
}
