package ui

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNoTwoActionsShareAKeyOrAnID(t *testing.T) {
	w := openWindow(t, Options{})
	keys, ids := map[string]string{}, map[string]bool{}
	for _, a := range w.actions {
		assert.False(t, ids[a.ID], a.ID)
		ids[a.ID] = true
		if a.Key == "" {
			continue
		}
		for _, s := range []scope{forPiece, forConsole} {
			if a.Scope != s && a.Scope != forBoth {
				continue
			}
			key := fmt.Sprint(s, a.KeyText())
			assert.Empty(t, keys[key], "%s is also %s", a.KeyText(), a.ID)
			keys[key] = a.ID
		}
	}
}

func TestEveryActionCanBeDoneAndIsInAMenu(t *testing.T) {
	w := openWindow(t, Options{})
	shown := menuText(mainMenu(w.actions, func(*Action) {}))
	for _, a := range w.actions {
		require.NotEmpty(t, a.Menu, a.ID)
		require.NotEmpty(t, a.Label, a.ID)
		assert.NotEqual(t, a.Do == nil, a.Sub == nil, "%s does something or opens a menu", a.ID)
		prefix, _, _ := strings.Cut(a.ID, ".")
		assert.NotEmpty(t, prefix)
		if !a.Hidden {
			assert.Contains(t, shown, a.label()+"", a.ID)
		}
	}
}

func TestTheKeysPageListsEveryKey(t *testing.T) {
	w := openWindow(t, Options{})
	page := keysText(w.actions)
	for _, a := range w.actions {
		if a.Key != "" {
			assert.Contains(t, page, "- **"+a.KeyText()+"**   "+strings.TrimSuffix(a.Label, "…"), a.ID)
		}
	}
	for _, p := range keyPages {
		assert.Contains(t, page, p.title)
	}
}

func TestKeysAreNamedForPeople(t *testing.T) {
	assert.Equal(t, "Ctrl+Shift+S", (&Action{Key: "S", Mod: ctrlShift}).KeyText())
	assert.Equal(t, "Page Up", (&Action{Key: "Prior"}).KeyText())
	assert.Empty(t, (&Action{}).KeyText())
}

func TestTheManualExplainsEveryKeyAndSwitchOfPlaying(t *testing.T) {
	w := openWindow(t, Options{})
	text := ""
	for _, p := range manualPages() {
		if p.name == "playing" {
			text = p.text
		}
	}
	explains := func(words string) {
		assert.True(t, strings.Contains(text, words), "playing.md says nothing of %q", words)
	}
	for _, a := range w.actions {
		switch {
		case a.Menu == "Play" && a.Key != "":
			explains(a.KeyText())
		case a.Menu == "Play" && (a.Checked != nil || a.Sub != nil), a.ID == "file.midi", a.ID == "file.sound":
			path := a.Menu
			if a.In != "" {
				path += " > " + a.In
			}
			explains(path + " > " + strings.TrimSuffix(a.Label, "…"))
		}
	}
}

// Fyne puts the menu at the side of a menu that scrolls where it is not seen, so none may need to.
func TestEveryMenuFitsASmallWindow(t *testing.T) {
	w := openWindow(t, Options{})
	const height, bar = 720, 28
	check := func(of string) {
		for _, m := range w.win.MainMenu().Items {
			assert.LessOrEqual(t, widget.NewMenu(m).MinSize().Height, float32(height-bar), "%s: %s", of, m.Label)
			for _, i := range m.Items {
				if i.ChildMenu != nil {
					assert.LessOrEqual(t, widget.NewMenu(i.ChildMenu).MinSize().Height, float32(height), "%s: %s > %s", of, m.Label, i.Label)
				}
			}
		}
	}
	check("piece")
	w.do("piece.edit")
	require.NotNil(t, w.editing)
	check("console")
}
