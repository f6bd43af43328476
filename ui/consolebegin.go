package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/registration/draft"
	"voluntary/registration/edit"
	consolefile "voluntary/registration/file"
	"voluntary/registration/template"
	"voluntary/ui/console"
	"voluntary/ui/touch"
)

// consoleActions is what the console editor can do.
func (w *Window) consoleActions() []*Action {
	const organ, change, page = "Organ", "Change", "Page"
	pages := func(f func(e *consoleEditor)) func() {
		return func() {
			if w.editing != nil {
				f(w.editing)
			}
		}
	}
	can := func(what string) func() bool {
		return func() bool { return w.editing != nil && w.editing.pages.Can(what) }
	}
	undo := func() string {
		if w.editing == nil {
			return ""
		}
		return w.editing.edits.UndoLabel()
	}
	redo := func() string {
		if w.editing == nil {
			return ""
		}
		return w.editing.edits.RedoLabel()
	}
	all := []*Action{
		{ID: "console.new", Menu: organ, Label: "New organ…", Key: fyne.KeyN, Mod: ctrl, Do: w.beginConsole},
		{ID: "console.take", Menu: organ, Label: "Take from a file…", Key: fyne.KeyO, Mod: ctrl, Do: w.browseConsole},
		{ID: "console.save", Menu: organ, Label: "Save", Key: fyne.KeyS, Mod: ctrl, Gap: true, Do: func() { w.saveConsole(nothing) }},
		{ID: "console.saveas", Menu: organ, Label: "Save under another name…", Key: fyne.KeyS, Mod: ctrlShift, Do: func() { w.renameConsole("A short name, which is that of the file", nothing) }},
		{ID: "console.share", Menu: organ, Label: "Share as a file…", Do: w.shareConsole},
		{ID: "console.use", Menu: organ, Label: "Play the piece on it", Gap: true, Do: w.useEdited},
		{ID: "console.check", Menu: organ, Label: "Check the console…", Key: fyne.KeyP, Mod: ctrlShift, Do: w.checkConsole},
		{ID: "console.close", Menu: organ, Label: "Back to the piece", Key: fyne.KeyW, Mod: ctrl, Gap: true, Do: func() { w.leaveConsole(nothing) }},

		{ID: "console.undo", Menu: change, Label: "Undo", Key: fyne.KeyZ, Mod: ctrl, Named: func() string { return named("Undo", undo()) }, Enabled: func() bool { return undo() != "" }, Do: pages(func(e *consoleEditor) { e.pages.Undo() })},
		{ID: "console.redo", Menu: change, Label: "Redo", Key: fyne.KeyY, Mod: ctrl, Named: func() string { return named("Redo", redo()) }, Enabled: func() bool { return redo() != "" }, Do: pages(func(e *consoleEditor) { e.pages.Redo() })},
		{ID: "console.add", Menu: change, Label: "Add", Key: fyne.KeyInsert, Gap: true, Enabled: can("add"), Do: pages(func(e *consoleEditor) { e.pages.Add() })},
		{ID: "console.double", Menu: change, Label: "Copy what is marked", Key: fyne.KeyD, Mod: ctrl, Enabled: can("double"), Do: pages(func(e *consoleEditor) { e.pages.Double() })},
		{ID: "console.remove", Menu: change, Label: "Take out what is marked", Enabled: can("remove"), Do: pages(func(e *consoleEditor) { e.pages.Remove() })},
		{ID: "console.all", Menu: change, Label: "Mark all", Key: fyne.KeyA, Mod: ctrl, Enabled: can("all"), Do: pages(func(e *consoleEditor) { e.pages.MarkAll() })},
		{ID: "console.up", Menu: change, Label: "Move up", Key: fyne.KeyUp, Mod: fyne.KeyModifierAlt, Gap: true, Enabled: can("move"), Do: pages(func(e *consoleEditor) { e.pages.Move(-1) })},
		{ID: "console.down", Menu: change, Label: "Move down", Key: fyne.KeyDown, Mod: fyne.KeyModifierAlt, Enabled: can("move"), Do: pages(func(e *consoleEditor) { e.pages.Move(1) })},
		{ID: "console.order", Menu: change, Label: "Keep this order", Enabled: can("order"), Do: pages(func(e *consoleEditor) { e.pages.KeepOrder() })},
		{ID: "console.number", Menu: change, Label: "Number what is marked on from the first", Enabled: can("number"), Do: pages(func(e *consoleEditor) { e.pages.NumberOn() })},
		{ID: "console.copy", Menu: change, Label: "Copy from another organ…", Gap: true, Do: w.copyConsole},
		{ID: "console.make", Menu: change, Label: "Speak as a make…", Do: w.speakAs},
	}
	for i, label := range console.JambTools() {
		all = append(all, &Action{
			ID: fmt.Sprintf("console.jamb%d", i+1), Menu: change, In: "On the jamb", Label: label, Gap: i == 0, Enabled: can("jamb"),
			Do: pages(func(e *consoleEditor) { e.pages.JambTool(i) }),
		})
	}
	for i, title := range []string{"Organ", "Divisions", "Stops and couplers", "Swell boxes", "Scenes", "Jamb"} {
		all = append(all, &Action{
			ID: fmt.Sprintf("console.page%d", i+1), Menu: page, Label: title, Key: fyne.KeyName(fmt.Sprint(i + 1)), Mod: ctrl,
			Checked: func() bool { return w.editing != nil && w.editing.pages.Page() == i },
			Do:      pages(func(e *consoleEditor) { e.pages.Turn(i); w.refreshMenu() }),
		})
	}
	for _, a := range all {
		a.Scope = forConsole
	}
	return all
}

