package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/touch"
)

// previewer is what starts GrandOrgue, nil when nothing does.
func (w *Window) previewer() Previewer {
	p, _ := w.devices.(Previewer)
	return p
}

func (w *Window) previewActions() []*Action {
	const m = "Organ"
	there := func() bool { return w.previewer() != nil }
	return []*Action{
		{ID: "play.preview", Menu: m, Label: "Preview on GrandOrgue…", Key: fyne.KeyY, Mod: ctrlShift, Gap: true, Enabled: there, Do: w.askPreview},
		{ID: "play.unpreview", Menu: m, Label: "End the preview on GrandOrgue", Enabled: func() bool { return w.outputs.previewing() }, Do: w.endPreview},
	}
}

// askPreview asks for an organ and plays on it.
func (w *Window) askPreview() {
	busy := w.busy("Looking for organs")
	w.running.Go(func() {
		organs, port := w.previewer().Organs(w.ctx), w.previewer().Running(w.ctx)
		w.post(func() {
			if busy.done() || w.closing {
				return
			}
			const starts = "GrandOrgue is started beside Voluntary with this organ and nothing to be set up. Loading a large organ takes a minute or two."
			const plays = "The organ that is loaded there is played. Each of its stops is drawn and retired once, to hear whether GrandOrgue obeys. Nothing in it is changed."
			q := organQuestion{title: "Preview on GrandOrgue", ok: "Preview", words: starts}
			running := false
			if port != "" {
				running = true
				q.words = plays
				check := touch.NewCheck("Play on the GrandOrgue that runs already, which has this organ loaded", nil)
				check.OnKey = w.typedKey
				check.SetChecked(true)
				q.more = check
				check.OnChanged = func(on bool) {
					running = on
					q.text.SetText(map[bool]string{true: plays, false: starts}[on])
				}
			}
			w.chooseOrgan(&q, organs, func(path string) { w.startPreview(path, running) })
		})
	})
}

// askOrgan asks for an organ of GrandOrgue: one of those that are found, or another file.
func (w *Window) askOrgan(title, ok, words string, then func(path string)) {
	busy := w.busy("Looking for organs")
	w.running.Go(func() {
		organs := w.previewer().Organs(w.ctx)
		w.post(func() {
			if !busy.done() && !w.closing {
				w.chooseOrgan(&organQuestion{title: title, ok: ok, words: words}, organs, then)
			}
		})
	})
}

// organQuestion is what is said where an organ is asked for.
type organQuestion struct {
	title, ok, words string
	more             fyne.CanvasObject // below the list; nil: nothing
	text             *widget.Label     // that shows the words
}

func (w *Window) chooseOrgan(asked *organQuestion, organs []Organ, then func(path string)) {
	last := w.app.Preferences().String(prefOrgan)
	chosen, known := 0, false
	for i, o := range organs {
		if o.Path == last {
			chosen, known = i, true
		}
	}
	if last != "" && !known {
		organs = append([]Organ{{Title: filepath.Base(last), Path: last}}, organs...)
	}
	text := widget.NewLabel(asked.words)
	text.Wrapping = fyne.TextWrapWord
	asked.text = text
	where := widget.NewLabel("")
	where.Wrapping = fyne.TextWrapBreak // a path has no words, and its end tells the most
	list := widget.NewList(func() int { return len(organs) },
		func() fyne.CanvasObject {
			l := widget.NewLabel("")
			l.Truncation = fyne.TextTruncateEllipsis
			return l
		},
		func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(organs[i].Title) })
	list.OnSelected = func(i widget.ListItemID) {
		chosen = i
		where.SetText(organs[i].Path)
	}
	var q *question
	take := func(path string) {
		q.Hide()
		w.app.Preferences().SetString(prefOrgan, path)
		then(path)
	}
	other := w.button("Another file…", func() { w.browseOrgan(take) })
	var middle fyne.CanvasObject = list
	if len(organs) == 0 {
		none := widget.NewLabel("No organ was found where GrandOrgue keeps them. Choose the .organ or .orgue file of one with “Another file…”.")
		none.Wrapping = fyne.TextWrapWord
		middle = none
	}
	below := container.NewVBox(where)
	if asked.more != nil {
		below.Add(asked.more)
	}
	q = w.ask(asked.title, asked.ok, container.NewBorder(text, below, nil, nil, middle), func() {
		if len(organs) == 0 {
			w.browseOrgan(take)
			return
		}
		take(organs[chosen].Path)
	}, other)
	q.Resize(fyne.NewSize(560, 400))
	if len(organs) > 0 {
		list.Select(chosen)
	}
}

