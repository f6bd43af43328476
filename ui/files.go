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
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
	"voluntary/sequencer/smf"
	"voluntary/ui/importer"
	"voluntary/ui/roll"
)

// first shows what the program starts with: the file it was given, else the one opened last, at the first start the demo.
// Then it offers what an earlier run has lost. A console that it was given is opened in its editor, over the piece opened last.
func (w *Window) first() {
	started := w.app.Preferences().Bool(prefStarted)
	w.app.Preferences().SetBool(prefStarted, true)
	path, console := w.options.Path, ""
	if filepath.Ext(path) == consolefile.Extension {
		path, console = "", path
	}
	offer := func() {
		w.outputs.begin()
		w.copies.offer()
		if console != "" {
			w.takeConsole(console)
		}
	}
	if w.options.New {
		w.newPiece()
		offer()
		return
	}
	if path != "" {
		w.loadThen(path, offer)
		return
	}
	if recent := w.recent.List(); started && len(recent) > 0 {
		if _, err := os.Stat(recent[0].Path); err == nil {
			w.loadThen(recent[0].Path, offer)
			return
		}
	}
	w.openDemo()
	offer()
}

// opened settles the window on the piece that the session has just been given.
func (w *Window) opened(warnings []string) {
	w.eachRoll((*roll.Roll).FitKeys)
	a := w.roll.Axis()
	end := w.session.Piece().End()
	if a.Width > 0 && end > 0 {
		w.setAxis(a.FitSpan(0, min(end, 12*4*sequencer.PPQ)))
	}
	w.setHearing(sequencer.Hearing{})
	w.endSteps()
	w.engine.Stop()
	w.engine.BackToLane() // also where it is for the same organ
	w.engine.Loop(0, 0, false)
	w.engine.Seek(0)
	w.lane.ShowAll(false)
	w.refreshMenu()
	if len(warnings) > 0 {
		w.alert(warnings[0], true)
	}
	w.fitLane()
	w.roll.Focus()
}

// newPiece begins an empty piece for the organ of the last one.
func (w *Window) newPiece() {
	a, err := emptyPiece(w.session.Console())
	if err != nil {
		w.fail("No piece was begun", err)
		return
	}
	w.session.Set(a, "", "")
	w.opened(nil)
}

// openPath opens a file after asking about unsaved work.
func (w *Window) openPath(path string) {
	if filepath.Ext(path) == consolefile.Extension {
		w.takeConsole(path)
		return
	}
	w.leaveConsole(func() { w.settle(func() { w.load(path) }) })
}

func (w *Window) load(path string) { w.loadThen(path, nothing) }

// loadThen reads a file on a goroutine of its own: an arrangement is shown, a score goes through the import dialog. Then
// it goes on, whether that went well or not.
func (w *Window) loadThen(path string, then func()) {
	if abs, err := filepath.Abs(path); err == nil { // the dialogs say where it lies, wherever the program was started
		path = abs
	}
	busy := w.busy("Opening " + filepath.Base(path))
	console := w.session.Console()
	w.running.Go(func() {
		show, err := w.read(path, console)
		w.post(func() {
			ended := busy.done()
			if w.closing {
				return
			}
			if ended {
				w.outputs.begin() // with what is there
				return
			}
			if err != nil {
				if err := w.recent.Remove(path); err != nil {
					w.trouble(err)
				}
				w.refreshMenu()
				w.fail("The file was not opened", err)
			} else {
				show()
			}
			then()
		})
	})
}

// read reads a file and returns what shows it. It may be called on any goroutine.
func (w *Window) read(path string, console *registration.Console) (show func(), err error) {
	data, err := readFile(path, piecefile.MaxSize)
	if err != nil {
		return nil, err
	}
	if smf.Recognise(data) {
		f, err := smf.Read(data)
		if err != nil {
			return nil, err
		}
		plan := importer.NewPlan(f, sequencer.Source{Name: filepath.Base(path), Format: "smf", Bytes: data}, console)
		return func() { w.importPlan(plan) }, nil
	}
	a, warnings, err := piecefile.Load(path)
	if errors.Is(err, piecefile.ErrNotArrangement) {
		err = notOurs(path, data, err)
	}
	if err != nil {
		return nil, err
	}
	return func() {
		w.session.Set(a, path, "")
		w.opened(warnings)
		w.remember(path)
	}, nil
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
	w.place(d, w.folder())
	w.show(d, nothing)
}
