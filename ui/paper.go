package ui

import (
	"context"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"voluntary/registration/replace"
	"voluntary/sequencer"
	"voluntary/ui/paper"
)

// onPaper is the menu within File of what is put on paper.
const onPaper = "On paper"

// pageSize is the size of a page where the person lives: letter in North America, else A4.
func pageSize() paper.Size {
	for _, name := range []string{"LC_PAPER", "LC_ALL", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.Contains(v, "_US") || strings.Contains(v, "_CA") {
				return paper.Letter
			}
			break
		}
	}
	return paper.A4
}

// The words behind the name of a piece in that of a file, so that one export does not take the place of another.
const (
	wordSheet = "registration"
	wordRoll  = "notes"
)

// exportPaper asks where to and writes there. write tells which letters no font has.
func (w *Window) exportPaper(title, word, extension string, write func(a *sequencer.Arrangement, out io.Writer) (missing string, err error)) {
	lacking := ""
	w.askExport(export{title: title, word: word, extension: extension, lacks: func() string { return lacking }, write: func(ctx context.Context, path string, a *sequencer.Arrangement, _ func(float64)) ([]string, error) {
		return []string{path}, replace.File(path, func(out io.Writer) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			missing, err := write(a, out)
			lacking = paper.Lacking(missing)
			return err
		})
	}})
}

func (w *Window) exportSheet() {
	w.exportPaper("Registration sheet as PDF", wordSheet, ".pdf", func(a *sequencer.Arrangement, out io.Writer) (string, error) {
		s := paper.NewSheet(a, nil)
		err := s.PDF(out, pageSize())
		return s.Missing(), err
	})
}

func (w *Window) exportSheetText() {
	w.exportPaper("Registration sheet as text", wordSheet, ".txt", func(a *sequencer.Arrangement, out io.Writer) (string, error) {
		return "", paper.NewSheet(a, nil).Text(out)
	})
}

func (w *Window) exportRoll() {
	w.exportPaper("The notes as PDF", wordRoll, ".pdf", func(a *sequencer.Arrangement, out io.Writer) (string, error) {
		r, err := paper.NewRoll(a, paper.RollOptions{})
		if err != nil {
			return "", err
		}
		err = r.PDF(out, pageSize())
		return r.Missing(), err
	})
}

// pictureScale is how many pixels a point of the picture has.
const pictureScale = 2

func (w *Window) exportPicture() {
	w.exportPaper("The notes as a picture", wordRoll, ".png", func(a *sequencer.Arrangement, out io.Writer) (string, error) {
		r, err := paper.NewRoll(a, paper.RollOptions{})
		if err != nil {
			return "", err
		}
		err = r.PNG(out, pictureScale)
		return r.Missing(), err
	})
}

// printSheet prints the registration sheet; where no command prints, it is shown as a PDF, to be printed from there.
func (w *Window) printSheet() {
	a := w.session.Snapshot()
	printer, _ := w.devices.(Printer)
	name := strings.TrimSuffix(w.session.SuggestedName(), filepath.Ext(w.session.SuggestedName())) + " " + wordSheet + ".pdf"
	busy := w.busy("Printing the registration sheet")
	w.running.Go(func() {
		path := filepath.Join(os.TempDir(), name)
		sheet := paper.NewSheet(a, nil)
		err := replace.File(path, func(out io.Writer) error { return sheet.PDF(out, pageSize()) })
		lacking := paper.Lacking(sheet.Missing())
		printed := err == nil && printer != nil && printer.CanPrint()
		if printed {
			err = printer.Print(w.ctx, path, a.Title())
			os.Remove(path)
		}
		w.post(func() {
			if busy.done() || w.closing {
				return
			}
			switch {
			case err != nil:
				w.fail("The sheet was not printed", err)
			case printed:
				w.alert(strings.TrimSpace("The registration sheet is on its way to the printer. "+lacking), lacking != "")
			default:
				w.alert(strings.TrimSpace("No command prints here: the sheet is "+path+". "+lacking), lacking != "")
				_ = fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: path})
			}
		})
	})
}
