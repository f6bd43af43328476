package lane

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	"voluntary/ui/axis"
)

const bar = 4 * sequencer.PPQ

// piece has sixteen bars for an organ; the Open Diapason is drawn from bar 2 to 5 and from 7 on, the Cornopean
// from bar 3, until a scene at bar 9 retires everything and the swell shoe has two points.
func piece(t testing.TB, console string) *sequencer.Arrangement {
	t.Helper()
	c, err := consolefile.Find(console)
	require.NoError(t, err)
	p := sequencer.Piece{Title: "Test", Console: c}
	p.Parts = []sequencer.Part{{Name: "Right hand", Routing: []sequencer.Routing{{Division: "great"}}, Notes: []sequencer.Note{
		{Start: 0, End: 16 * bar, Key: 60, Velocity: 90},
	}}}
	if console == "parish" {
		p.Lane = []sequencer.LaneEvent{
			{At: 1 * bar, Draw: []string{"great.open-diapason-8"}},
			{At: 2 * bar, Draw: []string{"swell.cornopean-8"}, Expression: []sequencer.Shoe{{Enclosure: "swell", Value: 40}}},
			{At: 4 * bar, Retire: []string{"great.open-diapason-8"}, Expression: []sequencer.Shoe{{Enclosure: "swell", Value: 127}}},
			{At: 6 * bar, Draw: []string{"great.open-diapason-8"}},
			{At: 8 * bar, Scene: "pp"},
		}
	}
	a, err := sequencer.New(p)
	require.NoError(t, err)
	return a
}

// shown is a lane in a window that edits a piece as the main window does.
type shown struct {
	*Lane
	editor *sequencer.Editor
	menus  []sequencer.Tick
	hits   []Hit
	keys   []fyne.KeyName
	said   string
	failed error

	held     fyne.KeyModifier
	opened   []Hit
	openedAt []sequencer.Tick
	slices   int
	settings []Setting
}

func show(t testing.TB, a *sequencer.Arrangement) *shown {
	t.Helper()
	s := &shown{Lane: New(100), editor: sequencer.NewEditor(a)}
	s.editor.Changed = func(a *sequencer.Arrangement) { s.SetArrangement(a, a.Console()) }
	s.OnPreview = func(e sequencer.Edit) { s.failed = s.editor.Preview(e) }
	s.OnCommit = func(label string, e sequencer.Edit) { s.failed = s.editor.Apply(label, "", e) }
	s.OnCancel = s.editor.CancelPreview
	s.OnMenu = func(_ fyne.Position, tick sequencer.Tick, hit Hit) {
		s.menus, s.hits = append(s.menus, tick), append(s.hits, hit)
	}
	s.OnHover = func(text string) { s.said = text }
	s.OnKey = func(e *fyne.KeyEvent) { s.keys = append(s.keys, e.Name) }
	s.Lane.modifiers = func() fyne.KeyModifier { return s.held }
	s.OnOpen = func(h Hit, at sequencer.Tick) { s.opened, s.openedAt = append(s.opened, h), append(s.openedAt, at) }
	s.OnSlice = func() { s.slices++ }
	s.OnSetting = func(v Setting) { s.settings = append(s.settings, v) }
	s.OnAxis = func(a axis.Axis) { s.SetAxis(a) }
	s.SetArrangement(a, a.Console())
	s.SetSnap(axis.Beat)
	s.SetAxis(axis.Axis{PerTick: 40.0 / bar, Width: 800, End: 16 * bar}) // a bar is 40 units
	return s
}

func inWindow(t *testing.T, a *sequencer.Arrangement) *shown {
	t.Helper()
	test.NewTempApp(t)
	s := show(t, a)
	w := test.NewTempWindow(t, s.Lane)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(900, 240))
	return s
}

// at is the place of a tick in a row.
func (s *shown) at(tick sequencer.Tick, row int) fyne.Position {
	r := s.layout.Rows[row]
	return fyne.NewPos(s.left+s.axis.X(tick), stripHeight+r.Y+r.Height/2-s.scroll)
}

func (s *shown) rowNamed(t testing.TB, label string) int {
	t.Helper()
	i := slices.IndexFunc(s.layout.Rows, func(r Row) bool { return r.Label == label })
	require.GreaterOrEqual(t, i, 0, label)
	return i
}

