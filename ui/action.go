package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Action is something a person can do, whatever way they choose to do it.
type Action struct {
	ID      string // "file.open"
	Scope   scope  // when it is there
	Menu    string // title of the menu it stands in
	In      string // title of the menu within that one; "" for none
	Titled  bool   // away from that menu the label says too little without its title
	Label   string
	Key     fyne.KeyName            // with Modifier; "" for none
	Mod     fyne.KeyModifier        // 0: the plain key, seen when no text is being typed
	Hidden  bool                    // not in the menu: another key for something that is
	Always  bool                    // also while a dialog is open
	Enabled func() bool             // nil: always
	Needs   string                  // what makes it possible where Enabled says no: "select notes first"; "" when nobody would look for it then
	Named   func() string           // nil: Label; what the menu says now
	Checked func() bool             // nil: not a switch
	Do      func()                  //
	Sub     func() []*fyne.MenuItem // a menu that opens from this one; Do is then nil
	Gap     bool                    // a line stands above it in the menu
}

// scope is when an action is there.
type scope uint8

// The scopes.
const (
	forPiece   scope = iota // while the piece is shown
	forConsole              // while the console editor is open
	forBoth
)

// meets reports whether two actions are ever there together, so that they need keys of their own.
func (a *Action) meets(b *Action) bool {
	return b == nil || a.Scope == b.Scope || a.Scope == forBoth || b.Scope == forBoth
}

// in lists the actions that are there in a scope. In the console editor its own come first.
func in(actions []*Action, s scope) []*Action {
	var out, both []*Action
	for _, a := range actions {
		switch {
		case a.Scope == s, a.Scope == forBoth && s == forPiece:
			out = append(out, a)
		case a.Scope == forBoth:
			both = append(both, a)
		}
	}
	return append(out, both...)
}

func (a *Action) enabled() bool { return a.Enabled == nil || a.Enabled() }

// Needs of several actions.
const (
	needsNotes = "select notes first"
	needsClip  = "copy something first"
	needsEdit  = "change something first"
)

func (a *Action) label() string {
	if a.Named != nil {
		return a.Named()
	}
	return a.Label
}

// full is the label where the menu is not seen.
func (a *Action) full() string {
	if a.Titled {
		return a.In + ": " + a.label()
	}
	return a.label()
}

// words are what it is found by besides its label.
func (a *Action) words() string { return a.Label + " " + a.In + " " + synonyms[a.ID] }

// KeyText is the shortcut for people: "Ctrl+Shift+S", "Space".
func (a *Action) KeyText() string {
	if a.Key == "" {
		return ""
	}
	var b strings.Builder
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, "Ctrl+"}, {fyne.KeyModifierAlt, "Alt+"}, {fyne.KeyModifierShift, "Shift+"}, {fyne.KeyModifierSuper, "Cmd+"}} {
		if a.Mod&m.mod != 0 {
			b.WriteString(m.name)
		}
	}
	if named, ok := keyTexts[a.Key]; ok {
		b.WriteString(named)
	} else {
		b.WriteString(string(a.Key))
	}
	return b.String()
}

var keyTexts = map[fyne.KeyName]string{
	fyne.KeyPageUp: "Page Up", fyne.KeyPageDown: "Page Down", fyne.KeyEscape: "Esc", fyne.KeyDelete: "Del",
	fyne.KeyEqual: "=", fyne.KeyPlus: "+", fyne.KeyMinus: "-",
}

// shortcut is how Fyne names the key; the keys of undo, of the clipboard and Ctrl+A have names of their own there. A plain key has one for the
// menu to show only: it arrives by typing.
func (a *Action) shortcut() fyne.Shortcut {
	if a.Key == "" {
		return nil
	}
	if a.Mod == fyne.KeyModifierShortcutDefault {
		switch a.Key {
		case fyne.KeyZ:
			return &fyne.ShortcutUndo{}
		case fyne.KeyY:
			return &fyne.ShortcutRedo{}
		case fyne.KeyA:
			return &fyne.ShortcutSelectAll{}
		case fyne.KeyX:
			return &fyne.ShortcutCut{Clipboard: fyne.CurrentApp().Clipboard()}
		case fyne.KeyC:
			return &fyne.ShortcutCopy{Clipboard: fyne.CurrentApp().Clipboard()}
		case fyne.KeyV:
			return &fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()}
		}
	}
	return &desktop.CustomShortcut{KeyName: a.Key, Modifier: a.Mod}
}

// mainMenu makes the window's menu from the table, in the order of the table. run does an action.
func mainMenu(actions []*Action, run func(*Action)) *fyne.MainMenu {
	var menus []*fyne.Menu
	byTitle := make(map[string]*fyne.Menu)
	for _, a := range actions {
		if a.Hidden {
			continue
		}
		m := byTitle[a.Menu]
		if m == nil {
			m = fyne.NewMenu(a.Menu)
			byTitle[a.Menu] = m
			menus = append(menus, m)
		}
		if a.In != "" {
			m = within(m, a.In, a.Gap)
		}
		if a.Gap && len(m.Items) > 0 {
			m.Items = append(m.Items, fyne.NewMenuItemSeparator())
		}
		m.Items = append(m.Items, a.item(run))
	}
	return fyne.NewMainMenu(menus...)
}

// within is the menu of this title in another one, made where it is first asked for, under a line when gap says so.
func within(m *fyne.Menu, title string, gap bool) *fyne.Menu {
	for _, i := range m.Items {
		if i.Label == title && i.ChildMenu != nil {
			return i.ChildMenu
		}
	}
	if gap && len(m.Items) > 0 {
		m.Items = append(m.Items, fyne.NewMenuItemSeparator())
	}
	i := fyne.NewMenuItem(title, nil)
	i.ChildMenu = fyne.NewMenu("")
	m.Items = append(m.Items, i)
	return i.ChildMenu
}

func (a *Action) item(run func(*Action)) *fyne.MenuItem {
	item := fyne.NewMenuItem(a.label(), func() { run(a) })
	item.Shortcut = a.shortcut()
	item.Disabled = !a.enabled()
	if a.Checked != nil {
		item.Checked = a.Checked()
	}
	if a.Sub != nil {
		item.Action = nil
		item.ChildMenu = fyne.NewMenu("", a.Sub()...)
	}
	item.IsQuit = a.ID == "file.quit"
	return item
}

// menuText is all that a menu shows, so that it is made anew only when that has changed.
func menuText(m *fyne.MainMenu) string {
	var b strings.Builder
	var walk func(items []*fyne.MenuItem)
	walk = func(items []*fyne.MenuItem) {
		for _, i := range items {
			b.WriteString(i.Label)
			if key, ok := i.Shortcut.(fyne.KeyboardShortcut); ok {
				b.WriteString(string(key.Key()))
				b.WriteByte(byte('0' + key.Mod()))
			}
			if i.Disabled {
				b.WriteByte('-')
			}
			if i.Checked {
				b.WriteByte('+')
			}
			b.WriteByte('\n')
			if i.ChildMenu != nil {
				b.WriteString(">\n")
				walk(i.ChildMenu.Items)
			}
		}
	}
	for _, top := range m.Items {
		walk(top.Items)
	}
	return b.String()
}

// withKey finds the action of a plain key.
func withKey(actions []*Action, key fyne.KeyName) *Action {
	for _, a := range actions {
		if a.Key == key && a.Mod == 0 && a.Do != nil {
			return a
		}
	}
	return nil
}
