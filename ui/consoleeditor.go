package ui

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"voluntary/assets"
	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/registration/edit"
	consolefile "voluntary/registration/file"
	"voluntary/ui/console"
	"voluntary/ui/touch"
)

// consoleEditor is the console editor while it stands in the window in place of the piece.
type consoleEditor struct {
	w     *Window
	edits *edit.Editor
	pages *console.Editor
	piece bool // it is the organ of the piece, which follows what is saved
	hint  *widget.Label
}

// scope is what the window shows.
func (w *Window) scope() scope {
	if w.editing != nil {
		return forConsole
	}
	return forPiece
}

// editConsole opens a console in the editor. piece: it is the organ of the piece.
func (w *Window) editConsole(c *registration.Console, piece bool) {
	w.openEditor(edit.NewEditor(c), piece)
}

func (w *Window) openEditor(edits *edit.Editor, piece bool) {
	e := &consoleEditor{w: w, edits: edits, piece: piece, hint: widget.NewLabel("")}
	e.hint.Truncation = fyne.TextTruncateEllipsis
	e.pages = console.New(edits)
	e.pages.OnChanged = func() { w.caption(); w.refreshMenu() }
	e.pages.OnSay, e.pages.KeyOf = e.say, w.keyOf
	e.pages.OnKey = w.typedKey
	e.pages.Drawn = e.drawn
	e.pages.OnFocus = func(f fyne.Focusable) { w.win.Canvas().Focus(f) }
	e.pages.AskName = func(title string, then func(string)) { w.askText(title, "Name", "", then) }
	button := func(label, id string) fyne.CanvasObject {
		b := touch.NewButton(label, nil, func() { w.do(id) })
		b.OnKey, b.Hint, b.OnHint = w.typedKey, w.action(id).Label, func(s string) { e.say(s, false) }
		b.HintOn = func() string { return w.keyOf(id) }
		if id == "console.save" {
			b.Importance = widget.HighImportance
		}
		return b
	}
	bar := container.NewHBox(button("Undo", "console.undo"), button("Redo", "console.redo"), button("Save", "console.save"), button("Close", "console.close"))
	w.editing = e
	w.win.SetContent(container.NewBorder(nil,
		container.NewVBox(widget.NewSeparator(), container.NewBorder(nil, nil, nil, bar, e.hint)), nil, nil, e.pages.Content()))
	w.caption()
	w.refreshMenu()
	e.say(fmt.Sprintf("%s opens the manual; %s to %s turn the pages.", w.byKey("help.manual"), w.byKey("console.page1"), w.byKey("console.page6")), false)
	e.pages.Turn(e.pages.Page())
}

// say writes the line at the bottom.
func (e *consoleEditor) say(text string, bad bool) {
	importance := widget.MediumImportance
	if bad {
		importance = widget.DangerImportance
	}
	if e.hint.Text != text || e.hint.Importance != importance {
		e.hint.Importance = importance
		e.hint.SetText(text)
	}
}

// caption is the window's title.
func (e *consoleEditor) caption() string {
	c := e.edits.Console()
	text := c.Name + ": console - Voluntary"
	if e.edits.Dirty() {
		text = "• " + text
	}
	return text
}

// typing reports whether a key belongs to a line of text that is being typed, and gives it there.
func (e *consoleEditor) typing(s fyne.Shortcut) bool {
	if e == nil || s == nil {
		return false
	}
	line, ok := e.w.win.Canvas().Focused().(interface {
		Typing() bool
		TypedShortcut(fyne.Shortcut)
	})
	if !ok {
		return false
	}
	switch s.(type) {
	case *fyne.ShortcutSelectAll:
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		if !line.Typing() {
			return false
		}
	default:
		return false
	}
	line.TypedShortcut(s)
	return true
}

// drawn is what is drawn on the console that is edited, nil when the piece has another one.
func (e *consoleEditor) drawn() *registration.State {
	if !e.piece {
		return nil
	}
	out := carried(e.w.session.Console(), e.edits.Console(), e.w.commanded())
	return &out
}

// leaveConsole closes the editor, after asking about changes, and goes on.
func (w *Window) leaveConsole(then func()) {
	e := w.editing
	if e == nil {
		then()
		return
	}
	leave := func() {
		w.editing = nil
		w.win.SetContent(w.content)
		w.caption()
		w.refreshMenu()
		w.roll.Focus()
		then()
	}
	if !e.edits.Dirty() {
		leave()
		return
	}
	text := widget.NewLabel("The console “" + e.edits.Console().Name + "” has changes that are not saved.")
	text.Wrapping = fyne.TextWrapWord
	var q *question
	drop := w.button("Don't save", func() { q.Hide(); leave() })
	drop.Importance = widget.DangerImportance
	q = w.ask("Save the console?", "Save", text, func() { q.Hide(); w.saveConsole(leave) }, drop)
	q.Resize(fyne.NewSize(460, 150))
}

// shippedConsole reports whether a console of this name comes with the program.
func shippedConsole(name string) bool {
	_, err := fs.Stat(assets.Consoles(), name+consolefile.Extension)
	return err == nil
}