// origin is what a new console can be started from.
type origin struct {
	label   string
	about   string
	manuals []int
	make    func(title string, manuals int) (*registration.Console, error)

	template bool // it is a make, of which something may not be known
}

// origins lists nothing, the makes, and the consoles there are.
func origins() []origin {
	out := []origin{{
		label: "Nothing: one keyboard and a pedal, no stops", about: "Everything is added by you.",
		make: func(title string, _ int) (*registration.Console, error) {
			d := draft.New(title)
			for i, name := range []string{"Manual", "Pedal"} {
				highest := uint8(96)
				if i == 1 {
					highest = 67
				}
				id := d.AddDivision(name, 36, highest, i == 1)
				d.Dialect.Divisions[id].Channel = uint8(i + 1)
			}
			return d.Finish()
		},
	}}
	for _, t := range template.List() {
		out = append(out, origin{
			label: "Make: " + t.Title, about: t.About + "\n\n" + strings.Join(t.Next, "\n\n"), manuals: t.Manuals(),
			make: t.Console, template: true,
		})
	}
	for _, e := range consolefile.List() {
		if e.Err != nil {
			continue
		}
		out = append(out, origin{
			label: "Like " + e.Name + ": " + e.Title, about: "All of it is copied, and becomes yours to change.",
			make: func(title string, _ int) (*registration.Console, error) {
				c, err := consolefile.Find(e.Name)
				if err != nil {
					return nil, err
				}
				d := draft.Of(c)
				d.Title = title
				if d.Name = draft.TextID(title); d.Name == "" {
					d.Name = "organ"
				}
				return d.Finish()
			},
		})
	}
	return out
}

// beginConsole asks what a new organ is to be started from, and opens it in the editor.
func (w *Window) beginConsole() {
	all := origins()
	title := w.entry("")
	title.SetPlaceHolder("St Mary")
	var labels []string
	for _, o := range all {
		labels = append(labels, o.label)
	}
	about := widget.NewLabel("")
	about.Wrapping = fyne.TextWrapWord
	manuals := touch.NewSelect(nil, nil)
	manuals.OnKey = w.typedKey
	from := touch.NewSelect(labels, nil)
	from.OnKey = w.typedKey
	missing := widget.NewLabel("")
	missing.Importance, missing.Wrapping = widget.WarningImportance, fyne.TextWrapWord
	tell := func() { // what the make does not tell
		o, n := all[max(from.SelectedIndex(), 0)], 0
		if i := manuals.SelectedIndex(); i >= 0 && i < len(o.manuals) {
			n = o.manuals[i]
		}
		text := ""
		if o.template {
			if c, err := o.make("Organ", n); err == nil {
				text = template.Missing(c)
			}
		}
		missing.SetText(text)
		if missing.Hide(); text != "" {
			missing.Show()
		}
	}
	manuals.OnChanged = func(string) { tell() }
	from.OnChanged = func(string) {
		o := all[max(from.SelectedIndex(), 0)]
		about.SetText(o.about)
		defer tell()
		var numbers []string
		for _, n := range o.manuals {
			numbers = append(numbers, fmt.Sprint(n))
		}
		manuals.SetOptions(numbers)
		if len(numbers) > 0 {
			manuals.SetSelectedIndex(0)
			manuals.Enable()
		} else {
			manuals.ClearSelected()
			manuals.PlaceHolder = "as it is"
			manuals.Refresh()
			manuals.Disable()
		}
	}
	from.SetSelectedIndex(1)
	note := widget.NewLabel("")
	note.Importance, note.Wrapping = widget.WarningImportance, fyne.TextWrapWord
	room := container.NewVScroll(about)
	room.SetMinSize(fyne.NewSize(420, 110))
	form := container.New(layout.NewFormLayout(), widget.NewLabel("Title"), title, widget.NewLabel("Start from"), from, widget.NewLabel("Manuals"), manuals)
	var q *question
	q = w.ask("New organ", "Begin", container.NewBorder(form, container.NewVBox(missing, note), nil, nil, room), func() {
		name := strings.TrimSpace(title.Text)
		if name == "" {
			name = title.PlaceHolder
		}
		o := all[max(from.SelectedIndex(), 0)]
		n := 0
		if i := manuals.SelectedIndex(); i >= 0 && i < len(o.manuals) {
			n = o.manuals[i]
		}
		c, err := o.make(name, n)
		if err != nil {
			note.SetText(sentence(err))
			return
		}
		q.Hide()
		w.leaveConsole(func() {
			e := edit.NewEditor(c)
			e.MarkSaved(nil)
			w.openEditor(e, false)
		})
	})
	q.Resize(fyne.NewSize(min(w.win.Canvas().Size().Width-40, 600), min(w.win.Canvas().Size().Height-20, 460)))
	w.focus(title)
}