// browseOrgan asks for the file of an organ.
func (w *Window) browseOrgan(then func(path string)) {
	d := dialog.NewFileOpen(func(in fyne.URIReadCloser, err error) {
		if err != nil {
			w.fail("The organ was not opened", err)
			return
		}
		if in == nil {
			return
		}
		path := in.URI().Path()
		in.Close()
		then(path)
	}, w.win)
	d.SetFilter(storage.NewExtensionFileFilter([]string{".organ", ".orgue", ".ORGAN", ".ORGUE"}))
	folder := w.folder()
	if last := w.app.Preferences().String(prefOrgan); last != "" {
		folder = filepath.Dir(last)
	}
	w.place(d, folder)
	w.show(d, nothing)
}

// startPreview starts GrandOrgue with an organ, or finds the one that runs, and plays on it when it is loaded.
func (w *Window) startPreview(path string, running bool) {
	ctx, cancel := context.WithCancel(w.ctx)
	note := w.waiting("Preview on GrandOrgue", cancel)
	w.running.Go(func() {
		port, c, err := w.previewer().Preview(ctx, path, running, note.say)
		w.post(func() {
			stopped := ctx.Err() != nil
			cancel()
			if w.closing {
				return
			}
			note.done()
			switch {
			case stopped && err != nil:
				w.alert("The preview was given up.", false)
			case err != nil:
				w.fail("There is no preview on GrandOrgue", err)
			default:
				w.playOnOrgan(port, c, running)
			}
		})
	})
}

// playOnOrgan plays the piece on the organ that GrandOrgue has loaded, and brings it there first when it is for another.
func (w *Window) playOnOrgan(port string, c *registration.Console, running bool) {
	w.outputs.previewOn(port, c)
	if !sameOrgan(w.session.Console(), c) {
		w.useConsole(c)
	}
	if running {
		w.alert("GrandOrgue plays "+c.Title+". Press Space.", false)
		return
	}
	w.win.RequestFocus() // GrandOrgue's window has come up over ours
	w.alert("GrandOrgue has loaded "+c.Title+". "+w.byKey("play.toggle")+" plays.", false)
}

// sameOrgan tells whether both consoles are spoken to as one organ of GrandOrgue.
func sameOrgan(a, b *registration.Console) bool {
	return a.Dialect.Organ != "" && a.Dialect.Organ == b.Dialect.Organ && len(a.Controls) == len(b.Controls)
}

// endPreview ends GrandOrgue and plays again on what was chosen before.
func (w *Window) endPreview() {
	w.outputs.endPreview()
	w.running.Go(func() {
		if err := w.previewer().EndPreview(); err != nil {
			w.post(func() { w.trouble(err) })
		}
	})
}

// exportForGrandOrgue writes a MIDI file that GrandOrgue's own player plays with its stops.
func (w *Window) exportForGrandOrgue() {
	export := func() {
		w.askExport(export{
			title: "Export for GrandOrgue's player", extension: ".mid",
			write: func(ctx context.Context, path string, a *sequencer.Arrangement, _ func(float64)) ([]string, error) {
				return []string{path}, w.exporter().ExportMIDI(ctx, path, a)
			},
		})
	}
	if w.session.Console().Dialect.Organ != "" {
		export()
		return
	}
	w.askOrgan("Export for GrandOrgue", "Use this organ", fmt.Sprintf("The piece is for %s. For which organ of GrandOrgue is the file? The piece is brought to it; then export once more.", w.session.Console().Title), func(path string) {
		busy := w.busy("Reading " + filepath.Base(path))
		w.running.Go(func() {
			c, err := w.previewer().ReadOrgan(w.ctx, path)
			w.post(func() {
				if busy.done() || w.closing {
					return
				}
				if err != nil {
					w.fail("The organ cannot be used", err)
					return
				}
				w.useConsole(c)
				if sameOrgan(w.session.Console(), c) {
					export()
				}
			})
		})
	})
}

