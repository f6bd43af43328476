package ui

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"voluntary/ui/touch"
)

// chord is a key with its modifiers; the zero value is no key.
type chord struct {
	Key fyne.KeyName     `json:"key"`
	Mod fyne.KeyModifier `json:"mod"`
}

func (c chord) text() string { return (&Action{Key: c.Key, Mod: c.Mod}).KeyText() }

// keyring holds the keys of the table as they are built in, and those that were changed.
type keyring struct {
	own     map[string]chord // by the id of the action
	changed map[string]chord
	kept    string // what the settings say
}

// learnKeys takes the keys of the table as they are built in, and puts those in their place that were chosen in another run.
func (w *Window) learnKeys() {
	w.keys = keyring{own: make(map[string]chord), changed: make(map[string]chord)}
	for _, a := range w.actions {
		w.keys.own[a.ID] = chord{a.Key, a.Mod}
	}
	w.rereadKeys()
	w.applyKeys()
}

// rereadKeys takes in the keys that are kept: another window may have changed some.
func (w *Window) rereadKeys() {
	w.keys.kept = w.app.Preferences().String(prefKeys)
	clear(w.keys.changed)
	var saved map[string]chord
	if err := json.Unmarshal([]byte(w.keys.kept), &saved); err == nil {
		for id, c := range saved {
			if own, there := w.keys.own[id]; there && own != c {
				w.keys.changed[id] = c
			}
		}
	}
}

// takeSettings takes in what was changed in this window or another: keys, and the list of recent files.
func (w *Window) takeSettings() {
	if w.closing {
		return
	}
	if w.app.Preferences().String(prefKeys) != w.keys.kept {
		w.rereadKeys()
		w.applyKeys()
	}
	if w.namesAsKept() {
		w.keysRenamed()
	}
	w.refreshMenu()
}

// applyKeys gives each action the key that it has now.
func (w *Window) applyKeys() {
	for _, a := range w.actions {
		c := w.keys.own[a.ID]
		if other, ok := w.keys.changed[a.ID]; ok {
			c = other
		}
		a.Key, a.Mod = c.Key, c.Mod
		if a.Hidden && a.Mod != 0 { // those in a menu come from there
			w.win.Canvas().AddShortcut(a.shortcut(), w.hiddenKey)
		}
	}
}

// hiddenKey does the action that is in no menu and has this key now.
func (w *Window) hiddenKey(s fyne.Shortcut) {
	for _, a := range in(w.actions, w.scope()) {
		if a.Hidden && a.Mod != 0 && a.shortcut().ShortcutName() == s.ShortcutName() {
			w.run(a)
			return
		}
	}
}

// setKey gives an action a key, "" for none, and takes it from whatever has it.
func (w *Window) setKey(id string, c chord) {
	w.rereadKeys()
	w.applyKeys()
	if c.Key != "" {
		for _, a := range w.actions {
			if a.ID != id && a.Key == c.Key && a.Mod == c.Mod && a.meets(w.action(id)) {
				w.keys.set(a.ID, chord{})
			}
		}
	}
	w.keys.set(id, c)
	w.keepKeys()
}

// resetKey gives an action its built-in key, and takes it from what has it now.
func (w *Window) resetKey(id string) { w.setKey(id, w.keys.own[id]) }

func (w *Window) resetKeys() {
	clear(w.keys.changed)
	w.keepKeys()
}

func (k *keyring) set(id string, c chord) {
	if k.own[id] == c {
		delete(k.changed, id)
	} else {
		k.changed[id] = c
	}
}

// keepKeys puts the keys in force and into the settings.
func (w *Window) keepKeys() {
	w.applyKeys()
	text, err := json.Marshal(w.keys.changed)
	if err != nil {
		w.trouble(err)
		return
	}
	w.keys.kept = string(text)
	w.app.Preferences().SetString(prefKeys, w.keys.kept)
	w.refreshMenu()
}

// keyOf is the key of an action for people, in brackets and with a space before it; "" when it has none.
func (w *Window) keyOf(id string) string {
	if a := w.action(id); a != nil && a.Key != "" {
		return " (" + a.KeyText() + ")"
	}
	return ""
}

// byKey is the key of an action for people, or where it stands in the menus when it has none.
func (w *Window) byKey(id string) string {
	a := w.action(id)
	if a.Key != "" {
		return a.KeyText()
	}
	return a.Menu + " > " + strings.TrimSuffix(a.Label, "…")
}

