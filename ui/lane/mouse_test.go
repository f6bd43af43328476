package lane

import (
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

func (s *shown) drag(to fyne.Position) {
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
}

// drop lets go at the end of a drag, as Fyne tells it.
func (s *shown) drop(at fyne.Position) {
	s.release(at)
	s.DragEnd()
}

func (s *shown) wheel(mods fyne.KeyModifier, at fyne.Position, dx, dy float32) {
	s.with(mods, func() {
		s.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{Position: at}, Scrolled: fyne.NewDelta(dx, dy)})
	})
}

func TestTheWheelScrollsRowsAndTimeAndZooms(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.ShowAll(true)
	at := fyne.NewPos(s.left+300, 100)
	s.moveAxis(s.axis.Zoom(0, 4))
	before := s.axis
	s.wheel(0, at, 0, -30)
	assert.InDelta(t, 30, s.scroll, 0.01)
	assert.Equal(t, before, s.axis)
	s.wheel(modShift, at, 0, -30)
	assert.InDelta(t, before.Scroll+60/before.PerTick, s.axis.Scroll, 1)
	s.wheel(0, at, -30, 0)
	assert.InDelta(t, before.Scroll+120/before.PerTick, s.axis.Scroll, 1, "a wheel that tilts")
	before = s.axis
	s.wheel(modCtrl, at, 0, 10)
	assert.InDelta(t, before.PerTick*1.2, s.axis.PerTick, 1e-9)
	assert.InDelta(t, before.At(300), s.axis.At(300), 0.5, "about the pointer")
	s.wheel(modCtrl, at, 0, -10)
	assert.InDelta(t, before.PerTick, s.axis.PerTick, 1e-9)
	assert.InDelta(t, 30, s.scroll, 0.01, "the rows stay")
	s.wheel(0, at, 0, 1e6)
	assert.Zero(t, s.scroll)
	assert.Empty(t, s.editor.UndoLabel())
}

func TestTheScrollBarIsDraggedAndPressed(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.ShowAll(true)
	y, height := s.grip()
	require.Positive(t, height)
	x := s.Size().Width - 4
	on := fyne.NewPos(x, stripHeight+y+height/2)
	s.press(on, desktop.MouseButtonPrimary)
	assert.Zero(t, s.scroll, "a press on the grip moves nothing")
	s.drag(on.AddXY(0, 20))
	now, _ := s.grip()
	assert.InDelta(t, y+20, now, 0.5, "it goes with the pointer")
	s.drag(on.AddXY(0, 1e5))
	assert.InDelta(t, s.beyond(), s.scroll, 0.01)
	s.drop(on.AddXY(0, 1e5))
	s.drag(on)
	assert.InDelta(t, s.beyond(), s.scroll, 0.01, "let go it stays")
	s.click(fyne.NewPos(x, stripHeight+2))
	assert.Zero(t, s.scroll, "a press beside the grip brings it there")
	assert.Empty(t, s.editor.UndoLabel())
	assert.Equal(t, Nothing, s.Marked().Part)
}

func TestAKnobRetiresWhatIsDrawnAtThePlayhead(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	row := s.rowNamed(t, "Open Diapason 8")
	s.SetPlayhead(2 * bar)
	p := fyne.NewPos(s.left-10, s.at(0, row).Y)
	s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}})
	assert.Contains(t, s.said, "Click to retire it at 3:1")
	s.click(p)
	assert.Equal(t, "Retire Open Diapason 8", s.editor.UndoLabel())
	assert.Equal(t, [2]sequencer.Tick{1, 2}, s.bars(t, diapason)[0])
}

