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
