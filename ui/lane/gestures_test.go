package lane

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
)

// in is a place in a row of a kind, part of the way up it.
func (s *shown) in(t testing.TB, kind RowKind, tick sequencer.Tick, part float64) fyne.Position {
	t.Helper()
	for _, r := range s.layout.Rows {
		if r.Kind == kind {
			return fyne.NewPos(s.left+s.axis.X(tick), stripHeight-s.scroll+r.height(part))
		}
	}
	require.Fail(t, "there is no such row", "%v", kind)
	return fyne.Position{}
}

func (s *shown) click(p fyne.Position) {
	s.press(p, desktop.MouseButtonPrimary)
	s.release(p)
}

func (s *shown) typeKeys(names ...fyne.KeyName) {
	for _, n := range names {
		s.TypedKey(&fyne.KeyEvent{Name: n})
	}
}

// with does something while modifiers are held.
func (s *shown) with(m fyne.KeyModifier, do func()) {
	s.held = m
	do()
	s.held = 0
}

func (s *shown) altKey(k fyne.KeyName) { s.with(modAlt, func() { s.KeyDown(&fyne.KeyEvent{Name: k}) }) }

func TestALineOfTheShoeIsDrawnLedAndUnled(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.Resize(fyne.NewSize(900, 600))
	s.with(modCtrl, func() { s.pull(s.in(t, ShoeRow, 10*bar, 0.2), s.in(t, ShoeRow, 14*bar, 1)) })
	require.NoError(t, s.failed)
	assert.Equal(t, "Draw a line of Swell shoe", s.editor.UndoLabel())
	points := s.layout.PointsOf(0)
	last := points[len(points)-1]
	assert.Equal(t, sequencer.LanePoint{At: 14 * bar, Value: 127, Line: true}, last)
	before := points[len(points)-2]
	assert.EqualValues(t, 10*bar, before.At, "it begins where the drag did, with what held there")
	half := s.layout.Picture.StateAt(12*bar, s.console.Initial())
	assert.InDelta(t, (int(before.Value)+127)/2, int(half.Shoe(0)), 1)

	assert.Equal(t, Point, s.Marked().Part, "what was drawn is marked")
	s.TypedRune('l')
	assert.Equal(t, "Move the shoe at once", s.editor.UndoLabel())
	assert.False(t, s.Marked().Point.Line)
	s.TypedRune('L')
	assert.True(t, s.Marked().Point.Line)
	s.altKey(fyne.KeyDown)
	assert.EqualValues(t, 127-shoeStep, s.Marked().Point.Value)
	s.altKey(fyne.KeyLeft)
	assert.EqualValues(t, 14*bar-sequencer.PPQ, s.Marked().Point.At)
	assert.True(t, s.Marked().Point.Line, "a line stays one")
	s.typeKeys(fyne.KeyDelete)
	assert.Len(t, s.layout.PointsOf(0), len(points)-1)
}

func TestASliceIsSelectedByMouseAndKeys(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	strip := func(tick sequencer.Tick) fyne.Position { return fyne.NewPos(s.left+s.axis.X(tick), 8) }
	s.pull(strip(5*bar), strip(2*bar))
	from, to, ok := s.Slice()
	assert.Equal(t, []any{sequencer.Tick(2 * bar), sequencer.Tick(5 * bar), true}, []any{from, to, ok})
	assert.Equal(t, "Bars 3–5", s.sliceText())
	s.pull(strip(5*bar), strip(7*bar))
	from, to, _ = s.Slice()
	assert.Equal(t, []sequencer.Tick{2 * bar, 7 * bar}, []sequencer.Tick{from, to}, "an edge is taken along")
	s.click(strip(9 * bar))
	_, _, ok = s.Slice()
	assert.False(t, ok, "a click selects none")
	row := s.rowNamed(t, "Open Diapason 8")
	s.with(modShift, func() { s.pull(s.at(2*bar, row), s.at(3*bar, row)) })
	from, to, _ = s.Slice()
	assert.Equal(t, []sequencer.Tick{2 * bar, 3 * bar}, []sequencer.Tick{from, to}, "with Shift over a bar, too")
	assert.Empty(t, s.editor.UndoLabel())
	assert.Positive(t, s.slices)

	s.typeKeys(fyne.KeyEscape)
	s.SetPlayhead(8 * bar)
	s.SetSnapping(ToBars)
	s.with(modShift, func() { s.typeKeys(fyne.KeyRight, fyne.KeyRight) })
	from, to, _ = s.Slice()
	assert.Equal(t, []sequencer.Tick{8 * bar, 10 * bar}, []sequencer.Tick{from, to}, "from the playhead")
	s.with(modShift, func() { s.typeKeys(fyne.KeyLeft) })
	_, to, _ = s.Slice()
	assert.EqualValues(t, 9*bar, to)
	s.typeKeys(fyne.KeyDelete)
	assert.Empty(t, s.layout.Picture.Flags, "the scene at bar 9 is cleared")
	assert.Equal(t, "Clear the registration of Bar 9", s.editor.UndoLabel())
	s.typeKeys(fyne.KeyEscape)
	_, _, ok = s.Slice()
	assert.False(t, ok)
}

