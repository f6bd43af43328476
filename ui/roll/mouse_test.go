package roll

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

// wheel is a turn of the wheel at a place.
func wheel(at fyne.Position, dx, dy float32) *fyne.ScrollEvent {
	return &fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(dx, dy)}
}

// free drags with Alt held, no place of which lies on the grid.
func (d *desk) free(from, to fyne.Position, mods fyne.KeyModifier) {
	d.press(from, mods)
	d.roll.modifiers = mods | fyne.KeyModifierAlt
	d.drag(to)
	d.release()
	d.roll.modifiers = 0
}

func TestAltFreesEveryDragFromTheGrid(t *testing.T) {
	d := newDesk(t)
	third := quarter / 3
	d.free(d.on(quarter/2, 72), d.on(quarter/2+third, 72), 0)
	assert.InDelta(t, float64(third), float64(d.note(1).Start), 15, "a note")
	d.editor.Undo()
	d.free(d.on(quarter-20, 72), d.on(quarter+third-20, 72), 0)
	assert.InDelta(t, float64(quarter+third), float64(d.note(1).End), 15, "an end")
	d.editor.Undo()
	d.free(d.on(quarter+20, 74), d.on(quarter+third+20, 74), 0)
	assert.InDelta(t, float64(quarter+third), float64(d.note(2).Start), 15, "a start")
	d.editor.Undo()

	drawn := func() sequencer.Note {
		require.Len(t, d.marked(), 1)
		return d.note(d.marked()[0])
	}
	d.press(d.on(6*quarter+third, 52), fyne.KeyModifierControl|fyne.KeyModifierAlt)
	d.drag(d.on(7*quarter-third, 52))
	d.release()
	assert.InDelta(t, float64(6*quarter+third), float64(drawn().Start), 15, "a drawn note")
	assert.InDelta(t, float64(7*quarter-third), float64(drawn().End), 15)
	assert.Equal(t, []string{"Draw a note"}, d.steps())
}

func TestStretchMovesTheStartsOfTheSelection(t *testing.T) {
	d := newDesk(t)
	d.roll.mark(sequencer.Select([]sequencer.NoteID{2, 3}, nil))
	starts := []sequencer.Tick{d.note(2).Start + quarter/2, d.note(3).Start + quarter/2}
	d.press(d.on(quarter+20, 74), 0)
	d.drag(d.on(3*quarter/2+20, 74))
	d.release()
	assert.Equal(t, starts, []sequencer.Tick{d.note(2).Start, d.note(3).Start})
	assert.Equal(t, []string{"Shorten notes"}, d.steps())
	assert.Equal(t, ids{2, 3}, d.marked())
}

func TestAClickAndADoubleClickOnABarOrWithTheEraserDrawNothing(t *testing.T) {
	d := newDesk(t)
	d.roll.applyAxis(d.roll.Axis().Zoom(0, 20))
	n := d.editor.Current().NoteCount()
	d.click(d.on(quarter/2, 72), 0)
	for _, bar := range d.roll.field.bars {
		at := bar.Position().AddXY(3, 3)
		d.roll.field.DoubleTapped(&fyne.PointEvent{Position: at})
		d.roll.SetTool(Pencil)
		d.click(at, 0)
		d.roll.SetTool(Pointer)
		d.click(at, 0)
		assert.Equal(t, ids{1}, d.marked(), "and leave the selection")
	}
	d.roll.SetTool(Eraser)
	d.roll.field.DoubleTapped(&fyne.PointEvent{Position: d.on(quarter/2, 72)})
	d.roll.field.DoubleTapped(&fyne.PointEvent{Position: d.on(quarter, 90)})
	assert.Equal(t, n, d.editor.Current().NoteCount())
	assert.Empty(t, d.steps())
}

func TestEscapeTakesBackWhatMovesTheView(t *testing.T) {
	d := newDesk(t)
	d.roll.applyAxis(d.roll.Axis().Zoom(0, 20).ScrollBy(500))
	for what, at := range map[string]fyne.Position{
		"pan": fyne.NewPos(400, 200), "lying bar": d.roll.field.bars[0].Position().AddXY(5, 2), "upright bar": d.roll.field.bars[1].Position().AddXY(3, 5),
	} {
		button := desktop.MouseButtonPrimary
		if what == "pan" {
			button = desktop.MouseButtonTertiary
		}
		before := d.roll.view
		d.pressWith(button, at, 0)
		d.drag(at.AddXY(30, 30))
		assert.NotEqual(t, before, d.roll.view, what)
		d.key(fyne.KeyEscape, 0)
		assert.InDelta(t, before.Axis.Scroll, d.roll.view.Axis.Scroll, 1, what)
		assert.InDelta(t, before.Top, d.roll.view.Top, 0.01, what)
		d.drag(at.AddXY(60, 60))
		d.releaseOf(button)
		assert.InDelta(t, before.Axis.Scroll, d.roll.view.Axis.Scroll, 1, what)
		assert.InDelta(t, before.Top, d.roll.view.Top, 0.01, what)
	}
}