// writeSettings writes a file that binds an organ in GrandOrgue to the numbers that its console uses, for who cannot or will not
// have it told by the set-up header.
func (w *Window) writeSettings() {
	w.askOrgan("Settings file for GrandOrgue", "Choose a place…", "For which organ? The file binds its manuals, stops and shoes to the numbers that Voluntary uses for them.", func(organ string) {
		const settings, objects = ".cmb", ".yaml"
		file := fileQuestion{
			title: "Settings file for GrandOrgue", ok: "Write", folder: filepath.Dir(organ), extension: settings,
			name:     strings.TrimSuffix(filepath.Base(organ), filepath.Ext(organ)) + settings,
			replaced: "This file is there already: it will be replaced.",
			more: func(extension func(string)) []fyne.CanvasObject {
				kind := touch.NewSelect([]string{"Settings of the organ (.cmb)", "MIDI settings (.yaml), for GrandOrgue 3.16 and later"}, nil)
				kind.SetSelectedIndex(0)
				kind.OnChanged = func(string) { extension([]string{settings, objects}[max(kind.SelectedIndex(), 0)]) }
				kind.OnKey = w.typedKey
				return []fyne.CanvasObject{widget.NewLabel("Kind"), kind}
			},
		}
		if !strings.EqualFold(filepath.Ext(organ), ".organ") {
			file.folder = w.folder() // nothing is looked for beside a package
		}
		w.askFile(file, func(path string) {
			busy := w.busy("Reading " + filepath.Base(organ))
			w.running.Go(func() {
				name, err := w.previewer().WriteSettings(w.ctx, organ, path)
				w.post(func() {
					switch {
					case busy.done() || w.closing:
					case err != nil:
						w.fail("No settings were written", err)
					case strings.EqualFold(filepath.Ext(path), objects):
						w.inform("Settings file for GrandOrgue", "Written to "+path+".\n\nLoad it in GrandOrgue with Audio/MIDI > MIDI Objects > Import. "+
							"What it does not name loses its MIDI bindings there: export your own first.")
					default:
						w.inform("Settings file for GrandOrgue", "Written to "+path+".\n\nLoad it in GrandOrgue with File > Import settings, or put it beside "+
							"the .organ file under the same name. In GrandOrgue's own folder the settings of this organ are called "+name+".")
					}
				})
			})
		})
	})
}

// waitNote is the dialog that tells what is waited for, and lets it be given up.
type waitNote struct {
	w     *Window
	text  *widget.Label
	bar   *widget.ProgressBarInfinite
	box   *box
	ended bool
	asked atomic.Bool
	words atomic.Pointer[string]
}

func (w *Window) waiting(title string, cancel func()) *waitNote {
	n := &waitNote{w: w, text: widget.NewLabel(" "), bar: widget.NewProgressBarInfinite()}
	n.text.Truncation = fyne.TextTruncateEllipsis
	d := dialog.NewCustom(title, "Cancel", container.NewVBox(n.text, container.NewGridWrap(fyne.NewSize(460, 24), n.bar)), w.win)
	n.box = w.show(d, nothing)
	n.box.onClosed = func() {
		n.ended = true
		n.bar.Stop()
		cancel()
	}
	return n
}

// say may be called on any goroutine.
func (n *waitNote) say(words string) {
	words = strings.TrimSpace(words)
	n.words.Store(&words)
	if !n.asked.CompareAndSwap(false, true) {
		return
	}
	n.w.post(func() {
		n.asked.Store(false)
		if !n.ended {
			n.text.SetText(*n.words.Load())
		}
	})
}

// done puts the dialog away.
func (n *waitNote) done() {
	if !n.ended {
		n.box.Hide()
	}
}