func TestADoubleClickOpensWhatLiesThere(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.ShowTime(true)
	s.Resize(fyne.NewSize(900, 600))
	require.NoError(t, s.editor.Apply("", "", sequencer.SetTempo(4*bar, 100)))
	require.NoError(t, s.editor.Apply("", "", sequencer.SetMeter(12*bar, 3, 4)))
	tempo, shoe := s.layout.Rows[2], s.layout.Rows[s.rowNamed(t, "Swell shoe")]
	require.Equal(t, TempoRow, tempo.Kind)
	point := s.layout.PointsOf(0)[0]
	for _, c := range []struct {
		what string
		at   fyne.Position
		part Part
		tick sequencer.Tick
	}{
		{"a tempo", fyne.NewPos(s.left+s.axis.X(4*bar), stripHeight+s.layout.YOfBPM(tempo, 100)), Tempo, 4 * bar},
		{"a point of a shoe", fyne.NewPos(s.left+s.axis.X(point.At), stripHeight+shoe.YOf(point.Value)), Point, point.At},
		{"a meter", s.in(t, MeterRow, 12*bar, 0.5), Meter, 12 * bar},
		{"the row of meters", s.in(t, MeterRow, 6*bar, 0.5), Nothing, 6 * bar},
		{"a scene", s.in(t, SceneRow, 8*bar, 0.5), Flag, 8 * bar},
	} {
		s.opened, s.openedAt = nil, nil
		before := s.editor.Current()
		s.DoubleTapped(&fyne.PointEvent{Position: c.at})
		require.Len(t, s.opened, 1, c.what)
		assert.Equal(t, c.part, s.opened[0].Part, c.what)
		assert.Equal(t, c.tick, s.openedAt[0], c.what)
		assert.Same(t, before, s.editor.Current(), c.what)
	}
	s.opened = nil
	s.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(s.left-10, 100)})
	s.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(s.left+100, 4)})
	assert.Empty(t, s.opened, "neither on the names nor on the strip")
}

func TestAltHeldOnceTheDragHasBegunFreesIt(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.ShowAll(true)
	off := sequencer.Tick(317)
	pull := func(from, to fyne.Position) {
		s.press(from, desktop.MouseButtonPrimary)
		s.with(modAlt, func() { s.drag(to) })
		s.drop(to)
		require.NoError(t, s.failed)
	}
	near := func(want, got sequencer.Tick, what string) { assert.InDelta(t, int(want), int(got), 60, what) }
	row := s.rowNamed(t, "Open Diapason 8")
	first := func() sequencer.LaneBar { return s.layout.BarsOf(s.layout.Rows[row].Control)[0] }
	pull(s.at(1*bar, row), s.at(2*bar+off, row))
	near(2*bar+off, first().Start, "where it is drawn")
	s.editor.Undo()
	pull(s.at(4*bar, row), s.at(3*bar+off, row))
	near(3*bar+off, first().End, "where it is retired")
	s.editor.Undo()
	pull(s.at(2*bar, row), s.at(3*bar+off, row))
	near(2*bar+off, first().Start, "both")
	s.editor.Undo()
	pull(s.in(t, SceneRow, 8*bar, 0.5), s.in(t, SceneRow, 10*bar+off, 0.5))
	near(10*bar+off, s.layout.Picture.Flags[0].At, "a scene")
	s.editor.Undo()
	strip := func(tick sequencer.Tick) fyne.Position { return fyne.NewPos(s.left+s.axis.X(tick), 8) }
	pull(strip(2*bar), strip(3*bar+off))
	_, to, _ := s.Slice()
	near(3*bar+off, to, "a slice")
}

func TestAltSetsTheTempoFinely(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.ShowTime(true)
	s.click(s.in(t, TempoRow, 4*bar, 0.6))
	whole := s.piece.Tempo().Points()[1].BPM()
	assert.InDelta(t, math.Round(whole), whole, 1e-6)
	at := fyne.NewPos(s.left+s.axis.X(4*bar), stripHeight+s.layout.YOfBPM(s.layout.Rows[2], whole))
	s.press(at, desktop.MouseButtonPrimary)
	fine := false
	s.with(modAlt, func() {
		for up := float32(1); up < 12; up++ {
			s.drag(at.AddXY(0, -up/2))
			bpm := s.piece.Tempo().Points()[1].BPM()
			fine = fine || math.Abs(bpm-math.Round(bpm)) > 0.01
		}
	})
	s.drop(at.AddXY(0, -6))
	assert.True(t, fine)
	assert.Equal(t, "Move the tempo", s.editor.UndoLabel())
}

func TestCtrlDrawsAnotherRampOverOne(t *testing.T) {
	a, err := sequencer.RampTempo(2*bar, 10*bar, 120, 60)(piece(t, "parish"))
	require.NoError(t, err)
	s := inWindow(t, a)
	s.ShowTime(true)
	s.with(modCtrl, func() { s.pull(s.in(t, TempoRow, 5*bar, 0.5), s.in(t, TempoRow, 8*bar, 0.9)) })
	assert.Equal(t, "From one tempo to another", s.editor.UndoLabel())
	ramps := s.piece.Tempo().Ramps()
	require.NotEmpty(t, ramps)
	found := false
	for _, r := range ramps {
		found = found || r.From == 5*bar && r.To == 8*bar
	}
	assert.True(t, found, "%v", ramps)
}