func (s *shown) press(p fyne.Position, b desktop.MouseButton) {
	s.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p, AbsolutePosition: p}, Button: b, Modifier: s.held})
}

func (s *shown) release(p fyne.Position) {
	s.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p, AbsolutePosition: p}, Button: desktop.MouseButtonPrimary})
}

func (s *shown) pull(from, to fyne.Position) {
	s.press(from, desktop.MouseButtonPrimary)
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
	s.release(to)
	s.DragEnd()
}

func (s *shown) bars(t testing.TB, control string) (spans [][2]sequencer.Tick) {
	t.Helper()
	k, ok := s.console.Control(control)
	require.True(t, ok)
	for _, b := range s.layout.BarsOf(k) {
		end := b.End / bar
		if b.Open {
			end = -1
		}
		spans = append(spans, [2]sequencer.Tick{b.Start / bar, end})
	}
	return spans
}

const diapason = "great.open-diapason-8"

func TestRowsStandByDivisionAndOnlyForWhatIsUsed(t *testing.T) {
	a := piece(t, "parish")
	l := NewLayout(a, a.Console(), View{})
	var labels []string
	for _, r := range l.Rows {
		labels = append(labels, r.Label)
	}
	assert.Equal(t, "Scenes", labels[0])
	assert.Equal(t, "Great", labels[1])
	assert.Equal(t, "Open Diapason 8", labels[2])
	assert.Contains(t, labels, "Swell shoe")
	assert.Less(t, len(labels), 19)
	groups := l.Groups()
	assert.Equal(t, l.Rows[1].Y, groups[0].Y)
	last := groups[len(groups)-1]
	assert.Equal(t, l.Height, last.Y+last.Height)

	all := NewLayout(a, a.Console(), View{All: true})
	assert.Len(t, all.Rows, 1+len(a.Console().Divisions)+len(a.Console().Controls)+len(a.Console().Enclosures))
	for i, r := range all.Rows {
		assert.Equal(t, i, all.RowAt(r.Y+1))
	}
	assert.Equal(t, -1, all.RowAt(all.Height+1))
}

func TestHitsTellEndsFromMiddles(t *testing.T) {
	a := piece(t, "parish")
	l := NewLayout(a, a.Console(), View{})
	ax := axis.Axis{PerTick: 40.0 / bar, Width: 800, End: 16 * bar}
	y := l.Rows[2].Y + 5
	for _, c := range []struct {
		at   float32 // in bars
		part Part
	}{{0.5, Nothing}, {1, Start}, {0.9, Start}, {2.5, Body}, {4, End}, {4.1, End}, {5, Nothing}, {6, Start}, {7, Body}, {12, Nothing}} {
		assert.Equal(t, c.part, l.HitAt(ax, ax.X(0)+c.at*40, y).Part, "bar %v", c.at)
	}
	h := l.HitAt(ax, ax.X(8*bar), l.Rows[0].Y+4)
	assert.Equal(t, Flag, h.Part)
	assert.True(t, l.Has(h))
	assert.False(t, l.Has(Hit{Row: 99}))
}

func TestDraggingEndsMovesThem(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	row := s.rowNamed(t, "Open Diapason 8")
	s.pull(s.at(1*bar, row), s.at(2*bar, row))
	s.pull(s.at(4*bar, row), s.at(3*bar, row))
	require.NoError(t, s.failed)
	assert.Equal(t, [2]sequencer.Tick{2, 3}, s.bars(t, diapason)[0])
	assert.False(t, s.editor.Previewing())
	labels, done := s.editor.History()
	assert.Equal(t, 2, done, "a drag is one step")
	assert.Equal(t, "Move where Open Diapason 8 is retired", labels[1])
	mark, ok := s.MarkedBar()
	require.True(t, ok, "the moved bar stays marked")
	assert.EqualValues(t, 2*bar, mark.Start)
}

