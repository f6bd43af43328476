package console

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/ui/touch"
)

func mouse(at fyne.Position, m fyne.KeyModifier) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary, Modifier: m}
}

// row finds the line of a list that shows a row.
func (s *shown) row(l *List, i int) *row {
	s.t.Helper()
	for _, o := range test.LaidOutObjects(l) {
		if r, ok := o.(*row); ok && r.i == i && r.Visible() {
			return r
		}
	}
	require.Fail(s.t, "the row is not in sight", "%d", i)
	return nil
}

func TestRowsAreMarkedAndOpenedByTheMouse(t *testing.T) {
	s := show(t, "parish", usual)
	l := s.controls().list
	click := func(i int, m fyne.KeyModifier) {
		r := s.row(l, i)
		r.MouseDown(mouse(fyne.NewPos(30, 5), m))
		r.MouseUp(mouse(fyne.NewPos(30, 5), m))
		r.Tapped(nil)
	}
	ids := func(rows ...int) (out []string) {
		for _, i := range rows {
			out = append(out, l.rows[i].ID)
		}
		return out
	}
	click(3, 0)
	assert.Equal(t, ids(3), l.Marked())
	assert.Equal(t, fyne.Focusable(l.list), s.win.Canvas().Focused(), "the keys go on from there")
	click(5, fyne.KeyModifierShortcutDefault)
	assert.Equal(t, ids(3, 5), l.Marked())
	click(3, fyne.KeyModifierShortcutDefault)
	assert.Equal(t, ids(5), l.Marked())
	click(7, fyne.KeyModifierShift)
	assert.ElementsMatch(t, ids(3, 4, 5, 6, 7), l.Marked(), "from where Ctrl was last pressed")
	did := 0
	l.OnDo = func() { did++ }
	s.row(l, 4).DoubleTapped(nil)
	assert.Equal(t, 1, did)
}

func TestTheBoardIsWorkedByTheMouse(t *testing.T) {
	s := show(t, "parish", usual)
	s.Turn(5)
	p := s.pages[5].(*jambPage)
	p.pick.SetSelected("freely drawn")
	d := p.desk
	var c *catch
	for _, o := range test.LaidOutObjects(d) {
		if x, ok := o.(*catch); ok {
			c = x
		}
	}
	require.NotNil(t, c)
	at := func(of string) fyne.Position {
		i, ok := s.Console().Jamb.Piece(registration.Knob, of)
		require.True(t, ok)
		k := s.Console().Jamb.Pieces[i]
		return fyne.NewPos(float32(k.X+k.Width/2), float32(k.Y+k.Height/2)).Subtract(d.board.Offset())
	}
	marked := func() (out []string) {
		for _, i := range d.marked {
			out = append(out, d.board.Pieces()[i].Of)
		}
		slices.Sort(out)
		return out
	}
	press := func(p fyne.Position, m fyne.KeyModifier) { c.MouseDown(mouse(p, m)) }
	drag := func(p fyne.Position) { c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: p}}) }
	up := func(p fyne.Position) { c.MouseUp(mouse(p, 0)) }
	const diapason, gamba = "great.open-diapason-8", "great.gamba-8"

	press(at(diapason), 0)
	up(at(diapason))
	assert.Equal(t, []string{diapason}, marked())
	assert.Equal(t, fyne.Focusable(d), s.win.Canvas().Focused())
	press(at(gamba), fyne.KeyModifierShortcutDefault)
	up(at(gamba))
	assert.Equal(t, []string{gamba, diapason}, marked(), "Ctrl marks another")

	before := s.Console()
	from, other := at(diapason), at(gamba)
	press(from, 0)
	drag(from.AddXY(20, 0))
	drag(from.AddXY(40, 20))
	up(from.AddXY(40, 20))
	c.DragEnd()
	assert.Equal(t, from.AddXY(40, 20), at(diapason))
	assert.Equal(t, other.AddXY(40, 20), at(gamba), "what is marked goes along")
	s.Undo()
	assert.Same(t, before, s.Console(), "one step")

	press(at(gamba), fyne.KeyModifierShortcutDefault)
	up(at(gamba))
	assert.Equal(t, []string{diapason}, marked(), "Ctrl takes one out")
	press(fyne.NewPos(0, 0), 0)
	drag(fyne.NewPos(600, 300))
	assert.Equal(t, fyne.NewSize(600, 300), d.band.Size())
	up(fyne.NewPos(600, 300))
	c.DragEnd()
	assert.Greater(t, len(d.marked), 3)
	assert.Zero(t, d.band.Size().Width)
	assert.Same(t, before, s.Console())
	press(fyne.NewPos(0, 0), 0)
	up(fyne.NewPos(0, 0))
	assert.Empty(t, marked(), "a click beside the pieces marks none")

	said := ""
	d.OnHover = func(text string) { said = text }
	c.MouseMoved(mouse(at(gamba), 0))
	assert.Contains(t, said, "Great: ")
	s.win.Resize(fyne.NewSize(900, 360))
	s.Turn(5)
	c.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -40)})
	assert.InDelta(t, 40, d.board.Offset().Y, 0.1)
	press(at(diapason), 0)
	up(at(diapason))
	assert.Equal(t, []string{diapason}, marked(), "scrolled, too, what is pressed is marked")
}