func TestARightClickMarksWhatItAsksFor(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.ShowTime(true)
	require.NoError(t, s.editor.Apply("", "", sequencer.AddMark(6*bar, sequencer.Verse, "Verse 2")))
	for _, c := range []struct {
		at   fyne.Position
		part Part
		tick sequencer.Tick
	}{
		{s.in(t, MarkRow, 6*bar, 0.5), Mark, 6 * bar},
		{s.in(t, TempoRow, 3*bar, 0.2), Nothing, 3 * bar},
		{s.in(t, SceneRow, 8*bar, 0.5), Flag, 8 * bar},
	} {
		s.press(c.at, desktop.MouseButtonSecondary)
		s.TappedSecondary(&fyne.PointEvent{Position: c.at, AbsolutePosition: c.at})
		last := len(s.menus) - 1
		assert.Equal(t, c.part, s.hits[last].Part)
		assert.Equal(t, c.tick, s.menus[last])
		assert.Equal(t, c.part, s.Marked().Part)
	}
	_, done := s.editor.History()
	assert.Equal(t, 1, done, "a menu changes nothing")
}

func TestThePointerSaysWhatCanBeDragged(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	row := s.rowNamed(t, "Open Diapason 8")
	over := func(p fyne.Position) desktop.Cursor {
		s.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}})
		return s.Cursor()
	}
	assert.Equal(t, desktop.HResizeCursor, over(s.at(1*bar, row)))
	assert.Equal(t, desktop.PointerCursor, over(s.at(2*bar, row)))
	assert.Equal(t, desktop.PointerCursor, over(s.in(t, SceneRow, 8*bar, 0.5)))
	assert.Equal(t, desktop.DefaultCursor, over(s.at(5*bar, row)))
	s.MouseOut()
	assert.Empty(t, s.said)
}

func TestEscapeTakesTheDragOfASliceBack(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	strip := func(tick sequencer.Tick) fyne.Position { return fyne.NewPos(s.left+s.axis.X(tick), 8) }
	s.click(s.at(2*bar, s.rowNamed(t, "Open Diapason 8")))
	marked := s.Marked()
	require.NotEqual(t, Nothing, marked.Part)
	s.SetSlice(1*bar, 3*bar)
	s.press(strip(5*bar), desktop.MouseButtonPrimary)
	s.drag(strip(8 * bar))
	from, to, _ := s.Slice()
	assert.Equal(t, []sequencer.Tick{5 * bar, 8 * bar}, []sequencer.Tick{from, to})
	s.typeKeys(fyne.KeyEscape)
	s.drag(strip(9 * bar))
	s.drop(strip(9 * bar))
	from, to, _ = s.Slice()
	assert.Equal(t, []sequencer.Tick{1 * bar, 3 * bar}, []sequencer.Tick{from, to})
	assert.Equal(t, marked, s.Marked(), "and nothing else")
}

func TestEscapePutsADraggedRowBack(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	labels := func() (out []string) {
		for _, r := range s.layout.Rows {
			out = append(out, r.Label)
		}
		return out
	}
	name := func(row int) fyne.Position { return fyne.NewPos(40, s.at(0, row).Y) }
	for what, rows := range map[string][2]int{
		"within its division": {s.rowNamed(t, "Swell") + 1, s.rowNamed(t, "Swell") + 2},
		"a division":          {s.rowNamed(t, "Great"), s.rowNamed(t, "Swell")},
	} {
		before := labels()
		to := name(rows[1])
		s.press(name(rows[0]), desktop.MouseButtonPrimary)
		s.drag(to)
		require.NotEqual(t, before, labels(), what)
		s.typeKeys(fyne.KeyEscape)
		assert.Equal(t, before, labels(), what)
		s.drag(to)
		s.drop(to)
		assert.Equal(t, before, labels(), what)
		assert.Equal(t, Setting{}.String(), s.settings[len(s.settings)-1].String(), "and that is what is kept")
	}
}

