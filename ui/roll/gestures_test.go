package roll

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

func TestClickSelects(t *testing.T) {
	d := newDesk(t)
	d.click(d.on(quarter/2, 72), 0)
	assert.Equal(t, ids{1}, d.marked())
	assert.Equal(t, []Held{{0, 72}}, d.heard, "a note sounds when touched")
	d.click(d.on(3*quarter/2, 74), fyne.KeyModifierShift)
	assert.Equal(t, ids{1, 2}, d.marked())
	d.click(d.on(quarter/2, 72), fyne.KeyModifierShift)
	assert.Equal(t, ids{2}, d.marked(), "Shift takes out what is in")
	d.click(d.on(quarter/2, 72), fyne.KeyModifierShift)
	d.click(d.on(quarter/2, 72), 0)
	assert.Equal(t, ids{1}, d.marked(), "a plain click on a marked note leaves it alone")
	d.click(d.on(7*quarter, 70), fyne.KeyModifierShift)
	assert.Equal(t, ids{1}, d.marked(), "a Shift+click beside the notes keeps everything")
	d.click(d.on(7*quarter, 70), 0)
	assert.Empty(t, d.marked())
	assert.Empty(t, d.steps())
}

func TestAClickLeavesLaneEventsUnmarkedButShiftKeepsThem(t *testing.T) {
	d := newDesk(t)
	event := d.editor.Current().Lane()[0].ID
	s := sequencer.Select(nil, []sequencer.EventID{event})
	d.roll.SetSelection(s)
	d.click(d.on(quarter/2, 72), fyne.KeyModifierShift)
	assert.True(t, d.editor.Selection().HasEvent(event))
	d.click(d.on(7*quarter, 70), 0)
	assert.False(t, d.editor.Selection().HasEvent(event))
}

func TestBandSelects(t *testing.T) {
	d := newDesk(t)
	from, to := d.on(quarter+200, 80), d.on(3*quarter-200, 73)
	d.press(from, 0)
	d.drag(fyne.NewPos(from.X+10, from.Y+10))
	d.drag(to)
	assert.Equal(t, to.X-from.X, d.roll.field.band.Size().Width)
	d.release()
	assert.Equal(t, ids{2, 3}, d.marked())
	assert.Zero(t, d.roll.field.band.Size().Width)

	d.press(d.on(2*quarter, 66), fyne.KeyModifierShift)
	d.drag(d.on(3*quarter, 63))
	d.release()
	assert.Equal(t, ids{2, 3, 8}, d.marked(), "Shift adds")

	d.press(d.on(quarter+200, 80), 0)
	d.drag(d.on(2*quarter, 40))
	d.key(fyne.KeyEscape, 0)
	d.drag(d.on(4*quarter, 40))
	d.release()
	assert.Equal(t, ids{2, 3, 8}, d.marked(), "Escape brings back what was marked")
}

func TestDragMovesByTheGrid(t *testing.T) {
	d := newDesk(t)
	d.press(d.on(quarter/2, 72), 0)
	for x := quarter / 2; x < 2*quarter+100; x += 100 {
		d.drag(d.on(x, 72))
	}
	d.drag(d.on(2*quarter+100, 70))
	assert.Equal(t, sequencer.Note{ID: 1, Start: 3 * quarter / 2, End: 5 * quarter / 2, Key: 70, Velocity: 80}, d.note(1), "previewed")
	assert.True(t, d.editor.Previewing())
	d.release()
	assert.False(t, d.editor.Previewing())
	assert.Equal(t, 3*quarter/2, d.note(1).Start)
	assert.Equal(t, []string{"Move notes"}, d.steps(), "one drag, one step")
	assert.Equal(t, []Held{{0, 72}, {0, 70}}, d.heard)
	d.editor.Undo()
	assert.Equal(t, sequencer.Tick(0), d.note(1).Start)
}

func TestDragMovesTheWholeSelection(t *testing.T) {
	d := newDesk(t)
	d.roll.SelectAll()
	d.press(d.on(quarter/2, 72), 0)
	d.drag(d.on(quarter/2, 73))
	d.drag(d.on(quarter/2, 74))
	d.release()
	assert.Equal(t, uint8(74), d.note(1).Key)
	assert.Equal(t, uint8(62), d.note(7).Key)
	assert.Equal(t, sequencer.Tick(0), d.note(1).Start, "a straight drag does not move in time")
	assert.Equal(t, []string{"Transpose notes"}, d.steps())
	assert.Len(t, d.marked(), 8)
}