func TestDragsSnapToNotesAndPhrases(t *testing.T) {
	a := piece(t, "parish")
	var notes []sequencer.Note
	for i := range sequencer.Tick(16) { // a note starts a sixteenth after each bar line
		notes = append(notes, sequencer.Note{Start: i*bar + 240, End: i*bar + 3000, Key: 60})
	}
	a, err := a.WithNotes(a.Parts()[0].ID, func([]sequencer.Note) []sequencer.Note { return notes })
	require.NoError(t, err)
	s := inWindow(t, a)
	row := s.rowNamed(t, "Open Diapason 8")
	for snapping, want := range map[Snapping]sequencer.Tick{
		ToGrid: 2*bar + 960, ToBars: 2 * bar, ToBeats: 2*bar + 960, ToNotes: 2*bar + 240, ToPhrases: 2*bar + 240, ToNothing: 2*bar + 800,
	} {
		s.SetSnapping(snapping)
		s.pull(s.at(1*bar, row), s.at(2*bar+800, row))
		assert.InDelta(t, int(want), int(s.layout.BarsOf(s.layout.Rows[row].Control)[0].Start), 60, snapping.Label())
		s.editor.Undo()
	}
	s.SetSnapping(ToNotes)
	assert.EqualValues(t, 3*bar+240, s.stepFrom(2*bar+240, true))
	assert.EqualValues(t, 2*bar+240, s.stepFrom(3*bar, false))
	for _, v := range Snappings() {
		got, err := ParseSnapping(v.String())
		require.NoError(t, err)
		assert.Equal(t, v, got)
	}
	_, err = ParseSnapping("mood")
	assert.ErrorContains(t, err, "nothing to snap to")
}

func TestOrdersThatChangeNothingAreSeenAndTakenOut(t *testing.T) {
	a, err := sequencer.AddEvent(sequencer.LaneEvent{At: 3 * bar, Draw: []string{diapason}})(piece(t, "parish"))
	require.NoError(t, err)
	s := inWindow(t, a)
	row := s.rowNamed(t, "Open Diapason 8")
	p := s.at(3*bar, row)
	s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}})
	assert.Contains(t, s.said, "drawn again at 4:1 though it is drawn")
	s.click(p)
	assert.Equal(t, Idle, s.Marked().Part)
	s.pull(p, s.at(4*bar-960, row))
	assert.EqualValues(t, 4*bar-960, s.layout.Picture.Idle[0].At)
	s.typeKeys(fyne.KeyDelete)
	assert.Empty(t, s.layout.Picture.Idle)
}

func TestSilenceAndUnheardStopsAreSaid(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	var head Row
	for _, r := range s.layout.Rows {
		if r.Kind == HeadRow && r.Label == "Great" {
			head = r
		}
	}
	silent := s.layout.SilenceOf(head.Division)
	require.NotEmpty(t, silent)
	assert.Equal(t, sequencer.Stretch{Division: head.Division, From: 0, To: 1 * bar}, silent[0], "before anything is drawn")
	s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(s.left+s.axis.X(10), stripHeight+head.Y+4)}})
	assert.Contains(t, s.said, "this bar is silent")
	row := s.rowNamed(t, "Cornopean 8")
	assert.True(t, s.layout.Unheard(s.layout.BarsOf(s.layout.Rows[row].Control)[0]), "nothing plays the swell")
	s.showRow(row)
	s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: s.at(3*bar, row)}})
	assert.Contains(t, s.said, "No key reaches it")
	s.draw(800, 220)
}

