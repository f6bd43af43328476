package ui

import (
	"errors"
	"fmt"
	"io"
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
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
	"voluntary/sequencer/smf"
	"voluntary/sequencer/tune"
	"voluntary/ui/importer"
)

// first shows what the program starts with: the file it was given, a piece that was lost, the demo at the first start,
// else the file opened last.
func (w *Window) first() {
	started := w.app.Preferences().Bool(prefStarted)
	w.app.Preferences().SetBool(prefStarted, true)
	if w.options.Path != "" {
		w.load(w.options.Path)
		return
	}
	if recent := w.recent.List(); started && len(recent) > 0 {
		if _, err := os.Stat(recent[0].Path); err == nil {
			w.load(recent[0].Path)
			w.copies.offer()
			return
		}
	}
	w.openDemo()
	w.copies.offer()
}

// openDemo shows the shipped piece.
func (w *Window) openDemo() {
	a, err := demo()
	if err != nil {
		w.fail("The demo piece cannot be shown", err)
		return
	}
	w.session.Set(a, "", "")
	w.opened(nil)
}

// demo reads the first tune that is shipped.
func demo() (*sequencer.Arrangement, error) {
	names, err := fs.Glob(assets.Demo(), "*.tune")
	if err != nil || len(names) == 0 {
		return nil, errors.New("no demo piece was built into this program")
	}
	src, err := fs.ReadFile(assets.Demo(), names[0])
	if err != nil {
		return nil, err
	}
	t, err := tune.Parse(src)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", names[0], err)
	}
	name := t.Console
	if name == "" {
		name = consolefile.Default
	}
	c, err := consolefile.Find(name)
	if err != nil {
		return nil, err
	}
	return t.Arrangement(c)
}

// opened settles the window on the piece that the session has just been given.
func (w *Window) opened(warnings []string) {
	w.roll.FitKeys()
	a := w.roll.Axis()
	end := w.session.Piece().End()
	if a.Width > 0 && end > 0 {
		w.setAxis(a.FitSpan(0, min(end, 12*4*sequencer.PPQ)))
	}
	w.engine.Stop()
	w.engine.Loop(0, 0, false)
	w.engine.Seek(0)
	w.lane.ShowAll(false)
	w.refreshMenu()
	if len(warnings) > 0 {
		w.alert(warnings[0], true)
	}
	w.split.SetOffset(float64(w.lane.PreferredHeight() / max(w.split.Size().Height, 500)))
	w.roll.Focus()
}

// openPath opens a file after asking about unsaved work.
func (w *Window) openPath(path string) { w.ask(func() { w.load(path) }) }

// load reads a file on a goroutine of its own: an arrangement is shown, a score goes through the import dialog.
func (w *Window) load(path string) {
	busy := w.busy("Opening " + filepath.Base(path))
	console := w.session.Console()
	w.running.Go(func() {
		data, err := readFile(path, piecefile.MaxSize)
		var show func()
		switch {
		case err != nil:
		case smf.Recognise(data):
			var f *smf.File
			if f, err = smf.Read(data); err == nil {
				source := sequencer.Source{Name: filepath.Base(path), Format: "smf", Bytes: data}
				plan := importer.NewPlan(f, source, console)
				show = func() { w.importPlan(plan) }
			}
		default:
			var a *sequencer.Arrangement
			var warnings []string
			if a, warnings, err = piecefile.Load(path); err == nil {
				show = func() {
					w.session.Set(a, path, "")
					w.opened(warnings)
					w.remember(path)
				}
			} else if errors.Is(err, piecefile.ErrNotArrangement) {
				err = notOurs(path, data, err)
			}
		}
		fyne.Do(func() {
			busy.Hide()
			if w.closing {
				return
			}
			if err != nil {
				w.recent.Remove(path)
				w.fail("The file was not opened", err)
				return
			}
			show()
		})
	})
}

// notOurs says what a file seems to be that is neither an arrangement nor a MIDI file.
func notOurs(path string, data []byte, err error) error {
	text := strings.ToLower(string(data[:min(len(data), 4096)]))
	ext := strings.ToLower(filepath.Ext(path))
	if strings.Contains(text, "score-partwise") || strings.Contains(text, "<musescore") || ext == ".mscz" || ext == ".mxl" {
		return fmt.Errorf("%s is a score that this version does not read yet: export it as MIDI from MuseScore and open that", filepath.Base(path))
	}
	return err
}

func readFile(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no file %s any more", path)
		}
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%s is larger than %d MiB, which no score is", path, limit>>20)
	}
	return data, err
}

// busy shows that something takes its time.
func (w *Window) busy(text string) dialog.Dialog {
	bar := widget.NewProgressBarInfinite()
	d := dialog.NewCustomWithoutButtons(text, container.NewGridWrap(fyne.NewSize(320, 24), bar), w.win)
	d.Show()
	return d
}