// saveConsole keeps the console in the person's own folder. The piece follows when it is its organ. One with the name of a
// console that comes with the program gets another name first.
func (w *Window) saveConsole(then func()) {
	e := w.editing
	if e == nil {
		return
	}
	e.edits.CancelPreview()
	c := e.edits.Console()
	folder, err := consolefile.Folder()
	if err != nil {
		w.fail("The console was not saved", err)
		return
	}
	path := filepath.Join(folder, c.Name+consolefile.Extension)
	if _, err := os.Stat(path); shippedConsole(c.Name) && errors.Is(err, fs.ErrNotExist) {
		w.renameConsole("“"+c.Name+"” comes with the program: yours needs a name of its own", then)
		return
	}
	w.running.Go(func() {
		err := os.MkdirAll(folder, 0o755)
		if err == nil {
			err = consolefile.Save(path, c)
		}
		w.post(func() {
			if w.closing {
				return
			}
			if err != nil {
				w.fail("The console was not saved", err)
				return
			}
			e.edits.MarkSaved(c)
			if e.piece || w.session.Console().Name == c.Name {
				w.useConsole(c)
				e.piece = true
			}
			e.say("Saved as "+path+".", false)
			w.alert("The console is saved as "+path+".", false)
			w.caption()
			w.refreshMenu()
			then()
		})
	})
}

// renameConsole asks for another short name and saves under it.
func (w *Window) renameConsole(title string, then func()) {
	e := w.editing
	if e == nil {
		return
	}
	name := w.entry(e.edits.Console().Name + "-2")
	note := widget.NewLabel("")
	note.Importance, note.Wrapping = widget.WarningImportance, fyne.TextWrapWord
	var q *question
	refuse := func(why string) {
		note.SetText(why)
		w.focus(name)
	}
	q = w.ask("Save the console", "Save", container.NewVBox(widget.NewLabel(title), name, note), func() {
		text := strings.TrimSpace(name.Text)
		if shippedConsole(text) {
			refuse("That name, too, comes with the program.")
			return
		}
		if folder, err := consolefile.Folder(); err == nil && text != e.edits.Console().Name {
			if _, err := os.Stat(filepath.Join(folder, text+consolefile.Extension)); err == nil {
				refuse("There is a console of this name in your folder already.")
				return
			}
		}
		if err := e.edits.Apply("Short name", "", edit.SetName(text)); err != nil {
			refuse(sentence(err))
			return
		}
		q.Hide()
		w.saveConsole(then)
	})
	q.Resize(fyne.NewSize(480, 190))
	w.focus(name)
}

// shareConsole writes the console to a file of any place, to be given to somebody.
func (w *Window) shareConsole() {
	e := w.editing
	if e == nil {
		return
	}
	c := e.edits.Console()
	w.askFile(fileQuestion{
		title: "Share the console as a file", ok: "Export", name: c.Name + consolefile.Extension, folder: w.folder(),
		extension: consolefile.Extension, replaced: "This file is there already: it will be replaced.",
	}, func(path string) {
		w.running.Go(func() {
			err := consolefile.Save(path, c)
			w.post(func() {
				if err != nil {
					w.fail("The console was not exported", err)
				} else {
					e.say("Exported to "+path+". Whoever gets it drops it on the window, or takes it by Organ > Take from a file.", false)
				}
			})
		})
	})
}

// browseConsole asks for a file and opens what it holds.
func (w *Window) browseConsole() {
	d := dialog.NewFileOpen(func(in fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			w.fail("The file was not opened", err)
		case in != nil:
			path := in.URI().Path()
			in.Close()
			w.takeConsole(path)
		}
	}, w.win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{consolefile.Extension}))
	w.place(d, w.folder())
	w.show(d, nothing)
}

// takeConsole opens a console file in the editor, where it can be looked at, changed, and saved into the person's own folder.
func (w *Window) takeConsole(path string) {
	w.running.Go(func() {
		c, err := consolefile.Load(path)
		w.post(func() {
			if w.closing {
				return
			}
			if err != nil {
				w.fail("The console was not opened", err)
				return
			}
			w.leaveConsole(func() {
				e := edit.NewEditor(c)
				e.MarkSaved(nil)
				w.openEditor(e, false)
				w.editing.say("Save keeps "+c.Name+" in your own folder, where every piece finds it by its name.", false)
			})
		})
	})
}

// useEdited makes the edited console, once saved, the organ of the piece.
func (w *Window) useEdited() {
	e := w.editing
	if e == nil {
		return
	}
	use := func() {
		if w.editing == e {
			c := e.edits.Console()
			w.useConsoleThen(c, func() {
				e.piece = true
				e.say("The piece is played on "+c.Name+" now.", false)
			})
		}
	}
	if e.edits.Dirty() {
		w.saveConsole(use)
		return
	}
	use()
}

// checkConsole lists what an organ would misunderstand, and what cannot be moved.
func (w *Window) checkConsole() {
	e := w.editing
	if e == nil {
		return
	}
	c := e.edits.Console()
	w.running.Go(func() {
		found := dialect.Findings(c)
		if len(found) == 0 {
			found = []string{"Every message means one thing, and every stop and keyboard can be reached over MIDI."}
		}
		w.post(func() {
			if !w.closing {
				w.inform("The console "+c.Name, strings.Join(found, "\n\n"))
			}
		})
	})
}

// showBoard shows the jamb in place of lane and roll, or takes it away.
func (w *Window) showBoard(on bool) {
	if on {
		w.side.Hide()
		w.board.Show()
	} else {
		w.board.Hide()
		w.side.Show()
	}
	w.refreshMenu()
}
