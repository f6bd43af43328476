package console

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/registration/edit"
	"voluntary/ui/touch"
)

// Editor is the pages and what they change. Everything belongs to Fyne's goroutine.
type Editor struct {
	OnChanged func()                                     // the console, or what can be done, is another
	KeyOf     func(action string) string                 // the key of an action of the window: " (Ctrl+Z)"
	OnSay     func(text string, bad bool)                // a sentence for the line at the bottom
	OnKey     touch.Keys                                 // a key that means nothing here
	Drawn     func() *registration.State                 // what is drawn on this organ now, nil when it does not play; for scenes
	OnFocus   func(fyne.Focusable)                       // wants the keyboard, also before it has been painted
	AskName   func(title string, then func(name string)) // asks for a name

	edits   *edit.Editor
	pages   []page
	at      int
	stale   []bool
	tabs    []*touch.Button
	body    *fyne.Container
	content fyne.CanvasObject
}

// page is one subject.
type page interface {
	title() string
	content() fyne.CanvasObject
	show()  // the console as it is now
	focus() // gives the keyboard to what is worked with
}

// What a page can do with its commands; each is asked for by its own interface.
type (
	adder    interface{ add() }
	remover  interface{ remove() }
	mover    interface{ move(by int) }
	doubler  interface{ double() }
	marker   interface{ markAll() }
	numberer interface{ numberOn() }
	sorter   interface{ keepOrder() }
)

// New shows the console of an editor.
func New(edits *edit.Editor) *Editor {
	e := &Editor{edits: edits, body: container.New(layout.NewStackLayout())}
	e.pages = []page{newOrganPage(e), newDivisionsPage(e), newControlsPage(e), newBoxesPage(e), newScenesPage(e), newJambPage(e)}
	e.stale = make([]bool, len(e.pages))
	row := container.NewHBox()
	for i, p := range e.pages {
		t := touch.NewButton(p.title(), nil, func() { e.Turn(i) })
		t.OnKey = e.pass
		t.Importance = widget.LowImportance
		t.Hint, t.OnHint = p.title(), func(text string) { e.say(text, false) }
		t.HintOn = func() string { return e.keyOf(fmt.Sprintf("console.page%d", i+1)) }
		e.tabs = append(e.tabs, t)
		row.Add(t)
	}
	e.content = container.NewBorder(container.NewVBox(container.NewHScroll(row), widget.NewSeparator()), nil, nil, nil, e.body)
	edits.Changed = e.changed
	e.at = -1
	e.Turn(2)
	return e
}

// Content is what the window shows.
func (e *Editor) Content() fyne.CanvasObject { return e.content }

// Console is the console as it is now.
func (e *Editor) Console() *registration.Console { return e.edits.Console() }

// Edits is the history.
func (e *Editor) Edits() *edit.Editor { return e.edits }

// Pages lists the titles of the pages.
func (e *Editor) Pages() []string {
	var out []string
	for _, p := range e.pages {
		out = append(out, p.title())
	}
	return out
}

// Turn shows a page.
func (e *Editor) Turn(to int) {
	if to < 0 || to >= len(e.pages) {
		return
	}
	if to != e.at {
		for i, t := range e.tabs {
			t.Importance = widget.LowImportance
			t.SetText(e.pages[i].title())
			if i == to {
				t.Importance = widget.HighImportance
				t.SetText("▸ " + e.pages[i].title())
			}
			t.Refresh()
		}
		e.at = to
		e.say("", false)
		e.body.Objects = []fyne.CanvasObject{e.pages[to].content()}
		e.pages[to].show()
		e.stale[to] = false
		e.body.Refresh()
		e.tell()
	}
	e.pages[to].focus()
}

// Page is the page that is shown.
func (e *Editor) Page() int { return e.at }

func (e *Editor) changed() {
	for i := range e.stale {
		e.stale[i] = true
	}
	if e.at >= 0 {
		e.pages[e.at].show()
		e.stale[e.at] = false
	}
	e.tell()
}

// KeysRenamed shows everything anew when keys are called in another way.
func (e *Editor) KeysRenamed() { e.changed() }

func (e *Editor) tell() {
	if e.OnChanged != nil {
		e.OnChanged()
	}
}