func TestRowsAreFoldedMovedAndColoured(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	head := s.rowNamed(t, "Great")
	rows := len(s.layout.Rows)
	name := func(row int) fyne.Position { return fyne.NewPos(40, s.at(0, row).Y) }
	s.click(name(head))
	assert.Less(t, len(s.layout.Rows), rows)
	assert.True(t, s.layout.Rows[head].Folded)
	require.NotEmpty(t, s.settings)
	assert.Equal(t, []string{"great"}, s.settings[0].Folded)
	s.SetPlayhead(2 * bar)
	assert.Contains(t, s.sayDrawn(), "Open Diapason 8", "what is folded away is still said")
	s.typeKeys(fyne.KeyRight)
	assert.Len(t, s.layout.Rows, rows, "Right unfolds")
	s.typeKeys(fyne.KeyLeft)
	assert.Less(t, len(s.layout.Rows), rows)
	s.click(name(head))

	swell := s.rowNamed(t, "Swell")
	first, second := s.layout.Rows[swell+1].Label, s.layout.Rows[swell+2].Label
	s.pull(name(swell+1), name(swell+2))
	assert.Equal(t, []string{second, first}, []string{s.layout.Rows[swell+1].Label, s.layout.Rows[swell+2].Label})
	s.mark(s.firstOf(swell + 2))
	require.NotEqual(t, Nothing, s.Marked().Part)
	s.altKey(fyne.KeyUp)
	assert.Equal(t, first, s.layout.Rows[swell+1].Label, "and back by keys")

	swell = s.rowNamed(t, "Swell")
	s.pull(name(head), name(swell))
	assert.Less(t, s.rowNamed(t, "Swell"), s.rowNamed(t, "Great"), "divisions, too")

	row := s.rowNamed(t, "Open Diapason 8")
	s.SetColour(row, 4)
	assert.Equal(t, 4, s.Colour(row))
	kept := ParseSetting(s.Setting().String())
	assert.Equal(t, s.Setting().String(), kept.String(), "the setting is kept as text")
	other := show(t, piece(t, "parish"))
	other.SetSetting(kept)
	assert.Equal(t, s.layout.Rows, other.layout.Rows)
	s.SetColour(row, -1)
	assert.Equal(t, -1, s.Colour(row))
	s.FoldAll(true)
	assert.True(t, s.FoldsAny())
	s.FoldAll(false)
	assert.False(t, s.FoldsAny())
	assert.Empty(t, s.editor.UndoLabel(), "none of it changes the piece")
	assert.Equal(t, Setting{}, ParseSetting("{"))
}

func TestTheTempoIsDrawnMovedLedAndErased(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.ShowTime(true)
	s.click(s.in(t, TempoRow, 4*bar, 0.9))
	assert.Equal(t, "Set the tempo", s.editor.UndoLabel())
	tempos := s.piece.Tempo().Points()
	require.Len(t, tempos, 2)
	assert.EqualValues(t, 4*bar, tempos[1].At)
	assert.Greater(t, tempos[1].BPM(), 120.0)
	assert.InDelta(t, tempos[1].BPM(), float64(int(tempos[1].BPM()+0.5)), 1e-6, "in whole quarters a minute")

	assert.Equal(t, Tempo, s.Marked().Part)
	bpm := tempos[1].BPM()
	s.altKey(fyne.KeyUp)
	assert.InDelta(t, bpm+1, s.Marked().Tempo.BPM(), 1e-6)
	s.altKey(fyne.KeyRight)
	assert.EqualValues(t, 4*bar+960, s.Marked().Tempo.At)
	assert.InDelta(t, bpm+1, s.Marked().Tempo.BPM(), 1e-6, "it keeps its value on the way")
	row := s.layout.Rows[2]
	at := fyne.NewPos(s.left+s.axis.X(4*bar+960), stripHeight+s.layout.YOfBPM(row, bpm+1))
	s.pull(at, s.in(t, TempoRow, 6*bar, 0.1))
	assert.EqualValues(t, 6*bar, s.Marked().Tempo.At)
	assert.Less(t, s.Marked().Tempo.BPM(), 110.0)
	s.typeKeys(fyne.KeyDelete)
	assert.Len(t, s.piece.Tempo().Points(), 1)

	s.with(modCtrl, func() { s.pull(s.in(t, TempoRow, 8*bar, 0.5), s.in(t, TempoRow, 10*bar, 0.1)) })
	assert.Equal(t, "From one tempo to another", s.editor.UndoLabel())
	tempos = s.piece.Tempo().Points()
	assert.Greater(t, len(tempos), 20)
	assert.EqualValues(t, 10*bar, tempos[len(tempos)-1].At)
	assert.Less(t, tempos[len(tempos)-1].BPM(), tempos[1].BPM())
	s.typeKeys(fyne.KeyEscape)
	s.pull(s.in(t, TempoRow, 0, 0.5), s.in(t, TempoRow, 2*bar, 0.9))
	assert.Zero(t, s.piece.Tempo().Points()[0].At, "the first tempo stays at the start")
	assert.Greater(t, s.piece.Tempo().Points()[0].BPM(), 120.0)
	s.draw(800, 220)
}