// dragged is the board, freely drawn, with a drag of the knob at a place that goes on and has come to another.
func dragged(t *testing.T) (s *shown, c *catch, d *desk, at func() fyne.Position) {
	s = show(t, "parish", usual)
	s.Turn(5)
	p := s.pages[5].(*jambPage)
	p.pick.SetSelected("freely drawn")
	d = p.desk
	for _, o := range test.LaidOutObjects(d) {
		if x, ok := o.(*catch); ok {
			c = x
		}
	}
	require.NotNil(t, c)
	at = func() fyne.Position {
		i, ok := s.Console().Jamb.Piece(registration.Knob, "great.gamba-8")
		require.True(t, ok)
		k := s.Console().Jamb.Pieces[i]
		return fyne.NewPos(float32(k.X+k.Width/2), float32(k.Y+k.Height/2)).Subtract(d.board.Offset())
	}
	from := at()
	c.MouseDown(mouse(from, 0))
	for _, by := range []float32{20, 60, 100} {
		c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: from.AddXY(by, 40)}})
	}
	require.Equal(t, from.AddXY(100, 40), at(), "it is shown where it will be")
	return s, c, d, at
}

func TestADragOnTheBoardIsTakenBack(t *testing.T) {
	second := func(at fyne.Position) *desktop.MouseEvent {
		return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonSecondary}
	}
	for name, back := range map[string]func(*catch, *desk){
		"Escape":                       func(_ *catch, d *desk) { d.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
		"the second button":            func(c *catch, _ *desk) { c.MouseDown(second(fyne.NewPos(300, 200))) },
		"the second button, elsewhere": func(c *catch, _ *desk) { require.True(t, touch.TakeBack()); c.DragEnd() },
	} {
		t.Run(name, func(t *testing.T) {
			s, c, d, at := dragged(t)
			label := s.edits.UndoLabel()
			before := at().SubtractXY(100, 40)
			back(c, d)
			assert.Equal(t, before, at())
			c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: before.AddXY(200, 40)}})
			c.DragEnd()
			assert.Equal(t, before, at(), "what the mouse still does is nothing")
			c.MouseUp(mouse(before, 0))
			assert.Equal(t, label, s.edits.UndoLabel(), "no step is made")
			assert.Len(t, d.marked, 1, "and the knob is marked as it was")
			assert.Equal(t, "great.gamba-8", d.board.Pieces()[d.marked[0]].Of)
			d.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
			assert.Empty(t, d.marked, "after the drag Escape unmarks")
		})
	}
}

func TestADragOnTheBoardIsOneStepWhenItIsLetGo(t *testing.T) {
	s, c, d, at := dragged(t)
	to := at()
	assert.NotEqual(t, "Move on the jamb", s.edits.UndoLabel(), "as yet it is only shown")
	c.MouseUp(mouse(to, 0))
	c.DragEnd()
	assert.Equal(t, "Move on the jamb", s.edits.UndoLabel())
	assert.Equal(t, to, at())
	d.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	assert.Equal(t, to.AddXY(4, 0), at())
	s.Undo()
	assert.Equal(t, to, at(), "the arrows are a step of their own")
	s.Undo()
	assert.Equal(t, to.SubtractXY(100, 40), at())

	label := s.edits.UndoLabel()
	c.MouseDown(mouse(at(), 0))
	c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at().AddXY(40, 0)}})
	c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to.SubtractXY(100, 40)}})
	c.MouseUp(mouse(at(), 0))
	assert.Equal(t, label, s.edits.UndoLabel(), "where it ends as it began there is no step")
}

func TestABandOnTheBoardIsTakenBack(t *testing.T) {
	_, c, d, at := dragged(t)
	c.MouseUp(mouse(at(), 0))
	marked := slices.Clone(d.marked)
	c.MouseDown(mouse(fyne.NewPos(0, 0), 0))
	c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(600, 300)}})
	d.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	c.MouseUp(mouse(fyne.NewPos(600, 300), 0))
	assert.Zero(t, d.band.Size().Width)
	assert.Equal(t, marked, d.marked, "what was marked before is again")
}