// importPlan asks which manual plays what.
func (w *Window) importPlan(p *importer.Plan) {
	var consoles []*registration.Console
	for _, e := range consolefile.List() {
		if c, err := consolefile.Find(e.Name); err == nil {
			consoles = append(consoles, c)
		}
	}
	p.Console = sameName(consoles, p.Console)
	d := importer.NewDialog(p, consoles)
	box := dialog.NewCustomWithoutButtons("Give the tracks to the manuals", d.Content(), w.win)
	d.OnCancel = box.Hide
	d.OnListen = w.listen
	d.OnSilent = w.silence
	d.OnImport = func(a *sequencer.Arrangement) {
		box.Hide()
		name := strings.TrimSuffix(p.Source.Name, filepath.Ext(p.Source.Name))
		w.session.SetUnsaved(a, "", name)
		w.opened(nil)
	}
	size := w.win.Canvas().Size()
	box.Resize(fyne.NewSize(min(size.Width-40, 1120), min(size.Height-40, 640)))
	box.Show()
}

// sameName is the console of the list with this console's name, or the console itself.
func sameName(list []*registration.Console, c *registration.Console) *registration.Console {
	for _, o := range list {
		if o.Name == c.Name {
			return o
		}
	}
	return c
}

// listen plays a passage of something that is not the piece.
func (w *Window) listen(a *sequencer.Arrangement, from, to sequencer.Tick) {
	w.passage = true
	w.outputs.use(a.Console())
	p, _ := sequencer.Compile(a, nil)
	w.engine.SetPerformance(p)
	w.engine.PlayPassage(from, to)
}

// silence goes back to the piece.
func (w *Window) silence() {
	if !w.passage {
		return
	}
	w.passage = false
	w.engine.Stop()
	w.outputs.use(w.session.Console())
	w.compile.want(w.session.Piece())
	w.engine.Seek(0)
}

// ask saves or drops unsaved work, as the person wants, and then goes on.
func (w *Window) ask(then func()) {
	if !w.session.Dirty() {
		then()
		return
	}
	name := w.session.Piece().Title()
	if name == "" {
		name = "Untitled"
	}
	text := widget.NewLabel("“" + name + "” has changes that are not saved.")
	var d *dialog.CustomDialog
	save := widget.NewButton("Save", func() { d.Hide(); w.saveThen(then) })
	save.Importance = widget.HighImportance
	drop := widget.NewButton("Don't save", func() { d.Hide(); then() })
	drop.Importance = widget.DangerImportance
	d = dialog.NewCustomWithoutButtons("Save the piece?", text, w.win)
	d.SetButtons([]fyne.CanvasObject{widget.NewButton("Cancel", func() { d.Hide() }), drop, save})
	d.Show()
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
		fyne.Do(func() {
			if err != nil {
				w.fail("The piece was not saved", err)
				return
			}
			w.session.Saved(path, a)
			w.win.SetTitle(w.session.Caption())
			w.copies.keep()
			w.remember(path)
			w.alert("Saved as "+path+".", false)
			then()
		})
	})
}

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

func (w *Window) saveAs(then func()) {
	d := dialog.NewFileSave(func(out fyne.URIWriteCloser, err error) {
		if err != nil {
			w.fail("The piece was not saved", err)
			return
		}
		if out == nil {
			return
		}
		path := out.URI().Path()
		out.Close()
		if st, err := os.Stat(path); err == nil && st.Size() == 0 {
			os.Remove(path) // the dialog has made an empty file, which must not become the backup
		}
		w.saveTo(path, then)
	}, w.win)
	d.SetFileName(w.session.SuggestedName())
	w.place(d)
	d.Show()
}

// browse asks for a file to open.
func (w *Window) browse() {
	d := dialog.NewFileOpen(func(in fyne.URIReadCloser, err error) {
		if err != nil {
			w.fail("The file was not opened", err)
			return
		}
		if in == nil {
			return
		}
		path := in.URI().Path()
		in.Close()
		w.load(path)
	}, w.win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{
		".voluntary", ".mid", ".midi", ".kar", ".rmi", ".smf", ".MID", ".MIDI", ".KAR", ".RMI", ".SMF",
	}))
	w.place(d)
	d.Show()
}

// place opens a file dialog large, in the folder used last.
func (w *Window) place(d *dialog.FileDialog) {
	if folder := w.app.Preferences().String(prefFolder); folder != "" {
		if dir, err := storage.ListerForURI(storage.NewFileURI(folder)); err == nil {
			d.SetLocation(dir)
		}
	}
	size := w.win.Canvas().Size()
	d.Resize(fyne.NewSize(min(size.Width-60, 900), min(size.Height-60, 620)))
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

// quit ends the program after asking about unsaved work.
func (w *Window) quit() {
	w.ask(func() {
		w.closing = true
		w.engine.Stop()
		w.win.Close()
		w.app.Quit()
	})
}