func TestAnEndStopsAtTheSnappedPlaceBesideTheOther(t *testing.T) {
	span := func(from, to sequencer.Tick) [2]sequencer.Tick { return [2]sequencer.Tick{from, to} }
	for name, c := range map[string]struct {
		snapping Snapping
		held     fyne.KeyModifier
		end      sequencer.Tick // where the end may go at the least; the bar starts with bar 2
		start    sequencer.Tick // and the start at the most; the bar ends with bar 4
	}{
		"grid":    {snapping: ToGrid, end: 1*bar + 960, start: 4*bar - 960},
		"bars":    {snapping: ToBars, end: 2 * bar, start: 3 * bar},
		"nothing": {snapping: ToNothing, end: 1*bar + 120, start: 4*bar - 120},
		"Alt":     {snapping: ToBars, held: modAlt, end: 1*bar + 120, start: 4*bar - 120},
	} {
		t.Run(name, func(t *testing.T) {
			s := inWindow(t, piece(t, "parish"))
			row := s.rowNamed(t, "Open Diapason 8")
			shown := func() [2]sequencer.Tick {
				b := s.layout.BarsOf(s.layout.Rows[row].Control)[0]
				return span(b.Start, b.End)
			}
			s.SetSnapping(c.snapping)
			require.Equal(t, span(1*bar, 4*bar), shown())
			s.with(c.held, func() { s.pull(s.at(4*bar, row), s.at(0, row)) })
			require.NoError(t, s.failed)
			assert.Equal(t, span(1*bar, c.end), shown(), "the end before the start")
			s.editor.Undo()
			s.with(c.held, func() { s.pull(s.at(4*bar, row), s.at(1*bar, row)) })
			assert.Equal(t, span(1*bar, c.end), shown(), "the end upon the start")
			s.editor.Undo()
			s.with(c.held, func() { s.pull(s.at(1*bar, row), s.at(7*bar, row)) })
			require.NoError(t, s.failed)
			assert.Equal(t, span(c.start, 4*bar), shown(), "the start past the end")
		})
	}
}

func TestAShortBarIsNotLengthenedByShorteningIt(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	row := s.rowNamed(t, "Open Diapason 8")
	s.with(modAlt, func() { s.pull(s.at(4*bar, row), s.at(0, row)) })
	s.axis = s.axis.Zoom(s.axis.X(1*bar), 20)
	s.SetSnapping(ToBars)
	s.pull(s.at(1*bar+120, row), s.at(1*bar-600, row))
	s.mark(Hit{Part: End, Row: row, Bar: s.layout.BarsOf(s.layout.Rows[row].Control)[0]})
	s.altKey(fyne.KeyLeft)
	b := s.layout.BarsOf(s.layout.Rows[row].Control)[0]
	assert.Equal(t, []sequencer.Tick{1 * bar, 1*bar + 120}, []sequencer.Tick{b.Start, b.End})
	_, done := s.editor.History()
	assert.Equal(t, 1, done)
}

func TestDraggingTheMiddleMovesBothEnds(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	row := s.rowNamed(t, "Open Diapason 8")
	s.pull(s.at(2*bar, row), s.at(3*bar, row))
	assert.Equal(t, [2]sequencer.Tick{2, 5}, s.bars(t, diapason)[0])
	s.pull(s.at(3*bar, row), s.at(0, row))
	assert.Equal(t, [2]sequencer.Tick{0, 3}, s.bars(t, diapason)[0], "no further than the start")
}

func TestDraggingAnEmptyRowDrawsThere(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.ShowAll(true)
	row := s.rowNamed(t, "Gamba 8")
	s.pull(s.at(5*bar, row), s.at(3*bar, row))
	assert.Equal(t, [][2]sequencer.Tick{{3, 5}}, s.bars(t, "great.gamba-8"))
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	assert.Empty(t, s.bars(t, "great.gamba-8"), "what was drawn is marked, and Delete removes it")
}

func TestShoesAreSetAndMoved(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	row := s.rowNamed(t, "Swell shoe")
	p := s.at(10*bar, row)
	s.press(p, desktop.MouseButtonPrimary)
	s.release(p)
	points := s.layout.Picture.Points
	require.Len(t, points, 4, "two, the scene's, and the new one")
	assert.InDelta(t, 64, int(points[3].Value), 3)
	r := s.layout.Rows[row]
	top := stripHeight - s.scroll
	s.pull(fyne.NewPos(s.left+s.axis.X(10*bar), top+r.YOf(points[3].Value)), fyne.NewPos(s.left+s.axis.X(12*bar), top+r.YOf(127)))
	points = s.layout.Picture.Points
	require.Len(t, points, 4)
	assert.EqualValues(t, 12*bar, points[3].At)
	assert.EqualValues(t, 127, points[3].Value)
}

