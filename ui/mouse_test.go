package ui

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/ui/lane"
)

// hand is a part of the window that the mouse works.
type hand interface {
	fyne.CanvasObject
	fyne.Draggable
	fyne.Scrollable
	desktop.Mouseable
	desktop.Hoverable
}

// hand finds the part of an object that is of a type.
func (w *opened) hand(in fyne.CanvasObject, kind string) hand {
	w.t.Helper()
	for _, o := range test.LaidOutObjects(in) {
		if h, ok := o.(hand); ok && fmt.Sprintf("%T", o) == kind {
			return h
		}
	}
	w.t.Fatalf("no %s", kind)
	return nil
}

// pull presses the left button at the first place and lets it go at the last.
func pull(h hand, places ...fyne.Position) {
	event := func(p fyne.Position) *desktop.MouseEvent {
		return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary}
	}
	h.MouseMoved(event(places[0]))
	h.MouseDown(event(places[0]))
	for _, p := range places[1:] {
		h.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: p}})
	}
	h.MouseUp(event(places[len(places)-1]))
	if len(places) > 1 {
		h.DragEnd()
	}
}

func TestTheMouseOnTheRulerMovesThePlayheadAndTheLoop(t *testing.T) {
	w := openCompiled(t)
	ruler := w.hand(w.roll, "*roll.ruler")
	at := func(tick sequencer.Tick) fyne.Position { return fyne.NewPos(w.roll.Axis().X(tick), 28) }
	const beat = sequencer.PPQ
	pull(ruler, at(4*beat))
	w.await("the engine stands there", func() bool { return w.engine.Standing(time.Now()) == 4*beat })
	pull(ruler, at(2*beat), at(3*beat), at(6*beat))
	w.await("the engine loops it", func() bool {
		l := w.engine.Status().Loop
		return l.On && l.From == 2*beat && l.To == 6*beat
	})
	assert.EqualValues(t, 4*beat, w.engine.Standing(time.Now()), "a drag does not seek")
	assert.Empty(t, w.step())
}

func TestF2PlaysFromWhereTheMouseIs(t *testing.T) {
	w := openCompiled(t)
	field := w.hand(w.roll, "*roll.field")
	field.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(w.roll.Axis().X(8*sequencer.PPQ), 100)}})
	w.press(fyne.KeyF2)
	w.await("it plays from there", func() bool { return w.playhead > 8*sequencer.PPQ })
	w.do("play.stop")
}

func TestTheWheelMovesAllViewsTogether(t *testing.T) {
	w := openCompiled(t)
	w.setAxis(w.axis.Zoom(0, 6))
	field := w.hand(w.roll, "*roll.field")
	before := w.axis
	field.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, 100)}, Scrolled: fyne.NewDelta(-40, 0)})
	assert.Greater(t, w.axis.Scroll, before.Scroll)
	before = w.axis
	w.lane.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(400, 40)}, Scrolled: fyne.NewDelta(-40, 0)})
	assert.Greater(t, w.axis.Scroll, before.Scroll)
	assert.InDelta(t, w.axis.Scroll, w.roll.Axis().Scroll, 1)
	pull(w.overview, fyne.NewPos(w.overview.Size().Width-80, 10))
	assert.Greater(t, w.axis.Scroll, before.Scroll)
	assert.InDelta(t, w.axis.Scroll, w.roll.Axis().Scroll, 1)
	assert.Empty(t, w.step())
}

func TestADoubleClickInTheLaneAsksForWhatLiesThere(t *testing.T) {
	w := openCompiled(t)
	w.lane.ShowTime(true)
	w.apply("Mark", "", sequencer.AddMark(4*sequencer.PPQ, sequencer.Verse, "Verse 1"))
	row := func(kind lane.RowKind) float32 {
		for _, r := range w.lane.Layout().Rows {
			if r.Kind == kind {
				return 20 + r.Y + r.Height/2
			}
		}
		require.Fail(t, "no such row")
		return 0
	}
	double := func(kind lane.RowKind, tick sequencer.Tick) {
		w.lane.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(leftWidth+w.axis.X(tick), row(kind))})
	}
	double(lane.MarkRow, 4*sequencer.PPQ)
	assert.Contains(t, w.top(), "Change the mark", "a mark")
	w.press(fyne.KeyEscape)
	require.Empty(t, w.top())
	double(lane.MeterRow, 8*sequencer.PPQ)
	assert.Contains(t, w.top(), "Meter from bar", "the row of meters")
	w.press(fyne.KeyEscape)
	double(lane.MarkRow, 8*sequencer.PPQ)
	require.Contains(t, w.top(), "What it is", "the row of marks")
	w.fill("Verse 2")
	made := slices.IndexFunc(w.session.Piece().Marks(), func(m sequencer.Mark) bool { return m.Name == "Verse 2" })
	require.GreaterOrEqual(t, made, 0)
	assert.EqualValues(t, 8*sequencer.PPQ, w.session.Piece().Marks()[made].At)
}