func TestCtrlMovesFreelyAndShiftAlongOneAxis(t *testing.T) {
	d := newDesk(t)
	d.press(d.on(quarter/2, 72), 0)
	d.roll.modifiers = fyne.KeyModifierControl
	d.drag(d.on(quarter/2+quarter/3, 72))
	d.release()
	assert.InDelta(t, float64(quarter)/3, float64(d.note(1).Start), 15)

	d.click(d.on(7*quarter, 70), 0)
	d.press(d.on(3*quarter/2, 74), 0)
	d.roll.modifiers = fyne.KeyModifierShift
	d.drag(d.on(7*quarter/2, 72))
	d.release()
	assert.Equal(t, 3*quarter, d.note(2).Start)
	assert.Equal(t, uint8(74), d.note(2).Key)
}

func TestEscapeTakesADragBack(t *testing.T) {
	d := newDesk(t)
	before := d.editor.Current()
	for _, at := range []fyne.Position{d.on(quarter/2, 72), d.on(quarter-20, 72), d.on(20, 72)} {
		d.press(at, 0)
		d.drag(fyne.NewPos(at.X+70, at.Y))
		assert.NotSame(t, before, d.editor.Current())
		d.key(fyne.KeyEscape, 0)
		assert.Same(t, before, d.editor.Current())
		d.drag(fyne.NewPos(at.X+140, at.Y))
		d.release()
		assert.Same(t, before, d.editor.Current())
	}
	assert.Empty(t, d.steps())
	assert.Empty(t, d.keys)
	d.key(fyne.KeyEscape, 0)
	assert.Empty(t, d.marked(), "a second Escape selects nothing")
	d.key(fyne.KeyEscape, 0)
	assert.Equal(t, []fyne.KeyName{fyne.KeyEscape}, d.keys, "a third is not ours")
}

func TestADragBackToItsStartIsNoStep(t *testing.T) {
	d := newDesk(t)
	before := d.editor.Current()
	d.press(d.on(quarter/2, 72), 0)
	d.drag(d.on(3*quarter/2, 76))
	d.drag(d.on(quarter/2, 72))
	d.release()
	assert.Same(t, before, d.editor.Current())
	assert.Empty(t, d.steps())
}

func TestDragOfAnEndStretches(t *testing.T) {
	d := newDesk(t)
	d.press(d.on(quarter-20, 72), 0)
	assert.Equal(t, desktop.HResizeCursor, d.roll.field.Cursor())
	d.drag(d.on(2*quarter+100, 72))
	d.release()
	assert.Equal(t, 2*quarter, d.note(1).End)
	d.press(d.on(2*quarter-20, 72), 0)
	d.drag(d.on(0, 72))
	d.release()
	assert.Equal(t, shortestNote, int(d.note(1).End), "something is left")
	d.press(d.on(quarter+20, 74), 0)
	d.drag(d.on(quarter/2, 74))
	d.release()
	assert.Equal(t, quarter/2, d.note(2).Start)
	assert.Equal(t, []string{"Lengthen notes", "Shorten notes", "Lengthen notes"}, d.steps())
}

func TestStretchTakesTheSelectionAlong(t *testing.T) {
	d := newDesk(t)
	d.roll.mark(sequencer.Select([]sequencer.NoteID{1, 2}, nil))
	d.press(d.on(quarter-20, 72), 0)
	d.drag(d.on(quarter/2, 72))
	d.release()
	assert.Equal(t, []sequencer.Tick{quarter / 2, 3 * quarter / 2}, []sequencer.Tick{d.note(1).End, d.note(2).End})
}