func TestFlagsAtOnePlaceStandBesideEachOther(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.ShowTime(true)
	s.Resize(fyne.NewSize(900, 600))
	require.NoError(t, s.editor.Apply("", "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		return a.WithMarks(func([]sequencer.Mark) []sequencer.Mark {
			return []sequencer.Mark{
				{At: 2 * bar, Kind: sequencer.Section, Name: "Gloria"},
				{At: 2 * bar, Kind: sequencer.Wait, Name: "Until the priest has come to the altar"},
				{At: 6 * bar, Kind: sequencer.Section, Name: "Next"},
			}
		})
	}))
	row := &s.layout.Rows[0]
	require.Equal(t, MarkRow, row.Kind)
	things := s.layout.Things(0)
	flags := s.layout.flags(s.axis, things)
	require.Len(t, flags, 3)
	assert.Equal(t, s.axis.X(2*bar), flags[0].X)
	assert.GreaterOrEqual(t, flags[1].X, flags[0].X+flagHead+flagWide("Gloria"), "the first can be read")
	assert.Greater(t, flags[1].Room, float32(60), "and the second, too")
	assert.LessOrEqual(t, flags[1].X+flags[1].Room, s.axis.X(6*bar)+0.01)
	var said []string
	for _, o := range test.TempWidgetRenderer(t, s.Lane).(*renderer).words.texts {
		if o.Visible() {
			said = append(said, o.Text)
		}
	}
	assert.Contains(t, said, "Gloria")
	assert.True(t, slices.ContainsFunc(said, func(w string) bool { return strings.HasPrefix(w, "Until ") }), "%q", said)
	for i := range 2 {
		for _, x := range []float32{flags[i].X + 1, flags[i].X + 20} {
			assert.Equal(t, things[i].Mark.ID, s.layout.HitAt(s.axis, x, row.Y+5).Mark.ID)
		}
	}
	from := fyne.NewPos(s.left+flags[1].X+4, stripHeight+row.Y+5)
	s.pull(from, from.AddXY(s.axis.Length(bar), 0))
	marks := s.editor.Current().Marks()
	assert.Equal(t, []sequencer.Tick{2 * bar, 3 * bar}, []sequencer.Tick{marks[0].At, marks[1].At}, "the second alone was moved")
}

// secondly presses the second mouse button and lets it go, in the order in which Fyne tells of that in a drag.
func (s *shown) secondly(at fyne.Position) {
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at, AbsolutePosition: at}, Button: desktop.MouseButtonSecondary}
	s.MouseDown(e)
	s.MouseUp(e)
	s.DragEnd()
	s.TappedSecondary(&e.PointEvent)
}

func TestASecondButtonTakesEveryDragBackAndOpensNoMenu(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.ShowTime(true)
	diapason, swell := s.rowNamed(t, "Open Diapason 8"), s.rowNamed(t, "Swell")
	name := func(row int) fyne.Position { return fyne.NewPos(40, s.at(0, row).Y) }
	for what, drag := range map[string][2]fyne.Position{
		"a bar":           {s.at(2*bar, diapason), s.at(3*bar, diapason)},
		"the end of one":  {s.at(4*bar, diapason), s.at(5*bar, diapason)},
		"a new one":       {s.at(0, diapason), s.at(bar/2, diapason)},
		"a point":         {s.in(t, ShoeRow, 3*bar, 0.5), s.in(t, ShoeRow, 3*bar, 0.9)},
		"the tempo":       {s.in(t, TempoRow, 3*bar, 0.5), s.in(t, TempoRow, 3*bar, 0.9)},
		"a slice":         {fyne.NewPos(s.left+s.axis.X(5*bar), 8), fyne.NewPos(s.left+s.axis.X(8*bar), 8)},
		"a row":           {name(swell + 1), name(swell + 2)},
		"a whole section": {name(s.rowNamed(t, "Great")), name(swell)},
	} {
		t.Run(what, func(t *testing.T) {
			s.SetSlice(1*bar, 2*bar)
			before, setting := s.editor.Current(), s.Setting().String()
			s.press(drag[0], desktop.MouseButtonPrimary)
			s.drag(drag[1])
			from, _, _ := s.Slice()
			require.True(t, s.editor.Current() != before || s.Setting().String() != setting || from != 1*bar, "it is shown")
			s.secondly(drag[1])
			s.drag(drag[0].AddXY(100, 0))
			s.drop(drag[0].AddXY(100, 0))
			assert.Same(t, before, s.editor.Current())
			assert.Equal(t, setting, s.Setting().String())
			from, to, _ := s.Slice()
			assert.Equal(t, []sequencer.Tick{1 * bar, 2 * bar}, []sequencer.Tick{from, to})
			assert.Empty(t, s.editor.UndoLabel())
			assert.Empty(t, s.menus)
		})
	}
	s.secondly(s.at(2*bar, diapason))
	assert.Len(t, s.menus, 1, "without a drag it asks for one")
}