func TestTheTempoAtThePlayheadIsSaidWhereNoStopChanges(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.ShowTime(true)
	s.click(s.in(t, TempoRow, 5*bar, 0.9))
	bpm := s.piece.Tempo().Points()[1].BPM()
	said := func() string { return s.live.values[2].Text }
	s.SetPlayhead(5*bar - 1)
	assert.Equal(t, "120", said())
	s.SetPlayhead(5 * bar)
	assert.Equal(t, bpmText(bpm), said())
}

func TestARampIsDraggedByItsEndsAndAsAWhole(t *testing.T) {
	a, err := sequencer.RampTempo(4*bar, 6*bar, 120, 60)(piece(t, "parish"))
	require.NoError(t, err)
	a, err = sequencer.SetTempo(12*bar, 100)(a)
	require.NoError(t, err)
	s := inWindow(t, a)
	s.ShowTime(true)
	ramp := func() sequencer.Ramp {
		t.Helper()
		require.Len(t, s.piece.Tempo().Ramps(), 1)
		return s.piece.Tempo().Ramps()[0]
	}
	on := func(tick sequencer.Tick, bpm float64) fyne.Position {
		row := s.layout.Rows[2]
		return fyne.NewPos(s.left+s.axis.X(tick), stripHeight-s.scroll+s.layout.YOfBPM(row, bpm))
	}
	s.pull(on(6*bar, 60), on(8*bar, 60))
	assert.Equal(t, sequencer.Ramp{From: 4 * bar, To: 8 * bar, First: 120, Last: 60}, ramp(), "its end moves the end")
	assert.Equal(t, "Move where a ramp of the tempo ends", s.editor.UndoLabel())
	s.pull(on(4*bar, 120), on(2*bar, 120))
	assert.Equal(t, sequencer.Ramp{From: 2 * bar, To: 8 * bar, First: 120, Last: 60}, ramp(), "its start the start")
	s.pull(on(5*bar, 90), on(6*bar, 90))
	assert.Equal(t, sequencer.Ramp{From: 3 * bar, To: 9 * bar, First: 120, Last: 60}, ramp(), "its middle all of it")
	assert.Equal(t, "Move a ramp of the tempo", s.editor.UndoLabel())
	assert.Len(t, s.layout.Things(2), 3, "it is one thing")
	s.pull(on(9*bar, 60), on(9*bar, 80))
	assert.InDelta(t, 80, ramp().Last, 2, "up and down is the tempo")
	assert.InDelta(t, 120, ramp().First, 1e-3)

	assert.Equal(t, RampEnd, s.Marked().Part)
	last := ramp().Last
	s.altKey(fyne.KeyDown)
	assert.InDelta(t, last-1, ramp().Last, 1e-3, "keys work on the end that is marked")
	s.altKey(fyne.KeyRight)
	assert.EqualValues(t, 9*bar+960, ramp().To)
	s.typeKeys(fyne.KeyLeft)
	assert.Equal(t, RampStart, s.Marked().Part)
	s.altKey(fyne.KeyLeft)
	assert.EqualValues(t, 3*bar-960, ramp().From)
	s.typeKeys(fyne.KeyRight, fyne.KeyRight)
	assert.Equal(t, Tempo, s.Marked().Part, "and on to what follows")
	s.typeKeys(fyne.KeyLeft)
	assert.Equal(t, RampEnd, s.Marked().Part)
	s.press(on(9*bar+960, 78), desktop.MouseButtonPrimary)
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: on(11*bar, 60)}})
	assert.EqualValues(t, 11*bar, ramp().To)
	s.typeKeys(fyne.KeyEscape)
	assert.EqualValues(t, 9*bar+960, ramp().To, "Escape takes it back")
	s.release(on(11*bar, 60))
	s.DragEnd()
	s.draw(800, 220)
	s.DoubleTapped(&fyne.PointEvent{Position: on(5*bar, 90)})
	require.Len(t, s.opened, 1)
	assert.Equal(t, RampBody, s.opened[0].Part)
	s.click(on(5*bar, 90))
	s.typeKeys(fyne.KeyDelete)
	assert.Len(t, s.piece.Tempo().Points(), 2)

	// A tempo that is set where a ramp ends goes along with the end, and is moved with it.
	s.with(modCtrl, func() { s.pull(on(6*bar, 120), on(8*bar, 90)) })
	s.pull(on(8*bar, 90), on(9*bar, 90))
	assert.EqualValues(t, 9*bar, ramp().To)
}