func TestEscapeTakesADragBack(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	before := s.editor.Current()
	row := s.rowNamed(t, "Open Diapason 8")
	s.press(s.at(2*bar, row), desktop.MouseButtonPrimary)
	s.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: s.at(9*bar, row)}})
	assert.True(t, s.editor.Previewing())
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	s.DragEnd()
	assert.Same(t, before, s.editor.Current())
	assert.Empty(t, s.editor.UndoLabel())
}

func TestWhatASceneDrawsIsExplained(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	var byScene sequencer.LaneBar
	for _, b := range s.layout.Picture.Bars {
		if b.ByScene {
			byScene = b
		}
	}
	row := s.layout.RowOf(byScene.Control)
	require.GreaterOrEqual(t, row, 0)
	s.scrollTo(s.layout.Rows[row].Y)
	s.pull(s.at(byScene.Start, row), s.at(byScene.Start+2*bar, row))
	assert.ErrorContains(t, s.failed, "scene")
	assert.Empty(t, s.editor.UndoLabel())
}

func TestRightClickAsksForThePlace(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	row := s.rowNamed(t, "Open Diapason 8")
	p := s.at(3*bar, row)
	s.press(p, desktop.MouseButtonSecondary)
	s.TappedSecondary(&fyne.PointEvent{Position: p, AbsolutePosition: p})
	s.SetPlayhead(5 * bar)
	s.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(20, p.Y)})
	assert.Equal(t, []sequencer.Tick{3 * bar, 5 * bar}, s.menus, "beside the names it is the playhead's place")
	assert.Equal(t, Body, s.hits[0].Part)
}

func TestKnobsDrawAtThePlayhead(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	row := s.rowNamed(t, "Open Diapason 8")
	s.SetPlayhead(5 * bar)
	p := fyne.NewPos(s.left-10, s.at(0, row).Y)
	s.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}})
	assert.Equal(t, "Great: Open Diapason 8. Click to draw it at 6:1", s.said)
	s.press(p, desktop.MouseButtonPrimary)
	s.release(p)
	assert.Equal(t, "Draw Open Diapason 8", s.editor.UndoLabel())
	assert.Equal(t, [][2]sequencer.Tick{{1, 4}, {5, 8}}, s.bars(t, diapason))
}