// taken are plain keys that widgets have a use for, and which.
var taken = map[fyne.KeyName]string{
	fyne.KeyLeft: "moving in the notes and the lane", fyne.KeyRight: "moving in the notes and the lane",
	fyne.KeyUp: "moving in the notes and the lane", fyne.KeyDown: "moving in the notes and the lane",
	fyne.KeyReturn: "pressing what has the focus", fyne.KeyEnter: "pressing what has the focus",
	fyne.KeyDelete: "removing what is selected", fyne.KeyBackspace: "removing what is selected",
	fyne.KeyN: "the next note", fyne.KeyP: "the previous note", fyne.KeyTab: "the next widget",
	desktop.KeyMenu: "the menu",
}

// keyTrouble says why an action cannot have a key, "" when it can. from names what loses the key by it.
func (w *Window) keyTrouble(id string, c chord) (trouble, from string) {
	switch {
	case c.Key == "" || c.Key == fyne.KeyUnknown:
		return "This key cannot be told from others.", ""
	case c.Mod == fyne.KeyModifierShift:
		return "Shift alone is not enough: add Ctrl or Alt.", ""
	case c.Mod == 0 && taken[c.Key] != "":
		return fmt.Sprintf("%s is for %s: choose another, or add Ctrl or Alt.", c.text(), taken[c.Key]), ""
	case c.Mod == 0 && c.Key == fyne.KeyEscape && id != "play.unfade":
		return "Esc takes back and puts away, everywhere.", ""
	}
	for _, a := range w.actions {
		if a.ID != id && a.Key == c.Key && a.Mod == c.Mod && a.meets(w.action(id)) {
			if a.Always {
				return fmt.Sprintf("%s is for “%s”, which must work at all times.", c.text(), a.Label), ""
			}
			return "", a.Menu + " > " + strings.TrimSuffix(a.Label, "…")
		}
	}
	return "", ""
}

// keyRows lists the actions for the keys page that match what was typed, in words or as a key.
func (w *Window) keyRows(typed string) (rows []*Action) {
	for _, a := range w.actions {
		if a.Key != "" && a.Do != nil && strings.EqualFold(a.KeyText(), strings.TrimSpace(typed)) {
			return []*Action{a}
		}
	}
	words := strings.Fields(strings.ToLower(typed))
	for _, a := range w.actions {
		if a.Do == nil {
			continue
		}
		text := strings.ToLower(a.Menu + " " + a.In + " " + a.Label + " " + a.KeyText())
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) }) {
			rows = append(rows, a)
		}
	}
	return rows
}

// showKeys is the keys page: every command with its key, which can be changed, and the keys of the widgets.
func (w *Window) showKeys() {
	rows := w.keyRows("")
	search := w.entry("")
	search.SetPlaceHolder("Type a command, or a key such as Ctrl+U")
	var list *touch.List
	refresh := func() {
		rows = w.keyRows(search.Text)
		list.Refresh()
	}
	list = touch.NewList(func() int { return len(rows) }, func() fyne.CanvasObject {
		name := widget.NewLabel("")
		name.Truncation = fyne.TextTruncateEllipsis
		key := widget.NewLabel("")
		return container.NewBorder(nil, nil, nil, container.NewHBox(
			container.NewGridWrap(fyne.NewSize(150, 34), key),
			w.button("Change…", nil), w.button("Reset", nil)), name)
	}, func(i widget.ListItemID, o fyne.CanvasObject) {
		a := rows[i]
		row := o.(*fyne.Container)
		right := row.Objects[1].(*fyne.Container)
		path := a.Menu
		if a.In != "" {
			path += " > " + a.In
		}
		row.Objects[0].(*widget.Label).SetText(path + " > " + strings.TrimSuffix(a.Label, "…"))
		key := right.Objects[0].(*fyne.Container).Objects[0].(*widget.Label)
		_, changed := w.keys.changed[a.ID]
		key.TextStyle.Bold = changed
		key.SetText(a.KeyText())
		right.Objects[1].(*touch.Button).OnTapped = func() { w.askKey(a, refresh) }
		reset := right.Objects[2].(*touch.Button)
		reset.OnTapped = func() { w.resetKey(a.ID); refresh() }
		if changed {
			reset.Enable()
		} else {
			reset.Disable()
		}
	})
	list.OnSelected = func(i widget.ListItemID) {
		list.UnselectAll()
		w.askKey(rows[i], refresh)
	}
	search.OnChanged = func(string) { refresh() }
	list.OnKey = w.typedKey
	search.OnDown = func() { w.win.Canvas().Focus(list) }
	search.OnSubmitted = func(string) {
		if len(rows) > 0 {
			w.askKey(rows[0], refresh)
		}
	}
	all := w.button("Reset all", func() { w.resetKeys(); refresh() })
	commands := container.NewBorder(container.NewBorder(nil, nil, nil, all, search), nil, nil, nil, list)
	text := widget.NewRichTextFromMarkdown(widgetKeysText())
	text.Wrapping = fyne.TextWrapWord
	tabs := container.NewAppTabs(container.NewTabItem("Commands", commands), container.NewTabItem("In the notes, the lane and lists", container.NewVScroll(text)))
	size := w.win.Canvas().Size()
	d := dialog.NewCustom("Keys", "Close", tabs, w.win)
	d.Resize(fyne.NewSize(min(size.Width-60, 860), min(size.Height-60, 600)))
	w.show(d, nothing)
	w.win.Canvas().Focus(search)
}