func (e *Editor) say(text string, bad bool) {
	if e.OnSay != nil {
		e.OnSay(text, bad)
	}
}

// keyOf is the key of an action of the window, in brackets and with a space before it; "" when it has none.
func (e *Editor) keyOf(id string) string {
	if e.KeyOf == nil {
		return ""
	}
	return e.KeyOf(id)
}

func (e *Editor) pass(k *fyne.KeyEvent) { e.OnKey.Pass(k) }

// apply makes an edit and gives back why it cannot be made.
func (e *Editor) apply(label, kind string, x edit.Edit) error {
	before := e.edits.Console().Mechanics
	err := e.edits.Apply(label, kind, x)
	if err == nil {
		back := " Undo" + e.keyOf("console.undo") + " takes it back."
		if warning := e.edits.Console().Mechanics.Lowered(&before); warning != "" {
			e.say(warning+back, true)
		} else {
			e.say(label+"."+back, false)
		}
	}
	return err
}

// do makes an edit and says at the bottom why it cannot be made.
func (e *Editor) do(label, kind string, x edit.Edit) bool {
	if err := e.apply(label, kind, x); err != nil {
		e.say(sentence(err), true)
		return false
	}
	return true
}

// Undo takes back the last step.
func (e *Editor) Undo() {
	if label := e.edits.UndoLabel(); e.edits.Undo() {
		e.say("Taken back: "+label, false)
	}
}

// Redo does again what was taken back.
func (e *Editor) Redo() {
	if label := e.edits.RedoLabel(); e.edits.Redo() {
		e.say("Done again: "+label, false)
	}
}

// Can tells what the page that is shown can do: "add", "remove", "move", "double", "all", "number", "order".
func (e *Editor) Can(what string) (ok bool) {
	switch p := e.pages[e.at]; what {
	case "add":
		_, ok = p.(adder)
	case "remove":
		_, ok = p.(remover)
	case "move":
		_, ok = p.(mover)
	case "double":
		_, ok = p.(doubler)
	case "all":
		_, ok = p.(marker)
	case "number":
		_, ok = p.(numberer)
	case "jamb":
		_, ok = p.(*jambPage)
	case "order":
		_, ok = p.(sorter)
	}
	return ok
}

// Add goes to the line that adds things.
func (e *Editor) Add() {
	if p, ok := e.pages[e.at].(adder); ok {
		p.add()
	}
}

// Remove takes out what is marked.
func (e *Editor) Remove() {
	if p, ok := e.pages[e.at].(remover); ok {
		p.remove()
	}
}

// Move moves what is marked up or down in the console's order.
func (e *Editor) Move(by int) {
	if p, ok := e.pages[e.at].(mover); ok {
		p.move(by)
	}
}

// Double adds copies of what is marked.
func (e *Editor) Double() {
	if p, ok := e.pages[e.at].(doubler); ok {
		p.double()
	}
}

// MarkAll marks everything in the list.
func (e *Editor) MarkAll() {
	if p, ok := e.pages[e.at].(marker); ok {
		p.markAll()
	}
}

// NumberOn counts the codes of what is marked on from the first.
func (e *Editor) NumberOn() {
	if p, ok := e.pages[e.at].(numberer); ok {
		p.numberOn()
	}
}

// JambTool does one of [JambTools] with what is marked on the jamb's page.
func (e *Editor) JambTool(i int) {
	if p, ok := e.pages[e.at].(*jambPage); ok {
		p.tool(i)
	}
}

// KeepOrder makes the order in which the list is shown the console's own.
func (e *Editor) KeepOrder() {
	if p, ok := e.pages[e.at].(sorter); ok {
		p.keepOrder()
	}
}

// focusOn gives an object the keyboard, which may not have been painted yet.
func (e *Editor) focusOn(f fyne.Focusable) {
	if e.OnFocus != nil {
		e.OnFocus(f)
		return
	}
	focusOn(f)
}

// focusOn gives an object that is shown the keyboard.
func focusOn(f fyne.Focusable) {
	o, ok := f.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		c.Focus(f)
	}
}

// split puts a list beside the form for what is marked.
func split(list fyne.CanvasObject, form fyne.CanvasObject, share float64) fyne.CanvasObject {
	s := container.NewHSplit(list, form)
	s.SetOffset(share)
	return s
}