func TestTheWheelGoesSidewaysByItselfAndOverTheRuler(t *testing.T) {
	d := newDesk(t)
	d.roll.applyAxis(d.roll.Axis().Zoom(0, 20))
	before := d.roll.view
	d.roll.field.Scrolled(wheel(fyne.NewPos(300, 100), -25, 0))
	after := d.roll.view
	assert.Greater(t, after.Axis.Scroll, before.Axis.Scroll, "a wheel that tilts")
	assert.Equal(t, before.Top, after.Top)

	u := d.roll.ruler
	u.Scrolled(wheel(fyne.NewPos(300, 20), 0, -25))
	assert.Greater(t, d.roll.view.Axis.Scroll, after.Axis.Scroll)
	assert.Equal(t, before.Top, d.roll.view.Top, "over the ruler it goes through time")
	after = d.roll.view
	d.roll.modifiers = fyne.KeyModifierControl
	u.Scrolled(wheel(fyne.NewPos(300, 20), 0, 25))
	assert.InDelta(t, after.Axis.PerTick*1.25, d.roll.view.Axis.PerTick, 1e-9)
	assert.InDelta(t, after.Axis.At(300), d.roll.view.Axis.At(300), 0.5, "about the pointer")
	d.roll.modifiers = 0

	after = d.roll.view // the middle button drags time along
	u.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(300, 20)}, Button: desktop.MouseButtonTertiary})
	u.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(260, 20)}, Dragged: fyne.NewDelta(-40, 0)})
	u.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(260, 20)}, Button: desktop.MouseButtonTertiary})
	u.DragEnd()
	assert.InDelta(t, after.Axis.Scroll+40/after.Axis.PerTick, d.roll.view.Axis.Scroll, 1)
	assert.Equal(t, sequencer.Tick(-1), d.seek)
	assert.Equal(t, [2]sequencer.Tick{}, d.loop)
}

func TestTheWheelAndTheMiddleButtonMoveTheKeys(t *testing.T) {
	d := newDesk(t)
	k, at := d.roll.keyboard, fyne.NewPos(100, 100)
	before := d.roll.view
	k.Scrolled(wheel(at, 0, -25))
	after := d.roll.view
	assert.Less(t, after.Top, before.Top)
	d.roll.modifiers = fyne.KeyModifierControl
	k.Scrolled(wheel(at, 0, 25))
	d.roll.modifiers = 0
	assert.InDelta(t, after.Row*1.25, d.roll.view.Row, 1e-9)
	assert.Equal(t, after.Key(at.Y), d.roll.view.Key(at.Y), "about the pointer")
	after = d.roll.view
	k.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonTertiary})
	k.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(0, -30)}, Dragged: fyne.NewDelta(0, -30)})
	k.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonTertiary})
	k.DragEnd()
	assert.Less(t, d.roll.view.Top, after.Top)
	assert.Equal(t, before.Axis, d.roll.view.Axis)
	assert.Empty(t, d.heard, "no key is struck")

	k.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	assert.Contains(t, d.said, "Key ")
	k.MouseOut()
	assert.Empty(t, d.said)
}

func TestAltFreesTheRulerFromTheGrid(t *testing.T) {
	d := newDesk(t)
	u, a := d.roll.ruler, d.roll.Axis()
	mouse := func(tick sequencer.Tick) *desktop.MouseEvent {
		return &desktop.MouseEvent{
			PointEvent: fyne.PointEvent{Position: fyne.NewPos(a.X(tick), 25)}, Button: desktop.MouseButtonPrimary, Modifier: fyne.KeyModifierAlt,
		}
	}
	third := quarter / 3
	u.MouseDown(mouse(third))
	u.MouseUp(mouse(third))
	assert.InDelta(t, float64(third), float64(d.seek), 15)
	u.MouseDown(mouse(third))
	u.Dragged(&fyne.DragEvent{PointEvent: mouse(2*quarter + third).PointEvent})
	u.MouseUp(mouse(2*quarter + third))
	u.DragEnd()
	assert.InDelta(t, float64(third), float64(d.loop[0]), 15)
	assert.InDelta(t, float64(2*quarter+third), float64(d.loop[1]), 15)

	require.NoError(t, d.editor.Apply("Mark", "", sequencer.AddMark(4*quarter, sequencer.Wait, "")))
	d.window.Canvas().Capture()
	on := func(tick sequencer.Tick) fyne.PointEvent {
		return fyne.PointEvent{Position: fyne.NewPos(a.X(tick)+2, 6)}
	}
	u.MouseDown(&desktop.MouseEvent{PointEvent: on(4 * quarter), Button: desktop.MouseButtonPrimary})
	d.roll.modifiers = fyne.KeyModifierAlt
	u.Dragged(&fyne.DragEvent{PointEvent: on(5*quarter + third)})
	u.MouseUp(&desktop.MouseEvent{PointEvent: on(5*quarter + third), Button: desktop.MouseButtonPrimary})
	u.DragEnd()
	assert.InDelta(t, float64(5*quarter+third), float64(d.editor.Current().Marks()[0].At), 15, "a flag")
	u.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(a.X(2*quarter), 6)})
	assert.Len(t, d.editor.Current().Marks(), 1, "a double click beside the flags does nothing")
}

