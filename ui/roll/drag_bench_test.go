package roll

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/ui/axis"
)

// stageOf is a roll of 1600 by 900 units with n notes, wired to an editor, that shows some bars of them.
func stageOf(b *testing.B, n int, over, seen sequencer.Tick) (*Roll, *sequencer.Editor, func()) {
	test.NewTempApp(b)
	c := organ(b)
	a := crowd(b, c, n, over)
	r := New(120)
	e := sequencer.NewEditor(a)
	e.Changed = func(a *sequencer.Arrangement) { r.SetArrangement(a, c) }
	r.OnSelect = e.Select
	r.OnPreview = func(edit sequencer.Edit) { require.NoError(b, e.Preview(edit)) }
	r.OnCommit = func(label, kind string, edit sequencer.Edit) { require.NoError(b, e.Apply(label, kind, edit)) }
	r.OnCancel = e.CancelPreview
	r.SetSnap(axis.QuarterBeat)
	r.SetArrangement(a, c)
	r.Resize(fyne.NewSize(1600, 900))
	test.WidgetRenderer(r).Layout(fyne.NewSize(1600, 900))
	r.SetAxis(r.Axis().FitSpan(over/2, over/2+seen))
	r.FitKeys()
	paint := func() {
		var img image.Image = r.field.paint(1480, 864)
		require.NotNil(b, img)
	}
	paint()
	return r, e, paint
}

// BenchmarkScroll100000 scrolls a piece of 100,000 notes and paints what comes into sight.
func BenchmarkScroll100000(b *testing.B) {
	r, _, paint := stageOf(b, 100_000, 2000*3840, 40*3840)
	way := float32(37)
	turn := func() {
		if !r.Axis().Sees(1000 * 3840) {
			way = -way
		}
		r.applyAxis(r.view.Axis.ScrollBy(way))
		paint()
	}
	measure(b, turn)
}

// BenchmarkZoom100000 zooms in and out over all of it.
func BenchmarkZoom100000(b *testing.B) {
	r, _, paint := stageOf(b, 100_000, 2000*3840, 40*3840)
	in := true
	turn := func() {
		if s := r.view.Axis.Scale(); s > 0.5 || s < 0.001 {
			in = s < 0.001
		}
		factor := 1.25
		if !in {
			factor = 0.8
		}
		r.applyAxis(r.view.Axis.Zoom(700, factor))
		paint()
	}
	measure(b, turn)
}

// BenchmarkDrag1000Of100000 moves 1,000 selected notes of 100,000 by a row with each step: preview, index and painting.
func BenchmarkDrag1000Of100000(b *testing.B) {
	r, e, paint := stageOf(b, 100_000, 2000*3840, 20*3840)
	var ids []sequencer.NoteID
	first, end := r.view.Axis.Span()
	var grip Seen
	r.notes.between(first, end, func(s Seen) bool {
		if len(ids) == 0 || grip.Key < 40 || grip.Key > 90 {
			grip = s
		}
		ids = append(ids, s.Note.ID)
		return len(ids) < 1000
	})
	require.Len(b, ids, 1000)
	marked := sequencer.Select(append(ids, grip.Note.ID), nil)
	e.Select(marked)
	r.SetSelection(marked)
	box := r.view.Box(grip.Note.Start, grip.Note.End, grip.Key)
	at := fyne.NewPos(box.X+box.W/2, box.Y+box.H/2)
	r.field.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	step := float32(r.view.row())
	up := false
	turn := func() {
		up = !up
		to := at
		if up {
			to = at.AddXY(0, -step)
		}
		r.field.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.NewDelta(0, 1)})
		paint()
	}
	measure(b, turn)
	r.field.escape()
}

// measure runs something, and says how long it takes at its best: a frame of a screen is 16 ms.
func measure(b *testing.B, turn func()) {
	for b.Loop() {
		turn()
	}
	b.StopTimer()
	b.ReportMetric(float64(fastest(turn))/1e6, "best-ms")
}