func TestDoubleClickDrawsANote(t *testing.T) {
	d := newDesk(t)
	at := d.on(6*quarter+700, 69)
	d.click(at, 0)
	d.click(at, 0)
	d.roll.field.DoubleTapped(&fyne.PointEvent{Position: at})
	require.Equal(t, 9, d.editor.Current().NoteCount())
	require.Len(t, d.marked(), 1, "the new note is marked")
	n := d.note(d.marked()[0])
	assert.Equal(t, []sequencer.Tick{6*quarter + quarter/2, 7 * quarter}, []sequencer.Tick{n.Start, n.End})
	assert.Equal(t, uint8(69), n.Key)
	assert.Equal(t, []Held{{1, 69}}, d.heard, "heard on the Swell, which plays there")
	assert.Equal(t, []string{"Draw a note"}, d.steps())

	d.roll.field.DoubleTapped(&fyne.PointEvent{Position: d.on(4*quarter, 48)})
	assert.Equal(t, ids{7}, d.marked(), "on a note it selects the part")
}

func TestCtrlDragAndPencilDraw(t *testing.T) {
	d := newDesk(t)
	d.roll.SetPart(101)
	d.press(d.on(6*quarter, 52), fyne.KeyModifierControl)
	d.roll.modifiers = 0
	d.drag(d.on(7*quarter-50, 52))
	assert.True(t, d.editor.Previewing())
	d.release()
	n := d.note(d.marked()[0])
	assert.Equal(t, uint8(64), n.Key, "written an octave higher than it sounds")
	assert.Equal(t, 7*quarter, n.End)

	d.roll.SetTool(Pencil)
	d.press(d.on(7*quarter, 70), 0)
	d.drag(d.on(6*quarter+10, 70))
	d.key(fyne.KeyEscape, 0)
	d.release()
	assert.Equal(t, 9, d.editor.Current().NoteCount(), "Escape takes it back")
	d.click(d.on(7*quarter+10, 70), 0)
	assert.Equal(t, 10, d.editor.Current().NoteCount(), "a click with the pencil draws too")
	assert.Equal(t, desktop.CrosshairCursor, d.cursorAt(d.on(7*quarter, 90)))
}

func (d *desk) cursorAt(p fyne.Position) desktop.Cursor {
	d.roll.field.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}})
	return d.roll.field.Cursor()
}

func TestDrawingBackwardsAndFreely(t *testing.T) {
	d := newDesk(t)
	d.roll.SetTool(Pencil)
	d.press(d.on(7*quarter+10, 70), 0)
	d.drag(d.on(6*quarter+10, 70))
	d.release()
	n := d.note(d.marked()[0])
	assert.Equal(t, []sequencer.Tick{6 * quarter, 7*quarter + quarter/2}, []sequencer.Tick{n.Start, n.End})
}

func TestMenuSelectsWhatItIsAbout(t *testing.T) {
	d := newDesk(t)
	d.roll.field.TappedSecondary(&fyne.PointEvent{Position: d.on(quarter/2, 72)})
	assert.Equal(t, ids{1}, d.marked())
	d.roll.SelectAll()
	d.roll.field.TappedSecondary(&fyne.PointEvent{Position: d.on(3*quarter/2, 74)})
	assert.Len(t, d.marked(), 8, "a marked note keeps the selection")
	d.roll.field.TappedSecondary(&fyne.PointEvent{Position: d.on(7*quarter, 70)})
	require.Len(t, d.menus, 3)
	assert.Equal(t, sequencer.NoteID(2), d.menus[1].Hit.Seen.Note.ID)
	assert.Equal(t, Nothing, d.menus[2].Hit.Zone)
	assert.Equal(t, 70, d.menus[2].Key)
	assert.InDelta(t, float64(7*quarter), float64(d.menus[2].Tick), 20)
}

func TestASecondButtonTakesADragBackAndOpensNoMenu(t *testing.T) {
	d := newDesk(t)
	before := d.editor.Current()
	d.press(d.on(quarter/2, 72), 0)
	d.drag(d.on(2*quarter, 75))
	d.roll.field.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: d.at}, Button: desktop.MouseButtonSecondary})
	d.roll.field.TappedSecondary(&fyne.PointEvent{Position: d.at})
	d.release()
	assert.Same(t, before, d.editor.Current())
	assert.Empty(t, d.menus)
	d.roll.field.TappedSecondary(&fyne.PointEvent{Position: d.at})
	assert.Len(t, d.menus, 1)
}

