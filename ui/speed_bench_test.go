package ui

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
	"voluntary/ui/roll"
)

// longPiece is the path of a saved piece of n notes in eight parts, with a lane of as many changes as a long piece has.
func longPiece(tb testing.TB, n int) string {
	tb.Helper()
	c, err := consolefile.Find(consolefile.Default)
	require.NoError(tb, err)
	p := sequencer.Piece{Title: "Long", Console: c}
	for i := range 8 {
		part := sequencer.Part{Name: "part", Routing: []sequencer.Routing{{Division: c.Divisions[i%len(c.Divisions)].ID}}}
		for k := range n / 8 {
			start := sequencer.Tick(k*240 + (k*7919+i*31)%30)
			part.Notes = append(part.Notes, sequencer.Note{Start: start, End: start + 200, Key: uint8(40 + (k*7+i*5)%25), Velocity: 64})
		}
		p.Parts = append(p.Parts, part)
	}
	for i := range 1000 {
		e := sequencer.LaneEvent{At: sequencer.Tick(n/8*240) / 1000 * sequencer.Tick(i)}
		id := c.Controls[i%len(c.Controls)].ID
		if i/len(c.Controls)%2 == 0 {
			e.Draw = []string{id}
		} else {
			e.Retire = []string{id}
		}
		p.Lane = append(p.Lane, e)
	}
	a, err := sequencer.New(p)
	require.NoError(tb, err)
	path := filepath.Join(tb.TempDir(), "long.voluntary")
	require.NoError(tb, piecefile.Save(path, a))
	return path
}

// openLong opens a window on a piece of n notes and waits until the engine has it.
func openLong(b *testing.B, n int) *watched {
	path := longPiece(b, n)
	w := watch(openWindow(b, Options{Path: path}))
	w.await("the piece", func() bool { return w.session.Path() == path })
	w.awaitHeard()
	return w
}

// watched is a window of which is known what its engine plays.
type watched struct {
	*opened
	heard *sequencer.Arrangement
}

func watch(o *opened) *watched {
	w, done := &watched{opened: o}, o.compile.done
	o.compile.done = func(c compiled) {
		done(c)
		w.heard = c.piece
	}
	return w
}

// awaitHeard waits until the engine plays the piece as it is now.
func (w *watched) awaitHeard() {
	piece := w.session.Piece()
	w.await("the engine has it", func() bool { return w.heard == piece })
}

// rasters lists the pictures that our own code paints.
func rasters(o fyne.CanvasObject) (out []*canvas.Raster) {
	if !o.Visible() {
		return nil
	}
	switch o := o.(type) {
	case *canvas.Raster:
		return []*canvas.Raster{o}
	case *fyne.Container:
		for _, c := range o.Objects {
			out = append(out, rasters(c)...)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			out = append(out, rasters(c)...)
		}
	}
	return out
}

// painter paints every picture of the window, whether it has changed or not.
func (w *opened) painter() func() {
	all := rasters(w.win.Content())
	return func() {
		for _, r := range all {
			r.Generator(int(r.Size().Width), int(r.Size().Height))
		}
	}
}

// atBest runs something and says how long it takes at its best.
func atBest(b *testing.B, turn func()) {
	for b.Loop() {
		turn()
	}
	b.StopTimer()
	best := time.Hour
	for range 20 {
		start := time.Now()
		turn()
		best = min(best, time.Since(start))
	}
	b.ReportMetric(float64(best)/1e6, "best-ms")
}

func forLong(b *testing.B, do func(b *testing.B, n int)) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprintf("notes=%d", n), func(b *testing.B) { do(b, n) })
	}
}

// BenchmarkOpen opens a saved piece: from the file until it is shown and the engine has it.
func BenchmarkOpen(b *testing.B) {
	forLong(b, func(b *testing.B, n int) {
		path := longPiece(b, n)
		w := watch(openWindow(b, Options{New: true}))
		for b.Loop() {
			number := w.session.number
			w.openPath(path)
			w.await("the piece", func() bool { return w.session.number > number })
			w.awaitHeard()
		}
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/1e6, "MB")
	})
}

// BenchmarkHear is the time from an edit until the engine plays it.
func BenchmarkHear(b *testing.B) {
	forLong(b, func(b *testing.B, n int) {
		w := openLong(b, n)
		marked := sequencer.Select([]sequencer.NoteID{w.session.Piece().Parts()[3].Notes[500].ID}, nil)
		up := 1
		atBest(b, func() {
			up = -up
			w.apply("Move", "", sequencer.MoveNotes(marked, 0, up))
			w.awaitHeard()
		})
	})
}

// BenchmarkScrollWindow scrolls the whole window and paints all of it.
func BenchmarkScrollWindow(b *testing.B) {
	forLong(b, func(b *testing.B, n int) {
		w := openLong(b, n)
		paint := w.painter()
		atBest(b, func() {
			w.setAxis(w.axis.ScrollBy(37))
			paint()
		})
	})
}

// BenchmarkZoomWindow zooms from all of the piece to some bars and back.
func BenchmarkZoomWindow(b *testing.B) {
	forLong(b, func(b *testing.B, n int) {
		w := openLong(b, n)
		paint := w.painter()
		factor := 0.8
		atBest(b, func() {
			before := w.axis
			if w.setAxis(w.axis.Zoom(400, factor)); w.axis == before {
				factor = 1 / factor
			}
			if w.axis.Scale() > 0.5 {
				factor = 0.8
			}
			paint()
		})
	})
}

// BenchmarkDragWindow previews the move of 1,000 notes and paints all of the window.
func BenchmarkDragWindow(b *testing.B) {
	forLong(b, func(b *testing.B, n int) {
		w := openLong(b, n)
		paint := w.painter()
		var ids []sequencer.NoteID
		for _, p := range w.session.Piece().Parts() {
			for _, x := range p.Notes[:125] {
				ids = append(ids, x.ID)
			}
		}
		marked := sequencer.Select(ids, nil)
		w.session.Editor().Select(marked)
		w.eachRoll(func(r *roll.Roll) { r.SetSelection(marked) })
		up := 1
		atBest(b, func() {
			up = -up
			w.preview(sequencer.MoveNotes(marked, 0, up))
			paint()
		})
		w.session.Editor().CancelPreview()
	})
}
