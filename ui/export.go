package ui

import (
	"context"
	"path/filepath"
	"strings"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
)

// exporter is what writes other files than arrangements, nil when nothing does.
func (w *Window) exporter() Exporter {
	e, _ := w.devices.(Exporter)
	return e
}

func (w *Window) exports() bool { return w.exporter() != nil }

func (w *Window) exportMIDI() {
	w.askExport("Export MIDI as the port gets it", ".mid", func(ctx context.Context, path string, a *sequencer.Arrangement, _ func(float64)) error {
		return w.exporter().ExportMIDI(ctx, path, a)
	})
}

func (w *Window) exportWAV() {
	w.askExport("Export sound", ".wav", func(ctx context.Context, path string, a *sequencer.Arrangement, progress func(float64)) error {
		return w.exporter().ExportWAV(ctx, path, a, progress)
	})
}

// askExport asks where to and writes there on a goroutine of its own.
func (w *Window) askExport(title, extension string, write func(context.Context, string, *sequencer.Arrangement, func(float64)) error) {
	folder := w.folder()
	name := strings.TrimSuffix(w.session.SuggestedName(), piecefile.Extension)
	if path := w.session.Path(); path != "" {
		folder = filepath.Dir(path)
		name = strings.TrimSuffix(filepath.Base(path), piecefile.Extension)
	}
	w.askFile(fileQuestion{
		title: title, ok: "Export", name: name + extension, folder: folder, extension: extension,
		replaced: "This file is there already: it will be replaced.",
	}, func(path string) {
		if path == w.session.Path() {
			w.alert("That is the piece itself: choose another name.", true)
			return
		}
		a := w.session.Snapshot()
		ctx, cancel := context.WithCancel(w.ctx)
		note := w.exporting(filepath.Base(path), cancel)
		w.running.Go(func() {
			err := write(ctx, path, a, note.progress)
			w.post(func() {
				stopped := ctx.Err() != nil
				cancel()
				if w.closing {
					return
				}
				note.done()
				switch {
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