// copyConsole takes divisions and more from another organ.
func (w *Window) copyConsole() {
	e := w.editing
	if e == nil {
		return
	}
	var names []string
	for _, x := range consolefile.List() {
		if x.Err == nil && x.Name != e.edits.Console().Name {
			names = append(names, x.Name)
		}
	}
	rows := container.NewVBox()
	var other *registration.Console
	var divisions, more []*touch.Check
	check := func(label string, on bool) *touch.Check {
		c := touch.NewCheck(label, nil)
		c.OnKey = w.typedKey
		c.SetChecked(on)
		rows.Add(c)
		return c
	}
	note := widget.NewLabel("")
	note.Importance, note.Wrapping = widget.WarningImportance, fyne.TextWrapWord
	from := touch.NewSelect(names, nil)
	from.OnKey = w.typedKey
	from.OnChanged = func(name string) {
		rows.RemoveAll()
		divisions, more = nil, nil
		c, err := consolefile.Find(name)
		if err != nil {
			note.SetText(sentence(err))
			return
		}
		other = c
		for i, d := range c.Divisions {
			_, there := e.edits.Console().Division(d.ID)
			label := fmt.Sprintf("%s with %d controls", d.Name, len(c.ControlsOf(registration.DivisionID(i))))
			if there {
				label += " (those that are not here yet)"
			}
			divisions = append(divisions, check(label, false))
		}
		more = []*touch.Check{check("Its scenes", false), check("Gaps, travel and other times", false), check("The form of its jamb", false)}
	}
	from.SetSelectedIndex(0)
	scroll := container.NewVScroll(rows)
	scroll.SetMinSize(fyne.NewSize(380, 180))
	body := container.NewBorder(container.New(layout.NewFormLayout(), widget.NewLabel("From"), from), note, nil, nil, scroll)
	var q *question
	q = w.ask("Copy from another organ", "Copy", body, func() {
		if other == nil {
			return
		}
		parts := edit.Parts{Scenes: more[0].Checked, Times: more[1].Checked, Jamb: more[2].Checked}
		for i, c := range divisions {
			if c.Checked {
				parts.Divisions = append(parts.Divisions, other.Divisions[i].ID)
			}
		}
		if len(parts.Divisions) == 0 && !slices.ContainsFunc(more, func(c *touch.Check) bool { return c.Checked }) {
			note.SetText("Choose what is to be copied.")
			return
		}
		before := len(e.edits.Console().Controls)
		if err := e.edits.Apply("Copy from "+other.Name, "", edit.CopyFrom(other, parts)); err != nil {
			note.SetText(sentence(err))
			return
		}
		q.Hide()
		now := e.edits.Console()
		text := fmt.Sprintf("Copied from %s, %d controls more. Undo takes it back.", other.Name, len(now.Controls)-before)
		if now.Jamb.Form == registration.Free && len(now.Controls) > before {
			text += " On the drawn jamb they are put by “Place what is missing”."
		}
		e.say(text, false)
	})
	q.Resize(fyne.NewSize(460, min(w.win.Canvas().Size().Height-20, 360)))
	w.win.Canvas().Focus(from)
}

// speakAs gives all stops the messages of a make.
func (w *Window) speakAs() {
	e := w.editing
	if e == nil {
		return
	}
	all := template.List()
	var names []string
	for _, t := range all {
		names = append(names, t.Title)
	}
	about := widget.NewLabel("")
	about.Wrapping = fyne.TextWrapWord
	make := touch.NewSelect(names, nil)
	make.OnKey = w.typedKey
	make.OnChanged = func(string) {
		t := all[max(make.SelectedIndex(), 0)]
		about.SetText(t.About + "\n\n" + strings.Join(t.Next, "\n\n"))
	}
	make.SetSelectedIndex(0)
	room := container.NewVScroll(about)
	room.SetMinSize(fyne.NewSize(420, 150))
	var q *question
	q = w.ask("Speak as a make", "Take", container.NewBorder(make, nil, nil, nil, room), func() {
		t := all[max(make.SelectedIndex(), 0)]
		c, notes, err := t.Speak(e.edits.Console())
		if err == nil {
			err = e.edits.Apply("Speak as "+t.Title, "", edit.Replace(c))
		}
		if err != nil {
			about.SetText(sentence(err))
			return
		}
		q.Hide()
		text := "The stops are said as " + t.Title + " says them now."
		if len(notes) > 0 {
			text += " " + strings.Join(notes, " ")
		}
		e.say(text, len(notes) > 0)
	})
	q.Resize(fyne.NewSize(520, min(w.win.Canvas().Size().Height-20, 320)))
	w.win.Canvas().Focus(make)
}