func TestKeysWalkThroughBars(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	typed := func(names ...fyne.KeyName) {
		for _, n := range names {
			s.TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	typed(fyne.KeyDown, fyne.KeyDown)
	assert.Equal(t, Head, s.marked.Part)
	typed(fyne.KeyDown)
	mark, ok := s.MarkedBar()
	require.True(t, ok)
	assert.EqualValues(t, 1*bar, mark.Start)
	assert.Equal(t, Start, s.marked.Part)
	typed(fyne.KeyRight)
	assert.Equal(t, End, s.marked.Part)
	typed(fyne.KeyRight)
	mark, _ = s.MarkedBar()
	assert.EqualValues(t, 6*bar, mark.Start)
	typed(fyne.KeyLeft)
	s.nudge(true)
	assert.EqualValues(t, 4*bar+sequencer.PPQ, s.layout.BarsOf(s.marked.Bar.Control)[0].End)
	typed(fyne.KeyReturn)
	assert.Len(t, s.menus, 1)
	typed(fyne.KeyDelete)
	assert.Equal(t, [][2]sequencer.Tick{{6, 8}}, s.bars(t, diapason))
	typed(fyne.KeyEscape, fyne.KeySpace, fyne.KeyF8)
	assert.Equal(t, []fyne.KeyName{fyne.KeyEscape, fyne.KeySpace, fyne.KeyF8}, s.keys)
}

func TestChoicesOfferEveryControlOfTheConsole(t *testing.T) {
	for _, name := range []string{"parish", "cathedral"} {
		a := piece(t, name)
		c := a.Console()
		l := NewLayout(a, c, View{})
		offered := make(map[string]int)
		for _, ch := range Choices(a, l, 3*bar, Hit{Row: -1}) {
			require.NotNil(t, ch.Edit, ch.Label)
			require.NotEmpty(t, ch.Step, ch.Label)
			offered[ch.Group+"/"+ch.Label]++
			got, err := ch.Edit(a)
			require.NoError(t, err, ch.Label)
			require.NotNil(t, got)
		}
		for _, k := range c.Controls {
			assert.Equal(t, 1, offered[c.Divisions[k.Division].Name+"/"+k.Label()], k.ID)
		}
	}
	a := piece(t, "parish")
	l := NewLayout(a, a.Console(), View{})
	drawn := map[string]bool{}
	for _, ch := range Choices(a, l, 3*bar, Hit{Row: -1}) {
		drawn[ch.Label] = ch.On
	}
	assert.True(t, drawn["Open Diapason 8"])
	assert.False(t, drawn["Principal 4"])
}

func TestRetiringEverythingLeavesNothingDrawn(t *testing.T) {
	a := piece(t, "parish")
	l := NewLayout(a, a.Console(), View{})
	for _, ch := range Choices(a, l, 3*bar, Hit{Row: -1}) {
		if ch.Group != "Everything" {
			continue
		}
		b, err := ch.Edit(a)
		require.NoError(t, err)
		after := sequencer.PictureLane(b, b.Console()).StateAt(3*bar, b.Console().Initial())
		assert.Zero(t, after.Count())
		return
	}
	t.Fatal("not offered")
}

func TestTheCathedralScrolls(t *testing.T) {
	s := inWindow(t, piece(t, "cathedral"))
	s.ShowAll(true)
	y, height := s.grip()
	assert.Zero(t, y)
	require.Positive(t, height)
	s.pull(fyne.NewPos(897, 25), fyne.NewPos(897, 400))
	assert.InDelta(t, s.beyond(), s.scroll, 1, "the bar is dragged to the end")
	assert.Empty(t, s.editor.UndoLabel())
	s.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 1e6)})
	assert.Zero(t, s.scroll)
	s.ShowAll(false)
	_, height = s.grip()
	assert.Zero(t, height)
}

func TestTheLaneIsDrawnInEverySizeAndState(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	for _, size := range []fyne.Size{{Width: 0, Height: 0}, {Width: 101, Height: 3}, {Width: 300, Height: 80}, {Width: 1600, Height: 700}} {
		s.Resize(size)
		for _, scale := range []int{1, 2} {
			img := s.draw(max(int(size.Width)-100, 0)*scale, int(size.Height)*scale)
			assert.NotNil(t, img)
		}
	}
	s.SetAxis(axis.Axis{PerTick: axis.Closest, Scroll: 3 * bar, Width: 800, End: 16 * bar})
	s.draw(800, 240)
	New(100).draw(100, 100)
}

func TestNoWordOfARowIsCutOff(t *testing.T) {
	s := inWindow(t, piece(t, "parish"))
	s.ShowTime(true)
	s.ShowAll(true)
	require.NoError(t, s.editor.Apply("", "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		return a.WithMarks(func([]sequencer.Mark) []sequencer.Mark { return []sequencer.Mark{{At: 2 * bar, Name: "Gloria"}} })
	}))
	r := test.TempWidgetRenderer(t, s.Lane).(*renderer)
	for height := float32(120); height < 170; height++ {
		s.Resize(fyne.NewSize(900, height))
		for scroll := float32(0); scroll < 20; scroll += 3 {
			s.scrollTo(scroll)
			r.Layout(s.Size())
			for i, o := range append(append([]*canvas.Text{}, r.names...), r.words.texts...) {
				if !o.Visible() {
					continue
				}
				spare := (o.MinSize().Height - o.TextSize) / 2
				assert.GreaterOrEqual(t, o.Position().Y+spare, float32(stripHeight), "%q at %v, height %v", o.Text, scroll, height)
				assert.LessOrEqual(t, o.Position().Y+o.MinSize().Height-spare, height, "%q at %v, height %v (%d)", o.Text, scroll, height, i)
			}
		}
	}
	assert.True(t, r.names[0].Visible() || r.names[1].Visible(), "those that fit are there")
}