func TestToolTipSaysWhatLiesThere(t *testing.T) {
	d := newDesk(t)
	say := func(tick sequencer.Tick, key int) string {
		d.roll.field.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: d.on(tick, key)}})
		return d.said
	}
	assert.Equal(t, "Bar 1:2 · D5 · 1 beat · Right · Great · Principal 8", say(3*quarter/2, 74))
	assert.Positive(t, d.roll.field.hover.Size().Width)
	assert.Equal(t, "Bar 2:1 · G5 · 0.06 beats · Right · Swell · nothing drawn", say(4*quarter+20, 79))
	assert.Equal(t, "Bar 1:3 · F4 · 2 beats · Spare · no division plays it", say(3*quarter, 65))
	assert.Equal(t, "Bar 1:1 · C3 · 8 beats · Pedal · Pedal · nothing drawn", say(3*quarter, 48))
	assert.Contains(t, say(11*quarter/2, 99), "Swell has no such key")
	assert.Contains(t, say(7*quarter, 71), "· B4")
	d.roll.field.MouseOut()
	assert.Empty(t, d.said)
	assert.Zero(t, d.roll.field.hover.Size().Width)
}

func TestPanningAndScrollBars(t *testing.T) {
	d := newDesk(t)
	d.roll.applyAxis(d.roll.Axis().Zoom(0, 20))
	v := d.roll.view
	d.pressWith(desktop.MouseButtonTertiary, fyne.NewPos(400, 200), 0)
	d.drag(fyne.NewPos(390, 190))
	d.drag(fyne.NewPos(300, 150))
	d.releaseOf(desktop.MouseButtonTertiary)
	assert.InDelta(t, v.Axis.Scroll+100/v.Axis.PerTick, d.roll.view.Axis.Scroll, 1)
	assert.InDelta(t, v.Top-50/v.Row, d.roll.view.Top, 0.01)
	assert.Empty(t, d.marked())

	bar := d.roll.field.bars[0]
	at := bar.Position().AddXY(5, 2)
	d.press(at, 0)
	d.drag(at.AddXY(1e5, 0))
	d.release()
	_, last := d.roll.Axis().Bounds()
	assert.InDelta(t, last, d.roll.Axis().Scroll, 1, "the bar leads to the end")
	upright := d.roll.field.bars[1]
	at = upright.Position().AddXY(3, 5)
	d.press(at, 0)
	d.drag(at.AddXY(0, 1e5))
	d.release()
	low, _ := d.roll.view.Keys()
	assert.Zero(t, low)
}

func TestWheelScrollsAndZooms(t *testing.T) {
	d := newDesk(t)
	d.roll.applyAxis(d.roll.Axis().Zoom(0, 20))
	f := d.roll.field
	wheel := func(mods fyne.KeyModifier, dy float32) View {
		d.roll.modifiers = mods
		f.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(300, 100)}, Scrolled: fyne.NewDelta(0, dy)})
		return d.roll.view
	}
	before := d.roll.view
	after := wheel(0, -25)
	assert.Less(t, after.Top, before.Top)
	assert.Equal(t, before.Axis, after.Axis)
	before = after
	after = wheel(fyne.KeyModifierShift, -25)
	assert.Greater(t, after.Axis.Scroll, before.Axis.Scroll)
	before = after
	after = wheel(fyne.KeyModifierControl, 25)
	assert.InDelta(t, before.Axis.PerTick*1.25, after.Axis.PerTick, 1e-9)
	assert.InDelta(t, before.Axis.At(300), after.Axis.At(300), 0.5, "about the pointer")
	before = after
	after = wheel(fyne.KeyModifierControl|fyne.KeyModifierShift, 25)
	assert.InDelta(t, before.Row*1.25, after.Row, 1e-9)
	assert.Equal(t, before.Axis, after.Axis)
	assert.Positive(t, d.axes)
}

func TestDraggingBeyondTheEdgeScrolls(t *testing.T) {
	d := newDesk(t)
	d.roll.applyAxis(d.roll.Axis().Zoom(0, 20))
	before := d.roll.view
	d.press(fyne.NewPos(400, 200), 0)
	d.drag(fyne.NewPos(d.roll.field.Size().Width+40, 200))
	d.drag(fyne.NewPos(d.roll.field.Size().Width+44, d.roll.field.Size().Height+30))
	assert.Greater(t, d.roll.view.Axis.Scroll, before.Axis.Scroll)
	assert.Less(t, d.roll.view.Top, before.Top)
	d.release()
}

