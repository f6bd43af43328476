package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
	"voluntary/ui/touch"
)

// exporter is what writes other files than arrangements, nil when nothing does.
func (w *Window) exporter() Exporter {
	e, _ := w.devices.(Exporter)
	return e
}

func (w *Window) exports() bool { return w.exporter() != nil }

func (w *Window) exportMIDI() {
	w.askExport(export{
		title: "Export MIDI as the port gets it", extension: ".mid",
		write: func(ctx context.Context, path string, a *sequencer.Arrangement, _ func(float64)) ([]string, error) {
			return []string{path}, w.exporter().ExportMIDI(ctx, path, a)
		},
	})
}

// exportSound plays the piece into a file, as the built-in organ is tuned and where it stands.
func (w *Window) exportSound() {
	p := w.app.Preferences()
	c := &w.builtin.choices
	file := SoundFile{Organ: w.builtin.wanted, Format: p.String(prefFormat), Rate: p.Int(prefRate), Stems: p.Bool(prefStems)}
	at := max(slices.IndexFunc(c.Formats, func(f SoundFormat) bool { return f.Name == file.Format }), 0)
	rate := slices.Index(c.Rates, file.Rate)
	if rate < 0 {
		rate = max(slices.Index(c.Rates, c.Rate), 0)
	}
	ending := ".wav"
	var more func(func(string)) []fyne.CanvasObject
	if len(c.Formats) > 0 && len(c.Rates) > 0 {
		file.Format, file.Rate, ending = c.Formats[at].Name, c.Rates[rate], c.Formats[at].Ending
		more = func(extension func(string)) []fyne.CanvasObject {
			var formats, rates []string
			for _, f := range c.Formats {
				formats = append(formats, f.Label)
			}
			for _, r := range c.Rates {
				rates = append(rates, plain(float64(r)/1000)+" kHz")
			}
			format := touch.NewSelect(formats, nil)
			format.SetSelectedIndex(at)
			format.OnChanged = func(string) {
				f := c.Formats[max(format.SelectedIndex(), 0)]
				file.Format = f.Name
				extension(f.Ending)
			}
			often := touch.NewSelect(rates, nil)
			often.SetSelectedIndex(rate)
			often.OnChanged = func(string) { file.Rate = c.Rates[max(often.SelectedIndex(), 0)] }
			stems := touch.NewCheck("Besides, a file for each division and one for the room", nil)
			stems.SetChecked(file.Stems)
			stems.OnChanged = func(on bool) { file.Stems = on }
			format.OnKey, often.OnKey, stems.OnKey = w.typedKey, w.typedKey, w.typedKey
			organ := widget.NewLabel(organText(file.Organ))
			organ.Truncation = fyne.TextTruncateEllipsis
			return []fyne.CanvasObject{
				widget.NewLabel("Format"), format, widget.NewLabel("Rate"), often, widget.NewLabel("Stems"), stems,
				widget.NewLabel("Organ"), organ,
			}
		}
	}
	w.askExport(export{
		title: "Export sound", extension: ending, more: more,
		chosen: func() {
			p.SetString(prefFormat, file.Format)
			p.SetInt(prefRate, file.Rate)
			p.SetBool(prefStems, file.Stems)
		},
		write: func(ctx context.Context, path string, a *sequencer.Arrangement, progress func(float64)) ([]string, error) {
			return w.exporter().ExportSound(ctx, path, a, file, progress)
		},
	})
}

// organText says in short how the built-in organ is tuned and where it stands.
func organText(s OrganSettings) string {
	room := "in the " + s.Room
	if s.Room == "none" {
		room = "in no room"
	}
	text := fmt.Sprintf("%s, a' at %s Hz, %s", s.Temperament, plain(s.Pitch), room)
	if s.Wind > 0 {
		text += fmt.Sprintf(", wind %d %%", s.Wind)
	}
	return text + " (Play > Built-in organ)"
}

// export is a kind of file that is written besides the piece.
type export struct {
	title, extension string
	word             string                                           // behind the name of the piece in that of the file, "" for none
	more             func(extension func(string)) []fyne.CanvasObject // as in a fileQuestion
	chosen           func()                                           // when everything has been chosen; nil for nothing
	// write is called on a goroutine of its own. It gives the files that it has made.
	write func(ctx context.Context, path string, a *sequencer.Arrangement, progress func(share float64)) ([]string, error)
	lacks func() string // a sentence on what is not in it, "" for nothing, asked when it is written; nil for never
}

// askExport asks where to and writes there.
func (w *Window) askExport(e export) {
	folder := w.folder()
	name := strings.TrimSuffix(w.session.SuggestedName(), piecefile.Extension)
	if path := w.session.Path(); path != "" {
		folder = filepath.Dir(path)
		name = strings.TrimSuffix(filepath.Base(path), piecefile.Extension)
	}
	if e.word != "" {
		name += " " + e.word
	}
	w.askFile(fileQuestion{
		title: e.title, ok: "Export", name: name + e.extension, folder: folder, extension: e.extension, more: e.more,
		replaced: "This file is there already: it will be replaced.",
	}, func(path string) {
		if path == w.session.Path() {
			w.alert("That is the piece itself: choose another name.", true)
			return
		}
		if e.chosen != nil {
			e.chosen()
		}
		a := w.session.Snapshot()
		ctx, cancel := context.WithCancel(w.ctx)
		note := w.exporting(filepath.Base(path), cancel)
		w.running.Go(func() {
			made, err := e.write(ctx, path, a, note.progress)
			w.post(func() {
				stopped := ctx.Err() != nil
				cancel()
				if w.closing {
					return
				}
				note.done()
				switch {
				case err == nil && len(made) > 1:
					w.alert(fmt.Sprintf("Exported to %s; its stems lie beside it, %d files in all.", path, len(made)), false)
				case err == nil && e.lacks != nil && e.lacks() != "":
					w.alert("Exported to "+path+". "+e.lacks(), true)
				case err == nil:
					w.alert("Exported to "+path+".", false)
				case stopped:
					w.alert("The export was given up; nothing was written.", false)
				default:
					w.fail("Nothing was exported", err)
				}
			})
		})
	})
}

// exportNote is the dialog that tells how far an export is, and lets it be given up.
type exportNote struct {
	w      *Window
	bar    *widget.ProgressBar
	box    *box
	ended  bool
	asked  atomic.Bool // a look at the share is on its way
	permil atomic.Int64
}

func (w *Window) exporting(name string, cancel func()) *exportNote {
	n := &exportNote{w: w, bar: widget.NewProgressBar()}
	d := dialog.NewCustom("Exporting "+name, "Cancel", container.NewGridWrap(fyne.NewSize(360, 36), n.bar), w.win)
	d.SetOnClosed(func() {
		n.ended = true
		cancel()
	})
	n.box = w.show(d, nothing)
	return n
}

// progress may be called on any goroutine.
func (n *exportNote) progress(share float64) {
	permil := int64(1000 * min(max(share, 0), 1))
	if n.permil.Swap(permil) == permil || !n.asked.CompareAndSwap(false, true) {
		return
	}
	n.w.post(func() {
		n.asked.Store(false)
		if !n.ended {
			n.bar.SetValue(float64(n.permil.Load()) / 1000)
		}
	})
}

// done puts the dialog away.
func (n *exportNote) done() {
	if !n.ended {
		n.box.Hide()
	}
}
