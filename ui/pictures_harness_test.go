package ui

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
)

// edit makes changes of the piece.
func (w *opened) edit(edits ...sequencer.Edit) {
	w.t.Helper()
	for _, e := range edits {
		require.NoError(w.t, w.session.Editor().Apply("Edit", "", e))
	}
	w.loop.turn()
}

// keepAs saves the piece to a path, so that it is among the recent ones.
func (w *opened) keepAs(path string) {
	w.t.Helper()
	a := w.session.Snapshot()
	require.NoError(w.t, piecefile.Save(path, a))
	w.session.Saved(path, a)
	w.remember(path)
}

// lookAgain has everything laid out anew, as a real window does by itself when a thing in it needs more room.
func (w *opened) lookAgain(size fyne.Size) {
	w.loop.turn()
	w.win.Resize(size.AddWidthHeight(1, 1))
	w.win.Resize(size)
	w.loop.turn()
}

// around is where a thing lies in the window.
func (w *opened) around(o fyne.CanvasObject) area {
	return areaOf(w.app.Driver().AbsolutePositionForObject(o), o.Size())
}

// painted counts the images of the open dialog that have been painted.
func (w *opened) painted() int {
	o := w.win.Canvas().Overlays().Top()
	if o == nil {
		return 0
	}
	return paintedIn(o)
}

func paintedIn(o fyne.CanvasObject) (n int) {
	if !o.Visible() {
		return 0
	}
	switch o := o.(type) {
	case *canvas.Image:
		if o.Image != nil && o.Size().Width == thumbnailWide {
			return 1
		}
	case *fyne.Container:
		for _, c := range o.Objects {
			n += paintedIn(c)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			n += paintedIn(c)
		}
	}
	return n
}

// scoreOf is a piece as a MIDI file that knows nothing of organs: a track for each part.
func scoreOf(a *sequencer.Arrangement) []byte {
	chunk := func(kind string, body []byte) []byte {
		n := len(body)
		return append([]byte(kind), append([]byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}, body...)...)
	}
	out := chunk("MThd", []byte{0, 1, 0, byte(len(a.Parts())), sequencer.PPQ >> 8, sequencer.PPQ & 0xff})
	for channel, p := range a.Parts() {
		type event struct {
			at   sequencer.Tick
			data [3]byte
		}
		var all []event
		for _, n := range p.Notes {
			all = append(all, event{n.Start, [3]byte{0x90 | byte(channel), n.Key, 80}}, event{n.End, [3]byte{0x80 | byte(channel), n.Key, 0}})
		}
		slices.SortStableFunc(all, func(x, y event) int {
			return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.data[0], y.data[0]))
		})
		body := append([]byte{0, 0xff, 3, byte(len(p.Name))}, p.Name...)
		last := sequencer.Tick(0)
		for _, e := range all {
			wait := e.at - last
			last = e.at
			body = append(body, 0x80|byte(wait>>14&0x7f), 0x80|byte(wait>>7&0x7f), byte(wait&0x7f))
			body = append(body, e.data[:]...)
		}
		out = append(out, chunk("MTrk", append(body, 0, 0xff, 0x2f, 0))...)
	}
	return out
}