func TestCtrlDragCarriesACopy(t *testing.T) {
	d := newDesk(t)
	before := d.editor.Current()
	d.click(d.on(quarter/2, 72), 0)
	d.click(d.on(3*quarter/2, 74), fyne.KeyModifierShift)
	d.press(d.on(quarter/2, 72), fyne.KeyModifierControl)
	assert.Equal(t, ids{1, 2}, d.marked())
	d.drag(d.on(quarter/2+2*quarter+90, 73))
	assert.True(t, d.editor.Previewing())
	assert.Equal(t, quarter*0, d.note(1).Start, "the original stays")
	assert.Len(t, d.roll.Selection().Notes(), 2)
	assert.NotContains(t, d.roll.Selection().Notes(), sequencer.NoteID(1), "the copies are marked on the way")
	d.drag(d.on(quarter/2+2*quarter+90, 70))
	d.release()
	assert.Equal(t, []string{"Copy notes"}, d.steps())
	fresh := sequencer.Added(before, d.editor.Current())
	assert.Equal(t, fresh.Notes(), d.marked())
	assert.Equal(t, before.NoteCount()+2, d.editor.Current().NoteCount())
	first := d.note(fresh.Notes()[0])
	assert.Equal(t, 2*quarter, first.Start, "by the grid, though Ctrl is down")
	assert.Equal(t, uint8(70), first.Key)
	d.editor.Undo()
	assert.Same(t, before, d.editor.Current())
	assert.Equal(t, ids{1, 2}, d.editor.Selection().Notes())
}

func TestACopyIsTakenBack(t *testing.T) {
	d := newDesk(t)
	before := d.editor.Current()
	d.press(d.on(quarter/2, 72), fyne.KeyModifierControl)
	d.drag(d.on(3*quarter, 72))
	d.key(fyne.KeyEscape, 0)
	d.release()
	assert.Same(t, before, d.editor.Current())
	assert.Equal(t, ids{1}, d.roll.Selection().Notes())
	d.press(d.on(quarter/2, 72), fyne.KeyModifierControl)
	d.drag(d.on(3*quarter, 72))
	d.drag(d.on(quarter/2, 72))
	d.release()
	assert.Same(t, before, d.editor.Current(), "dropped where it came from")
	assert.Equal(t, ids{1}, d.marked())
	assert.Empty(t, d.steps())
}

func TestAltFreesACopyFromTheGrid(t *testing.T) {
	d := newDesk(t)
	before := d.editor.Current()
	d.press(d.on(quarter/2, 72), fyne.KeyModifierControl)
	d.roll.modifiers = fyne.KeyModifierControl | fyne.KeyModifierAlt
	d.drag(d.on(quarter/2+quarter/3, 72))
	d.release()
	fresh := sequencer.Added(before, d.editor.Current()).Notes()
	require.Len(t, fresh, 1)
	assert.InDelta(t, float64(quarter)/3, float64(d.note(fresh[0]).Start), 15)
}

func TestTheViewScrollsOnWhileADragRestsBeyondTheEdge(t *testing.T) {
	d := newDesk(t)
	d.roll.SetAxis(d.roll.Axis().Zoom(0, 8).ScrollTo(0))
	f := d.roll.field
	d.press(d.on(quarter/2, 72), 0)
	d.drag(fyne.NewPos(f.Size().Width+80, d.on(0, 72).Y))
	require.NotNil(t, f.rest)
	scroll, start := d.roll.Axis().Scroll, d.note(1).Start
	for range 100 {
		f.creepStep()
	}
	assert.Greater(t, d.roll.Axis().Scroll, scroll+4000)
	assert.Greater(t, d.note(1).Start, start+4000, "the note goes along")
	d.drag(fyne.NewPos(f.Size().Width-80, d.on(0, 72).Y))
	assert.Nil(t, f.rest, "inside nothing scrolls")
	d.drag(fyne.NewPos(-20, d.on(0, 72).Y))
	require.NotNil(t, f.rest)
	d.release()
	assert.Nil(t, f.rest)
	assert.Equal(t, []string{"Move notes"}, d.steps())

	d.press(fyne.NewPos(200, 200), 0)
	d.drag(fyne.NewPos(-30, -30))
	require.NotNil(t, f.rest)
	for range 1000 {
		f.creepStep()
	}
	view := d.roll.View()
	f.creepStep()
	assert.Equal(t, view, d.roll.View(), "as far as the piece and the keys go")
	d.key(fyne.KeyEscape, 0)
	assert.Nil(t, f.rest)
	f.creepStep()
	d.release()
}

