package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
)

func (w *Window) remember(path string) {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	w.app.Preferences().SetString(prefFolder, filepath.Dir(path))
	if err := w.recent.Add(path, w.session.Piece().Title()); err != nil {
		w.trouble(err)
	}
	w.refreshMenu()
}

// recentItems is the menu of files opened lately.
func (w *Window) recentItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, r := range w.recent.List() {
		label := filepath.Base(r.Path)
		if r.Title != "" && !strings.HasPrefix(label, r.Title) {
			label += "  (" + r.Title + ")"
		}
		items = append(items, fyne.NewMenuItem(label, func() { w.openPath(r.Path) }))
	}
	if len(items) == 0 {
		none := fyne.NewMenuItem("No file yet", nil)
		none.Disabled = true
		return []*fyne.MenuItem{none}
	}
	return append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("Forget these", func() {
		if err := w.recent.Clear(); err != nil {
			w.trouble(err)
		}
		w.refreshMenu()
	}))
}