func TestMarksAndMetersAreMovedOpenedAndRemoved(t *testing.T) {
	a := piece(t, "parish")
	for _, e := range []sequencer.Edit{
		sequencer.AddMark(2*bar, sequencer.Verse, "Verse 1"), sequencer.AddMark(9*bar, sequencer.Wait, ""), sequencer.SetMeter(12*bar, 3, 4),
	} {
		var err error
		a, err = e(a)
		require.NoError(t, err)
	}
	s := inWindow(t, a)
	s.ShowTime(true)
	s.pull(s.in(t, MarkRow, 2*bar, 0.5), s.in(t, MarkRow, 3*bar, 0.5))
	assert.EqualValues(t, 3*bar, s.piece.Marks()[0].At)
	assert.Equal(t, "Move the mark Verse 1", s.editor.UndoLabel())
	s.altKey(fyne.KeyRight)
	assert.EqualValues(t, 3*bar+960, s.piece.Marks()[0].At)
	s.typeKeys(fyne.KeyRight)
	assert.Equal(t, sequencer.Wait, s.Marked().Mark.Kind)
	s.DoubleTapped(&fyne.PointEvent{Position: s.in(t, MarkRow, 3*bar+960, 0.5)})
	s.DoubleTapped(&fyne.PointEvent{Position: s.in(t, MarkRow, 14*bar, 0.5)})
	require.Len(t, s.opened, 2)
	assert.Equal(t, "Verse 1", s.opened[0].Mark.Name)
	assert.Equal(t, Nothing, s.opened[1].Part)
	assert.EqualValues(t, 14*bar, s.openedAt[1])
	s.typeKeys(fyne.KeyReturn)
	assert.EqualValues(t, 9*bar, s.menus[len(s.menus)-1], "the list is for the place of the mark")
	s.typeKeys(fyne.KeyDelete)
	assert.Len(t, s.piece.Marks(), 1)

	s.pull(s.in(t, MeterRow, 12*bar, 0.5), s.in(t, MeterRow, 8*bar, 0.5))
	assert.EqualValues(t, 8*bar, s.piece.Meters().Points()[1].At)
	s.typeKeys(fyne.KeyDelete)
	assert.Len(t, s.piece.Meters().Points(), 1)
	s.click(s.in(t, MeterRow, 0, 0.5))
	s.typeKeys(fyne.KeyDelete)
	assert.Len(t, s.piece.Meters().Points(), 1, "the first one stays")
	s.draw(800, 220)
}

func TestScenesAreMovedByKeysAndTheRestOfTheirEventStays(t *testing.T) {
	a, err := sequencer.SetControl(8*bar, diapason, true)(piece(t, "parish"))
	require.NoError(t, err)
	s := inWindow(t, a)
	s.pull(s.in(t, SceneRow, 8*bar, 0.5), s.in(t, SceneRow, 10*bar, 0.5))
	require.Len(t, s.layout.Picture.Flags, 1)
	assert.EqualValues(t, 10*bar, s.layout.Picture.Flags[0].At)
	s.altKey(fyne.KeyLeft)
	assert.EqualValues(t, 10*bar-960, s.layout.Picture.Flags[0].At)
	s.typeKeys(fyne.KeyDelete)
	assert.Empty(t, s.layout.Picture.Flags)
}

func TestAMasterHasARowOfItsOwn(t *testing.T) {
	a := piece(t, "parish")
	c := *a.Console()
	c.Enclosures = append(c.Enclosures[:1:1], c.Enclosures[0])
	c.Enclosures[1].ID, c.Enclosures[1].Name, c.Enclosures[1].Divisions = "master", "Master", nil
	for d := range c.Divisions {
		c.Enclosures[1].Divisions = append(c.Enclosures[1].Divisions, registration.DivisionID(d))
	}
	l := NewLayout(a, &c, View{All: true})
	row := l.Rows[l.RowAt(flagHeight+1)]
	assert.Equal(t, "Master shoe", row.Label)
	assert.Equal(t, Whole, row.Division)
	found := false
	for _, ch := range Choices(a, l, 0, Hit{Row: -1}) {
		found = found || ch.Group == "Whole organ"
	}
	assert.True(t, found)
	p := painter{}
	p.paint(&picture{layout: l, axis: axis.Axis{PerTick: 0.01, Width: 300}, scale: 1, hover: Hit{Row: -1}, marked: Hit{Row: -1}}, 300, 200)
}