func TestTheEraserTakesWhatItTouches(t *testing.T) {
	d := newDesk(t)
	n := d.editor.Current().NoteCount()
	d.roll.SetTool(Eraser)
	assert.Equal(t, desktop.CrosshairCursor, d.roll.field.Cursor())
	d.click(d.on(quarter/2, 72), 0)
	assert.Equal(t, n-1, d.editor.Current().NoteCount())
	d.click(d.on(7*quarter, 70), 0)
	assert.Equal(t, []string{"Erase notes"}, d.steps(), "nothing lies there")
	d.editor.Undo()

	d.press(d.on(quarter/2, 72), 0)
	d.drag(d.on(3*quarter/2, 74))
	assert.True(t, d.editor.Previewing())
	d.key(fyne.KeyEscape, 0)
	assert.Equal(t, n, d.editor.Current().NoteCount(), "Escape takes it back")
	d.release()

	d.press(d.on(quarter/2, 72), 0)
	d.drag(d.on(3*quarter/2, 74))
	d.release()
	assert.LessOrEqual(t, d.editor.Current().NoteCount(), n-2)
	assert.Equal(t, []string{"Erase notes"}, d.steps(), "one step")
	assert.Empty(t, d.heard)
}

func TestTheLegendMutesAndSolos(t *testing.T) {
	d := newDesk(t)
	d.roll.left = 172
	d.roll.Resize(fyne.NewSize(999, 500))
	d.roll.Resize(fyne.NewSize(1000, 500))
	var asked []sequencer.Hearing
	d.roll.OnHearing = func(h sequencer.Hearing) {
		asked = append(asked, h)
		d.roll.SetHearing(h)
	}
	k := d.roll.keyboard
	lines := d.roll.legendLines(k.Size().Height)
	require.Greater(t, len(lines), 3)
	left := k.Size().Width - KeyboardWidth
	tap := func(x, y float32) {
		k.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary})
		k.MouseUp(&desktop.MouseEvent{})
	}
	tap(left-2*legendBox, lines[1].y+5)
	require.Len(t, asked, 1)
	muted, solo := asked[0].Division(d.roll.notes.console.Divisions[1].ID)
	assert.True(t, muted && !solo)
	tap(left-legendBox/2, lines[len(lines)-1].y+5)
	muted, solo = asked[1].Part(lines[len(lines)-1].part)
	assert.True(t, !muted && solo)
	tap(left-2*legendBox, lines[1].y+5)
	tap(left-legendBox/2, lines[len(lines)-1].y+5)
	assert.True(t, asked[3].Everything())
	tap(10, lines[0].y+5)
	assert.Len(t, asked, 4, "a name is no switch")
	assert.Empty(t, d.heard, "and no key")
	assert.Contains(t, k.legendHint(left-legendBox/2, lines[0].y+5), "hear it alone")
}

func TestTheLegendFollowsTheParts(t *testing.T) {
	d := newDesk(t)
	a, c := d.roll.notes.piece, d.roll.notes.console
	first := a.Parts()[0]
	for what, edit := range map[string]sequencer.Edit{
		"split":   sequencer.SplitByKey(first.ID, first.Notes[0].Key+1),
		"renamed": sequencer.RenamePart(first.ID, "Cornet"),
	} {
		b, err := edit(a)
		require.NoError(t, err, what)
		assert.False(t, newNotes(b, c, nil).sameParts(d.roll.notes), what)
	}
	b, err := sequencer.MoveNotes(sequencer.Select([]sequencer.NoteID{first.Notes[0].ID}, nil), 0, 1)(a)
	require.NoError(t, err)
	assert.True(t, newNotes(b, c, nil).sameParts(d.roll.notes), "for a note that moves nothing is painted anew")
}
