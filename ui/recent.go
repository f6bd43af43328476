package ui

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	piecefile "voluntary/sequencer/file"
	"voluntary/ui/paper"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
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

// recentLabel is a file of the list for people.
func recentLabel(r piecefile.Recent) string {
	label := filepath.Base(r.Path)
	if r.Title != "" && !strings.HasPrefix(label, r.Title) {
		label += "  (" + r.Title + ")"
	}
	return label
}

// recentItems is the menu of files opened lately.
func (w *Window) recentItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, r := range w.recent.List() {
		items = append(items, fyne.NewMenuItem(recentLabel(r), func() { w.openPath(r.Path) }))
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

// The size of a picture in the list of recent files, in units.
const (
	thumbnailWide = 220
	thumbnailTall = 56
)

// showRecent lists the files opened lately with their pictures; one that is chosen is opened, in another window if that is
// asked for. The pictures are painted one after the other while the list is open.
func (w *Window) showRecent() {
	files := w.recent.List()
	if len(files) == 0 {
		w.inform("Recent pieces", "No piece has been opened or saved yet.")
		return
	}
	var mu sync.Mutex
	pictures := make([]image.Image, len(files))
	var list *touch.List
	other := touch.NewCheck("In a new window", nil)
	other.OnKey = w.typedKey
	if _, ok := w.devices.(Opener); !ok {
		other.Hide()
	}
	list = touch.NewList(func() int { return len(files) }, func() fyne.CanvasObject {
		picture := &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScalePixels}
		name, where := widget.NewLabel(""), widget.NewLabel("")
		name.TextStyle.Bold = true
		name.Truncation, where.Truncation = fyne.TextTruncateEllipsis, fyne.TextTruncateEllipsis
		return container.NewBorder(nil, nil, container.NewGridWrap(fyne.NewSize(thumbnailWide, thumbnailTall), picture), nil, container.NewVBox(name, where))
	}, func(i widget.ListItemID, o fyne.CanvasObject) {
		row := o.(*fyne.Container)
		text := row.Objects[0].(*fyne.Container)
		r := files[i]
		text.Objects[0].(*widget.Label).SetText(recentLabel(r))
		text.Objects[1].(*widget.Label).SetText(homely(filepath.Dir(r.Path)) + " · " + r.Time.Local().Format("2 January 2006, 15:04"))
		picture := row.Objects[1].(*fyne.Container).Objects[0].(*canvas.Image)
		mu.Lock()
		picture.Image = pictures[i]
		mu.Unlock()
		picture.Refresh()
	})
	ctx, cancel := context.WithCancel(w.ctx)
	var d *dialog.CustomDialog
	list.OnSelected = func(i widget.ListItemID) {
		d.Hide()
		if other.Checked {
			w.openElsewhere(files[i].Path)
			return
		}
		w.openPath(files[i].Path)
	}
	d = dialog.NewCustom("Recent pieces", "Close", container.NewBorder(nil, other, nil, nil, list), w.win)
	size := w.win.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width-60, 760), min(size.Height-60, 560)))
	w.showUntil(d, cancel)
	list.OnKey = w.typedKey
	w.win.Canvas().Focus(list)
	dark, ground := theme.Dark(), theme.Current().RowWhite
	w.running.Go(func() {
		for i, r := range files {
			if ctx.Err() != nil {
				return
			}
			if st, err := os.Stat(r.Path); err != nil || st.Size() > largestPictured {
				continue
			}
			a, _, err := piecefile.Load(r.Path)
			if err != nil {
				continue
			}
			img := paper.Thumbnail(a, 2*thumbnailWide, 2*thumbnailTall, dark, ground)
			mu.Lock()
			pictures[i] = img
			mu.Unlock()
			w.post(func() {
				if ctx.Err() == nil && !w.closing {
					list.RefreshItem(i)
				}
			})
		}
	})
}

// largestPictured is the size of the largest file that is read for its picture, in bytes.
const largestPictured = 8 << 20

// openElsewhere opens a piece in a window of its own; "" is a new one.
func (w *Window) openElsewhere(path string) {
	o, ok := w.devices.(Opener)
	if !ok {
		w.alert("This program cannot open another window.", true)
		return
	}
	if err := o.OpenWindow(path); err != nil {
		w.fail("No window was opened", err)
	}
}

// homely writes a folder within the person's own one with ~ for that. Windows has no such sign.
func homely(folder string) string {
	home, err := os.UserHomeDir()
	if err != nil || runtime.GOOS == "windows" {
		return folder
	}
	if within, err := filepath.Rel(home, folder); err == nil && filepath.IsLocal(within) {
		return filepath.Join("~", within)
	}
	return folder
}