func TestEscapeTakesTheDragOfALoopBack(t *testing.T) {
	d := newDesk(t)
	u, a := d.roll.ruler, d.roll.Axis()
	at := func(tick sequencer.Tick) fyne.PointEvent {
		return fyne.PointEvent{Position: fyne.NewPos(a.X(tick), 25)}
	}
	for what, escape := range map[string]func(){
		"the notes have the keys": func() { d.key(fyne.KeyEscape, 0) },
		"the ruler has them":      func() { u.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
		"nothing had them": func() {
			require.Equal(t, fyne.Focusable(d.roll.field), d.window.Canvas().Focused(), "the drag brings them to the notes")
			d.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		},
	} {
		d.window.Canvas().Unfocus()
		d.roll.SetLoop(quarter, 3*quarter, false)
		d.roll.mark(sequencer.Select(ids{1}, nil))
		u.MouseDown(&desktop.MouseEvent{PointEvent: at(4 * quarter), Button: desktop.MouseButtonPrimary})
		u.Dragged(&fyne.DragEvent{PointEvent: at(5 * quarter)})
		assert.Equal(t, 4*quarter, d.roll.loopFrom, "shown while it goes on")
		escape()
		u.Dragged(&fyne.DragEvent{PointEvent: at(6 * quarter)})
		u.MouseUp(&desktop.MouseEvent{PointEvent: at(6 * quarter), Button: desktop.MouseButtonPrimary})
		u.DragEnd()
		assert.Equal(t, []sequencer.Tick{quarter, 3 * quarter}, []sequencer.Tick{d.roll.loopFrom, d.roll.loopTo}, what)
		assert.False(t, d.roll.looping, what)
		assert.Equal(t, [2]sequencer.Tick{}, d.loop, what)
		assert.Equal(t, sequencer.Tick(-1), d.seek, what)
		assert.Equal(t, ids{1}, d.marked(), "and nothing else")
	}
	d.rule(4*quarter, 5*quarter)
	assert.Equal(t, [2]sequencer.Tick{4 * quarter, 5 * quarter}, d.loop, "the next drag is heard again")
}

func TestASecondButtonTakesTheDragsOfTheRulerBack(t *testing.T) {
	d := newDesk(t)
	require.NoError(t, d.editor.Apply("Mark", "", sequencer.AddMark(2*quarter, sequencer.Section, "A")))
	d.roll.SetLoop(quarter, 3*quarter, false)
	d.window.Canvas().Capture()
	u, a := d.roll.ruler, d.roll.Axis()
	before := d.editor.Current()
	for what, from := range map[string]fyne.Position{
		"the loop": fyne.NewPos(a.X(5*quarter), 25),
		"a flag":   fyne.NewPos(a.X(2*quarter)+4, 6),
	} {
		for _, elsewhere := range []bool{false, true} {
			event := func(b desktop.MouseButton, at fyne.Position) *desktop.MouseEvent {
				return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: b}
			}
			to := from.AddXY(a.X(2*quarter)-a.X(0), 0)
			u.MouseDown(event(desktop.MouseButtonPrimary, from))
			u.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
			require.True(t, d.roll.loopFrom != quarter || d.editor.Current() != before, what)
			second := event(desktop.MouseButtonSecondary, to) // as Fyne tells of it
			if elsewhere {
				d.roll.field.MouseDown(second)
			} else {
				u.MouseDown(second)
			}
			u.MouseUp(second)
			u.DragEnd()
			if elsewhere {
				d.roll.field.TappedSecondary(&second.PointEvent)
			} else {
				u.TappedSecondary(&second.PointEvent)
			}
			u.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to.AddXY(40, 0)}, Dragged: fyne.NewDelta(40, 0)})
			u.MouseUp(event(desktop.MouseButtonPrimary, to))
			u.DragEnd()
			assert.Same(t, before, d.editor.Current(), what)
			assert.Equal(t, []sequencer.Tick{quarter, 3 * quarter}, []sequencer.Tick{d.roll.loopFrom, d.roll.loopTo}, what)
			assert.Equal(t, [2]sequencer.Tick{}, d.loop, what)
			assert.Equal(t, sequencer.Tick(-1), d.seek, what)
			assert.Equal(t, a, d.roll.Axis(), "nor does the rest of the drag scroll")
			assert.Empty(t, d.menus, what)
		}
	}
}
