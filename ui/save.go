package ui

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	piecefile "voluntary/sequencer/file"
)

// settle saves or drops unsaved work, as the person wants, and then goes on.
func (w *Window) settle(then func()) {
	if !w.session.Dirty() {
		then()
		return
	}
	name := w.session.Piece().Title()
	if name == "" {
		name = "Untitled"
	}
	text := widget.NewLabel("“" + name + "” has changes that are not saved.")
	text.Wrapping = fyne.TextWrapWord
	var q *question
	drop := w.button("Don't save", func() { q.Hide(); then() })
	drop.Importance = widget.DangerImportance
	q = w.ask("Save the piece?", "Save", text, func() { q.Hide(); w.saveThen(then) }, drop)
	q.Resize(fyne.NewSize(460, 150))
}

func (w *Window) saveThen(then func()) {
	if w.session.Path() == "" {
		w.saveAs(then)
		return
	}
	w.saveTo(w.session.Path(), then)
}

// saveTo writes the piece on a goroutine of its own and goes on when that went well.
func (w *Window) saveTo(path string, then func()) {
	path = WithExtension(path)
	a := w.session.Snapshot()
	w.running.Go(func() {
		err := piecefile.Save(path, a)
		w.post(func() {
			if err != nil {
				w.fail("The piece was not saved", err)
				return
			}
			w.session.Saved(path, a)
			w.caption()
			w.copies.keep()
			w.remember(path)
			w.alert("Saved as "+path+".", false)
			then()
		})
	})
}

// saveAs asks for a name and a folder.
func (w *Window) saveAs(then func()) {
	folder := w.folder()
	if path := w.session.Path(); path != "" {
		folder = filepath.Dir(path)
	}
	w.askFile(fileQuestion{
		title: "Save as", ok: "Save", name: w.session.SuggestedName(), folder: folder, extension: piecefile.Extension, own: w.session.Path(),
		replaced: "This file is there already: it will be replaced, and kept with ~ at the end of its name.",
	}, func(path string) { w.saveTo(path, then) })
}

// fileQuestion is what is asked about a file to be written.
type fileQuestion struct {
	title, ok    string
	name, folder string // to begin with
	extension    string // given to a name that has none
	own          string // a file that may be replaced without a word, "" for none
	replaced     string // what becomes of another file that is there

	// more makes further lines, a label and what stands beside it in turn; nil for none. They may change the extension.
	more func(extension func(string)) []fyne.CanvasObject
}

// askFile asks for a name and a folder. Fyne's own dialog empties a file before it hands it out; this one leaves it alone
// until the new one takes its place.
func (w *Window) askFile(f fileQuestion, then func(path string)) {
	folder, extension := f.folder, f.extension
	name := w.entry(f.name)
	where := widget.NewLabel(folder)
	where.Truncation = fyne.TextTruncateEllipsis
	note := widget.NewLabel("")
	note.Truncation = fyne.TextTruncateEllipsis
	note.Importance = widget.WarningImportance
	var q *question
	path := func() string {
		p := filepath.Join(folder, strings.TrimSpace(name.Text))
		if filepath.Ext(p) == "" {
			p += extension
		}
		return p
	}
	look := func() {
		text, label := nameTrouble(name.Text, extension, path()), f.ok
		if text == "" {
			if st, err := os.Stat(path()); err == nil && st.Mode().IsRegular() && path() != f.own {
				text, label = f.replaced, "Replace"
			}
			q.ok.Enable()
		} else {
			q.ok.Disable()
		}
		note.SetText(text)
		q.ok.SetText(label)
	}
	other := w.button("Other folder…", func() {
		w.chooseFolder(folder, func(chosen string) {
			folder = chosen
			where.SetText(folder)
			look()
		})
	})
	form := container.New(layout.NewFormLayout(),
		widget.NewLabel("Name"), name,
		widget.NewLabel("Folder"), container.NewBorder(nil, nil, nil, other, where))
	lines := float32(0)
	if f.more != nil {
		more := f.more(func(now string) {
			plain := strings.TrimSuffix(name.Text, extension)
			if extension = now; plain != name.Text {
				name.SetText(plain + now)
			}
			look()
		})
		for _, o := range more {
			form.Add(o)
		}
		lines = float32(len(more) / 2)
	}
	form.Add(widget.NewLabel(""))
	form.Add(note)
	q = w.ask(f.title, f.ok, form, func() {
		if nameTrouble(name.Text, extension, path()) == "" {
			q.Hide()
			then(path())
		}
	})
	name.OnChanged = func(string) { look() }
	look()
	q.Resize(fyne.NewSize(min(w.win.Canvas().Size().Width-40, 620), 210+40*lines))
	w.focus(name)
}

// nameTrouble says why nothing can be saved under a name, "" when it can.
func nameTrouble(name, extension, path string) string {
	name = strings.TrimSpace(name)
	switch st, err := os.Stat(path); {
	case name == "" || name == extension:
		return "A file needs a name."
	case strings.ContainsAny(name, `/\`):
		return "A name has no slashes: choose the folder below."
	case err == nil && st.IsDir():
		return "There is a folder of this name."
	}
	return ""
}

// folder is where files were opened and saved last, at first the person's own folder.
func (w *Window) folder() string {
	if folder := w.app.Preferences().String(prefFolder); folder != "" {
		if st, err := os.Stat(folder); err == nil && st.IsDir() {
			return folder
		}
	}
	if home, err := os.UserHomeDir(); err == nil {
		return home
	}
	return "."
}

func (w *Window) chooseFolder(from string, then func(string)) {
	d := dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
		switch {
		case err != nil:
			w.fail("The folder cannot be used", err)
		case dir != nil:
			then(dir.Path())
		}
	}, w.win)
	w.place(d, from)
	w.show(d, nothing)
}

// place makes a file dialog large and shows a folder in it.
func (w *Window) place(d *dialog.FileDialog, folder string) {
	if dir, err := storage.ListerForURI(storage.NewFileURI(folder)); err == nil {
		d.SetLocation(dir)
	}
	size := w.win.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width-60, 900), min(size.Height-60, 620)))
}

// quit ends the program after asking about unsaved work.
func (w *Window) quit() {
	w.leaveConsole(func() {
		w.settle(func() {
			w.closing = true
			w.engine.Stop()
			w.win.Close()
			w.app.Quit()
		})
	})
}

// quitAll ends every window of the program. Each asks about its own unsaved work.
func (w *Window) quitAll() {
	if n, ok := w.devices.(Neighbours); ok {
		if err := n.QuitOthers(); err != nil {
			w.trouble(err)
			return
		}
	}
	w.quit()
}

// toldToQuit is what another window has asked for.
func (w *Window) toldToQuit() {
	if w.closing {
		return
	}
	w.win.RequestFocus() // where there is something to ask
	w.quit()
}