// askKey asks for a key by having it pressed.
func (w *Window) askKey(a *Action, then func()) {
	pressed := &keyCatcher{}
	pressed.ExtendBaseWidget(pressed)
	pressed.text.Alignment = fyne.TextAlignCenter
	pressed.text.TextStyle.Bold = true
	pressed.text.SetText("Press a key")
	note := widget.NewLabel("")
	note.Wrapping, note.Importance = fyne.TextWrapWord, widget.WarningImportance
	var c chord
	var q *question
	none := w.button("No key", func() {
		q.Hide()
		w.setKey(a.ID, chord{})
		then()
	})
	q = w.ask("Key of “"+strings.TrimSuffix(a.Label, "…")+"”", "Take it", container.NewVBox(pressed, note), func() {
		if trouble, _ := w.keyTrouble(a.ID, c); c.Key == "" || trouble != "" {
			return
		}
		q.Hide()
		w.setKey(a.ID, c)
		then()
	}, none)
	q.ok.Disable()
	pressed.caught = func(got chord) {
		if got.Mod == 0 && got.Key == fyne.KeyEscape && a.ID != "play.unfade" {
			q.Hide()
			return
		}
		if got.Mod == 0 && (got.Key == fyne.KeyReturn || got.Key == fyne.KeyEnter) && !q.ok.Disabled() {
			q.ok.OnTapped()
			return
		}
		c = got
		pressed.text.SetText(c.text())
		trouble, from := w.keyTrouble(a.ID, c)
		switch {
		case trouble != "":
			note.SetText(trouble)
			q.ok.Disable()
			return
		case from != "":
			note.SetText(fmt.Sprintf("This is the key of “%s”, which will have none then.", from))
		default:
			note.SetText("")
		}
		q.ok.Enable()
	}
	q.Resize(fyne.NewSize(440, 210))
	w.win.Canvas().Focus(pressed)
}

// keyCatcher takes every key that is pressed while it has the focus.
type keyCatcher struct {
	widget.BaseWidget
	text   widget.Label
	caught func(chord)
}

var (
	_ desktop.Keyable   = (*keyCatcher)(nil)
	_ fyne.Shortcutable = (*keyCatcher)(nil)
	_ fyne.Tabbable     = (*keyCatcher)(nil)
)

// CreateRenderer is for Fyne.
func (k *keyCatcher) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(&k.text) }

// KeyDown is for Fyne: every key comes here, with Ctrl and Alt too. Those that close the question wait until they are
// typed, which comes next: else they would be typed into what has the focus then.
func (k *keyCatcher) KeyDown(e *fyne.KeyEvent) {
	if mod := held(); mod != 0 || !closes(e.Name) {
		k.take(e.Name, mod)
	}
}

func held() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

func closes(k fyne.KeyName) bool {
	return k == fyne.KeyReturn || k == fyne.KeyEnter || k == fyne.KeyEscape
}

func (k *keyCatcher) take(name fyne.KeyName, mod fyne.KeyModifier) {
	switch name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight, desktop.KeyCapsLock:
		return
	}
	k.caught(chord{name, mod})
}

// KeyUp is for Fyne.
func (k *keyCatcher) KeyUp(*fyne.KeyEvent) {}

// TypedKey is for Fyne: KeyDown has taken all others.
func (k *keyCatcher) TypedKey(e *fyne.KeyEvent) {
	if closes(e.Name) && held() == 0 {
		k.take(e.Name, 0)
	}
}

// TypedRune is for Fyne.
func (k *keyCatcher) TypedRune(rune) {}

// TypedShortcut is for Fyne: KeyDown has taken it.
func (k *keyCatcher) TypedShortcut(fyne.Shortcut) {}

// AcceptsTab is for Fyne.
func (k *keyCatcher) AcceptsTab() bool { return true }

// FocusGained is for Fyne.
func (k *keyCatcher) FocusGained() {}

// FocusLost is for Fyne.
func (k *keyCatcher) FocusLost() {}
